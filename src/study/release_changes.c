/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables on what moved: since the edition before, and over all editions. */
#include "study/release_tables.h"

static const at_index_country *country_of(const at_release_making *m,
                                          const at_country_change *change)
{
    return &m->main_scored.edition.index.countries[change->new_country];
}

static void add_points(at_table_builder *table, const double *parts, const size_t *which,
                       size_t count)
{
    for (size_t i = 0; i < count; i++) at_table_add_f64(table, parts[which[i]], AT_POINTS_DIGITS);
}

static void add_coarse(at_table_builder *table, const at_country_change *change)
{
    static const size_t two[] = {AT_PART_VALUES, AT_PART_RULES};
    static const size_t three[] = {AT_PART_VALUES, AT_PART_RULES, 2 /* entrants, last */};
    add_points(table, change->score_part, two, AT_COUNT_OF(two));
    at_table_add_f64(table, change->values_low, AT_POINTS_DIGITS);
    at_table_add_f64(table, change->values_high, AT_POINTS_DIGITS);
    at_cell_yes(table, change->values_none);
    add_points(table, change->rank_part, three, AT_COUNT_OF(three));
    at_cell_empty(table, 8);
}

static void add_full(at_table_builder *table, const at_country_change *change)
{
    static const size_t four[] = {AT_PART_OWN_VALUES, AT_PART_OTHERS_VALUES, AT_PART_WEIGHTS,
                                  AT_PART_CRITERIA};
    const double *score = change->score_part, *rank = change->rank_part;
    at_table_add_f64(table, score[AT_PART_OWN_VALUES], AT_POINTS_DIGITS);
    at_table_add_f64(table, score[AT_PART_WEIGHTS] + score[AT_PART_CRITERIA], AT_POINTS_DIGITS);
    at_cell_empty(table, 3);
    at_table_add_f64(table, rank[AT_PART_OWN_VALUES], AT_POINTS_DIGITS);
    at_table_add_f64(table, rank[AT_PART_WEIGHTS] + rank[AT_PART_CRITERIA], AT_POINTS_DIGITS);
    at_table_add_f64(table, rank[AT_PART_ENTRANTS], AT_POINTS_DIGITS);
    add_points(table, score, four, AT_COUNT_OF(four));
    add_points(table, rank, four, AT_COUNT_OF(four));
}

at_status at_fill_changes(const at_release_making *m, at_table_builder *table, at_err *err)
{
    const at_comparison *comparison = &m->changes.comparison;
    (void)err;
    for (size_t i = 0; m->compared && i < comparison->change_count; i++) {
        const at_country_change *change = &comparison->changes[m->changes_by_rank[i]];
        const bool full = comparison->mode == AT_COMPARE_FULL;
        at_table_add(table, country_of(m, change)->iso2);
        at_table_add(table, country_of(m, change)->name);
        at_table_add(table, full ? AT_STR("full") : AT_STR("coarse"));
        at_cell_short(table, change->score_old, AT_SCORE_DIGITS);
        at_cell_short(table, change->score_new, AT_SCORE_DIGITS);
        at_table_add_u64(table, change->rank_old);
        at_table_add_u64(table, change->rank_new);
        at_table_add_i64(table, change->places);
        if (full) {
            add_full(table, change);
        } else {
            add_coarse(table, change);
        }
        at_cell_short(table, change->new_values_old_rules, AT_SCORE_DIGITS);
    }
    return AT_OK;
}

at_status at_fill_category_changes(const at_release_making *m, at_table_builder *table, at_err *err)
{
    const at_comparison *comparison = &m->changes.comparison;
    (void)err;
    for (size_t i = 0; m->compared && i < comparison->change_count; i++) {
        const size_t number = m->changes_by_rank[i];
        for (size_t c = 0; c < comparison->category_count; c++) {
            const size_t at = number * comparison->category_count + c;
            at_table_add(table, country_of(m, &comparison->changes[number])->iso2);
            at_table_add(table, comparison->categories[c]);
            at_table_add_f64(table, comparison->category_values[at], AT_POINTS_DIGITS);
            at_table_add_f64(table, comparison->category_rules[at], AT_POINTS_DIGITS);
        }
    }
    return AT_OK;
}

static bool same_value(at_fraction a, at_fraction b)
{
    if (a.den == 0 || b.den == 0) return a.den == b.den;
    return at_fraction_compare(a, b) == 0;
}

