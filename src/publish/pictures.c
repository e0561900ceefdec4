/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish/pictures.h"

#include "base/number.h"
#include "draw/image.h"
#include "draw/map.h"
#include "publish/page.h"
#include "publish/picture_job.h"

#include <math.h>
#include <stdlib.h>

/* Past this many rows a chart of all countries is no picture any more. */
enum { MOST_ROWS = 400 };
static const double png_scale = 2;
static const size_t scratch_limit = (size_t)64 << 20;

typedef struct drawing {
    at_arena *arena;
    const at_site_figures *figures;
    const at_str *findings;
    size_t finding_count;
    at_picture_job *jobs;
    size_t count;
    bool with_png;
} drawing;

/* width="..." and height="..." of the root element: the size in CSS pixels. */
static at_status size_of(at_str svg, const char *attribute, uint32_t *out, at_err *err)
{
    enum { HEAD = 1024, MOST_PIXELS = 20000 };
    const at_str head = at_str_slice(svg, 0, HEAD);
    size_t at;
    double value;
    at_str text, rest;
    if (!at_str_find(head, at_str_from_cstr(attribute), &at))
        return at_fail(err, AT_EBUG, "a drawing has no size");
    rest = at_str_slice(head, at + at_str_from_cstr(attribute).len, HEAD);
    if (!at_str_split(&rest, '"', &text) || at_parse_f64(text, 1, 1e9, &value, NULL) != AT_OK) {
        return at_fail(err, AT_EBUG, "a drawing has no size");
    }
    if (value > MOST_PIXELS) {
        return at_fail(err, AT_ELIMIT,
                       "a picture would be %.0f pixels long, more than the %d that are drawn: the "
                       "release has too "
                       "many categories, or a title or name that is too long",
                       value, MOST_PIXELS);
    }
    *out = (uint32_t)lround(value);
    return AT_OK;
}

static at_status draw_one(void *context, size_t index, at_arena *scratch, at_err *err)
{
    drawing *d = context;
    at_picture_job *j = &d->jobs[index];
    AT_TRY(at_picture_draw(d->figures, j, scratch, err));
    AT_TRY(size_of(at_buffer_str(&j->svg), " width=\"", &j->width, err));
    AT_TRY(size_of(at_buffer_str(&j->svg), " height=\"", &j->height, err));
    if (!d->with_png) return AT_OK;
    return at_image_png(at_str_bytes(at_buffer_str(&j->svg)), png_scale, &j->png, err);
}

static at_status add_job(drawing *d, at_picture_kind kind, size_t country, bool narrow, at_err *err)
{
    static const char *const names[] = {[AT_PICTURE_MAP] = "map",
                                        [AT_PICTURE_CHANGES] = "changes",
                                        [AT_PICTURE_PLACES] = "places",
                                        [AT_PICTURE_CATEGORIES] = "categories-",
                                        [AT_PICTURE_HISTORY] = "history-"};
    at_buffer text AT_CLEANUP(at_buffer_free) = {0};
    at_picture_job *j = &d->jobs[d->count];
    *j = (at_picture_job){.kind = kind, .narrow = narrow, .country = country};
    at_buffer_format(&text, "%s", names[kind]);
    if (kind == AT_PICTURE_CATEGORIES || kind == AT_PICTURE_HISTORY) {
        at_buffer_slug(&text, d->figures->countries[country].iso2);
    }
    if (narrow) at_buffer_literal(&text, "-narrow");
    AT_TRY(at_buffer_status(&text, err));
    AT_TRY(at_arena_copy(d->arena, at_buffer_str(&text), &j->name, err));
    at_buffer_clear(&text);
    AT_TRY(at_picture_finding(d->figures, j, d->findings, d->finding_count, &text, err));
    AT_TRY(at_arena_copy(d->arena, at_buffer_str(&text), &j->finding, err));
    d->count++;
    return AT_OK;
}

