#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh PROGRAM [AREA/CASE...]: runs the program from outside. Each case is AREA/CASE.sh, a script in a new folder of its own
# where `attest` is the program, `data`, `examples` and `editions` are the folders of that name, and lib.sh has been read. What it
# must give stands beside it:
#   CASE.sh.stdout.exact  byte for byte, or CASE.sh.stdout.glob  a shell pattern a line, "..." for any number of lines
#   CASE.sh.stderr.exact, CASE.sh.stderr.glob  likewise
#   CASE.sh.exit          its exit status
# Without a file the stream must be empty, the status 0. With CLI_WRITE in the environment the .exact and .exit files are
# written anew; look at the difference before it is kept. Prints TAP.
set -u
here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$here/../.." && pwd)
program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
shift
scratch=$(mktemp -d "${TMPDIR:-/tmp}/attest-cli-XXXXXX")
trap 'chmod -R u+rwx "$scratch"; rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM
mkdir "$scratch/bin"
: >"$scratch/errors"
ln -s "$program" "$scratch/bin/attest"
PATH=$scratch/bin:$PATH LC_ALL=C.UTF-8 NO_COLOR=1
export PATH LC_ALL NO_COLOR
unset CDPATH
number=0 failed=0

# matches PATTERNS FILE: every line of the file has its pattern.
matches() {
    skipping=no
    exec 3<"$1" 4<"$2"
    while IFS= read -r pattern <&3; do
        if [ "$pattern" = ... ]; then
            skipping=yes
            continue
        fi
        while :; do
            IFS= read -r line <&4 || return 1
            # shellcheck disable=SC2254 # it is a pattern
            case $line in
            $pattern) break ;;
            *) [ $skipping = yes ] || return 1 ;;
            esac
        done
        skipping=no
    done
    [ $skipping = yes ] || ! IFS= read -r line <&4
}

# stream NAME: is what the case wrote on it what is expected? Says how it differs.
stream() {
    got=$scratch/$1
    [ -z "${CLI_WRITE:-}" ] || [ -f "$script.$1.glob" ] || write "$script.$1.exact" "$got"
    if [ -f "$script.$1.exact" ]; then
        diff -u "$script.$1.exact" "$got" >"$scratch/diff" && return 0
        sed "s|^\(---\) .*|\1 expected on $1|; s|^\(+++\) .*|\1 found|" "$scratch/diff"
    elif [ -f "$script.$1.glob" ]; then
        matches "$script.$1.glob" "$got" && return 0
        echo "$1 does not match $(basename "$script").$1.glob:"
        cat "$got"
    else
        [ -s "$got" ] || return 0
        echo "nothing is expected on $1, found:"
        cat "$got"
    fi
}

# write FILE FROM: nothing where nothing is expected.
write() { if [ -s "$2" ]; then cp "$2" "$1"; else rm -f "$1"; fi; }

run_case() {
    name=${script#"$here"/}
    work=$scratch/work
    mkdir "$work"
    ln -s "$source/data" "$source/examples" "$here/editions" "$source/tests/vectors/asem" "$work"
    (cd "$work" && . "$here/lib.sh" && . "$script") >"$scratch/stdout" 2>"$scratch/stderr" </dev/null
    code=$?
    [ -z "${CLI_WRITE:-}" ] || if [ $code = 0 ]; then rm -f "$script.exit"; else echo $code >"$script.exit"; fi
    expected=$(cat "$script.exit" 2>/dev/null || echo 0)
    problems=$(
        [ "$code" = "$expected" ] || echo "exit status $code, expected $expected"
        stream stdout
        stream stderr
    )
    number=$((number + 1))
    if [ -z "$problems" ]; then
        echo "ok $number - ${name%.sh}"
    else
        echo "not ok $number - ${name%.sh}"
        printf '%s\n' "$problems" | sed 's/^/# /'
        failed=1
    fi
    grep '^{"error"' "$scratch/stdout" >>"$scratch/errors"
    chmod -R u+rwx "$work"
    rm -rf "$work"
}

if [ $# -gt 0 ]; then
    for name in "$@"; do
        script=$here/${name%.sh}.sh
        run_case
    done
else
    for script in "$here"/*/*.sh; do run_case; done
fi
number=$((number + 1))
if python3 -c 'import json, sys; [json.loads(line) for line in sys.stdin]' <"$scratch/errors"; then
    echo "ok $number - every error is one JSON document"
else
    echo "not ok $number - every error is one JSON document"
    failed=1
fi
echo "1..$number"
exit $failed
