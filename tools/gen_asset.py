#!/usr/bin/env python3
"""Makes a C string of a file of web/: gen_asset.py INPUT OUTPUT.c NAME; declares `const char NAME[]` and its length NAME_n."""
import sys
from pathlib import Path

source, target, name = sys.argv[1:4]
data = Path(source).read_bytes()
lines = [data[i:i + 96] for i in range(0, len(data), 96)]
quoted = "\n".join('    "' + "".join(chr(b) if 32 <= b < 127 and b not in b'"\\?' else f"\\{b:03o}" for b in line) + '"' for line in lines)
Path(target).write_text(f"/* Made by tools/gen_asset.py: do not edit. */\n#include <stddef.h>\nextern const char {name}[];\nextern const size_t {name}_n;\n"
                        f"const char {name}[] =\n{quoted};\nconst size_t {name}_n = sizeof {name} - 1;\n", encoding="utf-8")
