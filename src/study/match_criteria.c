/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/match_criteria.h"

#include "base/map.h"
#include "text/fold.h"

static const size_t scratch_limit = (size_t)1 << 30;

typedef enum side { OLD, NEW, SIDES } side;

/* What the criteria of both editions are called in one year. */
typedef struct naming {
    const at_str *names[SIDES]; /* [criterion] of that side, empty where none is given */
} naming;

typedef struct matching {
    at_arena *scratch;
    const at_study_edition *edition[SIDES];
    size_t count[SIDES]; /* criteria */
    naming *namings;
    size_t naming_count;
    at_str *ids[SIDES];
    size_t *partner; /* [new criterion] old criterion, or SIZE_MAX */
    at_match_by *by; /* [new criterion] */
    bool *taken;     /* [old criterion] */
} matching;

const char *at_match_by_word(at_match_by by)
{
    static const char *const words[] = {
        [AT_MATCH_ID] = "id",
        [AT_MATCH_CROSSWALK] = "crosswalk",
        [AT_MATCH_LABEL] = "label",
    };
    return words[by];
}

/* NULL where the edition does not say. */
static const at_str *names_in(const matching *m, side s, uint64_t year)
{
    const at_study_edition *edition = m->edition[s];
    if (year != 0 && year == edition->year) return m->ids[s];
    for (size_t i = 0; i < edition->crosswalk_count; i++) {
        if (edition->crosswalks[i].year == year) return edition->crosswalks[i].ids;
    }
    return NULL;
}

static void add_naming(matching *m, uint64_t year)
{
    const naming n = {{[OLD] = names_in(m, OLD, year), [NEW] = names_in(m, NEW, year)}};
    if (n.names[OLD] && n.names[NEW]) m->namings[m->naming_count++] = n;
}

static at_status prepare(matching *m, at_err *err)
{
    const at_study_edition *old_edition = m->edition[OLD], *new_edition = m->edition[NEW];
    for (int s = OLD; s < SIDES; s++) {
        m->count[s] = m->edition[s]->index.criterion_count;
        AT_TRY(AT_NEW(m->scratch, m->count[s], &m->ids[s], err));
        for (size_t i = 0; i < m->count[s]; i++) m->ids[s][i] = m->edition[s]->index.criteria[i].id;
    }
    AT_TRY(AT_NEW(m->scratch, old_edition->crosswalk_count + 2, &m->namings, err));
    AT_TRY(AT_NEW(m->scratch, m->count[NEW], &m->partner, err));
    AT_TRY(AT_NEW(m->scratch, m->count[NEW], &m->by, err));
    AT_TRY(AT_NEW(m->scratch, m->count[OLD], &m->taken, err));
    for (size_t i = 0; i < m->count[NEW]; i++) m->partner[i] = SIZE_MAX;
    if (old_edition->year == new_edition->year) return AT_OK;
    add_naming(m, new_edition->year);
    add_naming(m, old_edition->year);
    for (size_t i = 0; i < old_edition->crosswalk_count; i++) {
        const uint64_t year = old_edition->crosswalks[i].year;
        if (year != new_edition->year && year != old_edition->year) add_naming(m, year);
    }
    return AT_OK;
}

static bool contradicted(const matching *m, size_t old_criterion, size_t new_criterion)
{
    for (size_t i = 0; i < m->naming_count; i++) {
        const at_str a = m->namings[i].names[OLD][old_criterion];
        const at_str b = m->namings[i].names[NEW][new_criterion];
        if (a.len && b.len && !at_str_equal(a, b)) return true;
    }
    return false;
}

/* Match what has the same, non-empty key on both sides; of equal keys on one side the first that
 * is free. */
