#!/usr/bin/env python3
"""Scores what `asanid read` says of the blind pages: dates, figures, statements, names, by region.

    score.py [--show [KIND]] [--json]     runs `$ASANID read --json` (default: asanid on the path) over pages.jsonl
    score.py --got FILE [...]             scores articles printed earlier
    score.py --second [...]               the forty pages of the second set
    score.py --check                      only checks the marks: each marked text stands in its page at that occurrence
    score.py --self-test                  the marks scored against themselves must be right throughout

A measuring tool, not a test that passes or fails: the status is 0 whatever the figures, and 2 where the input is bad.

pages.jsonl   one page a line: id, lang, outlet, headline, published, text. The first two letters of an id are its region.
marks.jsonl   one page a line: id, dates, figures, statements, names. A mark is a substring of the text and which of its occurrences
              (`nth`, from 1) is meant. `also` = values that are as good; `cue_also` = the
              second half of a cue (علق … قائلا); `optional` = neither rewarded nor punished.

Right is:
  dates       the spans overlap, and type and value are those of the mark or of one in `also` (durations by length; a time may lack
              its zone; a part of a day is right whatever TIMEX name it has). `found` counts the overlap alone, `mod` the mods of the right ones
  figures     the spans overlap, value and comparator are right. Ordinals, vague plurals and the numbers of durations are
              optional when they are reported without a mark. `counted` = the marked noun stands in what the program says is counted
  statements  speaker (name, or none where none may be given), cue (overlap) and content (F1 of words >= .5); then, of those found
              by their content: speaker, cue, type, via apart. A participle that goes on (قال … مضيفا أن …; `continues`) may be a
              statement of its own or part of the one before
  names       the spans overlap and the kind is the same; `strict` = equal spans
Spans that are null (facts of the headline, which is no part of the text) are left out.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

HERE = Path(__file__).resolve().parent
REGIONS = {"eg": "Egypt, Gulf", "lv": "Levant, Iraq", "tn": "Tunisia, Algeria", "ma": "Morocco, Mauritania", "en": "English",
           "gf": "Gulf", "lb": "Levant", "mg": "Maghreb", "iq": "Iraq", "nt": "international, Arabic",
           "ew": "English wire", "us": "United States", "uk": "Britain", "sa": "South Asia"}
KINDS = ("dates", "figures", "statements", "names")
TYPES = {"dates": ("DATE", "TIME", "DURATION", "SET"), "names": ("person", "organisation", "place"), "statements": ("direct", "indirect", "mixed")}
COMPARATORS = ("eq", "approx", "gt", "gte", "lt", "lte", "range", "ordinal", "vague")
FOLD = str.maketrans("أإآٱىةؤئ", "ااااىهوي")


def die(message):
    print(f"score.py: {message}", file=sys.stderr)
    raise SystemExit(2)


def load_lines(path):
    try:
        with open(path, encoding="utf-8") as f:
            return [json.loads(line) for line in f if line.strip()]
    except (OSError, ValueError) as e:
        die(f"cannot read {path}: {e}")


# ---- marks ---------------------------------------------------------------------------------------------------------

def place(text, mark, key="text", nth="nth"):
    """The marked bytes as [offset, length], or None where the text does not stand there."""
    at = -1
    for _ in range(mark.get(nth, 1)):
        at = text.find(mark[key], at + 1)
        if at < 0:
            return None
    return [len(text[:at].encode()), len(mark[key].encode())]


def read_marks(folder, check_all):
    """Pages by id, with spans put to every mark; leaves with status 2 where a mark does not fit."""
    pages = {p["id"]: p for p in load_lines(folder / "pages.jsonl")}
    marks = {m["id"]: m for m in load_lines(folder / "marks.jsonl")}
    wrong = [f"{i}: no such page" for i in marks.keys() - pages.keys()] + [f"{i}: no marks" for i in pages.keys() - marks.keys()]
    for i in pages.keys() & marks.keys():
        text, mark = pages[i]["text"], marks[i]
        for kind in ("dates", "figures", "names"):
            for x in mark[kind]:
                x["span"] = place(text, x)
                if not x["span"] or not x["text"].strip():
                    wrong.append(f"{i}: {kind}: {x['text']!r} does not stand there ({x.get('nth', 1)})")
        for x in mark["statements"]:
            x["content_span"] = place(text, x, "content", "content_nth")
            x["cue_span"] = place(text, x, "cue", "cue_nth") if x["cue"] else None
            x["cue_spans"] = [x["cue_span"]] + [place(text, c) for c in x.get("cue_also", ())]
            if not x["content_span"] or (x["cue"] and None in x["cue_spans"]):
                wrong.append(f"{i}: statement: {x['cue']!r} / {x['content']!r} does not stand there")
        wrong += [f"{i}: type {x['type']}" for k in ("dates", "statements") for x in mark[k] if x["type"] not in TYPES[k]]
        wrong += [f"{i}: kind {x['kind']}" for x in mark["names"] if x["kind"] not in TYPES["names"]]
        wrong += [f"{i}: comparator {x['comparator']}" for x in mark["figures"] if x["comparator"] not in COMPARATORS]
        if i[:2] not in REGIONS:
            wrong.append(f"{i}: no such region")
    if wrong:
        die("\n  ".join([f"{len(wrong)} marks do not fit"] + sorted(wrong)))
    if check_all:
        print(f"{len(pages)} pages; " + ", ".join(f"{sum(len(m[k]) for m in marks.values())} {k}" for k in KINDS) + ": all stand in their pages")
    return pages, marks


# ---- comparing -----------------------------------------------------------------------------------------------------

def overlap(a, b):
    return max(0, min(a[0] + a[1], b[0] + b[1]) - max(a[0], b[0])) if a and b else 0


def pair_up(gold, got, score):
    """One-to-one pairs {gold index: got index}, best first."""
    rows = sorted(((score(g, p), -i, -j) for i, g in enumerate(gold) for j, p in enumerate(got)), reverse=True)
    pairs, used = {}, set()
    for s, i, j in rows:
        if s > 0 and -i not in pairs and -j not in used:
            pairs[-i] = -j
            used.add(-j)
    return pairs


def nearness(a, b):
    """Overlap of two spans relative to the longer one, so that the closest of several is taken."""
    return overlap(a, b) / max(a[1], b[1], 1) if a and b else 0


def words(text):
    plain = "".join(c for c in unicodedata.normalize("NFKD", text or "") if not unicodedata.combining(c) and c != "ـ")
    return re.findall(r"\w+", plain.translate(FOLD).lower())


def f1_words(a, b):
    a, b = words(a), words(b)
    common = sum(min(a.count(w), b.count(w)) for w in set(a))
    return 2 * common / (len(a) + len(b)) if common else 0.0


def length(value):
    m = re.fullmatch(r"P(?:([\d.]+)Y)?(?:([\d.]+)M)?(?:([\d.]+)W)?(?:([\d.]+)D)?(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?", value)
    if not m or not any(m.groups()):
        return None
    y, mo, w, d, h, mi, s = (float(x or 0) for x in m.groups())
    return 12 * y + mo, ((7 * w + d) * 24 + h) * 3600 + mi * 60 + s


def same_value(want, got):
    if want == got:
        return True
    if length(want) and length(want) == length(got):
        return True
    want, got = (re.sub(r"T(TDW|DW|MO|MI|AF|EV|NI)$", r"T\1", re.sub(r"(T\d\d:\d\d)(:00)?(Z|[+-]\d\d:?\d\d)?$", r"\1", re.sub(r"(T\d\d)$", r"\1:00", v)))
                 for v in (want, got))
    return want == got


def date_right(g, p):
    return any(p.get("type") == x["type"] and same_value(x["value"], p.get("value") or "") for x in (g, *g.get("also", ())))


def figure_right(g, p):
    want, got = g["value"], p.get("value")
    if p.get("comparator") != g["comparator"] and not (g["comparator"] in ("vague", "ordinal") and p.get("comparator") in ("eq", "approx", "gte", "gt")):
        return False
    if isinstance(want, list):
        return isinstance(got, list) and len(got) == 2 and all(isinstance(x, (int, float)) and abs(x - y) < 1e-6 * max(1, y) for x, y in zip(got, want))
    return g["comparator"] == "vague" or isinstance(got, (int, float)) and abs(got - want) <= 1e-6 * max(1, abs(want))


def speaker_right(g, p):
    got = (p.get("speaker") or {}).get("text")
    if g["speaker"] is None:
        return not got
    if not got:
        return False
    for name in (g["speaker"], *g.get("speaker_also", ())):
        want = set(words(name))
        common = want & set(words(got))
        surname = set(words(got)) == common and words(name)[0] not in common  # a part of the name that is more than the first name
        if f1_words(name, got) >= .5 or common == want or common and surname:
            return True
    return False


def optional_figure(p, mark):
    """A figure reported without a mark that a fair reader may report."""
    return p.get("comparator") in ("ordinal", "vague") or any(
        overlap(x["span"], p["span"]) and {"DURATION", "SET", "TIME"} & {y["type"] for y in (x, *x.get("also", ()))} for x in mark["dates"])


# ---- one page ------------------------------------------------------------------------------------------------------

class Tally:
    def __init__(self):
        self.hit = self.pred = self.gold = 0
        self.extra = {}

    def add(self, hit, pred, gold):
        self.hit, self.pred, self.gold = self.hit + hit, self.pred + pred, self.gold + gold

    def count(self, key, yes):
        a, b = self.extra.get(key, (0, 0))
        self.extra[key] = (a + bool(yes), b + 1)

    def prf(self):
        p = self.hit / self.pred if self.pred else 0.0
        r = self.hit / self.gold if self.gold else 0.0
        return p, r, 2 * p * r / (p + r) if p + r else 0.0


def score_spans(kind, i, mark, got, tallies, misses):
    """Dates, figures and names: pairs by overlap, then the kind's own question."""
    gold = mark[kind]
    got = [p for p in got if p.get("span")]
    ask = {"dates": date_right, "figures": figure_right, "names": lambda g, p: g["kind"] == p.get("kind")}[kind]
    pairs = pair_up(gold, got, lambda g, p: nearness(g["span"], p["span"]) + (0.001 + 2 * ask(g, p)) * (overlap(g["span"], p["span"]) > 0))
    right, drop = 0, 0
    for k, g in enumerate(gold):
        p = got[pairs[k]] if k in pairs else None
        if g.get("optional"):
            drop += p is not None
            continue
        ok = p is not None and ask(g, p)
        right += ok
        for t in tallies:
            t.count("found", p is not None)
            if ok and kind == "dates":
                t.count("mod", (g.get("mod") or None) == (p.get("mod") or None))
            if ok and kind == "names":
                t.count("strict", g["span"] == p["span"])
            if ok and kind == "figures" and g.get("counted"):
                stem = words(g["counted"])[0][:4]
                t.count("counted", any(stem in w for w in words(p.get("counted"))) or stem in " ".join(words(p.get("text"))))
        if not ok:
            said = "not found" if p is None else f"{p.get('text')!r} {p.get('type') or p.get('kind') or ''} {p.get('value', '')} {p.get('comparator', '')}"
            misses.append((kind, i, f"{g['text']!r} {g.get('type') or g.get('kind') or ''} {g.get('value', '')} {g.get('comparator', '')}: {said}"))
    taken = set(pairs.values())
    for j, p in enumerate(got):
        if j in taken:
            continue
        if kind == "figures" and optional_figure(p, mark):
            drop += 1
            continue
        if kind != "figures" and any(g.get("optional") and overlap(g["span"], p["span"]) for g in gold):
            drop += 1
            continue
        misses.append((kind, i, f"spurious {p.get('text')!r} {p.get('type') or p.get('kind') or ''} {p.get('value', '')} {p.get('comparator', '')}"))
    for t in tallies:
        t.add(right, len(got) - drop, sum(1 for g in gold if not g.get("optional")))


