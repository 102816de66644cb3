#!/usr/bin/env python3
"""The layer checker passes on src/, and fails on each kind of violation."""
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHECKER = ROOT / "tools" / "check_layers.py"

FORBIDDEN = {
    "text/up.c": '#include "page/page.h"\n',
    "fact/side.c": '#include "trace/match.h"\n',
    "story/sql.c": "#include <sqlite3.h>\n",
    "page/memory.c": "void f(void) { char *p = malloc(3); }\n",
    "trace/clock.c": "long f(void) { return time(0); }\n",
    "show/up.c": '#include "run/session.h"\n',
    "store/banned.c": "void f(char *a, char *b) { strcpy(a, b); }\n",
    "bare/x.c": "int x;\n",
}
ALLOWED = {
    "text/down.c": '#include "base/str.h"\n',
    "page/comment.c": "/* malloc( in a comment is no call */ int x;\n",
    "run/all.c": '#include "store/store.h"\n#include <pthread.h>\n',
}


def run(folder):
    return subprocess.run([sys.executable, CHECKER, folder], capture_output=True, text=True)


def main():
    failed = 0
    done = run(ROOT / "src")
    if done.returncode:
        print(done.stdout)
        failed += 1
    for cases, status in ((FORBIDDEN, 1), (ALLOWED, 0)):
        for name, text in cases.items():
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / name
                path.parent.mkdir()
                path.write_text(text)
                got = run(folder)
                if got.returncode != status or (status and name not in got.stdout):
                    print(f"{name}: status {got.returncode}, wanted {status}: {got.stdout}")
                    failed += 1
    print(f"{1 + len(FORBIDDEN) + len(ALLOWED) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
