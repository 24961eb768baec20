// SPDX-License-Identifier: AGPL-3.0-or-later
// The container of office documents (Open Packaging Conventions): parts in a zip, how they relate, and what is said about the
// whole. The same parts give the same bytes: no clock, no time zone. Not thread-safe; one Package makes one file.
#pragma once
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/locale.h"

namespace pugi {
class xml_document;
class xml_node;
}  // namespace pugi

namespace mosharekat::print {

class Package {
 public:
  // A part, e.g. "word/document.xml", and the last words of its content type, e.g. "wordprocessingml.document.main".
  void add(const std::string& part, std::string_view kind, const pugi::xml_document& content);
  // A part that is no XML, with its whole content type.
  void add(const std::string& part, std::string_view content_type, std::string content);
  // `from` (empty for the package itself) uses `target`, a path relative to it, as e.g. "styles".
  // `outside`: an address, for people to follow.
  void relate(const std::string& from, std::string_view id, std::string_view as, std::string_view target, bool outside = false);

  struct Facts {
    Language language = Language::fa;
    std::string title{}, author{}, subject{};
    Instant made_at{};  // the epoch leaves it out
  };
  // The finished file.
  std::string bytes(const Facts& facts);

 private:
  struct Relation {
    std::string id, type, target;
    bool outside = false;
  };
  std::vector<std::pair<std::string, std::string>> parts_;
  std::vector<std::pair<std::string, std::string>> content_types_;  // of parts_
  std::map<std::string, std::vector<Relation>> relations_;
};

using Attributes = std::initializer_list<std::pair<const char*, std::string_view>>;

// The root element of a new document, behind its declaration.
pugi::xml_node begin_xml(pugi::xml_document& document, const char* root, Attributes attributes);
// A child element.
pugi::xml_node put(pugi::xml_node parent, const char* name, Attributes attributes = {});
// A child element that holds text, its spaces kept.
pugi::xml_node put_text(pugi::xml_node parent, const char* name, std::string_view text, Attributes attributes = {});

}  // namespace mosharekat::print
