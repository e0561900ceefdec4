/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_STUDY_HISTORY_H
#define AT_STUDY_HISTORY_H
/* The place of each country over editions: as published where an edition has a published.csv,
 * else as computed, else (neither published nor weighted) not known. */
#include "study/edition.h"

typedef enum at_ranks_kind {
    AT_RANKS_NONE,        /* no place is known */
    AT_RANKS_COMPETITION, /* 1, 2, 2, 4 */
    AT_RANKS_DENSE,       /* 1, 2, 2, 3, as scraped */
    AT_RANKS_MIXED        /* some of either */
} at_ranks_kind;
/* "none", "competition", "dense as scraped", "partly dense as scraped" */
const char *at_ranks_kind_word(at_ranks_kind kind);

typedef struct at_history_edition {
    const at_study_edition *edition;
    at_ranks_kind ranks;
    bool computed; /* the places are ours: nothing is published */
} at_history_edition;

typedef struct at_place {
    size_t edition; /* number in at_history.editions */
    uint32_t rank;
    at_fraction score; /* of hundredths where it is ours; den == 0 where not known */
    at_str kind;       /* in the publisher's words; "computed" where it is ours */
    bool firm;
} at_place;

typedef struct at_history_country {
    at_str iso2, name;      /* the name in the latest edition that has the country */
    const at_place *places; /* oldest first */
    size_t place_count;
} at_history_country;

typedef struct at_history {
    const at_history_edition *editions; /* oldest first */
    size_t edition_count;
    const at_history_country *countries; /* by iso2 */
    size_t country_count;
} at_history;

/* The editions may come in any order, and must outlive the history. AT_EUSAGE where two have the
 * same year or the same name, or where the year of one is not known; says what to do. O(places
 * log places). */
AT_MUST_USE at_status at_history_make(at_arena *arena, const at_study_edition *editions,
                                      size_t count, at_history *out, at_err *err);

#endif
