#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# check_purity.sh BUILD ENGINE...: asks nm that the engine rooms are pure. What an engine's objects ask
# for themselves must be in a pure room (base, num) or in tools/pure.txt; and nothing that the linker
# would pull in behind them may ask for what tools/impure.txt names.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=$1
shift
cd "$build"

for engine in "$@"; do
    for archive in "src/$engine/libat_$engine.a" src/base/libat_base.a src/num/libat_num.a; do
        [ -f "$archive" ] || { echo "check_purity: $build/$archive is not built"; exit 1; }
    done
    # One line a symbol: archive:object: value type name
    nm -A "src/$engine/libat_$engine.a" src/base/libat_base.a src/num/libat_num.a |
        awk -v engine="$engine" -v pure="$here/pure.txt" -v impure="$here/impure.txt" '
        function read_list(file, list,    line, n, i, word) {
            while ((getline line < file) > 0) {
                sub(/#.*/, "", line)
                n = split(line, word, " ")
                for (i = 1; i <= n; i++) list[word[i]] = 1
            }
            close(file)
        }
        BEGIN { read_list(pure, is_pure); read_list(impure, is_impure) }
        NF >= 3 { # else the heading of an archive
            object = $1; type = $(NF - 1); name = $NF
            sub(/:[0-9a-f]*$/, "", object)
            sub(/^.*src\//, "", object); sub(/libat_.*(\.a\.p\/|\.a:)/, "", object); sub(/\.c\.o$/, ".o", object)
            if (type == "U" || type == "w") asks[object] = asks[object] " " name
            else if (type ~ /[A-Z]/) home[name] = object
            objects[object] = 1
        }
        function chain(object,    text) {
            text = object
            while (object in from) { object = from[object]; text = object " -> " text }
            return text
        }
        END {
            for (object in objects) if (object ~ "^" engine "/") queue[++last] = object
            if (!last) { print "check_purity: no objects of " engine; exit 1 }
            for (i = 1; i <= last; i++) seen[queue[i]] = 1
            for (i = 1; i <= last; i++) {
                object = queue[i]
                n = split(asks[object], names, " ")
                for (j = 1; j <= n; j++) {
                    if (names[j] in home) {
                        next_one = home[names[j]]
                        if (!(next_one in seen)) { seen[next_one] = 1; from[next_one] = object; queue[++last] = next_one }
                    } else if (names[j] in is_impure) {
                        print chain(object) " -> " names[j] ": an engine must not reach it"; bad = 1
                    } else if (object ~ "^" engine "/" && !(names[j] in is_pure)) {
                        print object " -> " names[j] ": not in tools/pure.txt, nor in base or num"; bad = 1
                    }
                }
            }
            exit bad
        }'
done
