/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_BASE_BUFFER_H
#define AT_BASE_BUFFER_H
/* A growing run of bytes that writers append to. A failure (limit, memory) is remembered: append
 * as often as you like and ask once, with at_buffer_status(), before using what is in it. */
#include "base/slice.h"
#include "base/status.h"

/* {0} is an empty buffer with the default limit of 1 GiB. */
typedef struct at_buffer {
    char *ptr;
    size_t len, capacity, limit;
    bool failed;
} at_buffer;

void at_buffer_free(at_buffer *buffer); /* also for AT_CLEANUP; leaves a usable empty buffer */
void at_buffer_clear(at_buffer *buffer);
void at_buffer_add(at_buffer *buffer, at_str s);
void at_buffer_add_bytes(at_buffer *buffer, const void *ptr, size_t len);
void at_buffer_char(at_buffer *buffer, char c);
void at_buffer_format(at_buffer *buffer, const char *format, ...) AT_PRINTF(2, 3);
/* A literal only: the empty string in front makes anything else a compile error. */
#define at_buffer_literal(buffer, literal) at_buffer_add((buffer), AT_STR(literal))

AT_MUST_USE at_status at_buffer_status(const at_buffer *buffer, at_err *err);
static inline at_str at_buffer_str(const at_buffer *buffer)
{
    return (at_str){buffer->ptr, buffer->len};
}

#endif
