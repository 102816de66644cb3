#!/usr/bin/env python3
"""Learns the weights of lang/any/evidence.tsv from news whose descent is known. Needs numpy and scipy.

    observe FOLDER/stream.jsonl > FOLDER/observations.tsv    (ninja -C build tools/observe; FOLDER/truth.jsonl lies beside it)
    learn_weights.py FOLDER[*SHARE] ... [--credited FOLDER ...] [--news OBSERVATIONS RECORDS.jsonl.gz... ] [--without IDS] > evidence.tsv

Trees: a log-linear model of the whole tree of descent of each set of tellings that hang together, the same in which stemma.c searches for the
best one: its weight is the sum over edges, and over the unseen sources that are there. The probability of the right trees is made as great
as it can be, less a ridge penalty. All trees are summed by the matrix-tree theorem (a determinant; the gradient is its inverse); a source with
fewer than two witnesses is no tree. The sign of a weight is held to what the observation can mean. Tellings that share passages with
another story count SIX times: they teach what is no descent. A folder's trees count SHARE times, so that no scenario drowns another.

Credited copies (--credited: news with FOLDER/credits.tsv, article<TAB>agency<TAB>outlet, of which half the credits are hidden from `observe`):
a telling known to be an agency's descends from no other agency's; where two outlets or more in a group have it of one agency, from the
unseen source or a telling of its own outlet.

Passages without descent (`slight-*`): logistic regression of "of one story" against "not of one story" for ties of different roots and, in
news records (`--news`; observed with the field `author` taken out), of "within a day, and one of the two credits an agency" against "more than
ten days apart". The bar is nine in ten right, so ln 9 is taken off. Without --news they stay as they are.

What no text at hand shows is not learned and keeps its weight of FIXED; the tool tells how often each of them was seen.
"""
import argparse
import collections
import gzip
import json
import math
import re
import sys
import numpy as np
from scipy.optimize import minimize

POSITIVE = set("""share-child solid tail-cut nearest later credits-parent parent-is-agency parent-is-named-agency inherited omitted-alike cut-alike
no-other-side style figure-changed headline-same headline-alone source-covered source-agency source-vague source-not-inherited source-style same-address
source-alone source-named source-named-share dangling stale-date quote-cut""".split())
NEGATIVE = set("""thin isolated lag days credited-by-parent credits-another child-is-agency not-inherited third-reading facts-off quoted
source-is-seen source-credits-seen source-agency-seen source-beside-agency earlier""".split())
FIXED = {"earlier": -8.0, "dangling": 1.5, "stale-date": 1.5, "quote-cut": 1.0}
SEEN_LEAST = 200  # options with an observation, half of them right: fewer teach nothing
SIX = 6.0
NEWS_WEIGHT = 3.0
RIDGE = 2.0
GROUP_MAX = 150   # larger sets of tellings take too long
ROUNDS = 100      # of the search, from the weights of the table on
SURE = 30.0       # |weight of an edge| that is told apart
AGENCY = re.compile("رويترز|فرانس برس|د ب أ|أ ف ب|أسوشيتد|واس|Reuters|AFP|DPA|Associated Press")


def rows(path):
    """Names of the observations, then (child, parent, values) one by one."""
    with open(path, encoding="utf-8") as f:
        yield f.readline().rstrip("\n").split("\t")[2:]
        for line in f:
            child, parent, *values = line.rstrip("\n").split("\t")
            yield child, parent, [float(v) for v in values]


# ---- what is known -------------------------------------------------------------------------------------------------

class Truth:
    """The descent of a generated stream."""
    WHOLE = True  # of every group it is known whether it has an unseen source

    def __init__(self, folder):
        with open(folder + "/truth.jsonl", encoding="utf-8") as f:
            self.of = {t["id"]: t for t in map(json.loads, f)}
        self.parents = {i: [p for p in t["parents"] if t["relation"] != "quotation"] for i, t in self.of.items()}
        self.witnesses = collections.Counter(p for row in self.parents.values() for p in row if p not in self.of)

    def knows(self, i):
        return i in self.of

    def across(self, child, parent):
        return self.of[parent]["story"] != self.of[child]["story"]

    def ancestors(self, i):
        out, todo = [], list(self.parents[i])
        while todo:
            p = todo.pop()
            if p not in out:
                out.append(p)
                todo += self.parents.get(p, ())
        return out

    def answers(self, members, groups):
        """Of each member: its right parents that are seen, whether its group's source is right, whether none is; and the groups that have one."""
        seen, source, votes = {}, {}, collections.defaultdict(collections.Counter)
        for x in members:
            found = [p for p in self.parents[x] if p in self.of or self.witnesses[p] > 1]
            same = {self.of[a]["hash"] for a in self.ancestors(x) if a in self.of}
            seen[x] = {p for p in members if p != x and (p in found or self.of[p]["hash"] in same)}
            source[x] = {p for p in found if p not in self.of}
            if x in groups:
                votes[groups[x]].update(source[x])
        named = {g: v.most_common(1)[0][0] for g, v in votes.items() if v}
        below = {x for x in members if x in groups and named.get(groups[x]) in source[x]}
        there = {g for g, n in collections.Counter(groups[x] for x in below).items() if n > 1}
        return {x: (seen[x], x in below and groups[x] in there, False) for x in members}, there


