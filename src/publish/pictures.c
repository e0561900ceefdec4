/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish/pictures.h"

#include "base/number.h"
#include "draw/chart.h"
#include "draw/image.h"
#include "draw/map.h"
#include "publish/page.h"

#include <math.h>
#include <stdlib.h>

enum { CLASSES = 5, PAGE_WIDTH = 900, COUNTRY_WIDTH = 680 };
static const double png_scale = 2;
static const size_t scratch_limit = (size_t)64 << 20;

typedef enum picture_kind {
    PICTURE_MAP,
    PICTURE_CHANGES,
    PICTURE_PLACES,
    PICTURE_CATEGORIES,
    PICTURE_HISTORY
} picture_kind;

typedef struct job {
    picture_kind kind;
    size_t country;
    at_str name, finding;
    at_buffer svg, png;
    uint32_t width, height;
    size_t not_on_map;
} job;

typedef struct drawing {
    const at_site_figures *figures;
    job *jobs;
    size_t count;
    bool with_png;
} drawing;

/* What a total is measured against in round numbers: 100 for an attainable 99.99. */
static double scale_of(const at_site_figures *f)
{
    const double whole = round(f->attainable);
    return whole > 0 && fabs(whole - f->attainable) < 0.05 ? whole : f->attainable;
}

static int class_of(const at_site_figures *f, double score)
{
    const double part = f->attainable > 0 ? score / scale_of(f) : 0;
    const int number = (int)floor(part * CLASSES);
    return number < 0 ? 0 : number >= CLASSES ? CLASSES - 1 : number;
}

static at_status draw_map(const at_site_figures *f, job *j, at_arena *arena, at_err *err)
{
    at_map_country *countries;
    at_str labels[CLASSES], legend, heading, subheading;
    AT_TRY(AT_NEW(arena, f->country_count, &countries, err));
    for (size_t i = 0; i < f->country_count; i++) {
        const at_site_country *c = &f->countries[i];
        countries[i] = (at_map_country){
            .iso2 = c->iso2, .name = c->name, .class_number = class_of(f, c->score.value)};
        AT_TRY(at_arena_format(arena, &countries[i].title, err, "%.*s: %.2f, place %.*s",
                               AT_STR_ARG(c->name), c->score.value, AT_STR_ARG(c->rank.text)));
        AT_TRY(
            at_arena_format(arena, &countries[i].label, err, "%.0f", floor(c->score.value + 0.5)));
    }
    for (size_t k = 0; k < CLASSES; k++) {
        const double step = scale_of(f) / CLASSES;
        AT_TRY(at_arena_format(arena, &labels[k], err, "%.0f\xE2\x80\x93%.0f", (double)k * step,
                               (double)(k + 1) * step));
    }
    AT_TRY(at_arena_format(arena, &legend, err, "Points of %.0f", scale_of(f)));
    const at_site_country *first = &f->countries[0], *last = &f->countries[f->country_count - 1];
    AT_TRY(at_arena_format(arena, &heading, err,
                           "%.*s leads with %.*s points, %.*s is last with %.*s",
                           AT_STR_ARG(first->name), AT_STR_ARG(first->score.text),
                           AT_STR_ARG(last->name), AT_STR_ARG(last->score.text)));
    AT_TRY(at_arena_format(arena, &subheading, err,
                           "%.*s: %zu countries, %zu criteria of law and policy",
                           AT_STR_ARG(f->release->title), f->country_count, f->criterion_count));
    const at_map_spec spec = {
        .title = f->release->title,
        .description = j->finding,
        .heading = heading,
        .subheading = subheading,
        .countries = countries,
        .country_count = f->country_count,
        .class_count = CLASSES,
        .class_labels = labels,
        .legend_title = legend,
        .no_data_label = AT_STR("not ranked"),
        .footnote =
            AT_STR("Borders: Natural Earth. Crimea is shown as part of Ukraine (UN General "
                   "Assembly resolution 68/262), "
                   "Kosovo as the index ranks it, without prejudice to positions on status; "
                   "Northern Cyprus is hatched, as "
                   "without data. Boundaries imply no opinion on the legal status of a territory."),
        .width = PAGE_WIDTH,
    };
    at_map_draw(&spec, &j->svg, &j->not_on_map);
    return AT_OK;
}

