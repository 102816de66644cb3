#!/usr/bin/env python3
"""feedparser's cases (../shared/data/fixtures/feeds) held against what `read` tells of each: title, link, date, content.

    python3 tests/cli/feed_cases.py PROGRAM feedparser.tar.gz     prints right / of by field, and each miss

Each case says what it expects of the parsed feed as a Python expression in its first comment. Of it count the equations on an entry's title, link,
published, updated, summary, description, content[0].value; texts are compared without markup and white space (what a reader sees), dates as the time they
name. Where an entry has a content, its summary is not the page's text and is not looked for.
"""
import ast
import collections
import datetime
import html
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from html.parser import HTMLParser
from pathlib import Path

DATES = tuple(name + how for name in ("published", "updated", "created", "issued", "modified", "date") for how in ("", "_parsed"))
TEXTS = ("summary", "description", "content")
UNSEEN = ("script", "style", "svg", "object", "embed", "applet", "iframe", "template")


class Seen(HTMLParser):
    """The text that a reader sees of markup."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.text, self.inside = [], []

    def handle_starttag(self, tag, attrs):
        if tag in UNSEEN:
            self.inside.append(tag)

    def handle_endtag(self, tag):
        if self.inside and tag == self.inside[-1]:
            self.inside.pop()

    def handle_data(self, data):
        if not self.inside:
            self.text.append(data)


def bare(text):
    return re.sub(r"[\s\xa0\u200b]+", "", text or "")


def seen(markup):
    reader = Seen()
    reader.feed(markup)
    reader.close()
    return bare("".join(reader.text))


def constant(node):
    """The value of a literal, of literals joined by +, of a tuple; None for anything else."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = constant(node.left), constant(node.right)
        return left + right if isinstance(left, str) and isinstance(right, str) else None
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError):
        return None


def path(node):
    """entries[0]['content'][0].value as ("entries", 0, "content", 0, "value")."""
    if isinstance(node, ast.Name):
        return (node.id,)
    if isinstance(node, ast.Attribute):
        return path(node.value) + (node.attr,)
    if isinstance(node, ast.Subscript):
        return path(node.value) + (constant(node.slice),)
    return (None,)


def equations(expression):
    """(entry, field, value) of each equation that the whole expression needs."""
    try:
        todo = [ast.parse(expression.strip(), mode="eval").body]
    except (SyntaxError, ValueError):
        return
    while todo:
        node = todo.pop()
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And):
            todo += node.values
        elif isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], ast.Eq):
            where, value = path(node.left), constant(node.comparators[0])
            if len(where) > 2 and where[0] in ("entries", "items") and isinstance(where[1], int) and isinstance(value, (str, tuple)):
                field = "content" if where[2:] == ("content", 0, "value") else where[2] if len(where) == 3 else None
                if field in ("title", "link", *DATES, *TEXTS):
                    yield where[1], field, value


def cases(folder):
    for file in sorted(folder.rglob("*.xml")):
        head = file.read_bytes()[:6000]
        charset = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-16-be" if head[:2] == b"\0<" else "utf-16-le" if head[1:2] == b"\0" else "latin-1"
        found = re.search(r"Expect:(.*?)-->", head.decode(charset, errors="replace"), re.S)
        for entry, field, value in equations(found[1]) if found else ():
            yield file, entry, field, value


def is_right(field, value, row, text):
    if row is None:  # set aside or not there: right where nothing is expected to be seen
        return field in (*TEXTS, "title") and isinstance(value, str) and seen(value) == ""
    if field == "link":
        return row["url"] == value
    if field == "title":
        got = bare((row["headline"] or {}).get("text"))
    elif field in DATES:
        got = (row["published"] or {}).get("value")
        if got is None or not isinstance(value, tuple):
            return got is not None
        when = datetime.datetime.fromisoformat(got.replace("Z", "+00:00"))
        return (when if when.tzinfo is None else when.astimezone(datetime.timezone.utc)).timetuple()[:6] == value[:6]
    else:
        got = bare(text)
    return got in (seen(value), bare(value), bare(html.unescape(value)))


def score(program, archive, tmp):
    """Right, of, and a line for each miss."""
    with tarfile.open(archive) as tar:
        tar.extractall(tmp / "feeds", filter="data")
    folder = tmp / "feeds"
    all_cases = list(cases(folder))
    files = sorted({str(c[0]) for c in all_cases})
    rows, unread, right, misses = collections.defaultdict(list), {}, collections.Counter(), []
    done = subprocess.run([program, "read", "--json", *files], capture_output=True)
    for line in done.stdout.decode().splitlines():
        row = json.loads(line)
        if row["part"] == 0:
            rows[row["page"].rsplit("@", 1)[0]].append(row)
    for where, why in re.findall(r"^asanid: '([^']*)@\d+': set aside: (.*)$", done.stderr.decode(), re.M):
        unread[where] = why
    has_content = {(f, n) for f, n, field, _ in all_cases if field == "content"}
    total = collections.Counter()
    for file, n, field, value in all_cases:
        here = rows[str(file)]
        row = here[n] if n < len(here) else None
        source = file.read_bytes()
        if field in ("summary", "description") and ((file, n) in has_content or (row and re.search(rb"<(content|content:encoded|body|xhtml:body|fullitem)[ >]", source))):
            continue
        text = row["body"] if row else None
        total[field] += 1
        fine = is_right(field, value, row, text)
        if not fine and row and field in TEXTS and len(here) == 1:  # what stands there, be it no body for an article
            text = subprocess.run([program, "read", "--text", str(file)], capture_output=True).stdout.decode()
            fine = is_right(field, value, row, text)
        right[field] += fine
        if not fine:
            got = row["url"] if row and field == "link" else (row["published"] if row and field in DATES else row["headline"] if row and field == "title" else text)
            misses.append(f"{file.relative_to(folder)}: {field}: wanted {value!r}, got {got!r} {unread.get(str(file), '')}")
    return sum(right.values()), sum(total.values()), "\n".join([" ".join(f"{k} {right[k]}/{total[k]}" for k in total), *misses])


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as where:
        good, of, told = score(sys.argv[1], Path(sys.argv[2]), Path(where))
    print(f"{good} of {of}, {good / of:.2%}\n{told}")
