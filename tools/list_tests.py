#!/usr/bin/env python3
"""Prints the names of test_*.c in a folder, sorted, one a line (for tests/meson.build)."""
import sys
from pathlib import Path

print("\n".join(sorted(p.stem for p in Path(sys.argv[1]).glob("test_*.c"))))