static at_chart_frame frame_of(const at_site_figures *f, const job *j, at_str heading,
                               at_str subheading, double width)
{
    return (at_chart_frame){.title = j->finding,
                            .description = j->finding,
                            .heading = heading,
                            .subheading = subheading,
                            .footnote = f->release->title,
                            .width = width};
}

/* Largest loss first; equal changes by name of the list, which is by place. */
static int by_change(const void *a, const void *b)
{
    const at_site_country *x = *(const at_site_country *const *)a,
                          *y = *(const at_site_country *const *)b;
    const double dx = x->change.score_new.value - x->change.score_old.value;
    const double dy = y->change.score_new.value - y->change.score_old.value;
    if (dx != dy) return dx < dy ? -1 : 1;
    return x < y ? -1 : x > y;
}

static at_status draw_changes(const at_site_figures *f, job *j, at_arena *arena, at_err *err)
{
    static const at_str part_labels[] = {{"changed law and policy", 22},
                                         {"changed criteria and weights", 28}};
    const at_site_country **rows;
    at_str *labels;
    double *parts;
    size_t count = 0;
    AT_TRY(AT_NEW(arena, f->country_count, &rows, err));
    AT_TRY(AT_NEW(arena, f->country_count, &labels, err));
    AT_TRY(at_arena_array_(arena, f->country_count, 2 * sizeof *parts, (void **)&parts, err));
    for (size_t i = 0; i < f->country_count; i++) {
        if (f->countries[i].change.given) rows[count++] = &f->countries[i];
    }
    qsort(rows, count, sizeof *rows, by_change);
    for (size_t i = 0; i < count; i++) {
        const at_site_change *change = &rows[i]->change;
        labels[i] = rows[i]->name;
        parts[2 * i] = change->values_none ? 0 : change->values.value;
        parts[2 * i + 1] = change->score_new.value - change->score_old.value - parts[2 * i];
    }
    const at_chart_stack stack = {labels, parts, part_labels, count, AT_COUNT_OF(part_labels)};
    const at_chart_frame frame =
        frame_of(f, j, AT_STR("The law or the yardstick?"),
                 AT_STR("Points gained and lost, by what moved them"), PAGE_WIDTH);
    at_chart_changes(&frame, &stack, &j->svg);
    return AT_OK;
}

static at_status draw_places(const at_site_figures *f, job *j, at_arena *arena, at_err *err)
{
    at_chart_rank_row *rows;
    double *place;
    at_str subheading;
    AT_TRY(AT_NEW(arena, f->country_count, &rows, err));
    AT_TRY(AT_NEW(arena, f->country_count, &place, err));
    for (size_t i = 0; i < f->country_count; i++) {
        const at_site_country *c = &f->countries[i];
        rows[i] = (at_chart_rank_row){.label = c->name,
                                      .value = c->score.value,
                                      .low = c->low.value,
                                      .high = c->high.value,
                                      .place_low = c->rank_low.value,
                                      .place_high = c->rank_high.value};
        if (c->rank_low.value < c->rank_high.value) {
            AT_TRY(at_arena_format(arena, &rows[i].place, err, "%.*s (%.*s to %.*s)",
                                   AT_STR_ARG(c->rank.text), AT_STR_ARG(c->rank_low.text),
                                   AT_STR_ARG(c->rank_high.text)));
        } else {
            rows[i].place = c->rank.text;
        }
        place[i] = c->rank.value;
    }
    AT_TRY(at_arena_format(
        arena, &subheading, err,
        "Place and the range that is possible when category weights differ by up to %.*s %%",
        AT_STR_ARG(at_site_setting(f, AT_STR("within")))));
    const at_chart_frame frame =
        frame_of(f, j, AT_STR("How firm is each place?"), subheading, PAGE_WIDTH);
    at_chart_places(&frame, rows, place, f->country_count, &j->svg);
    return AT_OK;
}

static at_status draw_categories(const at_site_figures *f, job *j, at_arena *arena, at_err *err)
{
    const at_site_country *c = &f->countries[j->country];
    at_chart_bar *bars;
    AT_TRY(AT_NEW(arena, f->category_count, &bars, err));
    for (size_t k = 0; k < f->category_count; k++) {
        bars[k] = (at_chart_bar){f->categories[k].name, c->points[k].value,
                                 f->categories[k].maximum.value, (double)NAN};
        if (c->category_values) {
            bars[k].before =
                c->points[k].value - c->category_values[k].value - c->category_rules[k].value;
        }
    }
    const at_chart_frame frame =
        frame_of(f, j, (at_str){0},
                 c->category_values ? AT_STR("Points by category; the tick is the edition before")
                                    : AT_STR("Points by category"),
                 COUNTRY_WIDTH);
    at_chart_bars(&frame, bars, f->category_count, &j->svg);
    return AT_OK;
}

