/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edition_case.h"

static const char *const sound_sources = "iso2,criterion,source,date,note\n"
                                         "XK,C1,Law 7,2025-05-14,\n"
                                         "AT,A2,Gazette 2,2024,in two states\n"
                                         "AT,A2,Gazette 1,,\n";

static edition_case with_sources(const char *from, const char *to)
{
    edition_case c = sound_case;
    c.sources = changed(sound_sources, from, to);
    return c;
}

static void sources_are_sorted_and_several_for_a_cell_are_allowed(void **state)
{
    const edition_case c = with_sources("Law 7", "Law 7");
    (void)state;
    const at_study_edition e = parse_sound(&c);
    assert_int_equal(e.source_count, 3);
    assert_str(e.sources[0].source, "Gazette 1");
    assert_str(e.sources[1].source, "Gazette 2");
    assert_str(e.sources[1].note, "in two states");
    assert_int_equal(e.sources[1].date.year, 2024);
    assert_int_equal(e.sources[2].date.day, 14);
    assert_str(e.sources[2].date_text, "2025-05-14");
}

static void sources_for_cells_that_are_not_there_are_noted(void **state)
{
    edition_case c = with_sources("XK,C1", "RS,C1");
    (void)state;
    assert_finding(&c, false, "sources.csv", 2, 1, "country \"RS\", which is not in values.csv");
    c = with_sources("XK,C1", "XK,C11");
    assert_finding(&c, false, "sources.csv", 2, 2,
                   "\"C11\", which is not in criteria.csv: did you mean \"C1\"?");
    c = with_sources("Law 7", "");
    assert_finding(&c, false, "sources.csv", 2, 3, "names no source");
}

static void a_malformed_date_is_fatal(void **state)
{
    static const char *const bad[] = {"14.5.2025", "2025-13", "2025-02-30", "May 2025", "25"};
    (void)state;
    for (size_t i = 0; i < AT_COUNT_OF(bad); i++) {
        const edition_case c = with_sources("2025-05-14", bad[i]);
        assert_finding(&c, true, "sources.csv", 2, 4, bad[i]);
    }
}

static void date_and_note_may_be_left_out(void **state)
{
    edition_case c = sound_case;
    (void)state;
    c.sources = "iso2,criterion,source\nMT,A1,Act IX\n";
    const at_study_edition e = parse_sound(&c);
    assert_int_equal(e.source_count, 1);
    assert_int_equal(e.sources[0].date.year, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sources_are_sorted_and_several_for_a_cell_are_allowed),
        cmocka_unit_test(sources_for_cells_that_are_not_there_are_noted),
        cmocka_unit_test(a_malformed_date_is_fatal),
        cmocka_unit_test(date_and_note_may_be_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
