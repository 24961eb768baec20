// SPDX-License-Identifier: AGPL-3.0-or-later
// All rows of one database in another, of the same or of the other engine: what a backup is made of, and the way from SQLite to
// PostgreSQL. The words of the search go along; the table `migration` is each database's own.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "store/store.h"

namespace mosharekat::store {

// What a table holds. Equal rows have equal digests on both engines and in any order: the sum, modulo 2^256, of the SHA-256 of
// each row. It shows damage and loss; against forgery stands the hash of the file.
struct TableDigest {
  std::string table;
  std::int64_t rows;
  std::string digest;  // 64 hexadecimal letters
  bool operator==(const TableDigest&) const = default;
};

// By table name. One walk through everything; memory does not grow with it.
std::vector<TableDigest> digests(Transaction& tx);

// Replaces everything in `to` by the rows of `from`, whose schema must be the same (else Failure), and answers what was copied.
// `to` changes in its transaction, so a failure changes nothing; `from` is only read.
std::vector<TableDigest> copy(Transaction& from, Transaction& to);

// How many events of `held` are not in `kept`, and the newest of them: what would be lost if `kept` replaced `held`.
struct Newer {
  std::int64_t events = 0;
  Instant last{};
};
Newer newer_events(Transaction& held, Transaction& kept);

// Makes `path` a database of one file, with nothing beside it: for one that nobody has open.
void settle(const std::string& path);

}  // namespace mosharekat::store
