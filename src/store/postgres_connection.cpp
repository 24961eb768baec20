// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/postgres_connection.h"

#include <bit>
#include <charconv>
#include <libpq-fe.h>
#include <set>

#include "base/hash.h"

namespace mosharekat::store::postgres {
namespace {

constexpr std::size_t most_statements = 1024;

// Numbers of types, as in pg_type.dat; libpq's headers do not have them.
enum Type : Oid {
  unknown = 0,
  boolean = 16,
  bytea = 17,
  int8 = 20,
  int2 = 21,
  int4 = 23,
  text = 25,
  float4 = 700,
  float8 = 701,
  numeric = 1700,
};

// A parameter in the binary form of its type, so that no byte has a meaning of its own.
struct Encoded {
  Oid type = unknown;
  bool null = false;
  std::string bytes;
};

std::string big_endian(std::uint64_t number) {
  std::string bytes(8, '\0');
  for (int i = 0; i < 8; ++i) bytes[static_cast<std::size_t>(i)] = static_cast<char>(number >> (8 * (7 - i)) & 0xFF);
  return bytes;
}

Encoded encode(const Value& value) {
  struct Encoder {
    Encoded operator()(std::monostate) const { return {unknown, true, {}}; }
    Encoded operator()(bool yes) const { return {boolean, false, std::string(1, yes ? '\1' : '\0')}; }
    Encoded operator()(std::int64_t number) const { return {int8, false, big_endian(static_cast<std::uint64_t>(number))}; }
    Encoded operator()(double number) const { return {float8, false, big_endian(std::bit_cast<std::uint64_t>(number))}; }
    Encoded operator()(const std::string& bytes) const { return {text, false, bytes}; }
    Encoded operator()(const Blob& blob) const { return {bytea, false, blob.bytes}; }
  };
  return std::visit(Encoder{}, value);
}

template <class T>
T parsed(std::string_view letters) {
  T value{};
  const auto [end, trouble] = std::from_chars(letters.data(), letters.data() + letters.size(), value);
  expect(trouble == std::errc() && end == letters.data() + letters.size(), "a number of PostgreSQL cannot be read");
  return value;
}

Value decode(Oid type, std::string_view letters) {
  switch (type) {
    case boolean: return letters == "t";
    case int2:
    case int4:
    case int8: return parsed<std::int64_t>(letters);
    case float4:
    case float8: return parsed<double>(letters);
    // sum() and avg(): whole numbers are whole on SQLite too.
    case numeric:
      if (letters.find_first_of(".NI") == std::string_view::npos) return parsed<std::int64_t>(letters);
      return parsed<double>(letters);
    case bytea: {
      auto bytes = letters.starts_with("\\x") ? hash::from_hex(letters.substr(2)) : std::nullopt;
      expect(bytes.has_value(), "PostgreSQL's bytea_output is not hex");
      return Blob{std::move(*bytes)};
    }
    default: return std::string(letters);
  }
}

// PostgreSQL itself says nothing about a value too many.
bool fits(std::string_view sql, std::size_t parameters) {
  std::set<int> places;
  for (auto at = sql.find('$'); at != std::string_view::npos; at = sql.find('$', at + 1)) {
    int place = 0;
    std::from_chars(sql.data() + at + 1, sql.data() + sql.size(), place);
    if (place > 0) places.insert(place);
  }
  return places.size() == parameters && (places.empty() || *places.rbegin() == static_cast<int>(parameters));
}

std::string_view field(const pg_result* result, int which) {
  const char* found = PQresultErrorField(result, which);
  return found == nullptr ? std::string_view() : std::string_view(found);
}

// In SQLite's words, and without the values that PostgreSQL tells: "Key (poll, voter)=(7, 9) already exists."
std::string duplicate(const pg_result* result) {
  std::string said = "UNIQUE constraint failed: ";
  const std::string_view table = field(result, PG_DIAG_TABLE_NAME), detail = field(result, PG_DIAG_MESSAGE_DETAIL);
  const auto from = detail.find('('), to = detail.find(")=(");
  const bool named = from < to && to != std::string_view::npos;
  const std::string_view columns = named ? detail.substr(from + 1, to - from - 1) : std::string_view();
  if (!named || columns.find('(') != std::string_view::npos)
    return said + "index '" + std::string(field(result, PG_DIAG_CONSTRAINT_NAME)) + "'";
  said += std::string(table) + ".";
  for (const char letter : columns) {
    if (letter == '"') continue;
    said += letter;
    if (letter == ' ') said += std::string(table) + ".";
  }
  return said;
}

}  // namespace

Connection::Connection(const std::string& url) {
  // What the URL says comes later and wins.
  const char* names[] = {"connect_timeout", "tcp_user_timeout", "application_name", "client_encoding", "dbname", nullptr};
  const char* values[] = {"10", "30000", "mosharekat", "UTF8", url.c_str(), nullptr};
  handle_ = PQconnectdbParams(names, values, 1);
  try {
    if (PQstatus(handle_) != CONNECTION_OK) throw Lost("postgresql: " + std::string(PQerrorMessage(handle_)));
    PQsetNoticeProcessor(handle_, [](void*, const char*) {}, nullptr);
    // Acknowledged means durable, whatever the server's default; stronger settings are left alone.
    simple("SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'");
  } catch (...) {
    PQfinish(handle_);
    throw;
  }
}

Connection::~Connection() { PQfinish(handle_); }

Connection::Answer Connection::checked(pg_result* result, std::string_view sql) {
  Answer answer(result, PQclear);
  const ExecStatusType status = PQresultStatus(result);
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) raise(result, sql);
  return answer;
}

