/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEFAULT_LIMIT = 1 << 30, FIRST_SIZE = 256 };

void at_buffer_free(at_buffer *buffer)
{
    free(buffer->ptr);
    *buffer = (at_buffer){.limit = buffer->limit};
}

void at_buffer_clear(at_buffer *buffer)
{
    buffer->len = 0;
    buffer->failed = false;
}

/* Room for `more` bytes of content, which count against the limit, and `spare` that do not. */
static bool reserve(at_buffer *buffer, size_t more, size_t spare)
{
    size_t need;
    const size_t limit = buffer->limit ? buffer->limit : DEFAULT_LIMIT;
    if (buffer->failed) return false;
    if (__builtin_add_overflow(buffer->len, more, &need) || need > limit ||
        __builtin_add_overflow(need, spare, &need)) {
        buffer->failed = true;
        return false;
    }
    if (need <= buffer->capacity) return true;
    size_t capacity = buffer->capacity ? buffer->capacity : FIRST_SIZE;
    while (capacity < need) capacity = capacity > limit / 2 ? limit + spare : capacity * 2;
    char *grown = realloc(buffer->ptr, capacity);
    if (!grown) {
        buffer->failed = true;
        return false;
    }
    buffer->ptr = grown;
    buffer->capacity = capacity;
    return true;
}

void at_buffer_add_bytes(at_buffer *buffer, const void *ptr, size_t len)
{
    if (len == 0 || !reserve(buffer, len, 0)) return;
    memcpy(buffer->ptr + buffer->len, ptr, len);
    buffer->len += len;
}

void at_buffer_add(at_buffer *buffer, at_str s)
{
    at_buffer_add_bytes(buffer, s.ptr, s.len);
}

void at_buffer_char(at_buffer *buffer, char c)
{
    at_buffer_add_bytes(buffer, &c, 1);
}

void at_buffer_format(at_buffer *buffer, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    va_list again;
    va_copy(again, args);
    const int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length < 0) {
        buffer->failed = true;
    } else if (reserve(buffer, (size_t)length, 1)) {
        (void)vsnprintf(buffer->ptr + buffer->len, (size_t)length + 1, format, again);
        buffer->len += (size_t)length;
    }
    va_end(again);
}

at_status at_buffer_status(const at_buffer *buffer, at_err *err)
{
    if (!buffer->failed) return AT_OK;
    const size_t limit = buffer->limit ? buffer->limit : DEFAULT_LIMIT;
    return at_fail(err, AT_ELIMIT, "output is larger than %zu bytes, or memory is out", limit);
}
