/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A release from a folder: the manifest read strictly, the folder held against it, the tables parsed. */
#include "base/number.h"
#include "file/csv.h"
#include "file/io.h"
#include "release/bundle.h"

static const size_t manifest_limit = (size_t)16 << 20;
static const size_t table_limit = (size_t)1 << 30;

static at_status need_str(const at_json_value *object, const char *name, at_str key, at_str *out,
                          at_err *err)
{
    const at_json_value *value;
    AT_TRY(at_json_need(object, name, key, AT_JSON_STRING, &value, err));
    *out = value->string;
    return AT_OK;
}

/* The format comes first: of a later one nothing else is read. */
static at_status check_format(const at_json_value *manifest, const char *name, at_err *err)
{
    at_str format = {0};
    if (need_str(manifest, name, AT_STR("format"), &format, NULL) != AT_OK ||
        !at_str_starts(format, AT_STR("attest-release/"))) {
        return at_fail_at(err, AT_EINPUT, name, 0, 0,
                          "this is not the manifest of a release; make a release with: "
                          "attest release EDITION... --out DIR");
    }
    if (!at_str_equal(format, AT_STR(AT_RELEASE_FORMAT))) {
        return at_fail_at(err, AT_EINPUT, name, 0, 0,
                          "the release has the format %s, this program reads " AT_RELEASE_FORMAT
                          "; use the program that made it, or a later one",
                          at_quote(format).text);
    }
    return AT_OK;
}

static at_status read_settings(at_arena *arena, const at_json_value *manifest, const char *name,
                               at_release *release, at_err *err)
{
    const at_json_value *settings;
    at_release_setting *list;
    AT_TRY(at_json_need(manifest, name, AT_STR("settings"), AT_JSON_OBJECT, &settings, err));
    AT_TRY(AT_NEW(arena, settings->count, &list, err));
    for (size_t i = 0; i < settings->count; i++) {
        const at_json_value *value = &settings->items[i];
        list[i].key = settings->keys[i];
        if (value->kind == AT_JSON_STRING) {
            list[i].value = value->string;
        } else if (value->kind == AT_JSON_INTEGER) {
            list[i].number = true;
            AT_TRY(at_arena_format(arena, &list[i].value, err, "%lld", (long long)value->integer));
        } else {
            return at_fail_at(err, AT_ECORRUPT, name, 0, 0,
                              "the setting %s is neither a text nor an integer",
                              at_quote(list[i].key).text);
        }
    }
    release->settings = list;
    release->setting_count = settings->count;
    return AT_OK;
}

static at_status read_head(at_arena *arena, const at_json_value *manifest, const char *name,
                           at_release *release, at_err *err)
{
    const at_json_value *year, *compared;
    AT_TRY(need_str(manifest, name, AT_STR("program"), &release->program, err));
    AT_TRY(need_str(manifest, name, AT_STR("title"), &release->title, err));
    AT_TRY(need_str(manifest, name, AT_STR("edition"), &release->edition, err));
    AT_TRY(need_str(manifest, name, AT_STR("date"), &release->date, err));
    AT_TRY(at_json_need(manifest, name, AT_STR("year"), AT_JSON_INTEGER, &year, err));
    if (year->integer < 0 || year->integer > 9999) {
        return at_fail_at(err, AT_ECORRUPT, name, 0, 0, "\"year\" is not a year");
    }
    release->year = (uint64_t)year->integer;
    compared = at_json_get(manifest, AT_STR("compared_with"));
    if (compared && compared->kind == AT_JSON_STRING) release->compared_with = compared->string;
    AT_TRY(read_settings(arena, manifest, name, release, err));
    return at_release_list_read(arena, manifest, name, AT_STR("inputs"), AT_LIST_INPUTS,
                                &release->inputs, &release->input_count, err);
}

/* "tables/NAME.csv" -> NAME; anything else in the list is not of this format. */
static at_status table_name(const at_release_file *file, const char *name, at_str *out, at_err *err)
{
    const at_str before = AT_STR("tables/"), after = AT_STR(".csv");
    if (!at_str_starts(file->path, before) || !at_str_ends(file->path, after) ||
        file->path.len <= before.len + after.len) {
        return at_fail_at(err, AT_ECORRUPT, name, 0, 0, "%s is not a table of a release",
                          at_quote(file->path).text);
    }
    *out = at_str_slice(file->path, before.len, file->path.len - after.len);
    return AT_OK;
}

static at_status read_tables(at_arena *arena, const char *folder, const char *name,
                             const at_release_file *files, size_t count, at_release *release,
                             at_err *err)
{
    at_release_table *tables;
    AT_TRY(AT_NEW(arena, count, &tables, err));
    for (size_t i = 0; i < count; i++) {
        const char *path;
        at_bytes bytes;
        at_csv_table csv;
        AT_TRY(table_name(&files[i], name, &tables[i].name, err));
        AT_TRY(at_path_join(arena, folder, files[i].path, &path, err));
        AT_TRY(at_file_read(arena, path, table_limit, &bytes, err));
        AT_TRY(at_csv_parse(arena, path, bytes, NULL, &csv, err));
        tables[i].columns = csv.header;
        tables[i].column_count = csv.columns;
        tables[i].row_count = csv.rows;
        tables[i].cells = csv.cells;
    }
    release->tables = tables;
    release->table_count = count;
    return AT_OK;
}

at_status at_release_read(at_arena *arena, const char *folder, const at_release **out,
                          const at_fault **faults, size_t *fault_count, at_err *err)
{
    const char *name;
    at_bytes bytes;
    const at_json_value *manifest;
    const at_release_file *files;
    const at_fault *found;
    size_t file_count, found_count;
    at_release *release;
    AT_TRY(at_path_join(arena, folder, AT_STR(AT_RELEASE_MANIFEST), &name, err));
    AT_TRY(at_file_read(arena, name, manifest_limit, &bytes, err));
    AT_TRY(at_json_parse(arena, name, bytes, manifest_limit, &manifest, err));
    AT_TRY(check_format(manifest, name, err));
    AT_TRY(AT_NEW(arena, 1, &release, err));
    AT_TRY(read_head(arena, manifest, name, release, err));
    AT_TRY(at_release_list_read(arena, manifest, name, AT_STR("files"), AT_LIST_FILES, &files,
                                &file_count, err));
    AT_TRY(at_release_list_check(arena, folder, files, file_count, AT_STR(AT_RELEASE_MANIFEST),
                                 &found, &found_count, err));
    if (found_count == 0) {
        AT_TRY(read_tables(arena, folder, name, files, file_count, release, err));
    }
    *out = found_count == 0 ? release : NULL;
    *faults = found;
    *fault_count = found_count;
    return AT_OK;
}

at_status at_release_open(at_arena *arena, const char *folder, const at_release **out, at_err *err)
{
    const at_release *release;
    const at_fault *faults;
    size_t count;
    AT_TRY(at_release_read(arena, folder, &release, &faults, &count, err));
    if (count > 0) {
        at_fail_at(err, AT_ECORRUPT, folder, 0, 0,
                   "%zu files differ from the manifest, the first is %s (%s: %.*s); see all with: "
                   "attest verify DIR",
                   count, at_quote(faults[0].path).text, at_fault_word(faults[0].kind),
                   AT_STR_ARG(faults[0].detail));
        return AT_ECORRUPT;
    }
    *out = release;
    return AT_OK;
}

const at_release_table *at_release_find(const at_release *release, at_str name)
{
    for (size_t i = 0; i < release->table_count; i++) {
        if (at_str_equal(release->tables[i].name, name)) return &release->tables[i];
    }
    return NULL;
}
