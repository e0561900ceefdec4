#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# selftest.sh [CC]: each checker of the house lets a clean tree pass and refuses one planted fault at a
# time, naming it. Prints TAP.
set -u
tools=$(cd "$(dirname "$0")" && pwd)
cc=${1:-cc}
scratch=$(mktemp -d "${TMPDIR:-/tmp}/attest-selftest-XXXXXX")
trap 'rm -rf "$scratch"' EXIT
number=0 failed=0

# report WHAT GOOD OUTPUT
report() {
    number=$((number + 1))
    if [ "$2" = yes ]; then
        echo "ok $number - $1"
    else
        echo "not ok $number - $1"
        printf '%s\n' "$3" | sed 's/^/# /'
        failed=1
    fi
}
# passes WHAT COMMAND...
passes() {
    what=$1
    shift
    if output=$("$@" 2>&1); then report "$what" yes ""; else report "$what" no "$output"; fi
}
# refuses WHAT TEXT COMMAND...: it fails, and what it prints holds TEXT.
refuses() {
    what=$1 text=$2
    shift 2
    if output=$("$@" 2>&1); then
        report "$what" no "it passed: $output"
    else
        case $output in
        *"$text"*) report "$what" yes "" ;;
        *) report "$what" no "it does not say \"$text\": $output" ;;
        esac
    fi
}

# A small clean tree: a copy of the checkers, three rooms, and what they need.
fresh() {
    rm -rf "$scratch/tree"
    mkdir -p "$scratch/tree/tools" "$scratch/tree/assets" "$scratch/tree/man" "$scratch/tree/build"
    cd "$scratch/tree" || exit 2
    cp "$tools"/check_*.sh "$tools"/*.txt tools/
    cp "$tools/../.clang-format" .
    printf '%s\n' 'base: | pthread.h' 'num: base | Random123/' 'index: base num |' >tools/layers.txt
    : >tools/words-allowed.txt
    for room in base num index publish cli; do mkdir -p "src/$room"; done
    rmdir src/publish src/cli
    mkdir tests fuzz bench examples
    plant src/base/a.c '#include <pthread.h>' '#include <string.h>' 'size_t at_a(const char *s);' \
        'size_t at_a(const char *s)' '{' '    return strlen(s);' '}'
    plant src/num/b.c '#include <Random123/philox.h>' '#include <sys/types.h>' 'int at_b(void);' 'int at_b(void)' '{' \
        '    return 1;' '}'
    plant src/index/c.c '#include "base/a.h"' '#include "num/b.h"' '#include <math.h>'
    plant src/base/a.h '#include <stddef.h>'
    plant src/num/b.h '#include "base/a.h"'
    plant src/index/meson.build "index_lib = static_library('at_index', link_with: [base_lib, num_lib])"
}
# plant FILE LINE...
plant() {
    file=$1
    shift
    mkdir -p "$(dirname "$file")"
    printf '%s\n' "$@" >"$file"
}
# archive ROOM NAME LINE...: a room's archive with one object more, made of these lines of C.
archive() {
    room=$1 object=$2
    shift 2
    plant "build/$object.c" "$@"
    mkdir -p "build/src/$room"
    $cc -O1 -fPIE -w -c "build/$object.c" -o "build/$object.c.o" &&
        ar rcs "build/src/$room/libat_$room.a" "build/$object.c.o"
}

layers() {
    fresh
    passes "layers: a clean tree passes" tools/check_layers.sh .
    plant src/num/b.c '/* */' '#include "index/c.h"'
    refuses "layers: an include against the table, with file and line" "src/num/b.c:2: num may not include index" \
        tools/check_layers.sh .
    fresh
    plant src/index/c.c '#  include <pthread.h>'
    refuses "layers: a library's header outside its room" "src/index/c.c:1: index may not include <pthread.h>" \
        tools/check_layers.sh .
    plant src/index/c.c '#include <Random123/threefry.h>'
    refuses "layers: a header from a reserved folder" "may not include <Random123/threefry.h>" tools/check_layers.sh .
    plant src/index/c.c '#include <sqlite3.h>'
    refuses "layers: a library that no room has" "<sqlite3.h> is neither of the system nor in" tools/check_layers.sh .
    plant src/index/c.c '#include "c.h"'
    refuses "layers: an include without its room" 'include "c.h" by its room' tools/check_layers.sh .
    plant src/index/c.c '#include "elsewhere/x.h"'
    refuses "layers: an include from a room that is not in the table" '"elsewhere" is no room' tools/check_layers.sh .
    fresh
    plant src/stray/d.c 'int d;'
    refuses "layers: a room that is not in the table" "src/stray: room is not in" tools/check_layers.sh .
    fresh
    echo 'draw: base |' >>tools/layers.txt
    refuses "layers: a row whose room is gone" "tools/layers.txt:4: there is no src/draw" tools/check_layers.sh .
    fresh
    plant tools/layers.txt 'base: num |' 'num: base |' 'index: base num |'
    refuses "layers: a circle" "tools/layers.txt:1: base names \"num\"" tools/check_layers.sh .
    fresh
    plant src/num/meson.build "num_lib = static_library('at_num', link_with: [base_lib," "  index_lib])"
    refuses "layers: a link against the table" "src/num/meson.build:2: num may not include index" tools/check_layers.sh .
}

