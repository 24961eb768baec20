// SPDX-License-Identifier: AGPL-3.0-or-later
#include "consultation/approval.h"

#include "testing/town.h"

using namespace mosharekat;
using namespace mosharekat::consultation;
using namespace mosharekat::testing;
using identity::Role;

namespace {

// A ministry whose openings go over the head of the office and its legal office to the deputy minister.
class Office : public Town {
 public:
  explicit Office(store::Database& at)
      : Town(at),
        head(with_role(new_staff("head"), policy_office, Role::lead)),
        legal(with_role(new_staff("legal"), public_relations, Role::approver)) {
    must(set_route(
        database, agency_admin, now,
        {.agency = ministry,
         .act = "opening",
         .steps = {{.title_fa = "رئیس اداره", .title_en = "Head of office", .role = Role::lead, .unit = policy_office},
                   {.title_fa = "دفتر حقوقی", .title_en = "Legal office", .person = legal.person},
                   {.title_fa = "معاون وزیر", .title_en = "Deputy minister", .role = Role::approver, .unit = ministry}}}));
  }
  identity::Actor new_staff(std::string_view name) {
    return database.write_unlogged([&](store::Transaction& tx) {
      identity::Actor made{.name = std::string(name), .email = std::string(name) + "@example.org", .staff = true};
      made.person = identity::insert_person(tx, now, made.email, name, true, Language::fa, "");
      return made;
    });
  }
  std::string try_approve(const identity::Actor& actor, const ApprovalId& id) {
    pass(1s);
    return refusal(consultation::approve(database, actor, now, id));
  }
  std::vector<Decision> steps(const ApprovalId& id) {
    return read([&](store::Transaction& tx) { return decisions(tx, id); });
  }
  identity::Actor head, legal;
};

NewDeputy deputy_of(const identity::Actor& absent, const identity::Actor& deputy, JalaliDate from, int days) {
  return {.person = absent.person,
          .deputy = deputy.person,
          .first_day = from,
          .last_day = add_days(from, days),
          .reason = "حکم نمونه ۱۲"};
}

}  // namespace

TEST_CASE("a route's steps are decided in their order, each by who holds it, and only the last carries the act out") {
  each_database([](store::Database& database) {
    Office office(database);
    const CallId id = office.prepared_call();
    const ApprovalId approval = office.propose_opening(id);
    // The deputy minister cannot jump the queue.
    CHECK(office.try_approve(office.approver, approval) == "call.error.only_approver");
    CHECK(office.try_approve(office.stranger, approval) == "call.error.only_approver");
    CHECK(office.try_approve(office.head, approval) == "");
    CHECK(office.call(id).state == State::ready);
    CHECK(office.try_approve(office.head, approval) == "call.error.only_approver");
    CHECK(office.try_approve(office.legal, approval) == "");
    CHECK(office.call(id).state == State::ready);
    CHECK(office.try_approve(office.approver, approval) == "");
    CHECK(office.call(id).state == State::open);
    CHECK(office.try_approve(office.approver, approval) == "call.error.already_decided");
    CHECK(office.count("SELECT COUNT(*) FROM event WHERE kind = 'approval.passed'") == 2);
    CHECK(office.count("SELECT COUNT(*) FROM event WHERE kind = 'approval.approved'") == 1);
    CHECK(office.steps(approval).at(1).decided_by == office.legal.person);
    // Other acts have the two persons of everywhere.
    office.suspend(id);
    CHECK(office.call(id).state == State::suspended);
  });
}

TEST_CASE("where a route has several steps an expert may propose; with the two persons of everywhere only a lead") {
  each_database([](store::Database& database) {
    Office office(database);
    const CallId id = office.prepared_call();
    const Opening ask{.first_day = office.today(), .last_day = add_days(office.today(), 30)};
    CHECK(refusal(propose_opening(database, office.institute_expert, office.now, id, ask)) == "call.error.only_lead");
    const ApprovalId approval = must(propose_opening(database, office.expert, office.now, id, ask));
    CHECK(office.try_approve(office.head, approval) == "");
    must(take_back(database, office.expert, office.now, approval));
    must(set_route(database, office.agency_admin, office.now, {.agency = office.ministry, .act = "opening"}));
    CHECK(refusal(propose_opening(database, office.expert, office.now, id, ask)) == "call.error.only_lead");
  });
}

