#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# check_words.sh [ROOT]: what readers see does not say secure, anonymous, safe, erased or wiped, words
# that promise what cannot be checked. tools/words-allowed.txt names the lines that may, with a reason.
set -eu
cd "${1:-$(dirname "$0")/..}"
{
    find assets man -type f
    [ ! -f README.md ] || echo README.md
    find src/publish src/cli -name '*.[ch]'
} | sort | awk -v table=tools/words-allowed.txt '
    BEGIN {
        # FILE: part of the line
        while ((getline line < table) > 0) {
            row++
            if (line ~ /^(#|$)/) continue
            file = line; sub(/: .*/, "", file)
            sub(/^[^:]*: /, "", line)
            count++
            allowed_file[count] = file; allowed_part[count] = line; allowed_row[count] = row
        }
    }
    function is_allowed(file, line,    i) {
        for (i = 1; i <= count; i++) {
            if (allowed_file[i] == file && index(line, allowed_part[i])) { used[i] = 1; return 1 }
        }
        return 0
    }
    # Of C only the strings.
    function strings(line,    text) {
        text = ""
        while (match(line, /"([^"\\]|\\.)*"/)) {
            text = text " " substr(line, RSTART, RLENGTH)
            line = substr(line, RSTART + RLENGTH)
        }
        return text
    }
    {
        file = $0; n = 0
        while ((getline line < file) > 0) {
            n++
            text = " " tolower(file ~ /\.[ch]$/ ? strings(line) : line) " "
            if (match(text, /[^a-z](secure|securely|anonymous|anonymously|anonymity|safe|safer|safely|erased|wiped)[^a-z]/) \
                && !is_allowed(file, line)) {
                print file ":" n ": says \"" substr(text, RSTART + 1, RLENGTH - 2) "\": say what is done, or list the line in " table
                bad = 1
            }
        }
        close(file)
    }
    END {
        for (i = 1; i <= count; i++) if (!(i in used)) {
            print table ":" allowed_row[i] ": no line of " allowed_file[i] " needs this any more"; bad = 1
        }
        exit bad
    }'
