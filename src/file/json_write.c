/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <inttypes.h>

#include "base/number.h"
#include "file/json.h"

static bool misuse(at_json_writer *w)
{
    w->out->failed = true;
    return false;
}

static void new_line(at_json_writer *w)
{
    if (!w->pretty) return;
    at_buffer_char(w->out, '\n');
    for (unsigned i = 0; i < w->depth; i++) at_buffer_literal(w->out, "  ");
}

/* The comma and the line before an item of an array or a member of an object. */
static void begin_item(at_json_writer *w)
{
    bool *has_item = &w->has_item[w->depth - 1];
    if (*has_item) at_buffer_char(w->out, ',');
    *has_item = true;
    new_line(w);
}

/* True when a value may stand here, with what separates it from the last one written. */
static bool begin_value(at_json_writer *w)
{
    if (w->depth == 0) {
        if (w->complete) return misuse(w);
        w->complete = true;
        return true;
    }
    if (w->in_object[w->depth - 1]) {
        if (!w->after_key) return misuse(w);
        w->after_key = false;
        return true;
    }
    begin_item(w);
    return true;
}

static void begin_container(at_json_writer *w, bool object)
{
    if (w->depth == AT_JSON_DEPTH) {
        misuse(w);
        return;
    }
    if (!begin_value(w)) return;
    at_buffer_char(w->out, object ? '{' : '[');
    w->in_object[w->depth] = object;
    w->has_item[w->depth] = false;
    w->depth++;
}

static void end_container(at_json_writer *w, bool object)
{
    if (w->depth == 0 || w->in_object[w->depth - 1] != object || w->after_key) {
        misuse(w);
        return;
    }
    w->depth--;
    if (w->has_item[w->depth]) new_line(w);
    at_buffer_char(w->out, object ? '}' : ']');
}

void at_json_begin_object(at_json_writer *w)
{
    begin_container(w, true);
}

void at_json_end_object(at_json_writer *w)
{
    end_container(w, true);
}

void at_json_begin_array(at_json_writer *w)
{
    begin_container(w, false);
}

void at_json_end_array(at_json_writer *w)
{
    end_container(w, false);
}

/* RFC 8785, section 3.2.2.2: the short escapes, \u00xx for the other control characters, nothing else. */
static void write_escaped(at_buffer *out, at_str s)
{
    static const char letters[] = {['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f',
                                   ['\r'] = 'r', ['"'] = '"',  ['\\'] = '\\'};
    size_t from = 0;
    for (size_t i = 0; i < s.len; i++) {
        const unsigned char c = (unsigned char)s.ptr[i];
        if (c >= ' ' && c != '"' && c != '\\') continue;
        at_buffer_add(out, at_str_slice(s, from, i));
        if (letters[c]) {
            at_buffer_char(out, '\\');
            at_buffer_char(out, letters[c]);
        } else {
            at_buffer_format(out, "\\u%04x", c);
        }
        from = i + 1;
    }
    at_buffer_add(out, at_str_slice(s, from, s.len));
}

static void write_string(at_buffer *out, at_str s)
{
    size_t bad = 0;
    at_buffer_char(out, '"');
    while (!at_str_is_utf8(s, &bad)) {
        write_escaped(out, at_str_slice(s, 0, bad));
        at_buffer_literal(out, "\xEF\xBF\xBD");
        s = at_str_slice(s, bad + 1, s.len);
    }
    write_escaped(out, s);
    at_buffer_char(out, '"');
}

void at_json_key(at_json_writer *w, at_str key)
{
    if (w->depth == 0 || !w->in_object[w->depth - 1] || w->after_key) {
        misuse(w);
        return;
    }
    begin_item(w);
    write_string(w->out, key);
    at_buffer_char(w->out, ':');
    if (w->pretty) at_buffer_char(w->out, ' ');
    w->after_key = true;
}

void at_json_str(at_json_writer *w, at_str value)
{
    if (begin_value(w)) write_string(w->out, value);
}

void at_json_u64(at_json_writer *w, uint64_t value)
{
    if (begin_value(w)) at_buffer_format(w->out, "%" PRIu64, value);
}

void at_json_i64(at_json_writer *w, int64_t value)
{
    if (begin_value(w)) at_buffer_format(w->out, "%" PRId64, value);
}

void at_json_f64(at_json_writer *w, double value)
{
    if (begin_value(w)) at_buffer_f64(w->out, value);
}

void at_json_ratio(at_json_writer *w, at_ratio value, unsigned digits)
{
    if (begin_value(w)) at_buffer_ratio_short(w->out, value, digits);
}

void at_json_bool(at_json_writer *w, bool value)
{
    if (begin_value(w)) at_buffer_add(w->out, value ? AT_STR("true") : AT_STR("false"));
}

void at_json_null(at_json_writer *w)
{
    if (begin_value(w)) at_buffer_literal(w->out, "null");
}
