#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Compiles the page templates (src/web/pages/**/*.html) into C++: one header per template, one .cpp per folder.

Names are resolved by the C++ compiler (#line points its errors into the template); this program checks what a compiler
cannot: that sentences exist in every language with these arguments, that values stand where escaping is enough, that every
branch leaves the markup in the same place. The language is described in docs/templates.md.

    tools/templates.py --pages src/web/pages --locale locale --out build/dev/generated/templates
"""
import argparse
import json
import pathlib
import re
import sys

URL_ATTRIBUTES = {"href", "src", "action", "formaction", "poster", "data", "cite", "srcset", "xlink:href"}
# Filters that give a string (std::string name(const Reader&, value)), so they may also stand in an argument of a sentence.
STRING_FILTERS = {"date", "long_date", "short_date", "date_time", "iso", "number", "percent", "digits", "ascii"}
# Filters that write markup (void name(Out&, value)): only where text may stand.
MARKUP_FILTERS = {"paragraphs", "lines"}
PATH = r"[A-Za-z_]\w*(?:(?:\.|::)[A-Za-z_]\w*)*"
WHOLE_LINE = re.compile(r"(?m)^[ \t]*(\{\{(?:[#/!>]|else\b|use\b)[^{}]*\}\})[ \t]*\n")
TOKEN = re.compile(r"\{\{(.*?)\}\}", re.S)


class TemplateError(Exception):
    pass


def message_arguments(message):
    """The names of the arguments of an ICU message: braces at odd depth open an argument, at even depth a sub-message."""
    names, depth, i = set(), 0, 0
    while i < len(message):
        c = message[i]
        if c == "'" and message[i + 1 : i + 2] in ("{", "}"):
            i = message.find("'", i + 1)
            if i < 0:
                break
        elif c == "{":
            depth += 1
            if depth % 2:
                names.add(re.match(r"\s*(\w*)", message[i + 1 :]).group(1))
        elif c == "}":
            depth -= 1
        i += 1
    return names


def load_sentences(folder):
    """{language: {key: message}}"""
    sentences = {}
    for file in sorted(pathlib.Path(folder).glob("*/*.json")):
        sentences.setdefault(file.parent.name, {}).update(json.loads(file.read_text("utf-8")))
    return sentences


def cpp_string(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t").replace("??", "?\\?") + '"'


class Place:
    """Where in the markup we stand. Two places are equal when what may follow is the same."""

    def __init__(self):
        self.kind = "text"  # text, tag, value
        self.tag = self.attribute = self.quote = ""
        self.at_start = False  # of an attribute's value
        self.inside = ""  # script, style, textarea, title: read as is until its end tag
        self.pre = False  # white space counts
        self.partial = ""  # a tag's or attribute's name being read

    def copy(self):
        other = Place()
        other.__dict__.update(self.__dict__)
        return other

    def same(self, other):
        keys = ("kind", "inside") if self.kind != "value" else ("kind", "inside", "quote", "attribute")
        return all(getattr(self, k) == getattr(other, k) for k in keys)

    def feed(self, text, fail):
        """Follows literal markup; returns it compacted."""
        out, i = [], 0
        while i < len(text):
            if self.kind == "text":
                i = self.feed_text(text, i, out, fail)
            elif self.kind == "tag":
                i = self.feed_tag(text, i, out, fail)
            else:
                end = text.find(self.quote, i)
                if end < 0:
                    out.append(text[i:])
                    self.at_start = False
                    break
                out.append(text[i : end + 1])
                self.kind, self.partial, i = "tag", "", end + 1
        return "".join(out)

    def feed_text(self, text, i, out, fail):
        if self.inside:
            end = text.find("</" + self.inside, i)
            run = text[i : end if end >= 0 else len(text)]
            out.append(run)
            if end < 0:
                return len(text)
            i = end
        start = text.find("<", i)
        run = text[i : start if start >= 0 else len(text)]
        out.append(run if self.pre else re.sub(r"[ \t]*\n\s*", "\n", re.sub(r"[ \t]+", " ", run)))
        if start < 0:
            return len(text)
        if text.startswith("<!--", start):
            end = text.find("-->", start)
            if end < 0:
                fail("a comment is not closed (use {{! … }} around other directives)")
            return end + 3
        match = re.compile(r"</?([A-Za-z][\w-]*)|<!doctype", re.I).match(text, start)
        if not match:
            fail("a lone '<': write &lt;")
        closing = match.group(0).startswith("</")
        self.kind, self.tag, self.partial = "tag", "" if closing else (match.group(1) or "").lower(), ""
        if closing and self.inside == match.group(1).lower():
            self.inside = ""
        if closing and match.group(1).lower() == "pre":
            self.pre = False
        out.append(match.group(0))
        return match.end()

    def feed_tag(self, text, i, out, fail):
        c = text[i]
        if c == ">":
            self.kind = "text"
            self.pre = self.pre or self.tag == "pre"
            if self.tag in ("script", "style", "textarea", "title"):
                self.inside = self.tag
            self.partial = ""
            out.append(c)
        elif c == "=":
            self.attribute = self.partial.lower()
            quote = text[i + 1 : i + 2]
            if quote not in ('"', "'"):
                fail(f"the value of {self.attribute} must stand in quotes")
            if self.attribute == "style" or self.attribute.startswith("on"):
                fail(f"no {self.attribute} attribute: the content security policy forbids it")
            self.kind, self.quote, self.at_start = "value", quote, True
            out.append(text[i : i + 2])
            return i + 2
        elif c.isspace():
            self.partial = ""
            if out and out[-1] == " ":
                return i + 1
            out.append(" ")
        else:
            self.partial += c
            out.append(c)
        return i + 1


class Template:
    def __init__(self, root, file, sentences):
        self.file, self.sentences = file, sentences
        self.name = file.relative_to(root).with_suffix("").as_posix()
        self.source = WHOLE_LINE.sub(lambda m: m.group(1) + "\x01", file.read_text("utf-8"))
        self.line = 1
        self.place, self.code, self.literal = Place(), [], ""
        self.blocks, self.scopes, self.parts, self.counter = [], [], [], 0
        self.header = self.type = None
        self.shown = file.as_posix()

    def fail(self, what):
        raise TemplateError(f"{self.shown}:{self.line}: {what}")

    # -- output ---------------------------------------------------------------------------------------------------------

    def flush(self):
        if self.literal:
            self.code.append(f"out.lit({cpp_string(self.literal)});")
            self.literal = ""

    def emit(self, statement):
        self.flush()
        self.code.append(f'#line {self.line} "{self.shown}"')
        self.code.append(statement)

    def markup(self, text):
        after_line = False
        for piece in re.split("(\x01)", text):  # \x01: the line end of a directive that stood alone
            if piece == "\x01":
                self.line += 1
                after_line = True
                continue
            if after_line and self.place.kind == "text" and not self.place.inside and not self.place.pre:
                piece = piece.lstrip(" \t")
            compact = self.place.feed(piece, self.fail)
            if self.literal.endswith("\n") and compact.startswith("\n") and not self.place.inside:
                compact = compact[1:]
            self.literal += compact
            self.line += piece.count("\n")

    # -- names ----------------------------------------------------------------------------------------------------------

    def resolve(self, path):
        if "::" in path:
            return path
        head, *rest = path.split(".")
        size = rest and rest[-1] == "size"
        if size:
            rest.pop()
        for scope in reversed(self.scopes):
            if head in scope:
                head = scope[head]
                break
        else:
            if head in ("base", "language", "direction"):
                head = "reader." + head + ("()" if head == "direction" else "")
                if head == "reader.language":
                    head = "code(reader.language)"
            elif head not in ("view", "reader"):
                head = "view." + head
        whole = ".".join([head, *rest])
        return f"std::ssize({whole})" if size else whole

    def condition(self, text):
        tokens = re.findall(r'"[^"]*"|==|!=|<=|>=|<|>|\(|\)|-?\d+\b|' + PATH + r"|\S", text)
        position = 0

        def peek():
            return tokens[position] if position < len(tokens) else ""

        def take():
            nonlocal position
            position += 1
            return tokens[position - 1]

        def operand():
            if not peek():
                self.fail(f"a condition ends too early: {text}")
            token = take()
            if token.startswith('"'):
                return token + "sv"
            if re.fullmatch(r"-?\d+|true|false", token):
                return token
            if not re.fullmatch(PATH, token) or token in ("and", "or", "not"):
                self.fail(f"'{token}' is out of place in the condition: {text}")
            return self.resolve(token)

        def primary():
            if peek() == "not":
                take()
                return f"!{primary()}"
            if peek() == "(":
                take()
                inner = either()
                if peek() != ")":
                    self.fail(f"a bracket is not closed in the condition: {text}")
                take()
                return f"({inner})"
            left = operand()
            if peek() in ("==", "!=", "<", ">", "<=", ">="):
                return f"({left} {take()} {operand()})"
            return f"is_set({left})"

        def both():
            parts = [primary()]
            while peek() == "and":
                take()
                parts.append(primary())
            return " && ".join(parts)

        def either():
            parts = [both()]
            while peek() == "or":
                take()
                parts.append(both())
            return parts[0] if len(parts) == 1 else " || ".join(f"({p})" for p in parts)

        result = either()
        if position != len(tokens):
            self.fail(f"'{peek()}' is out of place in the condition: {text}")
        return result

    # -- values ---------------------------------------------------------------------------------------------------------

    def check_value_place(self):
        if self.place.kind == "tag":
            self.fail("a value inside a tag must stand in a quoted attribute")
        if self.place.inside in ("script", "style"):
            self.fail(f"no value inside <{self.place.inside}>: put it into a data attribute")

    def value(self, text):
        path, _, chosen = (part.strip() for part in text.partition("|"))
        if not re.fullmatch(PATH, path):
            self.fail(f"not a value: {{{{{text}}}}}")
        self.check_value_place()
        in_text = self.place.kind == "text"
        what = self.resolve(path)
        if self.place.kind == "text" and self.place.inside == "textarea" and self.literal.endswith(">"):
            self.literal += "\n"  # a browser drops the first line end of a textarea: let it be ours
        if chosen in MARKUP_FILTERS:
            if not in_text or self.place.inside:
                self.fail(f"'{chosen}' writes markup: it cannot stand here")
            self.emit(f"filter::{chosen}(out, {what});")
        elif chosen in STRING_FILTERS:
            self.emit(f"out.esc(filter::{chosen}(reader, {what}));")
        elif chosen:
            self.fail(f"no filter is called '{chosen}'")
        elif in_text:
            self.emit(f"out.{'plain' if self.place.inside in ('textarea', 'title') else 'text'}({what}, reader.language);")
        elif self.place.at_start and self.place.attribute in URL_ATTRIBUTES and path != "base":
            self.emit(f"out.link({what});")
        else:
            self.emit(f"out.attribute({what});")
        if path != "base":
            self.place.at_start = False

    def argument(self, text):
        if text.startswith('"'):
            return f"std::string({text})"
        if re.fullmatch(r"-?\d+", text):
            return f"std::int64_t{{{text}}}"
        path, _, chosen = text.partition("|")
        if not re.fullmatch(PATH, path):
            self.fail(f"not a value: {text}")
        if chosen and chosen not in STRING_FILTERS:
            self.fail(f"'{chosen}' cannot stand in an argument")
        return f"argument(filter::{chosen}(reader, {self.resolve(path)}))" if chosen else f"argument({self.resolve(path)})"

    def sentence(self, text):
        self.check_value_place()
        match = re.fullmatch(r"(\(\s*" + PATH + r"\s*\)|[\w.-]+)((?:\s+\w+=(?:\"[^\"]*\"|\S+))*)", text)
        if not match:
            self.fail(f"not a sentence: {{{{t {text}}}}}")
        key = match.group(1)
        pairs = re.findall(r'(\w+)=("[^"]*"|\S+)', match.group(2))
        arguments = "{" + ", ".join(f'{{"{name}", {self.argument(value)}}}' for name, value in pairs) + "}"
        if key.startswith("("):
            what = self.resolve(key.strip("() "))
            self.emit(f"out.esc(locale::sentence(reader.language, {what}, {arguments}));")
            return
        needed = set()
        for language, messages in self.sentences.items():
            if key not in messages:
                self.fail(f"locale/{language} has no sentence '{key}'")
            needed |= message_arguments(messages[key])
        given = {name for name, _ in pairs}
        if needed != given:
            lacking, unknown = ", ".join(sorted(needed - given)), ", ".join(sorted(given - needed))
            self.fail(f"'{key}' " + (f"needs {lacking}" if lacking else f"does not take {unknown}"))
        if pairs:
            self.emit(f'out.esc(locale::sentence(reader.language, "{key}", {arguments}));')
        else:
            self.emit(f'{{ static const locale::Word word("{key}"); out.esc(word.in(reader.language)); }}')
        self.place.at_start = False

    # -- blocks ---------------------------------------------------------------------------------------------------------

    def open_block(self, kind, statement, scope=None):
        self.emit(statement)
        self.blocks.append({"kind": kind, "start": self.place.copy(), "ends": [], "line": self.line, "else": False})
        self.scopes.append(scope or {})

    def end_branch(self):
        self.flush()
        self.blocks[-1]["ends"].append((self.place.copy(), self.line))

    def directive(self, text):
        word, _, rest = text.partition(" ")
        rest = rest.strip()
        self.counter += 1
        if word == "#if":
            self.open_block("if", f"if ({self.condition(rest)}) {{")
        elif word == "#unless":
            self.open_block("unless", f"if (!({self.condition(rest)})) {{")
        elif word in ("#each", "#with"):
            match = re.fullmatch(f"({PATH}) as ([a-z]\\w*)", rest)
            if not match:
                self.fail(f"write {{{{{word} list as item}}}}")
            what, name = self.resolve(match.group(1)), match.group(2)
            variable = f"{name}_{self.counter}"
            if word == "#each":
                self.emit(f"if (const auto& all_{variable} = {what}; !std::empty(all_{variable})) {{")
                self.emit(f"[[maybe_unused]] std::int64_t index_{variable} = 0;")
                self.open_block("each", f"for ([[maybe_unused]] const auto& {variable} : all_{variable}) {{ ++index_{variable};",
                                {name: variable, f"{name}_index": f"index_{variable}"})
            else:
                self.open_block("with", f"if (const auto& set_{variable} = {what}; is_set(set_{variable})) "
                                        f"{{ [[maybe_unused]] const auto& {variable} = *set_{variable};", {name: variable})
        elif word == "else":
            if not self.blocks or self.blocks[-1]["else"]:
                self.fail("{{else}} is out of place")
            block = self.blocks[-1]
            self.end_branch()
            self.scopes[-1] = {}
            self.place = block["start"].copy()
            if rest.startswith("if ") and block["kind"] == "if":
                self.emit(f"}} else if ({self.condition(rest[3:])}) {{")
            elif rest:
                self.fail("{{else if}} belongs to {{#if}}")
            else:
                block["else"] = True
                self.emit("} } else {" if block["kind"] == "each" else "} else {")
        elif word.startswith("/"):
            if not self.blocks or "/" + self.blocks[-1]["kind"] != word:
                self.fail(f"{{{{{word}}}}} closes nothing" if not self.blocks else
                          f"{{{{{word}}}}} where {{{{/{self.blocks[-1]['kind']}}}}} is due (opened in line {self.blocks[-1]['line']})")
            self.end_branch()
            block = self.blocks.pop()
            self.scopes.pop()
            if not block["else"]:
                block["ends"].append((block["start"], block["line"]))
            for place, line in block["ends"]:
                if not place.same(self.place) or (block["kind"] == "each" and not place.same(block["start"])):
                    self.fail(f"the branches opened in line {block['line']} leave the markup in different places")
                self.place.at_start = self.place.at_start or place.at_start
            self.emit("} }" if block["kind"] == "each" and not block["else"] else "}")
        elif word == ">":
            if self.place.kind != "text":
                self.fail("a part cannot stand inside a tag")
            match = re.fullmatch(f"([\\w/]+) ({PATH})", rest)
            if not match:
                self.fail("write {{> folder/part value}}")
            self.parts.append((match.group(1), self.line))
            self.emit(f"render(out, {self.resolve(match.group(2))}, reader);")
        elif word == "t":
            self.sentence(rest)
        elif word in ("url", "asset"):
            dynamic = word == "asset" and re.fullmatch(r"\(\s*(" + PATH + r")\s*\)", rest)
            if not (dynamic or re.fullmatch(r'"[^"]*"', rest)) or self.place.kind != "value":
                self.fail(f'write attribute="{{{{{word} "…"}}}}"')
            if dynamic:
                self.emit(f"out.lit(assets::url({self.resolve(dynamic.group(1))}));")
            elif word == "url":
                self.emit("out.attribute(reader.base);")
                self.literal += rest[1:-1]
            else:
                self.emit(f"{{ static const std::string_view url = assets::url({rest}); out.lit(url); }}")
            self.place.at_start = False
        elif word == "csrf":
            self.emit("filter::csrf(out, reader);")
        elif word == "use":
            match = re.fullmatch(r'"([\w/.]+)" ([\w:]+)', rest)
            if not match or self.type:
                self.fail('write once, on the first line: {{use "web/pages/noun/name.h" noun::Name}}')
            self.header, self.type = match.groups()
        elif not text.startswith("!"):
            self.value(text)

    def compile(self):
        position = 0
        for token in TOKEN.finditer(self.source):
            self.markup(self.source[position : token.start()])
            text = token.group(1)
            if not self.type and not text.startswith(("use ", "!")):
                self.fail('the first line must be {{use "header.h" Type}}')
            self.directive(text.strip() if not text.startswith("!") else "!")
            self.line += text.count("\n")
            position = token.end()
        self.markup(self.source[position:])
        self.flush()
        if not self.type:
            self.fail('the first line must be {{use "header.h" Type}}')
        if self.blocks:
            self.line = self.blocks[-1]["line"]
            self.fail(f"{{{{#{self.blocks[-1]['kind']}}}}} is not closed")
        if self.place.kind != "text" or self.place.inside:
            self.fail("the template ends inside a tag")
        return self

    def declaration(self):
        return f"void render(Out& out, const {self.type}& view, const Reader& reader)"

    def header_text(self):
        return (f"// Made from {self.shown} by tools/templates.py: change that file.\n#pragma once\n"
                f'#include "web/template.h"\n#include "{self.header}"\n\n'
                f"namespace mosharekat::web::pages {{\n{self.declaration()};\n}}\n")

    def body_text(self):
        unused = self.declaration().replace("const " + self.type, "[[maybe_unused]] const " + self.type)
        unused = unused.replace("const Reader", "[[maybe_unused]] const Reader").replace("Out& out", "[[maybe_unused]] Out& out")
        return f"{unused} {{\n" + "\n".join(self.code) + "\n}\n"


def write_if_changed(file, text):
    if not file.exists() or file.read_text("utf-8") != text:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=pathlib.Path, required=True)
    parser.add_argument("--locale", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True, help="the folder that is included as generated/NAME")
    options = parser.parse_args()
    sentences = load_sentences(options.locale)
    folders, types, failed = {}, {}, False
    for file in sorted(options.pages.rglob("*.html")):
        template = Template(options.pages, file, sentences)
        try:
            template.compile()
            if template.type in types:
                template.line = 1
                template.fail(f"{template.type} is the view of {types[template.type]} already: give each template its own struct")
            types[template.type] = template.name
        except TemplateError as error:
            print(error, file=sys.stderr)
            failed = True
        folders.setdefault(template.name.rpartition("/")[0] or "pages", []).append(template)
    names = {template.name for group in folders.values() for template in group}
    for group in folders.values():
        for template in group:
            for part, line in template.parts:
                if part not in names:
                    print(f"{template.shown}:{line}: there is no template '{part}'", file=sys.stderr)
                    failed = True
    if failed:
        return 1
    out = options.out
    for folder, group in folders.items():
        wanted = sorted({t.name for t in group} | {part for t in group for part, _ in t.parts})
        includes = "\n".join(f'#include "generated/{out.name}/{name}.h"' for name in wanted)
        bodies = "\n".join(template.body_text() for template in group)
        write_if_changed(out / f"{folder.replace('/', '_')}.cpp",
                         "// Made by tools/templates.py.\n" + includes + '\n#include "web/assets.h"\n\n'
                         "using namespace std::string_view_literals;\n\nnamespace mosharekat::web::pages {\n" + bodies + "}\n")
        for template in group:
            write_if_changed(out / f"{template.name}.h", template.header_text())
    return 0


if __name__ == "__main__":
    sys.exit(main())
