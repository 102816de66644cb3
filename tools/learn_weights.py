#!/usr/bin/env python3
"""Learns the weights of lang/any/evidence.tsv from news whose descent is known. Needs numpy and scipy.

    observe FOLDER/stream.jsonl > FOLDER/observations.tsv    (ninja -C build tools/observe; FOLDER/truth.jsonl lies beside it)
    learn_weights.py FOLDER... [--news OBSERVATIONS RECORDS.jsonl.gz... ] [--without IDS] > weights.tsv

Two things are learned.

Parents: conditional logistic regression. Each telling chooses among its possible parents, seen or unseen, and "none" (weight 0), and the
probability of the right choice is made as great as it can be, less a ridge penalty. The sign of a weight is held to what the observation can
mean. Tellings that share passages with another story count SIX times: they teach what is no descent. Then SOURCE_BIAS is added to `source`:
where two tellings have either one unseen source or one of them the other, the source makes two edges right and the copy one.

Passages without descent (`slight-*`): logistic regression of "of one story" against "not of one story" for ties of different roots and, in
news records (`--news`; observed with the field `author` taken out), of "within a day, and one of the two credits an agency" against "more than
ten days apart". The bar is nine in ten right, so ln 9 is taken off.

FIXED weights cannot be learned: no generated text has what they look at. The weights of 25 November 2026 come from wiregen seeds 1 and 2 (10,000
documents each) and the ANT records of 2018, without the 400 articles of the pairs read by hand.
"""
import argparse
import collections
import gzip
import json
import re
import sys
import numpy as np
from scipy.optimize import minimize

POSITIVE = set("""share-child solid tail-cut nearest later credits-parent parent-is-agency parent-is-named-agency inherited style figure-changed
source-witnesses source-covered source-agency source-agency-others source-vague source-not-inherited source-style source-alone same-address
passages left-out""".split())
NEGATIVE = set("""thin isolated lag days credited-by-parent credits-another child-is-agency not-inherited third-reading facts-off quoted
source-is-seen source-credits-seen""".split())
FIXED = {"earlier": -8.0, "dangling": 1.5, "stale-date": 1.5, "quote-cut": 1.0}
SIX = 6.0
SOURCE_BIAS = .45
NEWS_WEIGHT = 3.0
RIDGE = 2.0
AGENCY = re.compile("رويترز|فرانس برس|د ب أ|أ ف ب|أسوشيتد|واس|Reuters|AFP|DPA|Associated Press")


def rows(path):
    """Names of the observations, then (child, parent, values) one by one."""
    with open(path, encoding="utf-8") as f:
        yield f.readline().rstrip("\n").split("\t")[2:]
        for line in f:
            child, parent, *values = line.rstrip("\n").split("\t")
            yield child, parent, [float(v) for v in values]


class Truth:
    def __init__(self, path):
        with open(path, encoding="utf-8") as f:
            self.of = {t["id"]: t for t in map(json.loads, f)}
        self.parents = {i: [p for p in t["parents"] if t["relation"] != "quotation"] for i, t in self.of.items()}
        self.witnesses = collections.Counter(p for row in self.parents.values() for p in row if p not in self.of)

    def ancestors(self, i):
        out, todo = [], list(self.parents[i])
        while todo:
            p = todo.pop()
            if p not in out:
                out.append(p)
                todo += self.parents.get(p, ())
        return out

    def right(self, child, parent):
        found = [p for p in self.parents[child] if p in self.of or self.witnesses[p] > 1]
        if parent[0] == "?":
            return any(p not in self.of for p in found)
        same = {self.of[a]["hash"] for a in self.ancestors(child) if a in self.of}
        return parent in found or self.of[parent]["hash"] in same

    def across(self, child, parent):
        return parent in self.of and self.of[parent]["story"] != self.of[child]["story"]


def read_stream(folder, descent, slight):
    """descent: one list a child of (right, across, values); slight: (of one story, values)."""
    truth, lines = Truth(folder + "/truth.jsonl"), rows(folder + "/observations.tsv")
    names, by_child = next(lines), collections.defaultdict(list)
    for child, parent, x in lines:
        if child not in truth.of:
            continue
        if parent[0] == "~":
            other = truth.of.get(parent[1:])
            if other and other["root"] != truth.of[child]["root"]:
                slight.append((other["story"] == truth.of[child]["story"], 1.0, x))
        elif parent[0] == "?" or parent in truth.of:
            by_child[child].append((truth.right(child, parent), truth.across(child, parent), x, parent[0] == "?"))
    earlier = names.index("earlier")
    for options in by_child.values():
        # Of the first of a group the observations are another telling's: nothing is learned of its unseen source.
        if all(unseen or x[earlier] > .5 for _, _, x, unseen in options):
            if any(right and unseen for right, _, _, unseen in options):
                continue
            options = [o for o in options if not o[3]]
        if options:
            descent.append([o[:3] for o in options])
    return names


