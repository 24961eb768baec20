// SPDX-License-Identifier: AGPL-3.0-or-later
// Short lessons: for the staff how a call is prepared well (/guide), for everyone how to take part (/learn). The texts are
// sentences of locale/*/guide.json and learn.json, as many as there are: <noun>.lesson.1.title, .text, .poor.1, .good.1,
// .term.1.word, .term.1.meaning.
#pragma once
#include "web/pages/guide/tour.h"

namespace mosharekat::web::pages::guide {

struct Contrast {
  std::string poor{}, good{};
};
struct Term {
  std::string word{}, meaning{};
};
struct Lesson {
  std::string id{}, title{}, text{};
  std::string poor_label{}, good_label{};  // keys
  std::vector<Contrast> contrasts{};
  std::vector<Term> terms{};
};
struct Guide {
  std::vector<Lesson> lessons{};
  Tour tour{};
  bool may_show_tour = false;
};
struct Learn {
  std::vector<Lesson> lessons{};
};

Result<Response> guide(Context& in);  // GET /guide
Result<Response> learn(Context& in);  // GET /learn

}  // namespace mosharekat::web::pages::guide
