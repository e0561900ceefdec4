/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Home, and the same ranking by name and by change. */
#include "draw/map.h"
#include "publish/page.h"

static void counts_line(at_page *page)
{
    at_html *h = &page->html;
    const at_site_figures *f = page->figures;
    at_html_literal(h, "<p class=\"lead\">");
    at_html_text_format(
        h,
        "%zu %s, measured on %zu %s of law and policy. Where does a country stand, "
        "why did it "
        "move, is it the law that changed or the yardstick, and how firm is its place?",
        f->country_count, f->country_count == 1 ? "country" : "countries", f->criterion_count,
        f->criterion_count == 1 ? "criterion" : "criteria");
    at_html_literal(h, "</p>\n");
}

static void findings_list(at_page *page, const at_str *findings, size_t count)
{
    at_html *h = &page->html;
    if (count == 0) return;
    at_html_literal(
        h, "<section aria-labelledby=\"findings\"><h2 id=\"findings\">What the numbers say</h2>\n"
           "<ul class=\"findings\">\n");
    for (size_t i = 0; i < count; i++) {
        at_html_literal(h, "<li>");
        at_html_text(h, findings[i]);
        at_html_literal(h, "</li>\n");
    }
    at_html_literal(h, "</ul></section>\n");
}

/* Countries that the borders do not have, the first ones by name. */
static void not_on_map(at_page *page)
{
    enum { NAMED = 20 };
    at_html *h = &page->html;
    const at_site_figures *f = page->figures;
    size_t count = 0;
    for (size_t i = 0; i < f->country_count; i++) {
        if (at_map_has(f->countries[i].iso2)) continue;
        if (count == 0) {
            at_html_literal(
                h, "<p class=\"note\">Ranked, but not on the map, whose borders do not have "
                   "them: ");
        } else if (count < NAMED) {
            at_html_literal(h, ", ");
        }
        if (count++ < NAMED) at_page_country_link(page, &f->countries[i]);
    }
    if (count > NAMED) at_html_text_format(h, " and %zu more", count - NAMED);
    if (count > 0) at_html_literal(h, ".</p>\n");
}

static void map_section(at_page *page)
{
    at_html *h = &page->html;
    if (!at_picture_find(page->pictures, AT_STR("map"))) return;
    at_html_literal(h, "<section aria-labelledby=\"map\"><h2 id=\"map\">The map</h2>\n");
    at_page_picture(
        page, AT_STR("map"),
        AT_STR("Darker is more points. The table below has every number that the map shows."));
    not_on_map(page);
    at_html_literal(
        h, "<details><summary>About the borders</summary><p>Borders are drawn after Natural Earth "
           "(1:50 "
           "million), with Crimea shown as part of Ukraine (United Nations General Assembly "
           "resolution 68/262). "
           "They say nothing about the legal status of any territory. Northern Cyprus is "
           "hatched, as without data. Countries too small to see have a "
           "round marker.</p></details></section>\n");
}

static void charts(at_page *page)
{
    at_html *h = &page->html;
    if (at_picture_find(page->pictures, AT_STR("changes"))) {
        at_html_literal(h, "<section aria-labelledby=\"why\"><h2 id=\"why\">Why scores moved: the "
                           "law or the yardstick</h2>\n<p>");
        at_html_text_format(h,
                            "Each change since %.*s is split in two: what a country\xE2\x80\x99s "
                            "own laws and policies did, and what new "
                            "criteria and new weights did to everyone. ",
                            AT_STR_ARG(page->figures->release->compared_with));
        at_page_link(page, "methods.html#change", AT_STR("How it is split"));
        at_html_literal(h, "</p>\n");
        at_page_picture(page, AT_STR("changes"), AT_STR("Points gained and lost."));
        at_html_literal(h, "</section>\n");
    }
    if (!at_picture_find(page->pictures, AT_STR("places"))) return;
    at_html_literal(
        h, "<section aria-labelledby=\"firm\"><h2 id=\"firm\">How firm a place is</h2>\n<p>");
    at_html_text_format(h,
                        "Weights are a choice. No place outside the bars is possible while each "
                        "category\xE2\x80\x99s weight differs by at most %.*s %% of itself, with "
                        "the same sum and all else equal. ",
                        AT_STR_ARG(at_site_setting(page->figures, AT_STR("within"))));
    at_page_link(page, "methods.html#firm", AT_STR("How it is computed"));
    at_html_literal(h, "</p>\n");
    at_page_picture(page, AT_STR("places"), AT_STR("Dot: the place. Line: its range."));
    at_html_literal(h, "</section>\n");
}

static at_str title_of(at_page *page, at_page_section order)
{
    if (order == AT_SECTION_NAME) return AT_STR("Ranking by name");
    if (order == AT_SECTION_CHANGE) return AT_STR("Ranking by change");
    return page->figures->release->title;
}

void at_page_ranking(at_page *page, at_page_section order, const size_t *rows,
                     const at_str *findings, size_t count)
{
    at_html *h = &page->html;
    const at_str title = title_of(page, order);
    at_page_begin(page, title, count ? findings[0] : title, order);
    at_html_literal(h, "<h1>");
    at_html_text(h, title);
    at_html_literal(h, "</h1>\n");
    if (order == AT_SECTION_RANKING) {
        counts_line(page);
        findings_list(page, findings, count);
        map_section(page);
        at_html_literal(
            h, "<section aria-labelledby=\"ranking\"><h2 id=\"ranking\">The ranking</h2>\n");
        at_page_ranking_table(page, order, rows);
        at_html_literal(h, "</section>\n");
        charts(page);
    } else {
        at_page_ranking_table(page, order, rows);
    }
    at_page_end(page);
}
