/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish/page.h"

#include "base/number.h"

#include <math.h>

#define MINUS   "\xE2\x88\x92"
#define EN_DASH "\xE2\x80\x93"

static const struct {
    const char *path;
    at_str label;
} sections[] = {
    [AT_SECTION_RANKING] = {"index.html", {"Ranking", 7}},
    [AT_SECTION_NAME] = {"by-name.html", {"By name", 7}},
    [AT_SECTION_CHANGE] = {"by-change.html", {"By change", 9}},
    [AT_SECTION_METHODS] = {"methods.html", {"Methods", 7}},
    [AT_SECTION_DOWNLOADS] = {"downloads.html", {"Downloads", 9}},
};

void at_page_link(at_page *page, const char *path, at_str text)
{
    at_html *h = &page->html;
    at_buffer href AT_CLEANUP(at_buffer_free) = {0};
    at_buffer_format(&href, "%s%s", page->root, path);
    at_html_literal(h, "<a");
    at_html_attribute(h, "href", at_buffer_str(&href));
    at_html_literal(h, ">");
    at_html_text(h, text);
    at_html_literal(h, "</a>");
}

static void navigation(at_page *page, at_page_section active)
{
    at_html *h = &page->html;
    at_html_literal(h, "<nav aria-label=\"Pages\"><ul>");
    for (size_t i = 0; i < AT_COUNT_OF(sections); i++) {
        if (i == AT_SECTION_CHANGE && !page->figures->compared) continue;
        at_buffer href AT_CLEANUP(at_buffer_free) = {0};
        at_buffer_format(&href, "%s%s", page->root, sections[i].path);
        at_html_literal(h, "<li><a");
        at_html_attribute(h, "href", at_buffer_str(&href));
        if (i == active) at_html_literal(h, " aria-current=\"page\"");
        at_html_literal(h, ">");
        at_html_text(h, sections[i].label);
        at_html_literal(h, "</a></li>");
    }
    at_html_literal(h, "</ul></nav>\n");
}

void at_page_begin(at_page *page, at_str title, at_str description, at_page_section section)
{
    at_html *h = &page->html;
    const at_release *release = page->figures->release;
    at_html_literal(
        h, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    at_html_text(h, title);
    if (!at_str_equal(title, release->title)) {
        at_html_literal(h, " \xC2\xB7 ");
        at_html_text(h, release->title);
    }
    at_html_literal(h, "</title>\n<meta name=\"description\"");
    at_html_attribute(h, "content", description);
    /* The pages ask for nothing outside their folder and run nothing; this makes the browser hold them to it. */
    at_html_literal(
        h,
        ">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
        "img-src 'self'; style-src 'self' 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
        "<meta name=\"referrer\" content=\"no-referrer\">\n"
        "<meta name=\"color-scheme\" content=\"light dark\">\n<link rel=\"stylesheet\"");
    at_buffer href AT_CLEANUP(at_buffer_free) = {0};
    at_buffer_format(&href, "%sstyle.css", page->root);
    at_html_attribute(h, "href", at_buffer_str(&href));
    at_html_literal(h,
                    ">\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the content</a>\n"
                    "<header class=\"site\"><p class=\"brand\">");
    at_page_link(page, "index.html", release->title);
    at_html_literal(h, "</p>");
    navigation(page, section);
    at_html_literal(h, "</header>\n<main id=\"main\">\n");
}

void at_page_end(at_page *page)
{
    at_html *h = &page->html;
    const at_site_figures *f = page->figures;
    const at_site_edition *edition = &f->editions[f->edition_count - 1];
    at_html_literal(h, "</main>\n<footer class=\"site\">\n<p>");
    at_html_text(h, f->release->title);
    if (edition->source.len) {
        at_html_literal(h, ". Source of the values: ");
        at_html_text(h, edition->source);
    }
    if (edition->licence.len) {
        at_html_literal(h, ". ");
        at_html_text(h, edition->licence);
    }
    at_html_literal(h, "</p>\n<p>As of ");
    at_html_text(h, f->release->date);
    at_html_literal(h, ". Made by ");
    at_html_text(h, f->release->program);
    at_html_literal(h, " from a release that anyone can check: ");
    at_page_link(page, "downloads.html", AT_STR("files and how to check them"));
    at_html_literal(h, ". ");
    if (at_picture_find(page->pictures, AT_STR("map"))) {
        at_html_literal(h, "Borders: Natural Earth. ");
    }
    at_html_literal(h, "This page loads nothing from elsewhere and runs no script.</p>\n"
                       "</footer>\n</body>\n</html>\n");
}

static void fixed_with_minus(at_buffer *out, double value, bool plus)
{
    at_buffer text AT_CLEANUP(at_buffer_free) = {0};
    at_buffer_fixed(&text, fabs(value), 2);
    const bool zero = at_str_equal(at_buffer_str(&text), AT_STR("0.00"));
    if (!zero && value < 0) at_buffer_literal(out, MINUS);
    if (!zero && value > 0 && plus) at_buffer_literal(out, "+");
    at_buffer_add(out, at_buffer_str(&text));
}

void at_buffer_points(at_buffer *out, double value)
{
    fixed_with_minus(out, value, false);
}

void at_buffer_signed(at_buffer *out, double value)
{
    fixed_with_minus(out, value, true);
}

void at_buffer_slug(at_buffer *out, at_str iso2)
{
    for (size_t i = 0; i < iso2.len; i++) {
        const char c = iso2.ptr[i];
        if (c >= 'A' && c <= 'Z') at_buffer_char(out, (char)(c - 'A' + 'a'));
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) at_buffer_char(out, c);
        if (c == '-') at_buffer_char(out, '_');
    }
}

