#!/usr/bin/env python3
"""The program from outside: statuses and messages for good and bad input, whole runs on the samples, stores that are broken.

    ASANID=build/asanid python3 tests/cli/test_cli.py [NAME...]
"""
import gzip
import json
import os
import pty
import re
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = str(Path(os.environ.get("ASANID", ROOT / "build" / "asanid")).resolve())
EXAMPLES = ROOT / "examples"
ENV = {k: v for k, v in os.environ.items() if k != "ASANID_STORE"} | {"LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
STORY = "أعلنت وزارة النقل في المدينة القديمة اليوم إغلاق النفق الكبير أمام السيارات حتى نهاية الشهر بسبب أعمال الصيانة."


class Result:
    def __init__(self, done):
        self.status, self.out, self.err = done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8", errors="replace")

    def rows(self):
        return [json.loads(line) for line in self.out.splitlines()]


def asanid(*args, stdin=b"", cwd=None, limit=None):
    def set_limit():
        if limit:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            import signal
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    done = subprocess.run([PROGRAM, *map(str, args)], input=stdin, capture_output=True, cwd=cwd, env=ENV, preexec_fn=set_limit if limit else None)
    return Result(done)


def wanted(result, status, *words):
    """The status is right and stderr names each of the words."""
    assert result.status == status, f"status {result.status}, wanted {status}: {result.err.strip()[-500:]} {result.out[-300:]}"
    for word in words:
        assert word in result.err, f"stderr does not name '{word}': {result.err.strip()[-500:]}"


def record(n, text=STORY):
    return json.dumps({"id": f"r{n}", "text": text, "published": "2024-03-05"}, ensure_ascii=False)


# ---- usage ----

def test_usage_is_checked(tmp):
    wanted(asanid("reed", "x"), 2, "reed", "asanid help")
    wanted(asanid("read"), 2, "usage: asanid read")
    wanted(asanid("read", "--store", "x", "y"), 2, "--store")
    wanted(asanid("add", "x"), 2, "--store DB")
    wanted(asanid("read", "--jobs", "0", "x"), 2, "jobs")
    wanted(asanid("read", "--reference-time", "soon", EXAMPLES), 2, "soon", "ISO 8601")
    wanted(asanid("export", "--store", tmp / "no.db", "nonsense"), 4 if not (tmp / "no.db").exists() else 2)


def test_help_man_and_completion_come_from_one_table(tmp):
    verbs = [line.split()[0] for line in asanid("help").out.splitlines() if line.startswith("  ")]
    assert "read" in verbs and "tell" in verbs
    for verb in verbs:
        assert f"usage: asanid {verb}" in asanid("help", verb).out
        assert f".TH ASANID" in asanid("help", "--man", verb).out
        assert f"{verb})" in asanid("help", "--completion").out
    assert asanid("--version").out.startswith("asanid ")


# ---- the samples ----

def test_languages_of_headings_are_those_of_lang(tmp):
    files = {p.parent.name: p for p in (ROOT / "lang").glob("*/interface.tsv")}
    r = asanid("tell", "--ui", "xx", EXAMPLES)
    wanted(r, 2, "'xx'", ", ".join(sorted(files)))
    keys = {code: [line.split("\t")[0] for line in p.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"] for code, p in files.items()}
    for code in files:
        assert sorted(keys[code]) == sorted(keys["en"]), f"lang/{code}/interface.tsv has other keys than lang/en"
        page = tmp / f"{code}.html"
        assert asanid("tell", "--ui", code, "--html", page, EXAMPLES).status == 0
        direction = next(line.split("\t")[1] for line in files[code].read_text(encoding="utf-8").splitlines() if line.startswith("direction\t"))
        assert f'<html lang="{code}" dir="{direction}">' in page.read_text(encoding="utf-8")


def test_all_that_a_head_tells_is_shown(tmp):
    page = tmp / "p.html"
    page.write_text('<html><head><title>Bridge to open</title><meta property="og:site_name" content="The Post"><meta name="author" content="The Post">'
                    '<meta name="date" content="2024-03-04"></head><body><h1>Bridge to open</h1><p>' + STORY + "</p></body></html>", encoding="utf-8")
    r = asanid("read", "--why", page)
    assert r.status == 0 and "The Post" in r.out and "\u00d7" in r.out, r.out
    head = asanid("read", "--why", "--json", page).rows()[0]["head"]
    assert {"field": "author", "rule": "meta", "value": "The Post", "how": "refused"} in head, head
    assert "head" not in asanid("read", "--json", page).rows()[0]


def test_samples_are_told(tmp):
    rows = asanid("tell", "--json", EXAMPLES).rows()
    arabic = next(r for r in rows if any("ar-1" in a["id"] for a in r["articles"]))
    ids = {Path(a["id"]).name.split("-")[1] for a in arabic["articles"] if a["part"] == 0}
    assert {"1", "2", "3"} <= ids, ids
    text = asanid("tell", EXAMPLES).out
    assert "Who had it from whom" in text
    assert "سلسلة الإسناد" in asanid("tell", "--ui", "ar", EXAMPLES).out


def test_html_is_one_page_without_requests(tmp):
    page = tmp / "story.html"
    wanted(asanid("tell", "--html", page, EXAMPLES), 0)
    html = page.read_text(encoding="utf-8")
    assert "<script" not in html and "http:" not in html and "https:" not in html and 'dir="auto"' in html and "viewport" in html


def test_adding_again_changes_nothing_and_threads_do_not_matter(tmp):
    exports = []
    for name, jobs in (("a.db", 1), ("b.db", 2)):
        wanted(asanid("add", "--store", tmp / name, "--jobs", jobs, EXAMPLES), 0)
        exports.append({k: asanid("export", k, "--store", tmp / name).out for k in
                        "articles matches edges unseen origins stories differences agenda events dates figures statements names".split()})
    assert exports[0] == exports[1]
    again = asanid("add", "--json", "--store", tmp / "a.db", EXAMPLES)
    wanted(again, 0)
    assert {r["status"] for r in again.rows()} == {"same"}
    assert {k: asanid("export", k, "--store", tmp / "a.db").out for k in exports[0]} == exports[0]
    wanted(asanid("check", "--store", tmp / "a.db"), 0)
    wanted(asanid("reindex", "--store", tmp / "a.db"), 0)
    assert {k: asanid("export", k, "--store", tmp / "a.db").out for k in exports[0]} == exports[0]


def test_parts_in_any_order_give_what_all_at_once_gives(tmp):
    """Ids of stories apart: they stay with the article that a story was first seen in."""
    kinds = "articles matches edges unseen origins stories differences agenda events dates figures statements names".split()
    pages = sorted(p for p in EXAMPLES.iterdir() if p.suffix == ".txt")

    def exported(store):
        lines = {}
        for kind in kinds:
            rows = asanid("export", kind, "--all", "--store", store).rows()
            for row in rows:
                for member in [k for k, v in row.items() if isinstance(v, str) and v.startswith("story:")]:
                    del row[member]
            lines[kind] = sorted(json.dumps(r, sort_keys=True) for r in rows)
        return lines

    wanted(asanid("add", "--store", tmp / "once.db", *pages), 0)
    once = exported(tmp / "once.db")
    assert len(once["matches"]) > 5 and once["unseen"], "the samples share passages"
    for name, parts in (("one by one", [[p] for p in pages]), ("backwards", [[p] for p in reversed(pages)]), ("in three", [pages[k::3] for k in (1, 0, 2)])):
        store = tmp / f"{name.replace(' ', '-')}.db"
        for part in parts:
            wanted(asanid("add", "--store", store, *part), 0)
        here = exported(store)
        for kind in kinds:
            assert here[kind] == once[kind], f"{kind}, added {name}: {set(here[kind]) ^ set(once[kind])}"
        wanted(asanid("check", "--store", store), 0)


def test_store_answers(tmp):
    store = tmp / "s.db"
    wanted(asanid("add", "--store", store, EXAMPLES), 0)
    assert len(asanid("stories", "--store", store, "--json").rows()) >= 3
    first = asanid("stories", "--store", store, "--json").rows()[0]["story"]
    assert asanid("story", first, "--store", store, "--json").rows()[0]["story"] == first
    wanted(asanid("story", "story:000000000000", "--store", store), 1, "story:000000000000")
    article = asanid("story", first, "--store", store, "--json").rows()[0]["articles"][0]["id"]
    for meant in (article, first[len("story:"):-2], first[:-2]):  # an article in it; the beginning of its id
        assert asanid("story", meant, "--store", store, "--json").rows()[0]["story"] == first
    hit = [h for h in asanid("search", "السنابل", "--store", store, "--json").rows() if h["article"] == article]
    assert not hit or hit[0]["story"] == first
    wanted(asanid("search", "qqqqzz", "--store", store), 1, "qqqqzz")
    found = asanid("trace", "--store", store, "--json", "وأكدت وزارة الصحة أن 12 من المصابين في حالة حرجة نقلوا إلى مستشفى السنابل المركزي").rows()
    assert len(found) == 3 and found[0]["article"].endswith("ar-1-almarfa.txt"), found
    wanted(asanid("trace", "--store", store, "لم يطبع هذا الكلام في أي مكان من قبل ولن يطبع فيه بعد اليوم أبدا"), 1)
    assert asanid("search", "الكيميائية", "--store", store, "--json").rows()
    csv = asanid("export", "articles", "--csv", "--store", store).out.splitlines()
    assert csv[0].startswith("id,page,part") and len(csv) == len(asanid("export", "articles", "--store", store).rows()) + 1


def test_ids_and_revisions(tmp):
    store = tmp / "s.db"
    wanted(asanid("add", "--store", store, "-", stdin=(record(1) + "\n").encode()), 0)
    added = asanid("add", "--json", "--store", store, "-", stdin=(record(1, STORY + " وأضافت أن العمل يبدأ غدا.") + "\n").encode()).rows()
    assert [r["status"] for r in added] == ["revision"]
    assert len(asanid("export", "articles", "--store", store).rows()) == 1
    assert [r["id"] for r in asanid("export", "revisions", "--store", store).rows()] in (["r1@1", "r1"], ["r1", "r1@1"])


# ---- bad input ----

def test_empty_file_and_folder(tmp):
    (tmp / "empty.txt").write_bytes(b"")
    (tmp / "none").mkdir()
    wanted(asanid("read", "--json", tmp / "empty.txt"), 3, "empty.txt", "empty")
    wanted(asanid("read", "--json", tmp / "none"), 1, "no page in")
    wanted(asanid("read", "--json", tmp / "missing"), 3, "missing", "No such file")


def test_broken_utf8_and_nul_are_repaired_and_named(tmp):
    (tmp / "bad.txt").write_bytes(STORY.encode() + b"\n\xff\xfe broken \x00 here.\n" + STORY.encode())
    result = asanid("read", "--json", tmp / "bad.txt")
    wanted(result, 3, "bad.txt", "U+FFFD")
    assert len(result.rows()) == 1 and "\ufffd" in result.rows()[0]["body"]


def test_malformed_lines_are_named_and_the_rest_is_read(tmp):
    lines = "\n".join([record(1), '{"id": "r2", "text": ', record(3), "not json", '{"id":"r5"}', record(6)]) + "\n"
    (tmp / "x.jsonl").write_text(lines, encoding="utf-8")
    result = asanid("read", "--json", tmp / "x.jsonl")
    wanted(result, 3, "x.jsonl:2", "x.jsonl:4", "x.jsonl:5")
    assert [r["id"] for r in result.rows()] == ["r1", "r3", "r6"]


def test_truncated_gzip_is_named(tmp):
    packed = gzip.compress("".join(record(n) + "\n" for n in range(50)).encode())
    (tmp / "whole.jsonl.gz").write_bytes(packed)
    (tmp / "cut.jsonl.gz").write_bytes(packed[:len(packed) // 2])
    assert len(asanid("read", "--json", tmp / "whole.jsonl.gz").rows()) == 50
    wanted(asanid("read", "--json", tmp / "cut.jsonl.gz"), 3, "cut.jsonl.gz", "gzip")


def test_unreadable_file_is_named_and_the_rest_is_read(tmp):
    (tmp / "a.txt").write_text(STORY, encoding="utf-8")
    os.symlink(tmp / "nowhere", tmp / "b.txt")
    result = asanid("read", "--json", tmp)
    wanted(result, 3, "b.txt")
    assert len(result.rows()) == 1


def test_a_very_long_line_is_refused_by_its_limit(tmp):
    with open(tmp / "long.jsonl", "wb") as f:
        f.write(record(1).encode() + b"\n")
        f.write(b'{"id":"r2","text":"')
        for _ in range(200):
            f.write(b"x" * (1 << 20))
        f.write(b'"}\n' + record(3).encode() + b"\n")
    result = asanid("read", "--json", tmp / "long.jsonl")
    wanted(result, 3, "long.jsonl:2", "limit")
    assert [r["id"] for r in result.rows()] == ["r1", "r3"]


def test_a_page_of_many_headlines_is_read(tmp):
    n = 20000 if "san" in PROGRAM else 1000000
    (tmp / "many.txt").write_text("\n".join(f"عنوان رقم {i} من أخبار اليوم" for i in range(n)), encoding="utf-8")
    result = asanid("read", "--json", tmp / "many.txt")
    assert result.status in (0, 1, 3), result.err[-300:]


# ---- bad stores ----

def test_store_of_another_program_or_version_is_refused(tmp):
    other = sqlite3.connect(tmp / "other.db")
    other.execute("create table x(y)")
    other.commit()
    other.close()
    wanted(asanid("add", "--store", tmp / "other.db", EXAMPLES), 4, "other.db")
    (tmp / "text.db").write_text("this is no database at all, but a text that is long enough to be looked at" * 20)
    wanted(asanid("add", "--store", tmp / "text.db", EXAMPLES), 4, "text.db")
    wanted(asanid("add", "--store", tmp / "new.db", EXAMPLES), 0)
    newer = sqlite3.connect(tmp / "new.db")
    newer.execute("pragma user_version = 9999")
    newer.commit()
    newer.close()
    wanted(asanid("stories", "--store", tmp / "new.db"), 4, "new.db", "newer")
    wanted(asanid("stories", "--store", tmp / "absent.db"), 4, "absent.db")


def test_full_disk_leaves_the_store_sound(tmp):
    store = tmp / "s.db"
    wanted(asanid("add", "--store", store, EXAMPLES / "zz-garden.txt"), 0)
    before = asanid("export", "articles", "--store", store).out
    lines = "".join(record(n, STORY + f" {n} " + STORY[::-1]) + "\n" for n in range(3000))
    result = asanid("add", "--store", store, "-", stdin=lines.encode(), limit=600000)
    assert result.status == 4, (result.status, result.err[-300:])
    wanted(asanid("check", "--store", store), 0)
    assert set(before.splitlines()) <= set(asanid("export", "articles", "--store", store).out.splitlines())
    assert asanid("export", "articles", "--store", "/dev/full").status == 4


def test_progress_is_for_terminals(tmp):
    """The line counts pages and bytes, and once a second has gone, their pace and the time that is left."""
    path = tmp / "many.jsonl"
    line = record(1, STORY * 40).replace('"r1"', '"r%d"') + "\n"
    path.write_text("".join(line % n for n in range(4000)), encoding="utf-8")
    ours, theirs = pty.openpty()
    began = time.monotonic()
    done = subprocess.Popen([PROGRAM, "read", "--json", "--jobs", "1", str(path)], stdout=subprocess.DEVNULL, stderr=theirs, env=ENV)
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 65536):
            shown += piece
    except OSError:  # the other end is closed
        pass
    os.close(ours)
    seconds = time.monotonic() - began
    assert done.wait() == 0
    lines = shown.decode().split("\r\033[K")
    total = f"{path.stat().st_size / 1e6:.1f}"
    assert any(x.startswith("reading 64, ") and f" MB of {total}" in x for x in lines), lines[:3]
    assert seconds < 1.2 or any(re.search(r"MB/s, \d+:\d\d left", x) for x in lines), lines[-5:]
    assert "reading" not in asanid("read", "--json", path).err


def test_output_that_cannot_be_written_is_told(tmp):
    with open("/dev/full", "wb") as full:
        done = subprocess.run([PROGRAM, "read", "--json", str(EXAMPLES)], stdout=full, stderr=subprocess.PIPE, env=ENV)
    assert done.returncode == 4 and b"standard output" in done.stderr
    wanted(asanid("tell", "--html", tmp / "no" / "x.html", EXAMPLES), 4, "x.html")


# ---- killed at any moment ----

def test_killed_adds_lose_nothing_that_was_told(tmp):
    import random
    import time
    rounds = 4 if "san" in PROGRAM else 20
    words = STORY.split()
    rng = random.Random(7)
    lines = "".join(record(n, " ".join(rng.choices(words, k=60)) + f" {n}.") + "\n" for n in range(2500)).encode()
    (tmp / "many.jsonl").write_bytes(lines)
    store, told = tmp / "k.db", set()
    for _ in range(rounds):
        p = subprocess.Popen([PROGRAM, "add", "--json", "--store", str(store), str(tmp / "many.jsonl")], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=ENV)
        time.sleep(rng.uniform(0.02, 0.8))
        p.kill()
        for line in p.communicate()[0].decode().splitlines():
            try:
                told.add(json.loads(line)["id"])
            except ValueError:
                pass  # cut off by the kill
        if store.exists():
            result = asanid("check", "--store", store)
            assert result.status == 0, result.out + result.err
            have = {r["id"] for r in asanid("export", "articles", "--store", store).rows()}
            assert told <= have, sorted(told - have)[:5]
    wanted(asanid("add", "--store", store, tmp / "many.jsonl"), 0)
    assert len(asanid("export", "articles", "--store", store).rows()) == 2500
    wanted(asanid("check", "--store", store), 0)


def main(names, scope=None):
    tests = [(n, f) for n, f in sorted((scope or globals()).items()) if n.startswith("test_") and (not names or n in names)]
    failed = 0
    for name, test in tests:
        with tempfile.TemporaryDirectory() as folder:
            try:
                test(Path(folder))
                print(f"ok {name}", flush=True)
            except Exception:  # noqa: BLE001 - a failing test is told and counted
                failed += 1
                print(f"FAILED {name}\n{traceback.format_exc()}", flush=True)
    print(f"{len(tests) - failed} passed, {failed} failed")
    return 1 if failed or not tests else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
