/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_FILE_INI_H
#define AT_FILE_INI_H
/* Settings: [section], name = value; comment lines begin with ; or #, and a ; behind white space begins a
 * comment in any line. White space at the ends of lines, names and values does not count; capitals do.
 * Read here and not by libinih, which as packaged cuts lines at 200 bytes and names at 50 without a
 * word, takes indented lines for continuations, and tells a handler no line. */
#include "base/arena.h"

typedef struct at_ini_entry {
    at_str section, name, value; /* the section is empty before the first [section] */
    uint64_t line;
} at_ini_entry;

typedef struct at_ini {
    const char *file;
    const at_ini_entry *entries; /* in the order of the file */
    size_t count;
} at_ini;

/* Encodings as for CSV. Refused with its line: what is not text, a line that is none of these, a name
 * given twice in a section, more than 64 KiB or 4,096 entries. Slices point into `bytes` or the arena. */
AT_MUST_USE at_status at_ini_parse(at_arena *arena, const char *file, at_bytes bytes, at_ini *out,
                                   at_err *err);
/* NULL where it is not set. */
const at_ini_entry *at_ini_get(const at_ini *ini, at_str section, at_str name);

#endif
