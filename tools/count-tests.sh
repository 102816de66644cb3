#!/bin/sh
# Adds up what the test runs of the build folders printed, and closes with one line: N passed, N failed, N skipped.
set -eu
passed=0 failed=0 skipped=0
for folder in "$@"; do
    log=$folder/meson-logs/testlog.txt
    passed=$((passed + $(sed -n 's/^Ok: *\([0-9]*\).*/\1/p' "$log" | tail -n 1)))
    failed=$((failed + $(sed -n 's/^Fail: *\([0-9]*\).*/\1/p' "$log" | tail -n 1)))
    skipped=$((skipped + $(sed -n 's/^Skipped: *\([0-9]*\).*/\1/p' "$log" | tail -n 1)))
done
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
