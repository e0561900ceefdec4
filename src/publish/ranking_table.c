/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ranking as a table, in one of three orders; the heads of the columns lead to the other orders. */
#include "base/number.h"
#include "publish/page.h"

static void head(at_page *page, const char *path, const char *label, const char *sorted)
{
    at_html *h = &page->html;
    at_html_literal(h, "<th scope=\"col\"");
    if (sorted) at_html_attribute(h, "aria-sort", at_str_from_cstr(sorted));
    at_html_literal(h, ">");
    if (path && !sorted) {
        at_page_link(page, path, at_str_from_cstr(label));
    } else {
        at_html_text(h, at_str_from_cstr(label));
    }
    at_html_literal(h, "</th>");
}

static void heads(at_page *page, at_page_section order)
{
    at_html *h = &page->html;
    at_html_literal(h, "<thead><tr>");
    head(page, "index.html", "Place", order == AT_SECTION_RANKING ? "ascending" : NULL);
    head(page, NULL, "Range", NULL);
    head(page, "by-name.html", "Country", order == AT_SECTION_NAME ? "ascending" : NULL);
    head(page, NULL, "Points", NULL);
    if (page->figures->compared) {
        head(page, NULL, "Change of place", NULL);
        head(page, "by-change.html", "Change of points",
             order == AT_SECTION_CHANGE ? "ascending" : NULL);
        head(page, NULL, "by law", NULL);
        head(page, NULL, "by rules", NULL);
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

static at_str order_words(at_page_section order)
{
    if (order == AT_SECTION_NAME) return AT_STR("by name");
    if (order == AT_SECTION_CHANGE) return AT_STR("by change of points, the largest loss first");
    return AT_STR("by place");
}

/* What the columns mean, before the table: a caption as long as this would scroll away with it. */
static void legend(at_page *page)
{
    at_html *h = &page->html;
    const at_site_figures *f = page->figures;
    at_html_literal(h, "<p class=\"note\">");
    at_html_text_format(
        h,
        "Points: of %.2f. Range: no place outside it is possible while each category\xE2\x80\x99s "
        "weight differs by at most %.*s %% of itself, with the same sum.",
        f->attainable, AT_STR_ARG(at_site_setting(f, AT_STR("within"))));
    if (f->compared) {
        at_html_text_format(
            h,
            " Changes are since %.*s: by law is what the country\xE2\x80\x99s own changed values "
            "did, by rules what changed criteria and weights did to it.",
            AT_STR_ARG(f->release->compared_with));
        if (!f->full) {
            at_html_literal(h,
                            " None: not to be told from zero, as the earlier totals are rounded.");
        }
    }
    at_html_literal(h, "</p>\n");
}

void at_page_ranking_table(at_page *page, at_page_section order, const size_t *rows)
{
    at_html *h = &page->html;
    const at_site_figures *f = page->figures;
    legend(page);
    at_html_literal(h, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
                       "aria-label=\"Table: the ranking\"><table class=\"ranking\">");
    at_html_literal(h, "<caption>");
    at_html_text_format(h, "%zu %s, %.*s", f->country_count,
                        f->country_count == 1 ? "country" : "countries",
                        AT_STR_ARG(order_words(order)));
    at_html_literal(h, "</caption>\n");
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
