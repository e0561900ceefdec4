/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish/site.h"

#include "file/io.h"
#include "publish/assets.h" /* made at build from assets/ */
#include "publish/downloads.h"
#include "publish/page.h"
#include "publish/site_list.h"
#include "text/collate.h"

#include <math.h>
#include <stdlib.h>

static const size_t memory_limit = (size_t)2 << 30;

/* A site while it is made. */
typedef struct site {
    at_arena *arena;
    const at_site_figures *figures;
    at_picture_set pictures;
    at_release_member *members;
    size_t count, room;
    size_t not_in_workbook; /* tables that are too long for a sheet */
} site;

static at_status add(site *s, at_str path, at_str bytes, at_err *err)
{
    if (s->count == s->room) return at_fail(err, AT_EBUG, "more files than were planned");
    at_release_member *member = &s->members[s->count];
    AT_TRY(at_arena_copy(s->arena, path, &member->path, err));
    AT_TRY(at_arena_copy(s->arena, bytes, &bytes, err));
    member->bytes = at_str_bytes(bytes);
    s->count++;
    return AT_OK;
}

static at_status add_buffer(site *s, at_str path, const at_buffer *bytes, at_err *err)
{
    AT_TRY(at_buffer_status(bytes, err));
    return add(s, path, at_buffer_str(bytes), err);
}

static at_page page_of(const site *s, at_buffer *out, const char *root)
{
    return (at_page){.html = {out}, .figures = s->figures, .pictures = &s->pictures, .root = root};
}

/* Orders of the ranking. Places are those of `countries`, which are by rank; so equals stay by rank. */
typedef struct ordered {
    size_t country;
    at_str key;    /* by name: the collation key */
    double change; /* by change */
} ordered;

static int by_key(const void *a, const void *b)
{
    const ordered *x = a, *y = b;
    const int order = at_str_compare(x->key, y->key);
    return order ? order : (x->country > y->country) - (x->country < y->country);
}

static int by_change(const void *a, const void *b)
{
    const ordered *x = a, *y = b;
    if (x->change != y->change) return x->change < y->change ? -1 : 1;
    return (x->country > y->country) - (x->country < y->country);
}

static at_status order_rows(site *s, at_page_section order, size_t **out, at_err *err)
{
    const size_t n = s->figures->country_count;
    ordered *list;
    size_t *rows;
    at_collator *collator AT_CLEANUP(at_collator_free_ptr) = NULL;
    AT_TRY(AT_NEW(s->arena, n, &list, err));
    AT_TRY(AT_NEW(s->arena, n, &rows, err));
    AT_TRY(at_collator_new(AT_STR("en"), &collator, err));
    for (size_t i = 0; i < n; i++) {
        const at_site_country *c = &s->figures->countries[i];
        list[i] = (ordered){.country = i};
        AT_TRY(at_collator_key(collator, s->arena, c->name, &list[i].key, err));
        /* New ones have no change: they come last. */
        list[i].change = c->change.given ? c->change.score_new.value - c->change.score_old.value
                                         : (double)INFINITY;
    }
    if (order == AT_SECTION_NAME) qsort(list, n, sizeof *list, by_key);
    if (order == AT_SECTION_CHANGE) qsort(list, n, sizeof *list, by_change);
    for (size_t i = 0; i < n; i++) rows[i] = list[i].country;
    *out = rows;
    return AT_OK;
}

static at_status add_rankings(site *s, at_err *err)
{
    static const struct {
        at_page_section section;
        at_str path;
    } pages[] = {{AT_SECTION_RANKING, {"index.html", 10}},
                 {AT_SECTION_NAME, {"by-name.html", 12}},
                 {AT_SECTION_CHANGE, {"by-change.html", 14}}};
    const at_str *findings;
    size_t finding_count;
    AT_TRY(at_site_findings(s->arena, s->figures, &findings, &finding_count, err));
    for (size_t i = 0; i < AT_COUNT_OF(pages); i++) {
        at_buffer out AT_CLEANUP(at_buffer_free) = {0};
        at_page page = page_of(s, &out, "");
        size_t *rows;
        if (pages[i].section == AT_SECTION_CHANGE && !s->figures->compared) continue;
        AT_TRY(order_rows(s, pages[i].section, &rows, err));
        at_page_ranking(&page, pages[i].section, rows, findings, finding_count);
        AT_TRY(add_buffer(s, pages[i].path, &out, err));
    }
    return AT_OK;
}

