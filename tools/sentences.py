#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Turns locale/<language>/<noun>.json into one C++ table, and stops the build where the languages disagree.

    tools/sentences.py LOCALE_DIR OUTPUT.cpp

Each file is one flat object: keys sorted, each beginning with the file's name and a dot; the same keys, and the same
{arguments} under each, in all languages.
"""
import json
import re
import sys
from pathlib import Path

LANGUAGES = ("fa", "en")
KEY = re.compile(r"^[a-z0-9_]+(\.[a-z0-9_]+)+$")


def arguments(message):
    """The argument names of an ICU message; its plural and select branches are messages too."""
    names, at = set(), 0

    def fail(why):
        raise ValueError(f"{why} at letter {at}")

    def read_text(nested):
        nonlocal at
        while at < len(message):
            letter = message[at]
            if letter == "'" and message[at + 1 : at + 2] in ("'", "{", "}"):
                end = at + 1 if message[at + 1] == "'" else message.find("'", at + 2)
                if end < 0:
                    fail("quote without an end")
                at = end + 1
            elif letter == "{":
                at += 1
                read_argument()
            elif letter == "}":
                if nested:
                    return
                fail("} without {")
            else:
                at += 1
        if nested:
            fail("{ without }")

    def read_argument():
        nonlocal at
        head = re.compile(r"\s*([A-Za-z_][A-Za-z0-9_]*)\s*(?:,\s*(\w+)\s*)?([,}])").match(message, at)
        if not head:
            fail("an argument without a name")
        names.add(head[1])
        at = head.end()
        if head[3] == "}":
            return
        if head[2] not in ("plural", "select", "selectordinal"):
            fail(f"argument type {head[2]} is not used here")
        while True:
            branch = re.compile(r"\s*(?:(=\d+|\w+)\s*\{|\})").match(message, at)
            if not branch:
                fail("a branch without its text")
            at = branch.end()
            if branch[1] is None:
                return
            read_text(nested=True)
            at += 1

    # What has no brace is never read as a message: its apostrophes are apostrophes.
    if "{" in message or "}" in message:
        read_text(nested=False)
    return names


def read(path, errors):
    """The pairs of one file, checked as far as one language can be."""
    try:
        pairs = json.loads(path.read_text("utf-8"), object_pairs_hook=list)
    except ValueError as error:
        errors.append(f"{path}: {error}")
        return {}
    before = ""
    sentences = {}
    for key, sentence in pairs:
        where = f"{path}: {key}"
        if not KEY.match(key) or not key.startswith(path.stem + "."):
            errors.append(f"{where}: a key of this file is {path.stem}.word, in small letters")
        if key <= before:
            errors.append(f"{where}: stands after {before}; keys are sorted and stand once")
        if not isinstance(sentence, str) or not sentence.strip():
            errors.append(f"{where}: a sentence is a text that is not empty")
            continue
        try:
            sentences[key] = (sentence, arguments(sentence))
        except ValueError as error:
            errors.append(f"{where}: {error}")
        before = key
    return sentences


def load(folder):
    """{language: {key: (sentence, argument names)}} and the list of what is wrong."""
    errors = []
    tables = {
        language: {file.stem: read(file, errors) for file in sorted((folder / language).glob("*.json"))}
        for language in LANGUAGES
    }
    for noun in sorted({noun for table in tables.values() for noun in table}):
        for language in LANGUAGES:
            other = next(o for o in LANGUAGES if o != language)
            here, there = tables[language].get(noun, {}), tables[other].get(noun, {})
            path = folder / language / f"{noun}.json"
            for key in there.keys() - here.keys():
                errors.append(f"{path}: {key}: missing here, present in {other}")
            if language == LANGUAGES[0]:
                for key in here.keys() & there.keys():
                    if here[key][1] != there[key][1]:
                        errors.append(
                            f"{path}: {key}: arguments {sorted(here[key][1])} here, {sorted(there[key][1])} in {other}"
                        )
    flat = {l: {k: v for nouns in tables[l].values() for k, v in nouns.items()} for l in LANGUAGES}
    return flat, sorted(errors)


def literal(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'


def write(flat, output):
    lines = ["// Made by tools/sentences.py; change locale/*/*.json instead.", '#include "base/locale_table.h"', ""]
    lines += ["namespace mosharekat::locale {", "", "const std::vector<Sentence>& table() {"]
    lines += ["  static const std::vector<Sentence> sentences = {"]
    for key in sorted(flat["fa"]):
        names = ",".join(sorted(flat["fa"][key][1]))
        texts = ", ".join(literal(flat[language][key][0]) for language in LANGUAGES)
        lines.append(f"      {{{literal(key)}, {{{texts}}}, {literal(names)}}},")
    lines += ["  };", "  return sentences;", "}", "", "}  // namespace mosharekat::locale", ""]
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text("\n".join(lines), "utf-8")


def main():
    flat, errors = load(Path(sys.argv[1]))
    for error in errors:
        print(error, file=sys.stderr)
    if errors:
        sys.exit(1)
    write(flat, Path(sys.argv[2]))


if __name__ == "__main__":
    main()
