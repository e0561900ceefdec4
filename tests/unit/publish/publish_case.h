/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TEST_PUBLISH_CASE_H
#define TEST_PUBLISH_CASE_H
/* A small made-up release, what is done to it, and the pages made from it. */
#include "publish/page.h"
#include "publish/site.h"
#include "support.h"

/* Malta, Belgium, Latvia (one value not known) and Canada (not on the map, new) on four criteria, compared with an edition known
 * by criterion, with sources. Every call gives a new one, which the functions below change. */
at_release *full_release(void);
/* The same compared with an edition known by category only; with none. */
at_release *coarse_release(void);
at_release *plain_release(void);
/* Only the first countries of it, with all that the tables say of them. */
void keep_countries(at_release *release, size_t count);

at_release_table *table_in(at_release *release, const char *name);
void drop_table(at_release *release, const char *name);
void drop_column(at_release *release, const char *table, const char *column);
/* The rows of the table end before this one; `row` counts from 0. */
void cut_table(at_release *release, const char *table, size_t row);
void set_cell(at_release *release, const char *table, size_t row, const char *column,
              const char *value);
/* The same in every row whose first cell is `key`. */
void set_of(at_release *release, const char *table, const char *key, const char *column,
            const char *value);

const at_site_figures *figures_of(const at_release *release);
/* All findings, one a line. */
const char *findings_of(const at_release *release);

/* The files of the site without PNG, made on one thread. */
typedef struct made_site {
    const at_release_member *files;
    size_t count;
} made_site;
made_site site_of(const at_release *release);
at_str file_in(made_site site, const char *path);
/* The words of the page's main part: tags left out, entities undone, white space folded. */
const char *words_of(made_site site, const char *path);

at_pool *test_pool(void); /* two threads */

#endif