def joined(gold, got, cut):
    """The marks, a continuation (قال … مضيفا أن …) joined to the statement before it where the program took both as one."""
    out = []
    for g in gold:
        if g.get("continues") and out:
            first = out[-1]
            begin, end = first["content_span"][0], sum(g["content_span"])
            whole = cut([begin, end - begin])
            if any(overlap(p["content"]["span"], g["content_span"]) > 0 and f1_words(whole, cut(p["content"]["span"])) >
                   max(f1_words(x["content"], cut(p["content"]["span"])) for x in (first, g)) for p in got):
                out[-1] = first | {"content": whole, "content_span": [begin, end - begin]}
                continue
        out.append(g)
    return out


def score_statements(i, text, mark, got, tallies, misses):
    gold = mark["statements"]
    raw = text.encode()
    got = [p for p in got if (p.get("content") or {}).get("span")]
    cut = lambda sp: raw[sp[0]:sp[0] + sp[1]].decode(errors="replace")  # noqa: E731
    gold = joined(gold, got, cut)
    near = lambda g, p: f1_words(g["content"], cut(p["content"]["span"])) * (overlap(g["content_span"], p["content"]["span"]) > 0)  # noqa: E731
    pairs = pair_up(gold, got, near)
    right, drop = 0, 0
    for k, g in enumerate(gold):
        p = got[pairs[k]] if k in pairs else None
        if g.get("optional"):
            drop += p is not None
            continue
        found = p is not None and near(g, p) >= .5
        speaker = found and speaker_right(g, p)
        cue = found and (g["cue"] is None or any(overlap(c, (p.get("cue") or {}).get("span")) for c in g["cue_spans"]))
        right += bool(found and speaker and cue)
        for t in tallies:
            t.count("found", found)
            if found:
                t.count("speaker", speaker)
                t.count("cue", cue)
                t.count("type", p.get("type") == g["type"])
                if g.get("via"):
                    via = p.get("via")
                    via = via.get("text") if isinstance(via, dict) else via
                    t.count("via", via)
        if not (found and speaker and cue):
            said = "not found" if p is None else (f"speaker {(p.get('speaker') or {}).get('text')!r}, cue {(p.get('cue') or {}).get('text')!r}, "
                                                  f"content {near(g, p):.2f} {cut(p['content']['span'])[:80]!r}")
            misses.append(("statements", i, f"{g['speaker']!r} {g['cue']!r} {g['content'][:60]!r}: {said}"))
    for j, p in enumerate(got):
        if j not in pairs.values():
            misses.append(("statements", i, f"spurious {(p.get('speaker') or {}).get('text')!r} {(p.get('cue') or {}).get('text')!r} {cut(p['content']['span'])[:70]!r}"))
    for t in tallies:
        t.add(right, len(got) - drop, sum(1 for g in gold if not g.get("optional")))


