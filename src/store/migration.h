// SPDX-License-Identifier: AGPL-3.0-or-later
// The schema, step by step: src/store/migrations/NNNN_noun.sql, compiled in by tools/migrations.py. Only for the engines.
#pragma once
#include <functional>
#include <span>
#include <string_view>

#include "store/store.h"

namespace mosharekat::store {

enum class Only { both, sqlite, postgres };
struct Statement {
  Only only;
  std::string_view sql;
};
struct Migration {
  int number;
  std::string_view name;
  std::string_view hash;  // of the statements without comments and spacing
  std::span<const Statement> statements;
};

// Those of this program, lowest number first.
std::span<const Migration> migrations();

// Runs its argument in a transaction of its own, and commits.
using InTransaction = std::function<void(const std::function<void(Transaction&)>&)>;

// Applies those that are missing, lowest first, each in its own transaction, recorded in the table `migration`. Throws Failure,
// having changed nothing, where the database holds a migration that is not in `known`, or one that was changed since.
void migrate(Engine engine, std::span<const Migration> known, const InTransaction& in_transaction);

// Throws Failure unless exactly these are applied.
void expect_migrated(Transaction& tx, std::span<const Migration> known);

}  // namespace mosharekat::store