class Credited:
    """Copies of agencies' texts in real news, known by their credits: which groups have an unseen source, but not which have none."""
    WHOLE = False

    def __init__(self, folder):
        with open(folder + "/credits.tsv", encoding="utf-8") as f:
            self.of = {row[0]: (row[1], row[2]) for row in (line.rstrip("\n").split("\t") for line in f)}

    def knows(self, i):
        return True

    def across(self, child, parent):
        return False

    def answers(self, members, groups):
        outlets = collections.defaultdict(set)
        for x in members:
            if x in groups and x in self.of:
                outlets[groups[x], self.of[x][0]].add(self.of[x][1])
        best = {}
        for (g, agency), names in sorted(outlets.items()):
            if len(names) > 1 and len(names) > len(outlets.get((g, best.get(g)), ())):
                best[g] = agency
        out = {}
        for x in members:
            agency, outlet = self.of.get(x, (None, None))
            below = agency and best.get(groups.get(x)) == agency
            fit = {p for p in members if p != x and (not agency or self.of.get(p, (agency, 0))[0] == agency)}
            own = {p for p in fit if self.of.get(p, (0, 0))[1] == outlet}
            out[x] = (own, True, False) if below else (fit, x in groups and groups[x] in best and not agency, True)
        return out, set(best)


# ---- the trees -----------------------------------------------------------------------------------------------------

class Tree:
    """A set of tellings that hang together, and one of its groups: all its trees, and the right ones among them."""


def is_quotation(ix, x):
    return x[ix["quoted"]] >= .75 and math.exp(max(x[ix["share-child"]], x[ix["share-parent"]])) < .5


class Observed:
    def __init__(self, folder, known):
        self.rows, self.arcs, self.sources, self.group_row, up = [], [], {}, {}, {}

        def find(x):
            up.setdefault(x, x)
            while up[x] != x:
                up[x] = up[up[x]]
                x = up[x]
            return x
        lines = rows(folder + "/observations.tsv")
        self.names = next(lines)
        self.slight = []
        for child, parent, x in lines:
            if parent[:1] == "~":
                self.slight.append((child, parent[1:], x))
            if parent[:1] in ("~", "="):
                continue
            row = len(self.rows)
            if child[0] == "?":
                self.group_row[child] = row
            elif not known.knows(child) or (parent[0] != "?" and not known.knows(parent)):
                continue
            elif parent[0] == "?":
                self.sources.setdefault(child, (parent, row))
            else:
                up[find(child)] = find(parent)
                self.arcs.append((child, parent, row))
            self.rows.append(x)
        self.sets = collections.defaultdict(lambda: ([], []))
        for x in list(up):
            self.sets[find(x)][0].append(x)
        for arc in self.arcs:
            self.sets[find(arc[0])][1].append(arc)


def trees_of(seen, known, base, weight):
    """One a group of each set; the sources of its other groups are there or not as they are in truth."""
    for members, arcs in seen.sets.values():
        if len(members) > GROUP_MAX:
            continue
        members.sort()
        at = {x: i for i, x in enumerate(members)}
        groups = {x: seen.sources[x][0] for x in members if x in seen.sources}
        right, there = known.answers(members, groups)
        arc_right = np.array([p in right[c][0] for c, p, _ in arcs])
        below = [x for x in members if x in groups]
        below_right = np.array([right[x][1] and groups[x] in there for x in below], bool)
        alone = np.ones(len(members), bool)
        for (c, _, _), good in zip(arcs, arc_right):
            alone[at[c]] &= not good
        for x, good in zip(below, below_right):
            alone[at[x]] &= not good
        alone |= np.array([right[x][2] for x in members])
        across = SIX if any(known.across(c, p) for c, p, _ in arcs) else 1.0
        kinds = sorted(set(groups.values()))
        for kind in kinds or [None]:
            if not known.WHOLE and kind not in there:
                continue
            t = Tree()
            t.n, t.alone, t.weight = len(members), alone, weight * across / max(1, len(kinds))
            t.parent, t.child = np.array([at[p] for _, p, _ in arcs]), np.array([at[c] for c, _, _ in arcs])
            t.row, t.right = np.array([r for _, _, r in arcs]) + base, arc_right
            t.below = np.array([at[x] for x in below], int)
            t.below_row = np.array([seen.sources[x][1] for x in below], int) + base
            t.below_right = below_right
            t.asked = np.array([groups[x] == kind for x in below], bool)
            t.given = np.array([groups[x] != kind and groups[x] in there for x in below], bool)
            t.has, t.present = kind is not None, kind in there
            t.group_row = seen.group_row[kind] + base if kind else 0
            yield t


