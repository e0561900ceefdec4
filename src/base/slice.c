/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/slice.h"

#include <string.h>

at_str at_str_from_cstr(const char *text)
{
    return text ? (at_str){text, strlen(text)} : (at_str){0};
}

bool at_str_equal(at_str a, at_str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

int at_str_compare(at_str a, at_str b)
{
    const size_t shared = a.len < b.len ? a.len : b.len;
    const int order = shared ? memcmp(a.ptr, b.ptr, shared) : 0;
    if (order != 0) return order;
    return (a.len > b.len) - (a.len < b.len);
}

bool at_str_starts(at_str s, at_str prefix)
{
    return s.len >= prefix.len && at_str_equal(at_str_slice(s, 0, prefix.len), prefix);
}

bool at_str_ends(at_str s, at_str suffix)
{
    return s.len >= suffix.len && at_str_equal(at_str_slice(s, s.len - suffix.len, s.len), suffix);
}

bool at_str_find(at_str s, at_str needle, size_t *at)
{
    const char *found = "";
    size_t offset = 0;
    if (needle.len) {
        found = s.len ? memmem(s.ptr, s.len, needle.ptr, needle.len) : NULL;
        if (found) offset = (size_t)(found - s.ptr);
    }
    if (found && at) *at = offset;
    return found != NULL;
}

at_str at_str_slice(at_str s, size_t from, size_t to)
{
    if (to > s.len) to = s.len;
    if (from > to) from = to;
    return (at_str){s.len ? s.ptr + from : s.ptr, to - from};
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

at_str at_str_trim(at_str s)
{
    size_t from = 0, to = s.len;
    while (from < to && is_space(s.ptr[from])) from++;
    while (to > from && is_space(s.ptr[to - 1])) to--;
    return at_str_slice(s, from, to);
}

bool at_str_split(at_str *rest, char separator, at_str *piece)
{
    if (!rest->ptr) return false;
    const char *end = rest->len ? memchr(rest->ptr, separator, rest->len) : NULL;
    if (!end) {
        *piece = *rest;
        *rest = (at_str){0};
        return true;
    }
    const size_t length = (size_t)(end - rest->ptr);
    *piece = (at_str){rest->ptr, length};
    *rest = (at_str){end + 1, rest->len - length - 1};
    return true;
}

/* Björn Höhrmann's table would be faster; this states the rules of RFC 3629 as they stand there. */
static size_t sequence_length(const uint8_t *p, size_t left)
{
    static const struct {
        uint8_t first_low, first_high, second_low, second_high;
        size_t length;
    } forms[] = {
        {0x00, 0x7F, 0x00, 0x00, 1}, {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3},
        {0xE1, 0xEC, 0x80, 0xBF, 3}, {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3},
        {0xF0, 0xF0, 0x90, 0xBF, 4}, {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4},
    };
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if (p[0] < forms[i].first_low || p[0] > forms[i].first_high) continue;
        const size_t length = forms[i].length;
        if (length == 1) return 1;
        if (length > left) return 0;
        if (p[1] < forms[i].second_low || p[1] > forms[i].second_high) return 0;
        for (size_t k = 2; k < length; k++) {
            if ((p[k] & 0xC0) != 0x80) return 0;
        }
        return length;
    }
    return 0;
}

bool at_str_is_utf8(at_str s, size_t *bad)
{
    const uint8_t *p = (const uint8_t *)s.ptr;
    for (size_t i = 0; i < s.len;) {
        const size_t length = p[i] < 0x80 ? 1 : sequence_length(p + i, s.len - i);
        if (length == 0) {
            if (bad) *bad = i;
            return false;
        }
        i += length;
    }
    return true;
}
