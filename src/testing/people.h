// SPDX-License-Identifier: AGPL-3.0-or-later
// A cast of known people in a small tree of agencies, the same in every test. All of them are invented. Only for *_test.cpp.
//
//   وزارت نمونه (ministry)                 دفتر سیاست‌گذاری (policy_office), روابط عمومی
//   (public_relations)
//     └ پژوهشگاه نمونه (institute)         دفتر پژوهش (research_office)
//   وزارت دیگر (other_ministry)            دفتر دیگر (other_office)
#pragma once
#include "identity/identity.h"
#include "identity/identity_store.h"
#include "testing/databases.h"

namespace mosharekat::testing {

// The value of an answer that the test relies on; a failed test with the error's key where it is none.
template <class T>
T must(Result<T> result) {
  INFO("error: " << (result ? "" : result.error().key));
  REQUIRE(result.has_value());
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}
// The key of the refusal; "" where it was none.
template <class T>
std::string refusal(const Result<T>& result) {
  return result ? "" : result.error().key;
}

class People {
 public:
  explicit People(store::Database& at) : database(at) {
    using identity::AgencyKind;
    using identity::Role;
    database.write_unlogged([&](store::Transaction& tx) {
      ministry = found(tx, {}, AgencyKind::ministry, "sample", "وزارت نمونه", "Sample Ministry");
      policy_office = found(tx, ministry, AgencyKind::unit, "policy", "دفتر سیاست‌گذاری", "Policy Office");
      public_relations = found(tx, ministry, AgencyKind::unit, "relations", "روابط عمومی", "Public Relations");
      institute = found(tx, ministry, AgencyKind::affiliated, "institute", "پژوهشگاه نمونه", "Sample Institute");
      research_office = found(tx, institute, AgencyKind::unit, "research", "دفتر پژوهش", "Research Office");
      other_ministry = found(tx, {}, AgencyKind::ministry, "other", "وزارت دیگر", "Other Ministry");
      other_office = found(tx, other_ministry, AgencyKind::unit, "other-office", "دفتر دیگر", "Other Office");
      expert = staff(tx, "expert", "کارشناس نمونه", policy_office, Role::expert);
      lead = staff(tx, "lead", "راهبر نمونه", public_relations, Role::lead);
      moderator = staff(tx, "moderator", "بازبین نمونه", ministry, Role::moderator);
      second_moderator = staff(tx, "moderator2", "بازبین دوم", public_relations, Role::moderator);
      approver = staff(tx, "approver", "تأییدکنندهٔ نمونه", ministry, Role::approver);
      agency_admin = staff(tx, "admin", "مدیر نمونه", ministry, Role::agency_admin);
      national_admin = staff(tx, "national", "مدیر ملی", other_ministry, Role::national_admin);
      auditor = staff(tx, "auditor", "حسابرس نمونه", ministry, Role::auditor);
      institute_expert = staff(tx, "institute-expert", "کارشناس پژوهشگاه", research_office, Role::expert);
      stranger = staff(tx, "stranger", "همه‌کارهٔ دیگر", other_ministry, Role::expert);
      for (const Role role : {Role::lead, Role::moderator, Role::approver, Role::agency_admin})
        give(tx, stranger, other_ministry, role);
      sara = citizen(tx, "sara", "سارا");
      omid = citizen(tx, "omid", "امید");
    });
  }

  store::Database& database;
  Instant now = instant(1'777'708'800'000);  // 12 Ordibehesht 1405 (2 May 2026), 11:30 in Tehran
  identity::AgencyId ministry, policy_office, public_relations, institute, research_office, other_ministry, other_office;
  identity::Actor expert, lead, moderator, second_moderator, approver, agency_admin, national_admin, auditor;
  identity::Actor institute_expert;  // of the institute's unit
  identity::Actor stranger;          // everything in the other ministry
  identity::Actor sara, omid;        // citizens
  identity::Actor guest{};
  identity::Actor clock{.system = true};

  void pass(Milliseconds time) { now += time; }
  template <class F>
  auto read(F&& f) {
    return database.read(std::forward<F>(f));
  }
  std::int64_t count(std::string_view sql, const store::Parameters& parameters = {}) {
    return read([&](store::Transaction& tx) { return tx.count(sql, parameters); });  // sql: the tests' own questions
  }
  // Mails that were owed to an address and not forgotten since, oldest first: subject and body together.
  std::vector<std::string> mails(std::string_view address) {
    return read([&](store::Transaction& tx) {
      return tx.all<std::string>("SELECT subject, body FROM outbox_message WHERE address = $1 ORDER BY owed_at, id", {address},
                                 [](store::Row& row) {
                                   const std::string subject = row.text();
                                   return subject + "\n" + row.text();
                                 });
    });
  }
  // Gives a role and answers the person with it.
  identity::Actor with_role(const identity::Actor& who, const identity::AgencyId& agency, identity::Role role) {
    identity::Actor changed = who;
    database.write_unlogged([&](store::Transaction& tx) { give(tx, changed, agency, role); });
    return changed;
  }
  identity::Actor new_citizen(std::string_view name) {
    return database.write_unlogged([&](store::Transaction& tx) { return citizen(tx, name, name); });
  }

 private:
  identity::AgencyId found(store::Transaction& tx, const identity::AgencyId& parent, identity::AgencyKind kind,
                           std::string_view slug, std::string_view name_fa, std::string_view name_en) {
    const auto above = identity::agency(tx, parent);
    return identity::insert_agency(tx, now,
                                   {.parent = parent,
                                    .kind = kind,
                                    .slug = std::string(slug),
                                    .name_fa = std::string(name_fa),
                                    .name_en = std::string(name_en)},
                                   above ? above->path : "");
  }
  void give(store::Transaction& tx, identity::Actor& who, const identity::AgencyId& agency, identity::Role role) {
    tx.execute("INSERT INTO role_grant (person, agency, role, granted_at) VALUES ($1, $2, $3, $4)",
               {who.person, agency, identity::name(role), now});
    who.grants.push_back({agency, role});
  }
  // Passwords are slow by design, so staff of this cast have none: tests act as them without signing in.
  identity::Actor staff(store::Transaction& tx, std::string_view address, std::string_view name, const identity::AgencyId& agency,
                        identity::Role role) {
    identity::Actor made = person(tx, address, name, true);
    give(tx, made, agency, role);
    return made;
  }
  identity::Actor citizen(store::Transaction& tx, std::string_view address, std::string_view name) {
    return person(tx, address, name, false);
  }
  identity::Actor person(store::Transaction& tx, std::string_view address, std::string_view name, bool is_staff) {
    identity::Actor made{.name = std::string(name), .email = std::string(address) + "@example.org", .staff = is_staff};
    made.person = identity::insert_person(tx, now, made.email, name, is_staff, Language::fa, "");
    return made;
  }
};

}  // namespace mosharekat::testing
