/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the figures come about, what is uncertain in them, and what they rest on. */
#include "publish/page.h"

static void scoring(at_page *page)
{
    at_html *h = &page->html;
    const at_site_figures *f = page->figures;
    at_html_literal(
        h, "<section aria-labelledby=\"score\"><h2 id=\"score\">How a score comes about</h2>\n<p>");
    at_html_text_format(
        h,
        "Each of the %zu criteria has a fixed weight in points. A country gets the weight times "
        "the "
        "share to which it "
        "meets the criterion: all for a law that holds everywhere, a fraction where only some of "
        "its regions have "
        "it. The points are added up, with nothing rescaled; %.2f points can be reached.",
        f->criterion_count, f->attainable);
    at_html_literal(h,
                    "</p>\n<ul>\n<li>Of criteria that exclude each other (such as marriage and "
                    "registered partnership) only the one with "
                    "the most points counts.</li>\n<li>A criterion that rests on another is worth "
                    "nothing while that one is not met "
                    "at all.</li>\n<li>A value that is not known is not taken for \xE2\x80\x9Cnot "
                    "met\xE2\x80\x9D. The country then has a range, from all unknown "
                    "values not met to all met, and its score is the middle.</li>\n<li>Totals are "
                    "computed as exact fractions and rounded "
                    "half up to two decimals. Places follow the rounded totals, as the "
                    "publisher\xE2\x80\x99s do; equal totals share a place "
                    "(1, 2, 2, 4).");
    const double rounding = at_site_summary(f, AT_STR("ranks_decided_by_rounding"));
    if (rounding >= 0)
        at_html_text_format(h, " Places that would differ without rounding: %.0f.", rounding);
    at_html_literal(h, "</li>\n</ul></section>\n");
}

static void change(at_page *page)
{
    at_html *h = &page->html;
    const at_site_figures *f = page->figures;
    if (!f->compared) return;
    at_html_literal(
        h, "<section aria-labelledby=\"change\"><h2 id=\"change\">Why a score moved</h2>\n<p>");
    if (f->full) {
        at_html_literal(h, "Both editions are known criterion by criterion. The change is shared "
                           "out exactly among four causes: the country\xE2\x80\x99s "
                           "own values, the others\xE2\x80\x99 values, the weights, and the set of "
                           "criteria, as the average over all orders in which "
                           "they could have changed (Shapley 1953; Shorrocks 2013). \xE2\x80\x9C"
                           "By law\xE2\x80\x9D is the first, \xE2\x80\x9C"
                           "by rules\xE2\x80\x9D the last two "
                           "together. The parts add up to the change.");
    } else {
        at_html_text_format(h,
                            "The edition of %.*s is known by category totals only, so the change "
                            "is split along one path: this "
                            "edition\xE2\x80\x99s values are scored under the rules of %.*s. What "
                            "differs from the old score is \xE2\x80\x9C"
                            "by law\xE2\x80\x9D; the rest, which comes from new criteria and new "
                            "weights, is \xE2\x80\x9C"
                            "by rules\xE2\x80\x9D. The old totals are "
                            "rounded; where the doubt of that rounding reaches zero, the part by "
                            "law is given as none: it may be small, and changes that cancel do not "
                            "show. Another path would share the change out otherwise.",
                            AT_STR_ARG(f->release->compared_with),
                            AT_STR_ARG(f->release->compared_with));
    }
    if (!f->full && f->dropped_count) {
        at_html_literal(h, " An old criterion that this edition lacks is taken as not known, so at "
                           "the middle.");
    }
    at_html_literal(h, "</p>\n<p>\xE2\x80\x9C"
                       "By law\xE2\x80\x9D means by the values as the "
                       "publisher gave them. A law that is read differently without having changed "
                       "counts there too, and so does practice where a criterion asks for it.");
    at_html_literal(h, "</p></section>\n");
}

