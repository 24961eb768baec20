// SPDX-License-Identifier: AGPL-3.0-or-later
// What the commands of this module share: finding a call with its agency, and the small writes that several acts make. Not for
// other modules.
#pragma once
#include "consultation/call.h"

namespace mosharekat::consultation {

struct Owned {
  Call call;
  identity::Agency agency;
};
Result<Owned> owned_call(store::Transaction& tx, const CallId& id);

void put_text(store::Transaction& tx, const CallId& call, std::string_view language, std::string_view part,
              std::string_view text);
// The address of a call's page in a mail; channel/ writes the site's own address in (outbox.h).
std::string link_to(const Call& call, Language language);
void add_notice(store::Transaction& tx, const CallId& call, std::string_view kind, const Reason& reason, Instant now);
// A notice by mail to each who follows the call and, where asked, who contributed to it with an address: sentences
// notice.<kind>.subject and notice.<kind>.body. One letter to an address.
enum class Audience { followers, followers_and_contributors };
void owe_notices(store::Transaction& tx, const Call& call, std::string_view kind, const Reason& reason, Instant now,
                 Audience audience = Audience::followers_and_contributors);
// The end of a letter about a call: why it came and the reader's own link to stop such letters (follow.h). `reader` is a person
// or, for a guest, a contribution.
std::string stop_line(store::Transaction& tx, const CallId& call, std::string_view reader, Language language,
                      std::string_view sentence, Instant now);
// Whether this reader wants no letters about the call at all.
bool wants_no_mail(store::Transaction& tx, const CallId& call, std::string_view reader);
// Whether the state that counts now is one of these.
Result<void> in_state(const Call& call, Instant now, std::initializer_list<State> states);
// Moves the call on from the state in which it was read; an Error where it was moved by somebody else meanwhile.
Result<void> set_state(store::Transaction& tx, const Call& call, State to, Instant now);
// Comparing long texts takes a while, so a text is given the anchors of the draft's latest version before its command waits for
// its turn to write. Answers the version they were taken from, for the command to check; nothing for an unknown draft.
std::optional<VersionId> carry_from_latest(store::Database& database, const CallId& call, const DraftId& draft,
                                           document::Text& text);
// Anchors of a text as they stand in its call, where those of the first draft have no prefix.
void add_prefix(document::Text& text, std::int64_t draft_position);
// Refused while a report waits for its second person: what was frozen and what is answered must be the same.
Result<void> no_report_waits(store::Transaction& tx, const CallId& call);
// When a text is withdrawn or hidden while a report that quotes it waits: the report goes back, to be proposed with the data as
// they are now.
void return_waiting_report(store::Transaction& tx, const CallId& call, Instant now);
// Takes away the text in force beside a draft (current_text.h).
void forget_current_text(store::Transaction& tx, const DraftId& draft);
// And its translation (translation.h).
void forget_translation(store::Transaction& tx, const DraftId& draft);
// Stores a version with its provisions; answers the hash of its canonical form.
std::string put_version(store::Transaction& tx, const DraftId& draft, std::int64_t number, std::string_view role,
                        const document::Text& text, std::string_view source_name, Instant now, std::string_view warnings = "");

// The words by which a call is found: its texts in both languages and the titles of its drafts.
void index_call(store::Transaction& tx, const CallId& call);

}  // namespace mosharekat::consultation