static bool has_range(const at_site_country *c)
{
    return c->rank_low.text.len && c->rank_high.text.len && c->rank_low.value < c->rank_high.value;
}

void at_buffer_place_words(at_buffer *out, const at_site_country *c)
{
    at_buffer_format(out, "place %.*s", AT_STR_ARG(c->rank.text));
    if (has_range(c)) {
        at_buffer_format(out, " (%.*s to %.*s)", AT_STR_ARG(c->rank_low.text),
                         AT_STR_ARG(c->rank_high.text));
    }
}

void at_page_points(at_page *page, at_site_number number)
{
    at_html *h = &page->html;
    if (!number.text.len) {
        at_html_literal(h, "<span class=\"none\">not known</span>");
        return;
    }
    at_buffer_points(h->out, number.value);
}

void at_page_signed(at_page *page, at_site_number number)
{
    at_html *h = &page->html;
    if (!number.text.len) {
        at_html_literal(h, "<span class=\"none\">not known</span>");
        return;
    }
    at_buffer_signed(h->out, number.value);
}

void at_page_place_range(at_page *page, const at_site_country *c)
{
    at_html *h = &page->html;
    if (!c->rank_low.text.len || !c->rank_high.text.len) {
        at_html_literal(h, "<span class=\"none\">not known</span>");
        return;
    }
    at_html_text(h, c->rank_low.text);
    if (!has_range(c)) return;
    at_html_literal(h, EN_DASH);
    at_html_text(h, c->rank_high.text);
}

void at_page_place(at_page *page, const at_site_country *c)
{
    at_html *h = &page->html;
    at_html_text(h, c->rank.text);
    if (!has_range(c)) return;
    at_html_literal(h, " <span class=\"range\">(");
    at_page_place_range(page, c);
    at_html_literal(h, ")</span>");
}

void at_page_move(at_page *page, const at_site_change *change)
{
    at_html *h = &page->html;
    if (!change->given) {
        at_html_literal(h, "<span class=\"none\">new</span>");
        return;
    }
    const double places = change->places.value;
    if (places == 0) {
        at_html_literal(h, "<span class=\"same\">same</span>");
        return;
    }
    if (places > 0) {
        at_html_literal(h, "<span class=\"up\"><span aria-hidden=\"true\">\xE2\x96\xB2</span><span "
                           "class=\"sr\">up</span> ");
    } else {
        at_html_literal(h,
                        "<span class=\"down\"><span aria-hidden=\"true\">\xE2\x96\xBC</span><span "
                        "class=\"sr\">down</span> ");
    }
    at_buffer_fixed(h->out, fabs(places), 0);
    at_html_literal(h, "</span>");
}

void at_page_country_link(at_page *page, const at_site_country *country)
{
    at_buffer path AT_CLEANUP(at_buffer_free) = {0};
    at_buffer_literal(&path, "country/");
    at_buffer_slug(&path, country->iso2);
    at_buffer_literal(&path, ".html");
    at_buffer_char(&path, '\0');
    at_page_link(page, path.failed ? "" : path.ptr, country->name);
}

/* The same picture laid out for a telephone, where there is one. */
static void narrow_source(at_page *page, at_str name)
{
    at_html *h = &page->html;
    at_buffer text AT_CLEANUP(at_buffer_free) = {0};
    at_buffer_format(&text, "%.*s-narrow", AT_STR_ARG(name));
    const at_picture *narrow = at_picture_find(page->pictures, at_buffer_str(&text));
    if (!narrow) return;
    at_buffer_clear(&text);
    at_buffer_format(&text, "%simages/%.*s.png", page->root, AT_STR_ARG(narrow->name));
    at_html_literal(h, "<source media=\"(max-width: 40rem)\"");
    at_html_attribute(h, "srcset", at_buffer_str(&text));
    at_buffer_clear(&text);
    at_buffer_format(&text, "%u", narrow->width);
    at_html_attribute(h, "width", at_buffer_str(&text));
    at_buffer_clear(&text);
    at_buffer_format(&text, "%u", narrow->height);
    at_html_attribute(h, "height", at_buffer_str(&text));
    at_html_literal(h, ">");
}

void at_page_picture(at_page *page, at_str name, at_str caption)
{
    at_html *h = &page->html;
    const at_picture *picture = at_picture_find(page->pictures, name);
    if (!picture) return;
    at_buffer path AT_CLEANUP(at_buffer_free) = {0};
    at_buffer size AT_CLEANUP(at_buffer_free) = {0};
    at_buffer_format(&path, "%simages/%.*s.png", page->root, AT_STR_ARG(name));
    at_buffer_format(&size, "%u", picture->width);
    at_html_literal(h, "<figure><picture>");
    narrow_source(page, name);
    at_html_literal(h, "<img");
    at_html_attribute(h, "src", at_buffer_str(&path));
    at_html_attribute(h, "width", at_buffer_str(&size));
    at_buffer_clear(&size);
    at_buffer_format(&size, "%u", picture->height);
    at_html_attribute(h, "height", at_buffer_str(&size));
    at_html_attribute(h, "alt", picture->finding);
    at_html_literal(h, "></picture>\n<figcaption>");
    at_html_text(h, caption);
    if (caption.len) at_html_literal(h, " ");
    at_html_literal(h, "<a class=\"svg\" download");
    at_buffer_clear(&path);
    at_buffer_format(&path, "%simages/%.*s.svg", page->root, AT_STR_ARG(name));
    at_html_attribute(h, "href", at_buffer_str(&path));
    at_html_literal(h, ">Drawing as SVG<span class=\"sr\">: ");
    at_html_text(h, picture->finding);
    at_html_literal(h, "</span></a></figcaption></figure>\n");
}
