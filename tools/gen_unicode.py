#!/usr/bin/env python3
"""Makes src/text/fold_data.c (see src/text/unicode.h) of the Unicode Character Database.

    gen_unicode.py OUTPUT.c [UNICODE_DIR]      (default: /usr/share/unicode, Debian's unicode-data)

What folding does is written here, in fold_of(); the C side only looks up. The output is committed, so that a build needs
no unicode-data; run this again when the database or a rule changes.
"""
import sys
from pathlib import Path

BLOCK = 128
TOP = 0x110000

# Enumerations of unicode.h, in its order.
WORD = ["Other", "CR", "LF", "Newline", "Extend", "ZWJ", "Format", "Katakana", "Hebrew_Letter", "ALetter", "MidLetter", "MidNum",
        "MidNumLet", "Numeric", "ExtendNumLet", "Single_Quote", "Double_Quote", "Regional_Indicator", "WSegSpace"]
SENTENCE = ["Other", "CR", "LF", "Sep", "Extend", "Format", "Sp", "Lower", "Upper", "OLetter", "Numeric", "ATerm", "SContinue",
            "STerm", "Close"]
FLAGS = {"letter": 1, "digit": 2, "upper": 4, "space": 8, "arabic": 16, "pictographic": 32, "mark": 64, "symbol": 128, "control": 256}
SCRIPTS = ["Common", "Latin", "Arabic", "Cyrillic", "Greek", "Hebrew", "Han", "Kana", "Hangul", "Thai", "Devanagari", "Other"]

# Marks that a key does not keep: Arabic vowel and Koranic marks, tatweel, combining accents, soft hyphen, bidi and
# zero-width marks, variation selectors.
DROPPED = [(0x300, 0x36F), (0x610, 0x61A), (0x64B, 0x65F), (0x670, 0x670), (0x6D6, 0x6ED), (0x640, 0x640), (0xAD, 0xAD),
           (0x61C, 0x61C), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x2064), (0x2066, 0x206F), (0xFE00, 0xFE0F),
           (0xFEFF, 0xFEFF)]
# Letters that are joined. Hamza above rejoins waw and ya (fold.c), so that composed and decomposed forms have one key.
JOINED = {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ہ": "ه", "ھ": "ه", "ے": "ي", "ة": "ه", "ۓ": "ئ",
          "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe"}
ATOMIC = {"ؤ", "ئ"}
HAMZA_ABOVE = 0x654
TAGS = {"<font>", "<wide>", "<narrow>", "<initial>", "<medial>", "<final>", "<isolated>"}
DECOMPOSED_SCRIPTS = {"Latin", "Greek", "Cyrillic", "Arabic", "Common"}
SPECIAL = 0xFF  # FOLD_SPECIAL: not for the table of two-byte letters


def ranges(path):
    for line in path.read_text(encoding="utf-8").split("\n"):
        line = line.split("#")[0].strip()
        if line:
            cols = [c.strip() for c in line.split(";")]
            lo, _, hi = cols[0].partition("..")
            yield int(lo, 16), int(hi or lo, 16), cols[1:]


def property_of(path, default, only=None):
    values = [default] * TOP
    for lo, hi, cols in ranges(path):
        if only is None or cols[0] in only:
            values[lo:hi + 1] = [cols[0]] * (hi - lo + 1)
    return values


class Database:
    def __init__(self, root):
        self.word = property_of(root / "auxiliary/WordBreakProperty.txt", "Other")
        self.sentence = property_of(root / "auxiliary/SentenceBreakProperty.txt", "Other")
        self.script = property_of(root / "Scripts.txt", "Unknown")
        self.pictographic = property_of(root / "emoji/emoji-data.txt", "", {"Extended_Pictographic"})
        self.space = property_of(root / "PropList.txt", "", {"White_Space"})
        self.version = (root / "auxiliary/WordBreakProperty.txt").read_text(encoding="utf-8").split("\n")[0].split("-")[-1][:-4]
        self.category, self.digit, self.decomposition = ["Cn"] * TOP, {}, {}
        first = None
        for line in (root / "UnicodeData.txt").read_text(encoding="utf-8").split("\n"):
            if not line:
                continue
            cols = line.split(";")
            cp = int(cols[0], 16)
            lo = first if cols[1].endswith(", Last>") else cp
            first = cp if cols[1].endswith(", First>") else None
            self.category[lo:cp + 1] = [cols[2]] * (cp + 1 - lo)
            if cols[2] == "Nd":
                self.digit[cp] = cols[6]
            if cols[5]:
                parts = cols[5].split()
                tag = parts.pop(0) if parts[0].startswith("<") else None
                if tag is None or tag in TAGS:
                    self.decomposition[cp] = (tag, "".join(chr(int(p, 16)) for p in parts))
        self.case = {lo: "".join(chr(int(p, 16)) for p in cols[1].split())
                     for lo, _, cols in ranges(root / "CaseFolding.txt") if cols[0] in "CF"}


