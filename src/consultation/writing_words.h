// SPDX-License-Identifier: AGPL-3.0-or-later
// The lists that writing.h checks with: formulae of offices and the plainer word, turns of phrase that plead for an answer,
// judgements of which a question should ask one at a time, verbs whose prefix is often written without its half-space. Phrases
// are given as they are written; they are compared without spaces, half-spaces and marks, so «حسب الامر» is
// «حسب‌الامر».
#pragma once
#include <span>
#include <string_view>

namespace mosharekat::consultation::phrases {

struct Phrase {
  std::string_view written;
  std::string_view plainer;   // empty: leave it out
  std::string_view unless{};  // the words (between spaces) of which none may stand just before: «باز گردد» is no «شود»
};
std::span<const Phrase> jargon(std::string_view language);

struct Plea {
  std::string_view written;
  std::string_view plainer;
  std::string_view unless{};  // a word that names the other side somewhere in the sentence: "disagree"
};
std::span<const Plea> pleas(std::string_view language);

std::span<const std::string_view> judgements(std::string_view language);
// Forms that follow «می» and «نمی»: شود، کند، …
std::span<const std::string_view> verbs();

}  // namespace mosharekat::consultation::phrases
