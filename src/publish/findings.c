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

/* How many countries share place 1: at least one where there are any. */
static size_t leader_count(const at_site_figures *f)
{
    size_t count = 0;
    while (count < f->country_count &&
           f->countries[count].rank.value == f->countries[0].rank.value) {
        count++;
    }
    return count;
}

void at_buffer_leaders(at_buffer *out, const at_site_figures *f)
{
    const size_t count = leader_count(f);
    if (f->country_count == 1) {
        at_buffer_format(out, "%.*s, the only country, has", AT_STR_ARG(f->countries[0].name));
    } else if (count == f->country_count) {
        at_buffer_format(out, "All %zu countries have", count);
    } else if (count > NAMED) {
        at_buffer_format(out, "%zu countries share the first place with", count);
    } else {
        for (size_t i = 0; i < count; i++) {
            join(out, i, count);
            at_buffer_add(out, f->countries[i].name);
        }
        at_buffer_add(out, count == 1 ? AT_STR(" leads with") : AT_STR(" lead with"));
    }
}

/* The last ones, the very last first: those that share the last place, or the last NAMED of many countries. */
static void last_ones(at_buffer *out, const at_site_figures *f)
{
    const size_t n = f->country_count;
    size_t count = 0;
    while (count < n && f->countries[n - 1 - count].rank.value == f->countries[n - 1].rank.value) {
        count++;
    }
    if (n >= 2 * NAMED && count < NAMED) count = NAMED;
    if (count > NAMED) {
        at_buffer_format(out, ". %zu countries share the last place with ", count);
        at_buffer_points(out, f->countries[n - 1].score.value);
        return;
    }
    at_buffer_add(out, count == 1 ? AT_STR(". Last is ") : AT_STR(". Last are "));
    for (size_t i = 0; i < count; i++) {
        join(out, i, count);
        name_and_score(out, &f->countries[n - 1 - i]);
    }
}

static at_status top_and_bottom(findings *s, at_err *err)
{
    at_buffer text AT_CLEANUP(at_buffer_free) = {0};
    const at_site_figures *f = s->f;
    const size_t n = f->country_count, leaders = leader_count(f);
    if (n == 0) return AT_OK;
    at_buffer_leaders(&text, f);
    at_buffer_char(&text, ' ');
    at_buffer_points(&text, f->countries[0].score.value);
    at_buffer_literal(&text, " of ");
    at_buffer_points(&text, f->attainable);
    at_buffer_literal(&text, " points");
    if (leaders == 1 && n >= 2 * NAMED) {
        at_buffer_literal(&text, ", followed by ");
        name_and_score(&text, &f->countries[1]);
        at_buffer_literal(&text, " and ");
        name_and_score(&text, &f->countries[2]);
    }
    if (leaders < n) last_ones(&text, f);
    at_buffer_literal(&text, ".");
    return keep(s, &text, err);
}

/* How many editions in a row, up to the newest, a country has had place 1; *loose: not all of these places are firm. */
static size_t years_on_top(const at_site_country *c, bool *loose)
{
    size_t years = 0;
    *loose = false;
    for (size_t i = c->past_count; i-- > 0 && c->past[i].rank.value == 1;) {
        if (!c->past[i].firm) *loose = true;
        years++;
    }
    return years;
}

static at_status on_top(findings *s, at_err *err)
{
    at_buffer text AT_CLEANUP(at_buffer_free) = {0};
    const at_site_figures *f = s->f;
    if (f->country_count == 0) return AT_OK;
    const at_site_country *first = &f->countries[0];
    bool loose;
    const size_t years = years_on_top(first, &loose);
    if (years < 3) return AT_OK;
    at_buffer_format(&text, "%.*s has been first in the last %zu editions, since %.*s",
                     AT_STR_ARG(first->name), years,
                     AT_STR_ARG(first->past[first->past_count - years].year.text));
    if (loose) at_buffer_literal(&text, "; some of these places are " AT_SITE_LOOSE_WORDS);
    at_buffer_char(&text, '.');
    return keep(s, &text, err);
}

/* "1 country", "3 countries" */
static void countries(at_buffer *out, double count)
{
    at_buffer_format(out, "%.0f %s", count, count == 1 ? "country" : "countries");
}

static void gained_and_lost(at_buffer *out, double rises, double falls)
{
    if (rises == 0 && falls == 0) {
        at_buffer_literal(out, "no country gained or lost points.");
    } else if (falls == 0) {
        countries(out, rises);
        at_buffer_literal(out, " gained points and none lost any.");
    } else if (rises == 0) {
        countries(out, falls);
        at_buffer_literal(out, " lost points and none gained any.");
    } else {
        countries(out, rises);
        at_buffer_format(out, " gained points and %.0f lost some.", falls);
    }
}

/* "15 of the 27", "both", "all 3", "the one" that did something. */
static void part_of(at_buffer *out, double part, double whole)
{
    if (whole == 1) {
        at_buffer_literal(out, "the one");
    } else if (part < whole) {
        at_buffer_format(out, "%.0f of the %.0f", part, whole);
    } else if (whole == 2) {
        at_buffer_literal(out, "both");
    } else {
        at_buffer_format(out, "all %.0f", whole);
    }
}

