/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The maps and charts: from the figures to what draw takes, and what each says. */
#include "draw/chart.h"
#include "draw/map.h"
#include "publish/page.h"
#include "publish/picture_job.h"

#include <math.h>
#include <stdlib.h>

enum { CLASSES = 5, PAGE_WIDTH = 900, COUNTRY_WIDTH = 680, NARROW_WIDTH = 380 };

/* What a total is measured against in round numbers: 100 for an attainable 99.99. */
static double scale_of(const at_site_figures *f)
{
    const double whole = round(f->attainable);
    return whole > 0 && fabs(whole - f->attainable) < 0.05 ? whole : f->attainable;
}

static int class_of(const at_site_figures *f, double score)
{
    const double part = f->attainable > 0 ? score / scale_of(f) : 0;
    return (int)fmax(0, fmin(CLASSES - 1, floor(part * CLASSES)));
}

/* "Malta leads with 88.83 points, Russia is last with 2.00"; the last is named only where it is alone. */
static at_status make_heading(const at_site_figures *f, at_arena *arena, at_str *out, at_err *err)
{
    at_buffer text AT_CLEANUP(at_buffer_free) = {0};
    const size_t n = f->country_count;
    const at_site_country *last = &f->countries[n - 1];
    at_buffer_leaders(&text, f);
    at_buffer_char(&text, ' ');
    at_buffer_points(&text, f->countries[0].score.value);
    at_buffer_literal(&text, " points");
    if (n > 1 && last[-1].rank.value != last->rank.value) {
        at_buffer_format(&text, ", %.*s is last with ", AT_STR_ARG(last->name));
        at_buffer_points(&text, last->score.value);
    }
    AT_TRY(at_buffer_status(&text, err));
    return at_arena_copy(arena, at_buffer_str(&text), out, err);
}

static at_status draw_map(const at_site_figures *f, at_picture_job *j, at_arena *arena, at_err *err)
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
    AT_TRY(make_heading(f, arena, &heading, err));
    AT_TRY(at_arena_format(arena, &subheading, err, "%.*s: %zu %s, %zu %s of law and policy",
                           AT_STR_ARG(f->release->title), f->country_count,
                           f->country_count == 1 ? "country" : "countries", f->criterion_count,
                           f->criterion_count == 1 ? "criterion" : "criteria"));
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
        .width = j->narrow ? NARROW_WIDTH : PAGE_WIDTH,
    };
    at_map_draw(&spec, &j->svg, NULL);
    return AT_OK;
}

static at_chart_frame frame_of(const at_site_figures *f, const at_picture_job *j, at_str heading,
                               at_str subheading, double width)
{
    return (at_chart_frame){.title = j->finding,
                            .description = j->finding,
                            .heading = heading,
                            .subheading = subheading,
                            .footnote = f->release->title,
                            .width = j->narrow ? NARROW_WIDTH : width};
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

static at_status draw_changes(const at_site_figures *f, at_picture_job *j, at_arena *arena,
                              at_err *err)
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

static at_status draw_places(const at_site_figures *f, at_picture_job *j, at_arena *arena,
                             at_err *err)
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
    AT_TRY(at_arena_format(arena, &subheading, err,
                           "Place, and the range that it cannot leave while category weights "
                           "differ by at most %.*s %%",
                           AT_STR_ARG(at_site_setting(f, AT_STR("within")))));
    const at_chart_frame frame =
        frame_of(f, j, AT_STR("How firm is each place?"), subheading, PAGE_WIDTH);
    at_chart_places(&frame, rows, place, f->country_count, &j->svg);
    return AT_OK;
}

static at_status draw_categories(const at_site_figures *f, at_picture_job *j, at_arena *arena,
                                 at_err *err)
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

static at_status draw_history(const at_site_figures *f, at_picture_job *j, at_arena *arena,
                              at_err *err)
{
    const at_site_country *c = &f->countries[j->country];
    at_chart_point *points;
    bool loose;
    double worst = (double)f->country_count; /* more where an earlier edition had more countries */
    AT_TRY(AT_NEW(arena, c->past_count, &points, err));
    for (size_t i = 0; i < c->past_count; i++) {
        points[i] = (at_chart_point){(int)c->past[i].year.value, c->past[i].rank.value,
                                     c->past[i].firm, c->past[i].kind};
        worst = fmax(worst, c->past[i].rank.value);
    }
    at_chart_frame frame =
        frame_of(f, j, (at_str){0}, AT_STR("Place in each edition"), COUNTRY_WIDTH);
    frame.firm_label = at_site_firm_words(c, &loose);
    if (loose) frame.loose_label = AT_STR(AT_SITE_LOOSE_WORDS);
    at_chart_history(&frame, points, c->past_count, worst, &j->svg);
    return AT_OK;
}

at_status at_picture_draw(const at_site_figures *figures, at_picture_job *job, at_arena *arena,
                          at_err *err)
{
    static at_status (*const draw[])(const at_site_figures *, at_picture_job *, at_arena *,
                                     at_err *) = {
        [AT_PICTURE_MAP] = draw_map,         [AT_PICTURE_CHANGES] = draw_changes,
        [AT_PICTURE_PLACES] = draw_places,   [AT_PICTURE_CATEGORIES] = draw_categories,
        [AT_PICTURE_HISTORY] = draw_history,
    };
    AT_TRY(draw[job->kind](figures, job, arena, err));
    return at_buffer_status(&job->svg, err);
}

