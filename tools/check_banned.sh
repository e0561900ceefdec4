#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# check_banned.sh BUILD SOURCE: none of our objects asks for a function of tools/banned.txt, and no
# source says alloca (which leaves no symbol; -Wvla finds the arrays).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$2" && pwd)
cd "$1"
archives=$(find src -name 'libat_*.a' | sort)
[ -n "$archives" ] || { echo "check_banned: no archive in $1/src"; exit 1; }
# shellcheck disable=SC2086 # a list of our own file names
{ nm -A -u $archives; [ ! -d attest.p ] || find attest.p -name '*.o' -exec nm -A -u {} +; } |
    awk -v table="$here/banned.txt" '
    BEGIN {
        while ((getline line < table) > 0) {
            if (line ~ /^(#|$)/) continue
            name = line; sub(/[ \t].*/, "", name)
            sub(/^[^ \t]*[ \t]+/, "", line)
            instead[name] = line
        }
    }
    NF >= 3 { # else the heading of an archive
        name = $NF; sub(/@.*/, "", name)
        plain = name; sub(/^__(isoc[0-9]+_)?/, "", plain); sub(/_chk$/, "", plain)
        if (name in instead) plain = name
        if (plain in instead) { print $1 " " name ": banned; use " instead[plain]; bad = 1 }
    }
    END { exit bad }' || bad=1

cd "$source"
if find src -name '*.[ch]' -exec grep -nE '\balloca *\(' {} +; then
    echo "check_banned: alloca is banned; use at_arena_alloc"
    bad=1
fi
exit "${bad:-0}"
