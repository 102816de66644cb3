#!/usr/bin/env python3
"""Extraction of HTML pages: asanid beside its peers, on the same pages, one process each, the clock round extraction alone.

    pages.py [--asanid build/asanid] [--runs N] FOLDER
"""
import argparse
import gzip
import json
import re
import statistics
import subprocess
import tempfile
import time
from collections import Counter
from pathlib import Path


def peers():
    """(name, function from bytes to text); those that are not installed are named and left out."""
    found = []

    def add(name, make):
        try:
            found.append((name, make()))
        except ImportError as e:
            print(f"left out: {name} ({e})")

    def trafilatura(fast):
        import trafilatura as t
        return lambda b: t.extract(b, fast=fast, include_comments=False, with_metadata=True) or ""

    def readability():
        from lxml import html
        from readability import Document
        return lambda b: html.fromstring(Document(b.decode("utf-8", "replace")).summary()).text_content()

    def justext():
        import justext as j
        stop = j.get_stoplist("English")
        return lambda b: "\n".join(p.text for p in j.justext(b, stop) if not p.is_boilerplate)

    def resiliparse():
        from resiliparse.extract.html2text import extract_plain_text
        return lambda b: extract_plain_text(b.decode("utf-8", "replace"), main_content=True)

    add("trafilatura (fast)", lambda: trafilatura(True))
    add("trafilatura", lambda: trafilatura(False))
    add("readability-lxml", readability)
    add("jusText", justext)
    add("resiliparse", resiliparse)
    return found


def run_asanid(program, folder):
    start = time.perf_counter()
    done = subprocess.run([program, "read", "--json", "--jobs", "1", "-q", folder], capture_output=True)
    took = time.perf_counter() - start
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    return took, {Path(r["page"]).name.split(".")[0]: r["body"] for r in rows if r["part"] == 0}


def run_peer(extract, pages):
    out, start = {}, time.perf_counter()
    for stem, data in pages.items():
        try:
            out[stem] = extract(data)
        except Exception:  # noqa: BLE001 - a page a peer cannot read counts as empty
            out[stem] = ""
    return time.perf_counter() - start, out


def runs4(text):
    words = re.findall(r"\w+", text or "")
    return Counter(tuple(words[i:i + 4]) for i in range(max(1, len(words) - 3)) if words)


def f1(truth, got):
    p, r = [], []
    for stem, gold in truth.items():
        a, b = runs4(gold["articleBody"]), runs4(got.get(stem))
        tp = sum((a & b).values())
        if b:
            p.append(tp / sum(b.values()))
        if a:
            r.append(tp / sum(a.values()))
    p, r = statistics.mean(p or [0]), statistics.mean(r or [0])
    return 2 * p * r / (p + r) if p + r else 0.0


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("folder")
    a.add_argument("--asanid", default="build/asanid")
    a.add_argument("--runs", type=int, default=3)
    o = a.parse_args()
    folder = Path(o.folder)
    pages = {p.name.split(".")[0]: gzip.open(p).read() if p.suffix == ".gz" else p.read_bytes() for p in sorted(folder.glob("*.html*"))}
    truth_file = folder.parent / "ground-truth.json"
    truth = json.loads(truth_file.read_text(encoding="utf-8")) if truth_file.exists() else None
    size = sum(map(len, pages.values())) / 1e6
    print(f"{len(pages)} pages, {size:.1f} MB; median of {o.runs} runs, one process")
    with tempfile.TemporaryDirectory() as plain:  # unpacked, so that no one's gunzip is on the clock
        for stem, data in pages.items():
            (Path(plain) / f"{stem}.html").write_bytes(data)
        rows = [("asanid", [run_asanid(o.asanid, plain) for _ in range(o.runs)])]
    rows += [(name, [run_peer(extract, pages) for _ in range(o.runs)]) for name, extract in peers()]
    ours = statistics.median(t for t, _ in rows[0][1])
    print(f"{'':20} {'pages/s':>9} {'MB/s':>7} {'F1':>6}  ours is")
    for name, results in rows:
        took = statistics.median(t for t, _ in results)
        score = f"{f1(truth, results[-1][1]):.3f}" if truth else "-"
        print(f"{name:20} {len(pages) / took:9.1f} {size / took:7.2f} {score:>6}  {took / ours:.1f} times as fast")


if __name__ == "__main__":
    main()
