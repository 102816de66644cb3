#!/usr/bin/env python3
"""Inputs from outside: archives and feeds, good and broken; what lies about its size; memory that does not grow with an input.

    ASANID=build/asanid python3 tests/cli/test_inputs.py [--accept] [NAME...]

Archives of our own are made here; what is read of each stands in archives.expected, of those in ../shared (skipped where that is absent) in
shared_archives.expected. --accept writes both anew; the diff is the review.
"""
import gzip
import os
import re
import subprocess
import sys
from pathlib import Path

import feed_cases
from test_cli import ENV, PROGRAM, asanid, main, wanted

HERE = Path(__file__).resolve().parent
SHARED = Path(os.environ.get("ASANID_SHARED", HERE.parent.parent.parent / "shared")) / "data" / "fixtures"
ACCEPT = False
HALL = "The council voted on Monday to rebuild the old market hall, which burned down in the spring. Work will begin in May and cost two million."
SAID = "The mayor said that the traders would be housed in tents beside the river until the new hall opens its gates."


def html(n):
    return f"<html><head><title>Hall {n}</title></head><body><article><h1>Hall {n}</h1><p>{HALL}</p><p>{SAID}</p></article></body></html>"


def http(body, kind="text/html; charset=utf-8", more="", status="200 OK"):
    body = body if isinstance(body, bytes) else body.encode()
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n".encode() + body


def warc(n, block, kind="response", lie=0, version="1.0", length=None, uri=None):
    length = len(block) + lie if length is None else length
    uri = uri or f"http://news.example/{n}"
    head = f"WARC/{version}\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2024-03-05T06:07:08Z\r\nContent-Type: application/http\r\nContent-Length: {length}\r\n\r\n"
    return head.encode() + block + b"\r\n\r\n"


def arc(n, block, length=None):
    return f"http://news.example/{n} 192.0.2.1 20240305060708 text/html {len(block) if length is None else length}\n".encode() + block + b"\n"


def page(n):
    return warc(n, http(html(n)))


def members(records):
    return b"".join(gzip.compress(r, mtime=0) for r in records)


def zstd(data):
    """A frame of raw blocks: Python has no zstd."""
    out = bytearray(b"\x28\xb5\x2f\xfd\x80\x58" + len(data).to_bytes(4, "little"))  # size of 4 bytes, window of 2 MiB
    for at in range(0, len(data), 65536):
        part = data[at:at + 65536]
        out += (len(part) << 3 | (at + 65536 >= len(data))).to_bytes(3, "little") + part
    return bytes(out)


def broken(data, at=0.5):
    data = bytearray(data)
    for i in range(int(len(data) * at), int(len(data) * at) + 8):
        data[i] ^= 0xa5
    return bytes(data)


