/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_RELEASE_LIST_H
#define AT_RELEASE_LIST_H
/* Lists of files by content, in JSON, and folders held against them: what a release and a site share
 * (docs/formats.md). */
#include "file/json.h"

typedef struct at_release_file {
    at_str edition; /* inputs only: the edition that it belongs to */
    at_str path;
    uint64_t bytes;
    at_str sha256; /* 64 hexadecimal digits */
} at_release_file;

/* A file in memory. */
typedef struct at_release_member {
    at_str path;
    at_bytes bytes;
} at_release_member;

typedef enum at_release_list_kind { AT_LIST_FILES, AT_LIST_INPUTS } at_release_list_kind;

/* "key": [{"path"|"edition","file"; "bytes"; "sha256"}] */
void at_release_list_write(at_json_writer *json, at_str key, at_release_list_kind kind,
                           const at_release_file *files, size_t count);
/* The description of members, [count] in the arena; slices are those of the members. */
AT_MUST_USE at_status at_release_list_describe(at_arena *arena, const at_release_member *members,
                                               size_t count, const at_release_file **out,
                                               at_err *err);
/* Read back. AT_ECORRUPT where a hash is no hash, a path leaves the folder or (files) the order is
 * not bytewise ascending. `name` is for messages. */
AT_MUST_USE at_status at_release_list_read(at_arena *arena, const at_json_value *object,
                                           const char *name, at_str key, at_release_list_kind kind,
                                           const at_release_file **out, size_t *count, at_err *err);

/* What is wrong with a folder. */
typedef enum at_fault_kind { AT_FAULT_ALTERED, AT_FAULT_MISSING, AT_FAULT_ADDED } at_fault_kind;
typedef struct at_fault {
    at_fault_kind kind;
    at_str path;
    at_str detail; /* for people: what was found and what the list says */
} at_fault;
const char *at_fault_word(at_fault_kind kind); /* "altered", "missing", "added" */
/* A file that is what the list says and still cannot be read: the error, with its row and column, as a fault. */
AT_MUST_USE at_status at_fault_from(at_arena *arena, at_str path, const at_err *why, at_fault *out,
                                    at_err *err);
/* What is wrong with a file that this program wrote is damage, not a mistake of the user's: AT_EINPUT becomes AT_ECORRUPT,
 * in the error too. */
AT_MUST_USE at_status at_fault_damage(at_status status, at_err *err);

/* Every difference between the folder and the list, in bytewise order of path. The file `own_name`,
 * which holds the list, is passed over. O(bytes). */
AT_MUST_USE at_status at_release_list_check(at_arena *arena, const char *folder,
                                            const at_release_file *files, size_t count,
                                            at_str own_name, const at_fault **faults,
                                            size_t *fault_count, at_err *err);

/* AT_OK where a folder can be written anew without losing what this program did not put there: there is none, or a link, or
 * it has no file `own_name` (then at_folder_begin() decides), or that file is a list whose "format" begins with `format` and that
 * names all there is. Else AT_EUSAGE, naming what would be lost and what to do. */
AT_MUST_USE at_status at_release_list_guard(const char *folder, at_str own_name, at_str format,
                                            at_err *err);

#endif
