// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/store.h"

#include "store/engine.h"

namespace mosharekat::store {
namespace {

template <class T>
const T& cell(const std::vector<Value>& cells, std::size_t at, const char* otherwise) {
  expect(at < cells.size(), "a row was read past its last column");
  const T* value = std::get_if<T>(&cells[at]);
  expect(value != nullptr, otherwise);
  return *value;
}

}  // namespace

std::string Row::text() { return cell<std::string>(*cells_, next_++, "the column does not hold text"); }

std::int64_t Row::integer() { return cell<std::int64_t>(*cells_, next_++, "the column does not hold a whole number"); }

bool Row::boolean() {
  expect(next_ < cells_->size(), "a row was read past its last column");
  if (const bool* value = std::get_if<bool>(&(*cells_)[next_])) return ++next_, *value;
  // SQLite keeps a boolean as 0 or 1.
  const std::int64_t number = cell<std::int64_t>(*cells_, next_++, "the column does not hold yes or no");
  expect(number == 0 || number == 1, "the column does not hold yes or no");
  return number == 1;
}

double Row::real() {
  expect(next_ < cells_->size(), "a row was read past its last column");
  // PostgreSQL's numeric writes a whole number without a point.
  if (const std::int64_t* whole = std::get_if<std::int64_t>(&(*cells_)[next_])) return ++next_, static_cast<double>(*whole);
  return cell<double>(*cells_, next_++, "the column does not hold a number");
}

std::string Row::blob() { return cell<Blob>(*cells_, next_++, "the column does not hold bytes").bytes; }

Value Row::value() {
  expect(next_ < cells_->size(), "a row was read past its last column");
  return (*cells_)[next_++];
}

bool Row::next_is_null() const {
  expect(next_ < cells_->size(), "a row was read past its last column");
  return std::holds_alternative<std::monostate>((*cells_)[next_]);
}

std::int64_t Transaction::count(std::string_view sql, const Parameters& parameters) {
  const Rows rows = query(sql, parameters);
  return rows.empty() ? 0 : rows.first().integer();
}

std::unique_ptr<Database> Database::open(const Options& options) {
  expect(options.readers >= 1, "a database needs at least one connection to read with");
  return options.url.empty() ? open_sqlite(options) : open_postgres(options);
}

}  // namespace mosharekat::store
