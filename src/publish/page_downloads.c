/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/number.h"
#include "publish/page.h"

static void file_row(at_page *page, const at_page_download *file)
{
    at_html *h = &page->html;
    at_buffer path AT_CLEANUP(at_buffer_free) = {0};
    at_html_literal(h, "<tr><th scope=\"row\"><a");
    at_buffer_format(&path, "%s%.*s", page->root, AT_STR_ARG(file->path));
    at_html_attribute(h, "href", at_buffer_str(&path));
    at_html_literal(h, " download>");
    at_html_text(h, file->path);
    at_html_literal(h, "</a></th><td>");
    at_html_text(h, file->what);
    at_html_literal(h, "</td><td class=\"n\">");
    at_buffer_grouped(h->out, file->bytes);
    at_html_literal(h, "</td><td class=\"hash\">");
    at_html_text(h, file->sha256);
    at_html_literal(h, "</td></tr>\n");
}

void at_page_downloads(at_page *page, const at_page_download *files, size_t count)
{
    at_html *h = &page->html;
    at_page_begin(
        page, AT_STR("Downloads"),
        AT_STR("All numbers of these pages as files, and how to check that nobody altered them."),
        AT_SECTION_DOWNLOADS);
    at_html_literal(
        h, "<h1>Downloads</h1>\n<p class=\"lead\">All numbers of these pages, as files.</p>\n"
           "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
           "aria-label=\"Table of files\"><table><caption>Files</caption><thead><tr><th "
           "scope=\"col\">File</th><th scope=\"col\">What it is</th><th "
           "scope=\"col\">Bytes</th><th scope=\"col\">SHA-256</th></tr></thead><tbody>\n");
    for (size_t i = 0; i < count; i++) file_row(page, &files[i]);
    at_html_literal(h, "</tbody></table></div>\n<section aria-labelledby=\"check\"><h2 "
                       "id=\"check\">How to check them</h2>\n"
                       "<p>With the program, on a copy of this whole site or of the unpacked "
                       "bundle:</p>\n<pre>attest verify SITE\nattest verify RELEASE</pre>\n"
                       "<p>It names any file that was altered, is missing or was added, and makes "
                       "every page again from the release inside the site. "
                       "Without the program, <code>sha256sum</code> on a file gives the number in "
                       "the list above.</p>\n"
                       "<p>The list is not signed yet. Whoever can change these files can change "
                       "the list too, so the check shows damage and careless "
                       "change, not a careful forgery. Compare with a copy that you got another "
                       "way.</p></section>\n"
                       "<section aria-labelledby=\"cite\"><h2 id=\"cite\">How to cite</h2>\n<p>");
    const at_release *r = page->figures->release;
    at_html_text_format(h,
                        "%.*s, as of %.*s. Name the source of the values (at the foot of each "
                        "page) and, for a place, its range.",
                        AT_STR_ARG(r->title), AT_STR_ARG(r->date));
    at_html_literal(h, "</p></section>\n");
    at_page_end(page);
}