static at_status add_countries(site *s, at_err *err)
{
    for (size_t i = 0; i < s->figures->country_count; i++) {
        at_buffer out AT_CLEANUP(at_buffer_free) = {0};
        at_buffer path AT_CLEANUP(at_buffer_free) = {0};
        at_page page = page_of(s, &out, "../");
        at_page_country(&page, i);
        at_buffer_literal(&path, "country/");
        at_buffer_slug(&path, s->figures->countries[i].iso2);
        at_buffer_literal(&path, ".html");
        AT_TRY(at_buffer_status(&path, err));
        AT_TRY(add_buffer(s, at_buffer_str(&path), &out, err));
    }
    return AT_OK;
}

static at_status add_images(site *s, at_err *err)
{
    for (size_t i = 0; i < s->pictures.count; i++) {
        const at_picture *picture = &s->pictures.pictures[i];
        at_str path;
        AT_TRY(at_arena_format(s->arena, &path, err, "images/%.*s.svg", AT_STR_ARG(picture->name)));
        AT_TRY(add(s, path, picture->svg, err));
        if (picture->png.len == 0) continue;
        AT_TRY(at_arena_format(s->arena, &path, err, "images/%.*s.png", AT_STR_ARG(picture->name)));
        AT_TRY(add(s, path, picture->png, err));
    }
    return AT_OK;
}

static at_status add_release(site *s, const at_release_member *release, size_t count, at_err *err)
{
    for (size_t i = 0; i < count; i++) {
        at_str path;
        AT_TRY(at_arena_format(s->arena, &path, err, "release/%.*s", AT_STR_ARG(release[i].path)));
        AT_TRY(add(s, path, at_bytes_str(release[i].bytes), err));
    }
    return AT_OK;
}

static at_status add_data(site *s, const at_release_member *release, size_t count, at_err *err)
{
    at_buffer xlsx AT_CLEANUP(at_buffer_free) = {0};
    at_buffer json AT_CLEANUP(at_buffer_free) = {0};
    at_buffer zip AT_CLEANUP(at_buffer_free) = {0};
    AT_TRY(at_download_xlsx(s->figures->release, &xlsx, &s->not_in_workbook, err));
    AT_TRY(at_download_json(s->figures->release, &json, err));
    AT_TRY(at_download_zip(release, count, &zip, err));
    AT_TRY(add_buffer(s, AT_STR("data/tables.xlsx"), &xlsx, err));
    AT_TRY(add_buffer(s, AT_STR("data/tables.json"), &json, err));
    return add_buffer(s, AT_STR("data/release.zip"), &zip, err);
}

/* What a file of data/ or release/ is, for the list of downloads. */
static at_str what_is(at_str path)
{
    static const struct {
        const char *path;
        at_str what;
    } names[] = {
        {"data/release.zip", {"the whole release as one bundle", 31}},
        {"data/tables.json", {"all tables as JSON", 18}},
        {"data/tables.xlsx", {"all tables as a workbook, a sheet each", 38}},
        {"release/manifest.json", {"what the release rests on, and the hashes of its tables", 55}},
        {"release/tables/categories.csv", {"categories and what each can give", 33}},
        {"release/tables/category_changes.csv", {"changes by category, by law and by rules", 40}},
        {"release/tables/category_scores.csv", {"points by country and category", 30}},
        {"release/tables/cell_changes.csv", {"criteria whose value changed", 28}},
        {"release/tables/cells.csv", {"every country on every criterion", 32}},
        {"release/tables/changes.csv", {"what moved each score and place", 31}},
        {"release/tables/countries.csv", {"the ranking, with the range of each place", 41}},
        {"release/tables/criteria.csv", {"criteria and their weights", 26}},
        {"release/tables/editions.csv", {"the editions used", 17}},
        {"release/tables/history.csv", {"places in all editions", 22}},
        {"release/tables/moves.csv", {"countries that came or left", 27}},
        {"release/tables/pairs.csv", {"how firm the order of each pair is", 34}},
        {"release/tables/reforms.csv", {"what each unmet criterion would bring", 37}},
        {"release/tables/sources.csv", {"what the values rest on", 23}},
        {"release/tables/summary.csv", {"counts used in the findings", 27}},
    };
    for (size_t i = 0; i < AT_COUNT_OF(names); i++) {
        if (at_str_equal(at_str_from_cstr(names[i].path), path)) return names[i].what;
    }
    return (at_str){0};
}

