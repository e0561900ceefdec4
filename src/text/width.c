/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/width.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

static size_t columns_of(UChar32 c)
{
    if (c < 0) return 1; /* a byte that is not UTF-8 */
    const int8_t type = u_charType(c);
    if (type == U_CONTROL_CHAR || type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK ||
        (type == U_FORMAT_CHAR && c != 0x00AD)) { /* terminals show the soft hyphen */
        return 0;
    }
    const int32_t syllable = u_getIntPropertyValue(c, UCHAR_HANGUL_SYLLABLE_TYPE);
    if (syllable == U_HST_VOWEL_JAMO || syllable == U_HST_TRAILING_JAMO) return 0;
    const int32_t width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

/* The character at *at, which moves on; -1 for a byte that is not UTF-8. */
static UChar32 next_character(at_str text, size_t *at)
{
    UChar32 c;
    size_t next = *at;
    const uint8_t *bytes = (const uint8_t *)text.ptr;
    U8_NEXT(bytes, next, text.len, c);
    *at = c < 0 ? *at + 1 : next;
    return c;
}

size_t at_text_columns(at_str text)
{
    size_t columns = 0;
    for (size_t at = 0; at < text.len;) columns += columns_of(next_character(text, &at));
    return columns;
}

at_str at_text_truncate(at_str text, size_t columns)
{
    size_t at = 0, used = 0;
    while (at < text.len) {
        size_t next = at;
        used += columns_of(next_character(text, &next));
        if (used > columns) break;
        at = next;
    }
    return at_str_slice(text, 0, at);
}
