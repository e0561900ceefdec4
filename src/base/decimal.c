/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Big integers and ratios as decimal text. What overflowed prints as "null", as a NaN does. */
#include "base/big.h"

#include <string.h>

enum { CHUNK_DIGITS = 19, TEXT_ROOM = (AT_BIG_LIMBS + 1) * CHUNK_DIGITS };

/* The digits of |a|, at least `least` of them, right-aligned in `room`. */
static at_str digits_of(at_big a, size_t least, char room[TEXT_ROOM])
{
    const at_big chunk = at_big_from_u64(10000000000000000000u);
    size_t from = TEXT_ROOM;
    a.negative = false;
    while (at_big_sign(a) != 0) {
        at_big rest;
        at_big_div(a, chunk, &a, &rest);
        uint64_t value = rest.used ? rest.limb[0] : 0;
        for (int i = 0; i < CHUNK_DIGITS; i++, value /= 10) room[--from] = (char)('0' + value % 10);
    }
    while (from < TEXT_ROOM && room[from] == '0') from++;
    while (TEXT_ROOM - from < least) room[--from] = '0';
    return (at_str){room + from, TEXT_ROOM - from};
}

void at_buffer_big(at_buffer *buffer, at_big a)
{
    char room[TEXT_ROOM];
    if (!at_big_ok(a)) {
        at_buffer_literal(buffer, "null");
        return;
    }
    if (at_big_sign(a) < 0) at_buffer_char(buffer, '-');
    at_buffer_add(buffer, digits_of(a, 1, room));
}

static void add_ratio(at_buffer *buffer, at_ratio a, unsigned digits, bool drop_zeros)
{
    char room[TEXT_ROOM];
    const at_big rounded = at_ratio_rounded(a, digits);
    if (!at_big_ok(rounded)) {
        at_buffer_literal(buffer, "null");
        return;
    }
    const at_str text = digits_of(rounded, (size_t)digits + 1, room);
    const at_str whole = at_str_slice(text, 0, text.len - digits);
    at_str fraction = at_str_slice(text, text.len - digits, text.len);
    while (drop_zeros && at_str_ends(fraction, AT_STR("0"))) fraction.len--;
    if (at_big_sign(rounded) < 0) at_buffer_char(buffer, '-');
    at_buffer_add(buffer, whole);
    if (fraction.len) at_buffer_char(buffer, '.');
    at_buffer_add(buffer, fraction);
}

void at_buffer_ratio(at_buffer *buffer, at_ratio a, unsigned digits)
{
    add_ratio(buffer, a, digits, false);
}

void at_buffer_ratio_short(at_buffer *buffer, at_ratio a, unsigned digits)
{
    add_ratio(buffer, a, digits, true);
}
