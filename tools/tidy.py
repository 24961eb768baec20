#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the compiler cannot hold the tree to. Prints file:line: what is wrong, and ends with 1 if anything is.

    tools/tidy.py
"""
import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOUN_PREFIXES = "tools/tidy_prefixes.txt"
# Writes that leave no event: what they change is no act of a person (sessions, attempts, deliveries, the log's own tables).
UNLOGGED = (
    "src/store/",
    "src/ledger/",
    "src/outbox/",
    "src/job/",  # how far work is; what it changes goes through commands
    "src/identity/one_time.cpp",
    "src/identity/people.cpp",
    "src/identity/sign_in.cpp",
    "src/testing/",
    "src/cli/backup.cpp",  # the rows come back with their events
)
# A place of our workshop, which has no meaning to a reader; split, so that this line is not found.
FOREIGN = "/wo" + "rk/"
SOURCE = {".cpp", ".h", ".py", ".cmake", ".html", ".css", ".ts", ".js", ".mjs", ".json", ".sql", ".sh", ".txt", ".md"}
STRING = r'"(?:[^"\\\n]|\\.)*"'

problems = []


def report(path, line, what):
    problems.append((str(path), line, what))


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def explained(text, offset, mark):
    """True when the statement's line, or one of the two above it, carries the comment that gives the reason."""
    end = text.find("\n", offset)
    lines = text[: end if end >= 0 else len(text)].split("\n")[-3:]
    return any(f"// {mark}:" in line for line in lines)


def tracked_files():
    names = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"], cwd=ROOT, check=True, capture_output=True).stdout
    for name in names.decode("utf-8").split("\0"):
        path = ROOT / name
        if name and path.is_file():
            try:
                yield name, path.read_text("utf-8")
            except UnicodeDecodeError:
                pass  # a font, an image


def modules():
    """{module: all modules it may use}, with what those use."""
    allowed = {}
    for line in (ROOT / "src/modules.txt").read_text("utf-8").splitlines():
        if match := re.match(r"([a-z]+):(.*)", line):
            needs = match[2].split()
            allowed[match[1]] = {match[1], *needs}.union(*(allowed[need] for need in needs))
    return allowed


def check_includes(name, text, allowed):
    module = name.split("/")[1]
    for match in re.finditer(r'^#include "([a-z]+)/[^"]*"', text, re.M):
        used = match[1]
        if used == "testing":
            if module != "testing" and not name.endswith(("_test.cpp", "_test.h")):
                report(name, line_of(text, match.start()), "testing/ is for *_test.cpp and *_test.h only")
        elif used in allowed and module in allowed and used not in allowed[module] and not name.endswith(("_test.cpp", "_test.h")):
            report(name, line_of(text, match.start()), f"{module} may not use {used} (src/modules.txt)")


def check_characters(name, text):
    for number, line in enumerate(text.split("\n"), 1):
        if FOREIGN in line:
            report(name, number, f"a path of the workshop: {FOREIGN}")
        if Path(name).suffix in SOURCE:
            if "\t" in line:
                report(name, number, "a tab")
            if line != line.rstrip():
                report(name, number, "a space at the line's end")


def check_marks(name, text):
    if name.endswith((".cpp", ".h")):
        if not text.startswith("// SPDX-License-Identifier: AGPL-3.0-or-later\n"):
            report(name, 1, "the first line is not the SPDX line")
        if "write_unlogged" in text and not name.startswith(UNLOGGED) and not name.endswith(("_test.cpp", "_test.h")):
            offset = text.index("write_unlogged")
            report(name, line_of(text, offset), "write_unlogged: a change needs its event (or this file a place in tidy.py)")
        if not name.endswith(("_test.cpp", "_test.h")):
            for match in re.finditer(r"\bHtml::trusted\(", text):
                if not explained(text, match.start(), "html"):
                    report(name, line_of(text, match.start()), "markup made here needs a comment: // html: why it is safe")


