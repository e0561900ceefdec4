/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_PUBLISH_FIGURES_H
#define AT_PUBLISH_FIGURES_H
/* What the pages print: the tables of a release (docs/formats.md) as typed rows that refer to each other by number.
 * Texts are those of the release; a number is kept beside the text it was read from, so that a page prints what the
 * release says and draws what it means. */
#include "base/arena.h"
#include "release/bundle.h"

typedef struct at_site_number {
    at_str text;  /* as in the release; empty: not given */
    double value; /* NaN where the text is empty */
} at_site_number;

typedef struct at_site_category {
    at_str name;
    at_site_number criteria, maximum;
} at_site_category;

typedef struct at_site_criterion {
    at_str id, category, label, group, requires, status;
    at_site_number weight, weight_old;
} at_site_criterion;

typedef struct at_site_change {
    bool given, full, values_none;
    at_site_number score_old, score_new, rank_old, rank_new, places;
    at_site_number values, rules, values_low, values_high;
    at_site_number own_values, others_values, weights, criteria;
    at_site_number rank_values, rank_rules, rank_entrants, new_values_old_rules;
} at_site_change;

typedef struct at_site_cell {
    at_str standing; /* "met", "partly", ...; empty: the release does not say */
    at_site_number value, points;
} at_site_cell;

typedef struct at_site_past {
    at_site_number year, rank, score;
    at_str kind;
    bool firm;
} at_site_past;

typedef struct at_site_reform {
    at_str criterion, with;
    at_site_number points, score, rank;
} at_site_reform;

typedef struct at_site_source {
    at_str criterion, source, date, note;
} at_site_source;

typedef struct at_site_cell_change {
    at_str criterion, value_old, value_new;
} at_site_cell_change;

typedef struct at_site_country {
    at_str iso2, name;
    at_site_number score, low, high, unknown, rank, rank_low, rank_high, rank_5, rank_50, rank_95;
    at_site_change change;
    const at_site_number *points; /* [category_count] */
    const at_site_number *category_values,
        *category_rules;       /* [category_count]; NULL: no change table */
    const at_site_cell *cells; /* [criterion_count]; NULL: known by category only */
    const at_site_past *past;
    size_t past_count;
    const at_site_reform *reforms;
    size_t reform_count;
    const at_site_source *sources;
    size_t source_count;
    const at_site_cell_change *cell_changes;
    size_t cell_change_count;
} at_site_country;

typedef struct at_site_pair {
    size_t a, b; /* countries by number */
    bool holds;
    at_site_number share, share_within, epsilon;
} at_site_pair;

typedef struct at_site_edition {
    at_str edition, title, known_by, licence, source;
    at_site_number year, criteria, countries;
} at_site_edition;

typedef struct at_site_figures {
    const at_release *release;
    const at_site_edition *editions; /* oldest first; the last is the main one */
    size_t edition_count;
    const at_site_category *categories;
    size_t category_count;
    const at_site_criterion *criteria; /* of the main edition, in its order */
    size_t criterion_count;
    const at_site_criterion *dropped; /* of the compared edition only */
    size_t dropped_count;
    const at_site_country *countries; /* by rank */
    size_t country_count;
    const at_site_pair *neighbours; /* places i and i+1, by place */
    size_t neighbour_count;
    bool compared, full; /* is there a comparison, and by criterion? */
    double attainable;
} at_site_figures;

/* AT_ECORRUPT, with the file in the release, the row and the column, where a table or column is missing, a number is none, a
 * name stands twice, or a row refers to what does not exist. */
AT_MUST_USE at_status at_site_figures_read(at_arena *arena, const at_release *release,
                                           const at_site_figures **out, at_err *err);
/* A count of the table `summary`; NaN where it has none of that key. */
double at_site_summary(const at_site_figures *figures, at_str key);
/* A setting of the manifest; empty where there is none. */
at_str at_site_setting(const at_site_figures *figures, at_str key);

/* Places over time: is this one ours, because nothing was published? */
bool at_site_is_computed(const at_site_past *past);
/* What the firm places of a country are ("as published", "as computed here", or both), empty where none is firm; *loose
 * tells whether some are not. */
at_str at_site_firm_words(const at_site_country *country, bool *loose);
#define AT_SITE_LOOSE_WORDS "from copies of the publisher\xE2\x80\x99s pages"

#endif