def archives():
    """Name -> bytes."""
    film = warc("film", http(b"\x00" * 90000, "video/mp4"))
    info = warc("info", b"software: x\r\n", "warcinfo")
    many = [page(n) for n in range(6)]
    lies = [page(0), warc(1, http(html(1)), lie=-20), page(2), warc(3, http(html(3)), lie=20), page(4), warc(5, http(html(5)), length=10**9), page(6),
            warc(7, http(html(7)), length=10**30), page(8), warc(9, http(html(9)), length="many"), page(10)]
    bodies = [warc(0, http(gzip.compress(html(0).encode(), mtime=0), more="Content-Encoding: gzip\r\n")),
              warc(1, http(broken(gzip.compress(html(1).encode(), mtime=0)), more="Content-Encoding: gzip\r\n")),
              warc(2, http(b"x", more="Content-Encoding: br\r\n")),
              warc(3, http(f"{len(html(3)):x}\r\n{html(3)}\r\n0\r\n\r\n", more="Transfer-Encoding: chunked\r\n")),
              warc(4, http(html(4), more="Transfer-Encoding: chunked\r\n")),
              warc(5, http(html(5), status="404 Not Found")), warc(6, http(html(6), status="301 Moved")), warc(7, b"no message at all"),
              warc(8, http(html(8), kind="application/json")), warc(9, http("", kind="text/html"))]
    dictionary = b"\x5d\x2a\x4d\x18" + (len(HALL)).to_bytes(4, "little") + HALL.encode()
    six = members(many)
    return {
        "good.warc": info + film + b"".join(many) + film,
        "good-1.1.warc": b"".join(warc(n, http(html(n)), version="1.1", uri=f"<http://news.example/{n}>") for n in range(2)),
        "members.warc.gz": members([info, film, *many]),
        "one-member.warc.gz": gzip.compress(info + b"".join(many), mtime=0),
        "frames.warc.zst": b"".join(zstd(r) for r in many),
        "dictionary.warc.zst": dictionary + b"".join(zstd(r) for r in many),
        "cut-frame.warc.zst": b"".join(zstd(r) for r in many)[:-300],
        "lies.warc": b"".join(lies), "lies.warc.gz": members(lies),
        "last-lies.warc": page(0) + warc(1, http(html(1)), lie=20),
        "headers.warc": b"WARC/1.0\r\nWARC-Type: response\r\n\r\n\r\n\r\n" + page(1) + b"WARC/1.0\r\nContent-Length: 0\r\n\r\n\r\n\r\n" + page(2)
                        + b"WARC/1.0\r\nWARC-Type: response\r\n" + page(3) + b"WARC/1.0\r\nWARC-Ty",
        "bodies.warc": b"".join(bodies),
        "broken-member.warc.gz": members(many[:2]) + broken(members(many[2:3])) + members(many[3:]),
        "check-sum.warc.gz": members(many[:1]) + members(many[1:2])[:-8] + b"12345678" + members(many[2:]),
        "cut-member.warc.gz": six[:-40],
        "between.warc.gz": members(many[:3]) + b"what is this?" * 50 + members(many[3:]),
        "padded.warc.gz": six + bytes(4096),
        "text.wet": warc(0, f"{HALL}\n{SAID}\n".encode(), "conversion").replace(b"application/http", b"text/plain"),
        "pages.arc": arc("filedesc", b"1 0 X\n").replace(b"http://news.example/filedesc", b"filedesc://pages.arc") + b"".join(arc(n, http(html(n))) for n in range(3)),
        "lies.arc": arc(0, http(html(0))) + arc(1, http(html(1)), length=10**6) + arc(2, http(html(2))) + b"http://news.example/3 192.0.2.1 2024 text/html many\n\n" + arc(4, http(html(4))),
        "members.arc.gz": members([arc(n, http(html(n))) for n in range(3)]),
        "cut.jsonl.gz": gzip.compress("".join('{"id":"%d","text":"%s"}\n' % (n, HALL) for n in range(5)).encode(), mtime=0)[:-20],
        "packed.warc.lz4": b"\x04\x22\x4d\x18" + page(0),
    }


def listed(folder, names):
    """What is read of each: FILE, OFFSET or line, and "page" or the reason why not. Places in packed data are left to their own test."""
    lines = []
    for name in names:
        result = asanid("read", "--json", name, cwd=folder)
        status = {0: "read", 1: "nothing", 3: "in part"}.get(result.status, f"status {result.status}")
        found = [(row["page"], "page") for row in result.rows() if row["part"] == 0]
        found += re.findall(r"^asanid: '([^']*)': set aside: (.*)$", result.err, re.M)
        places = {}
        for where, what in found:
            at = re.search(r"[@:](\d+)$", where)
            places.setdefault(int(at[1]) if at else 0, []).append(re.sub(r"begins at byte \d+", "begins at byte N", what))
        lines.append(f"{name}\t{status}")
        lines += [f"\t{at}\t{what}" for at in sorted(places) for what in places[at]]
    return "\n".join(lines) + "\n"


def held_against(listing, expected):
    if ACCEPT:
        expected.write_text(listing, encoding="utf-8")
    want = expected.read_text(encoding="utf-8").splitlines()
    got = listing.splitlines()
    at = next((i for i, (a, b) in enumerate(zip(got + [""], want + [""])) if a != b), 0)
    assert got == want, f"{expected.name}:{at + 1}: wanted {want[at:at + 1]}, got {got[at:at + 1]}"


