#!/usr/bin/env python3
"""Shared passages: asanid beside near-duplicate tools on the same records, the clock from first read to last write.

    trace.py [--asanid build/asanid] [--sample N] FILE.jsonl[.gz]...

Quality: of a sample of N records, the pairs with a common run of 25 words (found by brute force over 25-word runs) that each tool names. Near-duplicate
tools name documents, not passages: that is what the comparison shows. text-dedup's clusters count as the pairs of their members. passim, which aligns
passages as asanid does, is on no registry (PyPI's `passim` compares passwords): it is left out, and said so.
"""
import argparse
import gzip
import importlib
import json
import pickle
import random
import re
import resource
import subprocess
import sys
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


def run_text_dedup(path, *options):
    """Its program as its README runs it, one process; its clusters are read back outside the clock."""
    importlib.import_module("text_dedup")
    with tempfile.TemporaryDirectory() as folder:
        clock = Clock()
        subprocess.run([sys.executable, "-m", "text_dedup.minhash", "--path", "json", "--data_files", path, "--split", "train", "--column", "text",
                        "--idx_column", "id", "--output", folder + "/out", "--cache_dir", folder + "/cache", "--num_proc", "1", "--debug", *options],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        took = clock.stop()
        with open(folder + "/out/uf.pkl", "rb") as f:
            found = pickle.load(f)
    clusters = {}
    for x in found.parent:
        clusters.setdefault(found.find(x), []).append(x)
    return took, {p for ids in clusters.values() for p in combinations(sorted(ids), 2)}


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
                 ("text-dedup .7", lambda: run_text_dedup(path)),
                 ("text-dedup .1, xxh3", lambda: run_text_dedup(path, "--threshold", ".1", "--hash_func", "xxh3", "--hash_bits", "32")),
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
    print("left out: passim (github.com/dasmiq/passim is on no package registry)")


if __name__ == "__main__":
    main()