/* Rounded totals show no more than that nothing shows. */
static void rules_alone(at_buffer *out, const at_site_figures *f, double part, double whole,
                        const char *what)
{
    at_buffer_literal(out, " For ");
    part_of(out, part, whole);
    at_buffer_format(
        out,
        " that %s, the yardstick accounts for it: criteria were added, dropped or weighted anew, "
        "while %s own record did nothing ",
        what, part == 1 ? "its" : "their");
    if (f->full) {
        at_buffer_format(out, "to %s points.", part == 1 ? "its" : "their");
    } else {
        at_buffer_format(out, "that the rounded totals of %.*s would show.",
                         AT_STR_ARG(f->release->compared_with));
    }
}

static at_status law_or_rules(findings *s, at_err *err)
{
    at_buffer text AT_CLEANUP(at_buffer_free) = {0};
    const double falls = at_site_summary(s->f, AT_STR("falls"));
    const double falls_by_rules = at_site_summary(s->f, AT_STR("falls_rules_only"));
    const double rises = at_site_summary(s->f, AT_STR("rises"));
    const double rises_by_rules = at_site_summary(s->f, AT_STR("rises_rules_only"));
    if (!s->f->compared || !(falls >= 0) || !(rises >= 0)) return AT_OK;
    at_buffer_format(&text, "Since %.*s, ", AT_STR_ARG(s->f->release->compared_with));
    gained_and_lost(&text, rises, falls);
    if (falls_by_rules > 0) rules_alone(&text, s->f, falls_by_rules, falls, "lost");
    if (rises_by_rules > 0 && falls_by_rules > 0) {
        at_buffer_literal(&text, " So it is for ");
        part_of(&text, rises_by_rules, rises);
        at_buffer_literal(&text, " that gained.");
    } else if (rises_by_rules > 0) {
        rules_alone(&text, s->f, rises_by_rules, rises, "gained");
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
    const char *what =
        sign > 0 ? (count == 1 ? "gain" : "gains") : (count == 1 ? "loss" : "losses");
    at_buffer_format(&text, "The largest %s through changed law and policy, in points: ", what);
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

/* Countries that the edition before did not rank, by name where they are few. */
static at_status newcomers(findings *s, at_err *err)
{
    at_buffer text AT_CLEANUP(at_buffer_free) = {0};
    const at_site_figures *f = s->f;
    size_t count = 0, named = 0;
    for (size_t i = 0; i < f->country_count; i++) count += !f->countries[i].change.given;
    if (!f->compared || count == 0) return AT_OK;
    if (count > 2 * NAMED) {
        at_buffer_format(&text, "%zu countries are new in this edition.", count);
        return keep(s, &text, err);
    }
    at_buffer_literal(&text, "New in this edition: ");
    for (size_t i = 0; i < f->country_count; i++) {
        if (f->countries[i].change.given) continue;
        join(&text, named++, count);
        at_buffer_add(&text, f->countries[i].name);
    }
    at_buffer_literal(&text, ".");
    return keep(s, &text, err);
}

static at_status firmness(findings *s, at_err *err)
{
    at_buffer text AT_CLEANUP(at_buffer_free) = {0};
    const double pairs = at_site_summary(s->f, AT_STR("pairs"));
    const double hold = at_site_summary(s->f, AT_STR("pairs_hold"));
    const double neighbours = at_site_summary(s->f, AT_STR("neighbours"));
    const double neighbours_hold = at_site_summary(s->f, AT_STR("neighbours_hold"));
    const at_str within = at_site_setting(s->f, AT_STR("within"));
    static const char how[] = "the weight of each category is moved by up to";
    if (!(pairs > 0) || !(hold >= 0) || !(neighbours > 0) || !(neighbours_hold >= 0)) return AT_OK;
    if (pairs == 1) {
        at_buffer_format(&text, "The order of the two %s %s %.*s %% of itself, with the same sum.",
                         hold == 1 ? "holds however" : "is not certain when", how,
                         AT_STR_ARG(within));
        return keep(s, &text, err);
    }
    at_buffer_literal(&text, "Of all pairs of countries, ");
    at_buffer_grouped(&text, (uint64_t)hold);
    at_buffer_literal(&text, " of ");
    at_buffer_grouped(&text, (uint64_t)pairs);
    at_buffer_format(
        &text,
        " keep%s order however %s %.*s %% of itself, with the same sum; of the %.0f pairs of "
        "neighbouring places, %.0f do%s. A place is best read with its range.",
        hold == 1 ? "s its" : " their", how, AT_STR_ARG(within), neighbours, neighbours_hold,
        neighbours_hold == 1 ? "es" : "");
    return keep(s, &text, err);
}

static at_status unknown_cells(findings *s, at_err *err)
{
    at_buffer text AT_CLEANUP(at_buffer_free) = {0};
    size_t count = 0;
    double cells = 0;
    for (size_t i = 0; i < s->f->country_count; i++) {
        const double unknown = s->f->countries[i].unknown.value;
        if (unknown > 0) {
            count++;
            cells += unknown;
        }
    }
    if (count == 0) return AT_OK;
    at_buffer_format(&text, "%.0f %s of ", cells, cells == 1 ? "value" : "values");
    countries(&text, (double)count);
    at_buffer_format(&text,
                     " %s not known; the score is the middle of a range that is shown beside it.",
                     cells == 1 ? "is" : "are");
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
    AT_TRY(newcomers(&s, err));
    AT_TRY(firmness(&s, err));
    AT_TRY(unknown_cells(&s, err));
    *out = s.list;
    *count = s.count;
    return AT_OK;
}
