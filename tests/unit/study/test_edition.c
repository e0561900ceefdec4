/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Editions on disk: the shipped ones, and every way in which a folder or a file can be damaged. */
#include "index/score.h"
#include "report_case.h"
#include "seal/hash.h"

static at_status read_folder(const char *folder, at_study_edition *out, at_err *err)
{
    memset(err, 0, sizeof *err);
    return at_study_edition_read(test_arena(), folder, out, err);
}

static void shipped_editions_are_read_without_a_finding_that_stops(void **state)
{
    (void)state;
    for (int year = 2015; year <= 2025; year++) {
        at_study_edition e;
        at_err err;
        const char *folder = test_source(test_format("data/rainbow/%d", year));
        assert_ok(read_folder(folder, &e, &err), &err);
        assert_int_equal(e.year, year);
        assert_int_equal(e.index.country_count, 49);
        assert_int_equal(e.published_count, 49);
        assert_int_equal(e.known_by, year == 2025   ? AT_KNOWN_BY_CRITERIA
                                     : year == 2024 ? AT_KNOWN_BY_CATEGORIES
                                                    : AT_KNOWN_BY_LABELS);
        assert_int_equal(e.crosswalk_count, year < 2024);
    }
}

static void the_2025_edition_scores_as_published(void **state)
{
    at_study_edition e;
    at_index_scores scores;
    at_err err;
    (void)state;
    assert_ok(read_folder(test_source("data/rainbow/2025"), &e, &err), &err);
    assert_ok(at_index_score_edition(test_arena(), &e.index, &scores, &err), &err);
    for (size_t i = 0; i < 49; i++) {
        assert_same_str(e.published[i].iso2, e.index.countries[i].iso2);
        assert_int_equal(scores.countries[i].rank, e.published[i].rank);
        assert_int_equal(scores.countries[i].hundredths * e.published[i].score.den,
                         e.published[i].score.num * 100);
    }
}

static void inputs_are_described_by_their_hashes(void **state)
{
    at_study_edition e;
    at_err err;
    (void)state;
    assert_ok(read_folder(test_source("data/rainbow/2024"), &e, &err), &err);
    assert_int_equal(e.file_count, 4);
    assert_str(e.files[0].path, "categories.csv");
    assert_str(e.files[1].path, "criteria.csv");
    assert_str(e.files[3].path, "published.csv");
    for (size_t i = 0; i < e.file_count; i++) {
        const at_str bytes =
            test_read_file(test_format("%s/%.*s", e.folder, AT_STR_ARG(e.files[i].path)));
        at_sha256 hash;
        at_hash_sha256(at_str_bytes(bytes), &hash);
        assert_str(e.files[i].sha256, hash.hex);
        assert_int_equal(e.files[i].bytes, bytes.len);
        assert_str(e.files[i].edition, "2024");
    }
}

static void a_folder_may_end_in_a_slash_or_be_a_dot(void **state)
{
    const char *folder = test_temp_dir();
    at_study_edition e;
    at_err err;
    (void)state;
    write_case(test_format("%s/2025", folder), &sound_case);
    assert_ok(read_folder(test_format("%s/2025/", folder), &e, &err), &err);
    assert_str(e.index.name, "2025");
    assert_ok(read_folder(test_format("%s/2025/.", folder), &e, &err), &err);
    assert_str(e.index.name, "2025");
    assert_int_equal(e.year, 2025);
    test_write_file(test_format("%s/2025/values.csv", folder), AT_STR("iso2\n"));
    assert_fails(read_folder(test_format("%s/2025/", folder), &e, &err), &err, AT_EINPUT, "column");
    assert_string_equal(err.file, test_format("%s/2025/values.csv", folder));
}

static void what_is_missing_is_said_with_what_to_do(void **state)
{
    const char *folder = test_temp_dir();
    at_study_edition e;
    at_err err;
    edition_case c = sound_case;
    (void)state;
    assert_fails(read_folder(test_format("%s/nowhere", folder), &e, &err), &err, AT_EIO,
                 "no such folder", "criteria.csv");
    test_write_file(test_format("%s/file", folder), AT_STR("x"));
    assert_fails(read_folder(test_format("%s/file", folder), &e, &err), &err, AT_EINPUT,
                 "this is a file", "name the folder");
    c.criteria = NULL;
    write_case(test_format("%s/a", folder), &c);
    assert_fails(read_folder(test_format("%s/a", folder), &e, &err), &err, AT_EINPUT,
                 "criteria.csv is missing: an edition folder needs");
    assert_string_equal(err.file, test_format("%s/a/criteria.csv", folder));
    c = sound_case;
    c.values = NULL;
    write_case(test_format("%s/b", folder), &c);
    assert_fails(read_folder(test_format("%s/b", folder), &e, &err), &err, AT_EINPUT,
                 "values.csv is missing", "categories.csv");
}

/* Two files of an edition damaged in the same way, and where the error says that it is. */
static void assert_damage(const char *criteria, const char *values, const char *file, uint64_t row,
                          uint64_t column, const char *message)
{
    edition_case c = sound_case;
    c.published = NULL;
    if (criteria) c.criteria = criteria;
    if (values) c.values = values;
    const edition_result r = parse_case(&c);
    if (r.status != AT_EINPUT && r.status != AT_ELIMIT) fail_msg("status %d", r.status);
    assert_contains(at_str_from_cstr(r.err.text), message);
    assert_string_equal(r.err.file, test_format("dir/2025/%s", file));
    assert_int_equal(r.err.row, row);
    assert_int_equal(r.err.column, column);
}

