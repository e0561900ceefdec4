/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/history.h"

#include "base/number.h"
#include "index/score.h"

#include <stdlib.h>

const char *at_ranks_kind_word(at_ranks_kind kind)
{
    static const char *const words[] = {
        [AT_RANKS_NONE] = "none",
        [AT_RANKS_COMPETITION] = "competition",
        [AT_RANKS_DENSE] = "dense as scraped",
        [AT_RANKS_MIXED] = "partly dense as scraped",
    };
    return words[kind];
}

/* One place before it is known whose neighbours it has. */
typedef struct entry {
    at_str iso2, name;
    at_place place;
} entry;

typedef struct making {
    at_arena *arena;
    at_history_edition *editions;
    size_t edition_count;
    entry *entries;
    size_t entry_count;
} making;

static int by_year(const void *left, const void *right)
{
    const at_history_edition *a = left, *b = right;
    return a->edition->year < b->edition->year ? -1 : a->edition->year > b->edition->year;
}

static at_status check_years(const making *m, at_err *err)
{
    for (size_t i = 0; i < m->edition_count; i++) {
        const at_study_edition *edition = m->editions[i].edition;
        if (edition->year == 0) {
            return at_fail_at(err, AT_EUSAGE, edition->folder, 0, 0,
                              "the year of edition %s is not known: name the folder by it, or add "
                              "edition.ini with "
                              "[edition] and year = 2025",
                              at_quote(edition->index.name).text);
        }
        for (size_t k = 0; k < i; k++) {
            const at_study_edition *other = m->editions[k].edition;
            if (other->year == edition->year) {
                return at_fail_at(
                    err, AT_EUSAGE, edition->folder, 0, 0,
                    "two editions are of %llu, this one and %s: leave one out, or give the year in "
                    "edition.ini",
                    (unsigned long long)edition->year,
                    at_quote(at_str_from_cstr(other->folder)).text);
            }
            if (at_str_equal(other->index.name, edition->index.name)) {
                return at_fail_at(
                    err, AT_EUSAGE, edition->folder, 0, 0,
                    "two editions are called %s, this one and %s: give one a name in edition.ini",
                    at_quote(edition->index.name).text,
                    at_quote(at_str_from_cstr(other->folder)).text);
            }
        }
    }
    return AT_OK;
}

static void add_published(making *m, size_t number)
{
    at_history_edition *h = &m->editions[number];
    size_t firm = 0;
    for (size_t i = 0; i < h->edition->published_count; i++) {
        const at_published *p = &h->edition->published[i];
        firm += p->firm;
        m->entries[m->entry_count++] =
            (entry){.iso2 = p->iso2,
                    .name = p->country,
                    .place = {number, p->rank, p->score, p->kind, p->firm}};
    }
    h->ranks = firm == h->edition->published_count ? AT_RANKS_COMPETITION
               : firm == 0                         ? AT_RANKS_DENSE
                                                   : AT_RANKS_MIXED;
}

static at_status add_computed(making *m, size_t number, at_err *err)
{
    at_history_edition *h = &m->editions[number];
    const at_index_edition *index = &h->edition->index;
    at_index_scores scores;
    if (!index->weighted) return AT_OK;
    AT_TRY(at_index_score_edition(m->arena, index, &scores, err));
    for (size_t i = 0; i < index->country_count; i++) {
        const at_index_score *score = &scores.countries[i];
        m->entries[m->entry_count++] = (entry){
            .iso2 = index->countries[i].iso2,
            .name = index->countries[i].name,
            .place = {number, score->rank, {score->hundredths, 100}, AT_STR("computed"), true}};
    }
    h->ranks = AT_RANKS_COMPETITION;
    h->computed = true;
    return AT_OK;
}

static int by_country_then_year(const void *left, const void *right)
{
    const entry *a = left, *b = right;
    const int order = at_str_compare(a->iso2, b->iso2);
    if (order) return order;
    return a->place.edition < b->place.edition ? -1 : a->place.edition > b->place.edition;
}

static at_status group(const making *m, at_history *out, at_err *err)
{
    at_place *places;
    at_history_country *countries;
    size_t count = 0;
    AT_TRY(AT_NEW(m->arena, m->entry_count, &places, err));
    AT_TRY(AT_NEW(m->arena, m->entry_count, &countries, err));
    for (size_t i = 0; i < m->entry_count; i++) {
        const entry *e = &m->entries[i];
        places[i] = e->place;
        if (i == 0 || !at_str_equal(e->iso2, m->entries[i - 1].iso2)) {
            countries[count++] = (at_history_country){.iso2 = e->iso2, .places = &places[i]};
        }
        countries[count - 1].name = e->name;
        countries[count - 1].place_count++;
    }
    *out = (at_history){m->editions, m->edition_count, countries, count};
    return AT_OK;
}

at_status at_history_make(at_arena *arena, const at_study_edition *editions, size_t count,
                          at_history *out, at_err *err)
{
    making m = {.arena = arena, .edition_count = count};
    size_t room = 0;
    if (count == 0) return at_fail(err, AT_EUSAGE, "name at least one edition");
    AT_TRY(AT_NEW(arena, count, &m.editions, err));
    for (size_t i = 0; i < count; i++) {
        m.editions[i].edition = &editions[i];
        room += editions[i].published_count ? editions[i].published_count
                                            : editions[i].index.country_count;
    }
    AT_TRY(check_years(&m, err));
    qsort(m.editions, count, sizeof *m.editions, by_year);
    AT_TRY(AT_NEW(arena, room, &m.entries, err));
    for (size_t i = 0; i < count; i++) {
        if (m.editions[i].edition->published_count) {
            add_published(&m, i);
        } else {
            AT_TRY(add_computed(&m, i, err));
        }
    }
    if (m.entry_count) {
        qsort(m.entries, m.entry_count, sizeof *m.entries, by_country_then_year);
    }
    return group(&m, out, err);
}