static void firm(at_page *page)
{
    at_html *h = &page->html;
    const at_site_figures *f = page->figures;
    at_html_literal(
        h, "<section aria-labelledby=\"firm\"><h2 id=\"firm\">How firm a place is</h2>\n<p>");
    at_html_text_format(
        h,
        "Weights are a choice. The range of a place answers what others within "
        "reason would do to it: the weight of "
        "each category (its attainable points) may differ by up to %.*s %% of "
        "itself, with the same sum. A country\xE2\x80\x99s best place is one "
        "more than the number of countries that are above it under every such "
        "weighting; its worst follows from "
        "those that are below it under every one. These are outer bounds: every place outside "
        "is impossible, and some inside "
        "may be too. Unknown values are taken at their worst and best. Scores are compared "
        "unrounded "
        "here; where rounding alone gives the better place, the range starts with that.",
        AT_STR_ARG(at_site_setting(f, AT_STR("within"))));
    at_html_literal(h, "</p>\n<p>Pairs of countries are compared exactly, not by sampling; a pair "
                       "keeps its order when the one ahead is never behind, and level is not "
                       "behind. The shares given for neighbours are of weightings drawn "
                       "evenly from those allowed, unknown values at their middle");
    const at_str draws = at_site_setting(f, AT_STR("draws")),
                 seed = at_site_setting(f, AT_STR("seed"));
    at_html_text_format(h, " (%.*s draws, seed %.*s).", AT_STR_ARG(draws), AT_STR_ARG(seed));
    at_html_literal(h, " To draw evenly is a choice too.");
    at_html_literal(h, "</p></section>\n");
}

static void uncertain(at_page *page)
{
    at_html *h = &page->html;
    at_html_literal(
        h, "<section aria-labelledby=\"uncertain\"><h2 id=\"uncertain\">What is "
           "uncertain</h2>\n<ul>\n<li>The choice of criteria and of their "
           "weights. Ranges show what moderate doubt about the weights of categories does; other "
           "criteria could change more.</li>\n"
           "<li>The coding of a law as met or not. Each value is the publisher\xE2\x80\x99s "
           "judgement.</li>\n<li>The day on which the law was read. "
           "What came later is not in this edition.</li>\n<li>Practice. A law that is not applied "
           "scores like one that is, unless a "
           "criterion asks for practice.</li>\n<li>Places in earlier years where only copies of "
           "the publisher\xE2\x80\x99s pages are "
           "left: they may be of a later month of that year, and are drawn "
           "hollow.</li>\n</ul></section>\n");
}

static void boundaries(at_page *page)
{
    if (!at_picture_find(page->pictures, AT_STR("map"))) return;
    at_html_literal(&page->html,
                    "<section aria-labelledby=\"borders\"><h2 id=\"borders\">Boundaries "
                    "shown</h2>\n<p>Borders are Natural Earth\xE2\x80\x99s (1:50 million, public "
                    "domain), which follow control on the ground, with one exception: Crimea is "
                    "drawn as part of Ukraine (United "
                    "Nations General Assembly resolution 68/262). Northern Cyprus is hatched, as "
                    "without data. Abkhazia and South "
                    "Ossetia are drawn within Georgia, Transnistria within Moldova, "
                    "Nagorno-Karabakh within Azerbaijan. Kosovo has the code XK. "
                    "The map says nothing about the legal status of any territory. Projection: "
                    "Lambert azimuthal equal-area "
                    "(EPSG:3035), so that areas can be compared. Andorra, Liechtenstein, Malta, "
                    "Monaco and San Marino have round "
                    "markers.</p></section>\n");
}

static void criteria(at_page *page)
{
    at_html *h = &page->html;
    const at_site_figures *f = page->figures;
    at_html_literal(h, "<section aria-labelledby=\"criteria\"><h2 id=\"criteria\">The criteria and "
                       "their weights</h2>\n"
                       "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
                       "aria-label=\"Table: Criteria\"><table><caption>");
    at_html_text_format(h, "%zu criteria", f->criterion_count);
    at_html_literal(
        h, "</caption><thead><tr><th scope=\"col\">Criterion</th><th scope=\"col\">Label</th>"
           "<th scope=\"col\">Category</th><th scope=\"col\" class=\"n\">Weight</th>");
    if (f->compared) at_html_literal(h, "<th scope=\"col\" class=\"n\">Before</th>");
    at_html_literal(
        h, "<th scope=\"col\">Excludes</th><th scope=\"col\">Rests on</th></tr></thead><tbody>\n");
    for (size_t i = 0; i < f->criterion_count + f->dropped_count; i++) {
        const at_site_criterion *c = &f->criteria[i];
        at_html_literal(h, "<tr><th scope=\"row\">");
        at_html_text(h, c->id);
        at_html_literal(h, "</th><td>");
        at_html_text(h, c->label);
        if (i >= f->criterion_count) at_html_literal(h, " <span class=\"none\">(dropped)</span>");
        at_html_literal(h, "</td><td>");
        at_html_text(h, c->category);
        at_html_literal(h, "</td><td class=\"n\">");
        at_html_text(h, c->weight.text);
        at_html_literal(h, "</td>");
        if (f->compared) {
            at_html_literal(h, "<td class=\"n\">");
            at_html_text(h, c->weight_old.text.len ? c->weight_old.text : AT_STR("new"));
            at_html_literal(h, "</td>");
        }
        at_html_literal(h, "<td>");
        at_html_text(h, c->group);
        at_html_literal(h, "</td><td>");
        at_html_text(h, c->requires);
        at_html_literal(h, "</td></tr>\n");
    }
    at_html_literal(h, "</tbody></table></div></section>\n");
}

