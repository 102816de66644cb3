#!/bin/sh
# Installs, on Debian 12, the packages that asanid is built and tested with, where they are missing. Needs root or sudo for that only.
set -eu
packages="gcc libc6-dev ninja-build meson pkg-config python3 libsqlite3-dev libxml2-dev libzstd-dev libdeflate-dev zlib1g-dev libxxhash-dev
libjson-c-dev libstemmer-dev libuchardet-dev libcmocka-dev"
missing=""
for p in $packages; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$p" 2>/dev/null || true)" = installed ] || missing="$missing $p"
done
[ -n "$missing" ] || exit 0
echo "installing:$missing" >&2
sudo=""
[ "$(id -u)" = 0 ] || sudo=sudo
$sudo apt-get update -qq
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $missing >/dev/null
