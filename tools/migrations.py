#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Turns src/store/migrations/NNNN_noun.sql into one C++ source: migrations.py OUTPUT FILE...

A statement ends with ';' at the end of a line (so a trigger stands on one line). A line `-- sqlite:` or `-- postgres:` makes the
statement that follows one engine's only. Other comments are dropped, and neither they nor white space count in the hash that
tells whether an applied migration was changed."""

import hashlib
import os
import re
import sys


def without_comment(line):
    quoted = False
    for at, letter in enumerate(line):
        if letter == "'":
            quoted = not quoted
        elif not quoted and line.startswith("--", at):
            return line[:at].rstrip()
    return line.rstrip()


def statements(path):
    only, lines = "both", []
    with open(path, encoding="utf-8") as file:
        for raw in file:
            mark = re.fullmatch(r"-- (sqlite|postgres):\s*", raw)
            if mark:
                if lines:
                    sys.exit(f"{path}: '{raw.strip()}' stands within a statement")
                only = mark.group(1)
                continue
            line = without_comment(raw)
            if line:
                lines.append(line)
            if line.endswith(";"):
                yield only, "\n".join(lines)[:-1]
                only, lines = "both", []
    if lines:
        sys.exit(f"{path}: the last statement has no ';' at the end of its line")


def main(output, paths):
    out = ['// Made by tools/migrations.py.', '#include "store/migration.h"', "", "namespace mosharekat::store {", "namespace {"]
    table, seen = [], {}
    for path in sorted(paths, key=os.path.basename):
        named = re.fullmatch(r"(\d{4})_([a-z_]+)\.sql", os.path.basename(path))
        if not named:
            sys.exit(f"{path}: the name is not NNNN_noun.sql")
        number = int(named.group(1))
        if number in seen:
            sys.exit(f"{path}: {seen[number]} has the same number")
        seen[number] = path
        parts = list(statements(path))
        if not parts:
            sys.exit(f"{path}: holds no statement")
        digest = hashlib.sha256("\n".join(only + " " + " ".join(sql.split()) for only, sql in parts).encode()).hexdigest()
        out.append(f"constexpr Statement statements_{number}[] = {{")
        out += [f'    {{Only::{only}, R"sql({sql})sql"}},' for only, sql in parts]
        out.append("};")
        table.append(f'    {{{number}, "{named.group(2)}", "{digest}", statements_{number}}},')
    out += ["constexpr Migration all[] = {", *table, "};", "}  // namespace", ""]
    out += ["std::span<const Migration> migrations() { return all; }", "}  // namespace mosharekat::store", ""]
    with open(output, "w", encoding="utf-8") as file:
        file.write("\n".join(out))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