static void editions(at_page *page)
{
    at_html *h = &page->html;
    const at_site_figures *f = page->figures;
    at_html_literal(h,
                    "<section aria-labelledby=\"editions\"><h2 id=\"editions\">The editions</h2>\n"
                    "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
                    "aria-label=\"Table: Editions\"><table><caption>Editions that this release "
                    "rests on</caption><thead><tr><th scope=\"col\">Edition</th><th "
                    "scope=\"col\">Title</th><th scope=\"col\" class=\"n\">Criteria</th>"
                    "<th scope=\"col\" class=\"n\">Countries</th><th scope=\"col\">Known "
                    "by</th></tr></thead><tbody>\n");
    for (size_t i = 0; i < f->edition_count; i++) {
        const at_site_edition *e = &f->editions[i];
        at_html_literal(h, "<tr><th scope=\"row\">");
        at_html_text(h, e->edition);
        at_html_literal(h, "</th><td>");
        at_html_text(h, e->title);
        at_html_literal(h, "</td><td class=\"n\">");
        at_html_text(h, e->criteria.text);
        at_html_literal(h, "</td><td class=\"n\">");
        at_html_text(h, e->countries.text);
        at_html_literal(h, "</td><td>");
        at_html_text(h, e->known_by);
        at_html_literal(h, "</td></tr>\n");
    }
    at_html_literal(h, "</tbody></table></div></section>\n");
}

static void inputs(at_page *page)
{
    at_html *h = &page->html;
    const at_release *r = page->figures->release;
    at_html_literal(
        h,
        "<section aria-labelledby=\"inputs\"><h2 id=\"inputs\">What the figures rest on</h2>\n<p>");
    at_html_text_format(h,
                        "Every input file by its SHA-256, as read by %.*s. The same files, "
                        "settings and program version give the same "
                        "release, byte for byte.",
                        AT_STR_ARG(r->program));
    at_html_literal(h, "</p>\n<details><summary>Settings and input files</summary>\n<p>");
    for (size_t i = 0; i < r->setting_count; i++) {
        at_html_text_format(h, "%s%.*s %.*s", i ? ", " : "", AT_STR_ARG(r->settings[i].key),
                            AT_STR_ARG(r->settings[i].value));
    }
    at_html_literal(h, ".</p>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
                       "aria-label=\"Table: Input files\"><table><caption>Input files</caption>"
                       "<thead><tr><th scope=\"col\">Edition</th><th scope=\"col\">File</th><th "
                       "scope=\"col\">Bytes</th><th scope=\"col\">SHA-256</th></tr></thead>"
                       "<tbody>\n");
    for (size_t i = 0; i < r->input_count; i++) {
        at_html_literal(h, "<tr><td>");
        at_html_text(h, r->inputs[i].edition);
        at_html_literal(h, "</td><th scope=\"row\">");
        at_html_text(h, r->inputs[i].path);
        at_html_literal(h, "</th><td class=\"n\">");
        at_html_text_format(h, "%llu", (unsigned long long)r->inputs[i].bytes);
        at_html_literal(h, "</td><td class=\"hash\">");
        at_html_text(h, r->inputs[i].sha256);
        at_html_literal(h, "</td></tr>\n");
    }
    at_html_literal(h, "</tbody></table></div></details></section>\n");
}

void at_page_methods(at_page *page)
{
    at_page_begin(
        page, AT_STR("Methods"),
        AT_STR("How the scores come about, what is uncertain in them, and what they rest on."),
        AT_SECTION_METHODS);
    at_html_literal(&page->html, "<h1>Methods</h1>\n");
    scoring(page);
    change(page);
    firm(page);
    uncertain(page);
    boundaries(page);
    criteria(page);
    editions(page);
    inputs(page);
    at_page_end(page);
}