TEST_CASE("the author approves no step, and nobody two of them") {
  each_database([](store::Database& database) {
    Office office(database);
    // The lead who proposes is also a head of the office and an approver of the ministry.
    office.lead =
        office.with_role(office.with_role(office.lead, office.policy_office, Role::lead), office.ministry, Role::approver);
    const ApprovalId approval = office.propose_opening(office.prepared_call());
    CHECK(office.try_approve(office.lead, approval) == "call.error.second_person");
    CHECK(office.try_approve(office.head, approval) == "");
    office.legal = office.with_role(office.legal, office.ministry, Role::approver);
    CHECK(office.try_approve(office.legal, approval) == "");
    CHECK(office.try_approve(office.legal, approval) == "approval.error.another_person");
    CHECK(office.try_approve(office.lead, approval) == "call.error.second_person");
    CHECK(office.try_approve(office.approver, approval) == "");
  });
}

TEST_CASE("nobody's word counts twice: not by a deputy after one's own, and not one's own after a deputy's") {
  each_database([](store::Database& database) {
    Office office(database);
    office.legal = office.with_role(office.legal, office.ministry, Role::approver);
    const identity::Actor deputy = office.with_role(office.new_staff("deputy"), office.public_relations, Role::moderator);
    must(name_deputy(database, office.legal, office.now, deputy_of(office.legal, deputy, office.today(), 3)));
    const CallId id = office.prepared_call();
    ApprovalId approval = office.propose_opening(id);
    CHECK(office.try_approve(office.head, approval) == "");
    CHECK(office.try_approve(office.legal, approval) == "");
    CHECK(office.try_approve(deputy, approval) == "call.error.only_approver");
    must(take_back(database, office.lead, office.now, approval));
    approval = office.propose_opening(id);
    CHECK(office.try_approve(office.head, approval) == "");
    CHECK(office.try_approve(deputy, approval) == "");
    CHECK(office.try_approve(office.legal, approval) == "approval.error.another_person");
    CHECK(office.try_approve(office.approver, approval) == "");
  });
}

TEST_CASE("any step may return a proposal with a note; proposed again it begins at the first step") {
  each_database([](store::Database& database) {
    Office office(database);
    const CallId id = office.prepared_call();
    const ApprovalId first = office.propose_opening(id);
    CHECK(office.try_approve(office.head, first) == "");
    CHECK(refusal(return_for_correction(database, office.approver, office.now, first, "نه هنوز")) == "call.error.only_approver");
    must(return_for_correction(database, office.legal, office.now, first, "مبنای قانونی روشن نیست"));
    CHECK(office.call(id).state == State::drafting);
    CHECK(office.steps(first).at(1).note == "مبنای قانونی روشن نیست");
    CHECK(office.try_approve(office.approver, first) == "call.error.already_decided");
    const ApprovalId second = office.propose_opening(id);
    CHECK(!office.steps(second).at(0).verdict);
  });
}

TEST_CASE("a route that changes does not move what is on its way, and without steps the two persons hold again") {
  each_database([](store::Database& database) {
    Office office(database);
    const CallId id = office.prepared_call();
    const ApprovalId approval = office.propose_opening(id);
    must(set_route(database, office.agency_admin, office.now, {.agency = office.ministry, .act = "opening"}));
    CHECK(office.steps(approval).size() == 3);
    CHECK(office.try_approve(office.approver, approval) == "call.error.only_approver");
    must(take_back(database, office.lead, office.now, approval));
    office.approve(office.propose_opening(id));
    CHECK(office.call(id).state == State::open);
  });
}

TEST_CASE("a route is the agency's own: set by its administrator, with steps in its tree and persons of the staff") {
  each_database([](store::Database& database) {
    Office office(database);
    const auto try_set = [&](const identity::Actor& actor, std::vector<Step> steps, std::string act = "report") {
      return refusal(
          set_route(database, actor, office.now, {.agency = office.ministry, .act = std::move(act), .steps = std::move(steps)}));
    };
    const Step ours{.role = Role::approver, .unit = office.ministry};
    CHECK(try_set(office.stranger, {ours}) == "call.error.not_yours");
    CHECK(try_set(office.lead, {ours}) == "call.error.not_yours");
    CHECK(try_set(office.agency_admin, {ours}, "closing") == "approval.error.act");
    CHECK(try_set(office.agency_admin, {{.role = Role::approver, .unit = office.other_ministry}}) == "approval.error.unit");
    CHECK(try_set(office.agency_admin, {{.person = office.sara.person}}) == "approval.error.person");
    CHECK(try_set(office.agency_admin, {Step{}}) == "approval.error.person");
    CHECK(try_set(office.agency_admin, {{.person = office.legal.person}, {.person = office.legal.person}}) ==
          "approval.error.person_twice");
    CHECK(try_set(office.agency_admin, std::vector<Step>(9, ours)) == "approval.error.too_many_steps");
    CHECK(try_set(office.agency_admin, {ours}) == "");
  });
}

