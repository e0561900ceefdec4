/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish/site_list.h"

#include "publish_case.h"

#define ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static const at_release_file two_files[] = {{{0}, {"index.html", 10}, 3, {ABC, 64}},
                                            {{0}, {"release/manifest.json", 21}, 3, {ABC, 64}}};

static const char two_files_text[] =
    "{\n  \"format\": \"attest-site/1\",\n  \"program\": \"attest 9.8.7\",\n  \"release\": \"" ABC
    "\",\n  \"files\": [\n    {\n      \"path\": \"index.html\",\n      \"bytes\": 3,\n      "
    "\"sha256\": \"" ABC "\"\n    },\n    {\n      \"path\": \"release/manifest.json\",\n      "
    "\"bytes\": 3,\n      \"sha256\": \"" ABC "\"\n    }\n  ]\n}\n";

static void list_is_written_as_the_format_says(void **state)
{
    (void)state;
    const at_site_list list = {AT_STR("attest 9.8.7"), two_files, 2};
    at_str text;
    at_err err = {0};
    assert_ok(at_site_list_encode(test_arena(), &list, &text, &err), &err);
    assert_str(text, two_files_text);
}

static at_status parse(const char *text, at_site_list *out, at_err *err)
{
    return at_site_list_parse(test_arena(), "site.json", at_str_bytes(at_str_from_cstr(text)), out,
                              err);
}

static void list_reads_back(void **state)
{
    (void)state;
    at_site_list list = {0};
    at_err err = {0};
    assert_ok(parse(two_files_text, &list, &err), &err);
    assert_str(list.program, "attest 9.8.7");
    assert_int_equal(list.count, 2);
    assert_str(list.files[1].path, "release/manifest.json");
}

/* Each of these says the same or nearly so, and was not written by us. */
static void list_that_was_edited_is_corrupt(void **state)
{
    (void)state;
    static const char *const edits[][2] = {
        {"\n  \"program\"", "\n \"program\""},
        {"\"format\": \"attest-site/1\",\n",
         "\"format\": \"attest-site/1\",\n  \"note\": \"mine\",\n"},
        {"\"release\": \"ba", "\"release\": \"bb"},
        {"\"release\": \"" ABC "\",\n  ", ""},
        {"index.html", "..//index"},
        {"index.html", "zndex.html"},
        {ABC "\"\n    },", "00\"\n    },"},
        {"\"bytes\": 3", "\"bytes\": -3"},
        {"\"bytes\": 3", "\"bytes\": \"3\""},
        {"\"files\"", "\"file\""},
        {"\"program\"", "\"programme\""},
        {"]\n}\n", "]\n"},
        {"]\n}\n", "]\n}"},
        {"]\n}\n", "]\n}\n\n"},
    };
    for (size_t i = 0; i < AT_COUNT_OF(edits); i++) {
        size_t at;
        at_site_list list = {0};
        at_err err = {0};
        const at_str text = at_str_from_cstr(two_files_text), old = at_str_from_cstr(edits[i][0]);
        assert_true(at_str_find(text, old, &at));
        const char *edited =
            test_format("%.*s%s%s", (int)at, text.ptr, edits[i][1], text.ptr + at + old.len);
        const at_status status = parse(edited, &list, &err);
        if (status != AT_ECORRUPT) fail_msg("edit %zu: %s", i, at_status_word(status));
        assert_string_equal(err.file, "site.json");
        assert_int_equal(list.count, 0);
    }
    at_site_list list;
    at_err err = {0};
    assert_int_equal(parse("", &list, &err), AT_ECORRUPT);
    assert_int_equal(parse("not JSON", &list, &err), AT_ECORRUPT);
}

static void what_is_no_list_of_a_site_is_bad_input(void **state)
{
    (void)state;
    static const char *const wrong[] = {"{}", "[]", "{\"format\": \"attest-release/1\"}",
                                        "{\"format\": 1}", "{\"name\": \"my site\"}"};
    at_site_list list;
    at_err err = {0};
    for (size_t i = 0; i < AT_COUNT_OF(wrong); i++) {
        assert_fails(parse(wrong[i], &list, &err), &err, AT_EINPUT, "not the list of a site");
    }
    assert_fails(parse("{\"format\": \"attest-site/2\"}", &list, &err), &err, AT_EINPUT,
                 "attest-site/2", "attest-site/1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(list_is_written_as_the_format_says),
        cmocka_unit_test(list_reads_back),
        cmocka_unit_test(list_that_was_edited_is_corrupt),
        cmocka_unit_test(what_is_no_list_of_a_site_is_bad_input),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
