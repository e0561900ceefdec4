#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# check_layers.sh [ROOT]: holds every #include of src/, and what each room links, against tools/layers.txt.
set -eu
root=${1:-$(dirname "$0")/..}
cd "$root"

find src -mindepth 1 -maxdepth 1 -type d | sed 's|^src/||' | sort |
    awk -v table=tools/layers.txt '
    function complain(place, what) { print place ": " what; bad = 1 }
    BEGIN {
        # Headers of the C library, POSIX and Linux are free to all.
        n = split("assert complex ctype errno fenv float inttypes iso646 limits locale math setjmp " \
            "signal stdalign stdarg stdatomic stdbool stddef stdint stdio stdlib stdnoreturn string " \
            "tgmath threads time uchar wchar wctype " \
            "dirent dlfcn endian fcntl ftw getopt grp langinfo libgen poll pthread pwd sched " \
            "semaphore spawn strings syslog termios unistd", names, " ")
        for (i = 1; i <= n; i++) free[names[i] ".h"] = 1

        while ((getline line < table) > 0) {
            row++
            if (line ~ /^[ \t]*(#|$)/) continue
            place = table ":" row
            if (line !~ /^[a-z]+:[a-z ]*\|/) { complain(place, "not of the form \"room: rooms | headers\""); continue }
            room = line; sub(/:.*/, "", room)
            rooms = line; sub(/^[^:]*:/, "", rooms); sub(/\|.*/, "", rooms)
            headers = line; sub(/^[^|]*\|/, "", headers)
            if (room in known) complain(place, "room \"" room "\" stands twice")
            n = split(rooms, list, " ")
            for (i = 1; i <= n; i++) {
                # Only rooms above: so the table has no circle.
                if (!(list[i] in known)) complain(place, room " names \"" list[i] "\", which is no room above it")
                may[room, list[i]] = 1
            }
            known[room] = row
            n = split(headers, list, " ")
            for (i = 1; i <= n; i++) { reserved[list[i]] = reserved[list[i]] " " room; holds[list[i], room] = 1 }
        }
        close(table)
    }
    # The rooms that there are, one a line.
    {
        there[$1] = 1
        if (!($1 in known)) complain("src/" $1, "room is not in " table)
    }
    function check_room(place, room, to) {
        if (!(to in known)) complain(place, "\"" to "\" is no room of " table)
        else if (to != room && !((room, to) in may)) complain(place, room " may not include " to)
    }
    function check_library(place, room, header,    key, folder) {
        folder = header; sub(/\/.*/, "/", folder)
        key = (header in reserved) ? header : (folder != header && folder in reserved) ? folder : ""
        if (key != "") {
            if (!((key, room) in holds)) complain(place, room " may not include <" header ">: only" reserved[key] " may")
        } else if (!(header in free) && header !~ /^(sys|linux|arpa|net|netinet)\//) {
            complain(place, "<" header "> is neither of the system nor in " table)
        }
    }
    function check_source(file, room,    n, line, name) {
        while ((getline line < file) > 0) {
            n++
            if (line !~ /^[ \t]*#[ \t]*include/) continue
            name = line
            if (line ~ /"/) {
                sub(/^[^"]*"/, "", name); sub(/".*/, "", name)
                if (name !~ /\//) complain(file ":" n, "include \"" name "\" by its room: \"room/" name "\"")
                else { sub(/\/.*/, "", name); check_room(file ":" n, room, name) }
            } else {
                sub(/^[^<]*</, "", name); sub(/>.*/, "", name)
                check_library(file ":" n, room, name)
            }
        }
        close(file)
    }
    # A room links only what it may include.
    function check_build(file, room,    n, line, name) {
        while ((getline line < file) > 0) {
            n++
            sub(/#.*/, "", line)
            while (match(line, /[a-z]+_lib/)) {
                name = substr(line, RSTART, RLENGTH - 4)
                line = substr(line, RSTART + RLENGTH)
                if (name in known) check_room(file ":" n, room, name)
            }
        }
        close(file)
    }
    END {
        for (room in known) if (!(room in there)) complain(table ":" known[room], "there is no src/" room)
        command = "find src -mindepth 2 \\( -name \"*.[ch]\" -o -name meson.build \\) | sort"
        while ((command | getline file) > 0) {
            split(file, part, "/")
            if (!(part[2] in known)) continue
            if (file ~ /meson\.build$/) check_build(file, part[2])
            else { check_source(file, part[2]); files++ }
        }
        if (!files) complain("src", "no sources found")
        exit bad
    }'
