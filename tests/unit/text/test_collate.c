/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/collate.h"

#include <stdlib.h>

#include "support.h"

static at_collator *collator_of(at_str locale)
{
    at_collator *collator = NULL;
    at_err err = {0};
    assert_ok(at_collator_new(locale, &collator, &err), &err);
    return collator;
}

static at_str key_of(const at_collator *collator, at_str text)
{
    at_str key = {0};
    at_err err = {0};
    assert_ok(at_collator_key(collator, test_arena(), text, &key, &err), &err);
    return key;
}

static int sign(int value)
{
    return (value > 0) - (value < 0);
}

/* Each name after the one before, by comparison and by key. */
static void check_order(const char *locale, const char *const *names, size_t count)
{
    at_collator *collator = collator_of(at_str_from_cstr(locale));
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < count; k++) {
            const at_str a = at_str_from_cstr(names[i]), b = at_str_from_cstr(names[k]);
            const int expected = (i > k) - (i < k);
            assert_int_equal(sign(at_collator_compare(collator, a, b)), expected);
            assert_int_equal(sign(at_str_compare(key_of(collator, a), key_of(collator, b))),
                             expected);
        }
    }
    at_collator_free(collator);
}

static void names_stand_where_english_readers_look_for_them(void **state)
{
    (void)state;
    static const char *const names[] = {
        "Åland Islands", "Albania", "Andorra",    "Austria", "bosnia", "Bosnia",  "Côte d’Ivoire",
        "Croatia",       "Czechia", "Österreich", "Serbia",  "Spain",  "Türkiye", "Ukraine",
    };
    check_order("en", names, AT_COUNT_OF(names));
}

static void names_stand_where_swedish_readers_look_for_them(void **state)
{
    (void)state;
    static const char *const names[] = {"Albanien", "Zypern", "Åland", "Ägypten", "Österrike"};
    check_order("sv", names, AT_COUNT_OF(names));
}

static void equals_in_the_language_are_told_apart_by_their_bytes(void **state)
{
    (void)state;
    at_collator *collator = collator_of(AT_STR("en"));
    const at_str composed = AT_STR("\xC3\xA9"), split = AT_STR("e\xCC\x81");
    assert_true(at_collator_compare(collator, split, composed) < 0);
    assert_true(at_collator_compare(collator, composed, split) > 0);
    assert_int_equal(at_collator_compare(collator, split, split), 0);
    assert_true(at_str_compare(key_of(collator, split), key_of(collator, composed)) < 0);
    at_collator_free(collator);
}

static void keys_order_as_comparison_does(void **state)
{
    (void)state;
    static const char *const pieces[] = {"a",  "A", "á", "b", "ß",         " ",    "-", "’", "1",
                                         "10", "Ω", "я", "é", "e\xCC\x81", "\xFF", "z", "Z", "æ"};
    at_collator *collator = collator_of(AT_STR("en"));
    test_random random = {7};
    for (int i = 0; i < 3000; i++) {
        at_str text[2];
        for (int k = 0; k < 2; k++) {
            const char *made = "";
            for (uint64_t n = test_random_below(&random, 5); n > 0; n--) {
                made = test_format("%s%s", made,
                                   pieces[test_random_below(&random, AT_COUNT_OF(pieces))]);
            }
            text[k] = at_str_from_cstr(made);
        }
        const int order = sign(at_collator_compare(collator, text[0], text[1]));
        assert_int_equal(sign(at_str_compare(key_of(collator, text[0]), key_of(collator, text[1]))),
                         order);
        assert_int_equal(order == 0, at_str_equal(text[0], text[1]));
    }
    at_collator_free(collator);
}

static void what_is_no_language_tag_is_refused(void **state)
{
    (void)state;
    static const char *const tags[] = {"", "e", "en_", "english language", "en--x", "../../etc"};
    for (size_t i = 0; i < AT_COUNT_OF(tags); i++) {
        at_collator *collator = NULL;
        at_err err = {0};
        assert_fails(at_collator_new(at_str_from_cstr(tags[i]), &collator, &err), &err, AT_EUSAGE,
                     "not a language tag");
        assert_null(collator);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_stand_where_english_readers_look_for_them),
        cmocka_unit_test(names_stand_where_swedish_readers_look_for_them),
        cmocka_unit_test(equals_in_the_language_are_told_apart_by_their_bytes),
        cmocka_unit_test(keys_order_as_comparison_does),
        cmocka_unit_test(what_is_no_language_tag_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
