/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_RELEASE_BUNDLE_H
#define AT_RELEASE_BUNDLE_H
/* The release bundle (docs/formats.md, attest-release/1): written by study's results, read by publish and verify. */
#include "file/io.h"
#include "release/table.h"

#define AT_RELEASE_FORMAT   "attest-release/1"
#define AT_RELEASE_MANIFEST "manifest.json"

typedef struct at_release_file { /* an input or an output, by content */
    at_str edition;              /* inputs only */
    at_str path;
    uint64_t bytes;
    at_str sha256; /* 64 hexadecimal digits */
} at_release_file;

typedef struct at_release_setting {
    at_str key, value;
    bool number; /* written without quotes; value is then a JSON number */
} at_release_setting;

typedef struct at_release {
    at_str program, title, edition, date;
    uint64_t year;
    at_str compared_with; /* empty: nothing */
    const at_release_setting *settings;
    size_t setting_count;
    const at_release_file *inputs;
    size_t input_count;
    const at_release_table *tables; /* bytewise order of name */
    size_t table_count;
} at_release;

/* One file of a folder in memory. */
typedef struct at_release_member {
    at_str path;
    at_bytes bytes;
} at_release_member;

/* All files of the bundle, manifest included, in bytewise order of path. The same release gives the same bytes. */
AT_MUST_USE at_status at_release_encode(at_arena *arena, const at_release *release,
                                        const at_release_member **members, size_t *count,
                                        at_err *err);
/* Write it as a folder, whole or not at all. */
AT_MUST_USE at_status at_release_write(const at_release *release, const char *folder, at_err *err);

/* What is wrong with a folder of files. */
typedef enum at_fault_kind {
    AT_FAULT_ALTERED,
    AT_FAULT_MISSING,
    AT_FAULT_ADDED,
    AT_FAULT_MANIFEST
} at_fault_kind;
typedef struct at_fault {
    at_fault_kind kind;
    at_str path;
    at_str detail; /* for people: what was found and what the list says */
} at_fault;
const char *at_fault_word(at_fault_kind kind); /* "altered", "missing", "added", "manifest" */

/* Read a folder and hold it against its manifest. *faults lists every difference, in bytewise order of path; the
 * release is given only where there is none. A folder that is no release is AT_EINPUT, one of a later format
 * AT_EINPUT naming both numbers. */
AT_MUST_USE at_status at_release_read(at_arena *arena, const char *folder, const at_release **out,
                                      const at_fault **faults, size_t *fault_count, at_err *err);

/* The same as an error for those who only want to use it: AT_ECORRUPT naming the first fault. */
AT_MUST_USE at_status at_release_open(at_arena *arena, const char *folder, const at_release **out,
                                      at_err *err);

const at_release_table *at_release_find(const at_release *release, at_str name); /* NULL: none */

/* Manifests are lists of files with sizes and hashes; sites use the same form (docs/formats.md, attest-site/1). */
AT_MUST_USE at_status at_release_check_list(at_arena *arena, const char *folder,
                                            const at_release_file *files, size_t count,
                                            at_str own_name, const at_fault **faults,
                                            size_t *fault_count, at_err *err);

#endif
