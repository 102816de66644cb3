#!/bin/sh
# Writes the man pages and the shell completion, which the program makes of its own table, below the install prefix. Run by `meson install`.
set -eu
program=$1
prefix=${MESON_INSTALL_DESTDIR_PREFIX:?run by meson install}
mkdir -p "$prefix/share/man/man1" "$prefix/share/bash-completion/completions"
"$program" help --man > "$prefix/share/man/man1/asanid.1"
"$program" help | sed -n 's/^  \([a-z]*\) .*/\1/p' | while read -r verb; do
    "$program" help --man "$verb" > "$prefix/share/man/man1/asanid-$verb.1"
done
"$program" help --completion > "$prefix/share/bash-completion/completions/asanid"
