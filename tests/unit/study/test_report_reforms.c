/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report_case.h"

static at_status reforms(at_buffer *out, const char *folder, const char *country,
                         at_report_style style, at_err *err)
{
    at_buffer_clear(out);
    memset(err, 0, sizeof *err);
    return at_report_reforms(out, folder, at_str_from_cstr(country), style, err);
}

static void reforms_come_best_first_with_the_place_each_brings(void **state)
{
    at_buffer out = {0};
    at_err err;
    (void)state;
    assert_ok(reforms(&out, folder_of(&sound_case, "2025"), "XK", as_json, &err), &err);
    const at_json_value *json = json_of(at_buffer_str(&out)), *list = member(json, "reforms");
    assert_str(text_of(json, "iso2"), "XK");
    assert_str(text_of(json, "country"), "Kosovo");
    assert_close(number(json, "score"), 20, 0, 0);
    assert_int_equal(member(json, "rank")->integer, 3);
    /* A1 is worth 10 and makes C1 count, which Kosovo has: 50. B1 30, B2 15. */
    assert_int_equal(list->count, 3);
    assert_str(text_of(&list->items[0], "criterion"), "A1");
    assert_close(number(&list->items[0], "points"), 50, 0, 0);
    assert_close(number(&list->items[0], "score"), 70, 0, 0);
    assert_int_equal(member(&list->items[0], "places")->integer, 1);
    assert_str(text_of(&list->items[1], "criterion"), "B1");
    assert_str(text_of(&list->items[2], "criterion"), "B2");
    assert_str(text_of(&list->items[2], "label"), "Fourth");
    assert_str(text_of(&list->items[2], "category"), "Family");
    at_buffer_free(&out);
}

static void the_terminal_shows_what_latvia_lacks(void **state)
{
    at_buffer out = {0};
    at_err err;
    (void)state;
    assert_ok(reforms(&out, rainbow(2025), "lv", as_text, &err), &err);
    assert_golden("index-reforms-2025-lv.txt", at_buffer_str(&out));
    at_buffer_free(&out);
}

static void a_country_is_found_by_code_and_by_name(void **state)
{
    static const char *const names[] = {"TR", "tr", "Turkey", "  TURKEY ", "türkey"};
    at_buffer out = {0};
    at_err err;
    (void)state;
    for (size_t i = 0; i < AT_COUNT_OF(names); i++) {
        assert_ok(reforms(&out, rainbow(2025), names[i], as_json, &err), &err);
        assert_str(text_of(json_of(at_buffer_str(&out)), "iso2"), "TR");
    }
    at_buffer_free(&out);
}

static void an_unknown_country_gets_a_suggestion(void **state)
{
    at_buffer out = {0};
    at_err err;
    (void)state;
    assert_fails(reforms(&out, rainbow(2025), "Latvja", as_text, &err), &err, AT_EUSAGE,
                 "edition 2025 has no country \"Latvja\": did you mean LV (Latvia)?");
    assert_fails(reforms(&out, rainbow(2025), "Atlantis", as_text, &err), &err, AT_EUSAGE,
                 "give its code");
    assert_fails(reforms(&out, rainbow(2025), "", as_text, &err), &err, AT_EUSAGE, "no country");
    at_buffer_free(&out);
}

static void who_has_all_needs_no_reform(void **state)
{
    at_buffer out = {0};
    at_err err;
    (void)state;
    assert_ok(reforms(&out, folder_of(&sound_case, "2025"), "MT", unwrapped, &err), &err);
    assert_contains(at_buffer_str(&out), "no single reform would add to that");
    at_buffer_free(&out);
}

static void an_edition_known_by_category_has_no_reforms(void **state)
{
    at_buffer out = {0};
    at_err err;
    (void)state;
    assert_fails(reforms(&out, rainbow(2024), "LV", as_text, &err), &err, AT_EINPUT,
                 "known by category only");
    at_buffer_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reforms_come_best_first_with_the_place_each_brings),
        cmocka_unit_test(the_terminal_shows_what_latvia_lacks),
        cmocka_unit_test(a_country_is_found_by_code_and_by_name),
        cmocka_unit_test(an_unknown_country_gets_a_suggestion),
        cmocka_unit_test(who_has_all_needs_no_reform),
        cmocka_unit_test(an_edition_known_by_category_has_no_reforms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