# ---- archives ----

def test_archives_are_read_as_listed(tmp):
    made = archives()
    for name, data in made.items():
        (tmp / name).write_bytes(data)
    held_against(listed(tmp, made), HERE / "archives.expected")


def test_archives_of_others_are_read_as_listed(tmp):
    if not (SHARED / "warc").is_dir():
        return print(f"skipped: no archives of others in {SHARED / 'warc'}")
    names = sorted(str(p.relative_to(SHARED / "warc")) for p in (SHARED / "warc").rglob("*") if re.search(r"\.(w?arc|wet|wat)", p.name))
    held_against(listed(SHARED / "warc", names), HERE / "shared_archives.expected")


def test_a_broken_member_is_named_by_its_place(tmp):
    many = [page(n) for n in range(5)]
    packed = [gzip.compress(r, mtime=0) for r in many]
    packed[2] = broken(packed[2])
    (tmp / "a.warc.gz").write_bytes(b"".join(packed))
    result = asanid("read", "--json", tmp / "a.warc.gz")
    wanted(result, 3, f"begins at byte {len(packed[0] + packed[1])} of the file")
    assert sorted(row["headline"]["text"] for row in result.rows()) == ["Hall 0", "Hall 1", "Hall 3", "Hall 4"]


def test_a_dictionary_in_front_is_used(tmp):
    for name in ("real", "packed"):  # made by zstd --train; the second packed itself
        result = asanid("read", "--json", HERE.parent / "fuzz" / "corpus" / "stream" / f"dictionary-{name}.warc.zst")
        assert [row["headline"]["text"] for row in result.rows()] == ["Hall 0", "Hall 1", "Hall 2"], result.err


def test_an_archive_comes_by_standard_input(tmp):
    result = asanid("read", "--json", "-", stdin=members([page(0), page(1)]))
    assert [row["page"] for row in result.rows()] == ["-@0", f"-@{len(page(0))}"], result.err


def test_pages_of_archives_and_feeds_are_read_again(tmp):
    store = tmp / "s.db"
    (tmp / "a.warc.gz").write_bytes(members([page(n) for n in range(3)]))
    (tmp / "b").write_bytes(b"".join(arc(n + 10, http(html(n + 10))) for n in range(2)))
    (tmp / "c@7").write_bytes(rss(["One", "Two"]))
    (tmp / "d.xml").write_bytes(rss(["Three", "Four"]).decode().encode("utf-16"))
    (tmp / "e.jsonl").write_text('\n{"text":"%s"}\n{"html":"<p>%s</p>"}\n' % (HALL, SAID))
    (tmp / "f.html").write_text(html(20))
    wanted(asanid("add", "--store", store, "a.warc.gz", "b", "c@7", "d.xml", "e.jsonl", "f.html", cwd=tmp), 0)
    before = asanid("export", "articles", "--store", store)
    assert len(before.rows()) == 12, before.out
    wanted(asanid("reindex", "--store", store), 0)
    after = asanid("export", "articles", "--store", store)
    assert before.out == after.out
    wanted(asanid("check", "--store", store), 0)


# ---- feeds ----

def rss(titles):
    items = "".join(f"<item><title>{t}</title><link>http://feed.example/{t}</link><description>{HALL} {t}</description></item>" for t in titles)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>The Feed</title>{items}</channel></rss>'.encode()


def test_a_feed_in_any_width_gives_all_its_items(tmp):
    want = ["One", "Two", "Three"]
    for charset in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"):
        (tmp / "f.xml").write_bytes(rss(want).decode().encode(charset))
        result = asanid("read", "--json", tmp / "f.xml")
        assert [row["headline"]["text"] for row in result.rows()] == want, charset
    (tmp / "r.jsonl").write_bytes("".join('{"id":"%s","text":"%s"}\n' % (n, HALL) for n in want).encode("utf-16"))
    assert [row["id"] for row in asanid("read", "--json", tmp / "r.jsonl").rows()] == want


