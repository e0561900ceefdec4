/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One country: where it stands, why it moved, what it has and lacks, what would bring it forward. */
#include "base/number.h"
#include "publish/page.h"

#include <math.h>

enum { MOST_REFORMS = 10 };

static const struct {
    const char *standing;
    const char *css; /* class */
    at_str mark, word;
} standings[] = {
    {"met", "met", {"\xE2\x97\x8F", 3}, {"met", 3}},
    {"partly", "partly", {"\xE2\x97\x90", 3}, {"partly met", 10}},
    {"unmet", "unmet", {"\xE2\x97\x8B", 3}, {"not met", 7}},
    {"unknown", "unknown", {"?", 1}, {"not known", 9}},
    {"surpassed", "surpassed", {"\xE2\x97\x8C", 3}, {"not counted: another of its group is", 36}},
    {"no-effect",
     "surpassed",
     {"\xE2\x97\x8C", 3},
     {"without effect: what it rests on is not known to be met", 55}},
};

static size_t standing_of(at_str word)
{
    for (size_t i = 0; i < AT_COUNT_OF(standings); i++) {
        if (at_str_equal(at_str_from_cstr(standings[i].standing), word)) return i;
    }
    return SIZE_MAX;
}

static void picture_of(at_page *page, const char *kind, const at_site_country *c, at_str caption)
{
    at_buffer name AT_CLEANUP(at_buffer_free) = {0};
    at_buffer_format(&name, "%s-", kind);
    at_buffer_slug(&name, c->iso2);
    at_page_picture(page, at_buffer_str(&name), caption);
}

static void sentence_of_place(at_buffer *out, const at_site_figures *f, const at_site_country *c)
{
    at_buffer_format(out, "%.*s has ", AT_STR_ARG(c->name));
    at_buffer_points(out, c->score.value);
    at_buffer_literal(out, " of ");
    at_buffer_points(out, f->attainable);
    at_buffer_literal(out, " points: ");
    at_buffer_place_words(out, c);
    at_buffer_format(out, " of %zu.", f->country_count);
}

/* Too small to show. */
static bool is_nothing(double points)
{
    return fabs(points) < 0.005;
}

/* Which part of the change is the country's own. */
static void own_part(at_buffer *out, const at_site_country *c)
{
    const at_site_change *change = &c->change;
    const double difference = change->score_new.value - change->score_old.value;
    const bool none = change->full ? is_nothing(change->values.value) : change->values_none;
    if (none && is_nothing(difference)) {
        at_buffer_literal(
            out, "Neither its own record nor changed criteria and weights moved its total.");
    } else if (none && change->full && c->cell_change_count > 0) {
        at_buffer_literal(out,
                          "All of it is the yardstick: what changed in its own record did not move "
                          "its points; the criteria and their weights did.");
    } else if (none && !change->full) {
        at_buffer_literal(out,
                          "Changed criteria and weights account for all of it: no change through "
                          "the country\xE2\x80\x99s own record shows.");
    } else if (none) {
        at_buffer_literal(out,
                          "All of it is the yardstick: the country\xE2\x80\x99s own record did not "
                          "change; the criteria and their weights did.");
    } else if (is_nothing(change->rules.value)) {
        at_buffer_literal(out, "All of it comes from its own laws and policies.");
    } else {
        at_buffer_signed(out, change->values.value);
        at_buffer_literal(out, " come from its own laws and policies, ");
        at_buffer_signed(out, change->rules.value);
        at_buffer_literal(out, " from changed criteria and weights.");
    }
}

/* How far the rounding of the earlier edition blurs that part. */
static void doubt(at_buffer *out, const at_site_change *change)
{
    if (!change->values_low.text.len || !change->values_high.text.len ||
        !(change->values_low.value < change->values_high.value)) {
        return;
    }
    at_buffer_literal(out, " The earlier edition is known by rounded category totals only, ");
    if (change->values_none) {
        at_buffer_literal(out, "so what its own record did is known to lie between ");
    } else {
        at_buffer_literal(out, "which leaves what its own record did between ");
    }
    at_buffer_signed(out, change->values_low.value);
    at_buffer_literal(out, " and ");
    at_buffer_signed(out, change->values_high.value);
    at_buffer_literal(out, ".");
}

