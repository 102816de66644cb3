#!/usr/bin/env python3
"""Runs what the documents show: in README.md and docs/*.md, each fenced block that begins with '$ asanid ...'.

In a block each line '$ COMMAND' is run in the root of the checkout; the lines behind it are what it must print, with '...' on a line of its own
standing for any lines. With --accept the blocks are renewed from what is printed now, each part between two '...' as long as it was,
from the line that its first line says again; read the diff.
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


def commands(block):
    """[(command, the lines it must print)] of a block."""
    out = []
    for line in block.splitlines():
        if line.startswith("$ "):
            out.append((line[2:].strip(), []))
        else:
            out[-1][1].append(line)
    for _, wanted in out:
        while wanted and not wanted[-1].strip():
            wanted.pop()
    return out


def run(command):
    """(stdout as lines, stderr) of a command."""
    done = subprocess.run([PROGRAM, *shlex.split(command)[1:]], cwd=ROOT, env=ENV, capture_output=True)
    return done.stdout.decode("utf-8").rstrip("\n").split("\n"), done.stderr.decode()


def run_block(block):
    for command, wanted in commands(block):
        got, said = run(command)
        if not matches(wanted, got):
            return f"$ {command}\nwanted:\n" + "\n".join(wanted) + "\ngot:\n" + "\n".join(got[:60]) + said
    return None


def renewed(wanted, got):
    """The lines of got in the shape of wanted; ValueError where a part's first line is no longer printed."""
    out, at = [], 0
    parts = "\n".join(wanted).split("\n...")
    if len(parts) == 1:
        return got
    for k, part in enumerate(parts):
        lines = part.lstrip("\n").split("\n") if part.strip() else []
        if lines:
            at = got.index(lines[0], at) if k else 0
            out += got[at:at + len(lines)]
            at += len(lines)
        out += ["..."] if k + 1 < len(parts) else []
    return out


def accept(path):
    text = path.read_text(encoding="utf-8")
    for _, block in list(blocks(path)):
        new = ""
        for command, wanted in commands(block):
            new += "\n".join([f"$ {command}", *renewed(wanted, run(command)[0])]) + "\n"
        text = text.replace(block, new)
    path.write_text(text, encoding="utf-8")


def main():
    passed = failed = 0
    if "--accept" in sys.argv[1:]:
        for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
            accept(path)
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
