/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_BASE_CURSOR_H
#define AT_BASE_CURSOR_H
/* The one way in which outside bytes are read: a slice and a position that cannot leave it. */
#include "base/slice.h"

typedef struct at_cursor {
    at_str text;
    size_t at;
} at_cursor;

static inline at_cursor at_cursor_over(at_str text)
{
    return (at_cursor){text, 0};
}
static inline bool at_cursor_done(const at_cursor *c)
{
    return c->at >= c->text.len;
}
/* The byte `ahead` places on, or -1 past the end. */
static inline int at_cursor_peek(const at_cursor *c, size_t ahead)
{
    return ahead < c->text.len - c->at ? (unsigned char)c->text.ptr[c->at + ahead] : -1;
}
static inline int at_cursor_take(at_cursor *c)
{
    return at_cursor_done(c) ? -1 : (unsigned char)c->text.ptr[c->at++];
}
/* Step over `byte` if it is next. */
static inline bool at_cursor_accept(at_cursor *c, char byte)
{
    if (at_cursor_peek(c, 0) != (unsigned char)byte) return false;
    c->at++;
    return true;
}
static inline at_str at_cursor_rest(const at_cursor *c)
{
    return at_str_slice(c->text, c->at, c->text.len);
}
/* The run of ASCII digits that is next, possibly empty. */
static inline at_str at_cursor_digits(at_cursor *c)
{
    const size_t from = c->at;
    while (at_cursor_peek(c, 0) >= '0' && at_cursor_peek(c, 0) <= '9') c->at++;
    return at_str_slice(c->text, from, c->at);
}

#endif
