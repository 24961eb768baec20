// SPDX-License-Identifier: AGPL-3.0-or-later
// One contribution as it stands in a margin or a list: {{> contribution/comment comment}}.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "consultation/answer.h"
#include "web/context.h"

namespace mosharekat::web::pages::contribution {

struct Answer {
  std::string chip_style{}, code{};  // code: a key of disposition.code.*
  std::string unit{}, part{}, reason{}, citation{}, place_link{};
  std::string minutes{};  // of the committee that decided, named
};

struct Comment {
  std::string id{};
  std::int64_t call = 0, number = 0;
  std::string author{}, organisation{};
  std::string place{}, place_link{};  // "ماده ۱": shown in lists that mix places
  std::string quote{}, body{}, replacement{};
  bool quote_gone = false;  // the words it was said of stand no more in the current version
  std::string stance{};     // a key, or empty
  std::string lang{}, dir{};
  std::string stub{};  // instead of the text: why it is not shown
  bool official = false, waiting = false, edited = false;
  Instant at{};
  std::int64_t supports = 0;
  bool can_support = false, supported = false, can_reply = false, can_report = false;
  std::optional<Answer> answer{};
  std::vector<Comment> replies{};
};

struct Showing {
  bool place = false;   // name the provision
  bool answer = false;  // the agency's decision, once it is public
  bool replies = false;
};
Comment comment_of(const Context& in, store::Transaction& tx, const consultation::Contribution& contribution,
                   const Showing& showing);
// A place as people name it: the label of a provision, "question 2", or the whole text.
std::string place_name(const Context& in, store::Transaction& tx, const consultation::Call& call,
                       const consultation::Contribution& contribution);
bool answers_are_public(const consultation::Call& call);

}  // namespace mosharekat::web::pages::contribution
