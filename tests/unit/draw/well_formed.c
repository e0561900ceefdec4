/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "well_formed.h"

#include "base/cursor.h"
#include "base/status.h"

enum { MOST_DEPTH = 64, MOST_ATTRIBUTES = 32 };

static bool name_of(at_cursor *c, at_str *name)
{
    const size_t from = c->at;
    for (;;) {
        const int byte = at_cursor_peek(c, 0);
        const bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
        const bool later = (byte >= '0' && byte <= '9') || byte == '-';
        if (!letter && !(later && c->at > from)) break;
        c->at++;
    }
    *name = at_str_slice(c->text, from, c->at);
    return name->len > 0;
}

/* Text or the inside of an attribute, up to `stop`. */
static bool text_until(at_cursor *c, char stop)
{
    static const char *const entities[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};
    while (!at_cursor_done(c) && at_cursor_peek(c, 0) != stop) {
        const int byte = at_cursor_take(c);
        if (byte == '<' || byte == 0x7F ||
            (byte < 0x20 && byte != '\n' && byte != '\t' && byte != '\r')) {
            return false;
        }
        if (byte != '&') continue;
        bool known = false;
        c->at--;
        for (size_t i = 0; i < AT_COUNT_OF(entities) && !known; i++) {
            const at_str entity = at_str_from_cstr(entities[i]);
            known = at_str_starts(at_cursor_rest(c), entity);
            if (known) c->at += entity.len;
        }
        if (!known) return false;
    }
    return true;
}

static bool attributes(at_cursor *c)
{
    at_str seen[MOST_ATTRIBUTES];
    size_t count = 0;
    while (at_cursor_accept(c, ' ')) {
        at_str name;
        if (count == MOST_ATTRIBUTES || !name_of(c, &name)) return false;
        for (size_t i = 0; i < count; i++) {
            if (at_str_equal(seen[i], name)) return false;
        }
        seen[count++] = name;
        if (!at_cursor_accept(c, '=') || !at_cursor_accept(c, '"')) return false;
        if (!text_until(c, '"') || !at_cursor_accept(c, '"')) return false;
    }
    return true;
}

bool well_formed(at_str document, size_t *at)
{
    at_str open[MOST_DEPTH];
    size_t depth = 0;
    bool begun = false;
    at_cursor c = at_cursor_over(document);
    if (!at_str_is_utf8(document, at)) return false;
    while (!at_cursor_done(&c)) {
        *at = c.at;
        if (depth == 0 && begun) return at_str_equal(at_cursor_rest(&c), AT_STR("\n"));
        if (!at_cursor_accept(&c, '<')) {
            if (depth == 0 || !text_until(&c, '<')) return false;
            continue;
        }
        at_str name;
        const bool closing = at_cursor_accept(&c, '/');
        if (!name_of(&c, &name)) return false;
        if (closing) {
            if (depth == 0 || !at_str_equal(open[--depth], name)) return false;
        } else {
            if (!attributes(&c)) return false;
            begun = true;
            if (!at_cursor_accept(&c, '/')) {
                if (depth == MOST_DEPTH) return false;
                open[depth++] = name;
            }
        }
        if (!at_cursor_accept(&c, '>')) return false;
    }
    return begun && depth == 0;
}