TEST_CASE("the nearest agency's route holds, and there that of the act before that of every act") {
  each_database([](store::Database& database) {
    Office office(database);
    const auto steps_of = [&](const identity::AgencyId& id, std::string_view act) {
      return office.read([&](store::Transaction& tx) { return route_for(tx, *identity::agency(tx, id), act).size(); });
    };
    must(set_route(database, office.agency_admin, office.now,
                   {.agency = office.institute,
                    .act = "",
                    .steps = {{.role = Role::approver, .unit = office.institute}, {.person = office.legal.person}}}));
    CHECK(steps_of(office.ministry, "opening") == 3);
    CHECK(steps_of(office.ministry, "report") == 1);
    CHECK(steps_of(office.institute, "opening") == 2);
    CHECK(steps_of(office.other_ministry, "opening") == 1);
  });
}

TEST_CASE("a deputy decides in an absent person's place between two dates, in both names, and not for an author") {
  each_database([](store::Database& database) {
    Office office(database);
    const identity::Actor deputy = office.with_role(office.new_staff("deputy"), office.public_relations, Role::moderator);
    const JalaliDate today = office.today();
    CHECK(refusal(name_deputy(database, office.expert, office.now, deputy_of(office.head, deputy, today, 3))) ==
          "deputy.error.not_yours");
    // Staff of another ministry are not on the form, and are not taken from a request of one's own making either.
    CHECK(refusal(name_deputy(database, office.head, office.now, deputy_of(office.head, office.stranger, today, 3))) ==
          "deputy.error.deputy");
    CHECK(refusal(name_deputy(database, office.head, office.now, deputy_of(office.head, office.sara, today, 3))) ==
          "deputy.error.deputy");
    CHECK(refusal(name_deputy(database, office.head, office.now, deputy_of(office.head, office.head, today, 3))) ==
          "deputy.error.same");
    CHECK(refusal(name_deputy(database, office.head, office.now, deputy_of(office.head, deputy, add_days(today, -1), 3))) ==
          "deputy.error.past");
    CHECK(refusal(name_deputy(database, office.head, office.now, deputy_of(office.head, deputy, today, 400))) ==
          "deputy.error.length");
    NewDeputy unreasoned = deputy_of(office.head, deputy, today, 3);
    unreasoned.reason.clear();
    CHECK(refusal(name_deputy(database, office.head, office.now, unreasoned)) == "deputy.error.reason");

    const DeputyId tomorrow =
        must(name_deputy(database, office.agency_admin, office.now, deputy_of(office.head, deputy, add_days(today, 1), 2)));
    const CallId id = office.prepared_call();
    const ApprovalId approval = office.propose_opening(id, 5);
    CHECK(office.try_approve(deputy, approval) == "call.error.only_approver");  // not yet
    office.now = start_of_day_in_tehran(add_days(today, 1));
    CHECK(office.try_approve(deputy, approval) == "");
    CHECK(office.steps(approval).at(0).decided_by == deputy.person);
    CHECK(office.steps(approval).at(0).on_behalf_of == office.head.person);
    // Deputy of the next one too: still another person is needed.
    must(name_deputy(database, office.legal, office.now, deputy_of(office.legal, deputy, office.today(), 1)));
    CHECK(office.try_approve(deputy, approval) == "approval.error.another_person");
    for (const identity::Actor& other : {office.stranger, office.legal, deputy})
      CHECK(refusal(end_deputy(database, other, office.now, tomorrow)) == "deputy.error.not_yours");
    must(end_deputy(database, office.head, office.now, tomorrow));
    CHECK(refusal(end_deputy(database, office.head, office.now, tomorrow)) == "deputy.error.over");

    // Over at the end of its last day.
    office.now = end_of_day_in_tehran(add_days(today, 3));
    must(take_back(database, office.lead, office.now, approval));
    const ApprovalId again = office.propose_opening(id, 5);
    CHECK(office.try_approve(deputy, again) == "call.error.only_approver");

    // The author's deputy is as good as the author.
    const identity::Actor author = office.with_role(office.lead, office.policy_office, Role::lead);
    must(name_deputy(database, author, office.now, deputy_of(author, deputy, office.today(), 1)));
    CHECK(office.try_approve(deputy, again) == "call.error.only_approver");
  });
}

