/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A site held against its list, the release in it against its manifest, and every page against what the release makes. */
#include "file/io.h"
#include "publish/pictures.h"
#include "publish/site.h"
#include "publish/site_list.h"

#include <stdlib.h>

static const size_t list_limit = (size_t)64 << 20;

typedef struct found {
    at_fault fault;
    size_t number; /* in the order of finding */
} found;

typedef struct fault_list {
    at_arena *arena;
    found *faults; /* doubled when full; the old array stays in the arena */
    size_t count, room;
} fault_list;

static at_status grow(fault_list *list, at_err *err)
{
    enum { FIRST_ROOM = 64 };
    found *faults;
    const size_t room = list->room ? list->room * 2 : FIRST_ROOM;
    AT_TRY(AT_NEW(list->arena, room, &faults, err));
    for (size_t i = 0; i < list->count; i++) faults[i] = list->faults[i];
    list->faults = faults;
    list->room = room;
    return AT_OK;
}

static at_status add_fault(fault_list *list, at_fault fault, at_err *err)
{
    if (list->count == list->room) AT_TRY(grow(list, err));
    list->faults[list->count] = (found){fault, list->count};
    list->count++;
    return AT_OK;
}

static int by_path(const void *a, const void *b)
{
    const found *x = a, *y = b;
    const int order = at_str_compare(x->fault.path, y->fault.path);
    return order ? order : x->number < y->number ? -1 : 1;
}

/* In bytewise order of path; of several on one path the one that was found first. */
static at_status in_order(fault_list *list, const at_fault **out, size_t *count, at_err *err)
{
    at_fault *faults;
    size_t n = 0;
    AT_TRY(AT_NEW(list->arena, list->count, &faults, err));
    if (list->count) qsort(list->faults, list->count, sizeof *list->faults, by_path);
    for (size_t i = 0; i < list->count; i++) {
        if (n > 0 && at_str_equal(faults[n - 1].path, list->faults[i].fault.path)) continue;
        faults[n++] = list->faults[i].fault;
    }
    *out = faults;
    *count = n;
    return AT_OK;
}

/* The list and what the release makes, side by side: both are in order of path. PNG files are not made again; there must be
 * one for each SVG, and its hash is what the list holds it to. */
static bool is_png_of(at_str path, const at_release_member *made, size_t count)
{
    const at_str end = AT_STR(".png");
    if (!at_str_starts(path, AT_STR("images/")) || !at_str_ends(path, end)) return false;
    const at_str stem = at_str_slice(path, 0, path.len - end.len);
    for (size_t i = 0; i < count; i++) {
        if (at_str_ends(made[i].path, AT_STR(".svg")) && made[i].path.len == path.len &&
            at_str_equal(at_str_slice(made[i].path, 0, stem.len), stem)) {
            return true;
        }
    }
    return false;
}

static bool lists(const at_site_list *list, at_str path)
{
    size_t from = 0, to = list->count;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        const int order = at_str_compare(path, list->files[middle].path);
        if (order == 0) return true;
        if (order < 0) {
            to = middle;
        } else {
            from = middle + 1;
        }
    }
    return false;
}

/* Every drawing has its PNG, which is what the pages show. */
static at_status check_png(at_arena *arena, const at_site_list *list, at_str made,
                           fault_list *faults, at_err *err)
{
    at_str png;
    if (!at_str_starts(made, AT_STR("images/")) || !at_str_ends(made, AT_STR(".svg"))) return AT_OK;
    AT_TRY(at_arena_format(arena, &png, err, "%.*s.png",
                           AT_STR_ARG(at_str_slice(made, 0, made.len - 4))));
    if (lists(list, png)) return AT_OK;
    const at_fault fault = {AT_FAULT_MISSING, png,
                            AT_STR("the picture of a page, not in the list")};
    return add_fault(faults, fault, err);
}

static at_status compare_made(at_arena *arena, const at_site_list *list,
                              const at_release_member *made, size_t count, fault_list *faults,
                              at_err *err)
{
    const at_release_file *want;
    AT_TRY(at_release_list_describe(arena, made, count, &want, err));
    for (size_t k = 0; k < count; k++) AT_TRY(check_png(arena, list, made[k].path, faults, err));
    for (size_t i = 0, k = 0; i < list->count || k < count;) {
        int order = i == list->count ? 1 : -1;
        if (i < list->count && k < count) order = at_str_compare(list->files[i].path, want[k].path);
        if (order == 0) {
            if (!at_str_equal(list->files[i].sha256, want[k].sha256)) {
                const at_fault fault = {
                    AT_FAULT_ALTERED, want[k].path,
                    AT_STR("not what the release makes, although its hash in the list is right")};
                AT_TRY(add_fault(faults, fault, err));
            }
            i++, k++;
        } else if (order < 0) {
            if (!is_png_of(list->files[i].path, made, count)) {
                const at_fault fault = {AT_FAULT_ADDED, list->files[i].path,
                                        AT_STR("in the list, but the release makes no such file")};
                AT_TRY(add_fault(faults, fault, err));
            }
            i++;
        } else {
            const at_fault fault = {AT_FAULT_MISSING, want[k].path,
                                    AT_STR("the release makes it, the list does not have it")};
            AT_TRY(add_fault(faults, fault, err));
            k++;
        }
    }
    return AT_OK;
}

