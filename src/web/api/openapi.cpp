// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/api/openapi.h"

#include <boost/json.hpp>

#include "base/text.h"
#include "web/api/api.h"
#include "web/router.h"

namespace mosharekat::web::api {

using boost::json::array;
using boost::json::object;
using boost::json::value;

namespace {

struct Parameter {
  std::string_view name, description, schema;  // schema as JSON
};

struct Operation {
  Method method;
  std::string_view pattern, id, summary, answer;  // answer: a name of the schemas below
  std::vector<Parameter> query{};
};

constexpr std::string_view page_schema = R"({"type":"integer","minimum":1,"maximum":100000,"default":1})";
constexpr std::string_view per_page_schema = R"({"type":"integer","minimum":1,"maximum":100,"default":20})";
constexpr std::string_view text_schema = R"({"type":"string"})";

const std::vector<Operation>& operations() {
  static const std::vector<Operation> all = {
      {Method::get, "/api/v1/openapi.json", "openapi", "This document", "Document"},
      {Method::get,
       "/api/v1/calls",
       "calls",
       "Public calls, newest first",
       "CallList",
       {{"agency", "Short address of an agency; calls of what stands below it too", text_schema},
        {"state", "State of the call as stored", R"({"$ref":"#/components/schemas/State"})"},
        {"topic", "Code of a topic", text_schema},
        {"place", "ISO 3166-2 code of a province", text_schema},
        {"q", "Words, folded as Persian is", text_schema},
        {"page", "Page of the list", page_schema},
        {"per_page", "Calls on a page", per_page_schema}}},
      {Method::get, "/api/v1/calls/{call}", "call", "One call with its texts, drafts, questions and notices", "CallDetail"},
      {Method::get,
       "/api/v1/calls/{call}/contributions",
       "contributions",
       "What people said, with the agency's result once the report is published",
       "ContributionList",
       {{"anchor", "Place in the draft; “whole” for the whole text", text_schema},
        {"q", "Words", text_schema},
        {"order", "Order of the list", R"({"type":"string","enum":["oldest","newest","supported"],"default":"oldest"})"},
        {"page", "Page of the list", page_schema},
        {"per_page", "Contributions on a page", per_page_schema}}},
      {Method::get, "/api/v1/calls/{call}/provisions", "provisions", "The drafts, provision by provision in reading order",
       "DraftList"},
      {Method::post, "/api/v1/calls/{call}/closure", "close", "Closes a call whose period has passed; refused before its time",
       "Closure"},
  };
  return all;
}

constexpr std::string_view schemas = R"({
"Document": {"type": "object"},
"Error": {"type": "object", "required": ["error"], "properties": {"error": {"type": "object", "required": ["key", "message"], "properties": {
  "key": {"type": "string"}, "message": {"type": "string", "description": "A sentence in the language of the address: Persian, or English under /en"}}}}},
"State": {"type": "string", "enum": ["announced", "open", "suspended", "closed", "analysing", "reported", "decided", "feedback", "evaluated", "withdrawn"]},
"Texts": {"type": "object", "description": "By language", "additionalProperties": {"type": "string"}},
"Agency": {"type": "object", "required": ["slug", "name"], "properties": {"slug": {"type": "string"}, "name": {"$ref": "#/components/schemas/Texts"}}},
"Call": {"type": "object", "required": ["number", "url", "state", "title", "agency"], "properties": {
  "number": {"type": "integer"}, "url": {"type": "string"}, "state": {"type": "string"}, "title": {"$ref": "#/components/schemas/Texts"},
  "summary": {"$ref": "#/components/schemas/Texts"}, "agency": {"$ref": "#/components/schemas/Agency"}, "preparing_unit": {"$ref": "#/components/schemas/Agency"},
  "document_type": {"type": "string"}, "topic": {"type": ["string", "null"]}, "place": {"type": ["string", "null"]},
  "opens_at": {"type": ["string", "null"], "format": "date-time"},
  "closes_at": {"type": ["string", "null"], "format": "date-time", "description": "The first instant that is too late"},
  "report_due_at": {"type": ["string", "null"], "format": "date-time"}, "report_overdue": {"type": "boolean"}, "contributions": {"type": "integer"},
  "demonstration": {"type": "boolean"}}},
"CallList": {"type": "object", "required": ["calls", "total", "page", "per_page", "next"], "properties": {
  "calls": {"type": "array", "items": {"$ref": "#/components/schemas/Call"}}, "total": {"type": "integer"}, "page": {"type": "integer"}, "per_page": {"type": "integer"},
  "next": {"type": ["string", "null"]}}},
"CallDetail": {"allOf": [{"$ref": "#/components/schemas/Call"}, {"type": "object", "required": ["texts", "drafts", "questions", "notices"], "properties": {
  "texts": {"type": "object", "description": "By part, then by language", "additionalProperties": {"$ref": "#/components/schemas/Texts"}},
  "policy": {"type": "object", "properties": {"days": {"type": "integer"}, "unit": {"type": "string", "enum": ["days", "month"]}, "source": {"type": ["string", "null"]}}},
  "shorter_reason": {"type": ["string", "null"]}, "drafts": {"type": "array", "items": {"$ref": "#/components/schemas/Draft"}},
  "questions": {"type": "array", "items": {"type": "object", "properties": {"anchor": {"type": "string"}, "text": {"$ref": "#/components/schemas/Texts"}}}},
  "notices": {"type": "array", "items": {"type": "object", "properties": {"kind": {"type": "string"}, "reason": {"type": ["string", "null"]},
    "reason_second": {"type": ["string", "null"]}, "at": {"type": "string", "format": "date-time"}}}}}}]},
"Draft": {"type": "object", "required": ["position", "language", "title", "version", "hash"], "properties": {
  "position": {"type": "integer"}, "language": {"type": "string"}, "title": {"type": "string"}, "version": {"type": "integer"}, "hash": {"type": "string"},
  "provisions": {"type": "array", "items": {"$ref": "#/components/schemas/Provision"}}}},
"Provision": {"type": "object", "required": ["anchor", "depth", "kind", "number", "label", "heading", "text"], "properties": {
  "anchor": {"type": "string"}, "depth": {"type": "integer"}, "kind": {"type": "string"}, "number": {"type": ["string", "null"]}, "label": {"type": "string"},
  "heading": {"type": "string"}, "text": {"type": "string"}, "contributions": {"type": "integer"}}},
"DraftList": {"type": "object", "required": ["call", "drafts"], "properties": {"call": {"type": "integer"}, "drafts": {"type": "array", "items": {"$ref": "#/components/schemas/Draft"}}}},
"Contribution": {"type": "object", "required": ["number", "kind", "state", "received_at"], "description": "Of what is hidden or withdrawn only the place, the state and the reason are given",
 "properties": {"number": {"type": "integer"}, "kind": {"type": "string", "enum": ["comment", "replacement", "answer", "reply"]}, "anchor": {"type": ["string", "null"]},
  "in_reply_to": {"type": ["integer", "null"]}, "state": {"type": "string", "enum": ["published", "hidden", "withdrawn"]}, "official": {"type": "boolean"},
  "received_at": {"type": "string", "format": "date-time"}, "hidden_reason": {"type": "string"}, "author": {"type": ["string", "null"]}, "organisation": {"type": ["string", "null"]},
  "language": {"type": "string"}, "stance": {"type": ["string", "null"], "enum": ["for", "for_with_changes", "against", null]}, "quote": {"type": ["string", "null"]},
  "body": {"type": "string"}, "replacement": {"type": ["string", "null"]}, "edited_at": {"type": ["string", "null"], "format": "date-time"}, "supports": {"type": "integer"},
  "disposition": {"oneOf": [{"type": "null"}, {"$ref": "#/components/schemas/Disposition"}]}}},
"Disposition": {"type": "object", "required": ["code", "unit", "decided_at"], "properties": {"code": {"type": "string"}, "part": {"type": ["string", "null"]},
  "reason": {"type": ["string", "null"]}, "citation": {"type": ["string", "null"]}, "place": {"type": ["string", "null"]}, "unit": {"$ref": "#/components/schemas/Agency"},
  "decided_at": {"type": "string", "format": "date-time"}}},
"ContributionList": {"type": "object", "required": ["call", "contributions", "total", "page", "per_page", "next"], "properties": {"call": {"type": "integer"},
  "contributions": {"type": "array", "items": {"$ref": "#/components/schemas/Contribution"}}, "total": {"type": "integer"}, "page": {"type": "integer"},
  "per_page": {"type": "integer"}, "next": {"type": ["string", "null"]}}},
"Closure": {"type": "object", "required": ["call", "state"], "properties": {"call": {"type": "integer"}, "state": {"type": "string", "const": "closed"}}}
})";

value answer_of(std::string_view description, std::string_view schema) {
  return {{"description", description},
          {"content", {{"application/json", {{"schema", {{"$ref", "#/components/schemas/" + std::string(schema)}}}}}}}};
}

object operation_json(const Operation& operation) {
  array parameters;
  for (const std::string_view segment : text::split(operation.pattern, '/'))
    if (segment.starts_with('{'))
      parameters.push_back({{"name", segment.substr(1, segment.size() - 2)},
                            {"in", "path"},
                            {"required", true},
                            {"description", "Number of the call"},
                            {"schema", {{"type", "integer"}, {"minimum", 1}}}});
  const bool of_a_call = !parameters.empty();
  for (const Parameter& parameter : operation.query)
    parameters.push_back({{"name", parameter.name},
                          {"in", "query"},
                          {"description", parameter.description},
                          {"schema", boost::json::parse(parameter.schema)}});
  object responses{{"200", answer_of("Done", operation.answer)},
                   {"400", answer_of("A parameter is not known or not right", "Error")}};
  if (of_a_call) responses["404"] = answer_of("There is no such public call", "Error");
  object made{{"operationId", operation.id}, {"summary", operation.summary}};
  if (operation.method == Method::post) {
    responses["401"] = answer_of("Not signed in", "Error");
    responses["403"] = answer_of("Not allowed, or without the token of the session", "Error");
    responses["409"] = answer_of("Not before its time", "Error");
    // Both together: the cookie alone would let another site act in one's name.
    made["security"] = array{object{{"session", array{}}, {"token", array{}}}};
  }
  if (!parameters.empty()) made["parameters"] = std::move(parameters);
  made["responses"] = std::move(responses);
  return made;
}

}  // namespace

