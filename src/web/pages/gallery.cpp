// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/pages/gallery.h"

#include "generated/templates/gallery.h"

namespace mosharekat::web::pages {

Gallery gallery(Language language) {
  const bool fa = language == Language::fa;
  const auto say = [fa](const char* persian, const char* english) { return std::string(fa ? persian : english); };
  const auto option = [&](const char* value, const char* persian, const char* english, bool chosen = false) {
    return part::Option{.value = value, .label_text = say(persian, english), .chosen = chosen};
  };
  Gallery view;
  view.fa = fa;
  view.path.steps = {
      {.state = "done", .label = "gallery.published", .detail = say("۱۲ اردیبهشت ۱۴۰۵", "2 May 2026")},
      {.state = "now",
       .label = "gallery.open",
       .detail = say("تا پایان سه‌شنبه ۱۲ خرداد ۱۴۰۵", "until the end of Tuesday 2 June 2026")},
      {.label = "gallery.review", .detail = say("دفتر مقررات", "Office of Regulations")},
      {.state = "late", .label = "gallery.report", .detail = say("۵ روز از مهلت گذشته", "5 days overdue")},
      {.label = "gallery.final", .detail = say("پس از تصویب", "after approval")},
  };
  const Error lacking{.code = Code::invalid, .key = "gallery.error", .field = "phone"};
  view.problems.errors = {lacking};
  view.title = {.name = "title",
                .label_text = say("عنوان فراخوان", "Title of the call"),
                .hint = "gallery.hint",
                .value = say("نظرخواهی دربارهٔ پیش‌نویس آیین‌نامه",
                             "Consultation on the draft regulation")};
  view.phone = {.name = "phone",
                .label_text = say("شمارهٔ همراه", "Mobile number"),
                .value = "0912",
                .error = lacking,
                .type = "tel",
                .autocomplete = "tel",
                .input_mode = "numeric",
                .left_to_right = true,
                .size = "short"};
  view.file = {.name = "file",
               .label_text = say("فایل پیش‌نویس", "File of the draft"),
               .hint = "gallery.hint",
               .type = "file",
               .accept = ".docx,.odt,.pdf,.html,.txt",
               .optional = true};
  view.text = {.name = "text", .label_text = say("نظر شما", "Your comment"), .draft = "gallery"};
  view.stance = {.name = "stance",
                 .label_text = say("موضع شما دربارهٔ این ماده", "Where you stand on this article"),
                 .options = {option("for", "موافق", "For"), option("changes", "موافق با اصلاح", "For, with changes", true),
                             option("against", "مخالف", "Against"), option("none", "بدون موضع", "No stance")},
                 .cards = true,
                 .optional = true};
  view.topics = {.name = "topics",
                 .label_text = say("می‌خواهم خبردار شوم از", "Tell me about"),
                 .options = {option("answer", "پاسخ دستگاه به نظر من", "The answer to my comment", true),
                             option("report", "انتشار گزارش جامع", "The comprehensive report")},
                 .several = true};
  view.province = {
      .name = "province",
      .label_text = say("استان", "Province"),
      .options = {option("", "انتخاب کنید", "Choose one"), option("08", "فارس", "Fars"), option("23", "تهران", "Tehran")},
      .optional = true};
  view.pager = part::pager(say("/calls?page=", "/en/calls?page="), 4, 12);
  view.empty = {
      .title = "gallery.empty", .text = "gallery.empty.text", .link = say("/calls", "/en/calls"), .link_label = "gallery.calls"};
  return view;
}

Result<Response> gallery_page(Context& in) {
  if (!in.portal.gallery) return Error{Code::not_found, "problem.not_found"};
  return in.page({.title = "Gallery", .hidden_from_search = true}, to_html(gallery(in.language()), in.reader));
}

}  // namespace mosharekat::web::pages
