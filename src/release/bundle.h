/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_RELEASE_BUNDLE_H
#define AT_RELEASE_BUNDLE_H
/* The release bundle (docs/formats.md, attest-release/1): written by study's results, read by publish and verify. */
#include "release/list.h"
#include "release/table.h"

#define AT_RELEASE_FORMAT   "attest-release/1"
#define AT_RELEASE_MANIFEST "manifest.json"

typedef struct at_release_setting {
    at_str key, value;
    bool number; /* written without quotes; value is then an integer of 64 bits */
} at_release_setting;

/* The name of a table is 1 to AT_RELEASE_NAME_MAX of a-z, 0-9 and _: it is a file, a sheet and a key. */
enum { AT_RELEASE_NAME_MAX = 31 };

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

/* All files of the bundle, manifest included, in bytewise order of path. The same release gives the same bytes. */
AT_MUST_USE at_status at_release_encode(at_arena *arena, const at_release *release,
                                        const at_release_member **members, size_t *count,
                                        at_err *err);
/* Write it as a folder, whole or not at all. AT_EUSAGE where a folder is there already that holds anything but a release. */
AT_MUST_USE at_status at_release_write(const at_release *release, const char *folder, at_err *err);

/* The manifest alone, from memory: the release without its tables, and the files that it lists. `name` is for messages.
 * AT_EINPUT where it is none of a release, or of a later format (naming both numbers); AT_ECORRUPT where it is one that
 * is no more as it was written. */
AT_MUST_USE at_status at_release_manifest_parse(at_arena *arena, const char *name, at_bytes bytes,
                                                at_release *out, const at_release_file **files,
                                                size_t *file_count, at_err *err);

/* Read a folder and hold it against its manifest. *faults lists every difference, in bytewise order of path; the
 * release is given only where there is none. A manifest or a table that cannot be read although it is what the list says is
 * a fault too. A folder that is no release is AT_EINPUT, one of a later format AT_EINPUT naming both numbers. */
AT_MUST_USE at_status at_release_read(at_arena *arena, const char *folder, const at_release **out,
                                      const at_fault **faults, size_t *fault_count, at_err *err);

/* The same as an error for those who only want to use it: AT_ECORRUPT naming the first fault. */
AT_MUST_USE at_status at_release_open(at_arena *arena, const char *folder, const at_release **out,
                                      at_err *err);

const at_release_table *at_release_find(const at_release *release, at_str name); /* NULL: none */

#endif