def opml(*lines):
    return '<?xml version="1.0"?><opml version="2.0"><head><title>Lists</title></head><body><outline text="News">%s</outline></body></opml>' % "".join(
        "<outline text='one' %s/>" % line for line in lines)


def test_a_list_of_feeds_leads_to_the_files_beside_it(tmp):
    (tmp / "feeds").mkdir()
    (tmp / "feeds" / "a&b.xml").write_bytes(rss(["One", "Two"]))
    (tmp / "c.xml").write_bytes(rss(["Three"]))
    (tmp / "page.html").write_text(f"<html><head><title>Four of them</title></head><body><h1>Four of them</h1><p>{HALL}</p></body></html>")
    lines = ['type="rss" xmlUrl="feeds/a&amp;b.xml" htmlUrl="http://feed.example/"', 'xmlUrl="http://feed.example/f.xml?a=1&amp;b=2"',
             'xmlUrl="c.xml"', 'xmlUrl="https://feed.example/g.xml" htmlUrl="page.html"', 'xmlUrl="gone.xml"', 'xmlUrl="../c.xml"', 'xmlUrl="/etc/passwd"', 'xmlUrl="-"']
    for form in ("utf-8", "utf-16"):
        (tmp / "l.opml").write_bytes(opml(*lines).replace('<?xml version="1.0"?>', "").encode(form))
        result = asanid("read", "--json", tmp / "l.opml")
        assert [row["headline"]["text"] for row in result.rows()] == ["One", "Two", "Three", "Four of them"], form
        wanted(result, 3, "http://feed.example/f.xml?a=1&b=2", "nothing is fetched", "gone.xml", "No such file", "../c.xml", "/etc/passwd", "beside the list")
        assert "l.opml" not in result.err.replace(str(tmp / "l.opml"), "") and "g.xml" not in result.err
    result = asanid("tell", "--json", tmp / "l.opml")
    assert result.status == 3
    assert [row["status"] for row in asanid("add", "--json", "--store", tmp / "s.db", tmp / "l.opml").rows()].count("new") == 4
    assert [row["headline"]["text"] for row in asanid("export", "articles", "--json", "--store", tmp / "s.db").rows()] != []


def test_lists_of_feeds_that_lead_nowhere_or_in_circles(tmp):
    (tmp / "l.opml").write_text(opml('xmlUrl="l.opml"', 'xmlUrl="."', 'type="include" url="m.opml"'))
    (tmp / "m.opml").write_text(opml('xmlUrl="l.opml"'))
    wanted(asanid("read", "--json", tmp / "l.opml"), 3, "another list names")
    (tmp / "n.opml").write_text(opml("text='nothing'"))
    wanted(asanid("read", "--json", tmp / "n.opml"), 3, "n.opml", "names none")
    (tmp / "o.opml").write_text("<opml><body><outline xmlUrl=")
    wanted(asanid("read", "--json", tmp / "o.opml"), 3, "o.opml")


def test_lists_of_others_name_what_they_should(tmp):
    """listparser's cases in OPML that expect the address of a feed: it is named."""
    folder = SHARED / "opml" / "listparser" / "opml"
    if not folder.exists():
        return print(f"skipped: no lists in {folder}")
    asked = 0
    for f in sorted(folder.rglob("*.xml")):
        want = re.findall(r"result\['(?:feeds|opportunities|lists)'\]\[\d\]\['url'\] == ['\"]([^'\"]+)", f.read_text(errors="replace"))
        if want:
            asked += 1
            wanted(asanid("read", "--json", f), 3, *want)
    assert asked >= 5, asked


def test_feed_cases_of_others(tmp):
    if not (SHARED / "feeds" / "feedparser.tar.gz").exists():
        return print(f"skipped: no feed cases in {SHARED / 'feeds'}")
    right, of, told = feed_cases.score(PROGRAM, SHARED / "feeds" / "feedparser.tar.gz", tmp)
    print(f"feed cases: {right} of {of}, {right / of:.2%}")
    assert of > 600 and right >= 0.98 * of, told


# ---- what lies about its size ----

