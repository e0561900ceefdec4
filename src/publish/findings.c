/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The findings in words, from the numbers alone: nothing here knows a country, a year or a law. */
#include "base/number.h"
#include "publish/page.h"

#include <math.h>

enum { MOST_FINDINGS = 12, NAMED = 3 };

typedef struct findings {
    at_arena *arena;
    const at_site_figures *f;
    at_str *list;
    size_t count;
} findings;

static at_status keep(findings *s, at_buffer *sentence, at_err *err)
{
    AT_TRY(at_buffer_status(sentence, err));
    if (sentence->len == 0 || s->count == MOST_FINDINGS) return AT_OK;
    AT_TRY(at_arena_copy(s->arena, at_buffer_str(sentence), &s->list[s->count], err));
    s->count++;
    return AT_OK;
}

static void name_and_score(at_buffer *out, const at_site_country *c)
{
    at_buffer_format(out, "%.*s (", AT_STR_ARG(c->name));
    at_buffer_points(out, c->score.value);
    at_buffer_literal(out, ")");
}

/* "A, B and C" */
static void join(at_buffer *out, size_t i, size_t count)
{
    if (i == 0) return;
    if (i + 1 == count) {
        at_buffer_literal(out, " and ");
    } else {
        at_buffer_literal(out, ", ");
    }
}

static at_status top_and_bottom(findings *s, at_err *err)
{
    at_buffer text AT_CLEANUP(at_buffer_free) = {0};
    const at_site_figures *f = s->f;
    const size_t n = f->country_count;
    if (n == 0) return AT_OK;
    at_buffer_format(&text, "%.*s leads with ", AT_STR_ARG(f->countries[0].name));
    at_buffer_points(&text, f->countries[0].score.value);
    at_buffer_literal(&text, " of ");
    at_buffer_points(&text, f->attainable);
    at_buffer_literal(&text, " points");
    if (n >= 2 * NAMED) {
        at_buffer_literal(&text, ", followed by ");
        name_and_score(&text, &f->countries[1]);
        at_buffer_literal(&text, " and ");
        name_and_score(&text, &f->countries[2]);
        at_buffer_literal(&text, ". Last are ");
        for (size_t i = 0; i < NAMED; i++) {
            join(&text, i, NAMED);
            name_and_score(&text, &f->countries[n - 1 - i]);
        }
    }
    at_buffer_literal(&text, ".");
    return keep(s, &text, err);
}

/* How many firm or scraped editions in a row, up to the newest, a country has had place 1. */
static size_t years_on_top(const at_site_country *c)
{
    size_t years = 0;
    for (size_t i = c->past_count; i-- > 0 && c->past[i].rank.value == 1;) years++;
    return years;
}

static at_status on_top(findings *s, at_err *err)
{
    at_buffer text AT_CLEANUP(at_buffer_free) = {0};
    const at_site_figures *f = s->f;
    if (f->country_count == 0) return AT_OK;
    const at_site_country *first = &f->countries[0];
    const size_t years = years_on_top(first);
    if (years < 3) return AT_OK;
    at_buffer_format(&text, "%.*s has been first in the last %zu editions, since %.*s.",
                     AT_STR_ARG(first->name), years,
                     AT_STR_ARG(first->past[first->past_count - years].year.text));
    return keep(s, &text, err);
}

static at_status law_or_rules(findings *s, at_err *err)
{
    at_buffer text AT_CLEANUP(at_buffer_free) = {0};
    const double falls = at_site_summary(s->f, AT_STR("falls"));
    const double rules_only = at_site_summary(s->f, AT_STR("falls_rules_only"));
    const double rises = at_site_summary(s->f, AT_STR("rises"));
    if (!s->f->compared || !(falls >= 0) || !(rises >= 0)) return AT_OK;
    at_buffer_format(&text, "Since %.*s, %.0f countries gained points and %.0f lost some.",
                     AT_STR_ARG(s->f->release->compared_with), rises, falls);
    if (rules_only > 0) {
        at_buffer_format(&text,
                         " For %.0f of the %.0f that lost, the yardstick moved and not the law: "
                         "criteria were added or "
                         "weighted anew, and their own record is the same.",
                         rules_only, falls);
    }
    return keep(s, &text, err);
}

/* The countries whose own values moved the score the most in one direction, at most NAMED, of at
 * least one point each; the largest first. */
static size_t largest_own(const at_site_figures *f, double sign, const at_site_country **out)
{
    size_t count = 0;
    for (size_t i = 0; i < f->country_count; i++) {
        const at_site_country *c = &f->countries[i];
        const double moved = sign * c->change.values.value;
        if (!c->change.given || c->change.values_none || !(moved >= 1)) continue;
        size_t at = count;
        while (at > 0 && sign * out[at - 1]->change.values.value < moved) at--;
        if (at == NAMED) continue;
        if (count < NAMED) count++;
        for (size_t k = count - 1; k > at; k--) out[k] = out[k - 1];
        out[at] = c;
    }
    return count;
}

