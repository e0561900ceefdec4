/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_DRAW_HTML_H
#define AT_DRAW_HTML_H
/* Markup that cannot be injected into: only string literals go in raw, everything else is escaped. Used for
 * HTML pages and, by svg.h, for SVG. Text that is not UTF-8 has each wrong byte replaced by U+FFFD;
 * characters that XML or HTML forbid (controls, noncharacters), or that turn what follows round (U+202A..
 * U+202E, U+2066..U+2069), likewise. Failures are the buffer's: ask at_buffer_status() once at the end. */
#include "base/buffer.h"

typedef struct at_html {
    at_buffer *out;
} at_html;

/* A literal only: anything else is a compile error. */
#define at_html_literal(html, markup) at_buffer_add((html)->out, AT_STR(markup))
void at_html_text(at_html *html, at_str text); /* between tags */
/* ` name="value"` inside a tag; the name is a literal of the caller's. */
void at_html_attribute(at_html *html, const char *name, at_str value);
void at_html_text_format(at_html *html, const char *format, ...)
    AT_PRINTF(2, 3); /* escaped after formatting, so hostile arguments are safe */

#endif
