/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_FILE_INI_H
#define AT_FILE_INI_H
/* Settings: [section], name = value, comments from ; or #. Read with libinih. */
#include "base/arena.h"

typedef struct at_ini_entry {
    at_str section, name, value;
    uint64_t line;
} at_ini_entry;

typedef struct at_ini {
    const char *file;
    const at_ini_entry *entries; /* in the order of the file */
    size_t count;
} at_ini;

/* Refused with its line: what is not UTF-8, a line that is neither, a name given twice in a section,
 * more than 64 KiB or 4,096 entries. */
AT_MUST_USE at_status at_ini_parse(at_arena *arena, const char *file, at_bytes bytes, at_ini *out,
                                   at_err *err);
/* NULL where it is not set. */
const at_ini_entry *at_ini_get(const at_ini *ini, at_str section, at_str name);

#endif
