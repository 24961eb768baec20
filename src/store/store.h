// SPDX-License-Identifier: AGPL-3.0-or-later
// One face over SQLite and PostgreSQL: the same SQL text runs on both. $1 placeholders, ON CONFLICT, RETURNING, boolean, BIGINT
// milliseconds, TEXT identifiers, BYTEA. Not used: identity columns, ILIKE, FOR UPDATE, ADD CONSTRAINT, deferred constraints,
// JSON operators.
//
//   const auto names = database->read([&](store::Transaction& tx) {
//     std::vector<std::string> found;
//     for (store::Row row : tx.query("SELECT name FROM agency WHERE parent = $1 ORDER BY name", {parent}))
//       found.push_back(row.text());
//     return found;
//   });
//
// Writing is only for ledger::perform (a command with its event) and for the few places tools/tidy lists (sessions, attempts,
// deliveries): write_unlogged. Acknowledged is durable: when write returns, the commit is on the disk (SQLite: WAL,
// synchronous=FULL). Trouble with the engine is an exception (Failure); a UNIQUE constraint that was hit is Duplicate, whose text
// names the columns alike on both ("UNIQUE constraint failed: person.email") and never a value. After either, the transaction is
// over and nothing of it is kept, unless it happened within unless_duplicate().
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/result.h"

namespace mosharekat::store {

enum class Engine { sqlite, postgres };

struct Failure : std::runtime_error {
  using std::runtime_error::runtime_error;
};
struct Duplicate : Failure {
  using Failure::Failure;
};

struct Blob {
  std::string bytes;
};
using Value = std::variant<std::monostate, bool, std::int64_t, double, std::string, Blob>;

// What may stand for $1: converts from the types that the program holds.
class Parameter {
 public:
  Parameter(std::nullptr_t) {}                                                  // NOLINT: all implicit on purpose
  Parameter(bool value) : value_(value) {}                                      // NOLINT
  Parameter(int value) : value_(std::int64_t{value}) {}                         // NOLINT
  Parameter(std::int64_t value) : value_(value) {}                              // NOLINT
  Parameter(std::uint64_t value) : value_(static_cast<std::int64_t>(value)) {}  // NOLINT
  Parameter(double value) : value_(value) {}                                    // NOLINT
  Parameter(const char* value) : value_(std::string(value)) {}                  // NOLINT
  Parameter(std::string value) : value_(std::move(value)) {}                    // NOLINT
  Parameter(std::string_view value) : value_(std::string(value)) {}             // NOLINT
  Parameter(Blob value) : value_(std::move(value)) {}                           // NOLINT
  Parameter(Instant value) : value_(milliseconds(value)) {}                     // NOLINT
  template <class Tag>
  Parameter(const Id<Tag>& value) : value_(value.value) {}  // NOLINT: an empty id is written as ''
  template <class T>
  Parameter(const std::optional<T>& value) {  // NOLINT
    if (value) value_ = Parameter(*value).value_;
  }
  const Value& value() const { return value_; }

 private:
  Value value_;
};
using Parameters = std::vector<Parameter>;

// One row, read from left to right: each call takes the next column. A column of another type, or NULL where a value is asked
// for, is a Bug.
class Row {
 public:
  explicit Row(const std::vector<Value>& cells, std::shared_ptr<const void> owner = nullptr)
      : cells_(&cells), owner_(std::move(owner)) {}
  std::string text();
  std::int64_t integer();
  bool boolean();
  double real();
  std::string blob();
  Instant time() { return instant(integer()); }
  template <class Identifier>
  Identifier id() {
    return Identifier{text()};
  }
  Value value();  // whatever stands there
  bool next_is_null() const;
  // The next column or nothing: row.maybe(&Row::time).
  template <class T>
  std::optional<T> maybe(T (Row::*read)()) {
    if (next_is_null()) return skip(), std::nullopt;
    return (this->*read)();
  }
  template <class Identifier>
  std::optional<Identifier> maybe_id() {
    if (next_is_null()) return skip(), std::nullopt;
    return id<Identifier>();
  }
  void skip() { ++next_; }

 private:
  const std::vector<Value>* cells_;
  std::shared_ptr<const void> owner_;  // set where the row may outlive its Rows
  std::size_t next_ = 0;
};

class Rows {
 public:
  using Cells = std::vector<std::vector<Value>>;
  explicit Rows(Cells cells) : cells_(std::make_shared<const Cells>(std::move(cells))) {}
  bool empty() const { return cells_->empty(); }
  std::size_t size() const { return cells_->size(); }
  Row first() const { return Row(cells_->at(0), cells_); }
  class Iterator {
   public:
    explicit Iterator(const std::vector<Value>* at) : at_(at) {}
    Row operator*() const { return Row(*at_); }
    Iterator& operator++() { return ++at_, *this; }
    bool operator!=(const Iterator& other) const { return at_ != other.at_; }

