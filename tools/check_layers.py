#!/usr/bin/env python3
"""Holds the #include lines of src/ against the layer table, and the pure layers against what they may not touch.

    check_layers.py SRC

The table stands below and in docs/ARCHITECTURE.md. Ends with status 1 and a line a violation: FILE:LINE: what, and why.
"""
import re
import sys
from pathlib import Path

# folder -> folders it may include from (besides its own and include/asanid.h)
LAYERS = {
    "base": "",
    "text": "base",
    "page": "base text",
    "fact": "base text page",
    "trace": "base text page",
    "story": "base text page fact trace",
    "show": "base text page fact trace story",
    "store": "base text page fact trace story",
    "run": "base text page fact trace story show store",
    "cli": "base text page fact trace story show store run",
    "serve": "base text page fact trace story show store run",
}
PURE = ("base", "text", "page", "fact", "trace", "story")
# What a pure layer may not call or include: memory but by arenas, files, clocks, threads, SQL, the environment.
BANNED = re.compile(r"\b(malloc|calloc|realloc|free|fopen|open|read|write|time|clock_gettime|gettimeofday|getenv|pthread_\w+|sqlite3_\w+|rand|srand|"
                    r"localtime|gmtime|system|exit)\s*\(")
BANNED_HEADERS = {"pthread.h", "sqlite3.h", "time.h", "sys/time.h", "unistd.h", "fcntl.h", "dirent.h", "zstd.h", "libdeflate.h", "curl/curl.h"}
MAY = {
    "base/arena.c": {"malloc", "free"},  # the one file that asks the system for memory
    "text/stem.c": {"calloc", "free"},  # a stemmer is libstemmer's, and outlives documents
}
# A library that takes bytes and gives bytes, where one pure file needs it.
MAY_INCLUDE = {
    "page/unpack.c": {"libdeflate.h"},  # bodies of HTTP responses in archives
}
BANNED_EVERYWHERE = re.compile(r"\b(strcpy|strcat|sprintf|vsprintf|gets|strtok|atol|strncpy|strncat)\s*\(")


def strip_comments(text):
    """The text with comments and string literals blanked, lines kept."""
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"',
                  lambda m: m.group(0) if m.group(0)[0] == '"' and "\n" not in m.group(0) and m.group(0).endswith('.h"')
                  else re.sub(r"[^\n]", " ", m.group(0)), text, flags=re.S)


def check_file(root, path):
    name = path.relative_to(root).as_posix()
    folder = name.split("/")[0]
    if folder not in LAYERS:
        yield f"{path}:1: folder '{folder}' is not in the layer table"
        return
    allowed = {folder, *LAYERS[folder].split()}
    for n, line in enumerate(strip_comments(path.read_text(encoding="utf-8")).split("\n"), 1):
        m = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
        if m:
            quoted, what = m.group(1) == '"', m.group(2)
            if quoted and "/" in what and what.split("/")[0] not in allowed:
                yield f"{path}:{n}: '{folder}' may not include '{what}' (it may use: {LAYERS[folder] or 'nothing'})"
            elif quoted and "/" not in what and what != "asanid.h":
                yield f"{path}:{n}: include '{what}' with its folder"
            elif not quoted and folder in PURE and what in BANNED_HEADERS - MAY_INCLUDE.get(name, set()):
                yield f"{path}:{n}: the pure layer '{folder}' may not include <{what}>"
            continue
        for m in BANNED.finditer(line) if folder in PURE else ():
            if m.group(1) not in MAY.get(name, ()):
                yield f"{path}:{n}: the pure layer '{folder}' may not call {m.group(1)}()"
        for m in BANNED_EVERYWHERE.finditer(line):
            yield f"{path}:{n}: {m.group(1)}() is banned"


def main(args):
    root = Path(args[0])
    found = [v for p in sorted(root.rglob("*.[ch]")) for v in check_file(root, p)]
    print("\n".join(found) if found else f"layers: {sum(1 for _ in root.rglob('*.[ch]'))} files, no violation")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
