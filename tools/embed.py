#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts files into the program: embed.py OUT.c OUT.h FILE...

Each FILE becomes a function `at_bytes at_asset_NAME(void)`, NAME being the file's name with every byte
that C does not allow as '_': assets/style.css is at_asset_style_css(). Run by the build. The header is
included by the name of its folder and its own ("publish/assets.h"). The same files give the same bytes.
"""
import os
import re
import sys

BYTES_A_LINE = 20


def name_of(path):
    return "at_asset_" + re.sub(r"[^a-z0-9]", "_", os.path.basename(path).lower())


def include_name(path):
    folder, name = os.path.split(os.path.abspath(path))
    return os.path.basename(folder) + "/" + name


def write_header(path, names):
    guard = "AT_" + re.sub(r"[^A-Z0-9]", "_", include_name(path).upper())
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write("/* SPDX-License-Identifier: GPL-3.0-or-later */\n"
                   "/* Made by tools/embed.py. */\n"
                   f"#ifndef {guard}\n#define {guard}\n"
                   '#include "base/slice.h"\n\n')
        for name in names:
            file.write(f"at_bytes {name}(void);\n")
        file.write("\n#endif\n")


def rows(content):
    for at in range(0, len(content), BYTES_A_LINE):
        yield "    " + " ".join(f"{byte}," for byte in content[at:at + BYTES_A_LINE]) + "\n"


def write_source(path, header, files, names):
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        out.write("/* SPDX-License-Identifier: GPL-3.0-or-later */\n"
                  "/* Made by tools/embed.py. */\n"
                  f'#include "{include_name(header)}"\n')
        for file, name in zip(files, names):
            with open(file, "rb") as source:
                content = source.read()
            table = name.removeprefix("at_asset_") + "_bytes"
            # One byte more than the file, as an empty table is not C.
            out.write(f"\nstatic const unsigned char {table}[{len(content)} + 1] = {{\n")
            out.writelines(rows(content))
            out.write(f"    0}};\n\nat_bytes {name}(void)\n{{\n"
                      f"    return (at_bytes){{{table}, {len(content)}}};\n}}\n")


def main():
    if len(sys.argv) < 4:
        sys.exit("usage: embed.py OUT.c OUT.h FILE...")
    source, header, files = sys.argv[1], sys.argv[2], sys.argv[3:]
    names = [name_of(file) for file in files]
    if len(set(names)) < len(names):
        sys.exit("embed.py: two files have the same name")
    write_header(header, names)
    write_source(source, header, files, names)


if __name__ == "__main__":
    main()
