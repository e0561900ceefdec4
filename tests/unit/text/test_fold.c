/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/fold.h"

#include <stdlib.h>
#include <string.h>

#include "support.h"

static at_str folded(at_str text, at_fold_marks marks)
{
    at_str out = {0};
    at_err err = {0};
    assert_ok(at_text_fold(test_arena(), text, marks, &out, &err), &err);
    return out;
}

typedef struct pair {
    const char *text, *folded;
} pair;

static void check(const pair *pairs, size_t count, at_fold_marks marks)
{
    for (size_t i = 0; i < count; i++) {
        assert_str(folded(at_str_from_cstr(pairs[i].text), marks), pairs[i].folded);
    }
}

static void fold_takes_away_case_of_every_script(void **state)
{
    (void)state;
    static const pair pairs[] = {
        {"Adoption", "adoption"},
        {"STRASSE", "strasse"},
        {"Straße", "strasse"},
        {"ΟΔΟΣ", "οδοσ"},
        {"οδος", "οδοσ"},
        {"ЗАКОН", "закон"},
        {"Ǆ", "dž"},
        {"ﬁne", "fine"},
        {"", ""},
    };
    check(pairs, AT_COUNT_OF(pairs), AT_FOLD_KEEP_MARKS);
}

static void fold_makes_one_of_the_codings_of_a_letter(void **state)
{
    (void)state;
    static const pair pairs[] = {
        {"e\xCC\x81", "é"},     /* a letter and an accent, the letter with it */
        {"\xEF\xBC\xA1", "a"},  /* full-width A */
        {"\xE2\x84\xAB", "å"},  /* the angstrom sign */
        {"x\xC2\xADy", "xy"},   /* a soft hyphen */
        {"\xEF\xBB\xBFx", "x"}, /* a byte-order mark */
        {"①", "1"},
    };
    check(pairs, AT_COUNT_OF(pairs), AT_FOLD_KEEP_MARKS);
}

static void fold_writes_quotes_dashes_and_white_space_in_one_way(void **state)
{
    (void)state;
    static const pair pairs[] = {
        {"“civil” – ‘union’", "\"civil\" - 'union'"},
        {"«a» — b‑c", "\"a\" - b-c"},
        {"  a \t\r\n b\xC2\xA0\xE2\x80\x89 c ", "a b c"},
        {"n\xE2\x88\x92"
         "1",
         "n-1"},
        {" \t\n", ""},
        {"a\xE2\x80\xA8"
         "b",
         "a b"}, /* line separator */
    };
    check(pairs, AT_COUNT_OF(pairs), AT_FOLD_KEEP_MARKS);
}

static void fold_drops_accents_only_when_asked(void **state)
{
    (void)state;
    static const pair kept[] = {{"São Tomé", "são tomé"}, {"Türkiye", "türkiye"}};
    static const pair dropped[] = {
        {"São Tomé", "sao tome"},   {"Türkiye", "turkiye"}, {"Ё", "е"},
        {"Đặng", "đang"},                               /* the stroke of đ is no accent */
        {"Malmø", "malmø"},         {"हिन्दी", "हिन्दी"}, /* vowel signs are letters */
        {"e\xCC\x81\xCC\xA7", "e"},
    };
    check(kept, AT_COUNT_OF(kept), AT_FOLD_KEEP_MARKS);
    check(dropped, AT_COUNT_OF(dropped), AT_FOLD_STRIP_MARKS);
}

static size_t put_utf8(char *out, uint32_t c)
{
    const size_t tail = c < 0x80 ? 0 : c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    static const unsigned lead[] = {0, 0xC0, 0xE0, 0xF0};
    for (size_t i = tail; i > 0; i--, c >>= 6) out[i] = (char)(0x80 | (c & 0x3F));
    out[0] = (char)(lead[tail] | c);
    return tail + 1;
}

static uint32_t random_character(test_random *random)
{
    static const struct {
        uint32_t from, count;
    } blocks[] = {{0x20, 0x5F},    {0xA0, 0x160},  {0x300, 0x70},   {0x370, 0x190},
                  {0x1E00, 0x200}, {0x2000, 0x70}, {0x5D0, 0x80},   {0x900, 0x80},
                  {0xFB00, 0x50},  {0xFF00, 0x60}, {0xAC00, 0x400}, {0x1D400, 0x100},
                  {0x1F600, 0x50}};
    const size_t block = test_random_below(random, AT_COUNT_OF(blocks));
    return blocks[block].from + (uint32_t)test_random_below(random, blocks[block].count);
}

static void folding_twice_is_folding_once(void **state)
{
    (void)state;
    test_random random = {2025};
    at_arena *arena = at_arena_new((size_t)1 << 20);
    assert_non_null(arena);
    for (int i = 0; i < 20000; i++) {
        char text[64];
        size_t length = 0;
        at_str once, twice;
        const at_fold_marks marks = i % 2 ? AT_FOLD_KEEP_MARKS : AT_FOLD_STRIP_MARKS;
        for (uint64_t n = test_random_below(&random, 12); n > 0; n--) {
            length += put_utf8(text + length, random_character(&random));
        }
        assert_int_equal(at_text_fold(arena, (at_str){text, length}, marks, &once, NULL), AT_OK);
        assert_int_equal(at_text_fold(arena, once, marks, &twice, NULL), AT_OK);
        assert_same_str(twice, once);
        at_arena_reset(arena);
    }
    at_arena_free(arena);
}

static void fold_refuses_what_is_not_utf8_and_what_is_too_long(void **state)
{
    (void)state;
    at_err err = {0};
    at_str out = AT_STR("untouched");
    assert_fails(at_text_fold(test_arena(), AT_STR("ab\xFF"), AT_FOLD_KEEP_MARKS, &out, &err), &err,
                 AT_EINPUT, "byte 3", "UTF-8");
    const size_t length = ((size_t)1 << 20) + 1;
    char *text = malloc(length);
    assert_non_null(text);
    memset(text, 'a', length);
    assert_fails(at_text_fold(test_arena(), (at_str){text, length}, AT_FOLD_KEEP_MARKS, &out, &err),
                 &err, AT_ELIMIT, "1048576 bytes");
    free(text);
    assert_str(out, "untouched");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fold_takes_away_case_of_every_script),
        cmocka_unit_test(fold_makes_one_of_the_codings_of_a_letter),
        cmocka_unit_test(fold_writes_quotes_dashes_and_white_space_in_one_way),
        cmocka_unit_test(fold_drops_accents_only_when_asked),
        cmocka_unit_test(folding_twice_is_folding_once),
        cmocka_unit_test(fold_refuses_what_is_not_utf8_and_what_is_too_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