pure_tree() {
    fresh
    archive base clean 'int at_clean(int x) { return x + 1; }'
    archive base clock '#include <time.h>' 'long at_now(void) { return (long)time(0); }'
    archive base middle 'long at_now(void);' 'long at_middle(void) { return at_now(); }'
    archive num sum '#include <math.h>' 'double at_sum(double x) { return exp(x); }'
    archive index engine '#include <string.h>' 'int at_clean(int);' 'double at_sum(double);' \
        'double at_engine(char *p, size_t n) { memset(p, 0, n); return at_sum(at_clean(1)); }'
}
purity() {
    pure_tree
    passes "purity: what an engine does not pull in may do as it likes" tools/check_purity.sh build index
    archive index slip '#include <stdlib.h>' 'char *at_slip(void) { return getenv("HOME"); }'
    refuses "purity: an engine that asks for the environment" "index/slip.o -> getenv: an engine must not" \
        tools/check_purity.sh build index
    pure_tree
    archive index slip 'long at_middle(void);' 'long at_slip(void) { return at_middle(); }'
    refuses "purity: an engine that reaches the clock through two others" \
        "index/slip.o -> base/middle.o -> base/clock.o -> time: an engine must not" tools/check_purity.sh build index
    pure_tree
    archive index slip 'int at_elsewhere(void);' 'int at_slip(void) { return at_elsewhere(); }'
    refuses "purity: an engine that asks for another room" "index/slip.o -> at_elsewhere: not in tools/pure.txt" \
        tools/check_purity.sh build index
    # shellcheck disable=SC2013 # words are meant
    for name in $(sed 's/#.*//' "$tools/pure.txt"); do
        if sed 's/#.*//' "$tools/impure.txt" | tr ' ' '\n' | grep -qx "$name"; then
            refuses "purity: $name is on both lists" "" false
        fi
    done
}

banned() {
    fresh
    archive base clean '#include <stdio.h>' 'int at_c(char *p) { return snprintf(p, 2, "x"); }'
    passes "banned: a clean archive passes" tools/check_banned.sh build .
    archive base slip '#include <stdlib.h>' 'int at_slip(const char *s) { return atoi(s); }'
    refuses "banned: atoi, whatever the compiler makes of it" ": banned; use at_parse_i64" tools/check_banned.sh build .
    fresh
    archive base slip 'int __sprintf_chk(char *, int, unsigned long, const char *, ...);' \
        'int at_slip(char *p, int n) { return __sprintf_chk(p, 1, 9, "%d", n); }'
    refuses "banned: a checked form" "__sprintf_chk: banned; use at_buffer_format" tools/check_banned.sh build .
    fresh
    archive base clean 'int at_c(void) { return 1; }'
    mkdir -p build/attest.p
    plant build/main.c '#include <string.h>' 'char *f(char *a, const char *b) { return strtok(a, b); }'
    $cc -w -c build/main.c -o build/attest.p/main.c.o
    refuses "banned: in the program's own object" "strtok: banned" tools/check_banned.sh build .
    rm -r build/attest.p
    plant src/base/a.c 'void *at_a(void) { return alloca (3); }'
    refuses "banned: alloca" "src/base/a.c:1:" tools/check_banned.sh build .
    rm -r build/src
    mkdir build/src
    refuses "banned: nothing to look at" "no archive" tools/check_banned.sh build .
}

names() {
    fresh
    archive base clean 'static const char *const words[] = {"a", "b"};' 'const char *const at_words[] = {"c"};' \
        'const char *at_word(int i) { return words[i]; }'
    passes "names: constant tables, even of pointers, pass" tools/check_names.sh build
    archive base slip 'int slip(void) { return 1; }'
    refuses "names: a function without the prefix" 'exports "slip"' tools/check_names.sh build
    fresh
    archive base slip 'int at_slip = 1;' 'int at_f(void) { return at_slip; }'
    refuses "names: data that can change" '"at_slip" in .data can change' tools/check_names.sh build
    fresh
    archive base slip 'int at_f(void) { static int calls; return ++calls; }'
    refuses "names: data that can change, inside a function" 'in .bss can change' tools/check_names.sh build
    echo 'calls counts' >>tools/state.txt
    passes "names: a listed exception" tools/check_names.sh build
}

format() {
    fresh
    plant src/base/a.c 'int at_a(void);' && plant src/num/b.c 'int at_b(void);'
    passes "format: a clean tree passes" tools/check_format.sh .
    plant tests/x.c 'int  x ( void ) ;'
    refuses "format: a file that is not formatted" "tests/x.c:1:" tools/check_format.sh .
}

