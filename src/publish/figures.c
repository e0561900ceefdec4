/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish/figures.h"

#include "base/number.h"
#include "publish/view.h"

#include <math.h>

/* Everything that is known while reading. */
typedef struct reading {
    at_arena *arena;
    at_site_figures *figures;
    at_site_country *countries;
    at_map *country_of, *category_of, *criterion_of;
} reading;

static at_status read_editions(reading *r, at_err *err)
{
    static const char *const columns[] = {"edition", "title", "known_by", "licence",
                                          "source",  "year",  "criteria", "countries"};
    at_view v;
    at_site_edition *list;
    AT_TRY(at_view_open(r->figures->release, AT_STR("editions"), true, columns,
                        AT_COUNT_OF(columns), &v, err));
    AT_TRY(AT_NEW(r->arena, v.rows, &list, err));
    for (size_t i = 0; i < v.rows; i++) {
        list[i].edition = at_view_text(&v, i, 0);
        list[i].title = at_view_text(&v, i, 1);
        list[i].known_by = at_view_text(&v, i, 2);
        list[i].licence = at_view_text(&v, i, 3);
        list[i].source = at_view_text(&v, i, 4);
        AT_TRY(at_view_year(&v, i, 5, &list[i].year, err));
        AT_TRY(at_view_need(&v, i, 6, &list[i].criteria, err));
        AT_TRY(at_view_need(&v, i, 7, &list[i].countries, err));
    }
    if (v.rows == 0) {
        return at_view_place(at_fail(err, AT_ECORRUPT, "no edition is named"), v.table->name, 0,
                             err);
    }
    r->figures->editions = list;
    r->figures->edition_count = v.rows;
    return AT_OK;
}

static at_status read_categories(reading *r, at_err *err)
{
    static const char *const columns[] = {"category", "criteria", "maximum"};
    at_view v;
    at_site_category *list;
    AT_TRY(at_view_open(r->figures->release, AT_STR("categories"), true, columns,
                        AT_COUNT_OF(columns), &v, err));
    AT_TRY(AT_NEW(r->arena, v.rows, &list, err));
    AT_TRY(at_map_new(r->arena, v.rows, &r->category_of, err));
    for (size_t i = 0; i < v.rows; i++) {
        list[i].name = at_view_text(&v, i, 0);
        AT_TRY(at_view_need(&v, i, 1, &list[i].criteria, err));
        AT_TRY(at_view_need(&v, i, 2, &list[i].maximum, err));
        AT_TRY(at_view_enter(r->category_of, &v, i, 0, err));
        r->figures->attainable += list[i].maximum.value;
    }
    r->figures->categories = list;
    r->figures->category_count = v.rows;
    return AT_OK;
}

/* Criteria of the main edition come first in the table, those dropped since the compared one after. */
static at_status read_criteria(reading *r, at_err *err)
{
    static const char *const columns[] = {"criterion", "category", "label",  "exclusive_group",
                                          "requires",  "status",   "weight", "weight_old"};
    at_view v;
    at_site_criterion *list;
    AT_TRY(at_view_open(r->figures->release, AT_STR("criteria"), true, columns,
                        AT_COUNT_OF(columns), &v, err));
    AT_TRY(AT_NEW(r->arena, v.rows, &list, err));
    AT_TRY(at_map_new(r->arena, v.rows, &r->criterion_of, err));
    size_t count = 0;
    for (size_t i = 0; i < v.rows; i++) {
        list[i] = (at_site_criterion){.id = at_view_text(&v, i, 0),
                                      .category = at_view_text(&v, i, 1),
                                      .label = at_view_text(&v, i, 2),
                                      .group = at_view_text(&v, i, 3),
                                      .requires = at_view_text(&v, i, 4),
                                      .status = at_view_text(&v, i, 5)};
        AT_TRY(at_view_number(&v, i, 6, &list[i].weight, err));
        AT_TRY(at_view_number(&v, i, 7, &list[i].weight_old, err));
        if (at_str_equal(list[i].status, AT_STR("dropped"))) continue;
        if (count != i) {
            return at_view_fail(&v, i - 1, 5, "comes before a criterion that is not dropped", err);
        }
        AT_TRY(at_view_enter(r->criterion_of, &v, i, 0, err));
        count++;
    }
    r->figures->criteria = list;
    r->figures->criterion_count = count;
    r->figures->dropped = list + count;
    r->figures->dropped_count = v.rows - count;
    return AT_OK;
}