def read_news(path, records, without, slight):
    author = {}
    for record in records:
        with (gzip.open if record.endswith(".gz") else open)(record, "rt", encoding="utf-8") as f:
            author.update((r["id"], bool(AGENCY.search(r.get("author") or ""))) for r in map(json.loads, f))
    outlet = lambda i: i.rsplit(":", 1)[-1][:2]  # noqa: E731 (two letters in the ids of ANT)
    lines = rows(path)
    days = next(lines).index("slight-days")
    for child, parent, x in lines:
        other = parent[1:]
        if parent[0] != "~" or outlet(child) == outlet(other) or child in without or other in without:
            continue
        apart = np.exp(x[days]) - 1
        if apart > 10 or (apart < 1 and (author.get(child) or author.get(other))):
            slight.append((apart < 1, NEWS_WEIGHT, x))


def fit_parents(names, children):
    x = np.array([v for options in children for _, _, v in options])
    y = np.array([r for options in children for r, _, _ in options])
    start = np.cumsum([0] + [len(o) for o in children[:-1]])
    of = np.repeat(np.arange(len(children)), [len(o) for o in children])
    weight = np.array([SIX if any(a for _, a, _ in o) else 1.0 for o in children])
    any_right = np.logical_or.reduceat(y, start)
    unit = np.maximum(np.sqrt((x ** 2).mean(0)), .05)
    w = np.array([FIXED.get(n, 0.0) for n in names])
    free = np.array([n not in FIXED and not n.startswith("slight") for n in names])

    def loss(u):
        w[free] = u / unit[free]
        s = x @ w
        top = np.maximum(0, np.maximum.reduceat(s, start))
        e, none = np.exp(s - top[of]), np.exp(-top)
        z, good = np.add.reduceat(e, start) + none, np.add.reduceat(e * y, start) + np.where(any_right, 0, none)
        d = e * y / np.where(any_right, good, 1)[of] - e / z[of]
        g = x.T @ (d * weight[of]) - RIDGE * w * unit ** 2
        return -(weight * np.log(good / z)).sum() + RIDGE / 2 * ((w * unit) ** 2).sum(), -(g / unit)[free]

    bounds = [(0 if n in POSITIVE else None, 0 if n in NEGATIVE else None) for n, f in zip(names, free) if f]
    w[free] = minimize(loss, np.zeros(free.sum()), jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 500}).x / unit[free]
    return w


def fit_slight(names, ties):
    """Weights of slight and slight-*, in order of the names."""
    use = [i for i, n in enumerate(names) if n.startswith("slight")]
    x, y = np.array([v for _, _, v in ties])[:, use], np.array([2.0 * a - 1 for a, _, _ in ties])
    weight = np.array([b for _, b, _ in ties])
    ridge = np.array([0.0 if names[i] == "slight" else 1.0 for i in use])

    def loss(w):
        m = y * (x @ w)
        return (weight * np.logaddexp(0, -m)).sum() + (ridge * w * w).sum() / 2, -x.T @ (weight * y / (1 + np.exp(m))) + ridge * w

    return use, minimize(loss, np.zeros(len(use)), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("folders", nargs="+", metavar="FOLDER")
    p.add_argument("--news", nargs="+", metavar="FILE", default=[])
    p.add_argument("--without", metavar="IDS", help="a file of article ids, one a line, that are not to be learned from")
    o = p.parse_args()
    descent, slight, without = [], [], set()
    for folder in o.folders:
        names = read_stream(folder, descent, slight)
    if o.without:
        with open(o.without, encoding="utf-8") as f:
            without = set(f.read().split())
    if o.news:
        read_news(o.news[0], o.news[1:], without, slight)
    weights = fit_parents(names, descent)
    weights[names.index("source")] += SOURCE_BIAS
    use, found = fit_slight(names, slight)
    weights[use] = found
    weights[names.index("slight")] -= np.log(9)
    print(f"{len(descent)} tellings, {len(slight)} ties without descent", file=sys.stderr)
    for name, weight in zip(names, weights):
        print(f"{name}\t{weight:.3f}")


if __name__ == "__main__":
    main()