static at_status draw_history(const at_site_figures *f, job *j, at_arena *arena, at_err *err)
{
    const at_site_country *c = &f->countries[j->country];
    at_chart_point *points;
    AT_TRY(AT_NEW(arena, c->past_count, &points, err));
    for (size_t i = 0; i < c->past_count; i++) {
        points[i] = (at_chart_point){(int)c->past[i].year.value, c->past[i].rank.value,
                                     c->past[i].firm, c->past[i].kind};
    }
    at_chart_frame frame =
        frame_of(f, j, (at_str){0}, AT_STR("Place in each edition"), COUNTRY_WIDTH);
    frame.firm_label = AT_STR("as published");
    frame.loose_label = AT_STR("from copies of the publisher\xE2\x80\x99s pages");
    at_chart_history(&frame, points, c->past_count, (double)f->country_count, &j->svg);
    return AT_OK;
}

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
    if (!at_str_split(&rest, '"', &text) ||
        at_parse_f64(text, 1, MOST_PIXELS, &value, NULL) != AT_OK) {
        return at_fail(err, AT_EBUG, "a drawing has no size");
    }
    *out = (uint32_t)lround(value);
    return AT_OK;
}

static at_status draw_one(void *context, size_t index, at_arena *scratch, at_err *err)
{
    static at_status (*const draw[])(const at_site_figures *, job *, at_arena *, at_err *) = {
        [PICTURE_MAP] = draw_map,         [PICTURE_CHANGES] = draw_changes,
        [PICTURE_PLACES] = draw_places,   [PICTURE_CATEGORIES] = draw_categories,
        [PICTURE_HISTORY] = draw_history,
    };
    drawing *d = context;
    job *j = &d->jobs[index];
    AT_TRY(draw[j->kind](d->figures, j, scratch, err));
    AT_TRY(at_buffer_status(&j->svg, err));
    AT_TRY(size_of(at_buffer_str(&j->svg), " width=\"", &j->width, err));
    AT_TRY(size_of(at_buffer_str(&j->svg), " height=\"", &j->height, err));
    if (!d->with_png) return AT_OK;
    return at_image_png(at_str_bytes(at_buffer_str(&j->svg)), png_scale, &j->png, err);
}

/* What a picture says, in one sentence. */
static void finding_of(const at_site_figures *f, const job *j, const at_str *findings,
                       size_t finding_count, at_buffer *out)
{
    const at_site_country *c = &f->countries[j->country];
    switch (j->kind) {
    case PICTURE_MAP:
        at_buffer_literal(out, "Map of Europe. ");
        if (finding_count) at_buffer_add(out, findings[0]);
        break;
    case PICTURE_CHANGES:
        at_buffer_format(out,
                         "Since %.*s, %.0f countries lost points; for %.0f of them only criteria "
                         "and weights moved, not their own law.",
                         AT_STR_ARG(f->release->compared_with), at_site_summary(f, AT_STR("falls")),
                         at_site_summary(f, AT_STR("falls_rules_only")));
        break;
    case PICTURE_PLACES:
        at_buffer_format(out,
                         "Ranges of places: %.0f of %.0f neighbouring places keep their order "
                         "under all weights within %.*s %%.",
                         at_site_summary(f, AT_STR("neighbours_hold")),
                         at_site_summary(f, AT_STR("neighbours")),
                         AT_STR_ARG(at_site_setting(f, AT_STR("within"))));
        break;
    case PICTURE_CATEGORIES: {
        size_t best = 0, worst = 0;
        for (size_t k = 1; k < f->category_count; k++) {
            const double share = c->points[k].value / f->categories[k].maximum.value;
            if (share > c->points[best].value / f->categories[best].maximum.value) best = k;
            if (share < c->points[worst].value / f->categories[worst].maximum.value) worst = k;
        }
        if (f->category_count == 0) break;
        at_buffer_format(out, "%.*s has its largest share of points in %.*s, its smallest in %.*s.",
                         AT_STR_ARG(c->name), AT_STR_ARG(f->categories[best].name),
                         AT_STR_ARG(f->categories[worst].name));
        break;
    }
    case PICTURE_HISTORY:
        at_buffer_format(out, "%.*s: place %.*s in %.*s, place %.*s in %.*s.", AT_STR_ARG(c->name),
                         AT_STR_ARG(c->past[0].rank.text), AT_STR_ARG(c->past[0].year.text),
                         AT_STR_ARG(c->past[c->past_count - 1].rank.text),
                         AT_STR_ARG(c->past[c->past_count - 1].year.text));
        break;
    }
}

