/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "draw/html.h"
#include "support.h"
#include "well_formed.h"

static at_str text_of(at_buffer *out, at_str text)
{
    at_html html = {out};
    at_buffer_clear(out);
    at_html_text(&html, text);
    return at_buffer_str(out);
}

static void the_checker_refuses_what_is_not_well_formed(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",
        "x",
        "<a>",
        "<a></b>",
        "<a b></a>",
        "<a b=c></a>",
        "<a b=\"1\" b=\"2\"/>",
        "<a b=\"<\"/>",
        "<a>&x;</a>",
        "<a>&</a>",
        "<a>]]</a><b/>",
        "<a/><a/>",
        "<a>\x01</a>",
        "<a>\xFF</a>",
        "<!-- x --><a/>",
        "<a",
        "<a b=\"1\"c=\"2\"/>",
        "<1/>",
        "<a></a >",
    };
    size_t at;
    for (size_t i = 0; i < AT_COUNT_OF(wrong); i++) {
        if (well_formed(at_str_from_cstr(wrong[i]), &at)) fail_msg("accepted: %s", wrong[i]);
    }
    assert_true(
        well_formed(AT_STR("<a b=\"1&quot;\" c=\"\"><d-e/>x &amp; y<f>\xC3\xA9</f></a>\n"), &at));
}

static void text_is_escaped_and_everything_else_stays(void **state)
{
    (void)state;
    AT_CLEANUP(at_buffer_free) at_buffer out = {0};
    assert_str(text_of(&out, AT_STR("a < b & c > d")), "a &lt; b &amp; c &gt; d");
    assert_str(text_of(&out, AT_STR("\"it's\"")), "\"it's\"");
    assert_str(text_of(&out, AT_STR("Österreich – 日本 🏳")), "Österreich – 日本 🏳");
    assert_str(text_of(&out, AT_STR("a\tb\nc\r\n")), "a\tb\nc\r\n");
    assert_str(text_of(&out, (at_str){0}), "");
}

static void each_wrong_byte_becomes_one_replacement_character(void **state)
{
    (void)state;
    AT_CLEANUP(at_buffer_free) at_buffer out = {0};
    assert_str(text_of(&out, AT_STR("a\xFF\xFE z")), "a\uFFFD\uFFFD z");
    assert_str(text_of(&out, AT_STR("\xC3(")), "\uFFFD(");
    assert_str(text_of(&out, AT_STR("\xE2\x82")), "\uFFFD\uFFFD");
    assert_str(text_of(&out, AT_STR("\xC0\xAF")), "\uFFFD\uFFFD");           /* overlong '/' */
    assert_str(text_of(&out, AT_STR("\xED\xA0\x80")), "\uFFFD\uFFFD\uFFFD"); /* a surrogate */
}

static void text_cannot_turn_what_follows_it_round(void **state)
{
    (void)state;
    AT_CLEANUP(at_buffer_free) at_buffer out = {0};
    for (unsigned code = 0x2000; code < 0x2070; code++) {
        char text[] = "\xE2\x80\x80 12.5";
        text[1] = (char)(0x80 | (code >> 6 & 0x3F));
        text[2] = (char)(0x80 | (code & 0x3F));
        const bool runs_on =
            (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
        assert_str(text_of(&out, at_str_from_cstr(text)), runs_on ? "\uFFFD 12.5" : text);
    }
    at_html html = {&out};
    at_buffer_clear(&out);
    at_html_attribute(&html, "alt", AT_STR("\u202E98 points"));
    assert_str(at_buffer_str(&out), " alt=\"\uFFFD98 points\"");
}

static void forbidden_characters_become_replacement_characters(void **state)
{
    (void)state;
    AT_CLEANUP(at_buffer_free) at_buffer out = {0};
    assert_str(text_of(&out, AT_STR("a\0b\x1F\x7F")), "a\uFFFDb\uFFFD\uFFFD");
    assert_str(text_of(&out, AT_STR("\xC2\x80\xC2\x9F\xC2\xA0")),
               "\uFFFD\uFFFD\xC2\xA0"); /* C1, then a space */
    assert_str(text_of(&out, AT_STR("\xEF\xBF\xBE\xEF\xBF\xBF\xF0\x9F\xBF\xBE")),
               "\uFFFD\uFFFD\uFFFD");
    assert_str(text_of(&out, AT_STR("\xEF\xB7\x90\xEF\xB7\xAF\xEF\xB7\xB0")),
               "\uFFFD\uFFFD\xEF\xB7\xB0");
}

static void attributes_cannot_be_left_by_a_quote(void **state)
{
    (void)state;
    AT_CLEANUP(at_buffer_free) at_buffer out = {0};
    at_html html = {&out};
    at_html_attribute(&html, "title", AT_STR("\"><script>alert('x')</script>"));
    assert_true(at_str_equal(
        at_buffer_str(&out),
        AT_STR(" title=\"&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;\"")));
}

/* What a reader makes of escaped text. */
static void unescape(at_str escaped, at_buffer *out)
{
    static const struct {
        const char *entity, *plain;
    } table[] = {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}};
    at_buffer_clear(out);
    for (size_t i = 0; i < escaped.len;) {
        const at_str rest = at_str_slice(escaped, i, escaped.len);
        size_t k = 0;
        while (k < AT_COUNT_OF(table) && !at_str_starts(rest, at_str_from_cstr(table[k].entity)))
            k++;
        if (k < AT_COUNT_OF(table)) {
            at_buffer_add(out, at_str_from_cstr(table[k].plain));
            i += strlen(table[k].entity);
        } else {
            at_buffer_char(out, escaped.ptr[i++]);
        }
    }
}

