# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh
# What the cases share; read by run.sh before each.

# refused COMMAND...: prints the error of `attest COMMAND...` as people and as programs get it, and the status. Whatever
# stands on a stream that must be empty is printed too.
refused() {
    attest "$@" >refused.out 2>refused.err
    refused_code=$?
    if [ $refused_code = 0 ]; then
        echo "accepted: $*"
        return 0
    fi
    sed 's/^/on standard output: /' refused.out
    cat refused.err
    attest "$@" --json >refused.out 2>refused.err
    refused_json_code=$?
    sed 's/^/on standard error: /' refused.err
    one_error
    [ $refused_code = $refused_json_code ] || echo "exit with --json: $refused_json_code"
    echo "exit $refused_code"
    rm -f refused.out refused.err
}

# The one line in refused.out, with just the keys of an error; run.sh parses all of them at its end.
one_error() {
    case $(cat refused.out) in
    '{"error":{"status":"'*'","message":"'*'","file":'*',"row":'*',"column":'*'}}') ;;
    *) echo "not the JSON of an error:" ;;
    esac
    [ "$(wc -l <refused.out)" = 1 ] || echo "not one line:"
    cat refused.out
}

# interrupt PID: as Ctrl-C does, once the program listens to it.
interrupt() {
    until [ $((0x$(sed -n 's/^SigCgt:[[:space:]]*//p' "/proc/$1/status") & 2)) -ne 0 ]; do sleep 0.05; done
    kill -INT "$1"
}

# edition NAME: a folder with two criteria and two countries, for the case to spoil.
edition() {
    mkdir "$1"
    printf 'id,category,label,weight\nA1,Family,Marriage,60\nA2,Asylum,Law on asylum,40\n' >"$1/criteria.csv"
    printf 'iso2,country,A1,A2\nMT,Malta,1,1/2\nBE,Belgium,0,1\n' >"$1/values.csv"
    printf '[edition]\ntitle = Small\nyear = 2031\n' >"$1/edition.ini"
}

# json FILE EXPRESSION...: prints Python expressions over the document d.
json() {
    python3 -c '
import json, sys
d = json.load(open(sys.argv[1], encoding="utf-8"))
for expression in sys.argv[2:]:
    print(eval(expression))
' "$@"
}

# listing FOLDER: every file and folder below it with a digest of its content, for comparing.
listing() { (cd "$1" && find . -type d -print -o -type f -exec sha256sum {} + | LC_ALL=C sort -k 2); }