static at_status read_countries(reading *r, at_err *err)
{
    static const char *const columns[] = {"iso2",      "country", "score",   "low",
                                          "high",      "unknown", "rank",    "rank_low",
                                          "rank_high", "rank_5",  "rank_50", "rank_95"};
    at_view v;
    AT_TRY(at_view_open(r->figures->release, AT_STR("countries"), true, columns,
                        AT_COUNT_OF(columns), &v, err));
    AT_TRY(AT_NEW(r->arena, v.rows, &r->countries, err));
    AT_TRY(at_map_new(r->arena, v.rows, &r->country_of, err));
    for (size_t i = 0; i < v.rows; i++) {
        at_site_country *c = &r->countries[i];
        at_site_number *const needed[] = {&c->score, &c->low,      &c->high,     &c->unknown,
                                          &c->rank,  &c->rank_low, &c->rank_high};
        at_site_number *const drawn[] = {&c->rank_5, &c->rank_50, &c->rank_95};
        _Static_assert(AT_COUNT_OF(needed) + AT_COUNT_OF(drawn) + 2 == AT_COUNT_OF(columns),
                       "a number for each column");
        AT_TRY(at_view_iso2(&v, i, 0, &c->iso2, err));
        AT_TRY(at_view_enter(r->country_of, &v, i, 0, err));
        c->name = at_view_text(&v, i, 1);
        for (size_t k = 0; k < AT_COUNT_OF(needed); k++) {
            AT_TRY(at_view_need(&v, i, 2 + k, needed[k], err));
        }
        for (size_t k = 0; k < AT_COUNT_OF(drawn); k++) {
            AT_TRY(at_view_number(&v, i, 2 + AT_COUNT_OF(needed) + k, drawn[k], err));
        }
    }
    r->figures->countries = r->countries;
    r->figures->country_count = v.rows;
    return AT_OK;
}

static at_status read_points(reading *r, at_err *err)
{
    static const char *const columns[] = {"iso2", "category", "points"};
    at_view v;
    size_t total;
    at_site_number *points;
    const size_t categories = r->figures->category_count;
    AT_TRY(at_view_open(r->figures->release, AT_STR("category_scores"), true, columns,
                        AT_COUNT_OF(columns), &v, err));
    if (__builtin_mul_overflow(r->figures->country_count, categories, &total)) {
        return at_fail(err, AT_ELIMIT, "too many countries");
    }
    AT_TRY(AT_NEW(r->arena, total, &points, err));
    for (size_t i = 0; i < v.rows; i++) {
        size_t country, category;
        AT_TRY(at_view_find(r->country_of, &v, i, 0, &country, err));
        AT_TRY(at_view_find(r->category_of, &v, i, 1, &category, err));
        AT_TRY(at_view_need(&v, i, 2, &points[country * categories + category], err));
    }
    for (size_t i = 0; i < total; i++) {
        const at_site_country *country = &r->countries[i / categories];
        if (points[i].text.len) continue;
        return at_view_place(at_fail(err, AT_ECORRUPT, "no points of %.*s in \"%s\"",
                                     AT_STR_ARG(country->iso2),
                                     at_quote(r->figures->categories[i % categories].name).text),
                             v.table->name, 0, err);
    }
    for (size_t i = 0; i < r->figures->country_count; i++)
        r->countries[i].points = points + i * categories;
    return AT_OK;
}

static at_status read_cells(reading *r, at_err *err)
{
    static const char *const columns[] = {"iso2", "criterion", "value", "standing", "points"};
    at_view v;
    size_t total;
    at_site_cell *cells;
    const size_t criteria = r->figures->criterion_count;
    AT_TRY(at_view_open(r->figures->release, AT_STR("cells"), false, columns, AT_COUNT_OF(columns),
                        &v, err));
    if (v.rows == 0) return AT_OK; /* an edition known by category only */
    if (__builtin_mul_overflow(r->figures->country_count, criteria, &total)) {
        return at_fail(err, AT_ELIMIT, "too many countries");
    }
    AT_TRY(AT_NEW(r->arena, total, &cells, err));
    for (size_t i = 0; i < v.rows; i++) {
        size_t country, criterion;
        AT_TRY(at_view_find(r->country_of, &v, i, 0, &country, err));
        AT_TRY(at_view_find(r->criterion_of, &v, i, 1, &criterion, err));
        at_site_cell *cell = &cells[country * criteria + criterion];
        cell->standing = at_view_text(&v, i, 3);
        AT_TRY(at_view_number(&v, i, 2, &cell->value, err));
        AT_TRY(at_view_number(&v, i, 4, &cell->points, err));
    }
    for (size_t i = 0; i < r->figures->country_count; i++)
        r->countries[i].cells = cells + i * criteria;
    return AT_OK;
}

