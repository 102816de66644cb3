#!/usr/bin/env python3
"""Makes one C file of the words in lang/ (see src/base/lang.h).

    gen_lang.py LANG_DIR OUTPUT.c      write the tables
    gen_lang.py --list LANG_DIR        print the .tsv files, one a line

A file is lang/<code>/<name>.tsv: UTF-8, tab-separated columns (8 at most), '#' begins a comment line, blank lines are
passed over. The first comment line names the source of the words. A broken file ends with its name and line.
"""
import sys
from pathlib import Path

COLUMNS_MAX = 8  # LANG_COLUMNS_MAX


def rows_of(path):
    lines = path.read_text(encoding="utf-8").split("\n")
    if not lines[0].startswith("#"):
        raise SystemExit(f"{path}:1: the first line must be a comment that names the source of the words")
    for n, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        columns = [c.strip() for c in line.split("\t")]
        if not columns[0]:
            raise SystemExit(f"{path}:{n}: the first column is empty")
        if len(columns) > COLUMNS_MAX:
            raise SystemExit(f"{path}:{n}: {len(columns)} columns; at most {COLUMNS_MAX}")
        yield columns


def c_string(s):
    return '"' + "".join(chr(b) if 32 <= b < 127 and b not in b'"\\?' else f"\\{b:03o}" for b in s.encode()) + '"'


def main(args):
    if args[0] == "--list":
        print("\n".join(sorted(str(p) for p in Path(args[1]).glob("*/*.tsv"))))
        return
    root, out = Path(args[0]), []
    tables = []
    out.append('/* Made by tools/gen_lang.py from lang/: do not edit. */\n#include "base/lang.h"\n')
    for path in sorted(root.glob("*/*.tsv"), key=lambda p: (p.parent.name, p.stem)):
        ident = f"rows_{path.parent.name}_{path.stem}".replace("-", "_")
        rows = [columns + [""] * (COLUMNS_MAX - len(columns)) for columns in rows_of(path)]
        if not rows:
            continue
        out.append(f"static const struct lang_row {ident}[] = {{")
        out += ["    {{" + ", ".join(map(c_string, columns)) + "}}," for columns in rows]
        out.append("};\n")
        tables.append((path.parent.name, path.stem, ident, len(rows)))
    out.append("const struct lang_table lang_tables[] = {")
    out += [f'    {{"{code}", "{name}", {ident}, {n}}},' for code, name, ident, n in tables]
    out.append(f"}};\nconst u32 lang_tables_n = {len(tables)};\n")
    Path(args[1]).write_text("\n".join(out), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
