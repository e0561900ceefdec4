/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "index/compare.h"
#include "base/map.h"
#include "index/comparing.h"

static const char *const full_names[] = {
    [AT_PART_OWN_VALUES] = "own_values",
    [AT_PART_OTHERS_VALUES] = "others_values",
    [AT_PART_WEIGHTS] = "weights",
    [AT_PART_CRITERIA] = "criteria",
};
static const char *const coarse_names[] = {
    [AT_PART_VALUES] = "values",
    [AT_PART_RULES] = "rules",
};

size_t at_compare_score_parts(at_compare_mode mode)
{
    return mode == AT_COMPARE_FULL ? AT_COUNT_OF(full_names) : AT_COUNT_OF(coarse_names);
}

size_t at_compare_rank_parts(at_compare_mode mode)
{
    return at_compare_score_parts(mode) + 1;
}

const char *at_compare_part_name(at_compare_mode mode, size_t part, bool of_rank)
{
    const size_t count = at_compare_score_parts(mode);
    if (part < count) return mode == AT_COMPARE_FULL ? full_names[part] : coarse_names[part];
    return of_rank && part == count ? "entrants" : NULL;
}

at_status at_compare_too_large(const at_comparing *comparing, at_err *err)
{
    return at_fail(
        err, AT_ELIMIT,
        "editions \"%.*s\" and \"%.*s\" together need integers of more than 512 bits to be "
        "compared exactly: expected fewer digits, or fractions with common denominators",
        AT_STR_ARG(comparing->old_edition->name), AT_STR_ARG(comparing->new_edition->name));
}

/* Both directions of the correspondence, and that it is one. */
static at_status connect_criteria(at_comparing *c, at_err *err)
{
    const size_t old_count = c->old_edition->criterion_count;
    const size_t new_count = c->new_edition->criterion_count;
    size_t *old_of_new, *new_of_old;
    AT_TRY(AT_NEW(c->arena, new_count, &old_of_new, err));
    AT_TRY(AT_NEW(c->arena, old_count, &new_of_old, err));
    for (size_t i = 0; i < new_count; i++) old_of_new[i] = AT_INDEX_NONE;
    for (size_t i = 0; i < old_count; i++) new_of_old[i] = AT_INDEX_NONE;
    for (size_t i = 0; i < c->match_count; i++) {
        const at_criterion_match m = c->matches[i];
        if (m.old_criterion >= old_count || m.new_criterion >= new_count ||
            new_of_old[m.old_criterion] != AT_INDEX_NONE ||
            old_of_new[m.new_criterion] != AT_INDEX_NONE) {
            return at_fail(err, AT_EBUG, "match %zu of criteria: expected each once", i);
        }
        new_of_old[m.old_criterion] = m.new_criterion;
        old_of_new[m.new_criterion] = m.old_criterion;
    }
    c->old_of_new = old_of_new;
    c->new_of_old = new_of_old;
    return AT_OK;
}

static at_status connect_categories(at_comparing *c, at_err *err)
{
    const size_t old_count = c->old_edition->category_count;
    const size_t new_count = c->new_edition->category_count;
    at_map *map;
    at_str *names;
    size_t *of_old;
    AT_TRY(at_map_new(c->arena, old_count + new_count, &map, err));
    AT_TRY(AT_NEW(c->arena, old_count + new_count, &names, err));
    AT_TRY(AT_NEW(c->arena, old_count, &of_old, err));
    for (size_t i = 0; i < new_count; i++) {
        names[i] = c->new_edition->categories[i];
        AT_TRY(at_map_put(map, names[i], i, NULL, err));
    }
    c->category_count = new_count;
    for (size_t i = 0; i < old_count; i++) {
        const at_str name = c->old_edition->categories[i];
        size_t existing;
        AT_TRY(at_map_put(map, name, c->category_count, &existing, err));
        of_old[i] = existing == SIZE_MAX ? c->category_count : existing;
        if (existing == SIZE_MAX) names[c->category_count++] = name;
    }
    c->categories = names;
    c->category_of_old = of_old;
    return AT_OK;
}