at_status at_fill_cell_changes(const at_release_making *m, at_table_builder *table, at_err *err)
{
    const at_comparison *comparison = &m->changes.comparison;
    const at_index_edition *index = &m->main_scored.edition.index;
    const at_index_edition *old_index = &m->old_scored.edition.index;
    (void)err;
    if (!m->compared || comparison->mode != AT_COMPARE_FULL) return AT_OK;
    for (size_t i = 0; i < comparison->change_count; i++) {
        const at_country_change *change = &comparison->changes[m->changes_by_rank[i]];
        for (size_t k = 0; k < m->changes.match_count; k++) {
            const at_criterion_match *match = &m->changes.matches[k];
            const at_fraction before =
                old_index->values[change->old_country * old_index->criterion_count +
                                  match->old_criterion];
            const at_fraction after =
                index->values[change->new_country * index->criterion_count + match->new_criterion];
            if (same_value(before, after)) continue;
            at_table_add(table, country_of(m, change)->iso2);
            at_table_add(table, index->criteria[match->new_criterion].id);
            at_cell_fraction(table, before, AT_VALUE_DIGITS);
            at_cell_fraction(table, after, AT_VALUE_DIGITS);
        }
    }
    return AT_OK;
}

static void add_moves(at_table_builder *table, const at_index_edition *index, const size_t *which,
                      size_t count, at_str kind)
{
    for (size_t i = 0; i < count; i++) {
        at_table_add(table, index->countries[which[i]].iso2);
        at_table_add(table, index->name);
        at_table_add(table, kind);
    }
}

at_status at_fill_moves(const at_release_making *m, at_table_builder *table, at_err *err)
{
    const at_comparison *comparison = &m->changes.comparison;
    (void)err;
    if (!m->compared) return AT_OK;
    add_moves(table, &m->main_scored.edition.index, comparison->entered, comparison->entered_count,
              AT_STR("entered"));
    add_moves(table, &m->old_scored.edition.index, comparison->left, comparison->left_count,
              AT_STR("left"));
    return AT_OK;
}

static void add_place(at_table_builder *table, const at_history *history, at_str iso2,
                      const at_place *place)
{
    at_table_add(table, iso2);
    at_table_add_u64(table, history->editions[place->edition].edition->year);
    at_table_add_u64(table, place->rank);
    at_cell_fraction(table, place->score, AT_SCORE_DIGITS);
    at_table_add(table, place->kind);
    at_cell_yes(table, place->firm);
}

/* Of the countries that the main edition has; both lists are by iso2. */
at_status at_fill_history(const at_release_making *m, at_table_builder *table, at_err *err)
{
    const at_index_edition *index = &m->main_scored.edition.index;
    size_t country = 0;
    (void)err;
    for (size_t i = 0; i < m->history.country_count; i++) {
        const at_history_country *past = &m->history.countries[i];
        while (country < index->country_count &&
               at_str_compare(index->countries[country].iso2, past->iso2) < 0) {
            country++;
        }
        if (country == index->country_count) break;
        if (!at_str_equal(index->countries[country].iso2, past->iso2)) continue;
        for (size_t k = 0; k < past->place_count; k++) {
            add_place(table, &m->history, past->iso2, &past->places[k]);
        }
    }
    return AT_OK;
}

at_status at_fill_summary(const at_release_making *m, at_table_builder *table, at_err *err)
{
    const at_scored *scored = &m->main_scored;
    const at_robust *robust = &m->robust;
    const struct {
        at_str key;
        size_t value;
        bool given;
    } counts[] = {
        {AT_STR("pairs"), robust->pair_count, true},
        {AT_STR("pairs_hold"), robust->hold, true},
        {AT_STR("pairs_hold_any_weights"), robust->hold_any, true},
        {AT_STR("neighbours"), robust->country_count - 1, true},
        {AT_STR("neighbours_hold"), robust->neighbours_hold, true},
        {AT_STR("rises"), m->changes.rises, m->compared},
        {AT_STR("falls"), m->changes.falls, m->compared},
        {AT_STR("falls_rules_only"), m->changes.falls_rules_only, m->compared},
        {AT_STR("rises_rules_only"), m->changes.rises_rules_only, m->compared},
        {AT_STR("ranks_decided_by_rounding"), at_report_decided_by_rounding(&scored->scores), true},
    };
    (void)err;
    at_table_add(table, AT_STR("countries"));
    at_table_add_u64(table, scored->edition.index.country_count);
    at_table_add(table, AT_STR("criteria"));
    at_table_add_u64(table, scored->edition.index.criterion_count);
    at_table_add(table, AT_STR("attainable"));
    at_cell_short(table, scored->scores.attainable, AT_POINTS_DIGITS);
    for (size_t i = 0; i < AT_COUNT_OF(counts); i++) {
        if (!counts[i].given) continue;
        at_table_add(table, counts[i].key);
        at_table_add_u64(table, counts[i].value);
    }
    return AT_OK;
}