static void damaged_tables_are_errors_with_their_place(void **state)
{
    (void)state;
    assert_damage("", NULL, "criteria.csv", 1, 1, "empty");
    assert_damage(NULL, "", "values.csv", 1, 1, "empty");
    assert_damage(NULL, changed(sound_case.values, "Malta", "\"Malta"), "values.csv", 2, 2,
                  "quote");
    assert_damage(NULL, changed(sound_case.values, "MT,Malta,1", "MT,Malta"), "values.csv", 2, 7,
                  "6 cells, expected 7");
    assert_damage(NULL, changed(sound_case.values, "Malta", "M\xff"), "values.csv", 2, 2, "UTF-8");
    assert_damage(NULL, changed(sound_case.values, "C1\n", "A1\n"), "values.csv", 1, 7, "A1");
}

static at_status parse_bytes(const char *bytes, size_t len, at_err *err)
{
    at_study_edition edition;
    const at_finding *findings;
    size_t count;
    const at_edition_file files[] = {
        {AT_STR("criteria.csv"), at_str_bytes(at_str_from_cstr(sound_case.criteria))},
        {AT_STR("values.csv"), {(const uint8_t *)bytes, len}}};
    const at_status status = at_edition_parse(test_arena(), "dir/2025", AT_STR("2025"), files, 2,
                                              AT_EDITION_CHECK, &edition, &findings, &count, err);
    if (status == AT_OK) {
        assert_int_equal(count, 0);
        assert_int_equal(edition.index.country_count, 3);
        assert_str(edition.index.countries[1].name, "Malta");
    }
    return status;
}

static void nul_bytes_and_endless_lines_are_refused(void **state)
{
    enum { LONG = 3 << 20 };
    at_err err = {0};
    static char text[LONG];
    (void)state;
    const char with_nul[] = "iso2,country,A1,A2,B1,B2,C1\nMT,Mal\0ta,1,1,1,1,1\n";
    assert_fails(parse_bytes(with_nul, sizeof with_nul - 1, &err), &err, AT_EINPUT, "zero byte");
    assert_int_equal(err.row, 2);
    memset(text, 'x', sizeof text);
    assert_int_not_equal(parse_bytes(text, sizeof text, &err), AT_OK);
    assert_string_equal(err.file, "dir/2025/values.csv");
}

/* The sound table as other programs write it. */
static void tables_of_other_programs_are_understood(void **state)
{
    const at_str plain = at_str_from_cstr(sound_case.values);
    char text[2048], wide[4096];
    size_t len = 0;
    at_err err = {0};
    (void)state;
    for (size_t i = 0; i < plain.len; i++) { /* CR LF, and semicolons */
        if (plain.ptr[i] == '\n') text[len++] = '\r';
        text[len++] = plain.ptr[i] == ',' ? ';' : plain.ptr[i];
    }
    assert_ok(parse_bytes(text, len, &err), &err);
    for (size_t i = 0; i < plain.len; i++) text[i] = plain.ptr[i] == ',' ? '\t' : plain.ptr[i];
    assert_ok(parse_bytes(text, plain.len, &err), &err);
    memcpy(text, "\xef\xbb\xbf", 3); /* byte-order mark */
    memcpy(text + 3, plain.ptr, plain.len);
    assert_ok(parse_bytes(text, plain.len + 3, &err), &err);
    for (int big = 0; big < 2; big++) { /* UTF-16, both ways */
        wide[0] = big ? '\xfe' : '\xff';
        wide[1] = big ? '\xff' : '\xfe';
        for (size_t i = 0; i < plain.len; i++) {
            wide[2 + 2 * i] = big ? 0 : plain.ptr[i];
            wide[3 + 2 * i] = big ? plain.ptr[i] : 0;
        }
        assert_ok(parse_bytes(wide, 2 + 2 * plain.len, &err), &err);
    }
}

static void reading_fails_with_the_first_finding_that_stops(void **state)
{
    const char *folder = test_temp_dir();
    at_study_edition e = {.year = 77};
    at_err err;
    edition_case c = sound_case;
    (void)state;
    c.criteria = changed(criteria_with_remarks, "Fourth,15", "Fourth,-15"); /* remarks: a note */
    c.values = changed(c.values, "0.5", "half");
    write_case(folder, &c);
    assert_fails(read_folder(folder, &e, &err), &err, AT_EINPUT, "\"-15\" is negative");
    assert_int_equal(err.row, 5);
    assert_int_equal(err.column, 4);
    assert_string_equal(err.file, test_format("%s/criteria.csv", folder));
    assert_int_equal(e.year, 77); /* outputs are left alone */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shipped_editions_are_read_without_a_finding_that_stops),
        cmocka_unit_test(the_2025_edition_scores_as_published),
        cmocka_unit_test(inputs_are_described_by_their_hashes),
        cmocka_unit_test(a_folder_may_end_in_a_slash_or_be_a_dot),
        cmocka_unit_test(what_is_missing_is_said_with_what_to_do),
        cmocka_unit_test(damaged_tables_are_errors_with_their_place),
        cmocka_unit_test(nul_bytes_and_endless_lines_are_refused),
        cmocka_unit_test(tables_of_other_programs_are_understood),
        cmocka_unit_test(reading_fails_with_the_first_finding_that_stops),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
