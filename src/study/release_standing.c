/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables on how the main edition stands. */
#include "study/release_tables.h"

static const at_index_edition *main_index(const at_release_making *m)
{
    return &m->main_scored.edition.index;
}

void at_cell_yes(at_table_builder *table, bool yes)
{
    at_table_add(table, yes ? AT_STR("yes") : AT_STR("no"));
}

void at_cell_short(at_table_builder *table, at_ratio value, unsigned digits)
{
    at_buffer text AT_CLEANUP(at_buffer_free) = {0};
    at_buffer_ratio_short(&text, value, digits);
    at_table_add(table, at_buffer_str(&text));
}

void at_cell_fraction(at_table_builder *table, at_fraction value, unsigned digits)
{
    if (value.den == 0) {
        at_cell_empty(table, 1);
    } else {
        at_cell_short(table, at_fraction_ratio(value), digits);
    }
}

void at_cell_empty(at_table_builder *table, size_t count)
{
    while (count-- > 0) at_table_add(table, AT_STR(""));
}

at_status at_fill_editions(const at_release_making *m, at_table_builder *table, at_err *err)
{
    (void)err;
    for (size_t i = 0; i < m->history.edition_count; i++) {
        const at_study_edition *edition = m->history.editions[i].edition;
        at_table_add(table, edition->index.name);
        at_table_add_u64(table, edition->year);
        at_table_add(table, edition->title);
        at_table_add_u64(table, edition->index.criterion_count);
        at_table_add_u64(table, edition->index.country_count);
        at_table_add(table, at_str_from_cstr(at_known_by_word(edition->known_by)));
        at_table_add(table, edition->licence);
        at_table_add(table, edition->source);
    }
    return AT_OK;
}

at_status at_fill_categories(const at_release_making *m, at_table_builder *table, at_err *err)
{
    const at_index_edition *index = main_index(m);
    (void)err;
    for (size_t i = 0; i < index->category_count; i++) {
        size_t criteria = 0;
        for (size_t k = 0; k < index->criterion_count; k++) {
            criteria += index->criteria[k].category == i;
        }
        at_table_add(table, index->categories[i]);
        at_table_add_u64(table, criteria);
        at_cell_short(table, m->main_scored.scores.most[i], AT_POINTS_DIGITS);
    }
    return AT_OK;
}

static void add_criterion(at_table_builder *table, const at_index_edition *index,
                          const at_index_criterion *k)
{
    at_table_add(table, k->id);
    at_table_add(table, index->categories[k->category]);
    at_table_add(table, k->label);
}

static void add_rules(at_table_builder *table, const at_index_edition *index,
                      const at_index_criterion *k)
{
    at_table_add(table, k->group == AT_INDEX_NONE ? AT_STR("") : index->groups[k->group]);
    at_table_add(table,
                 k->requires == AT_INDEX_NONE ? AT_STR("") : index->criteria[k->requires].id);
}

at_status at_fill_criteria(const at_release_making *m, at_table_builder *table, at_err *err)
{
    const at_index_edition *index = main_index(m), *old_index = &m->old_scored.edition.index;
    (void)err;
    for (size_t i = 0; i < index->criterion_count; i++) {
        const at_index_criterion *k = &index->criteria[i];
        const size_t match = m->compared ? m->changes.match_of_new[i] : SIZE_MAX;
        add_criterion(table, index, k);
        at_cell_fraction(table, k->weight, AT_WEIGHT_DIGITS);
        add_rules(table, index, k);
        if (match != SIZE_MAX) {
            const size_t old_criterion = m->changes.matches[match].old_criterion;
            at_table_add(table, AT_STR("kept"));
            at_cell_fraction(table, old_index->criteria[old_criterion].weight, AT_WEIGHT_DIGITS);
        } else {
            at_table_add(table, m->compared ? AT_STR("added") : AT_STR(""));
            at_cell_empty(table, 1);
        }
    }
    for (size_t i = 0; m->compared && i < old_index->criterion_count; i++) {
        const at_index_criterion *k = &old_index->criteria[i];
        if (m->changes.match_of_old[i] != SIZE_MAX) continue;
        add_criterion(table, old_index, k);
        at_cell_empty(table, 1);
        add_rules(table, old_index, k);
        at_table_add(table, AT_STR("dropped"));
        at_cell_fraction(table, k->weight, AT_WEIGHT_DIGITS);
    }
    return AT_OK;
}

at_status at_fill_countries(const at_release_making *m, at_table_builder *table, at_err *err)
{
    const at_index_edition *index = main_index(m);
    (void)err;
    for (size_t place = 0; place < index->country_count; place++) {
        const size_t country = m->main_scored.scores.by_rank[place];
        const at_index_score *score = &m->main_scored.scores.countries[country];
        const at_robust_country *bounds = &m->robust.countries[country];
        at_table_add(table, index->countries[country].iso2);
        at_table_add(table, index->countries[country].name);
        at_cell_short(table, score->total, AT_SCORE_DIGITS);
        at_cell_short(table, score->low, AT_SCORE_DIGITS);
        at_cell_short(table, score->high, AT_SCORE_DIGITS);
        at_table_add_u64(table, score->unknown);
        at_table_add_u64(table, score->rank);
        at_table_add_u64(table, bounds->rank_low);
        at_table_add_u64(table, bounds->rank_high);
        if (m->drawn) {
            at_table_add_u64(table, m->draws.countries[country].rank_5);
            at_table_add_u64(table, m->draws.countries[country].rank_50);
            at_table_add_u64(table, m->draws.countries[country].rank_95);
        } else {
            at_cell_empty(table, 3);
        }
    }
    return AT_OK;
}