TEST_CASE("the lead takes a proposal back while nobody has decided the last step; others do not") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.prepared_call();
    const ApprovalId approval = town.propose_opening(id);
    CHECK(refusal(take_back(database, town.expert, town.now, approval)) == "call.error.only_lead");
    CHECK(refusal(take_back(database, town.stranger, town.now, approval)) == "call.error.only_lead");
    CHECK(refusal(take_back(database, town.approver, town.now, approval)) == "call.error.only_lead");
    must(take_back(database, town.lead, town.now, approval));
    CHECK(town.call(id).state == State::drafting);
    CHECK(refusal(take_back(database, town.lead, town.now, approval)) == "call.error.already_decided");
    CHECK(refusal(approve(database, town.approver, town.now, approval)) == "call.error.already_decided");
    CHECK(town.count("SELECT COUNT(*) FROM event WHERE kind = 'approval.taken_back'") == 1);

    // A proposal that its time has overtaken no longer stands in the way of others.
    town.approve(town.propose_opening(id));
    const ApprovalId stuck = must(propose_suspension(database, town.lead, town.now, id, town.reason()));
    town.close_by_clock(id);
    CHECK(refusal(propose_withdrawal(database, town.lead, town.now, id, town.reason())) == "call.error.already_proposed");
    must(take_back(database, town.lead, town.now, stuck));
    must(propose_withdrawal(database, town.lead, town.now, id, town.reason()));
    CHECK(town.call(id).state == State::closed);
  });
}

TEST_CASE("an approver who is absent at the opening hour: nothing opens, then all days move and the page says so") {
  each_database([](store::Database& database) {
    Town town(database);
    const CallId id = town.prepared_call();
    const ApprovalId approval = town.propose_opening(id, 2, 30);
    const JalaliDate planned = add_days(town.today(), 2);
    town.now = start_of_day_in_tehran(add_days(planned, 5));
    turn_clock(database, town.now);
    CHECK(town.call(id).state == State::ready);
    town.approve(approval);
    const Call opened = town.call(id);
    CHECK(opened.state == State::open);
    CHECK(*opened.opens_at == town.now);
    CHECK(closing_day(*opened.closes_at) == add_days(add_days(planned, 5), 30));
    const auto notices_of = [&](const CallId& of) { return town.read([&](store::Transaction& tx) { return notices(tx, of); }); };
    CHECK(notices_of(id).back().reason.find(locale::digits(Language::fa, "14 ")) != std::string::npos);
    CHECK(notices_of(id).back().reason_second.find("approved after that day") != std::string::npos);

    // With days of notice the opening is announced first, and moves as far as that needs.
    const PeriodRule rule{.days = 10, .source = "تصمیم نمونه", .notice_days = 7};
    must(set_policy(database, town.agency_admin, town.now, {.agency = town.ministry, .document_type = "", .rule = rule}));
    const CallId second = town.prepared_call();
    const ApprovalId late = town.propose_opening(second, 8, 10);
    town.now = start_of_day_in_tehran(add_days(town.today(), 3));
    const JalaliDate approved = town.today();
    town.approve(late);
    CHECK(town.call(second).state == State::announced);
    CHECK(*town.call(second).opens_at == start_of_day_in_tehran(add_days(approved, 7)));
    CHECK(closing_day(*town.call(second).closes_at) == add_days(approved, 17));
  });
}

TEST_CASE("a late approval keeps a shorter period at the length that was approved") {
  const auto day = [](int days) { return start_of_day_in_tehran(add_days({1405, 2, 12}, days)); };
  Call call;
  call.opens_at = day(0);
  call.closes_at = day(8);
  call.rule.days = 30;
  call.shorter_reason = "x";
  const Settled settled = settle_opening(call, day(3), {});
  CHECK(settled.moved);
  CHECK(settled.closes_at == day(11));
  call.shorter_reason.clear();
  CHECK(settle_opening(call, day(3), {}).closes_at == day(34));
  CHECK(!settle_opening(call, day(-1), {}).moved);
  CHECK(settle_opening(call, day(-1), {}).closes_at == day(8));
}