static void change_sentences(at_page *page, const at_site_country *c)
{
    at_buffer text AT_CLEANUP(at_buffer_free) = {0};
    const at_site_change *change = &c->change;
    const at_str before = page->figures->release->compared_with;
    at_buffer_format(&text, "Since %.*s: ", AT_STR_ARG(before));
    const double difference = change->score_new.value - change->score_old.value;
    if (is_nothing(difference)) {
        at_buffer_literal(&text, "as many points, ");
    } else {
        at_buffer_signed(&text, difference);
        at_buffer_literal(&text, " points, ");
    }
    if (change->places.value == 0) {
        at_buffer_format(&text, "place %.*s as before. ", AT_STR_ARG(change->rank_new.text));
    } else {
        at_buffer_format(&text, "from place %.*s to place %.*s. ",
                         AT_STR_ARG(change->rank_old.text), AT_STR_ARG(change->rank_new.text));
    }
    own_part(&text, c);
    doubt(&text, change);
    if (change->new_values_old_rules.text.len) {
        at_buffer_format(&text, " Under the rules of %.*s its present laws would score ",
                         AT_STR_ARG(before));
        at_buffer_points(&text, change->new_values_old_rules.value);
        at_buffer_literal(&text, ".");
    }
    at_html_literal(&page->html, "<p>");
    at_html_text(&page->html, at_buffer_str(&text));
    at_html_literal(&page->html, "</p>\n");
}

static void intro(at_page *page, const at_site_country *c)
{
    at_html *h = &page->html;
    at_html_literal(h, "<p class=\"crumb\">");
    at_page_link(page, "index.html", AT_STR("Ranking"));
    at_html_literal(h, "</p>\n<h1>");
    at_html_text(h, c->name);
    at_html_literal(h, "</h1>\n<dl class=\"keys\"><div><dt>Place</dt><dd>");
    at_page_place(page, c);
    at_html_literal(h, "</dd></div><div><dt>Points</dt><dd>");
    at_page_points(page, c->score);
    at_html_literal(h, "</dd></div>");
    if (c->change.given) {
        at_html_literal(h, "<div><dt>Places since ");
        at_html_text(h, page->figures->release->compared_with);
        at_html_literal(h, "</dt><dd>");
        at_page_move(page, &c->change);
        at_html_literal(h, "</dd></div>");
    }
    at_html_literal(h, "</dl>\n<p class=\"lead\">");
    at_buffer text AT_CLEANUP(at_buffer_free) = {0};
    sentence_of_place(&text, page->figures, c);
    at_html_text(h, at_buffer_str(&text));
    if (c->unknown.value > 0) {
        at_html_text_format(
            h,
            " %.0f of its values %s not known: between %.2f and %.2f points are possible, and the "
            "middle is given.",
            c->unknown.value, c->unknown.value == 1 ? "is" : "are", c->low.value, c->high.value);
    }
    at_html_literal(h, "</p>\n");
    if (c->change.given) change_sentences(page, c);
}

static void category_row(at_page *page, const at_site_country *c, size_t k)
{
    at_html *h = &page->html;
    const at_site_category *category = &page->figures->categories[k];
    at_html_literal(h, "<tr><th scope=\"row\">");
    at_html_text(h, category->name);
    at_html_literal(h, "</th><td class=\"n\">");
    at_page_points(page, c->points[k]);
    at_html_literal(h, "</td><td class=\"n\">");
    at_page_points(page, category->maximum);
    at_html_literal(h, "</td><td class=\"n\">");
    if (category->maximum.value > 0)
        at_html_text_format(h, "%.0f %%", 100 * c->points[k].value / category->maximum.value);
    at_html_literal(h, "</td>");
    if (c->category_values) {
        at_html_literal(h, "<td class=\"n\">");
        at_page_signed(page, c->category_values[k]);
        at_html_literal(h, "</td><td class=\"n\">");
        at_page_signed(page, c->category_rules[k]);
        at_html_literal(h, "</td>");
    }
    at_html_literal(h, "</tr>\n");
}

static void categories(at_page *page, const at_site_country *c)
{
    at_html *h = &page->html;
    at_html_literal(
        h,
        "<section aria-labelledby=\"categories\"><h2 id=\"categories\">Points by category</h2>\n");
    picture_of(page, "categories", c, AT_STR("Points of what each category can give."));
    at_html_literal(
        h, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table of points by "
           "category\"><table>"
           "<caption>");
    at_html_text(h, c->category_values ? AT_STR("Points, and how they changed") : AT_STR("Points"));
    at_html_literal(
        h, "</caption><thead><tr><th scope=\"col\">Category</th>"
           "<th scope=\"col\" class=\"n\">Points</th><th scope=\"col\" class=\"n\">of</th><th "
           "scope=\"col\" class=\"n\">Share</th>");
    if (c->category_values)
        at_html_literal(h, "<th scope=\"col\" class=\"n\">Change by law</th><th scope=\"col\" "
                           "class=\"n\">by rules</th>");
    at_html_literal(h, "</tr></thead><tbody>\n");
    for (size_t k = 0; k < page->figures->category_count; k++) category_row(page, c, k);
    at_html_literal(h, "</tbody></table></div></section>\n");
}