static void own_change(at_buffer *out, const at_site_country *c)
{
    at_buffer_format(out, "%.*s ", AT_STR_ARG(c->name));
    at_buffer_signed(out, c->change.values.value);
    const double places = c->change.places.value;
    if (places == 0) {
        at_buffer_format(out, ", place %.*s as before", AT_STR_ARG(c->change.rank_new.text));
    } else {
        at_buffer_format(out, ", from place %.*s to %.*s", AT_STR_ARG(c->change.rank_old.text),
                         AT_STR_ARG(c->change.rank_new.text));
    }
}

static at_status own_changes(findings *s, double sign, at_err *err)
{
    at_buffer text AT_CLEANUP(at_buffer_free) = {0};
    const at_site_country *largest[NAMED] = {0};
    const size_t count = s->f->compared ? largest_own(s->f, sign, largest) : 0;
    if (count == 0) return AT_OK;
    if (sign > 0) {
        at_buffer_literal(&text, "The largest gains through changed law and policy, in points: ");
    } else {
        at_buffer_literal(&text, "The largest losses through changed law and policy, in points: ");
    }
    for (size_t i = 0; i < count; i++) {
        if (i) at_buffer_literal(&text, "; ");
        own_change(&text, largest[i]);
    }
    at_buffer_literal(&text, ".");
    return keep(s, &text, err);
}

static at_status places_lost(findings *s, at_err *err)
{
    at_buffer text AT_CLEANUP(at_buffer_free) = {0};
    double most = 0;
    size_t count = 0, named = 0;
    for (size_t i = 0; i < s->f->country_count; i++) {
        const at_site_change *change = &s->f->countries[i].change;
        if (change->given && change->places.value < most) most = change->places.value;
    }
    if (most > -2) return AT_OK;
    for (size_t i = 0; i < s->f->country_count; i++) {
        const at_site_change *change = &s->f->countries[i].change;
        count += change->given && change->places.value == most;
    }
    if (count > 2 * NAMED) return AT_OK;
    for (size_t i = 0; i < s->f->country_count; i++) {
        const at_site_country *c = &s->f->countries[i];
        if (!c->change.given || c->change.places.value != most) continue;
        join(&text, named++, count);
        at_buffer_format(&text, "%.*s (to place %.*s)", AT_STR_ARG(c->name),
                         AT_STR_ARG(c->rank.text));
    }
    at_buffer_format(&text, " fell the most: %.0f places%s.", -most, count > 1 ? " each" : "");
    return keep(s, &text, err);
}

static at_status firmness(findings *s, at_err *err)
{
    at_buffer text AT_CLEANUP(at_buffer_free) = {0};
    const double pairs = at_site_summary(s->f, AT_STR("pairs"));
    const double hold = at_site_summary(s->f, AT_STR("pairs_hold"));
    const double neighbours = at_site_summary(s->f, AT_STR("neighbours"));
    const double neighbours_hold = at_site_summary(s->f, AT_STR("neighbours_hold"));
    if (!(pairs > 0) || !(neighbours > 0)) return AT_OK;
    at_buffer_literal(&text, "Of all pairs of countries, ");
    at_buffer_grouped(&text, (uint64_t)hold);
    at_buffer_literal(&text, " of ");
    at_buffer_grouped(&text, (uint64_t)pairs);
    at_buffer_format(
        &text,
        " keep their order however the weight of each category is moved by up to %.*s %% of "
        "itself; of the %.0f neighbouring places, %.0f do. A place is best read with its range.",
        AT_STR_ARG(at_site_setting(s->f, AT_STR("within"))), neighbours, neighbours_hold);
    return keep(s, &text, err);
}

static at_status unknown_cells(findings *s, at_err *err)
{
    at_buffer text AT_CLEANUP(at_buffer_free) = {0};
    size_t countries = 0;
    double cells = 0;
    for (size_t i = 0; i < s->f->country_count; i++) {
        const double unknown = s->f->countries[i].unknown.value;
        if (unknown > 0) {
            countries++;
            cells += unknown;
        }
    }
    if (countries == 0) return AT_OK;
    at_buffer_format(&text,
                     "%.0f values of %zu countries are not known; their scores are the middle of a "
                     "range that is shown beside "
                     "them.",
                     cells, countries);
    return keep(s, &text, err);
}

at_status at_site_findings(at_arena *arena, const at_site_figures *figures, const at_str **out,
                           size_t *count, at_err *err)
{
    findings s = {.arena = arena, .f = figures};
    AT_TRY(AT_NEW(arena, MOST_FINDINGS, &s.list, err));
    AT_TRY(top_and_bottom(&s, err));
    AT_TRY(on_top(&s, err));
    AT_TRY(law_or_rules(&s, err));
    AT_TRY(own_changes(&s, -1, err));
    AT_TRY(own_changes(&s, 1, err));
    AT_TRY(places_lost(&s, err));
    AT_TRY(firmness(&s, err));
    AT_TRY(unknown_cells(&s, err));
    *out = s.list;
    *count = s.count;
    return AT_OK;
}