static at_status match_keys(matching *m, const at_str *old_keys, const at_str *new_keys,
                            at_match_by by, at_err *err)
{
    at_map *new_of_key;
    AT_TRY(at_map_new(m->scratch, m->count[NEW], &new_of_key, err));
    for (size_t i = 0; i < m->count[NEW]; i++) {
        if (m->partner[i] != SIZE_MAX || new_keys[i].len == 0) continue;
        AT_TRY(at_map_put(new_of_key, new_keys[i], i, NULL, err));
    }
    for (size_t i = 0; i < m->count[OLD]; i++) {
        size_t partner;
        if (m->taken[i] || old_keys[i].len == 0 || !at_map_get(new_of_key, old_keys[i], &partner) ||
            m->partner[partner] != SIZE_MAX) {
            continue;
        }
        if (by != AT_MATCH_CROSSWALK && contradicted(m, i, partner)) continue;
        m->taken[i] = true;
        m->partner[partner] = i;
        m->by[partner] = at_str_equal(m->ids[OLD][i], m->ids[NEW][partner]) ? AT_MATCH_ID : by;
    }
    return AT_OK;
}

/* The label, letters folded, after the category's name where asked for. Labels that repeat
 * within an edition say nothing by themselves and give an empty key. */
static at_status label_keys(const matching *m, side s, bool with_category, at_str **out,
                            at_err *err)
{
    const at_index_edition *index = &m->edition[s]->index;
    at_map *first_of;
    at_str *keys;
    AT_TRY(at_map_new(m->scratch, m->count[s], &first_of, err));
    AT_TRY(AT_NEW(m->scratch, m->count[s], &keys, err));
    for (size_t i = 0; i < m->count[s]; i++) {
        size_t before = SIZE_MAX;
        const at_index_criterion *k = &index->criteria[i];
        const at_str category = with_category ? index->categories[k->category] : (at_str){0};
        at_str text;
        if (k->label.len == 0) continue;
        AT_TRY(at_arena_format(m->scratch, &text, err, "%.*s\n%.*s", AT_STR_ARG(category),
                               AT_STR_ARG(k->label)));
        AT_TRY(at_text_fold(m->scratch, text, AT_FOLD_KEEP_MARKS, &keys[i], err));
        AT_TRY(at_map_put(first_of, keys[i], i, &before, err));
        if (before != SIZE_MAX) keys[i] = keys[before] = (at_str){0};
    }
    *out = keys;
    return AT_OK;
}

static at_status match_labels(matching *m, bool with_category, at_err *err)
{
    at_str *keys[SIDES];
    AT_TRY(label_keys(m, OLD, with_category, &keys[OLD], err));
    AT_TRY(label_keys(m, NEW, with_category, &keys[NEW], err));
    return match_keys(m, keys[OLD], keys[NEW], AT_MATCH_LABEL, err);
}

at_status at_match_criteria(at_arena *arena, const at_study_edition *old_edition,
                            const at_study_edition *new_edition, const at_criterion_match **out,
                            size_t *count, at_err *err)
{
    at_arena *scratch AT_CLEANUP(at_arena_free_ptr) = at_arena_new(scratch_limit);
    matching m = {.scratch = scratch, .edition = {[OLD] = old_edition, [NEW] = new_edition}};
    at_criterion_match *matches;
    size_t matched = 0;
    if (!scratch) return at_fail(err, AT_ENOMEM, "memory is out");
    AT_TRY(prepare(&m, err));
    for (size_t i = 0; i < m.naming_count; i++) {
        AT_TRY(match_keys(&m, m.namings[i].names[OLD], m.namings[i].names[NEW], AT_MATCH_CROSSWALK,
                          err));
    }
    AT_TRY(match_keys(&m, m.ids[OLD], m.ids[NEW], AT_MATCH_ID, err));
    AT_TRY(match_labels(&m, true, err));
    AT_TRY(match_labels(&m, false, err));
    AT_TRY(AT_NEW(arena, m.count[NEW], &matches, err));
    for (size_t i = 0; i < m.count[NEW]; i++) {
        if (m.partner[i] == SIZE_MAX) continue;
        matches[matched++] = (at_criterion_match){m.partner[i], i, m.by[i]};
    }
    *out = matches;
    *count = matched;
    return AT_OK;
}
