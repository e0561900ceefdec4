#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# check_man.sh PROGRAM MAN: every command of the program has its part in the man pages, whose SYNOPSIS is what -h prints
# and whose options are those of the command; every page passes mandoc's lint. Prints TAP.
set -u
program=$1 man=$2
number=0 failed=0

# report WHAT PROBLEM: fine where there is none.
report() {
    number=$((number + 1))
    if [ -z "$2" ]; then
        echo "ok $number - $1"
    else
        echo "not ok $number - $1"
        printf '%s\n' "$2" | sed 's/^/# /'
        failed=1
    fi
}

# One line, all white space one space.
fold_space() { tr '\n\t' '  ' | sed 's/  */ /g; s/^ //; s/ $//'; }
render() { mandoc -T ascii -O width=400 "$1" | sed 's/.\x08//g'; }
# section PAGE NAME: what stands under that heading.
section() { render "$1" | awk -v name="$2" '/^[A-Z]/ { inside = ($0 == name); next } inside'; }
# All commands: two words deep in the overview, up to the column of the summaries.
commands() { "$program" -h | sed -n '/^Commands:/,/^$/s/^  \([a-z][a-z ]*[a-z]\)  .*/\1/p'; }
# page_of COMMAND: its own, or that of its first word.
page_of() {
    own=$man/attest-$(printf '%s' "$1" | tr ' ' -).1
    if [ -f "$own" ]; then printf '%s\n' "$own"; else printf '%s\n' "$man/attest-${1%% *}.1"; fi
}

check_synopsis() {
    usage=$("$program" $1 -h | sed -n '/^Usage: /,/^$/p' | sed 's/^Usage: //' | fold_space)
    synopsis=$(section "$2" SYNOPSIS | fold_space)
    case "$synopsis attest " in
    "$usage attest "* | *" $usage attest "*) ;;
    *) printf '%s\n' "-h prints:     $usage" "the page says: $synopsis" ;;
    esac
}

# The page has a heading for the command, unless it is all its own.
check_heading() {
    [ "${2##*/}" != "attest-$(printf '%s' "$1" | tr ' ' -).1" ] || return 0
    grep -qx ".Ss ${1##* }" "$2" || echo "${2##*/} has no part on \"${1##* }\""
}

check_options() {
    "$program" $1 -h | sed -n '/^Options:/,/^$/s/^  --\([a-z-]*\).*/\1/p' | while read -r option; do
        case $option in json | threads | colour | help) page=$man/attest.1 ;; *) page=$2 ;; esac
        grep -q "^\.It .*Fl.* -$option\b" "$page" || echo "${page##*/} does not describe --$option"
    done
}

# Options of all commands; what a page describes beyond them is gone.
all_options() { commands | while read -r command; do "$program" $command -h; done | sed -n 's/^  --\([a-z-]*\).*/\1/p' | sort -u; }
check_gone() {
    sed -n 's/^\.It .*Fl[^-]* -\([a-z-]*\).*/\1/p' "$1" | while read -r option; do
        printf '%s\n' "$options" | grep -qx "$option" || echo "no command has --$option"
    done
}

list=$(commands)
options=$(all_options)
[ -n "$list" ] || {
    echo "Bail out! $program -h names no command"
    exit 1
}
while read -r command; do
    page=$(page_of "$command")
    if [ ! -f "$page" ]; then
        report "$command has a man page" "there is no ${page##*/}"
        continue
    fi
    # shellcheck disable=SC2086 # a command is one or two words
    report "$command: the SYNOPSIS is what -h prints" "$(check_synopsis "$command" "$page")"
    report "$command: the page has a part on it" "$(check_heading "$command" "$page")"
    report "$command: the page describes its options" "$(check_options "$command" "$page")"
    report "$command: attest.1 leads to its page" \
        "$(grep -q "^\.It Xr $(basename "$page" .1) 1$\|^\.Xr $(basename "$page" .1) 1" "$man/attest.1" || echo "it does not")"
done <<END
$list
END
for page in "$man"/*.[0-9]; do
    report "${page##*/}: every option that it describes exists" "$(check_gone "$page")"
    report "${page##*/}: mandoc finds nothing to warn of" "$(mandoc -T lint -W warning "$page" 2>&1)"
done
echo "1..$number"
exit $failed