def check_sql(name, text):
    """The first argument is a literal, or a constant named …_sql, and nothing is pasted to it."""
    if name.startswith("src/store/") or not name.endswith((".cpp", ".h")):
        return
    raw = r'R"(\w*)\((?:.|\n)*?\)\1"'
    constant = re.compile(rf"\s*(?:(?:{raw}|{STRING})\s*)+[,)]|\s*(?:\w+::)*\w+_sql\s*[,)]")
    for match in re.finditer(r"\b\w*(?:tx|transaction)(?:_?\.|->)(?:query|execute)\(", text):
        if not constant.match(text, match.end()) and not explained(text, match.start(), "sql"):
            report(name, line_of(text, match.start()), "SQL that is not one constant text (or say why: // sql: …)")


def check_sentences(files):
    """Each key in the source has its sentence, and each sentence is said somewhere."""
    keys = {}
    for name, text in files.items():
        if re.match(r"locale/fa/\w+\.json$", name):
            try:
                keys.update((key, name) for key in json.loads(text))
            except ValueError as error:
                report(name, 1, str(error))
    nouns = {key.split(".")[0] for key in keys}
    listed = files.get(NOUN_PREFIXES, "").splitlines()
    prefixes = {line.strip() for line in listed if line.strip() and not line.startswith("#")}
    used, events, seen = set(), set(), []
    for name, text in files.items():
        if not name.startswith(("src/", "assets/")) or name.endswith("_test.cpp"):
            continue
        if name.endswith(".html"):
            for match in re.finditer(r"\{\{t\s+([a-z0-9_.]+)", text):
                used.add(match[1])
                seen.append((name, line_of(text, match.start()), match[1]))
        code = re.sub(r"//[^\n]*", "", text) if name.endswith((".cpp", ".h")) else text
        # The kinds of events have the form of keys and are none.
        for match in re.finditer(r"\bkind\s*(?:==|!=|=)([^;{}]*?)[,;)}]", code):
            events.update(re.findall(r'"([a-z0-9_.]+)"', match[1]))
        for match in re.finditer(r'(\blog::\w+\(\s*)?"([a-z0-9_]+(?:\.[a-z0-9_]+)*\.?)"', code):
            word = match[2]
            if match[1] or word.split(".")[0] not in nouns or "." not in word:
                continue
            if not word.endswith("."):
                used.add(word)
                if name.endswith((".cpp", ".h", ".html")):
                    seen.append((name, line_of(code, match.start(2)), word))
            elif word.count(".") > 1:
                prefixes.add(word)
    for name, line, key in seen:
        if key not in keys and key not in events:
            report(name, line, f"no sentence has the key {key}")
    for key, name in keys.items():
        if key not in used and not key.startswith(tuple(prefixes)):
            report(name, line_of(files[name], files[name].index(f'"{key}"')), f"nothing says {key} (see {NOUN_PREFIXES})")


def check_types(files):
    """A type is defined once in its namespace: two of one name are mixed up by the linker, without a word, and memory with them."""
    found = {}
    for name, text in files.items():
        if not re.match(r"src/.*\.(cpp|h)$", name):
            continue
        scopes, depth = [], 0
        for number, line in enumerate(text.split("\n"), 1):
            code = re.sub(rf"{STRING}|//.*|'(?:[^'\\]|\\.)*'", "", line)
            if scope := re.match(r"\s*namespace\s*([\w:]*)\s*\{", code):
                scopes.append((depth, scope[1]))
            elif (made := re.match(r"(?:struct|class|enum(?: class)?) (\w+)(?: final)?(?: : [^;]*)? \{", code)) and scopes:
                if depth == len(scopes) and all(scope for _, scope in scopes):
                    place = "::".join(scope for _, scope in scopes) + "::" + made[1]
                    if place in found:
                        report(name, number, f"{place} is defined in {found[place]} too: one of them needs another name")
                    found[place] = name
            depth += code.count("{") - code.count("}")
            while scopes and depth <= scopes[-1][0]:
                scopes.pop()


def main():
    files = dict(tracked_files())
    allowed = modules()
    check_types(files)
    for name, text in files.items():
        check_characters(name, text)
        if name.startswith("src/"):
            check_includes(name, text, allowed)
            check_marks(name, text)
            check_sql(name, text)
    check_sentences(files)
    for path, line, what in sorted(problems):
        print(f"{path}:{line}: {what}")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