words() {
    fresh
    mkdir src/publish src/cli
    plant src/cli/x.c '/* safe */' 'const char *s = "unsafe";'
    plant man/x.1 'A safeguard.'
    passes "words: comments and longer words pass" tools/check_words.sh .
    plant man/x.1 'one' 'It is Secure.'
    refuses "words: in a man page" 'man/x.1:2: says "secure"' tools/check_words.sh .
    plant man/x.1 'one'
    plant src/cli/x.c 'const char *s = "say \"no\"; all is wiped";'
    refuses "words: in a string" 'src/cli/x.c:1: says "wiped"' tools/check_words.sh .
    echo 'src/cli/x.c: all is wiped' >tools/words-allowed.txt
    passes "words: a listed line" tools/check_words.sh .
    plant src/cli/x.c 'int x;'
    refuses "words: a listing that nothing needs" 'tools/words-allowed.txt:1: no line' tools/check_words.sh .
}

embed() {
    fresh
    printf 'a\000"\377' >one.css
    : >empty.css
    mkdir -p made/publish again/publish made/base
    passes "embed: runs" python3 "$tools/embed.py" made/publish/assets.c made/publish/assets.h one.css empty.css
    python3 "$tools/embed.py" again/publish/assets.c again/publish/assets.h one.css empty.css
    passes "embed: the same files give the same bytes" diff -r made/publish again/publish
    plant made/base/slice.h '#include <stddef.h>' \
        'typedef struct { const unsigned char *ptr; size_t len; } at_bytes;'
    plant made/main.c '#include "publish/assets.h"' '#include <stdio.h>' 'int main(void)' '{' \
        'at_bytes b = at_asset_one_css(); fwrite(b.ptr, 1, b.len, stdout); return (int)at_asset_empty_css().len; }'
    # shellcheck disable=SC2086 # the compiler may come with arguments
    passes "embed: compiles" $cc -std=c17 -Wall -Wextra -Werror -Imade made/main.c made/publish/assets.c -o made/main
    made/main >made/out
    passes "embed: every byte is there" cmp made/out one.css
}

# A program of two commands that has an -h, and its pages.
fresh_man() {
    fresh
    plant attest '#!/bin/sh' 'case "$*" in' \
        "-h) printf 'Commands:\\n  index go  go\\n  stay      stay\\n            here\\n\\n' ;;" \
        "'index go -h') printf 'Usage: attest index go DIR\\n         [--far N]\\n\\nOptions:\\n  --far N  far\\n\\n' ;;" \
        "'stay -h') printf 'Usage: attest stay\\n\\nOptions:\\n\\n' ;;" esac
    chmod +x attest
    plant man/attest.1 '.Dd $Mdocdate: November 24 2026 $' '.Dt ATTEST 1' .Os '.Sh NAME' '.Nm attest' '.Nd go or stay' \
        '.Sh SEE ALSO' '.Xr attest-index 1 ,' '.Xr attest-stay 1'
    plant man/attest-index.1 '.Dd $Mdocdate: November 24 2026 $' '.Dt ATTEST-INDEX 1' .Os '.Sh NAME' '.Nm attest-index' \
        '.Nd go' '.Sh SYNOPSIS' '.Nm attest index go' '.Ar DIR' '.Op Fl -far Ar N' '.Sh DESCRIPTION' '.Ss go' Goes. \
        '.Bl -tag -width Ds' '.It Fl -far Ar N' Far. .El
    plant man/attest-stay.1 '.Dd $Mdocdate: November 24 2026 $' '.Dt ATTEST-STAY 1' .Os '.Sh NAME' '.Nm attest-stay' \
        '.Nd stay' '.Sh SYNOPSIS' '.Nm attest stay' '.Sh DESCRIPTION' Stays.
}

# refuses_man WHAT TEXT FILE SED: after the edit.
refuses_man() {
    fresh_man
    sed -i "$4" "$3"
    refuses "$1" "$2" sh tools/check_man.sh ./attest man
}

man_pages() {
    fresh_man
    passes "man: a clean tree" sh tools/check_man.sh ./attest man
    refuses_man "man: a synopsis without an option" 'the page says: attest index go DIR' man/attest-index.1 '/^.Op/d'
    refuses_man "man: a command without its part" 'has no part on "go"' man/attest-index.1 '/^.Ss/d'
    refuses_man "man: an option that is not described" 'does not describe --far' man/attest-index.1 's/^.It Fl -far Ar N/.It far/'
    refuses_man "man: an option that is gone" 'no command has --near' man/attest-stay.1 '$a .It Fl -near'
    refuses_man "man: a page that attest.1 does not lead to" '# it does not' man/attest.1 '/attest-stay/d'
    refuses_man "man: what mandoc warns of" 'WARNING' man/attest-stay.1 '/^.Os/d'
    fresh_man
    rm man/attest-stay.1
    refuses "man: a command without a page" 'there is no attest-stay.1' sh tools/check_man.sh ./attest man
}

layers
purity
banned
names
format
words
embed
man_pages
echo "1..$number"
exit $failed