static at_status add_job(at_arena *arena, drawing *d, picture_kind kind, size_t country,
                         const at_str *findings, size_t finding_count, at_err *err)
{
    static const char *const names[] = {[PICTURE_MAP] = "map",
                                        [PICTURE_CHANGES] = "changes",
                                        [PICTURE_PLACES] = "places",
                                        [PICTURE_CATEGORIES] = "categories-",
                                        [PICTURE_HISTORY] = "history-"};
    at_buffer text AT_CLEANUP(at_buffer_free) = {0};
    job *j = &d->jobs[d->count];
    *j = (job){.kind = kind, .country = country};
    at_buffer_format(&text, "%s", names[kind]);
    if (kind == PICTURE_CATEGORIES || kind == PICTURE_HISTORY)
        at_buffer_slug(&text, d->figures->countries[country].iso2);
    AT_TRY(at_buffer_status(&text, err));
    AT_TRY(at_arena_copy(arena, at_buffer_str(&text), &j->name, err));
    at_buffer_clear(&text);
    finding_of(d->figures, j, findings, finding_count, &text);
    AT_TRY(at_buffer_status(&text, err));
    AT_TRY(at_arena_copy(arena, at_buffer_str(&text), &j->finding, err));
    d->count++;
    return AT_OK;
}

static int by_name(const void *a, const void *b)
{
    return at_str_compare(((const job *)a)->name, ((const job *)b)->name);
}

static at_status plan(at_arena *arena, drawing *d, at_err *err)
{
    const at_site_figures *f = d->figures;
    const at_str *findings;
    size_t finding_count, room;
    if (f->country_count == 0) return AT_OK;
    if (__builtin_mul_overflow(f->country_count, (size_t)2, &room) || room > SIZE_MAX - 3) {
        return at_fail(err, AT_ELIMIT, "too many countries");
    }
    AT_TRY(AT_NEW(arena, room + 3, &d->jobs, err));
    AT_TRY(at_site_findings(arena, f, &findings, &finding_count, err));
    AT_TRY(add_job(arena, d, PICTURE_MAP, 0, findings, finding_count, err));
    AT_TRY(add_job(arena, d, PICTURE_PLACES, 0, findings, finding_count, err));
    if (f->compared) AT_TRY(add_job(arena, d, PICTURE_CHANGES, 0, findings, finding_count, err));
    for (size_t i = 0; i < f->country_count; i++) {
        AT_TRY(add_job(arena, d, PICTURE_CATEGORIES, i, findings, finding_count, err));
        if (f->countries[i].past_count >= 2)
            AT_TRY(add_job(arena, d, PICTURE_HISTORY, i, findings, finding_count, err));
    }
    qsort(d->jobs, d->count, sizeof *d->jobs, by_name);
    return AT_OK;
}

static at_status collect(at_arena *arena, const drawing *d, at_picture_set *out, at_err *err)
{
    at_picture *pictures;
    at_picture_set set = {.count = d->count};
    AT_TRY(AT_NEW(arena, d->count, &pictures, err));
    for (size_t i = 0; i < d->count; i++) {
        const job *j = &d->jobs[i];
        pictures[i] = (at_picture){
            .name = j->name, .finding = j->finding, .width = j->width, .height = j->height};
        AT_TRY(at_arena_copy(arena, at_buffer_str(&j->svg), &pictures[i].svg, err));
        AT_TRY(at_arena_copy(arena, at_buffer_str(&j->png), &pictures[i].png, err));
        set.not_on_map += j->not_on_map;
    }
    set.pictures = pictures;
    *out = set;
    return AT_OK;
}

at_status at_pictures_draw(at_arena *arena, const at_site_figures *figures, bool with_png,
                           at_pool *pool, const at_progress *progress, at_picture_set *out,
                           at_err *err)
{
    drawing d = {.figures = figures, .with_png = with_png};
    AT_TRY(plan(arena, &d, err));
    at_status status = at_pool_for(pool, d.count, draw_one, &d, scratch_limit, progress, err);
    if (status == AT_OK) status = collect(arena, &d, out, err);
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
