/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support.h"

#include <string.h>

#include "base/cursor.h"
#include "base/slice.h"
#include "base/status.h"

static bool is_utf8(const char *bytes, size_t len)
{
    return at_str_is_utf8((at_str){bytes, len}, NULL);
}

static size_t encode(uint32_t point, char out[4])
{
    const uint8_t low = (uint8_t)(0x80 | (point & 0x3F)),
                  next = (uint8_t)(0x80 | (point >> 6 & 0x3F)),
                  high = (uint8_t)(0x80 | (point >> 12 & 0x3F));
    uint8_t bytes[4] = {0};
    size_t length;
    if (point < 0x80) {
        bytes[0] = (uint8_t)point, length = 1;
    } else if (point < 0x800) {
        bytes[0] = (uint8_t)(0xC0 | point >> 6), bytes[1] = low, length = 2;
    } else if (point < 0x10000) {
        bytes[0] = (uint8_t)(0xE0 | point >> 12), bytes[1] = next, bytes[2] = low, length = 3;
    } else {
        bytes[0] = (uint8_t)(0xF0 | point >> 18), bytes[1] = high, bytes[2] = next, bytes[3] = low;
        length = 4;
    }
    memcpy(out, bytes, 4);
    return length;
}

static void utf8_takes_every_code_point_but_surrogates(void **state)
{
    (void)state;
    for (uint32_t point = 0; point <= 0x1FFFFF; point++) {
        char bytes[4];
        const size_t length = encode(point, bytes);
        const bool scalar = point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF);
        if (is_utf8(bytes, length) != scalar) fail_msg("U+%04X", (unsigned)point);
        for (size_t cut = 1; cut < length; cut++) {
            if (is_utf8(bytes, cut)) fail_msg("U+%04X cut to %zu bytes", (unsigned)point, cut);
        }
    }
}

/* Nothing but the characters counted: 128 of one byte, 1,920 of two, 61,440 of three (65,536 less
 * 2,048 below U+0800 and 2,048 surrogates). */
static void utf8_takes_no_other_sequence_of_up_to_three_bytes(void **state)
{
    (void)state;
    size_t valid[4] = {0};
    for (uint32_t value = 0; value < 0x1000000; value++) {
        const char bytes[3] = {(char)(value & 0xFF), (char)(value >> 8 & 0xFF),
                               (char)(value >> 16)};
        valid[3] += is_utf8(bytes, 3);
        if (value < 0x10000) valid[2] += is_utf8(bytes, 2);
        if (value < 0x100) valid[1] += is_utf8(bytes, 1);
    }
    assert_int_equal(valid[1], 128);
    assert_int_equal(valid[2], 128 * 128 + 1920);
    assert_int_equal(valid[3], 128 * 128 * 128 + 2 * 128 * 1920 + 61440);
}

/* RFC 3629, sections 3, 4 and 10. */
static void utf8_names_the_first_wrong_byte(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t bad;
    } cases[] = {
        {"ab\xC0\x80", 2},        /* NUL in two bytes */
        {"\xC1\xBF", 0},          /* overlong */
        {"/\xE0\x80\xAF", 1},     /* overlong solidus */
        {"\xF0\x80\x80\xAF", 0},  /* the same in four */
        {"\xED\xA0\x80", 0},      /* U+D800 */
        {"€\xED\xBF\xBF", 3},     /* U+DFFF */
        {"\xF4\x90\x80\x80", 0},  /* U+110000 */
        {"x\xF5\x80\x80\x80", 1}, /* beyond 21 bits */
        {"\xFE", 0},
        {"\xFF", 0},
        {"é\x80", 2},       /* continuation alone */
        {"abc\xE2\x82", 3}, /* cut short */
        {"\xE2\x28\xA1", 0},
        {"\xF0\x28\x8C\xBC", 0},
        {"a\xE2\x82\x28", 1},
        {"\xF8\x88\x80\x80\x80", 0},
    };
    for (size_t i = 0; i < AT_COUNT_OF(cases); i++) {
        size_t bad = 99;
        assert_false(at_str_is_utf8(at_str_from_cstr(cases[i].bytes), &bad));
        assert_int_equal(bad, cases[i].bad);
    }
    size_t bad = 99;
    assert_false(
        at_str_is_utf8(at_str_slice(AT_STR("ab€"), 0, 4), NULL)); /* its last byte is there */
    assert_true(at_str_is_utf8(AT_STR("A≢Α. 한국어 日本語 \xEF\xBB\xBF\xF0\xA3\x8E\xB4"), &bad));
    assert_true(at_str_is_utf8((at_str){0}, &bad));
    assert_int_equal(bad, 99);
}

static void split_pieces_joined_are_the_whole(void **state)
{
    (void)state;
    test_random random = {4};
    for (int round = 0; round < 2000; round++) {
        char text[40], joined[48];
        const size_t len = test_random_below(&random, sizeof text);
        for (size_t i = 0; i < len; i++) text[i] = "ab,"[test_random_below(&random, 3)];
        size_t separators = 0, pieces = 0, at = 0;
        for (size_t i = 0; i < len; i++) separators += text[i] == ',';
        at_str rest = {text, len}, piece;
        while (at_str_split(&rest, ',', &piece)) {
            if (pieces++ > 0) joined[at++] = ',';
            assert_false(at_str_find(piece, AT_STR(","), NULL));
            if (piece.len) memcpy(joined + at, piece.ptr, piece.len);
            at += piece.len;
        }
        assert_int_equal(pieces, separators + 1);
        assert_int_equal(at, len);
        assert_memory_equal(joined, text, len);
        assert_false(at_str_split(&rest, ',', &piece));
    }
}