def measured(*args):
    """Status, bytes of output, resident set in MB of one run."""
    done = subprocess.Popen([PROGRAM, *map(str, args)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENV)
    out, err = done.stdout.read(), done.stderr.read()
    _, status, used = os.wait4(done.pid, 0)
    done.returncode = os.waitstatus_to_exitcode(status)
    return done.returncode, out, err.decode(), used.ru_maxrss / 1024


def test_memory_does_not_grow_with_an_input(tmp):
    line = '{"id":"%s","text":"' + HALL + '"}\n'
    filler = gzip.compress((b" " * 1023 + b"\n") * 16384)  # 16 MB of blank lines
    (tmp / "a.jsonl.gz").write_bytes(gzip.compress((line % 1).encode()) + filler * 64 + gzip.compress((line % 2).encode()))
    film = gzip.compress(warc("film", http(bytes(20 << 20), "video/mp4")))
    (tmp / "a.warc.gz").write_bytes(members([page(1)]) + film * 40 + members([page(2)]))
    for name in ("a.jsonl.gz", "a.warc.gz"):
        status, out, err, resident = measured("read", "--json", tmp / name)
        assert status == 0 and out.count(b"\n") == 2, err
        assert resident < 600, f"{name}: {resident} MB resident (of 1 GB unpacked; sanitizers keep 256 MB of their own)"


def test_bombs_are_refused(tmp):
    zeros = gzip.compress(bytes(64 << 20))
    (tmp / "a.txt.gz").write_bytes(zeros * 16)  # a page of 1 GB
    (tmp / "b.jsonl.gz").write_bytes(gzip.compress(b'{"text":"') + zeros * 16 + gzip.compress(b'\n{"id":"x","text":"' + HALL.encode() + b'"}\n'))
    (tmp / "c.warc").write_bytes(warc(0, http(gzip.compress(bytes(128 << 20)), more="Content-Encoding: gzip\r\n")) + page(1))
    (tmp / "d.txt.zst").write_bytes(b"\x28\xb5\x2f\xfd\x00\x58" + b"".join(((131072 << 3) | 2).to_bytes(3, "little") + b"a" for _ in range(4096)) + b"\x01\x00\x00")  # 512 MB of one letter
    for name, word, rows in (("a.txt.gz", "LIMIT_PAGE_BYTES", 0), ("b.jsonl.gz", "LIMIT_LINE_BYTES", 1), ("c.warc", "LIMIT_PAGE_BYTES", 1), ("d.txt.zst", "LIMIT_PAGE_BYTES", 0)):
        status, out, err, resident = measured("read", "--json", tmp / name)
        assert status == 3 and word in err and out.count(b"\n") == rows, f"{name}: {err}"
        assert resident < 1200, f"{name}: {resident} MB"


def test_a_page_of_100_MB_is_refused(tmp):
    (tmp / "a.html").write_bytes(b"<html><body>" + f"<p>{HALL}</p>".encode() * 730000)
    status, _, err, resident = measured("read", "--json", tmp / "a.html")
    assert status == 3 and "LIMIT_PAGE_BYTES" in err, err
    assert resident < 1200, resident


def test_nested_tags_are_read_or_refused(tmp):
    for name, tag in (("a.html", "div"), ("b.html", "b"), ("c.html", "table"), ("d.html", "ul")):
        (tmp / name).write_text("<html><body>" + f"<{tag}>" * 100000 + HALL + f"</{tag}>" * 100000 + f"<p>{SAID}</p>")
        status, out, err, _ = measured("read", "--json", tmp / name)
        assert status in (0, 1) or (status == 3 and "LIMIT_" in err), f"{tag}: {status} {err}"
    (tmp / "e.xml").write_bytes(rss(["One"]).replace(b"<description>", b"<description>" + b"&lt;div&gt;" * 100000).replace(b"<item>", b"<a>" * 100000 + b"<item>"))
    status, out, err, _ = measured("read", "--json", tmp / "e.xml")
    assert status in (0, 1) or (status == 3 and "LIMIT_" in err), f"feed: {status} {err}"


if __name__ == "__main__":
    ACCEPT = "--accept" in sys.argv
    sys.exit(main([a for a in sys.argv[1:] if a != "--accept"], globals()))
