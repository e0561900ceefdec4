/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ranking as a table, in one of three orders; the heads of the columns lead to the other orders. */
#include "base/number.h"
#include "publish/page.h"

static void head(at_page *page, const char *path, at_str label, bool active, const char *direction)
{
    at_html *h = &page->html;
    at_html_literal(h, "<th scope=\"col\"");
    if (active) at_html_attribute(h, "aria-sort", at_str_from_cstr(direction));
    at_html_literal(h, ">");
    if (active || !path) {
        at_html_text(h, label);
    } else {
        at_page_link(page, path, label);
    }
    at_html_literal(h, "</th>");
}

static void heads(at_page *page, at_page_section order)
{
    at_html *h = &page->html;
    const at_site_figures *f = page->figures;
    at_html_literal(h, "<thead><tr>");
    head(page, "index.html", AT_STR("Place"), order == AT_SECTION_RANKING, "ascending");
    head(page, NULL, AT_STR("Range"), false, NULL);
    head(page, "by-name.html", AT_STR("Country"), order == AT_SECTION_NAME, "ascending");
    head(page, "index.html", AT_STR("Points"), order == AT_SECTION_RANKING, "descending");
    if (f->compared) {
        head(page, NULL, AT_STR("Places"), false, NULL);
        head(page, "by-change.html", AT_STR("Points since"), order == AT_SECTION_CHANGE,
             "ascending");
        head(page, NULL, AT_STR("by law"), false, NULL);
        head(page, NULL, AT_STR("by rules"), false, NULL);
    }
    at_html_literal(h, "</tr></thead>\n");
}

static void score_cell(at_page *page, const at_site_country *c)
{
    at_html *h = &page->html;
    const double part =
        page->figures->attainable > 0 ? c->score.value / page->figures->attainable : 0;
    at_html_literal(
        h, "<td class=\"score\"><span class=\"bar\" aria-hidden=\"true\"><span style=\"width:");
    at_buffer_fixed(h->out, 100 * (part < 0 ? 0 : part > 1 ? 1 : part), 1);
    at_html_literal(h, "%\"></span></span>");
    at_page_points(page, c->score);
    if (c->unknown.value > 0) {
        at_html_literal(h, " <span class=\"range\">(");
        at_page_points(page, c->low);
        at_html_literal(h, "\xE2\x80\x93");
        at_page_points(page, c->high);
        at_html_literal(h, ")</span>");
    }
    at_html_literal(h, "</td>");
}

static void change_cells(at_page *page, const at_site_change *change)
{
    at_html *h = &page->html;
    at_html_literal(h, "<td class=\"move\">");
    at_page_move(page, change);
    if (!change->given) {
        at_html_literal(h, "</td><td></td><td></td><td></td>");
        return;
    }
    const at_site_number difference = {change->score_new.text,
                                       change->score_new.value - change->score_old.value};
    at_html_literal(h, "</td><td class=\"n\">");
    at_page_signed(page, difference);
    at_html_literal(h, "</td><td class=\"n\">");
    if (change->values_none) {
        at_html_literal(h, "<span class=\"none\">none</span>");
    } else {
        at_page_signed(page, change->values);
    }
    at_html_literal(h, "</td><td class=\"n\">");
    at_page_signed(page, change->rules);
    at_html_literal(h, "</td>");
}

static void caption(at_page *page, at_page_section order)
{
    at_html *h = &page->html;
    const at_site_figures *f = page->figures;
    at_html_literal(h, "<caption>");
    at_html_text_format(h, "%zu countries, ", f->country_count);
    switch (order) {
    case AT_SECTION_NAME:
        at_html_literal(h, "by name. ");
        break;
    case AT_SECTION_CHANGE:
        at_html_literal(h, "by change of points, the largest loss first. ");
        break;
    case AT_SECTION_RANKING:
    case AT_SECTION_METHODS:
    case AT_SECTION_DOWNLOADS:
    case AT_SECTION_NONE:
        at_html_literal(h, "by place. ");
        break;
    }
    at_html_text_format(h,
                        "Points of %.2f. Range: the places that are possible when each "
                        "category\xE2\x80\x99s weight may differ by %.*s %%.",
                        f->attainable, AT_STR_ARG(at_site_setting(f, AT_STR("within"))));
    if (f->compared) {
        at_html_text_format(h,
                            " Places and points since %.*s: \xE2\x80\x9C"
                            "by law\xE2\x80\x9D is the country\xE2\x80\x99s own changed "
                            "values, \xE2\x80\x9C"
                            "by rules\xE2\x80\x9D what changed criteria and weights did to it.",
                            AT_STR_ARG(f->release->compared_with));
    }
    at_html_literal(h, "</caption>\n");
}

void at_page_ranking_table(at_page *page, at_page_section order, const size_t *rows)
{
    at_html *h = &page->html;
    const at_site_figures *f = page->figures;
    at_html_literal(h, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
                       "aria-label=\"Ranking\"><table class=\"ranking\">");
    caption(page, order);
    heads(page, order);
    at_html_literal(h, "<tbody>\n");
    for (size_t i = 0; i < f->country_count; i++) {
        const at_site_country *c = &f->countries[rows[i]];
        at_html_literal(h, "<tr><td class=\"place\">");
        at_html_text(h, c->rank.text);
        at_html_literal(h, "</td><td class=\"n range\">");
        at_page_place_range(page, c);
        at_html_literal(h, "</td><th scope=\"row\">");
        at_page_country_link(page, c);
        at_html_literal(h, "</th>");
        score_cell(page, c);
        if (f->compared) change_cells(page, &c->change);
        at_html_literal(h, "</tr>\n");
    }
    at_html_literal(h, "</tbody></table></div>\n");
}
