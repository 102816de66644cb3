#!/usr/bin/env python3
"""Runs what the documents show: in README.md and docs/*.md, each fenced block that begins with '$ asanid ...'.

In a block each line '$ COMMAND' is run in the root of the checkout; the lines behind it are what it must print, with '...' on a line of its own
standing for any lines.
"""
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = str(Path(os.environ.get("ASANID", ROOT / "build" / "asanid")).resolve())
ENV = {k: v for k, v in os.environ.items() if k != "ASANID_STORE"} | {"LC_ALL": "C.UTF-8", "NO_COLOR": "1", "COLUMNS": "100"}


def blocks(path):
    for m in re.finditer(r"^```[a-z]*\n(\$ asanid .*?)^```", path.read_text(encoding="utf-8"), flags=re.S | re.M):
        yield path.read_text(encoding="utf-8")[:m.start()].count("\n") + 2, m.group(1)


def matches(wanted, got):
    """True where the lines of got are those of wanted; '...' stands for any lines."""
    pattern = "\n".join("(?:.*\n?)*?" if line.strip() == "..." else re.escape(line) for line in wanted)
    return re.fullmatch(pattern.replace("(?:.*\n?)*?\n", "(?:.*\n)*?"), "\n".join(got)) is not None


def run_block(block):
    command, wanted = None, []
    for line in block.splitlines() + ["$ "]:
        if not line.startswith("$ "):
            wanted.append(line)
            continue
        if command:
            words = shlex.split(command)
            done = subprocess.run([PROGRAM, *words[1:]], cwd=ROOT, env=ENV, capture_output=True)
            got = done.stdout.decode("utf-8").rstrip("\n").split("\n")
            while wanted and not wanted[-1].strip():
                wanted.pop()
            if not matches(wanted, got):
                return f"$ {command}\nwanted:\n" + "\n".join(wanted) + "\ngot:\n" + "\n".join(got[:60]) + done.stderr.decode()
        command, wanted = line[2:].strip(), []
    return None


def main():
    passed = failed = 0
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        for line, block in blocks(path) if path.exists() else ():
            trouble = run_block(block)
            if trouble:
                failed += 1
                print(f"{path.relative_to(ROOT)}:{line}: {trouble}")
            else:
                passed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
