/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "release/list.h"

#include "base/number.h"
#include "file/io.h"
#include "seal/hash.h"

#include <string.h>

enum { FOLDER_LIMIT = 100000 };
static const size_t file_limit = (size_t)1 << 30;
static const size_t guard_limit = (size_t)256 << 20;

static void write_str(at_json_writer *json, at_str key, at_str value)
{
    at_json_key(json, key);
    at_json_str(json, value);
}

void at_release_list_write(at_json_writer *json, at_str key, at_release_list_kind kind,
                           const at_release_file *files, size_t count)
{
    at_json_key(json, key);
    at_json_begin_array(json);
    for (size_t i = 0; i < count; i++) {
        at_json_begin_object(json);
        if (kind == AT_LIST_INPUTS) write_str(json, AT_STR("edition"), files[i].edition);
        write_str(json, kind == AT_LIST_INPUTS ? AT_STR("file") : AT_STR("path"), files[i].path);
        at_json_key(json, AT_STR("bytes"));
        at_json_u64(json, files[i].bytes);
        write_str(json, AT_STR("sha256"), files[i].sha256);
        at_json_end_object(json);
    }
    at_json_end_array(json);
}

at_status at_release_list_describe(at_arena *arena, const at_release_member *members, size_t count,
                                   const at_release_file **out, at_err *err)
{
    at_release_file *files;
    AT_TRY(AT_NEW(arena, count, &files, err));
    for (size_t i = 0; i < count; i++) {
        at_sha256 hash;
        at_hash_sha256(members[i].bytes, &hash);
        files[i] = (at_release_file){.path = members[i].path, .bytes = members[i].bytes.len};
        AT_TRY(at_arena_copy(arena, at_str_from_cstr(hash.hex), &files[i].sha256, err));
    }
    *out = files;
    return AT_OK;
}

/* A path of a list names a file below the folder and nothing else. */
static bool is_plain_path(at_str path)
{
    at_str part, rest = path;
    if (path.len == 0) return false;
    while (at_str_split(&rest, '/', &part)) {
        if (part.len == 0 || at_str_equal(part, AT_STR(".")) || at_str_equal(part, AT_STR("..")) ||
            memchr(part.ptr, '\0', part.len)) {
            return false;
        }
    }
    return true;
}

static at_status read_file(const at_json_value *item, const char *name, at_release_list_kind kind,
                           at_release_file *out, at_err *err)
{
    const at_json_value *edition, *path, *bytes, *sha256;
    at_release_file file = {0};
    if (kind == AT_LIST_INPUTS) {
        AT_TRY(at_json_need(item, name, AT_STR("edition"), AT_JSON_STRING, &edition, err));
        file.edition = edition->string;
    }
    AT_TRY(at_json_need(item, name, kind == AT_LIST_INPUTS ? AT_STR("file") : AT_STR("path"),
                        AT_JSON_STRING, &path, err));
    AT_TRY(at_json_need(item, name, AT_STR("bytes"), AT_JSON_INTEGER, &bytes, err));
    AT_TRY(at_json_need(item, name, AT_STR("sha256"), AT_JSON_STRING, &sha256, err));
    if (bytes->integer < 0 || !at_hash_is_hex(sha256->string)) {
        return at_fail_at(err, AT_ECORRUPT, name, 0, 0,
                          "the entry of \"%s\" has no size and SHA-256 (64 hexadecimal digits)",
                          at_quote(path->string).text);
    }
    if (!is_plain_path(path->string)) {
        return at_fail_at(err, AT_ECORRUPT, name, 0, 0,
                          "\"%s\" is not the path of a file in this folder",
                          at_quote(path->string).text);
    }
    file.path = path->string;
    file.bytes = (uint64_t)bytes->integer;
    file.sha256 = sha256->string;
    *out = file;
    return AT_OK;
}

at_status at_release_list_read(at_arena *arena, const at_json_value *object, const char *name,
                               at_str key, at_release_list_kind kind, const at_release_file **out,
                               size_t *count, at_err *err)
{
    const at_json_value *array;
    at_release_file *files;
    AT_TRY(at_json_need(object, name, key, AT_JSON_ARRAY, &array, err));
    AT_TRY(AT_NEW(arena, array->count, &files, err));
    for (size_t i = 0; i < array->count; i++) {
        AT_TRY(read_file(&array->items[i], name, kind, &files[i], err));
        if (kind == AT_LIST_FILES && i > 0 &&
            at_str_compare(files[i - 1].path, files[i].path) >= 0) {
            return at_fail_at(err, AT_ECORRUPT, name, 0, 0, "the list is not in order at \"%s\"",
                              at_quote(files[i].path).text);
        }
    }
    *out = files;
    *count = array->count;
    return AT_OK;
}

static const char *const fault_words[] = {
    [AT_FAULT_ALTERED] = "altered",
    [AT_FAULT_MISSING] = "missing",
    [AT_FAULT_ADDED] = "added",
};

const char *at_fault_word(at_fault_kind kind)
{
    return fault_words[kind];
}

at_status at_fault_from(at_arena *arena, at_str path, const at_err *why, at_fault *out, at_err *err)
{
    at_fault fault = {.kind = AT_FAULT_ALTERED};
    at_buffer place AT_CLEANUP(at_buffer_free) = {0};
    if (why->row) at_buffer_format(&place, "row %llu, ", (unsigned long long)why->row);
    if (why->column) at_buffer_format(&place, "column %llu: ", (unsigned long long)why->column);
    AT_TRY(at_buffer_status(&place, err));
    AT_TRY(at_arena_copy(arena, path, &fault.path, err));
    AT_TRY(at_arena_format(arena, &fault.detail, err, "%.*s%s", AT_STR_ARG(at_buffer_str(&place)),
                           why->text));
    *out = fault;
    return AT_OK;
}

