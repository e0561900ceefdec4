/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TEST_INDEX_EDITION_TEXT_H
#define TEST_INDEX_EDITION_TEXT_H
/* Editions for tests of the engine, which cannot see study's reader: from text in the form of an edition folder's
 * files, from such folders, and at random. All live until the binary ends. */
#include "index/compare.h"
#include "support.h"

/* "id,category,weight[,exclusive_group][,requires]" and other columns, which are not looked at, then one line a
 * criterion; no weight column makes an edition without weights. "iso2,<criterion id>..." or "iso2,<category>...", and
 * other columns, then one line a country. Cells may be quoted, without quotes in them. */
at_index_edition edition_from_text(const char *name, const char *criteria, const char *values);

/* data/rainbow/YEAR, by criterion or by category as it is known. Fractions of categories are rounded to the four decimals
 * that the publisher used (in the file they have binary noise). */
at_index_edition edition_of_rainbow(const char *year);

size_t criterion_of(const at_index_edition *edition, const char *id);
size_t country_of(const at_index_edition *edition, const char *iso2);
at_fraction *edition_cell(at_index_edition *edition, size_t country, size_t criterion);

/* Criteria with the same id. */
const at_criterion_match *match_by_id(const at_index_edition *before, const at_index_edition *after,
                                      size_t *count);

/* One column of a file of data/rainbow, by iso2 of the edition's countries (empty where there is none). */
const at_str *rainbow_column(const char *path, const char *column, const at_index_edition *by);

/* The same edition with countries, and with criteria, in another order. */
at_index_edition with_countries_shuffled(const at_index_edition *edition, test_random *random);
at_index_edition with_criteria_shuffled(const at_index_edition *edition, test_random *random,
                                        const size_t **new_place);
/* A copy whose cells may be changed. */
at_index_edition edition_copy(const at_index_edition *edition);

/* Groups, prerequisites (chains too), regional shares, unknown cells, weights of up to 6 digits, some of them 0. */
typedef struct random_shape {
    size_t criteria, categories, countries;
    unsigned unknown_percent;
} random_shape;
at_index_edition random_edition(test_random *random, random_shape shape);

#endif