def laplacian(w, root):
    out, d = -w, np.arange(w.shape[1])
    out[:, d, d] = root + w.sum(1)
    return out


class Batch:
    """Trees of equally many tellings, summed at once."""

    def __init__(self, trees):
        self.n, self.size = trees[0].n, len(trees)

        def cat(field):
            return np.concatenate([getattr(t, field) for t in trees])

        def which(field):
            return np.repeat(np.arange(len(trees)), [len(getattr(t, field)) for t in trees])
        for field in ("parent", "child", "row", "right", "below", "below_row", "below_right", "asked", "given"):
            setattr(self, field, cat(field))
        for field in ("has", "present", "group_row", "alone", "weight"):
            setattr(self, field, np.array([getattr(t, field) for t in trees]))
        self.of, self.below_of = which("row"), which("below")

    def weights(self, edge, below, right_only):
        """Weights of all edges, of being a root, and of descent from the source that is asked for."""
        w = np.zeros((self.size, self.n, self.n))
        root, source = np.zeros((self.size, self.n)), np.zeros((self.size, self.n))
        use = self.right if right_only else np.ones(len(self.row), bool)
        given, asked = self.given & (self.below_right | (not right_only)), self.asked & (self.below_right | (not right_only))
        np.add.at(w, (self.of[use], self.parent[use], self.child[use]), edge[use])
        root += self.alone if right_only else 1
        np.add.at(root, (self.below_of[given], self.below[given]), below[given])
        np.add.at(source, (self.below_of[asked], self.below[asked]), below[asked])
        return w, root, source, use, given, asked

    def loss(self, theta, gradient):
        """Minus the log-probability of the right trees; adds to the gradient by row."""
        n, d = self.n, np.arange(self.n)
        edge, below = (np.exp(np.clip(theta[r], -SURE, SURE)) for r in (self.row, self.below_row))
        cost = theta[self.group_row]

        def hand_down(coefficient, sign, use, given, asked):
            c, of, at = coefficient, self.of[use], self.child[use]
            np.add.at(gradient, self.row[use], sign[of] * (c[of, at, at] - c[of, self.parent[use], at]) * edge[use])
            for some in (given, asked):
                of, at = self.below_of[some], self.below[some]
                np.add.at(gradient, self.below_row[some], sign[of] * c[of, at, at] * below[some])
        # The right trees.
        w, root, source, use, given, asked = self.weights(edge, below, True)
        lap = laplacian(w, root + source * self.present[:, None])
        sign, right = np.linalg.slogdet(lap)
        known = (sign > 0) & (right > -50)  # else no tree is right
        lap[~known] = np.eye(n)
        weight = self.weight * known
        hand_down(np.swapaxes(np.linalg.inv(lap), 1, 2), -weight, use, given, asked & self.present[self.below_of])
        # All trees: without the source, and with it less those where it has no witness or one.
        w, root, source, use, given, asked = self.weights(edge, below, False)
        without, with_it = laplacian(w.copy(), root), laplacian(w, root + source)
        log_without, log_with = np.linalg.slogdet(without)[1], np.linalg.slogdet(with_it)[1]
        inverse, inverse_with = np.linalg.inv(without), np.linalg.inv(with_it)
        one = (source * inverse[:, d, d]).sum(1)
        more = np.exp(np.clip(log_with - log_without, 0, 60))
        price = np.exp(np.clip(cost, -SURE, SURE)) * self.has
        extra = np.maximum(more - 1 - one, 1e-9 * more)
        total = 1 + price * extra
        nobody = np.zeros_like(asked)
        hand_down(np.swapaxes(inverse, 1, 2), weight * (1 - price * more / total), use, given, nobody)
        hand_down(np.swapaxes(inverse_with, 1, 2), weight * price * more / total, use, given, asked)
        hand_down(-np.swapaxes(np.einsum("bij,bj,bjk->bik", inverse, source, inverse), 1, 2), -weight * price / total, use, given, nobody)
        of, at = self.below_of[asked], self.below[asked]
        np.add.at(gradient, self.below_row[asked], -(weight * price / total)[of] * inverse[of, at, at] * below[asked])
        np.add.at(gradient, self.group_row, np.where(self.has, weight * (price * extra / total - self.present), 0))
        return (weight * (np.where(known, log_without + np.log(total) - right - cost * (self.present & self.has), 0))).sum()