static const at_site_criterion *criterion_of(const at_site_figures *f, at_str id)
{
    for (size_t i = 0; i < f->criterion_count; i++) {
        if (at_str_equal(f->criteria[i].id, id)) return &f->criteria[i];
    }
    return NULL;
}

static void criterion_label(at_page *page, at_str id)
{
    const at_site_criterion *criterion = criterion_of(page->figures, id);
    at_html_text(&page->html, criterion ? criterion->label : id);
}

/* "met", "not met", "partly met (0.3125)", "not known" */
static void value_words(at_page *page, at_str value)
{
    at_html *h = &page->html;
    if (value.len == 0) {
        at_html_literal(h, "not known");
    } else if (at_str_equal(value, AT_STR("1"))) {
        at_html_literal(h, "met");
    } else if (at_str_equal(value, AT_STR("0"))) {
        at_html_literal(h, "not met");
    } else {
        at_html_text_format(h, "partly met (%.*s)", AT_STR_ARG(value));
    }
}

static void cell_changes(at_page *page, const at_site_country *c)
{
    at_html *h = &page->html;
    if (c->cell_change_count == 0) return;
    at_html_literal(h, "<section aria-labelledby=\"changed\"><h2 id=\"changed\">What changed in "
                       "its laws and policies</h2>\n<ul>\n");
    for (size_t i = 0; i < c->cell_change_count; i++) {
        const at_site_cell_change *change = &c->cell_changes[i];
        at_html_literal(h, "<li>");
        criterion_label(page, change->criterion);
        at_html_literal(h, ": now ");
        value_words(page, change->value_new);
        at_html_literal(h, ", before ");
        value_words(page, change->value_old);
        at_html_literal(h, "</li>\n");
    }
    at_html_literal(h, "</ul></section>\n");
}

static void past_row(at_page *page, const at_site_past *past)
{
    at_html *h = &page->html;
    at_html_literal(h, "<tr><th scope=\"row\">");
    at_html_text(h, past->year.text);
    at_html_literal(h, "</th><td class=\"n\">");
    at_html_text(h, past->rank.text);
    at_html_literal(h, "</td><td class=\"n\">");
    /* What was published stands as it was; ours has two decimals, as everywhere. */
    if (past->score.text.len && at_site_is_computed(past)) {
        at_page_points(page, past->score);
    } else {
        at_html_text(h, past->score.text);
    }
    at_html_literal(h, "</td><td>");
    at_html_text(h, past->kind.len ? past->kind : AT_STR("as published"));
    at_html_literal(h, "</td></tr>\n");
}

static void history(at_page *page, const at_site_country *c)
{
    at_html *h = &page->html;
    at_buffer caption AT_CLEANUP(at_buffer_free) = {0};
    bool loose;
    if (c->past_count < 2) return;
    const at_str firm = at_site_firm_words(c, &loose);
    if (firm.len) at_buffer_format(&caption, "Filled: places %.*s.", AT_STR_ARG(firm));
    if (firm.len && loose) at_buffer_char(&caption, ' ');
    if (loose) at_buffer_format(&caption, "Hollow: %s.", AT_SITE_LOOSE_WORDS);
    at_html_literal(
        h, "<section aria-labelledby=\"history\"><h2 id=\"history\">Its place over time</h2>\n");
    picture_of(page, "history", c, at_buffer_str(&caption));
    at_html_literal(
        h, "<details><summary>The places as a table</summary><div class=\"scroll\" tabindex=\"0\" "
           "role=\"region\" "
           "aria-label=\"Table of places over time\"><table><caption>Place in each "
           "edition</caption><thead><tr>"
           "<th scope=\"col\">Year</th><th scope=\"col\" class=\"n\">Place</th><th scope=\"col\" "
           "class=\"n\">Points</th>"
           "<th scope=\"col\">What it rests on</th></tr></thead><tbody>\n");
    for (size_t i = 0; i < c->past_count; i++) past_row(page, &c->past[i]);
    at_html_literal(h, "</tbody></table></div></details>\n"
                       "<p class=\"note\">Editions differ in their criteria and weights, so "
                       "points of different years cannot be compared.");
    if (loose) at_html_literal(h, " Hollow places count equals without a gap (6, 6, 7).");
    at_html_literal(h, "</p>\n</section>\n");
}

