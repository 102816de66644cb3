#!/usr/bin/env python3
"""Runs the golden cases: folders with a `cmd` and what it must print.

    run.py [--accept] [CASE...]

A case is tests/golden/<name>/ with the files
    cmd          one command line a line, in words as a shell splits them; 'asanid' is the program under test ($ASANID);
                 '> FILE' at the end keeps the output in the case's scratch folder. Lines run in a scratch copy of the case's folder.
    expected     standard output of all lines, each line's status behind it as '[status N]' where it is not 0, and standard error as lines '! ...'
Other files are input. --accept rewrites `expected`; read the diff before you commit it.
"""
import difflib
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent


def run_case(case):
    program = os.environ.get("ASANID", str(HERE.parent.parent / "build" / "asanid"))
    program = str(Path(program).resolve())
    got = []
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "case"
        shutil.copytree(case, folder)
        env = {k: v for k, v in os.environ.items() if not k.startswith("ASANID_STORE")} | {"LC_ALL": "C.UTF-8", "NO_COLOR": "1", "COLUMNS": "100"}
        for line in (case / "cmd").read_text(encoding="utf-8").splitlines():
            if not line.strip() or line.startswith("#"):
                continue
            words, into = shlex.split(line), None
            if len(words) > 2 and words[-2] == ">":
                words, into = words[:-2], words[-1]
            if words[0] == "asanid":
                words[0] = program
            done = subprocess.run(words, cwd=folder, env=env, capture_output=True, stdin=subprocess.DEVNULL)
            if into:
                (folder / into).write_bytes(done.stdout)
            else:
                got.append(done.stdout.decode("utf-8", errors="replace"))
            got += [f"! {err}\n" for err in done.stderr.decode("utf-8", errors="replace").splitlines()]
            if done.returncode:
                got.append(f"[status {done.returncode}]\n")
    return "".join(got)


def main(args):
    accept = "--accept" in args
    names = [a for a in args if not a.startswith("-")]
    cases = sorted(p.parent for p in HERE.glob("*/cmd") if not names or p.parent.name in names)
    failed = 0
    for case in cases:
        got, path = run_case(case), case / "expected"
        if accept:
            path.write_bytes(got.encode("utf-8"))  # as it is: CSV ends its lines with CR LF
            continue
        wanted = path.read_bytes().decode("utf-8") if path.exists() else ""
        if got != wanted:
            failed += 1
            sys.stdout.writelines(difflib.unified_diff(wanted.splitlines(True), got.splitlines(True), f"{case.name}/expected", "got"))
    print(f"{len(cases) - failed} passed, {failed} failed")
    return 1 if failed or not cases else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
