#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# check_names.sh BUILD: every symbol that a room exports starts with at_, and no room has data that
# changes while the program runs (tools/state.txt names the exceptions, each with its reason).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cd "$1"
archives=$(find src -name 'libat_*.a' | sort)
[ -n "$archives" ] || { echo "check_names: no archive in $1/src"; exit 1; }

# Pointers in constant tables are filled in by the loader and then locked (.data.rel.ro), so the
# section tells what can change, not the letter of nm.
# shellcheck disable=SC2086 # a list of our own file names
objdump -t $archives | awk -v table="$here/state.txt" '
    BEGIN {
        while ((getline line < table) > 0) {
            if (line ~ /^(#|$)/) continue
            split(line, word, " ")
            allowed[word[1]] = 1
        }
    }
    /file format/ { object = $1; sub(/:$/, "", object); next }
    /^[0-9a-f]+ / {
        flags = substr($0, 18, 7)
        rest = substr($0, 26)
        split(rest, word, /[ \t]+/)
        section = word[1]; name = word[3]
        if (word[3] ~ /^\.(hidden|internal|protected)$/) name = word[4]
        if (section == "*UND*" || flags ~ /[fd]/) next
        if (flags ~ /g|u/ || section == "*COM*") {
            count++
            if (name !~ /^at_/) { print object ": exports \"" name "\", which does not start with at_"; bad = 1 }
        }
        plain = name; sub(/\.[0-9]+$/, "", plain); sub(/^.*\./, "", plain) # calls.0 of gcc, at_f.calls of clang
        if (section ~ /^(\*COM\*|\.t?bss|\.t?data)/ && section !~ /^\.data\.rel\.ro/ && !(plain in allowed)) {
            print object ": \"" name "\" in " section " can change; only constant tables are static"; bad = 1
        }
    }
    END {
        if (!count) { print "check_names: no symbols found"; bad = 1 }
        exit bad
    }'
