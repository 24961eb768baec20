// SPDX-License-Identifier: AGPL-3.0-or-later
// Templates (الگو): the text that a call of a kind of document begins with, in Persian and English. Built-in ones are sentences
// call_template.<type>.<part> of locale/, or call_template.any.<part> for a kind that an administrator added; an administrator's
// own stand in their place, for an agency and all below it. What the writer must put in is left as a blank, «[… نام دستگاه]»
// (writing.h); a call with a blank left does not open.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "consultation/call.h"

namespace mosharekat::consultation {

// Parts of a call's text by their names, three questions (as many as the short form asks), and how the period is meant, for the
// one who prepares the call.
inline constexpr std::string_view template_parts[] = {
    "why", "summary", "changes_for_you", "may_change", "may_not_change", "stakeholders", "plain", "q1", "q2", "q3", "period"};
inline constexpr std::size_t template_limit = 5000;  // code points; a question is held to that of set_questions

struct TemplateText {
  std::string part{}, fa{}, en{};
  bool own = false;  // not the built-in one
};
// Of the nearest agency that has one, part by part, in the order of template_parts. Without an agency: the installation's.
std::vector<TemplateText> call_template(store::Transaction& tx, const std::optional<identity::Agency>& agency,
                                        std::string_view document_type);

struct SetTemplate {
  std::optional<identity::AgencyId> agency{};  // none: the whole installation, by a national administrator
  std::string document_type{};
  std::vector<TemplateText> texts{};
};
// By an administrator of the agency. A part that is left empty, or as it would be without this, is no longer the agency's own.
Result<void> set_call_template(store::Database& database, const identity::Actor& actor, Instant now, const SetTemplate& ask);

// Writes the template of its kind into what a call being drafted leaves empty: parts, and questions where there are none. By
// those who prepare it. Two acts of writing, each whole.
Result<void> begin_from_template(store::Database& database, const identity::Actor& actor, Instant now, const CallId& call);

}  // namespace mosharekat::consultation