def fold_once(db, c):
    cp = ord(c)
    if any(lo <= cp <= hi for lo, hi in DROPPED):
        return ""
    if cp in db.digit:
        return db.digit[cp]
    if c in JOINED:
        return JOINED[c]
    if c in ATOMIC:
        return c
    if cp in db.case:
        return db.case[cp]
    tag, to = db.decomposition.get(cp, (None, None))
    if to is None or (tag is None and db.script[cp] not in DECOMPOSED_SCRIPTS) or db.category[cp][0] in "PZ":
        return c
    if " " in to:
        # The spacing forms of vowel marks are marks; phrases in one sign (FDFA, FDFB) stay what they are.
        return "" if len(to) <= 3 else c
    # Punctuation is no letter: it stays as printed (a canonical mark is text.c's to choose).
    return to if all(db.category[ord(t)][0] in "LMN" for t in to) else c


def fold_of(db, c):
    s = c
    for _ in range(8):
        t = "".join(fold_once(db, x) for x in s)
        if t == s:
            break
        s = t
    if len(s.encode()) > 3 * len(c.encode()):
        raise SystemExit(f"U+{ord(c):04X} folds to more than three times its bytes: fold_room() is too small")
    return s


def flags_of(db, cp):
    cat, f = db.category[cp], 0
    f |= FLAGS["letter"] if cat[0] == "L" else 0
    f |= FLAGS["digit"] if cat == "Nd" else 0
    f |= FLAGS["upper"] if cat in ("Lu", "Lt") else 0
    f |= FLAGS["space"] if db.space[cp] else 0
    f |= FLAGS["arabic"] if db.script[cp] == "Arabic" and cat[0] == "L" else 0
    f |= FLAGS["pictographic"] if db.pictographic[cp] else 0
    f |= FLAGS["mark"] if cat[0] == "M" else 0
    f |= FLAGS["symbol"] if cat[0] == "S" else 0
    f |= FLAGS["control"] if cat in ("Cc", "Cf", "Cs") else 0
    return f


def script_of(db, cp):
    s = db.script[cp]
    s = {"Hiragana": "Kana", "Katakana": "Kana", "Inherited": "Common", "Unknown": "Common"}.get(s, s)
    return SCRIPTS.index(s if s in SCRIPTS else "Other")


def two_stage(values):
    """Blocks that are equal stand once: (index of each block, blocks)."""
    index, blocks, seen = [], [], {}
    for at in range(0, TOP, BLOCK):
        block = tuple(values[at:at + BLOCK])
        if block not in seen:
            seen[block] = len(blocks)
            blocks.append(block)
        index.append(seen[block])
    return index, blocks


def c_array(declaration, values, width=24):
    rows = [", ".join(map(str, values[i:i + width])) for i in range(0, len(values), width)]
    return f"{declaration} = {{\n    " + ",\n    ".join(rows) + "};\n"


def low_entry(folds, cp):
    b = folds.get(cp, chr(cp)).encode()
    if cp == HAMZA_ABOVE or len(b) > 3:
        return SPECIAL
    return len(b) | int.from_bytes(b, "little") << 8


def main(args):
    db = Database(Path(args[1] if len(args) > 1 else "/usr/share/unicode"))
    surrogate = range(0xD800, 0xE000)
    folds = {}
    for cp in range(TOP):
        if cp not in surrogate and db.category[cp] != "Cn":
            f = fold_of(db, chr(cp))
            if f != chr(cp):
                folds[cp] = f

    records, record_at = [], []
    for cp in range(TOP):
        r = (WORD.index(db.word[cp]), SENTENCE.index(db.sentence[cp]), script_of(db, cp), flags_of(db, cp))
        if r not in records:
            records.append(r)
        record_at.append(records.index(r))
    if len(records) > 256:
        raise SystemExit("more than 256 kinds of characters: unicode_class_of() reads a byte")

    # Pool of folded forms: length, bytes. Offset 0 stands for "itself"; offset 1 is the empty form.
    pool, place = [255, 0], {"": 1}
    for f in sorted(set(folds.values())):
        if f not in place:
            place[f] = len(pool)
            pool += [len(f.encode())] + list(f.encode())
    index, blocks = two_stage(record_at)
    fold_index, fold_blocks = two_stage([place[folds[cp]] if cp in folds else 0 for cp in range(TOP)])

    out = [f"/* Made by tools/gen_unicode.py from the Unicode Character Database {db.version}: do not edit. */\n"
           '#include "text/unicode.h"\n']
    out.append("const struct unicode_class unicode_records[] = {\n" + "".join(f"    {{{w}, {s}, {k}, {f}}},\n" for w, s, k, f in records) + "};\n")
    out.append(c_array("const u16 unicode_index[]", index))
    out.append(c_array("const u8 unicode_blocks[]", [x for b in blocks for x in b], 32))
    out.append(c_array("const u16 fold_index[]", fold_index))
    out.append(c_array("const u16 fold_blocks[]", [x for b in fold_blocks for x in b], 32))
    out.append(c_array("const u8 fold_pool[]", pool, 32))
    out.append(c_array("const u32 fold_low[2048]", [low_entry(folds, cp) for cp in range(2048)], 12))
    out.append(c_array("const u8 unicode_word_low[2048]", [records[record_at[cp]][0] for cp in range(2048)], 32))
    out.append(c_array("const u8 unicode_sentence_low[2048]", [records[record_at[cp]][1] for cp in range(2048)], 32))
    if max(len(blocks), len(fold_blocks), len(pool)) > 65535:
        raise SystemExit("the tables have outgrown their types")
    Path(args[0]).write_text("\n".join(out), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