def regions_of(marks):
    return [r for r in REGIONS if any(i[:2] == r for i in marks)] + ["all"]


def score(pages, marks, articles):
    table = {(r, k): Tally() for r in regions_of(marks) for k in KINDS}
    misses = []
    for i, mark in marks.items():
        a = articles.get(i, {})
        for kind in KINDS:
            tallies = (table[i[:2], kind], table["all", kind])
            if kind == "statements":
                score_statements(i, pages[i]["text"], mark, a.get(kind) or [], tallies, misses)
            else:
                score_spans(kind, i, mark, a.get(kind) or [], tallies, misses)
    return table, misses


# ---- running -------------------------------------------------------------------------------------------------------

def run(folder):
    asanid = os.environ.get("ASANID", "asanid")
    try:
        out = subprocess.run([asanid, "read", "--json", str(folder / "pages.jsonl")], stdout=subprocess.PIPE, check=False)
    except OSError as e:
        die(f"cannot run {asanid}: {e}")
    if out.returncode not in (0, 1, 3):
        die(f"{asanid} ended with status {out.returncode}")
    return [json.loads(line) for line in out.stdout.decode().splitlines() if line.strip()]


def as_articles(marks):
    """The marks in the program's own shape, for the self-test."""
    return {i: {"dates": m["dates"], "figures": m["figures"], "names": m["names"],
                "statements": [{"speaker": {"text": s["speaker"]} if s["speaker"] else None, "type": s["type"], "via": s["via"],
                                "cue": {"text": s["cue"], "span": s["cue_span"]} if s["cue"] else None,
                                "content": {"text": s["content"], "span": s["content_span"]}} for s in m["statements"]]} for i, m in marks.items()}


