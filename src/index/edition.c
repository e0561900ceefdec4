/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "index/edition.h"

static at_status broken(at_err *err, size_t criterion, const char *what)
{
    return at_fail(err, AT_EBUG, "criterion %zu of an edition: %s", criterion, what);
}

static at_status check_criterion(const at_index_edition *edition, size_t i, at_err *err)
{
    const at_index_criterion *k = &edition->criteria[i];
    if (k->category >= edition->category_count) return broken(err, i, "no such category");
    if (k->group != AT_INDEX_NONE && k->group >= edition->group_count) {
        return broken(err, i, "no such group");
    }
    if (edition->weighted && (k->weight.den <= 0 || k->weight.num < 0)) {
        return broken(err, i, "a weight that is not 0 or more");
    }
    /* A chain of prerequisites that is longer than there are criteria goes in a circle. */
    size_t at = i;
    for (size_t steps = 0; at != AT_INDEX_NONE; steps++) {
        if (at >= edition->criterion_count) return broken(err, i, "no such prerequisite");
        if (steps == edition->criterion_count) return broken(err, i, "its own prerequisite");
        at = edition->criteria[at].requires;
    }
    return AT_OK;
}

at_status at_index_criteria_check(const at_index_edition *edition, at_err *err)
{
    for (size_t i = 0; i < edition->criterion_count; i++) AT_TRY(check_criterion(edition, i, err));
    return AT_OK;
}

static at_status check_fractions(const at_fraction *values, size_t count, at_err *err)
{
    for (size_t i = 0; i < count; i++) {
        const at_fraction v = values[i];
        if (v.den < 0 || (v.den > 0 && (v.num < 0 || v.num > v.den))) {
            return at_fail(err, AT_EBUG, "cell %zu of an edition: a value outside 0..1", i);
        }
    }
    return AT_OK;
}

/* A group in two categories would be one addend of both. */
static at_status check_groups(const at_index_edition *edition, at_err *err)
{
    for (size_t group = 0; group < edition->group_count; group++) {
        size_t category = AT_INDEX_NONE;
        for (size_t i = 0; i < edition->criterion_count; i++) {
            const at_index_criterion *k = &edition->criteria[i];
            if (k->group != group) continue;
            if (category != AT_INDEX_NONE && category != k->category) {
                return broken(err, i, "its group lies in two categories");
            }
            category = k->category;
        }
    }
    return AT_OK;
}

at_status at_index_edition_check(const at_index_edition *edition, at_err *err)
{
    AT_TRY(at_index_criteria_check(edition, err));
    AT_TRY(check_groups(edition, err));
    if (!edition->values && !edition->fractions) {
        return at_fail(err, AT_EBUG, "an edition with neither values nor fractions");
    }
    if (edition->values) {
        return check_fractions(edition->values, edition->country_count * edition->criterion_count,
                               err);
    }
    return check_fractions(edition->fractions, edition->country_count * edition->category_count,
                           err);
}