std::string openapi_document(std::string_view site) {
  object paths;
  for (const Route& route : routes()) {
    if (!is_api(route.pattern)) continue;
    const Operation* described = nullptr;
    for (const Operation& operation : operations())
      if (operation.pattern == route.pattern && operation.method == route.method) described = &operation;
    expect(described, "a route of the API is described in openapi.cpp");
    object& path = paths[route.pattern].is_object() ? paths[route.pattern].as_object() : paths[route.pattern].emplace_object();
    path[route.method == Method::post ? "post" : "get"] = operation_json(*described);
  }
  const std::string here = site.empty() ? "/" : std::string(site);
  const object document{
      {"openapi", "3.1.0"},
      {"info",
       {{"title", "mosharekat"},
        {"version", "1"},
        {"description", "What the public pages show, as JSON. Times are UTC, texts are given by language."}}},
      {"servers", array{object{{"url", here}, {"description", "Sentences in Persian"}},
                        object{{"url", site.empty() ? "/en" : here + "/en"}, {"description", "Sentences in English"}}}},
      {"paths", std::move(paths)},
      {"components",
       {{"schemas", boost::json::parse(schemas)},
        {"securitySchemes",
         {{"session", {{"type", "apiKey"}, {"in", "cookie"}, {"name", session_cookie}}},
          {"token",
           {{"type", "apiKey"},
            {"in", "header"},
            {"name", "x-csrf-token"},
            {"description", "The hidden field “csrf” of any form of the same session"}}}}}}}};
  return boost::json::serialize(document) + "\n";
}

Result<Response> openapi(Context& in) {
  if (auto refused = unknown_parameter(in, {})) return std::move(*refused);
  Response response;
  response.content_type = "application/json; charset=utf-8";
  response.body = openapi_document(in.portal.site);
  if (in.may_share) response.shared_for = Milliseconds{60000};
  return response;
}

}  // namespace mosharekat::web::api
