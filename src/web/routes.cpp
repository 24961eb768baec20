// SPDX-License-Identifier: AGPL-3.0-or-later
// The site on one page: every address, who may use it, in which states of its call, and what answers.
#include "web/api/calls.h"
#include "web/api/openapi.h"
#include "web/assets.h"
#include "web/pages/admin/acts.h"
#include "web/pages/admin/agencies.h"
#include "web/pages/admin/approval_routes.h"
#include "web/pages/admin/holidays.h"
#include "web/pages/admin/letterhead.h"
#include "web/pages/admin/people.h"
#include "web/pages/admin/policies.h"
#include "web/pages/admin/portal.h"
#include "web/pages/admin/templates.h"
#include "web/pages/agency/list.h"
#include "web/pages/agency/show.h"
#include "web/pages/agency/strategy.h"
#include "web/pages/call/compare.h"
#include "web/pages/call/fast.h"
#include "web/pages/call/feed.h"
#include "web/pages/call/letters.h"
#include "web/pages/call/list.h"
#include "web/pages/call/plain.h"
#include "web/pages/call/show.h"
#include "web/pages/call/translation.h"
#include "web/pages/complaint/complaint.h"
#include "web/pages/contribution/form.h"
#include "web/pages/contribution/list.h"
#include "web/pages/desk/answer.h"
#include "web/pages/desk/assigned.h"
#include "web/pages/desk/call.h"
#include "web/pages/desk/committee.h"
#include "web/pages/desk/current.h"
#include "web/pages/desk/deputies.h"
#include "web/pages/desk/desk.h"
#include "web/pages/desk/law.h"
#include "web/pages/desk/law_answer.h"
#include "web/pages/desk/law_review.h"
#include "web/pages/desk/office.h"
#include "web/pages/desk/stakeholders.h"
#include "web/pages/desk/table.h"
#include "web/pages/desk/translation.h"
#include "web/pages/desk/undo.h"
#include "web/pages/document/structure.h"
#include "web/pages/gallery.h"
#include "web/pages/guide/guide.h"
#include "web/pages/home.h"
#include "web/pages/info/info.h"
#include "web/pages/job/show.h"
#include "web/pages/me/me.h"
#include "web/pages/promise/desk.h"
#include "web/pages/register/register.h"
#include "web/pages/report/bundle.h"
#include "web/pages/report/desk.h"
#include "web/pages/report/final.h"
#include "web/pages/report/show.h"
#include "web/pages/session/session.h"
#include "web/pages/writing/check.h"
#include "web/router.h"

