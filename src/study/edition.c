/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/edition.h"

#include "base/number.h"
#include "file/io.h"
#include "seal/hash.h"
#include "study/edition_reading.h"

#include <limits.h>
#include <stdlib.h>

/* Of files and tables while reading; what an edition keeps is in the caller's arena. */
static const size_t scratch_limit = (size_t)8 << 30;

static const char *const table_names[] = {
    [AT_EDITION_CRITERIA] = "criteria.csv",     [AT_EDITION_VALUES] = "values.csv",
    [AT_EDITION_CATEGORIES] = "categories.csv", [AT_EDITION_SOURCES] = "sources.csv",
    [AT_EDITION_PUBLISHED] = "published.csv",   [AT_EDITION_SETTINGS] = "edition.ini",
};
_Static_assert(AT_COUNT_OF(table_names) == AT_EDITION_TABLES, "a name for each file");

const char *at_edition_table_name(at_edition_table table)
{
    return table_names[table];
}

const char *at_known_by_word(at_known_by known_by)
{
    static const char *const words[] = {
        [AT_KNOWN_BY_CRITERIA] = "criteria",
        [AT_KNOWN_BY_CATEGORIES] = "categories",
        [AT_KNOWN_BY_LABELS] = "labels",
    };
    return words[known_by];
}

/* The folder's own name; "." and ".." are asked of the system. */
static at_status name_of(at_arena *arena, const char *folder, at_str *out, at_err *err)
{
    const at_str base = at_path_base(at_str_from_cstr(folder));
    if (base.len && !at_str_equal(base, AT_STR(".")) && !at_str_equal(base, AT_STR(".."))) {
        return at_arena_copy(arena, base, out, err);
    }
    char real[PATH_MAX];
    if (!realpath(folder, real)) {
        return at_fail_at(err, AT_EIO, folder, 0, 0, "the folder cannot be resolved");
    }
    return at_arena_copy(arena, at_path_base(at_str_from_cstr(real)), out, err);
}

static at_status check_folder(const char *folder, at_err *err)
{
    if (at_folder_exists(folder)) return AT_OK;
    if (at_file_exists(folder)) {
        return at_fail_at(
            err, AT_EINPUT, folder, 0, 0,
            "this is a file: an edition is a folder with criteria.csv in it; name the folder");
    }
    return at_fail_at(err, AT_EIO, folder, 0, 0,
                      "there is no such folder: an edition is a folder with criteria.csv in it");
}

at_status at_edition_load(at_arena *arena, const char *folder, at_str *name,
                          const at_edition_file **files, size_t *count, at_err *err)
{
    at_edition_file *list;
    at_str own_name;
    size_t found_count = 0;
    AT_TRY(check_folder(folder, err));
    AT_TRY(name_of(arena, folder, &own_name, err));
    AT_TRY(AT_NEW(arena, AT_EDITION_TABLES, &list, err));
    for (size_t i = 0; i < AT_EDITION_TABLES; i++) {
        const char *path;
        bool found = false;
        at_edition_file *file = &list[found_count];
        file->name = at_str_from_cstr(table_names[i]);
        AT_TRY(at_path_join(arena, folder, file->name, &path, err));
        AT_TRY(at_file_read_optional(arena, path, at_edition_bytes_max, &found, &file->bytes, err));
        if (found) found_count++;
    }
    *name = own_name;
    *files = list;
    *count = found_count;
    return AT_OK;
}

/* The six files by kind; ptr == NULL where one is not there. */
typedef struct parts {
    at_bytes bytes[AT_EDITION_TABLES];
    bool given[AT_EDITION_TABLES];
} parts;

static parts sort_out(const at_edition_file *files, size_t count)
{
    parts p = {0};
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < AT_EDITION_TABLES; k++) {
            if (!at_str_equal(files[i].name, at_str_from_cstr(table_names[k]))) continue;
            p.bytes[k] = files[i].bytes;
            p.given[k] = true;
        }
    }
    return p;
}

static at_status check_needed(const at_reading *reading, const parts *p, at_err *err)
{
    if (!p->given[AT_EDITION_CRITERIA]) {
        return at_fail_at(
            err, AT_EINPUT, reading->path[AT_EDITION_CRITERIA], 0, 0,
            "criteria.csv is missing: an edition folder needs criteria.csv (id,category,label,"
            "weight) and values.csv (iso2,country,<criterion id>...)");
    }
    if (!p->given[AT_EDITION_VALUES] && !p->given[AT_EDITION_CATEGORIES]) {
        return at_fail_at(
            err, AT_EINPUT, reading->path[AT_EDITION_VALUES], 0, 0,
            "values.csv is missing: an edition folder needs it, or categories.csv where only the "
            "fraction reached in each category is known");
    }
    return AT_OK;
}

static int by_path(const void *left, const void *right)
{
    const at_release_file *a = left, *b = right;
    return at_str_compare(a->path, b->path);
}