static at_country_change begin_change(const at_comparing *c, size_t old_country, size_t new_country)
{
    const at_index_score *before = &c->old_scores.countries[old_country];
    const at_index_score *after = &c->new_scores.countries[new_country];
    return (at_country_change){
        .old_country = old_country,
        .new_country = new_country,
        .score_old = before->total,
        .score_new = after->total,
        .hundredths_old = before->hundredths,
        .hundredths_new = after->hundredths,
        .rank_old = before->rank,
        .rank_new = after->rank,
        .places = (int64_t)before->rank - (int64_t)after->rank,
    };
}

/* Common countries in the new edition's order, and those of one edition only. */
static at_status connect_countries(at_comparing *c, at_comparison *result, at_err *err)
{
    const at_index_edition *before = c->old_edition, *after = c->new_edition;
    at_map *map;
    size_t *entered, *left;
    bool *stays;
    AT_TRY(at_map_new(c->arena, before->country_count, &map, err));
    AT_TRY(AT_NEW(c->arena, after->country_count, &c->changes, err));
    AT_TRY(AT_NEW(c->arena, after->country_count, &entered, err));
    AT_TRY(AT_NEW(c->arena, before->country_count, &left, err));
    AT_TRY(AT_NEW(c->arena, before->country_count, &stays, err));
    for (size_t i = 0; i < before->country_count; i++) {
        AT_TRY(at_map_put(map, before->countries[i].iso2, i, NULL, err));
    }
    for (size_t i = 0; i < after->country_count; i++) {
        size_t old_country;
        if (at_map_get(map, after->countries[i].iso2, &old_country)) {
            stays[old_country] = true;
            c->changes[c->change_count++] = begin_change(c, old_country, i);
        } else {
            entered[result->entered_count++] = i;
        }
    }
    for (size_t i = 0; i < before->country_count; i++) {
        if (!stays[i]) left[result->left_count++] = i;
    }
    result->entered = entered;
    result->left = left;
    return AT_OK;
}

static at_status check_editions(const at_comparing *c, at_err *err)
{
    if (!c->new_edition->values) {
        return at_fail(err, AT_EINPUT,
                       "edition \"%.*s\" is known by category only: only the older of two editions "
                       "may be; expected values by criterion (values.csv)",
                       AT_STR_ARG(c->new_edition->name));
    }
    if (c->match_count) return AT_OK;
    return at_fail(
        err, AT_EINPUT,
        "editions \"%.*s\" and \"%.*s\" share no criterion: expected equal ids or labels, or "
        "a column such as \"id_2025\" that says what a criterion is called in the other",
        AT_STR_ARG(c->old_edition->name), AT_STR_ARG(c->new_edition->name));
}

at_status at_index_compare(at_arena *arena, const at_index_edition *old_edition,
                           const at_index_edition *new_edition, const at_criterion_match *matches,
                           size_t match_count, at_comparison *out, at_err *err)
{
    at_comparing c = {.arena = arena,
                      .old_edition = old_edition,
                      .new_edition = new_edition,
                      .match_count = match_count,
                      .matches = matches};
    at_comparison result = {.mode = old_edition->values ? AT_COMPARE_FULL : AT_COMPARE_COARSE,
                            .matched = match_count};
    AT_TRY(at_index_score_edition(arena, old_edition, &c.old_scores, err));
    AT_TRY(at_index_score_edition(arena, new_edition, &c.new_scores, err));
    AT_TRY(check_editions(&c, err));
    AT_TRY(connect_criteria(&c, err));
    AT_TRY(connect_categories(&c, err));
    AT_TRY(connect_countries(&c, &result, err));
    AT_TRY(AT_NEW(arena, c.change_count * c.category_count, &c.category_values, err));
    AT_TRY(AT_NEW(arena, c.change_count * c.category_count, &c.category_rules, err));
    if (result.mode == AT_COMPARE_FULL) {
        AT_TRY(at_compare_full(&c, err));
    } else {
        AT_TRY(at_compare_coarse(&c, err));
    }
    result.change_count = c.change_count;
    result.changes = c.changes;
    result.category_count = c.category_count;
    result.categories = c.categories;
    result.category_values = c.category_values;
    result.category_rules = c.category_rules;
    result.added = new_edition->criterion_count - match_count;
    result.dropped = old_edition->criterion_count - match_count;
    *out = result;
    return AT_OK;
}
