// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/complaint/complaint.h"

#include <algorithm>

#include "consultation/answer.h"
#include "generated/templates/complaint/desk.h"

namespace mosharekat::web::pages::complaint {

using consultation::About;
using consultation::Complaint;

namespace {

Line line_of(const Context& in, const Complaint& from) {
  Line line{.about = "complaint.about." + std::string(consultation::name(from.about)),
            .text = from.text,
            .answer = from.answer,
            .last_day = from.due_at - Milliseconds{1},
            .waits = !from.upheld};
  const bool late = consultation::overdue(from, in.now);
  line.state = late           ? "complaint.overdue"
               : line.waits   ? "complaint.waiting"
               : *from.upheld ? "complaint.upheld"
                              : "complaint.refused";
  line.chip_style = late ? "no" : line.waits ? "" : *from.upheld ? "yes" : "part";
  return line;
}

Response desk_page(Context& in, std::string_view at, const std::optional<Error>& error) {
  Desk view;
  in.read([&](store::Transaction& tx) {
    for (const Complaint& one : consultation::open_complaints(tx, in.actor)) {
      const auto call = consultation::call(tx, one.call).value();
      DeskLine line{.id = one.id.value,
                    .call_title = consultation::text_of(consultation::texts(tx, one.call), "title", code(in.language())),
                    .title_link = std::string(in.reader.base) + "/calls/" + std::to_string(call.number),
                    .line = line_of(in, one)};
      in.call = call;
      if (const auto about = consultation::contribution(tx, one.contribution))
        line.comment = contribution::comment_of(in, tx, *about, {.place = true, .answer = true});
      line.comment.can_support = line.comment.can_report = line.comment.can_reply = false;  // not what one does here
      in.call.reset();
      if (one.id.value == at) {
        line.error = error;
        line.typed = std::string(in.request.form["answer"]);
      }
      view.complaints.push_back(std::move(line));
    }
  });
  view.empty = {.title = "complaint.desk.none", .text = "complaint.desk.none_hint"};
  const int status = !error ? 200 : error->code == Code::conflict ? 409 : 422;
  return in.page({.title = in.say("complaint.desk"), .section = "desk", .status = status, .desk = true},
                 to_html(view, in.reader));
}

}  // namespace

Own own_of(const Context& in, store::Transaction& tx, const consultation::Contribution& contribution, std::string_view code) {
  Own own{.id = contribution.id.value, .code = std::string(code)};
  std::vector<About> made;
  for (const Complaint& one : consultation::complaints_of(tx, contribution.id)) {
    made.push_back(one.about);
    own.lines.push_back(line_of(in, one));
  }
  for (const About about : consultation::all_abouts) {
    if (std::find(made.begin(), made.end(), about) != made.end()) continue;
    if (about == About::disposition &&
        (!contribution::answers_are_public(*in.call) || !consultation::disposition(tx, contribution.id)))
      continue;
    own.abouts.push_back({std::string(consultation::name(about)), "complaint.about." + std::string(consultation::name(about))});
  }
  if (own.abouts.size() == 1) own.chosen = own.abouts.front().value;
  return own;
}

Counts counts_of(const Context& in, store::Transaction& tx, const consultation::Call& call) {
  const auto counts = consultation::complaint_counts(tx, call.id, in.now);
  return {.made = counts.made,
          .answered = counts.answered,
          .overdue = counts.overdue,
          .how = contribution::answers_are_public(call) || counts.made > 0};
}

Result<Response> desk(Context& in) { return desk_page(in, {}, {}); }

Result<Response> answer(Context& in) {
  const consultation::ComplaintId id{std::string(in.part("complaint"))};
  const Fields& form = in.request.form;
  const auto done =
      consultation::answer_complaint(in.database(), in.actor, in.now, id, form["verdict"] == "uphold", form["answer"]);
  if (done) return in.go("/desk/complaints", "complaint_answered");
  if (done.error().code == Code::denied || done.error().code == Code::not_found) return done.error();
  return desk_page(in, id.value, done.error());
}

}  // namespace mosharekat::web::pages::complaint
