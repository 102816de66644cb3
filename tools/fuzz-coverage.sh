#!/bin/sh
# How many lines of each parser the committed fuzz corpus reaches when it is replayed (needs gcovr). Fails where one is under 80 %.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
build=${1:-$root/build-cov}
targets="charset html warc feed cut stream read"
[ -f "$build/build.ninja" ] || CC=gcc meson setup -Db_coverage=true -Dbuildtype=debug "$build" "$root" >/dev/null
cd "$build"
for t in $targets; do ninja "tests/fuzz/replay_$t" >/dev/null; done
find . -name '*.gcda' -delete
for t in $targets; do "tests/fuzz/replay_$t" "$root/tests/fuzz/corpus/$t" >/dev/null; done
gcovr -r "$root" --object-directory . -f '.*src/page/(charset|html|dom|markup|warc|feed|xml|input|record)[.]c' -f '.*src/run/stream[.]c' --csv 2>/dev/null |
    awk -F, 'NR > 1 && $3 > 0 { printf "%-24s %4d of %4d lines, %.0f %%\n", $1, $3, $2, 100 * $3 / $2; seen++; if ($3 < 0.8 * $2) bad = 1 } END { exit bad || seen < 10 }'
