#!/usr/bin/env python3
"""What nobody prints and somebody feeds in: one text thousands of times, one word without end, empty pages, very long texts. Time and memory
are bounded, and what passes a limit is told with its name.

    ASANID=build/asanid python3 tests/cli/test_extremes.py [NAME...]

The sizes here are for every run; the same by hand (25 November 2026): match of 100,000 copies 47 s of
processor time and 714 MB; add of 20,000 copies 13 s, 1.5 GB; match of a word 1,000,000 times against itself .4 s, 480 MB; 100,000 empty pages 1.1 s;
compare --align-only of two texts of 50 MB (5 million words) 3.5 s, 2.0 GB; compare, match and add of them are refused by LIMIT_DOCUMENT_ARENA.
"""
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from test_cli import PROGRAM, ENV, STORY, Result, asanid, main, record, wanted

SANITIZED = b"__asan_init" in Path(PROGRAM).read_bytes()
LETTERS = "ابتجحدرسعفقكلمنهوي"


def limited(mb, *args):
    """Runs the program, which may hold so much memory and no more (sanitizers hold more)."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = subprocess.Popen([PROGRAM, *map(str, args)], stdout=out, stderr=err, env=ENV)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0), err.seek(0)
        done = Result(subprocess.CompletedProcess(args, child.returncode, out.read(), err.read()))
    assert SANITIZED or usage.ru_maxrss <= mb << 10, f"{usage.ru_maxrss >> 10} MB, wanted {mb} at most"
    return done


def long_text(mb):
    """Words of a simple generator, in sentences: hardly any run of them comes twice."""
    x, out, size = 1, [], 0
    while size < mb * 1_000_000:
        words = []
        for _ in range(18):
            x = (x * 6364136223846793005 + 1442695040888963407) % (1 << 64)
            words.append("".join(LETTERS[(x >> (20 + 5 * k)) % 18] for k in range(3 + x % 4)))
        out.append(" ".join(words) + ".\n")
        size += 170
    return "".join(out)


def test_a_text_printed_thousands_of_times(tmp):
    n = 3000
    (tmp / "copies.jsonl").write_text("".join(record(f"{i:05}", STORY * 3) + "\n" for i in range(n)), encoding="utf-8")
    rows = limited(300, "match", "--json", tmp / "copies.jsonl").rows()
    assert len(rows) == n - 1, f"{len(rows)} rows: each copy is shown against the first one, and no more"
    assert {r["a"]["article"] for r in rows} == {"r00000"} and {r["group"] for r in rows} == {"r00000"}
    store = tmp / "s.db"
    wanted(limited(600, "add", "-q", "--store", store, tmp / "copies.jsonl"), 0)
    assert len(asanid("export", "matches", "--json", "--store", store).rows()) == n - 1


def test_one_word_without_end(tmp):
    text = "كلمة " * 100_000
    (tmp / "word.jsonl").write_text(record(1, text) + "\n" + record(2, text) + "\n", encoding="utf-8")
    rows = limited(2000, "match", "--json", tmp / "word.jsonl").rows()
    assert len(rows) == 1 and rows[0]["words"] == 100_000 and rows[0]["similarity"] == 1
    wanted(limited(2000, "add", "-q", "--store", tmp / "s.db", tmp / "word.jsonl"), 0)


def test_empty_pages_are_named(tmp):
    n = 2000
    (tmp / "empty.jsonl").write_text("".join(json.dumps({"id": f"e{i}", "text": ""}) + "\n" for i in range(n)), encoding="utf-8")
    for verb in (["match", "--json"], ["add", "--store", tmp / "s.db"]):
        done = limited(1500, *verb, tmp / "empty.jsonl")
        wanted(done, 3, "empty.jsonl:1'", f"empty.jsonl:{n}'")
        assert not done.out.strip()


def test_two_long_identical_texts_are_one_passage(tmp):
    for name in ("a.txt", "b.txt"):
        (tmp / name).write_text(long_text(3), encoding="utf-8")
    rows = limited(1000, "compare", tmp / "a.txt", tmp / "b.txt", "--json", "--align-only").rows()
    assert len(rows) == 1 and rows[0]["similarity"] == 1 and not rows[0]["edits"]


def test_what_passes_a_limit_is_refused_by_its_name(tmp):
    (tmp / "a.txt").write_text("و " * 8_100_000, encoding="utf-8")
    wanted(asanid("compare", tmp / "a.txt", tmp / "a.txt", "--align-only"), 1, "LIMIT_DOCUMENT_TOKENS", "a.txt")
    wanted(asanid("match", tmp / "a.txt", tmp / "a.txt"), 3, "LIMIT_DOCUMENT_TOKENS", "a.txt")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], globals()))