static at_status read_changes(reading *r, at_err *err)
{
    static const char *const columns[] = {
        "iso2",       "mode",        "values_none", "score_old",     "score_new",
        "rank_old",   "rank_new",    "places",      "values",        "rules",
        "values_low", "values_high", "own_values",  "others_values", "weights",
        "criteria",   "rank_values", "rank_rules",  "rank_entrants", "new_values_old_rules"};
    at_view v;
    AT_TRY(at_view_open(r->figures->release, AT_STR("changes"), false, columns,
                        AT_COUNT_OF(columns), &v, err));
    for (size_t i = 0; i < v.rows; i++) {
        size_t country;
        AT_TRY(at_view_find(r->country_of, &v, i, 0, &country, err));
        at_site_change *c = &r->countries[country].change;
        at_site_number *const needed[] = {&c->score_old, &c->score_new, &c->rank_old, &c->rank_new,
                                          &c->places,    &c->values,    &c->rules};
        at_site_number *const others[] = {&c->values_low,    &c->values_high,
                                          &c->own_values,    &c->others_values,
                                          &c->weights,       &c->criteria,
                                          &c->rank_values,   &c->rank_rules,
                                          &c->rank_entrants, &c->new_values_old_rules};
        _Static_assert(AT_COUNT_OF(needed) + AT_COUNT_OF(others) + 3 == AT_COUNT_OF(columns),
                       "a number for each column");
        c->given = true;
        c->full = at_str_equal(at_view_text(&v, i, 1), AT_STR("full"));
        c->values_none = at_view_yes(&v, i, 2);
        for (size_t k = 0; k < AT_COUNT_OF(needed); k++) {
            AT_TRY(at_view_need(&v, i, 3 + k, needed[k], err));
        }
        for (size_t k = 0; k < AT_COUNT_OF(others); k++) {
            AT_TRY(at_view_number(&v, i, 3 + AT_COUNT_OF(needed) + k, others[k], err));
        }
        r->figures->full = c->full;
    }
    r->figures->compared = v.rows > 0;
    return AT_OK;
}

static at_status read_category_changes(reading *r, at_err *err)
{
    static const char *const columns[] = {"iso2", "category", "values", "rules"};
    at_view v;
    size_t total;
    at_site_number *values, *rules;
    const size_t categories = r->figures->category_count;
    AT_TRY(at_view_open(r->figures->release, AT_STR("category_changes"), false, columns,
                        AT_COUNT_OF(columns), &v, err));
    if (v.rows == 0) return AT_OK;
    if (__builtin_mul_overflow(r->figures->country_count, categories, &total)) {
        return at_fail(err, AT_ELIMIT, "too many countries");
    }
    AT_TRY(AT_NEW(r->arena, total, &values, err));
    AT_TRY(AT_NEW(r->arena, total, &rules, err));
    for (size_t i = 0; i < total; i++) values[i].value = rules[i].value = (double)NAN;
    for (size_t i = 0; i < v.rows; i++) {
        size_t country, category;
        AT_TRY(at_view_find(r->country_of, &v, i, 0, &country, err));
        /* A category that only the old edition has is not on the pages of the new one. */
        if (!at_map_get(r->category_of, at_view_text(&v, i, 1), &category)) continue;
        AT_TRY(at_view_number(&v, i, 2, &values[country * categories + category], err));
        AT_TRY(at_view_number(&v, i, 3, &rules[country * categories + category], err));
        r->countries[country].category_values = values + country * categories;
        r->countries[country].category_rules = rules + country * categories;
    }
    return AT_OK;
}

/* Tables with any number of rows a country: count, lay out, fill. `start[c]` is where the rows of country c begin in
 * an array of all of them. */