def show(table, misses, want):
    print(f"{'':22}{'':12}{'right':>7}{'said':>7}{'marked':>8}{'P':>8}{'R':>7}{'F1':>7}   of those asked")
    for r in dict.fromkeys(r for r, _ in table):
        for k in KINDS:
            t = table[r, k]
            p, rec, f = t.prf()
            extra = "  ".join(f"{n} {a}/{b}" for n, (a, b) in t.extra.items())
            print(f"{REGIONS.get(r, 'all') if k == KINDS[0] else '':22}{k:12}{t.hit:7}{t.pred:7}{t.gold:8}{p:8.3f}{rec:7.3f}{f:7.3f}   {extra}")
    if want is not None:
        for kind, i, what in misses:
            if want in ("all", kind):
                print(f"{i} {kind[:-1]:10} {what}")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--second", action="store_true", help="the second set (folder second/)")
    ap.add_argument("--check", action="store_true")
    ap.add_argument("--self-test", action="store_true")
    ap.add_argument("--got", metavar="FILE")
    ap.add_argument("--show", nargs="?", const="all", choices=("all", *KINDS))
    ap.add_argument("--json", action="store_true")
    args = ap.parse_args()
    folder = HERE / "second" if args.second else HERE
    pages, marks = read_marks(folder, args.check)
    if args.check:
        return
    if args.self_test:
        table, misses = score(pages, marks, as_articles(marks))
    else:
        rows = load_lines(args.got) if args.got else run(folder)
        table, misses = score(pages, marks, {a["id"]: a for a in rows if a.get("part", 0) == 0})
    if args.json:
        print(json.dumps({r: {k: dict(zip(("p", "r", "f1"), (round(x, 4) for x in table[r, k].prf()))) for k in KINDS} for r in regions_of(marks)}))
    else:
        show(table, misses, args.show)
    if args.self_test and any(table["all", k].prf()[2] < 1 for k in KINDS):
        die("the marks are not right by themselves")


if __name__ == "__main__":
    main()