/* Comes after all data and release files are there. */
static at_status add_downloads(site *s, at_err *err)
{
    at_buffer out AT_CLEANUP(at_buffer_free) = {0};
    at_page page = page_of(s, &out, "");
    const at_release_file *files;
    at_page_download *list;
    size_t count = 0;
    AT_TRY(at_release_list_describe(s->arena, s->members, s->count, &files, err));
    AT_TRY(AT_NEW(s->arena, s->count, &list, err));
    for (size_t i = 0; i < s->count; i++) {
        if (!at_str_starts(files[i].path, AT_STR("data/")) &&
            !at_str_starts(files[i].path, AT_STR("release/")))
            continue;
        at_str what = what_is(files[i].path);
        if (s->not_in_workbook > 0 && at_str_ends(files[i].path, AT_STR(".xlsx"))) {
            what = AT_STR("a workbook with a sheet for each table that is not too long for one");
        }
        list[count++] = (at_page_download){files[i].path, what, files[i].bytes, files[i].sha256};
    }
    at_page_downloads(&page, list, count);
    return add_buffer(s, AT_STR("downloads.html"), &out, err);
}

static at_status add_methods(site *s, at_err *err)
{
    at_buffer out AT_CLEANUP(at_buffer_free) = {0};
    at_page page = page_of(s, &out, "");
    at_page_methods(&page);
    return add_buffer(s, AT_STR("methods.html"), &out, err);
}

static int by_path(const void *a, const void *b)
{
    return at_str_compare(((const at_release_member *)a)->path,
                          ((const at_release_member *)b)->path);
}

at_status at_site_make(at_arena *arena, const at_release *release, at_site_part part, at_pool *pool,
                       const at_progress *progress, const at_release_member **out, size_t *count,
                       at_err *err)
{
    enum { FIXED = 16 }; /* pages, data files and the style sheet */
    site s = {.arena = arena};
    const at_release_member *bundle;
    size_t bundle_count;
    AT_TRY(at_release_encode(arena, release, &bundle, &bundle_count, err));
    AT_TRY(at_site_figures_read(arena, release, &s.figures, err));
    AT_TRY(
        at_pictures_draw(arena, s.figures, part == AT_SITE_ALL, pool, progress, &s.pictures, err));
    s.room = FIXED + bundle_count + s.figures->country_count + 2 * s.pictures.count;
    AT_TRY(AT_NEW(arena, s.room, &s.members, err));
    /* What most readers want comes first in the list of downloads, which keeps this order. */
    AT_TRY(add_data(&s, bundle, bundle_count, err));
    AT_TRY(add_release(&s, bundle, bundle_count, err));
    AT_TRY(add_downloads(&s, err));
    AT_TRY(add_methods(&s, err));
    AT_TRY(add_rankings(&s, err));
    AT_TRY(add_countries(&s, err));
    AT_TRY(add_images(&s, err));
    AT_TRY(add(&s, AT_STR("style.css"), at_bytes_str(at_asset_style_css()), err));
    qsort(s.members, s.count, sizeof *s.members, by_path);
    *out = s.members;
    *count = s.count;
    return AT_OK;
}

at_status at_site_write(const at_release *release, const char *folder, at_str program,
                        at_pool *pool, const at_progress *progress, at_err *err)
{
    at_arena *arena AT_CLEANUP(at_arena_free_ptr) = at_arena_new(memory_limit);
    at_folder_writer *writer AT_CLEANUP(at_folder_abort) = NULL;
    const at_release_member *members;
    at_site_list list = {.program = program};
    size_t count;
    at_str text;
    if (!arena) return at_fail(err, AT_ENOMEM, "memory is out");
    /* Before the work, so that a folder that must not be replaced is refused at once. */
    AT_TRY(at_release_list_guard(folder, AT_STR(AT_SITE_LIST), AT_STR("attest-site/"), err));
    AT_TRY(at_folder_begin(folder, AT_STR(AT_SITE_LIST), &writer, err));
    AT_TRY(at_site_make(arena, release, AT_SITE_ALL, pool, progress, &members, &count, err));
    AT_TRY(at_release_list_describe(arena, members, count, &list.files, err));
    list.count = count;
    AT_TRY(at_site_list_encode(arena, &list, &text, err));
    for (size_t i = 0; i < count; i++) {
        AT_TRY(at_folder_add(writer, members[i].path, members[i].bytes, err));
    }
    AT_TRY(at_folder_add(writer, AT_STR(AT_SITE_LIST), at_str_bytes(text), err));
    return at_folder_commit(writer, err);
}