static void no_bytes_whatever_break_out_of_text_or_attribute(void **state)
{
    (void)state;
    static const char pieces[] =
        "<>&\"'/=-!?;#x \t\n\r\0\x7F\xC2\xA0\xE2\x80\xA6\xF0\x9F\xFF\xED\xA0";
    test_random random = {1};
    AT_CLEANUP(at_buffer_free) at_buffer page = {0};
    AT_CLEANUP(at_buffer_free) at_buffer plain = {0};
    AT_CLEANUP(at_buffer_free) at_buffer escaped = {0};
    for (int round = 0; round < 20000; round++) {
        char bytes[40];
        const size_t length = test_random_u64(&random) % sizeof bytes;
        for (size_t i = 0; i < length; i++) {
            const uint64_t r = test_random_u64(&random);
            bytes[i] = round % 2 ? (char)(r & 0xFF) : pieces[r % (sizeof pieces - 1)];
        }
        const at_str text = {bytes, length};
        at_html html = {&page};
        at_buffer_clear(&page);
        at_html_literal(&html, "<a");
        at_html_attribute(&html, "b", text);
        at_html_literal(&html, "><c/>");
        at_html_text(&html, text);
        at_html_literal(&html, "</a>");
        size_t at = 0;
        if (!well_formed(at_buffer_str(&page), &at)) {
            fail_msg("round %d, byte %zu: %.*s", round, at, AT_STR_ARG(at_buffer_str(&page)));
        }
        /* Nothing is lost either: text that needs no replacement comes back as it was. */
        html.out = &escaped;
        at_buffer_clear(&escaped);
        at_html_text(&html, text);
        if (at_str_find(at_buffer_str(&escaped), AT_STR("\xEF\xBF\xBD"), NULL)) continue;
        unescape(at_buffer_str(&escaped), &plain);
        assert_true(at_str_equal(at_buffer_str(&plain), text));
    }
}

static void formatted_text_is_escaped_after_formatting(void **state)
{
    (void)state;
    AT_CLEANUP(at_buffer_free) at_buffer out = {0};
    at_html html = {&out};
    at_html_text_format(&html, "%s is %d < %.1f", "<b>", 5, 6.5);
    assert_str(at_buffer_str(&out), "&lt;b&gt; is 5 &lt; 6.5");
    at_buffer_clear(&out);
    at_html_text_format(&html, "%s", "");
    assert_int_equal(out.len, 0);
    at_html_text_format(&html, "%*d", 5000, 7); /* longer than any fixed room */
    assert_int_equal(out.len, 5000);
    assert_int_equal(out.ptr[4999], '7');
}

static void a_full_buffer_is_remembered(void **state)
{
    (void)state;
    AT_CLEANUP(at_buffer_free) at_buffer out = {.limit = 64};
    at_html html = {&out};
    at_html_text_format(&html, "%*d", 100, 7);
    assert_int_equal(at_buffer_status(&out, NULL), AT_ELIMIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_checker_refuses_what_is_not_well_formed),
        cmocka_unit_test(text_is_escaped_and_everything_else_stays),
        cmocka_unit_test(each_wrong_byte_becomes_one_replacement_character),
        cmocka_unit_test(text_cannot_turn_what_follows_it_round),
        cmocka_unit_test(forbidden_characters_become_replacement_characters),
        cmocka_unit_test(attributes_cannot_be_left_by_a_quote),
        cmocka_unit_test(no_bytes_whatever_break_out_of_text_or_attribute),
        cmocka_unit_test(formatted_text_is_escaped_after_formatting),
        cmocka_unit_test(a_full_buffer_is_remembered),
    };
    return cmocka_run_group_tests_name("draw/html", tests, NULL, NULL);
}