at_status at_fault_damage(at_status status, at_err *err)
{
    if (status != AT_EINPUT) return status;
    if (err) err->status = AT_ECORRUPT;
    return AT_ECORRUPT;
}

/* *same tells whether the file is what the list says; where it is not, *detail says how. */
static at_status hold_file(at_arena *arena, const char *folder, const at_release_file *file,
                           bool *same, at_str *detail, at_err *err)
{
    at_arena *scratch AT_CLEANUP(at_arena_free_ptr) = at_arena_new(file_limit + ((size_t)1 << 20));
    const char *path;
    at_bytes bytes;
    at_sha256 hash;
    if (!scratch) return at_fail(err, AT_ENOMEM, "memory is out");
    AT_TRY(at_path_join(scratch, folder, file->path, &path, err));
    AT_TRY(at_file_read_regular(scratch, path, file_limit, &bytes, err));
    at_hash_sha256(bytes, &hash);
    *same = bytes.len == file->bytes && at_str_equal(at_str_from_cstr(hash.hex), file->sha256);
    if (*same) return AT_OK;
    return at_arena_format(
        arena, detail, err,
        "%zu bytes with SHA-256 %.16s..., the list says %llu bytes with %.16s...", bytes.len,
        hash.hex, (unsigned long long)file->bytes, file->sha256.ptr);
}

/* Both sides are sorted, so one walk over the two finds what stands on one side only. */
at_status at_release_list_check(at_arena *arena, const char *folder, const at_release_file *files,
                                size_t count, at_str own_name, const at_fault **faults,
                                size_t *fault_count, at_err *err)
{
    const at_str *found;
    size_t found_count, total, n = 0;
    at_fault *list;
    AT_TRY(at_folder_list(arena, folder, FOLDER_LIMIT, &found, &found_count, err));
    if (__builtin_add_overflow(found_count, count, &total)) {
        return at_fail(err, AT_ELIMIT, "too many files");
    }
    AT_TRY(AT_NEW(arena, total, &list, err));
    for (size_t i = 0, k = 0; i < found_count || k < count;) {
        int order = i == found_count ? 1 : -1;
        if (i < found_count && k < count) order = at_str_compare(found[i], files[k].path);
        if (order == 0) {
            bool same;
            at_str detail = {0};
            AT_TRY(hold_file(arena, folder, &files[k], &same, &detail, err));
            if (!same) list[n++] = (at_fault){AT_FAULT_ALTERED, files[k].path, detail};
            i++, k++;
        } else if (order < 0) {
            if (!at_str_equal(found[i], own_name)) {
                list[n++] =
                    (at_fault){AT_FAULT_ADDED, found[i], AT_STR("not in the list of files")};
            }
            i++;
        } else {
            list[n++] = (at_fault){AT_FAULT_MISSING, files[k].path,
                                   AT_STR("in the list of files, not in the folder")};
            k++;
        }
    }
    *faults = list;
    *fault_count = n;
    return AT_OK;
}

static at_status refuse(const char *folder, const char *what, at_str name, at_err *err)
{
    return at_fail_at(
        err, AT_EUSAGE, folder, 0, 0,
        "the folder is there already, and %s \"%s\"; name another, or remove it yourself", what,
        at_quote(name).text);
}

/* The list of a folder that may have come from anywhere; false where it is none of ours. */
static bool read_own_list(at_arena *arena, const char *name, at_bytes bytes, at_str format,
                          const at_release_file **files, size_t *count)
{
    const at_json_value *root, *found;
    return at_json_parse(arena, name, bytes, file_limit, &root, NULL) == AT_OK &&
           at_json_need(root, name, AT_STR("format"), AT_JSON_STRING, &found, NULL) == AT_OK &&
           at_str_starts(found->string, format) &&
           at_release_list_read(arena, root, name, AT_STR("files"), AT_LIST_FILES, files, count,
                                NULL) == AT_OK;
}

at_status at_release_list_guard(const char *folder, at_str own_name, at_str format, at_err *err)
{
    at_arena *arena AT_CLEANUP(at_arena_free_ptr) = at_arena_new(guard_limit);
    const char *name;
    at_bytes bytes;
    bool there;
    const at_release_file *files;
    const at_str *found;
    size_t count, found_count;
    if (!arena) return at_fail(err, AT_ENOMEM, "memory is out");
    if (!at_folder_exists(folder) || at_link_exists(folder)) return AT_OK;
    AT_TRY(at_path_join(arena, folder, own_name, &name, err));
    AT_TRY(at_file_read_optional(arena, name, guard_limit / 4, &there, &bytes, err));
    if (!there) return AT_OK;
    if (!read_own_list(arena, name, bytes, format, &files, &count)) {
        return refuse(folder, "this program did not write its", own_name, err);
    }
    AT_TRY(at_folder_list(arena, folder, FOLDER_LIMIT, &found, &found_count, err));
    for (size_t i = 0, k = 0; i < found_count; i++) {
        while (k < count && at_str_compare(files[k].path, found[i]) < 0) k++;
        if (k < count && at_str_equal(files[k].path, found[i])) continue;
        if (at_str_equal(found[i], own_name)) continue;
        return refuse(folder, "its list does not have its", found[i], err);
    }
    return AT_OK;
}
