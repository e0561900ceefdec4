/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_BASE_SLICE_H
#define AT_BASE_SLICE_H
/* Borrowed text and bytes: a pointer and a length. Text is UTF-8 where a function says so, may
 * hold NUL and is never NUL-terminated unless made by at_arena_cstr(). The zero value is the
 * empty slice. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct at_str {
    const char *ptr;
    size_t len;
} at_str;

typedef struct at_bytes {
    const uint8_t *ptr;
    size_t len;
} at_bytes;

#define AT_STR(literal) ((at_str){"" literal, sizeof(literal) - 1})
/* The two arguments of a "%.*s". Lengths over INT_MAX print as INT_MAX. */
#define AT_STR_ARG(s) ((int)((s).len > 0x7fffffff ? 0x7fffffff : (s).len)), ((s).len ? (s).ptr : "")

at_str at_str_from_cstr(const char *text); /* NULL gives the empty slice */
static inline at_bytes at_str_bytes(at_str s)
{
    return (at_bytes){(const uint8_t *)s.ptr, s.len};
}
static inline at_str at_bytes_str(at_bytes b)
{
    return (at_str){(const char *)b.ptr, b.len};
}

bool at_str_equal(at_str a, at_str b);
int at_str_compare(at_str a, at_str b); /* bytewise, the shorter first; <0, 0, >0 */
bool at_str_starts(at_str s, at_str prefix);
bool at_str_ends(at_str s, at_str suffix);
bool at_str_find(at_str s, at_str needle, size_t *at); /* `at` may be NULL */
at_str at_str_slice(at_str s, size_t from, size_t to); /* clamped to s */
at_str at_str_trim(at_str s);                          /* ASCII white space at both ends */
/* Take what stands before `separator` from *rest; false once *rest is used up. An empty input
 * yields one empty piece. Set rest->ptr before; the function marks the end with ptr == NULL. */
bool at_str_split(at_str *rest, char separator, at_str *piece);
/* True for well-formed UTF-8 (no surrogates, no overlong forms); else *bad is the first wrong byte. */
bool at_str_is_utf8(at_str s, size_t *bad);

#endif