static at_status describe_files(const at_reading *reading, const parts *p, at_err *err)
{
    at_release_file *list;
    size_t count = 0;
    AT_TRY(AT_NEW(reading->arena, AT_EDITION_TABLES, &list, err));
    for (size_t i = 0; i < AT_EDITION_TABLES; i++) {
        at_sha256 hash;
        if (!p->given[i]) continue;
        at_hash_sha256(p->bytes[i], &hash);
        list[count] = (at_release_file){.edition = reading->edition->index.name,
                                        .path = at_str_from_cstr(table_names[i]),
                                        .bytes = p->bytes[i].len};
        AT_TRY(at_arena_copy(reading->arena, at_str_from_cstr(hash.hex), &list[count].sha256, err));
        count++;
    }
    qsort(list, count, sizeof *list, by_path);
    reading->edition->files = list;
    reading->edition->file_count = count;
    return AT_OK;
}

static at_status parse_parts(at_reading *reading, parts *p, at_err *err)
{
    const at_bytes *bytes = p->bytes;
    AT_TRY(at_reading_criteria(reading, bytes[AT_EDITION_CRITERIA], err));
    if (p->given[AT_EDITION_VALUES] && p->given[AT_EDITION_CATEGORIES]) {
        at_reading_note(
            reading, AT_EDITION_CATEGORIES, 0, 0,
            "values.csv is there too: the edition is read from it and categories.csv is not used");
        p->given[AT_EDITION_CATEGORIES] = false;
    }
    const at_edition_table values =
        p->given[AT_EDITION_VALUES] ? AT_EDITION_VALUES : AT_EDITION_CATEGORIES;
    AT_TRY(at_reading_countries(reading, values, bytes[values], err));
    if (p->given[AT_EDITION_SOURCES]) {
        AT_TRY(at_reading_sources(reading, bytes[AT_EDITION_SOURCES], err));
    }
    if (p->given[AT_EDITION_PUBLISHED]) {
        AT_TRY(at_reading_published(reading, bytes[AT_EDITION_PUBLISHED], err));
    }
    if (p->given[AT_EDITION_SETTINGS]) {
        AT_TRY(at_reading_settings(reading, bytes[AT_EDITION_SETTINGS], err));
    }
    return AT_OK;
}

static at_known_by known_by(const at_index_edition *index)
{
    if (!index->weighted) return AT_KNOWN_BY_LABELS;
    return index->values ? AT_KNOWN_BY_CRITERIA : AT_KNOWN_BY_CATEGORIES;
}

static at_status begin(at_reading *reading, const char *folder, at_str name, at_err *err)
{
    at_study_edition *edition = reading->edition;
    at_str kept_folder, kept_name;
    AT_TRY(at_arena_cstr(reading->arena, at_str_from_cstr(folder), &edition->folder, err));
    AT_TRY(at_arena_copy(reading->arena, name, &kept_name, err));
    kept_folder = at_str_from_cstr(edition->folder);
    for (size_t i = 0; i < AT_EDITION_TABLES; i++) {
        const bool slash = at_str_ends(kept_folder, AT_STR("/"));
        at_str path;
        AT_TRY(at_arena_format(reading->arena, &path, err, "%s%s%s", folder, slash ? "" : "/",
                               table_names[i]));
        AT_TRY(at_arena_cstr(reading->arena, path, &reading->path[i], err));
    }
    edition->index.name = kept_name;
    edition->year = at_edition_year(kept_name);
    reading->name = kept_name;
    return AT_OK;
}

at_status at_edition_parse(at_arena *arena, const char *folder, at_str name,
                           const at_edition_file *files, size_t count, at_edition_depth depth,
                           at_study_edition *out, const at_finding **findings,
                           size_t *finding_count, at_err *err)
{
    at_arena *scratch AT_CLEANUP(at_arena_free_ptr) = at_arena_new(scratch_limit);
    at_study_edition edition = {0};
    at_reading reading = {.arena = arena, .scratch = scratch, .edition = &edition};
    parts p = sort_out(files, count);
    if (!scratch) return at_fail(err, AT_ENOMEM, "memory is out");
    AT_TRY(begin(&reading, folder, name, err));
    AT_TRY(check_needed(&reading, &p, err));
    AT_TRY(parse_parts(&reading, &p, err));
    if (edition.title.len == 0) edition.title = edition.index.name;
    edition.known_by = known_by(&edition.index);
    AT_TRY(describe_files(&reading, &p, err));
    if (depth == AT_EDITION_CHECK) AT_TRY(at_reading_scores(&reading, err));
    AT_TRY(at_reading_findings(&reading, findings, finding_count, err));
    *out = edition;
    return AT_OK;
}

at_status at_study_edition_read(at_arena *arena, const char *folder, at_study_edition *out,
                                at_err *err)
{
    at_arena *files_arena AT_CLEANUP(at_arena_free_ptr) = at_arena_new(scratch_limit);
    const at_edition_file *files;
    const at_finding *findings;
    at_study_edition edition;
    at_str name;
    size_t count, finding_count;
    if (!files_arena) return at_fail(err, AT_ENOMEM, "memory is out");
    AT_TRY(at_edition_load(files_arena, folder, &name, &files, &count, err));
    AT_TRY(at_edition_parse(arena, folder, name, files, count, AT_EDITION_READ, &edition, &findings,
                            &finding_count, err));
    for (size_t i = 0; i < finding_count; i++) {
        const at_finding *f = &findings[i];
        if (!f->fatal) continue;
        const char *file;
        AT_TRY(at_arena_cstr(files_arena, f->file, &file, err));
        return at_fail_at(err, AT_EINPUT, file, f->row, f->column, "%.*s", AT_STR_ARG(f->message));
    }
    *out = edition;
    return AT_OK;
}