static void reforms(at_page *page, const at_site_country *c)
{
    at_html *h = &page->html;
    const size_t shown = c->reform_count < MOST_REFORMS ? c->reform_count : MOST_REFORMS;
    if (shown == 0) return;
    at_html_literal(
        h, "<section aria-labelledby=\"reforms\"><h2 id=\"reforms\">The nearest reforms</h2>\n"
           "<p>What meeting one criterion in full would bring while all other countries stand "
           "still.</p>\n"
           "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
           "aria-label=\"Table of reforms\"><table><caption>");
    if (c->reform_count == 1) {
        at_html_literal(h, "One reform");
    } else if (shown == c->reform_count) {
        at_html_text_format(h, "%zu reforms, the most points first", shown);
    } else {
        at_html_text_format(h, "%zu of %zu reforms, the most points first", shown, c->reform_count);
    }
    at_html_literal(h, "</caption><thead><tr><th scope=\"col\">Criterion</th><th scope=\"col\" "
                       "class=\"n\">Points</th>"
                       "<th scope=\"col\" class=\"n\">Score then</th><th scope=\"col\" "
                       "class=\"n\">Place then</th></tr></thead><tbody>\n");
    for (size_t i = 0; i < shown; i++) {
        const at_site_reform *reform = &c->reforms[i];
        at_html_literal(h, "<tr><th scope=\"row\">");
        criterion_label(page, reform->criterion);
        at_str id, rest = reform->with;
        for (const char *join = ", together with: ";
             reform->with.len && at_str_split(&rest, ' ', &id); join = ", ") {
            at_html_text(h, at_str_from_cstr(join));
            criterion_label(page, id);
        }
        at_html_literal(h, "</th><td class=\"n\">");
        at_page_signed(page, reform->points);
        at_html_literal(h, "</td><td class=\"n\">");
        at_page_points(page, reform->score);
        at_html_literal(h, "</td><td class=\"n\">");
        at_html_text(h, reform->rank.text);
        at_html_literal(h, "</td></tr>\n");
    }
    at_html_literal(h, "</tbody></table></div></section>\n");
}

static void sources_of(at_page *page, const at_site_country *c, at_str criterion)
{
    at_html *h = &page->html;
    for (size_t i = 0; i < c->source_count; i++) {
        const at_site_source *source = &c->sources[i];
        if (!at_str_equal(source->criterion, criterion)) continue;
        at_html_literal(h, " <span class=\"source\">");
        at_html_text(h, source->source);
        if (source->date.len) at_html_text_format(h, ", %.*s", AT_STR_ARG(source->date));
        if (source->note.len) at_html_text_format(h, ": %.*s", AT_STR_ARG(source->note));
        at_html_literal(h, "</span>");
    }
}

static void criterion_item(at_page *page, const at_site_country *c, size_t k)
{
    at_html *h = &page->html;
    const at_site_criterion *criterion = &page->figures->criteria[k];
    const at_site_cell *cell = &c->cells[k];
    const size_t s = standing_of(cell->standing);
    if (s == SIZE_MAX) return;
    at_html_literal(h, "<li");
    at_html_attribute(h, "class", at_str_from_cstr(standings[s].css));
    at_html_literal(h, "><span class=\"mark\" aria-hidden=\"true\">");
    at_html_text(h, standings[s].mark);
    at_html_literal(h, "</span> ");
    at_html_text(h, criterion->label);
    at_html_literal(h, " <span class=\"standing\">");
    at_html_text(h, standings[s].word);
    if (at_str_equal(cell->standing, AT_STR("partly"))) {
        at_html_text_format(h, " (%.*s)", AT_STR_ARG(cell->value.text));
    }
    /* No number for what is not known: 0.00 would say that it is not met. */
    if (at_str_equal(cell->standing, AT_STR("unknown"))) {
        at_html_literal(h, ": up to ");
    } else {
        at_html_literal(h, ": ");
        at_page_points(page, cell->points);
        at_html_literal(h, " of ");
    }
    at_page_points(page, criterion->weight);
    at_html_literal(h, "</span>");
    sources_of(page, c, criterion->id);
    at_html_literal(h, "</li>\n");
}

static void count_standings(const at_site_figures *f, const at_site_country *c, at_str category,
                            size_t *met, size_t *all)
{
    *met = *all = 0;
    for (size_t k = 0; k < f->criterion_count; k++) {
        if (!at_str_equal(f->criteria[k].category, category) || !c->cells[k].standing.len) continue;
        *all += 1;
        *met += c->cells[k].value.value == 1;
    }
}

