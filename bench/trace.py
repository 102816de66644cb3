#!/usr/bin/env python3
"""Shared passages: asanid beside near-duplicate tools on the same records, the clock from first read to last write.

    trace.py [--asanid build/asanid] [--sample N] FILE.jsonl[.gz]...

Quality: of a sample of N records, the pairs with a common run of 25 words (found by brute force over 25-word runs) that each tool names. Near-duplicate
tools name documents, not passages: that is what the comparison shows. passim needs Spark; where pyspark is not installed it is left out, and said so.
"""
import argparse
import gzip
import importlib.util
import json
import random
import re
import resource
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


class Clock:
    """Wall-clock and processor seconds, of this process and its children."""

    def __init__(self):
        self.wall, self.cpu = time.perf_counter(), self.processor()

    @staticmethod
    def processor():
        use = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return sum(u.ru_utime + u.ru_stime for u in use)

    def stop(self):
        return time.perf_counter() - self.wall, self.processor() - self.cpu


def run_asanid(program, path, *options):
    with tempfile.TemporaryFile() as out:
        clock = Clock()
        subprocess.run([program, "match", "-q", *options, path], stdout=out)
        took = clock.stop()
        out.seek(0)
        return took, {tuple(sorted((m["a"]["article"], m["b"]["article"]))) for m in map(json.loads, out)}


def shingles(text):
    w = words(text)
    return [" ".join(w[i:i + 5]) for i in range(max(1, len(w) - 4))]


def run_datasketch(path, threshold):
    from datasketch import MinHash, MinHashLSH
    clock = Clock()
    lsh, pairs = MinHashLSH(threshold=threshold, num_perm=128), set()
    for r in records([path]):
        m = MinHash(num_perm=128)
        m.update_batch([s.encode() for s in shingles(r["text"])])
        pairs |= {tuple(sorted((r["id"], other))) for other in lsh.query(m)}
        lsh.insert(r["id"], m)
    return clock.stop(), pairs


def run_rensa(path, kind, bands):
    """The bands decide what a query finds: 32 of 4 hashes are rensa's way for near-duplicates, 128 of one find all it can."""
    import rensa
    clock = Clock()
    make, lsh = getattr(rensa, kind), getattr(rensa, kind + "LSH", rensa.RMinHashLSH)(threshold=.1, num_perm=128, num_bands=bands)
    pairs, ids = set(), []
    for n, r in enumerate(records([path])):
        m = make(num_perm=128, seed=42)
        m.update(shingles(r["text"]))
        pairs |= {tuple(sorted((r["id"], ids[other]))) for other in lsh.query(m)}
        lsh.insert(n, m)
        ids.append(r["id"])
    return clock.stop(), pairs


def run_rensa_hashes(path, threshold):
    """CMinHash has no index of its own: its hashes are banded here, each band of one hash, and what meets is compared."""
    import rensa
    clock = Clock()
    where, made, pairs = {}, [], set()
    for n, r in enumerate(records([path])):
        m = rensa.CMinHash(num_perm=128, seed=42)
        m.update(shingles(r["text"]))
        met = {k for at in enumerate(m.digest()) for k in where.setdefault(at, [])}
        pairs |= {tuple(sorted((r["id"], made[k][0]))) for k in met if m.jaccard(made[k][1]) >= threshold}
        for at in enumerate(m.digest()):
            where[at].append(n)
        made.append((r["id"], m))
    return clock.stop(), pairs


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
        tools = (("asanid match", lambda: run_asanid(o.asanid, path, "--jobs", "1")),
                 ("asanid match --all", lambda: run_asanid(o.asanid, path, "--jobs", "1", "--all")),
                 ("datasketch .9", lambda: run_datasketch(path, .9)), ("datasketch .1", lambda: run_datasketch(path, .1)),
                 ("rensa R, 32 bands", lambda: run_rensa(path, "RMinHash", 32)), ("rensa R, 128 bands", lambda: run_rensa(path, "RMinHash", 128)),
                 ("rensa C .9", lambda: run_rensa_hashes(path, .9)), ("rensa C .1", lambda: run_rensa_hashes(path, .1)))
        ours = None
        print(f"{'':20} {'wall s':>7} {'core s':>7} {'MB/core s':>10} {'pairs':>7} {'of wanted':>10} {'as slow':>8}")
        for name, run in tools:
            try:
                (wall, cpu), pairs = run()
            except ImportError as e:
                print(f"left out: {name} ({e})")
                continue
            ours = ours or cpu
            found = len(pairs & wanted) / len(wanted) if wanted else 1
            print(f"{name:20} {wall:7.1f} {cpu:7.1f} {size / cpu:10.2f} {len(pairs):7d} {found:10.3f} {cpu / ours:7.1f}x")
    if importlib.util.find_spec("pyspark") is None:
        print("left out: passim (pyspark is not installed)")


if __name__ == "__main__":
    main()