/* The error that the reading of a file met, as a fault of that file. */
static at_status add_error(fault_list *faults, const char *before, const char *path,
                           const at_err *why, at_err *err)
{
    at_str name;
    at_fault fault;
    AT_TRY(at_arena_format(faults->arena, &name, err, "%s%s", before, path));
    AT_TRY(at_fault_from(faults->arena, name, why, &fault, err));
    return add_fault(faults, fault, err);
}

/* Empty where there is nothing to hold the site against: site.json itself is then the fault. */
static at_status read_list(at_arena *arena, const char *folder, at_site_list *out,
                           fault_list *faults, at_err *err)
{
    const char *name;
    at_bytes bytes;
    at_err why = {0};
    AT_TRY(at_path_join(arena, folder, AT_STR(AT_SITE_LIST), &name, err));
    AT_TRY(at_file_read_regular(arena, name, list_limit, &bytes, err));
    const at_status status = at_site_list_parse(arena, name, bytes, out, &why);
    if (status == AT_ECORRUPT) return add_error(faults, "", AT_SITE_LIST, &why, err);
    if (status != AT_OK && err) *err = why;
    return status;
}

/* The release inside, and its own faults under their paths in the site. A manifest that is none is one of them. */
static at_status read_release(at_arena *arena, const char *folder, const at_release **out,
                              fault_list *faults, at_err *err)
{
    const char *path;
    const at_fault *inner;
    size_t count;
    at_err why = {0};
    AT_TRY(at_path_join(arena, folder, AT_STR("release"), &path, err));
    const at_status status = at_release_read(arena, path, out, &inner, &count, &why);
    if (status == AT_EINPUT || (status == AT_EIO && !at_file_exists(path))) {
        return add_error(faults, "release/", AT_RELEASE_MANIFEST, &why, err);
    }
    if (status != AT_OK && err) *err = why;
    if (status != AT_OK) return status;
    for (size_t i = 0; i < count; i++) {
        at_fault fault = inner[i];
        AT_TRY(at_arena_format(arena, &fault.path, err, "release/%.*s", AT_STR_ARG(inner[i].path)));
        AT_TRY(add_fault(faults, fault, err));
    }
    return AT_OK;
}

/* Make the pages again. Tables that do not fit together are a fault of the one that was read last. */
static at_status check_pages(at_arena *arena, const at_site_list *list, const at_release *release,
                             at_pool *pool, const at_progress *progress, fault_list *faults,
                             at_err *err)
{
    const at_release_member *made;
    size_t count;
    at_err why = {0};
    const at_status status =
        at_site_make(arena, release, AT_SITE_PAGES, pool, progress, &made, &count, &why);
    if (status == AT_OK) return compare_made(arena, list, made, count, faults, err);
    if (status == AT_ECORRUPT) return add_error(faults, "release/", why.file, &why, err);
    if (err) *err = why;
    return status;
}

at_status at_site_verify(at_arena *arena, const char *folder, at_str program, at_pool *pool,
                         const at_progress *progress, const at_fault **faults, size_t *fault_count,
                         size_t *files_checked, at_str *other_program, at_err *err)
{
    at_site_list list = {0};
    const at_fault *first;
    const at_release *release = NULL;
    size_t first_count;
    fault_list all = {.arena = arena};
    AT_TRY(read_list(arena, folder, &list, &all, err));
    if (all.count == 0) {
        AT_TRY(at_release_list_check(arena, folder, list.files, list.count, AT_STR(AT_SITE_LIST),
                                     &first, &first_count, err));
        for (size_t i = 0; i < first_count; i++) AT_TRY(add_fault(&all, first[i], err));
        AT_TRY(read_release(arena, folder, &release, &all, err));
    }
    if (release) AT_TRY(check_pages(arena, &list, release, pool, progress, &all, err));
    AT_TRY(in_order(&all, faults, fault_count, err));
    *files_checked = list.count;
    *other_program = at_str_equal(list.program, program) ? (at_str){0} : list.program;
    return AT_OK;
}
