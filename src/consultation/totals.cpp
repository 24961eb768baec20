// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/totals.h"

namespace mosharekat::consultation {

Totals totals(store::Transaction& tx) {
  Totals all;
  all.contributions = tx.count("SELECT COUNT(*) FROM contribution WHERE state = 'published' AND NOT official");
  all.answers = tx.count(
      "SELECT COUNT(*) FROM disposition d JOIN contribution k ON k.id = d.contribution JOIN call c ON c.id = k.call"
      " WHERE c.state IN ('reported', 'decided', 'feedback', 'evaluated')");
  all.changes = tx.count(
      "SELECT COUNT(DISTINCT s.version || s.anchor) FROM change_source s JOIN draft_version v ON v.id = s.version JOIN draft d ON "
      "d.id = v.draft JOIN approval_record a ON a.call = d.call WHERE s.contribution IS NOT NULL");
  return all;
}

Size size_of(store::Transaction& tx, const CallId& call) {
  Size size;
  size.contributions =
      tx.count("SELECT COUNT(*) FROM contribution WHERE call = $1 AND state = 'published' AND NOT official", {call});
  for (const Draft& draft : drafts(tx, call))
    size.provisions += tx.count(
        "SELECT COUNT(*) FROM provision WHERE draft_version = $1 AND kind IN ('article', 'principle', 'paragraph', 'note', "
        "'clause')",
        {draft.version});
  return size;
}

std::int64_t replies_of(store::Transaction& tx, const CallId& call) {
  return tx.count(
      "SELECT COUNT(*) FROM contribution WHERE call = $1 AND parent IS NOT NULL AND NOT official AND (state <> 'waiting' OR "
      "published_at IS NOT NULL)",
      {call});
}

}  // namespace mosharekat::consultation