at_status at_fill_category_scores(const at_release_making *m, at_table_builder *table, at_err *err)
{
    const at_index_edition *index = main_index(m);
    (void)err;
    for (size_t place = 0; place < index->country_count; place++) {
        const size_t country = m->main_scored.scores.by_rank[place];
        for (size_t i = 0; i < index->category_count; i++) {
            at_table_add(table, index->countries[country].iso2);
            at_table_add(table, index->categories[i]);
            at_cell_short(table, m->main_scored.scores.points[country * index->category_count + i],
                          AT_POINTS_DIGITS);
        }
    }
    return AT_OK;
}

static at_str standing_word(at_index_standing standing)
{
    static const char *const words[] = {
        [AT_INDEX_MET] = "met",
        [AT_INDEX_PARTLY] = "partly",
        [AT_INDEX_UNMET] = "unmet",
        [AT_INDEX_UNKNOWN] = "unknown",
        [AT_INDEX_SURPASSED] = "surpassed",
        [AT_INDEX_NO_EFFECT] = "no-effect",
    };
    return at_str_from_cstr(words[standing]);
}

at_status at_fill_cells(const at_release_making *m, at_table_builder *table, at_err *err)
{
    const at_index_edition *index = main_index(m);
    at_arena *scratch AT_CLEANUP(at_arena_free_ptr) = at_report_arena();
    if (!scratch) return at_fail(err, AT_ENOMEM, "memory is out");
    for (size_t place = 0; index->values && place < index->country_count; place++) {
        const size_t country = m->main_scored.scores.by_rank[place];
        const at_index_cell *cells;
        at_arena_reset(scratch);
        AT_TRY(at_index_cells(scratch, index, country, &cells, err));
        for (size_t i = 0; i < index->criterion_count; i++) {
            at_table_add(table, index->countries[country].iso2);
            at_table_add(table, index->criteria[i].id);
            at_cell_fraction(table, cells[i].value, AT_VALUE_DIGITS);
            at_table_add(table, standing_word(cells[i].standing));
            at_cell_short(table, cells[i].points, AT_POINTS_DIGITS);
        }
    }
    return AT_OK;
}

at_status at_fill_pairs(const at_release_making *m, at_table_builder *table, at_err *err)
{
    const at_index_country *countries = main_index(m)->countries;
    (void)err;
    for (size_t i = 0; i < m->robust.pair_count; i++) {
        const at_robust_pair *pair = &m->robust.pairs[i];
        at_table_add(table, countries[pair->a].iso2);
        at_table_add(table, countries[pair->b].iso2);
        at_cell_yes(table, pair->holds);
        at_cell_yes(table, pair->holds_any);
        at_cell_yes(table, pair->neighbours);
        at_table_add_f64(table, pair->share, AT_POINTS_DIGITS);
        at_table_add_f64(table, pair->share_within, AT_POINTS_DIGITS);
        at_table_add_f64(table, pair->epsilon, AT_POINTS_DIGITS);
    }
    return AT_OK;
}

static void add_reform(at_table_builder *table, const at_index_edition *index, at_str iso2,
                       const at_index_reform *reform)
{
    at_buffer with AT_CLEANUP(at_buffer_free) = {0};
    for (size_t i = 0; i < reform->with_count; i++) {
        if (i) at_buffer_char(&with, ' ');
        at_buffer_add(&with, index->criteria[reform->with[i]].id);
    }
    at_table_add(table, iso2);
    at_table_add(table, index->criteria[reform->criterion].id);
    at_table_add(table, at_buffer_str(&with));
    at_cell_short(table, reform->gain, AT_POINTS_DIGITS);
    at_cell_short(table, reform->total, AT_SCORE_DIGITS);
    at_table_add_u64(table, reform->rank);
}

at_status at_fill_reforms(const at_release_making *m, at_table_builder *table, at_err *err)
{
    const at_index_edition *index = main_index(m);
    at_arena *scratch AT_CLEANUP(at_arena_free_ptr) = at_report_arena();
    if (!scratch) return at_fail(err, AT_ENOMEM, "memory is out");
    for (size_t place = 0; index->values && place < index->country_count; place++) {
        const size_t country = m->main_scored.scores.by_rank[place];
        const at_index_reform *reforms;
        size_t count;
        at_arena_reset(scratch);
        AT_TRY(at_index_reforms(scratch, index, &m->main_scored.scores, country, &reforms, &count,
                                err));
        for (size_t i = 0; i < count; i++) {
            add_reform(table, index, index->countries[country].iso2, &reforms[i]);
        }
    }
    return AT_OK;
}

/* Both are by iso2. Sources for countries that the edition does not have say nothing about it. */
at_status at_fill_sources(const at_release_making *m, at_table_builder *table, at_err *err)
{
    const at_study_edition *edition = &m->main_scored.edition;
    size_t country = 0;
    (void)err;
    for (size_t i = 0; i < edition->source_count; i++) {
        const at_source *source = &edition->sources[i];
        while (country < edition->index.country_count &&
               at_str_compare(edition->index.countries[country].iso2, source->iso2) < 0) {
            country++;
        }
        if (country == edition->index.country_count) break;
        if (!at_str_equal(edition->index.countries[country].iso2, source->iso2)) continue;
        at_table_add(table, source->iso2);
        at_table_add(table, source->criterion);
        at_table_add(table, source->source);
        at_table_add(table, source->date_text);
        at_table_add(table, source->note);
    }
    return AT_OK;
}
