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
                          "the release has the format \"%s\", this program reads " AT_RELEASE_FORMAT
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
                              "the setting \"%s\" is neither a text nor an integer",
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

static bool is_table_name(at_str name)
{
    if (name.len == 0 || name.len > AT_RELEASE_NAME_MAX) return false;
    for (size_t i = 0; i < name.len; i++) {
        const char c = name.ptr[i];
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '_') return false;
    }
    return true;
}

/* "tables/NAME.csv" -> NAME; anything else in the list is not of this format. */
static at_status table_name(const at_release_file *file, const char *name, at_str *out, at_err *err)
{
    const at_str before = AT_STR("tables/"), after = AT_STR(".csv");
    if (at_str_starts(file->path, before) && at_str_ends(file->path, after) &&
        file->path.len > before.len + after.len) {
        *out = at_str_slice(file->path, before.len, file->path.len - after.len);
        if (is_table_name(*out)) return AT_OK;
    }
    return at_fail_at(err, AT_ECORRUPT, name, 0, 0, "\"%s\" is not a table of a release",
                      at_quote(file->path).text);
}

static at_status parse_whole(at_arena *arena, const char *name, at_bytes bytes, at_release *out,
                             const at_release_file **files, size_t *file_count, at_err *err)
{
    const at_json_value *manifest;
    at_release release = {0};
    const at_release_file *list;
    size_t count;
    AT_TRY(at_json_parse(arena, name, bytes, manifest_limit, &manifest, err));
    AT_TRY(check_format(manifest, name, err));
    AT_TRY(read_head(arena, manifest, name, &release, err));
    AT_TRY(at_release_list_read(arena, manifest, name, AT_STR("files"), AT_LIST_FILES, &list,
                                &count, err));
    for (size_t i = 0; i < count; i++) {
        at_str table;
        AT_TRY(table_name(&list[i], name, &table, err));
    }
    *out = release;
    *files = list;
    *file_count = count;
    return AT_OK;
}

at_status at_release_manifest_parse(at_arena *arena, const char *name, at_bytes bytes,
                                    at_release *out, const at_release_file **files,
                                    size_t *file_count, at_err *err)
{
    const at_json_value *manifest;
    /* JSON that says it is something else is nothing of ours. */
    if (at_json_parse(arena, name, bytes, manifest_limit, &manifest, NULL) == AT_OK) {
        AT_TRY(check_format(manifest, name, err));
    }
    return at_fault_damage(parse_whole(arena, name, bytes, out, files, file_count, err), err);
}

/* The cells as they were before the tables were guarded against spreadsheets. */
static at_status without_guard(at_arena *arena, const at_str *cells, size_t count,
                               const at_str **out, at_err *err)
{
    at_str *plain;
    AT_TRY(AT_NEW(arena, count, &plain, err));
    for (size_t i = 0; i < count; i++) plain[i] = at_csv_without_guard(cells[i]);
    *out = plain;
    return AT_OK;
}

static at_status read_table(at_arena *arena, const char *folder, const at_release_file *file,
                            at_release_table *out, at_err *err)
{
    const char *path;
    at_bytes bytes;
    at_csv_table csv;
    at_str name;
    AT_TRY(table_name(file, folder, &name, err));
    AT_TRY(at_path_join(arena, folder, file->path, &path, err));
    AT_TRY(at_file_read_regular(arena, path, table_limit, &bytes, err));
    AT_TRY(at_fault_damage(at_csv_parse(arena, path, bytes, NULL, &csv, err), err));
    at_release_table table = {.name = name, .column_count = csv.columns, .row_count = csv.rows};
    AT_TRY(without_guard(arena, csv.header, csv.columns, &table.columns, err));
    AT_TRY(without_guard(arena, csv.cells, csv.rows * csv.columns, &table.cells, err));
    *out = table;
    return AT_OK;
}