static void say_changes(const at_site_figures *f, at_buffer *out)
{
    const double falls = at_site_summary(f, AT_STR("falls"));
    const double by_rules = at_site_summary(f, AT_STR("falls_rules_only"));
    at_buffer_format(out, "Since %.*s, ", AT_STR_ARG(f->release->compared_with));
    if (!(falls > 0)) {
        at_buffer_literal(out, "no country lost points.");
    } else if (falls == 1) {
        at_buffer_format(out, "one country lost points, %s.",
                         by_rules == 1 ? "and nothing beyond changed criteria and weights shows"
                                       : "in part or in whole through its own law");
    } else {
        at_buffer_format(out,
                         "%.0f countries lost points; for %.0f of them nothing beyond changed "
                         "criteria and weights shows.",
                         falls, by_rules >= 0 ? by_rules : 0);
    }
}

static void say_places(const at_site_figures *f, at_buffer *out)
{
    const double neighbours = at_site_summary(f, AT_STR("neighbours"));
    const double hold = at_site_summary(f, AT_STR("neighbours_hold"));
    at_buffer_literal(out, "Ranges of places");
    if (!(neighbours > 0) || !(hold >= 0)) {
        at_buffer_literal(out, " of all countries.");
        return;
    }
    at_buffer_format(out,
                     ": %.0f of %.0f pairs of neighbouring places keep%s order under all weights "
                     "within %.*s %%.",
                     hold, neighbours, hold == 1 ? "s its" : " their",
                     AT_STR_ARG(at_site_setting(f, AT_STR("within"))));
}

static double share_of(const at_site_figures *f, const at_site_country *c, size_t category)
{
    return c->points[category].value / f->categories[category].maximum.value;
}

/* "Family and Asylum", or "3 categories" where they are many: those with the given share. */
static void categories_with(const at_site_figures *f, const at_site_country *c, double share,
                            at_buffer *out)
{
    enum { NAMED = 3 };
    size_t count = 0, named = 0;
    for (size_t k = 0; k < f->category_count; k++) count += share_of(f, c, k) == share;
    if (count > NAMED) {
        at_buffer_format(out, "%zu categories", count);
        return;
    }
    for (size_t k = 0; k < f->category_count; k++) {
        if (share_of(f, c, k) != share) continue;
        if (named > 0) at_buffer_add(out, named + 1 == count ? AT_STR(" and ") : AT_STR(", "));
        at_buffer_add(out, f->categories[k].name);
        named++;
    }
}

/* A category that can give nothing has no share (NaN), and takes no part. */
static void say_categories(const at_site_figures *f, const at_site_country *c, at_buffer *out)
{
    double largest = (double)NAN, smallest = (double)NAN;
    for (size_t k = 0; k < f->category_count; k++) {
        largest = fmax(largest, share_of(f, c, k));
        smallest = fmin(smallest, share_of(f, c, k));
    }
    if (!(smallest < largest)) {
        at_buffer_format(out, "%.*s has ", AT_STR_ARG(c->name));
        at_buffer_points(out, c->score.value);
        at_buffer_literal(out, " of ");
        at_buffer_points(out, f->attainable);
        at_buffer_add(out, f->category_count > 1
                               ? AT_STR(" points, the same share in every category.")
                               : AT_STR(" points."));
        return;
    }
    at_buffer_format(out, "%.*s has its largest share of points in ", AT_STR_ARG(c->name));
    categories_with(f, c, largest, out);
    at_buffer_literal(out, ", its smallest in ");
    categories_with(f, c, smallest, out);
    at_buffer_literal(out, ".");
}

/* What a picture says, in one sentence. */
static void finding_of(const at_site_figures *f, const at_picture_job *j, const at_str *findings,
                       size_t finding_count, at_buffer *out)
{
    const at_site_country *c = &f->countries[j->country];
    switch (j->kind) {
    case AT_PICTURE_MAP:
        at_buffer_literal(out, "Map of Europe. ");
        if (finding_count) at_buffer_add(out, findings[0]);
        break;
    case AT_PICTURE_CHANGES:
        say_changes(f, out);
        break;
    case AT_PICTURE_PLACES:
        say_places(f, out);
        break;
    case AT_PICTURE_CATEGORIES:
        say_categories(f, c, out);
        break;
    case AT_PICTURE_HISTORY:
        at_buffer_format(out, "%.*s: place %.*s in %.*s, place %.*s in %.*s.", AT_STR_ARG(c->name),
                         AT_STR_ARG(c->past[0].rank.text), AT_STR_ARG(c->past[0].year.text),
                         AT_STR_ARG(c->past[c->past_count - 1].rank.text),
                         AT_STR_ARG(c->past[c->past_count - 1].year.text));
        break;
    }
}

at_status at_picture_finding(const at_site_figures *figures, const at_picture_job *job,
                             const at_str *findings, size_t finding_count, at_buffer *out,
                             at_err *err)
{
    finding_of(figures, job, findings, finding_count, out);
    return at_buffer_status(out, err);
}