   private:
    const std::vector<Value>* at_;
  };
  Iterator begin() const { return Iterator(cells_->data()); }
  Iterator end() const { return Iterator(cells_->data() + cells_->size()); }

 private:
  std::shared_ptr<const Cells> cells_;
};

// Statements within one transaction, for the thread that got it only. A read transaction sees one snapshot.
class Transaction {
 public:
  virtual ~Transaction() = default;
  virtual Engine engine() const = 0;
  virtual Rows query(std::string_view sql, const Parameters& parameters = {}) = 0;
  // Rows changed.
  virtual std::int64_t execute(std::string_view sql, const Parameters& parameters = {}) = 0;

  // The whole answer as a vector: tx.all<Call>("SELECT …", {…}, read_call).
  template <class T, class Read>
  std::vector<T> all(std::string_view sql, const Parameters& parameters, Read read) {
    std::vector<T> found;
    const Rows rows = query(sql, parameters);
    found.reserve(rows.size());
    for (Row row : rows) found.push_back(read(row));
    return found;
  }
  template <class T, class Read>
  std::optional<T> one(std::string_view sql, const Parameters& parameters, Read read) {
    const Rows rows = query(sql, parameters);
    if (rows.empty()) return std::nullopt;
    Row row = rows.first();
    return read(row);
  }
  std::int64_t count(std::string_view sql, const Parameters& parameters = {});  // one integer; 0 where there is no row

  // Runs f() within a savepoint: false, and nothing of f is left, where it hit a UNIQUE constraint. Where there is no more to
  // f than one INSERT, ON CONFLICT DO NOTHING and the count of rows are simpler.
  template <class F>
  bool unless_duplicate(F&& f) {
    savepoint();
    try {
      f();
    } catch (const Duplicate&) {
      roll_back();
      return false;
    } catch (...) {
      roll_back();
      throw;
    }
    release();
    return true;
  }

 protected:
  virtual void savepoint() = 0;
  virtual void release() = 0;    // keeps what was done since the innermost savepoint, and forgets it
  virtual void roll_back() = 0;  // undoes what was done since the innermost savepoint, and forgets it
};

namespace detail {
template <class T>
struct IsResult : std::false_type {};
template <class T>
struct IsResult<Result<T>> : std::true_type {};
}  // namespace detail

struct Options {
  std::string directory{};  // of the installation; holds mosharekat.sqlite unless url is given
  std::string url{};        // postgresql://…; empty for SQLite
  int readers = 4;          // connections for reading (and, on PostgreSQL, for writing)
  // SQLite: what is there, to read alone, also while a server writes to it. Nothing is created or migrated; writing is a Bug.
  bool read_only = false;
};

// Thread-safe. One per process.
class Database {
 public:
  // Opens (creating where absent) and applies every migration that is missing. Throws Failure, also where the schema is newer
  // than this program.
  static std::unique_ptr<Database> open(const Options& options);
  virtual ~Database() = default;
  virtual Engine engine() const = 0;

  // Runs f(Transaction&) on a snapshot; statements that change data fail.
  template <class F>
  auto read(F&& f) -> std::invoke_result_t<F, Transaction&> {
    using T = std::invoke_result_t<F, Transaction&>;
    if constexpr (std::is_void_v<T>) {
      run_read([&](Transaction& tx) { f(tx); });
    } else {
      std::optional<T> answer;
      run_read([&](Transaction& tx) { answer.emplace(f(tx)); });
      return std::move(*answer);
    }
  }

  // Runs f(Transaction&) and commits; where f returns a Result that holds an Error, or throws, nothing has changed.
  // f may be run more than once (PostgreSQL: after a serialization failure or a Duplicate that was not caught), so it has no
  // effect outside the transaction. SQLite: commands that wait are committed together, a savepoint each. Never call write from
  // within write or read.
  template <class F>
  auto write_unlogged(F&& f) -> std::invoke_result_t<F, Transaction&> {
    using T = std::invoke_result_t<F, Transaction&>;
    if constexpr (std::is_void_v<T>) {
      run_write([&](Transaction& tx) { return f(tx), true; });
    } else {
      std::optional<T> answer;
      run_write([&](Transaction& tx) {
        answer.emplace(f(tx));
        if constexpr (detail::IsResult<T>::value)
          return answer->has_value();
        else
          return true;
      });
      return std::move(*answer);
    }
  }

  // Grows by at least one with every commit of this process that changed something: the key of what may be kept in memory.
  virtual std::uint64_t version() const = 0;

 protected:
  virtual void run_read(const std::function<void(Transaction&)>& work) = 0;
  virtual void run_write(const std::function<bool(Transaction&)>& work) = 0;  // true: commit
};

}  // namespace mosharekat::store
