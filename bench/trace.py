#!/usr/bin/env python3
"""Shared passages: asanid beside near-duplicate tools on the same records, the clock from first read to last write.

    trace.py [--asanid build/asanid] [--sample N] FILE.jsonl[.gz]...

Quality: of a sample of N records, the pairs with a common run of 25 words (found by brute force over 25-word runs) that each tool names. Near-duplicate
tools name documents, not passages: that is what the comparison shows. passim needs Spark; where pyspark is not installed it is left out, and said so.
"""
import argparse
import gzip
import json
import random
import re
import subprocess
import tempfile
import time
from itertools import combinations
from pathlib import Path

RUN = 25


def records(paths):
    for path in paths:
        with (gzip.open if str(path).endswith(".gz") else open)(path, "rt", encoding="utf-8") as f:
            yield from (json.loads(line) for line in f if line.strip())


def words(text):
    return re.findall(r"\w+", text.lower())


def truth(rows):
    """Pairs with a common run of RUN words."""
    where = {}
    for r in rows:
        w = words(r["text"])
        for run in {tuple(w[i:i + RUN]) for i in range(len(w) - RUN + 1)}:
            where.setdefault(run, set()).add(r["id"])
    return {p for ids in where.values() if 1 < len(ids) < 200 for p in combinations(sorted(ids), 2)}


def run_asanid(program, path, jobs):
    start = time.perf_counter()
    done = subprocess.run([program, "match", "--json", "--jobs", str(jobs), "-q", path], capture_output=True)
    pairs = set()
    for line in done.stdout.splitlines():
        m = json.loads(line)
        pairs.add(tuple(sorted((m["a"]["article"], m["b"]["article"]))))
    return time.perf_counter() - start, pairs


def run_datasketch(path, threshold):
    from datasketch import MinHash, MinHashLSH
    start = time.perf_counter()
    lsh, pairs = MinHashLSH(threshold=threshold, num_perm=128), set()
    for r in records([path]):
        w = words(r["text"])
        m = MinHash(num_perm=128)
        m.update_batch([" ".join(w[i:i + 5]).encode() for i in range(max(1, len(w) - 4))])
        pairs |= {tuple(sorted((r["id"], other))) for other in lsh.query(m)}
        if r["id"] not in lsh:
            lsh.insert(r["id"], m)
    return time.perf_counter() - start, pairs


def run_rensa(path, threshold):
    from rensa import RMinHash, RMinHashLSH
    start = time.perf_counter()
    lsh, pairs, ids = RMinHashLSH(threshold=threshold, num_perm=128, num_bands=32), set(), []
    for n, r in enumerate(records([path])):
        w = words(r["text"])
        m = RMinHash(num_perm=128, seed=42)
        m.update([" ".join(w[i:i + 5]) for i in range(max(1, len(w) - 4))])
        pairs |= {tuple(sorted((r["id"], ids[other]))) for other in lsh.query(m)}
        lsh.insert(n, m)
        ids.append(r["id"])
    return time.perf_counter() - start, pairs


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("files", nargs="+")
    a.add_argument("--asanid", default="build/asanid")
    a.add_argument("--sample", type=int, default=5000)
    o = a.parse_args()
    rows = {r["id"]: r for r in records(o.files) if r.get("text")}
    rows = list(rows.values())
    random.Random(1).shuffle(rows)
    rows = rows[:o.sample]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sample.jsonl"
        path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
        size, wanted = path.stat().st_size / 1e6, truth(rows)
        print(f"{len(rows)} records, {size:.1f} MB, {len(wanted)} pairs with {RUN} words in a row; clock from first read to last write")
        tools = [("asanid match, 1 job", lambda: run_asanid(o.asanid, path, 1))]
        for name, make in (("datasketch .9", lambda: run_datasketch(path, .9)), ("datasketch .1", lambda: run_datasketch(path, .1)),
                           ("rensa .9", lambda: run_rensa(path, .9)), ("rensa .1", lambda: run_rensa(path, .1))):
            tools.append((name, make))
        ours = None
        print(f"{'':22} {'s':>7} {'MB/s':>7} {'pairs named':>12} {'of wanted':>10}  ours is")
        for name, run in tools:
            try:
                took, pairs = run()
            except ImportError as e:
                print(f"left out: {name} ({e})")
                continue
            ours = ours or took
            found = len(pairs & wanted) / len(wanted) if wanted else 1
            print(f"{name:22} {took:7.1f} {size / took:7.2f} {len(pairs):12d} {found:10.3f}  {took / ours:.1f} times as fast")


if __name__ == "__main__":
    main()