def batches_of(trees):
    by_size = collections.defaultdict(list)
    for t in trees:
        by_size[t.n].append(t)
    for n, some in sorted(by_size.items()):
        step = max(1, 40000 // (n * n))
        for i in range(0, len(some), step):
            yield Batch(some[i:i + step])


def shown(names, x, trees):
    """The observations that are not learned: fixed, or seen too seldom. Tells of the fixed ones."""
    fixed, right = {}, np.zeros(len(x), bool)
    for t in trees:
        right[t.row[t.right]] = True
    for i, name in enumerate(names):
        if name not in FIXED:
            continue
        seen = x[:, i] != 0
        print(f"{name}: in {seen.sum()} options, {(seen & right).sum()} of them right", file=sys.stderr)
        if (seen & right).sum() < SEEN_LEAST / 2 or seen.sum() < SEEN_LEAST:
            fixed[name] = FIXED[name]
    return fixed


def fit_trees(names, x, trees, start):
    fixed = shown(names, x, trees)
    batches = list(batches_of(trees))
    unit = np.maximum(np.sqrt((x ** 2).mean(0)), .05)
    w = np.array([fixed.get(n, 0.0) for n in names])
    free = np.array([n not in fixed and not n.startswith("slight") for n in names])

    def loss(u):
        w[free] = u / unit[free]
        theta, gradient = x @ w, np.zeros(len(x))
        total = sum(b.loss(theta, gradient) for b in batches) + RIDGE / 2 * ((w * unit)[free] ** 2).sum()
        return total, (x.T @ gradient / unit + RIDGE * w * unit)[free]

    bounds = [(0 if n in POSITIVE else None, 0 if n in NEGATIVE else None) for n, f in zip(names, free) if f]
    begin = np.array([start.get(n, 0.0) for n in names])[free] * unit[free]
    found = minimize(loss, begin, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": ROUNDS})
    print(f"{found.nit} rounds, loss {found.fun:.1f}", file=sys.stderr)
    w[free] = found.x / unit[free]
    return w


# ---- passages without descent --------------------------------------------------------------------------------------

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
        if parent[:1] != "~" or outlet(child) == outlet(other) or child in without or other in without:
            continue
        apart = np.exp(x[days]) - 1
        if apart > 10 or (apart < 1 and (author.get(child) or author.get(other))):
            slight.append((apart < 1, NEWS_WEIGHT, x))


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


def read_table(path):
    with open(path, encoding="utf-8") as f:
        return [line.rstrip("\n").split("\t") for line in f]


def write_table(table, found):
    """The table with the weights that were found; what was not learned stays."""
    for row in table:
        if row[0] in found:
            row[1] = f"{found[row[0]] + 0:.3f}"
        print("\t".join(row))


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("folders", nargs="+", metavar="FOLDER[*SHARE]")
    p.add_argument("--credited", nargs="+", metavar="FOLDER", default=[])
    p.add_argument("--news", nargs="+", metavar="FILE", default=[])
    p.add_argument("--table", default="lang/any/evidence.tsv", metavar="FILE", help="the table whose weights are renewed (default %(default)s)")
    p.add_argument("--without", metavar="IDS", help="a file of article ids, one a line, that are not to be learned from")
    o = p.parse_args()
    trees, values, slight, without, base = [], [], [], set(), 0
    for kind, folder in [(Truth, f) for f in o.folders] + [(Credited, f) for f in o.credited]:
        folder, _, share = folder.partition("*")
        known = kind(folder)
        seen = Observed(folder, known)
        names = seen.names
        trees += trees_of(seen, known, base, float(share or 1))
        values.append(np.array(seen.rows))
        base += len(seen.rows)
        for child, parent, x in seen.slight if kind is Truth else ():
            a, b = known.of.get(child), known.of.get(parent)
            if a and b and a["root"] != b["root"]:
                slight.append((a["story"] == b["story"], 1.0, x))
    if o.without:
        with open(o.without, encoding="utf-8") as f:
            without = set(f.read().split())
    if o.news:
        read_news(o.news[0], o.news[1:], without, slight)
    table = read_table(o.table)
    weights = fit_trees(names, np.vstack(values), trees, {row[0]: float(row[1]) for row in table[2:]})
    print(f"{len(trees)} trees, {len(slight)} ties without descent", file=sys.stderr)
    found = {n: w for n, w in zip(names, weights) if not n.startswith("slight")}
    if o.news:
        use, weights = fit_slight(names, slight)
        found.update((names[i], w) for i, w in zip(use, weights))
        found["slight"] -= np.log(9)
    write_table(table, found)


if __name__ == "__main__":
    main()