static at_status count_rows(reading *r, const at_view *v, size_t **start, at_err *err)
{
    const size_t n = r->figures->country_count;
    size_t *at;
    AT_TRY(AT_NEW(r->arena, n + 1, &at, err));
    for (size_t i = 0; i < v->rows; i++) {
        size_t country;
        AT_TRY(at_view_find(r->country_of, v, i, 0, &country, err));
        at[country + 1]++;
    }
    for (size_t c = 0; c < n; c++) at[c + 1] += at[c];
    *start = at;
    return AT_OK;
}

static at_status read_history(reading *r, at_err *err)
{
    static const char *const columns[] = {"iso2", "year", "rank", "score", "kind", "firm"};
    at_view v;
    size_t *start, country;
    at_site_past *all;
    AT_TRY(at_view_open(r->figures->release, AT_STR("history"), true, columns, AT_COUNT_OF(columns),
                        &v, err));
    AT_TRY(count_rows(r, &v, &start, err));
    AT_TRY(AT_NEW(r->arena, v.rows, &all, err));
    for (size_t i = 0; i < v.rows; i++) {
        AT_TRY(at_view_find(r->country_of, &v, i, 0, &country, err));
        at_site_country *c = &r->countries[country];
        at_site_past *past = &all[start[country] + c->past_count++];
        c->past = all + start[country];
        AT_TRY(at_view_year(&v, i, 1, &past->year, err));
        AT_TRY(at_view_need(&v, i, 2, &past->rank, err));
        AT_TRY(at_view_number(&v, i, 3, &past->score, err));
        past->kind = at_view_text(&v, i, 4);
        past->firm = at_view_yes(&v, i, 5);
    }
    return AT_OK;
}

static at_status read_reforms(reading *r, at_err *err)
{
    static const char *const columns[] = {"iso2", "criterion", "with", "points", "score", "rank"};
    at_view v;
    size_t *start, country;
    at_site_reform *all;
    AT_TRY(at_view_open(r->figures->release, AT_STR("reforms"), false, columns,
                        AT_COUNT_OF(columns), &v, err));
    AT_TRY(count_rows(r, &v, &start, err));
    AT_TRY(AT_NEW(r->arena, v.rows, &all, err));
    for (size_t i = 0; i < v.rows; i++) {
        AT_TRY(at_view_find(r->country_of, &v, i, 0, &country, err));
        at_site_country *c = &r->countries[country];
        at_site_reform *reform = &all[start[country] + c->reform_count++];
        c->reforms = all + start[country];
        reform->criterion = at_view_text(&v, i, 1);
        reform->with = at_view_text(&v, i, 2);
        AT_TRY(at_view_need(&v, i, 3, &reform->points, err));
        AT_TRY(at_view_need(&v, i, 4, &reform->score, err));
        AT_TRY(at_view_need(&v, i, 5, &reform->rank, err));
    }
    return AT_OK;
}

static at_status read_sources(reading *r, at_err *err)
{
    static const char *const columns[] = {"iso2", "criterion", "source", "date", "note"};
    at_view v;
    size_t *start, country;
    at_site_source *all;
    AT_TRY(at_view_open(r->figures->release, AT_STR("sources"), false, columns,
                        AT_COUNT_OF(columns), &v, err));
    AT_TRY(count_rows(r, &v, &start, err));
    AT_TRY(AT_NEW(r->arena, v.rows, &all, err));
    for (size_t i = 0; i < v.rows; i++) {
        AT_TRY(at_view_find(r->country_of, &v, i, 0, &country, err));
        at_site_country *c = &r->countries[country];
        c->sources = all + start[country];
        all[start[country] + c->source_count++] =
            (at_site_source){at_view_text(&v, i, 1), at_view_text(&v, i, 2), at_view_text(&v, i, 3),
                             at_view_text(&v, i, 4)};
    }
    return AT_OK;
}

static at_status read_cell_changes(reading *r, at_err *err)
{
    static const char *const columns[] = {"iso2", "criterion", "value_old", "value_new"};
    at_view v;
    size_t *start, country;
    at_site_cell_change *all;
    AT_TRY(at_view_open(r->figures->release, AT_STR("cell_changes"), false, columns,
                        AT_COUNT_OF(columns), &v, err));
    AT_TRY(count_rows(r, &v, &start, err));
    AT_TRY(AT_NEW(r->arena, v.rows, &all, err));
    for (size_t i = 0; i < v.rows; i++) {
        AT_TRY(at_view_find(r->country_of, &v, i, 0, &country, err));
        at_site_country *c = &r->countries[country];
        c->cell_changes = all + start[country];
        all[start[country] + c->cell_change_count++] = (at_site_cell_change){
            at_view_text(&v, i, 1), at_view_text(&v, i, 2), at_view_text(&v, i, 3)};
    }
    return AT_OK;
}