namespace mosharekat::web {

using consultation::State;
using identity::Role;

namespace {

Result<Response> health(Context& in) {
  in.read([](store::Transaction& tx) { return tx.count("SELECT COUNT(*) FROM migration"); });
  return text_response(200, "ok\n");
}

}  // namespace

std::vector<Route> routes() {
  using enum Method;
  using namespace pages;
  const auto everyone = [] { return Policy::everyone(); };
  const auto administrators = [] { return Policy::staff({Role::agency_admin, Role::national_admin}); };
  const auto signed_in = [] { return Policy::signed_in(); };
  return {
      {get, "/healthz", everyone(), health},
      {get, "/", everyone(), home},

      // Calls and what people say of them.
      {get, "/calls", everyone(), call::list},
      {get, "/calls.atom", everyone(), call::feed},
      {get, "/calls/{call}", everyone(), call::show},
      {get, "/calls/{call}/plain", everyone(), call::plain},
      {get, "/calls/{call}/easy", everyone(), call::easy},
      {get, "/calls/{call}/compare", everyone(), call::compare},
      {get, "/calls/{call}/translation", everyone(), call::translation},
      {get, "/calls/{call}/short", Policy::everyone().in({State::open}), call::fast},
      {post, "/calls/{call}/short", everyone(), call::send_fast},  // a closed call is told in the form
      {post, "/calls/{call}/follow", signed_in(), me::follow},
      {get, "/calls/{call}/contributions", everyone(), contribution::list},
      {get, "/calls/{call}/contributions/new", Policy::everyone().in({State::open}), contribution::new_form},
      {post, "/calls/{call}/contributions", everyone(),
       contribution::create},  // a closed call is told in the form, which keeps what was typed
      {post, "/calls/{call}/participants", Policy::everyone().in({State::open}), contribution::describe},
      {get, "/calls/{call}/contributions/{number}", everyone(), contribution::show},
      {post, "/calls/{call}/contributions/{number}/revisions/{revision}/blanking", Policy::staff({Role::moderator}),
       contribution::blank},
      {post, "/calls/{call}/contributions/{number}/support", Policy::signed_in().in({State::open}), contribution::support},
      {get, "/calls/{call}/contributions/{number}/abuse-reports", everyone(), contribution::abuse_form},
      {post, "/calls/{call}/contributions/{number}/abuse-reports", everyone(), contribution::report_abuse},
      {get, "/calls/{call}/provisions/{anchor}", everyone(), contribution::of_provision},

      // Reports and final texts: found once they are published.
      {get, "/reports", everyone(), report::list},
      {get, "/calls/{call}/report", everyone(), report::show},
      {get, "/calls/{call}/report.pdf", everyone(), report::pdf},
      {get, "/calls/{call}/report.docx", everyone(), report::docx},
      {get, "/calls/{call}/report.json", everyone(), report::json},
      {get, "/calls/{call}/contributions.csv", everyone(), report::contributions},
      {get, "/calls/{call}/statistics.csv", everyone(), report::statistics},
      {get, "/calls/{call}/final", everyone(), report::final_page},

      // What had no call, or went out of order; and what is to come.
      {get, "/register", everyone(), registers::show},
      {get, "/plan", everyone(), registers::plan},
      {get, "/plan.ics", everyone(), registers::calendar},
      {get, "/calls/{call}/letters/{letter}/{file}", everyone(), desk::letter_file},  // published ones; the handler knows

      // Agencies, and how the portal works.
      {get, "/agencies", everyone(), pages::agency::list},
      {get, "/agencies/{slug}", everyone(), pages::agency::show},
      {get, "/emblem.png", everyone(), admin::portal_emblem},
      {get, "/agencies/{slug}/emblem.png", everyone(), admin::agency_emblem},
      {get, "/agencies/{slug}/strategy", everyone(), pages::agency::strategy},
      {get, "/help", everyone(), info::help},
      {get, "/learn", everyone(), guide::learn},
      {get, "/privacy", everyone(), info::privacy},
      {get, "/accessibility", everyone(), info::accessibility},
      {get, "/data", everyone(), info::data},
      {get, "/rights", everyone(), info::rights},
      {get, "/terms", everyone(), info::terms},
      {get, "/sitemap", everyone(), info::sitemap_page},
      {get, "/gallery", everyone(), gallery_page},  // not found unless the server was started with --gallery
      {get, "/robots.txt", everyone(), info::robots},
      {get, "/sitemap.xml", everyone(), info::sitemap},
      {get, "/favicon.ico", everyone(), info::favicon},

      // For programs.
      {get, "/api/v1/openapi.json", everyone(), api::openapi},
      {get, "/api/v1/calls", everyone(), api::calls},
      {get, "/api/v1/calls/{call}", everyone(), api::call},
      {get, "/api/v1/calls/{call}/contributions", everyone(), api::contributions},
      {get, "/api/v1/calls/{call}/provisions", everyone(), api::provisions},
      {post, "/api/v1/calls/{call}/closure", Policy::staff({Role::lead, Role::approver}), api::close},

      // One's own.
      {get, "/track", everyone(), me::track},
      {post, "/track", everyone(), me::tracked},
      {post, "/contributions/{id}/edits", everyone(), me::edit},
      {post, "/contributions/{id}/withdrawal", everyone(), me::withdraw},
      {post, "/contributions/{id}/appeals", everyone(), me::appeal},
      {post, "/contributions/{id}/complaints", everyone(), me::complain},
      {get, "/letters/{token}", everyone(), call::letters},
      {post, "/letters/{token}", everyone(), call::choose_letters},
      {get, "/letters/{token}/{stop}", everyone(), call::letters},
      {post, "/letters/{token}/{stop}", Policy::by_letter(), call::stop_letters},
      {get, "/me", signed_in(), me::show},
      {post, "/me/name", signed_in(), me::rename},
      {get, "/me/data.json", signed_in(), me::data},
      {post, "/me/erasure", signed_in(), me::erase},
      {post, "/me/sessions/{session}/end", signed_in(), me::end_session},
      {post, "/me/sessions/end-others", signed_in(), me::end_others},

      // The desk.
      {get, "/desk", Policy::staff({}), desk::show},
      {get, "/desk/assigned", Policy::staff({Role::expert, Role::lead}), desk::assigned},
      {post, "/desk/assigned", Policy::staff({Role::expert, Role::lead}), desk::answer_assigned},
      {post, "/desk/calls/{call}/filters/{filter}/removal", Policy::staff({Role::expert, Role::lead, Role::auditor}),
       desk::drop_filter},
      {get, "/desk/approvals", Policy::staff({}), desk::approvals},
      // Who holds the step that waits, in person or as a deputy: the command knows.
      {post, "/desk/approvals/{approval}/approval", Policy::staff({}), desk::approve},
      {post, "/desk/approvals/{approval}/return", Policy::staff({}), desk::send_back},
      {post, "/desk/approvals/{approval}/removal", Policy::staff({Role::expert, Role::lead}), desk::take_back},
      {get, "/desk/deputies", Policy::staff({}), desk::deputies},
      {post, "/desk/deputies", Policy::staff({}), desk::name_deputy},
      {post, "/desk/deputies/{deputy}/end", Policy::staff({}), desk::end_deputy},
      {get, "/desk/calls/new", Policy::staff({Role::expert, Role::lead}), desk::new_call},
      {post, "/desk/calls", Policy::staff({Role::expert, Role::lead}), desk::prepare},
      {get, "/desk/calls/{call}", Policy::staff({Role::expert, Role::lead, Role::approver, Role::agency_admin, Role::auditor}),
       desk::call_desk},
      {post, "/desk/calls/{call}/texts", Policy::staff({Role::expert, Role::lead}), desk::set_texts},
      {post, "/desk/calls/{call}/questions", Policy::staff({Role::expert, Role::lead}).in({State::drafting}),
       desk::set_questions},
      {post, "/desk/calls/{call}/drafts", Policy::staff({Role::expert, Role::lead}).in({State::drafting, State::suspended}),
       desk::add_draft},
      {post, "/desk/calls/{call}/drafts/{draft}/removal", Policy::staff({Role::expert, Role::lead}).in({State::drafting}),
       desk::remove_draft},
      {get, "/desk/calls/{call}/drafts/{draft}/structure", Policy::staff({Role::expert, Role::lead}).in({State::drafting}),
       document::structure},
      {post, "/desk/calls/{call}/drafts/{draft}/structure", Policy::staff({Role::expert, Role::lead}).in({State::drafting}),
       document::edit_structure},
      {post, "/desk/calls/{call}/drafts/{draft}/structure/undo", Policy::staff({Role::expert, Role::lead}).in({State::drafting}),
       document::undo_structure},
      {post, "/desk/calls/{call}/settings", Policy::staff({Role::expert, Role::lead}).in({State::drafting}), desk::set_settings},
      {post, "/desk/calls/{call}/opening", Policy::staff({Role::expert, Role::lead}).in({State::drafting}),
       desk::propose_opening},
      {post, "/desk/calls/{call}/extension", Policy::staff({Role::expert, Role::lead}).in({State::announced, State::open}),
       desk::propose_extension},
      {post, "/desk/calls/{call}/suspension", Policy::staff({Role::expert, Role::lead}).in({State::open}),
       desk::propose_suspension},
      {post, "/desk/calls/{call}/resumption", Policy::staff({Role::expert, Role::lead}).in({State::suspended}),
       desk::propose_resumption},
      {post, "/desk/calls/{call}/withdrawal", Policy::staff({Role::expert, Role::lead}), desk::propose_withdrawal},
      {post, "/desk/calls/{call}/closure", Policy::staff({Role::lead, Role::approver}),
       desk::close},  // refused before its time, in words
      {post, "/desk/calls/{call}/analysis", Policy::staff({Role::expert, Role::lead}).in({State::closed}), desk::start_analysis},
      {post, "/desk/calls/{call}/conclusions", Policy::staff({Role::lead}).in({State::decided, State::feedback}), desk::conclude},
      {get, "/desk/calls/{call}/stakeholders", Policy::staff({Role::expert, Role::lead, Role::approver, Role::auditor}),
       desk::stakeholders},
      {post, "/desk/calls/{call}/stakeholders",
       Policy::staff({Role::expert, Role::lead}).in({State::drafting, State::announced, State::open, State::suspended}),
       desk::name_stakeholder},
      {post, "/desk/calls/{call}/stakeholders/{stakeholder}/removal",
       Policy::staff({Role::expert, Role::lead}).in({State::drafting, State::announced, State::open, State::suspended}),
       desk::drop_stakeholder},
      {get, "/desk/calls/{call}/current",
       Policy::staff({Role::expert, Role::lead}).in({State::drafting, State::announced, State::open, State::suspended}),
       desk::current},
      {post, "/desk/calls/{call}/current",
       Policy::staff({Role::expert, Role::lead}).in({State::drafting, State::announced, State::open, State::suspended}),
       desk::set_current},
      {get, "/desk/calls/{call}/translation", Policy::staff({Role::expert, Role::lead, Role::auditor}), desk::translation},
      {get, "/desk/calls/{call}/translation.xlsx", Policy::staff({Role::expert, Role::lead, Role::auditor}),
       desk::translation_xlsx},
      {get, "/desk/calls/{call}/translation.docx", Policy::staff({Role::expert, Role::lead, Role::auditor}),
       desk::translation_docx},
      {post, "/desk/calls/{call}/translation", Policy::staff({Role::expert, Role::lead}), desk::take_translation},
      {get, "/desk/calls/{call}/promises",
       Policy::staff({Role::expert, Role::lead, Role::auditor})
           .in({State::closed, State::analysing, State::reported, State::decided, State::feedback, State::evaluated}),
       promise::desk},
      {post, "/desk/calls/{call}/promises",
       Policy::staff({Role::expert, Role::lead})
           .in({State::closed, State::analysing, State::reported, State::decided, State::feedback, State::evaluated}),
       promise::change},
      {get, "/desk/calls/{call}/answers", Policy::staff({Role::expert, Role::lead, Role::auditor}), desk::answers},
      {post, "/desk/calls/{call}/answers", Policy::staff({Role::expert, Role::lead}), desk::dispose},
      {get, "/desk/calls/{call}/table", Policy::staff({Role::expert, Role::lead, Role::auditor}), desk::table},
      {get, "/desk/calls/{call}/table.xlsx", Policy::staff({Role::expert, Role::lead, Role::auditor}), desk::table_xlsx},
      {get, "/desk/calls/{call}/table.docx", Policy::staff({Role::expert, Role::lead, Role::auditor}), desk::table_docx},
      {post, "/desk/calls/{call}/table", Policy::staff({Role::expert, Role::lead}), desk::take_table},
      {get, "/desk/calls/{call}/themes", Policy::staff({Role::expert, Role::lead, Role::auditor}), desk::themes},
      {post, "/desk/calls/{call}/themes", Policy::staff({Role::expert, Role::lead}), desk::make_theme},
      {post, "/desk/calls/{call}/themes/{theme}", Policy::staff({Role::expert, Role::lead}), desk::edit_theme},
      {post, "/desk/calls/{call}/themes/{theme}/assignment", Policy::staff({Role::expert, Role::lead}), desk::give_theme},
      {get, "/desk/calls/{call}/themes/{theme}/answers", Policy::staff({Role::expert, Role::lead}), desk::theme_answer},
      {post, "/desk/calls/{call}/themes/{theme}/answers", Policy::staff({Role::expert, Role::lead}), desk::answer_theme},
      {get, "/desk/calls/{call}/groups/{number}/answers", Policy::staff({Role::expert, Role::lead}), desk::group_answer},
      {post, "/desk/calls/{call}/groups/{number}/answers", Policy::staff({Role::expert, Role::lead}), desk::answer_group},
      {get, "/desk/calls/{call}/committee", Policy::staff({Role::expert, Role::lead, Role::auditor}), desk::committee},
      {get, "/desk/calls/{call}/committee.docx", Policy::staff({Role::expert, Role::lead, Role::auditor}), desk::committee_docx},
      {post, "/desk/calls/{call}/minutes", Policy::staff({Role::expert, Role::lead}), desk::record_minutes},

      // The law that answers stand on. A lead of the reviewing unit may be of no unit of the call, so the command decides.
      {get, "/desk/law", Policy::staff({Role::expert, Role::lead}), desk::law},
      {post, "/desk/law/laws", Policy::staff({Role::expert, Role::lead}), desk::save_law},
      {post, "/desk/law/laws/{law}", Policy::staff({Role::expert, Role::lead}), desk::change_law},
      {post, "/desk/law/reasons", Policy::staff({Role::expert, Role::lead}), desk::save_reason},
      {post, "/desk/law/reasons/{reason}", Policy::staff({Role::expert, Role::lead}), desk::change_reason},
      {get, "/desk/reviews", Policy::staff({Role::approver, Role::lead, Role::agency_admin, Role::national_admin}),
       desk::reviews},
      {post, "/desk/reviews", administrators(), desk::set_review_policy},
      {get, "/desk/calls/{call}/review", Policy::staff({Role::expert, Role::lead, Role::approver, Role::auditor}), desk::review},
      {post, "/desk/calls/{call}/review", Policy::staff({Role::lead, Role::approver}), desk::review_refusals},
      {get, "/desk/calls/{call}/report",
       Policy::staff({Role::expert, Role::lead, Role::approver, Role::auditor})
           .in({State::closed, State::analysing, State::reported, State::decided, State::feedback, State::evaluated}),
       report::desk},
      {post, "/desk/calls/{call}/report",
       Policy::staff({Role::expert, Role::lead})
           .in({State::closed, State::analysing, State::reported, State::decided, State::feedback, State::evaluated}),
       report::change},
      {get, "/desk/calls/{call}/final",
       Policy::staff({Role::expert, Role::lead, Role::approver, Role::auditor})
           .in({State::reported, State::decided, State::feedback, State::evaluated}),
       report::final_desk},
      {post, "/desk/calls/{call}/final", Policy::staff({Role::expert, Role::lead}).in({State::reported}), report::change_final},
      // The office's file of a call: letters, paper, addresses elsewhere, what went out of order.
      {get, "/desk/calls/{call}/office", Policy::staff({Role::expert, Role::lead, Role::approver, Role::auditor}), desk::office},
      {get, "/desk/calls/{call}/covering-letter.pdf", Policy::staff({Role::expert, Role::lead, Role::approver, Role::auditor}),
       desk::covering_letter},
      {get, "/desk/calls/{call}/intakes/{number}", Policy::staff({Role::expert, Role::lead, Role::auditor}), desk::intake_scan},
      {post, "/desk/calls/{call}/bundle",
       Policy::staff({Role::expert, Role::lead, Role::approver})
           .in({State::announced, State::open, State::suspended, State::closed, State::analysing, State::reported, State::decided,
                State::feedback, State::evaluated}),
       report::bundle},
      {post, "/desk/calls/{call}/letters", Policy::staff({Role::expert, Role::lead}), desk::record_letter},
      {post, "/desk/calls/{call}/addresses", Policy::staff({Role::expert, Role::lead}), desk::set_address},
      {post, "/desk/calls/{call}/intakes",
       Policy::staff({Role::expert, Role::lead}).in({State::open, State::suspended, State::closed, State::analysing}),
       desk::record_intake},
      {post, "/desk/calls/{call}/irregular-acts",
       Policy::staff({Role::lead, Role::approver})
           .in({State::announced, State::open, State::suspended, State::closed, State::analysing}),
       desk::record_irregular_act},
      {get, "/desk/register", Policy::staff({Role::lead, Role::approver, Role::agency_admin}), registers::desk},
      {post, "/desk/register", Policy::staff({Role::lead, Role::approver, Role::agency_admin}), registers::record_withheld},
      {post, "/desk/plans", Policy::staff({Role::lead, Role::approver, Role::agency_admin}), registers::plan_call},
      {post, "/desk/plans/{plan}/removal", Policy::staff({Role::lead, Role::approver, Role::agency_admin}),
       registers::drop_planned_call},
      {get, "/desk/moderation", Policy::staff({Role::moderator, Role::lead}), desk::moderation},
      {post, "/desk/moderation", Policy::staff({Role::moderator}), desk::moderate},
      {post, "/desk/batches/{batch}/removal", Policy::staff({Role::expert, Role::lead, Role::moderator}), desk::undo_batch},
      {get, "/desk/complaints", Policy::staff({Role::lead, Role::approver}), complaint::desk},
      {post, "/desk/complaints/{complaint}", Policy::staff({Role::lead, Role::approver}), complaint::answer},
      {get, "/desk/appeals", Policy::staff({Role::moderator, Role::lead}), desk::appeals},
      {post, "/desk/appeals/{appeal}", Policy::staff({Role::moderator, Role::lead}), desk::decide_appeal},

      // Guidance for the staff.
      {get, "/guide", Policy::staff({}), guide::guide},
      {post, "/desk/tour", Policy::staff({Role::expert, Role::lead}), guide::choose_tour},
      {get, "/desk/writing", Policy::staff({}), writing::form},
      {post, "/desk/writing", Policy::staff({}), writing::check},

      // Long work: who asked for it, and administrators of its agency; the handler knows.
      {get, "/desk/jobs/{job}", Policy::staff({}), job::show},
      {get, "/desk/jobs/{job}/file", Policy::staff({}), job::file},

      // Administration: an agency's administrator within the own tree.
      {get, "/desk/agencies", administrators(), admin::agencies},
      {post, "/desk/agencies", administrators(), admin::found_agency},
      {get, "/desk/agencies/{agency}", administrators(), admin::agency_form},
      {post, "/desk/agencies/{agency}", administrators(), admin::change_agency},
      {get, "/desk/agencies/{agency}/strategy", Policy::staff({Role::agency_admin, Role::approver}),
       pages::agency::strategy_form},
      {post, "/desk/agencies/{agency}/strategy", Policy::staff({Role::agency_admin, Role::approver}),
       pages::agency::propose_strategy},
      {post, "/desk/agencies/{agency}/strategy/signature", Policy::staff({Role::agency_admin, Role::approver}),
       pages::agency::publish_strategy},
      {post, "/desk/agencies/{agency}/strategy/removal", Policy::staff({Role::agency_admin, Role::approver}),
       pages::agency::drop_strategy},
      {get, "/desk/agencies/{agency}/letterhead", administrators(), admin::letterhead},
      {post, "/desk/agencies/{agency}/letterhead", administrators(), admin::set_letterhead},
      {post, "/desk/agencies/{agency}/paper", administrators(), admin::set_paper},
      {get, "/desk/agencies/{agency}/paper.docx", administrators(), admin::paper_specimen},
      {get, "/desk/people", administrators(), admin::people},
      {post, "/desk/people/invitations", administrators(), admin::invite},
      {get, "/desk/people/{person}", administrators(), admin::person},
      {post, "/desk/people/{person}/roles", administrators(), admin::give_role},
      {post, "/desk/people/{person}/roles/removal", administrators(), admin::take_role},
      {get, "/desk/policies", administrators(), admin::policies},
      {post, "/desk/policies", administrators(), admin::set_policy},
      {post, "/desk/duty-clocks", administrators(), admin::set_duty_clock},
      {get, "/desk/portal", Policy::staff({Role::national_admin}), admin::portal},
      {post, "/desk/portal", Policy::staff({Role::national_admin}), admin::name_portal},
      {post, "/desk/portal/emblem", Policy::staff({Role::national_admin}), admin::set_portal_emblem},
      {post, "/desk/agencies/{agency}/emblem", administrators(), admin::set_agency_emblem},
      {get, "/desk/document-types", administrators(), admin::document_types},
      {post, "/desk/document-types", Policy::staff({Role::national_admin}), admin::set_document_type},
      {post, "/desk/document-types/retirement", Policy::staff({Role::national_admin}), admin::retire_document_type},
      {get, "/desk/templates", administrators(), admin::templates},
      {get, "/desk/templates/{type}", administrators(), admin::template_form},
      {post, "/desk/templates/{type}", administrators(), admin::set_template},
      {get, "/desk/holidays", administrators(), admin::holidays},
      {post, "/desk/holidays", Policy::staff({Role::national_admin}), admin::set_holiday},
      {post, "/desk/holidays/removal", Policy::staff({Role::national_admin}), admin::remove_holiday},
      {post, "/desk/holidays/move", Policy::staff({Role::national_admin}), admin::move_holiday},
      {get, "/desk/routes", administrators(), admin::approval_routes},
      {post, "/desk/routes", administrators(), admin::set_route},
      {get, "/desk/acts", Policy::staff({Role::auditor, Role::national_admin}), admin::acts},
      {get, "/desk/acts.csv", Policy::staff({Role::auditor, Role::national_admin}), admin::acts_csv},
      {get, "/desk/acts.json", Policy::staff({Role::auditor, Role::national_admin}), admin::acts_json},

      // Signing in.
      {get, "/sign-in", everyone(), session::sign_in},
      {post, "/sign-in", everyone(), session::send_code},
      {post, "/sign-in/code", everyone(), session::enter_code},
      {get, "/sign-in/staff", everyone(), session::staff_sign_in},
      {post, "/sign-in/staff", everyone(), session::staff_enter},
      {get, "/sign-in/forgotten", everyone(), session::forgotten},
      {post, "/sign-in/forgotten", everyone(), session::ask_for_reset},
      {post, "/sign-out", everyone(), session::sign_out},
      {get, "/invitations/{token}", everyone(), session::invitation},
      {post, "/invitations", everyone(), session::accept},
      {get, "/resets/{token}", everyone(), session::reset},
      {post, "/resets", everyone(), session::set_password},
      {get, "/set-up/{token}", everyone(), session::set_up},
      {post, "/set-up", everyone(), session::finish_set_up},
  };
}

}  // namespace mosharekat::web
