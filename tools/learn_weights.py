#!/usr/bin/env python3
"""Learns the weights of lang/any/evidence.tsv from observations whose answer is known.

    learn_weights.py OBSERVATIONS.tsv [--ridge 2] [--steps 400] [--fix NAME=WEIGHT ...]

OBSERVATIONS.tsv has a header: child, right (0 or 1), then one column an observation of evidence.tsv. Rows of one child stand together and are its
possible parents, seen or unseen; `right` marks the true ones. A child none of whose rows is right has no parent in the set. What is fitted is
conditional logistic regression: each child chooses among its rows and "none" (weight 0), and the probability of the right choices is made as
great as it can be, less a ridge penalty. The sign of a weight is held to what the observation can mean (SIGNS): a credit to the parent never
speaks against it. Prints name and weight, tab-separated; standard library only (some minutes for 10^5 rows).
"""
import argparse
import math

POSITIVE = """share-child share-parent density words longest solid passages asymmetry tail-cut nearest later credits-parent parent-is-agency
parent-is-named-agency inherited style dangling stale-date figure-changed quote-cut source-witnesses source-covered source-agency
source-agency-others source-via source-vague source-third source-not-inherited source-tail-more source-own-blocks same-address source-style
source-alone""".split()
NEGATIVE = """earlier thin isolated tail-more lag days credited-by-parent credits-another child-is-agency not-inherited third-reading facts-off
own-blocks quoted source-is-seen source-credits-seen source-inherited source-uncredited""".split()


def read(path):
    with open(path, encoding="utf-8") as f:
        names = f.readline().rstrip("\n").split("\t")[2:]
        children, last = [], None
        for line in f:
            child, right, *values = line.rstrip("\n").split("\t")
            if child != last:
                children.append([])
                last = child
            sparse = [(i, float(v)) for i, v in enumerate(values) if float(v)]
            children[-1].append((right == "1", sparse))
    return names, children


def gradient(children, w):
    """Log-likelihood and its gradient."""
    total, g = 0.0, [0.0] * len(w)
    for rows in children:
        scores = [sum(w[i] * v for i, v in x) for _, x in rows] + [0.0]
        top = max(scores)
        e = [math.exp(s - top) for s in scores]
        right = [r for r, _ in rows]
        right.append(not any(right))
        z, good = sum(e), sum(a for a, r in zip(e, right) if r)
        total += math.log(good / z + 1e-300)
        for (r, x), a in zip(rows, e):
            d = (a / good if r else 0.0) - a / z
            for i, v in x:
                g[i] += d * v
    return total, g


def spreads(children, n):
    """Root mean square of each observation: the unit in which steps and penalty are counted."""
    square, rows = [0.0] * n, 0
    for options in children:
        for _, x in options:
            rows += 1
            for i, v in x:
                square[i] += v * v
    return [max(math.sqrt(s / max(rows, 1)), .05) for s in square]


def clip(name, weight):
    return max(weight, 0.0) if name in POSITIVE else min(weight, 0.0) if name in NEGATIVE else weight


def fit(names, children, ridge, steps, fixed):
    """Projected gradient ascent with momentum; a step that makes it worse is halved."""
    n, unit = len(names), spreads(children, len(names))
    w = [fixed.get(name, 0.0) for name in names]
    velocity, rate, best = [0.0] * n, 1.0 / max(1, len(children)), -math.inf
    for _ in range(steps):
        total, g = gradient(children, w)
        total -= ridge / 2 * sum((a * u) ** 2 for a, u in zip(w, unit))
        rate, velocity = (rate * 1.05, velocity) if total >= best else (rate / 2, [0.0] * n)
        best = max(best, total)
        for i, name in enumerate(names):
            if name not in fixed:
                velocity[i] = .9 * velocity[i] + rate * (g[i] / unit[i] ** 2 - ridge * w[i])
                w[i] = clip(name, w[i] + velocity[i])
    return w, best


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("observations")
    p.add_argument("--ridge", type=float, default=2.0)
    p.add_argument("--steps", type=int, default=400)
    p.add_argument("--fix", nargs="*", default=[], metavar="NAME=WEIGHT")
    o = p.parse_args()
    fixed = {name: float(value) for name, value in (f.split("=") for f in o.fix)}
    names, children = read(o.observations)
    weights, reached = fit(names, children, o.ridge, o.steps, fixed)
    print(f"# {len(children)} tellings, penalised log-likelihood {reached:.1f}")
    for name, weight in zip(names, weights):
        print(f"{name}\t{weight:.3f}")


if __name__ == "__main__":
    main()