static at_status read_neighbours(reading *r, at_err *err)
{
    static const char *const columns[] = {"iso2_a", "iso2_b",       "holds",  "neighbours",
                                          "share",  "share_within", "epsilon"};
    at_view v;
    at_site_pair *list;
    const size_t n = r->figures->country_count;
    AT_TRY(at_view_open(r->figures->release, AT_STR("pairs"), true, columns, AT_COUNT_OF(columns),
                        &v, err));
    AT_TRY(AT_NEW(r->arena, n, &list, err));
    for (size_t i = 0; i < v.rows; i++) {
        if (!at_view_yes(&v, i, 3)) continue;
        if (r->figures->neighbour_count == n) {
            return at_view_fail(&v, i, 3, "is one neighbour more than there are countries", err);
        }
        at_site_pair *pair = &list[r->figures->neighbour_count++];
        AT_TRY(at_view_find(r->country_of, &v, i, 0, &pair->a, err));
        AT_TRY(at_view_find(r->country_of, &v, i, 1, &pair->b, err));
        pair->holds = at_view_yes(&v, i, 2);
        AT_TRY(at_view_need(&v, i, 4, &pair->share, err));
        AT_TRY(at_view_number(&v, i, 5, &pair->share_within, err));
        AT_TRY(at_view_number(&v, i, 6, &pair->epsilon, err));
    }
    r->figures->neighbours = list;
    return AT_OK;
}

at_status at_site_figures_read(at_arena *arena, const at_release *release,
                               const at_site_figures **out, at_err *err)
{
    /* In this order: what is referred to comes before what refers to it. */
    at_status (*const steps[])(reading *, at_err *) = {
        read_editions, read_categories,   read_criteria,         read_countries, read_points,
        read_cells,    read_changes,      read_category_changes, read_history,   read_reforms,
        read_sources,  read_cell_changes, read_neighbours};
    reading r = {.arena = arena};
    AT_TRY(AT_NEW(arena, 1, &r.figures, err));
    r.figures->release = release;
    for (size_t i = 0; i < AT_COUNT_OF(steps); i++) AT_TRY(steps[i](&r, err));
    at_fraction within;
    if (at_parse_fraction(at_site_setting(r.figures, AT_STR("within")), &within, NULL) != AT_OK) {
        return at_fail_at(err, AT_ECORRUPT, AT_RELEASE_MANIFEST, 0, 0,
                          "the setting \"within\" does not say within how many percent ranks were "
                          "tried");
    }
    *out = r.figures;
    return AT_OK;
}

double at_site_summary(const at_site_figures *figures, at_str key)
{
    const at_release_table *table = at_release_find(figures->release, AT_STR("summary"));
    if (!table || table->column_count != 2) return (double)NAN;
    for (size_t i = 0; i < table->row_count; i++) {
        double value;
        if (!at_str_equal(table->cells[2 * i], key)) continue;
        return at_parse_f64(table->cells[2 * i + 1], -AT_VIEW_LARGEST, AT_VIEW_LARGEST, &value,
                            NULL) == AT_OK
                   ? value
                   : (double)NAN;
    }
    return (double)NAN;
}

at_str at_site_setting(const at_site_figures *figures, at_str key)
{
    for (size_t i = 0; i < figures->release->setting_count; i++) {
        if (at_str_equal(figures->release->settings[i].key, key))
            return figures->release->settings[i].value;
    }
    return (at_str){0};
}

bool at_site_is_computed(const at_site_past *past)
{
    return at_str_equal(past->kind, AT_STR("computed"));
}

at_str at_site_firm_words(const at_site_country *country, bool *loose)
{
    bool published = false, computed = false;
    *loose = false;
    for (size_t i = 0; i < country->past_count; i++) {
        const at_site_past *past = &country->past[i];
        *loose |= !past->firm;
        published |= past->firm && !at_site_is_computed(past);
        computed |= past->firm && at_site_is_computed(past);
    }
    if (published && computed) return AT_STR("as published, or as computed here");
    if (published) return AT_STR("as published");
    return computed ? AT_STR("as computed here") : AT_STR("");
}