static void compare_orders_by_bytes_then_by_length(void **state)
{
    (void)state;
    static const char *const rising[] = {"", "A", "AB", "B", "a", "aa", "ab", "b", "é", "\xFF"};
    for (size_t i = 0; i < AT_COUNT_OF(rising); i++) {
        for (size_t k = 0; k < AT_COUNT_OF(rising); k++) {
            const at_str a = at_str_from_cstr(rising[i]), b = at_str_from_cstr(rising[k]);
            const int order = at_str_compare(a, b);
            assert_int_equal((order > 0) - (order < 0), (i > k) - (i < k));
            assert_int_equal(at_str_equal(a, b), i == k);
        }
    }
    assert_true(at_str_equal(at_str_from_cstr(NULL), AT_STR("")));
    assert_int_equal(at_str_compare((at_str){"abX", 2}, (at_str){"abY", 2}), 0);
    assert_true(at_str_compare((at_str){"abX", 2}, (at_str){"abA", 3}) < 0);
}

static void slices_never_leave_their_text(void **state)
{
    (void)state;
    const at_str s = AT_STR("abc");
    for (size_t from = 0; from < 6; from++) {
        for (size_t to = 0; to < 6; to++) {
            const at_str part = at_str_slice(s, from, to);
            assert_true(part.ptr >= s.ptr && part.ptr + part.len <= s.ptr + s.len);
            const size_t end = to < 3 ? to : 3;
            assert_int_equal(part.len, from < end ? end - from : 0);
            if (part.len) assert_ptr_equal(part.ptr, s.ptr + from);
        }
    }
    assert_int_equal(at_str_slice((at_str){0}, 2, 9).len, 0);
    assert_str(at_str_slice(s, 1, SIZE_MAX), "bc");
}

static void find_starts_and_ends_agree(void **state)
{
    (void)state;
    test_random random = {5};
    for (int round = 0; round < 5000; round++) {
        char text[12], sought[4];
        const at_str s = {text, test_random_below(&random, sizeof text)};
        const at_str needle = {sought, test_random_below(&random, sizeof sought)};
        for (size_t i = 0; i < sizeof text; i++)
            text[i] = (char)('a' + test_random_below(&random, 2));
        for (size_t i = 0; i < sizeof sought; i++)
            sought[i] = (char)('a' + test_random_below(&random, 2));
        size_t expected = SIZE_MAX, at = SIZE_MAX;
        for (size_t i = s.len + 1; i-- > 0;) {
            if (at_str_starts(at_str_slice(s, i, s.len), needle)) expected = i;
        }
        assert_int_equal(at_str_find(s, needle, &at), expected != SIZE_MAX);
        assert_int_equal(at, expected);
        const bool ends =
            s.len >= needle.len && at_str_equal(at_str_slice(s, s.len - needle.len, s.len), needle);
        assert_int_equal(at_str_ends(s, needle), ends);
    }
    assert_true(at_str_find((at_str){0}, (at_str){0}, NULL));
    assert_false(at_str_find((at_str){0}, AT_STR("x"), NULL));
}

static void trim_takes_ascii_space_only(void **state)
{
    (void)state;
    assert_str(at_str_trim(AT_STR(" \t\r\n\v\f a b \n")), "a b");
    assert_str(at_str_trim(AT_STR("   ")), "");
    assert_str(at_str_trim((at_str){0}), "");
    assert_str(at_str_trim(AT_STR("\xC2\xA0x")), "\xC2\xA0x"); /* no-break space stays */
}

static void cursor_reads_every_byte_once_and_stops(void **state)
{
    (void)state;
    at_cursor c = at_cursor_over(AT_STR("12a\xFF"));
    assert_int_equal(at_cursor_peek(&c, 3), 0xFF);
    assert_int_equal(at_cursor_peek(&c, 4), -1);
    assert_int_equal(at_cursor_peek(&c, SIZE_MAX), -1);
    assert_str(at_cursor_digits(&c), "12");
    assert_str(at_cursor_digits(&c), "");
    assert_false(at_cursor_accept(&c, 'b'));
    assert_true(at_cursor_accept(&c, 'a'));
    assert_str(at_cursor_rest(&c), "\xFF");
    assert_true(at_cursor_accept(&c, '\xFF'));
    assert_true(at_cursor_done(&c));
    assert_int_equal(at_cursor_take(&c), -1);
    assert_false(at_cursor_accept(&c, '\xFF'));
    assert_str(at_cursor_rest(&c), "");
    at_cursor empty = at_cursor_over((at_str){0});
    assert_int_equal(at_cursor_take(&empty), -1);
    assert_str(at_cursor_digits(&empty), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_takes_every_code_point_but_surrogates),
        cmocka_unit_test(utf8_takes_no_other_sequence_of_up_to_three_bytes),
        cmocka_unit_test(utf8_names_the_first_wrong_byte),
        cmocka_unit_test(split_pieces_joined_are_the_whole),
        cmocka_unit_test(compare_orders_by_bytes_then_by_length),
        cmocka_unit_test(slices_never_leave_their_text),
        cmocka_unit_test(find_starts_and_ends_agree),
        cmocka_unit_test(trim_takes_ascii_space_only),
        cmocka_unit_test(cursor_reads_every_byte_once_and_stops),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