/* The error that a file met, as the one fault of the folder. */
static at_status as_fault(at_arena *arena, at_str path, const at_err *why, const at_fault **out,
                          size_t *count, at_err *err)
{
    at_fault *fault;
    AT_TRY(AT_NEW(arena, 1, &fault, err));
    AT_TRY(at_fault_from(arena, path, why, fault, err));
    *out = fault;
    *count = 1;
    return AT_OK;
}

/* A release while it is read. */
typedef struct reading {
    at_arena *arena;
    const char *folder;
    at_release *release;
    const at_release_file *files;
    size_t file_count;
    const at_fault *faults;
    size_t fault_count;
} reading;

static at_status no_manifest(const char *folder, at_err *err)
{
    static const char how[] = "make one with: attest release EDITION... --out DIR";
    if (!at_file_exists(folder)) {
        return at_fail_at(err, AT_EIO, folder, 0, 0,
                          "there is no such folder; check the path, or %s", how);
    }
    return at_fail_at(err, AT_EINPUT, folder, 0, 0,
                      "there is no " AT_RELEASE_MANIFEST " in it, so it is no release; %s", how);
}

static at_status read_manifest(reading *r, at_err *err)
{
    const char *name;
    at_bytes bytes;
    bool there;
    at_err why = {0};
    if (!at_folder_exists(r->folder)) return no_manifest(r->folder, err);
    AT_TRY(at_path_join(r->arena, r->folder, AT_STR(AT_RELEASE_MANIFEST), &name, err));
    AT_TRY(at_file_read_optional(r->arena, name, manifest_limit, &there, &bytes, err));
    if (!there) return no_manifest(r->folder, err);
    const at_status status = at_release_manifest_parse(r->arena, name, bytes, r->release, &r->files,
                                                       &r->file_count, &why);
    if (status == AT_ECORRUPT) {
        return as_fault(r->arena, AT_STR(AT_RELEASE_MANIFEST), &why, &r->faults, &r->fault_count,
                        err);
    }
    if (status != AT_OK && err) *err = why;
    return status;
}

static at_status read_tables(reading *r, at_err *err)
{
    at_release_table *tables;
    AT_TRY(AT_NEW(r->arena, r->file_count, &tables, err));
    for (size_t i = 0; i < r->file_count; i++) {
        at_err why = {0};
        const at_status status = read_table(r->arena, r->folder, &r->files[i], &tables[i], &why);
        if (status == AT_ECORRUPT) {
            return as_fault(r->arena, r->files[i].path, &why, &r->faults, &r->fault_count, err);
        }
        if (status != AT_OK && err) *err = why;
        if (status != AT_OK) return status;
    }
    r->release->tables = tables;
    r->release->table_count = r->file_count;
    return AT_OK;
}

at_status at_release_read(at_arena *arena, const char *folder, const at_release **out,
                          const at_fault **faults, size_t *fault_count, at_err *err)
{
    reading r = {.arena = arena, .folder = folder};
    AT_TRY(AT_NEW(arena, 1, &r.release, err));
    AT_TRY(read_manifest(&r, err));
    if (r.fault_count == 0) {
        AT_TRY(at_release_list_check(arena, folder, r.files, r.file_count,
                                     AT_STR(AT_RELEASE_MANIFEST), &r.faults, &r.fault_count, err));
    }
    if (r.fault_count == 0) AT_TRY(read_tables(&r, err));
    *out = r.fault_count == 0 ? r.release : NULL;
    *faults = r.faults;
    *fault_count = r.fault_count;
    return AT_OK;
}

at_status at_release_open(at_arena *arena, const char *folder, const at_release **out, at_err *err)
{
    const at_release *release;
    const at_fault *faults;
    size_t count;
    AT_TRY(at_release_read(arena, folder, &release, &faults, &count, err));
    if (count > 0) {
        return at_fail_at(
            err, AT_ECORRUPT, folder, 0, 0,
            "this release is not as it was made: \"%s\" is %s (%.*s)%s; make it again, "
            "or see all with: attest verify DIR",
            at_quote(faults[0].path).text, at_fault_word(faults[0].kind),
            AT_STR_ARG(faults[0].detail), count > 1 ? ", and there is more" : "");
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
