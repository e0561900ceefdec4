/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/html.h"

#include <stdarg.h>
#include <stdio.h>

static const char REPLACEMENT[] = "\xEF\xBF\xBD"; /* U+FFFD */

/* The code point that begins at p, in text known to be UTF-8, and how many bytes it takes. */
static uint32_t decode(const uint8_t *p, size_t *length)
{
    if (p[0] < 0x80) {
        *length = 1;
        return p[0];
    }
    *length = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    uint32_t code = p[0] & (0xFFu >> (*length + 1));
    for (size_t i = 1; i < *length; i++) code = code << 6 | (p[i] & 0x3Fu);
    return code;
}

/* What XML 1.0 (production 2) has no place for, and the controls and noncharacters that HTML calls
 * parse errors (HTML Living Standard, 13.2.3.5). Tab and line ends stay. So that no name turns the figures
 * behind it round, neither do the embeddings, overrides and isolates of Unicode Standard Annex 9: they
 * run on past the text that they stand in. (The marks U+200E and U+200F do not, and stay.) */
static bool is_forbidden(uint32_t code)
{
    if (code < 0x20) return code != '\t' && code != '\n' && code != '\r';
    return (code >= 0x7F && code <= 0x9F) || (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x2069) || (code >= 0xFDD0 && code <= 0xFDEF) ||
           (code & 0xFFFE) == 0xFFFE;
}

static const char *entity(uint32_t code, bool quotes)
{
    switch (code) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return quotes ? "&quot;" : NULL;
    case '\'':
        return quotes ? "&#39;" : NULL;
    default:
        return is_forbidden(code) ? REPLACEMENT : NULL;
    }
}

/* Text known to be UTF-8: runs that need nothing go over whole. */
static void escape_run(at_buffer *out, at_str text, bool quotes)
{
    size_t sent = 0;
    for (size_t at = 0, length = 0; at < text.len; at += length) {
        const char *instead = entity(decode((const uint8_t *)text.ptr + at, &length), quotes);
        if (!instead) continue;
        at_buffer_add(out, at_str_slice(text, sent, at));
        at_buffer_add(out, at_str_from_cstr(instead));
        sent = at + length;
    }
    at_buffer_add(out, at_str_slice(text, sent, text.len));
}

static void escape(at_buffer *out, at_str text, bool quotes)
{
    size_t bad;
    while (!at_str_is_utf8(text, &bad)) {
        escape_run(out, at_str_slice(text, 0, bad), quotes);
        at_buffer_add(out, at_str_from_cstr(REPLACEMENT));
        text = at_str_slice(text, bad + 1, text.len);
    }
    escape_run(out, text, quotes);
}

void at_html_text(at_html *html, at_str text)
{
    escape(html->out, text, false);
}

void at_html_attribute(at_html *html, const char *name, at_str value)
{
    at_buffer_char(html->out, ' ');
    at_buffer_add(html->out, at_str_from_cstr(name));
    at_buffer_literal(html->out, "=\"");
    escape(html->out, value, true);
    at_buffer_char(html->out, '"');
}

void at_html_text_format(at_html *html, const char *format, ...)
{
    AT_CLEANUP(at_buffer_free) at_buffer text = {.limit = html->out->limit};
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    const int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length >= 0) {
        /* Spaces make the room that vsnprintf then fills; one byte more is there for its NUL. */
        at_buffer_format(&text, "%*s", length, "");
        if (text.len > 0 && !text.failed) {
            (void)vsnprintf(text.ptr, text.len + 1, format, again);
        }
    }
    va_end(again);
    if (length < 0 || text.failed) {
        html->out->failed = true;
        return;
    }
    at_html_text(html, at_buffer_str(&text));
}
