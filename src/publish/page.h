/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_PUBLISH_PAGE_H
#define AT_PUBLISH_PAGE_H
/* What every page shares: the frame, numbers as readers expect them, links, figures. Text comes out escaped. */
#include "draw/html.h"
#include "publish/figures.h"
#include "publish/pictures.h"

typedef enum at_page_section {
    AT_SECTION_RANKING,
    AT_SECTION_NAME,
    AT_SECTION_CHANGE,
    AT_SECTION_METHODS,
    AT_SECTION_DOWNLOADS,
    AT_SECTION_NONE
} at_page_section;

typedef struct at_page {
    at_html html;
    const at_site_figures *figures;
    const at_picture_set *pictures;
    const char *root; /* "" at the top, "../" one folder down */
} at_page;

/* From the doctype to the opening of <main>; `title` without the site's name. */
void at_page_begin(at_page *page, at_str title, at_str description, at_page_section section);
void at_page_end(at_page *page);

/* Numbers: two decimals, a true minus; "not known" where there is none. */
void at_page_points(at_page *page, at_site_number number);
void at_page_signed(at_page *page, at_site_number number); /* +2.98, −13.42, 0.00 */
/* "8" and, where the weights leave a range, "6–13". */
void at_page_place(at_page *page, const at_site_country *country);
void at_page_place_range(at_page *page, const at_site_country *country);
/* ▲ 3, ▼ 7, "same", with words for a screen reader. */
void at_page_move(at_page *page, const at_site_change *change);
void at_page_country_link(at_page *page, const at_site_country *country);
/* href="root" "path" */
void at_page_link(at_page *page, const char *path, at_str text);
/* A picture with its caption and the link to its SVG. Nothing where there is no picture of that name. */
void at_page_picture(at_page *page, at_str name, at_str caption);

/* The same number as text for sentences and alt texts: "88.83", "+2.98". */
void at_buffer_points(at_buffer *out, double value);
void at_buffer_signed(at_buffer *out, double value);
/* The place of a country in the words of issue and design: "place 8 (6 to 13)". */
void at_buffer_place_words(at_buffer *out, const at_site_country *country);
/* "Malta leads with", "Malta and Belgium lead with", "All 3 countries have": the points come after it. */
void at_buffer_leaders(at_buffer *out, const at_site_figures *figures);
/* The lower-case iso2: file names of country pages and pictures. Only letters and digits come through, and hyphens as '_', so
 * that the codes of a release have a name each, apart from "-narrow" too, on disks where capitals do not count as well. */
void at_buffer_slug(at_buffer *out, at_str iso2);

/* page_*.c: the pages. Each fills page->html.out. */
/* rows[i]: the country in row i. Home also prints the findings. */
void at_page_ranking(at_page *page, at_page_section order, const size_t *rows,
                     const at_str *findings, size_t finding_count);
void at_page_country(at_page *page, size_t country);
void at_page_methods(at_page *page);
typedef struct at_page_download {
    at_str path, what;
    size_t bytes;
    at_str sha256;
} at_page_download;
void at_page_downloads(at_page *page, const at_page_download *files, size_t count);

/* ranking_table.c: the table that home, by name and by change share. rows[i] is a country. */
void at_page_ranking_table(at_page *page, at_page_section order, const size_t *rows);

/* findings.c: what the numbers say, as sentences; the first is the main one. */
AT_MUST_USE at_status at_site_findings(at_arena *arena, const at_site_figures *figures,
                                       const at_str **out, size_t *count, at_err *err);

#endif
