/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What publish takes from strangers: the tables of a release, parted by lines of three hyphens, each begun by a line with its
 * name. Any tables make a site or are refused as damaged or too large; a site has plain paths, one of each, and no script. */
#include "file/csv.h"
#include "fuzz.h"
#include "publish/site.h"

#include <stdlib.h>

enum { MOST_TABLES = 32 };
static const size_t arena_limit = (size_t)512 << 20;
static const at_csv_limits limits = {.bytes = 1 << 16, .rows = 64, .columns = 64, .cell = 1 << 14};

static bool next_table(at_arena *arena, at_str *rest, at_release_table *out)
{
    static const at_str rule = {"\n---\n", 5};
    size_t at = rest->len;
    at_csv_table csv;
    const bool more = at_str_find(*rest, rule, &at);
    at_str part = at_str_slice(*rest, 0, at), name;
    *rest = more ? at_str_slice(*rest, at + rule.len, rest->len) : (at_str){0};
    if (!part.ptr || !at_str_split(&part, '\n', &name) || name.len == 0 || !part.ptr) return false;
    if (at_csv_parse(arena, "table.csv", at_str_bytes(part), &limits, &csv, NULL) != AT_OK)
        return false;
    *out = (at_release_table){name, csv.header, csv.columns, csv.rows, csv.cells};
    return true;
}

static int by_name(const void *a, const void *b)
{
    return at_str_compare(((const at_release_table *)a)->name, ((const at_release_table *)b)->name);
}

/* As the reader of releases lets them through. */
static bool are_tables(const at_release_table *tables, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && at_str_equal(tables[i - 1].name, tables[i].name)) return false;
        if (tables[i].name.len > AT_RELEASE_NAME_MAX) return false;
        for (size_t k = 0; k < tables[i].name.len; k++) {
            const char c = tables[i].name.ptr[k];
            if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '_') return false;
        }
    }
    return count > 0;
}

static void check_files(const at_release_member *files, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const at_str path = files[i].path;
        fuzz_require(i == 0 || at_str_compare(files[i - 1].path, path) < 0);
        for (size_t k = 0; k < path.len; k++) {
            const char c = path.ptr[k];
            fuzz_require((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
                         c == '.' || c == '/');
        }
        fuzz_require(!at_str_find(path, AT_STR(".."), NULL) &&
                     !at_str_find(path, AT_STR("/."), NULL));
        if (!at_str_ends(path, AT_STR(".html")) && !at_str_ends(path, AT_STR(".svg"))) continue;
        const at_str page = at_bytes_str(files[i].bytes);
        fuzz_require(at_str_is_utf8(page, NULL));
        fuzz_require(!at_str_find(page, AT_STR("<script"), NULL) &&
                     !at_str_find(page, AT_STR("<!--"), NULL));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const at_release_setting settings[] = {{{"within", 6}, {"25", 2}, false}};
    at_arena *arena = at_arena_new(arena_limit);
    at_release_table tables[MOST_TABLES];
    at_release release = {.program = AT_STR("attest 0.0.0"),
                          .title = AT_STR("A title"),
                          .edition = AT_STR("2031"),
                          .date = AT_STR("2031"),
                          .year = 2031,
                          .compared_with = AT_STR("2030"),
                          .settings = settings,
                          .setting_count = AT_COUNT_OF(settings),
                          .tables = tables};
    const at_release_member *files;
    size_t count;
    fuzz_require(arena != NULL);
    for (at_str rest = {(const char *)data, size}; rest.len && release.table_count < MOST_TABLES;) {
        release.table_count += next_table(arena, &rest, &tables[release.table_count]);
    }
    qsort(tables, release.table_count, sizeof *tables, by_name);
    if (are_tables(tables, release.table_count)) {
        const at_status status =
            at_site_make(arena, &release, AT_SITE_PAGES, NULL, NULL, &files, &count, NULL);
        fuzz_require(status == AT_OK || status == AT_ECORRUPT || status == AT_ELIMIT);
        if (status == AT_OK) check_files(files, count);
    }
    at_arena_free(arena);
    return 0;
}
