#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Bundles assets/ into one C++ file: what stands behind src/web/assets.h.

    assets/style/*.css    joined in the order of their names: style.css
    assets/*.ts           bundled by esbuild, a script each: passage.ts → passage.js
    assets/*.svg, *.png   as they are
    FONTS below           from npm

Each gets an address with a hash of its content; url("name") in the style sheet becomes that address, whose bytes never change.
Without node_modules (run npm ci) the scripts and fonts are left out, with a warning: pages are complete without them.

    tools/assets.py --assets assets --modules node_modules --out build/dev/generated/assets.cpp
"""
import argparse
import hashlib
import pathlib
import re
import subprocess
import sys

FONTS = {
    "vazirmatn-arabic.woff2": "@fontsource-variable/vazirmatn/files/vazirmatn-arabic-wght-normal.woff2",
    "vazirmatn-latin.woff2": "@fontsource-variable/vazirmatn/files/vazirmatn-latin-wght-normal.woff2",
    "vazirmatn-latin-ext.woff2": "@fontsource-variable/vazirmatn/files/vazirmatn-latin-ext-wght-normal.woff2",
}
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
}


def esbuild(tool, *arguments, text=None):
    return subprocess.run([tool, *arguments], input=text, stdout=subprocess.PIPE, check=True).stdout


def hashed(name, content):
    stem, dot, suffix = name.rpartition(".")
    return f"/assets/{stem}.{hashlib.sha256(content).hexdigest()[:10]}{dot}{suffix}"


def with_addresses(css, assets):
    """url("x.svg") becomes the address of that asset; a font that is not there takes its @font-face away."""
    css = re.sub(r"@font-face\s*\{[^}]*\}", lambda m: m.group(0) if all(
        assets.get(name) for name in re.findall(r'url\("([^"]+)"\)', m.group(0))) else "", css)

    def address(match):
        if match.group(1) not in assets:
            sys.exit(f"tools/assets.py: the style sheet names {match.group(1)}, which is not in assets/")
        return f'url("{hashed(match.group(1), assets[match.group(1)])}")'

    return re.sub(r'url\("([^":]+)"\)', address, css)


def literal(content):
    """A C++ string literal of any bytes, in lines."""
    lines = []
    for start in range(0, len(content), 64):
        lines.append('"' + "".join(f"\\{byte:03o}" if byte < 32 or byte > 126 or byte in b'"\\?' else chr(byte)
                                   for byte in content[start : start + 64]) + '"')
    return "\n    ".join(lines) or '""'


def collect(folder, modules):
    assets = {}
    for file in sorted([*folder.glob("*.svg"), *folder.glob("*.png")]):
        assets[file.name] = file.read_bytes()
    for name, source in FONTS.items():
        there = modules and (modules / source).exists()
        assets[name] = (modules / source).read_bytes() if there else b""  # so that templates may name it all the same
    tool = modules and modules / ".bin/esbuild"
    if tool and not tool.exists():
        tool = None
    if tool:
        for file in sorted(folder.glob("*.ts")):
            assets[file.stem + ".js"] = esbuild(tool, str(file), "--bundle", "--minify", "--format=esm", "--target=es2020",
                                                "--charset=utf8", "--log-level=warning")
    else:
        print("tools/assets.py: no npm packages found, so no scripts and fonts are built in: run npm ci", file=sys.stderr)
        for file in sorted(folder.glob("*.ts")):
            assets[file.stem + ".js"] = b""
    css = "\n".join(file.read_text("utf-8") for file in sorted((folder / "style").glob("*.css")))
    css = with_addresses(css, assets).encode()
    assets["style.css"] = esbuild(tool, "--loader=css", "--minify", "--charset=utf8", text=css) if tool else css
    return assets


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--assets", type=pathlib.Path, required=True)
    parser.add_argument("--modules", type=pathlib.Path)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--files", type=pathlib.Path, help="also write the assets as files here, for pages looked at without a server")
    options = parser.parse_args()
    assets = collect(options.assets, options.modules)
    rows = []
    for name, content in sorted(assets.items()):
        kind = TYPES["." + name.rpartition(".")[2]]
        rows.append(f'    {{"{name}", "{hashed(name, content)}", "{kind}", std::string_view({literal(content)}, {len(content)})}},\n')
        if options.files:
            file = options.files / hashed(name, content).removeprefix("/assets/")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
    if options.files:  # what an earlier build left
        for file in set(options.files.iterdir()) - {options.files / hashed(*item).removeprefix("/assets/") for item in assets.items()}:
            file.unlink()
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text("// Made by tools/assets.py.\n#include \"web/assets.h\"\n\nnamespace mosharekat::web::assets {\nnamespace {\n"
                           f"const Asset table[] = {{\n{''.join(rows)}}};\n}}\n\n"
                           "std::span<const Asset> all() { return table; }\n}\n", "utf-8")


if __name__ == "__main__":
    main()
