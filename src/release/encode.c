/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A release as bytes: the tables as CSV, then the manifest that lists them. */
#include "base/number.h"
#include "file/csv.h"
#include "file/io.h"
#include "release/bundle.h"

static at_status encode_table(at_arena *arena, const at_release_table *table,
                              at_release_member *out, at_err *err)
{
    at_buffer text AT_CLEANUP(at_buffer_free) = {0};
    at_csv_writer writer = {.out = &text, .guard = true}; /* people open these in spreadsheets */
    at_release_member member;
    for (size_t column = 0; column < table->column_count; column++) {
        at_csv_write_cell(&writer, table->columns[column]);
    }
    at_csv_end_record(&writer);
    for (size_t row = 0; row < table->row_count; row++) {
        for (size_t column = 0; column < table->column_count; column++) {
            at_csv_write_cell(&writer, table->cells[row * table->column_count + column]);
        }
        at_csv_end_record(&writer);
    }
    AT_TRY(at_buffer_status(&text, err));
    at_str copy;
    AT_TRY(at_arena_copy(arena, at_buffer_str(&text), &copy, err));
    AT_TRY(at_arena_format(arena, &member.path, err, "tables/%.*s.csv", AT_STR_ARG(table->name)));
    member.bytes = at_str_bytes(copy);
    *out = member;
    return AT_OK;
}

static void write_str(at_json_writer *json, at_str key, at_str value)
{
    at_json_key(json, key);
    at_json_str(json, value);
}

static at_status write_settings(at_json_writer *json, const at_release *release, at_err *err)
{
    at_json_key(json, AT_STR("settings"));
    at_json_begin_object(json);
    for (size_t i = 0; i < release->setting_count; i++) {
        const at_release_setting *setting = &release->settings[i];
        at_json_key(json, setting->key);
        if (setting->number) {
            int64_t number;
            AT_TRY(at_parse_i64(setting->value, INT64_MIN, INT64_MAX, &number, err));
            at_json_i64(json, number);
        } else {
            at_json_str(json, setting->value);
        }
    }
    at_json_end_object(json);
    return AT_OK;
}

static at_status write_manifest(at_json_writer *json, const at_release *release,
                                const at_release_file *files, at_err *err)
{
    at_json_begin_object(json);
    write_str(json, AT_STR("format"), AT_STR(AT_RELEASE_FORMAT));
    write_str(json, AT_STR("program"), release->program);
    write_str(json, AT_STR("title"), release->title);
    write_str(json, AT_STR("edition"), release->edition);
    at_json_key(json, AT_STR("year"));
    at_json_u64(json, release->year);
    write_str(json, AT_STR("date"), release->date);
    at_json_key(json, AT_STR("compared_with"));
    if (release->compared_with.len) {
        at_json_str(json, release->compared_with);
    } else {
        at_json_null(json);
    }
    AT_TRY(write_settings(json, release, err));
    at_release_list_write(json, AT_STR("inputs"), AT_LIST_INPUTS, release->inputs,
                          release->input_count);
    at_release_list_write(json, AT_STR("files"), AT_LIST_FILES, files, release->table_count);
    at_json_end_object(json);
    return AT_OK;
}

at_status at_release_encode(at_arena *arena, const at_release *release,
                            const at_release_member **members, size_t *count, at_err *err)
{
    at_buffer text AT_CLEANUP(at_buffer_free) = {0};
    at_json_writer json = {.out = &text, .pretty = true};
    at_release_member *list;
    const at_release_file *files;
    at_str manifest;
    AT_TRY(AT_NEW(arena, release->table_count + 1, &list, err));
    for (size_t i = 0; i < release->table_count; i++) {
        /* "manifest.json" sorts before "tables/...", so the tables go from place 1 on. */
        AT_TRY(encode_table(arena, &release->tables[i], &list[i + 1], err));
        if (i > 0 && at_str_compare(list[i].path, list[i + 1].path) >= 0) {
            return at_fail(err, AT_EBUG, "release tables are not in order of name");
        }
    }
    AT_TRY(at_release_list_describe(arena, list + 1, release->table_count, &files, err));
    AT_TRY(write_manifest(&json, release, files, err));
    at_buffer_char(&text, '\n');
    AT_TRY(at_buffer_status(&text, err));
    AT_TRY(at_arena_copy(arena, at_buffer_str(&text), &manifest, err));
    list[0] =
        (at_release_member){.path = AT_STR(AT_RELEASE_MANIFEST), .bytes = at_str_bytes(manifest)};
    *members = list;
    *count = release->table_count + 1;
    return AT_OK;
}

at_status at_release_write(const at_release *release, const char *folder, at_err *err)
{
    at_arena *arena AT_CLEANUP(at_arena_free_ptr) = at_arena_new((size_t)1 << 30);
    at_folder_writer *writer AT_CLEANUP(at_folder_abort) = NULL;
    const at_release_member *members;
    size_t count;
    if (!arena) return at_fail(err, AT_ENOMEM, "memory is out");
    AT_TRY(
        at_release_list_guard(folder, AT_STR(AT_RELEASE_MANIFEST), AT_STR("attest-release/"), err));
    AT_TRY(at_release_encode(arena, release, &members, &count, err));
    AT_TRY(at_folder_begin(folder, AT_STR(AT_RELEASE_MANIFEST), &writer, err));
    for (size_t i = 0; i < count; i++) {
        AT_TRY(at_folder_add(writer, members[i].path, members[i].bytes, err));
    }
    return at_folder_commit(writer, err);
}