static void criteria(at_page *page, const at_site_country *c)
{
    at_html *h = &page->html;
    const at_site_figures *f = page->figures;
    if (!c->cells) return;
    at_html_literal(h, "<section aria-labelledby=\"criteria\"><h2 id=\"criteria\">Criteria met and "
                       "not met</h2>\n");
    for (size_t i = 0; i < f->category_count; i++) {
        size_t met, all;
        count_standings(f, c, f->categories[i].name, &met, &all);
        if (all == 0) continue;
        at_html_literal(h, "<details class=\"criteria\"><summary>");
        at_html_text(h, f->categories[i].name);
        at_html_text_format(h, ": %zu of %zu met", met, all);
        at_html_literal(h, "</summary><ul class=\"cells\">\n");
        for (size_t k = 0; k < f->criterion_count; k++) {
            if (at_str_equal(f->criteria[k].category, f->categories[i].name))
                criterion_item(page, c, k);
        }
        at_html_literal(h, "</ul></details>\n");
    }
    at_html_literal(h, "</section>\n");
}

/* How many of the sampled weightings keep the order, when not all weightings do: never "100 %" or "0 %". */
static void share_words(at_html *h, double share)
{
    if (share >= 0.995) {
        at_html_literal(h, "; it holds for nearly all weightings drawn evenly from these");
    } else if (share < 0.005) {
        at_html_literal(h, "; it holds for hardly any weighting drawn evenly from these");
    } else {
        at_html_text_format(h, "; it holds for %.0f %% of the weightings drawn evenly from these",
                            100 * share);
    }
}

static void pair_sentence(at_page *page, const at_site_pair *pair, const at_site_country *c,
                          const at_site_country *other, bool above)
{
    at_html *h = &page->html;
    const at_str within = at_site_setting(page->figures, AT_STR("within"));
    const bool level = c->rank.value == other->rank.value;
    const bool unknown = c->unknown.value > 0 || other->unknown.value > 0;
    at_html_literal(h, "<li>");
    at_html_text(h, level ? AT_STR("Level with: ") : above ? AT_STR("Above: ") : AT_STR("Below: "));
    at_page_country_link(page, other);
    if (level && pair->holds) {
        at_html_text_format(h, ", which is never %s however the weights move within %.*s %%",
                            above ? "behind" : "ahead", AT_STR_ARG(within));
    } else if (level) {
        at_html_literal(h, ". Which of the two is ahead depends on the weights");
        if (unknown) at_html_literal(h, " and on what is not known");
    } else if (pair->holds) {
        at_html_text_format(h, ". This order holds however the weights move within %.*s %%",
                            AT_STR_ARG(within));
    } else if (unknown) {
        at_html_text_format(
            h,
            ". The order could turn, under some weights within %.*s %% or with what is "
            "not known",
            AT_STR_ARG(within));
    } else {
        at_html_text_format(h, ". The order would turn under some weights within %.*s %%",
                            AT_STR_ARG(within));
        if (pair->share_within.text.len) share_words(h, pair->share_within.value);
    }
    at_html_literal(h, ".</li>\n");
}

static void neighbours(at_page *page, size_t number)
{
    at_html *h = &page->html;
    const at_site_figures *f = page->figures;
    if (f->neighbour_count == 0) return;
    at_html_literal(h, "<section aria-labelledby=\"neighbours\"><h2 id=\"neighbours\">Its "
                       "neighbours in the ranking</h2>\n<ul>\n");
    for (size_t i = 0; i < f->neighbour_count; i++) {
        const at_site_pair *pair = &f->neighbours[i];
        const at_site_country *c = &f->countries[number];
        if (pair->b == number) pair_sentence(page, pair, c, &f->countries[pair->a], true);
        if (pair->a == number) pair_sentence(page, pair, c, &f->countries[pair->b], false);
    }
    at_html_literal(h, "</ul></section>\n");
}

void at_page_country(at_page *page, size_t number)
{
    at_buffer description AT_CLEANUP(at_buffer_free) = {0};
    const at_site_country *c = &page->figures->countries[number];
    sentence_of_place(&description, page->figures, c);
    at_page_begin(page, c->name, at_buffer_str(&description), AT_SECTION_NONE);
    intro(page, c);
    categories(page, c);
    cell_changes(page, c);
    history(page, c);
    reforms(page, c);
    criteria(page, c);
    neighbours(page, number);
    at_page_end(page);
}