/* Each picture for the page and for a telephone. */
static at_status add_both(drawing *d, at_picture_kind kind, size_t country, at_err *err)
{
    AT_TRY(add_job(d, kind, country, false, err));
    return add_job(d, kind, country, true, err);
}

static int by_name(const void *a, const void *b)
{
    return at_str_compare(((const at_picture_job *)a)->name, ((const at_picture_job *)b)->name);
}

/* An index of other places has no map here. */
static bool any_on_map(const at_site_figures *f)
{
    for (size_t i = 0; i < f->country_count; i++) {
        if (at_map_has(f->countries[i].iso2)) return true;
    }
    return false;
}

static at_status plan(drawing *d, at_err *err)
{
    enum { OF_ALL = 6, OF_EACH = 4 };
    const at_site_figures *f = d->figures;
    size_t room;
    if (f->country_count == 0) return AT_OK;
    if (__builtin_mul_overflow(f->country_count, (size_t)OF_EACH, &room) ||
        room > SIZE_MAX - OF_ALL) {
        return at_fail(err, AT_ELIMIT, "too many countries");
    }
    AT_TRY(AT_NEW(d->arena, room + OF_ALL, &d->jobs, err));
    AT_TRY(at_site_findings(d->arena, f, &d->findings, &d->finding_count, err));
    if (any_on_map(f)) AT_TRY(add_both(d, AT_PICTURE_MAP, 0, err));
    if (f->country_count <= MOST_ROWS) {
        if (f->country_count > 1) AT_TRY(add_both(d, AT_PICTURE_PLACES, 0, err));
        if (f->compared) AT_TRY(add_both(d, AT_PICTURE_CHANGES, 0, err));
    }
    for (size_t i = 0; i < f->country_count; i++) {
        AT_TRY(add_both(d, AT_PICTURE_CATEGORIES, i, err));
        if (f->countries[i].past_count >= 2) AT_TRY(add_both(d, AT_PICTURE_HISTORY, i, err));
    }
    qsort(d->jobs, d->count, sizeof *d->jobs, by_name);
    return AT_OK;
}

static at_status collect(const drawing *d, at_picture_set *out, at_err *err)
{
    at_picture *pictures;
    at_picture_set set = {.count = d->count};
    AT_TRY(AT_NEW(d->arena, d->count, &pictures, err));
    for (size_t i = 0; i < d->count; i++) {
        const at_picture_job *j = &d->jobs[i];
        pictures[i] = (at_picture){
            .name = j->name, .finding = j->finding, .width = j->width, .height = j->height};
        AT_TRY(at_arena_copy(d->arena, at_buffer_str(&j->svg), &pictures[i].svg, err));
        AT_TRY(at_arena_copy(d->arena, at_buffer_str(&j->png), &pictures[i].png, err));
    }
    set.pictures = pictures;
    *out = set;
    return AT_OK;
}

at_status at_pictures_draw(at_arena *arena, const at_site_figures *figures, bool with_png,
                           at_pool *pool, const at_progress *progress, at_picture_set *out,
                           at_err *err)
{
    drawing d = {.arena = arena, .figures = figures, .with_png = with_png};
    AT_TRY(plan(&d, err));
    at_status status = at_pool_for(pool, d.count, draw_one, &d, scratch_limit, progress, err);
    if (status == AT_OK) status = collect(&d, out, err);
    for (size_t i = 0; i < d.count; i++) {
        at_buffer_free(&d.jobs[i].svg);
        at_buffer_free(&d.jobs[i].png);
    }
    return status;
}

const at_picture *at_picture_find(const at_picture_set *set, at_str name)
{
    size_t from = 0, to = set->count;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        const int order = at_str_compare(name, set->pictures[middle].name);
        if (order == 0) return &set->pictures[middle];
        if (order < 0) {
            to = middle;
        } else {
            from = middle + 1;
        }
    }
    return NULL;
}