void Connection::raise(const pg_result* result, std::string_view sql) {
  const std::string_view state = field(result, PG_DIAG_SQLSTATE), primary = field(result, PG_DIAG_MESSAGE_PRIMARY);
  std::string said = "postgresql: ";
  said += primary.empty() ? std::string_view(PQerrorMessage(handle_)) : primary;
  said += " (" + std::string(state) + ") in: " + std::string(sql);
  if (PQstatus(handle_) != CONNECTION_OK) throw Lost(said);
  if (state == "23505") throw Duplicate(duplicate(result));
  if (state == "40001" || state == "40P01") throw Clash(said);
  if (state == "0A000" && primary.find("cached plan") != std::string_view::npos) {
    // A migration of a newer program changed a table under this one's statements.
    statements_.clear();
    throw Clash(said);
  }
  // After a failover this may be a standby now; only a new connection finds the primary.
  if (state.starts_with("57P") || (state == "25006" && writes_)) throw Lost(said);
  throw Failure(said);
}

Connection::Answer Connection::simple(const char* sql) { return checked(PQexec(handle_, sql), sql); }

const std::string& Connection::prepared(std::string_view sql, const Parameters& parameters) {
  // The same text with a NULL or with a value has other types, and is another statement.
  std::vector<Oid> types;
  std::string key;
  for (const Parameter& parameter : parameters) {
    types.push_back(encode(parameter.value()).type);
    key += static_cast<char>('a' + parameter.value().index());
  }
  key += ' ';
  key += sql;
  if (const auto at = statements_.find(key); at != statements_.end()) return at->second;
  expect(fits(sql, parameters.size()), "a statement has other parameters than it was given");
  if (statements_.size() >= most_statements) {
    simple("DEALLOCATE ALL");
    statements_.clear();
  }
  const std::string name = "s" + std::to_string(++prepared_count_);
  checked(PQprepare(handle_, name.c_str(), std::string(sql).c_str(), static_cast<int>(types.size()), types.data()), sql);
  return statements_.emplace(std::move(key), name).first->second;
}

Connection::Answer Connection::run(std::string_view sql, const Parameters& parameters) {
  const std::string& name = prepared(sql, parameters);
  std::vector<Encoded> encoded;
  std::vector<const char*> values;
  std::vector<int> lengths, formats;
  encoded.reserve(parameters.size());
  for (const Parameter& parameter : parameters) {
    const Encoded& one = encoded.emplace_back(encode(parameter.value()));
    values.push_back(one.null ? nullptr : one.bytes.data());
    lengths.push_back(static_cast<int>(one.bytes.size()));
    formats.push_back(1);
  }
  return checked(PQexecPrepared(handle_, name.c_str(), static_cast<int>(parameters.size()), values.data(), lengths.data(),
                                formats.data(), 0),
                 sql);
}

Rows Connection::query(std::string_view sql, const Parameters& parameters) {
  const Answer answer = run(sql, parameters);
  const int count = PQntuples(answer.get()), columns = PQnfields(answer.get());
  Rows::Cells rows(static_cast<std::size_t>(count));
  for (int at = 0; at < count; ++at) {
    std::vector<Value>& row = rows[static_cast<std::size_t>(at)];
    row.reserve(static_cast<std::size_t>(columns));
    for (int column = 0; column < columns; ++column) {
      if (PQgetisnull(answer.get(), at, column))
        row.emplace_back();
      else
        row.push_back(decode(PQftype(answer.get(), column), {PQgetvalue(answer.get(), at, column),
                                                             static_cast<std::size_t>(PQgetlength(answer.get(), at, column))}));
    }
  }
  return Rows(std::move(rows));
}

std::int64_t Connection::execute(std::string_view sql, const Parameters& parameters) {
  const Answer answer = run(sql, parameters);
  // "SELECT 3" also counts, but changes nothing.
  const std::string_view done = PQcmdStatus(answer.get()), rows = PQcmdTuples(answer.get());
  return rows.empty() || done.starts_with("SELECT") ? 0 : parsed<std::int64_t>(rows);
}

void Connection::begin_write() {
  writes_ = true;
  simple("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE");
}

void Connection::begin_read() {
  writes_ = false;
  simple("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
}

void Connection::commit() {
  const Answer answer = simple("COMMIT");
  // PostgreSQL answers a COMMIT of a failed transaction with a ROLLBACK that succeeded.
  if (std::string_view(PQcmdStatus(answer.get())) != "COMMIT")
    throw Failure("postgresql: the transaction was rolled back instead of committed");
}

void Connection::roll_back() noexcept {
  if (alive() && in_transaction()) PQclear(PQexec(handle_, "ROLLBACK"));
}

bool Connection::in_transaction() const {
  const PGTransactionStatusType status = PQtransactionStatus(handle_);
  return status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
}

bool Connection::alive() const { return PQstatus(handle_) == CONNECTION_OK; }

}  // namespace mosharekat::store::postgres
