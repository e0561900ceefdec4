/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/release_index.h"

#include "report_case.h"

enum { FIRST_YEAR = 2015, YEARS = 11 };

static at_release_request request_for(const char *const *folders, size_t count)
{
    return (at_release_request){.folders = folders,
                                .folder_count = count,
                                .program = AT_STR("attest 0.0.0"),
                                .within = {AT_RELEASE_WITHIN, 1},
                                .draws = 2000,
                                .seed = AT_RELEASE_SEED};
}

static at_release release_of(const char *const *folders, size_t count)
{
    at_release release;
    at_err err = {0};
    const at_release_request request = request_for(folders, count);
    assert_ok(at_study_release_index(test_arena(), &request, &release, &err), &err);
    return release;
}

static at_release shipped(void)
{
    const char *folders[YEARS];
    for (int i = 0; i < YEARS; i++) folders[i] = rainbow(FIRST_YEAR + i);
    return release_of(folders, YEARS);
}

static const at_release_table *table(const at_release *release, const char *name)
{
    const at_release_table *t = at_release_find(release, at_str_from_cstr(name));
    if (!t) fail_msg("no table %s", name);
    return t;
}

static at_str cell(const at_release_table *t, size_t row, const char *column)
{
    const size_t at = at_release_column(t, at_str_from_cstr(column));
    assert_int_not_equal(at, SIZE_MAX);
    assert_true(row < t->row_count);
    return t->cells[row * t->column_count + at];
}

static size_t row_where(const at_release_table *t, const char *column, const char *value)
{
    for (size_t row = 0; row < t->row_count; row++) {
        if (at_str_equal(cell(t, row, column), at_str_from_cstr(value))) return row;
    }
    fail_msg("no row with %s %s", column, value);
    return 0;
}

static at_str summary(const at_release *release, const char *key)
{
    const at_release_table *t = table(release, "summary");
    return cell(t, row_where(t, "key", key), "value");
}

/* All files of the bundle in one text; `skip_manifest` leaves out the hashes of the inputs with
 * it. */
static at_str bytes_of(const at_release *release, bool skip_manifest)
{
    const at_release_member *members;
    size_t count;
    at_buffer out AT_CLEANUP(at_buffer_free) = {0};
    at_err err = {0};
    at_str copy;
    assert_ok(at_release_encode(test_arena(), release, &members, &count, &err), &err);
    for (size_t i = 0; i < count; i++) {
        if (skip_manifest && at_str_equal(members[i].path, AT_STR(AT_RELEASE_MANIFEST))) continue;
        at_buffer_add(&out, members[i].path);
        at_buffer_char(&out, '\n');
        at_buffer_add(&out, at_bytes_str(members[i].bytes));
    }
    assert_ok(at_arena_copy(test_arena(), at_buffer_str(&out), &copy, &err), &err);
    return copy;
}

static void shipped_editions_make_the_release_of_2025(void **state)
{
    (void)state;
    const at_release release = shipped();
    assert_str(release.title, "Rainbow Map 2025");
    assert_str(release.edition, "2025");
    assert_int_equal(release.year, 2025);
    assert_str(release.date, "2025-05-14");
    assert_str(release.compared_with, "2024");
    assert_int_equal(release.input_count, 9 * 4 + 4 + 4);
    assert_str(summary(&release, "countries"), "49");
    assert_str(summary(&release, "criteria"), "76");
    assert_str(summary(&release, "attainable"), "99.99");
    assert_str(summary(&release, "pairs_hold"), "1078");
    assert_str(summary(&release, "pairs_hold_any_weights"), "598");
    assert_str(summary(&release, "neighbours_hold"), "10");
    assert_str(summary(&release, "falls"), "27");
    assert_str(summary(&release, "falls_rules_only"), "15");
    assert_str(release.settings[0].key, "within");
    assert_str(release.settings[0].value, "25");
    assert_false(release.settings[0].number);
    assert_str(release.settings[1].value, "category");
    assert_str(release.settings[2].value, "2000");
    assert_true(release.settings[3].number);
}

static void tables_have_a_row_for_each_thing(void **state)
{
    static const struct {
        const char *name;
        size_t rows;
    } want[] = {{"categories", 7},
                {"category_changes", 49 * 7},
                {"category_scores", 49 * 7},
                {"cells", 49 * 76},
                {"changes", 49},
                {"countries", 49},
                {"criteria", 76},
                {"editions", 11},
                {"history", 49 * 11},
                {"pairs", 1176}};
    (void)state;
    const at_release release = shipped();
    for (size_t i = 0; i < AT_COUNT_OF(want); i++) {
        assert_int_equal(table(&release, want[i].name)->row_count, want[i].rows);
    }
    assert_true(table(&release, "reforms")->row_count > 49 * 10);
    assert_null(at_release_find(&release, AT_STR("sources")));      /* none are shipped */
    assert_null(at_release_find(&release, AT_STR("cell_changes"))); /* 2024 is known by category */
    assert_null(at_release_find(&release, AT_STR("moves")));
    for (size_t i = 1; i < release.table_count; i++) {
        assert_true(at_str_compare(release.tables[i - 1].name, release.tables[i].name) < 0);
    }
    for (size_t i = 1; i < release.input_count; i++) {
        const at_release_file *a = &release.inputs[i - 1], *b = &release.inputs[i];
        const int order = at_str_compare(a->edition, b->edition);
        assert_true(order < 0 || (order == 0 && at_str_compare(a->path, b->path) < 0));
    }
}

static void cells_of_the_tables_are_the_reference_ones(void **state)
{
    (void)state;
    const at_release release = shipped();
    const at_release_table *countries = table(&release, "countries");
    assert_str(cell(countries, 0, "iso2"), "MT");
    assert_str(cell(countries, 0, "score"), "88.83");
    const size_t germany = row_where(countries, "iso2", "DE");
    assert_int_equal(germany, 7);
    assert_str(cell(countries, germany, "rank_low"), "6");
    assert_str(cell(countries, germany, "rank_high"), "13");
    const at_release_table *changes = table(&release, "changes");
    const size_t hungary = row_where(changes, "iso2", "HU");
    assert_str(cell(changes, hungary, "mode"), "coarse");
    assert_str(cell(changes, hungary, "places"), "-7");
    assert_str(cell(changes, hungary, "values_none"), "no");
    assert_str(cell(changes, hungary, "own_values"), "");
    assert_str(cell(changes, row_where(changes, "iso2", "NO"), "values_none"), "yes");
    const at_release_table *criteria = table(&release, "criteria");
    const size_t added = row_where(criteria, "status", "added");
    assert_contains(cell(criteria, added, "label"), "sex characteristics");
    assert_str(cell(criteria, added, "weight_old"), "");
    const size_t hate = row_where(criteria, "criterion", "HC01");
    assert_str(cell(criteria, hate, "weight"), "2.2");
    assert_str(cell(criteria, hate, "weight_old"), "2.432");
    const at_release_table *history = table(&release, "history");
    assert_str(cell(history, 0, "iso2"), "AD");
    assert_str(cell(history, 0, "year"), "2015");
    assert_str(cell(history, 0, "firm"), "no");
    assert_str(cell(history, 10, "firm"), "yes");
}

static void the_bundle_reads_back_as_it_was(void **state)
{
    at_err err = {0};
    const at_release *back;
    (void)state;
    const at_release release = shipped();
    const char *folder = test_format("%s/release", test_temp_dir());
    assert_ok(at_release_write(&release, folder, &err), &err);
    assert_ok(at_release_open(test_arena(), folder, &back, &err), &err);
    assert_same_str(bytes_of(back, false), bytes_of(&release, false));
}

/* The lines below the header, last first. */
static const char *backwards(const char *text)
{
    const char *body = strchr(text, '\n') + 1, *out = "";
    const char *header = test_format("%.*s", (int)(body - text), text);
    while (*body) {
        const char *next = strchr(body, '\n') + 1;
        out = test_format("%.*s%s", (int)(next - body), body, out);
        body = next;
    }
    return test_format("%s%s", header, out);
}

static void order_of_rows_and_of_folders_changes_only_the_hashes_of_inputs(void **state)
{
    edition_case before = sound_case, after = sound_case;
    (void)state;
    after.values = changed(after.values, "0.5", "1/3");
    after.values = changed(after.values, "XK,Kosovo,0,1", "XK,Kosovo,,1");
    after.published = NULL;
    after.sources =
        "iso2,criterion,source,date,note\nMT,A1,Law 1,2025-02,\nAT,A2,Act,2025-03-01,x\n";
    const char *one[] = {folder_of(&before, "2024"), folder_of(&after, "2025")};
    const at_release straight = release_of(one, 2);
    before.values = backwards(before.values);
    before.published = backwards(before.published);
    after.values = backwards(after.values);
    after.sources = backwards(after.sources);
    const char *two[] = {folder_of(&after, "2025"), folder_of(&before, "2024")};
    const at_release turned = release_of(two, 2);
    assert_same_str(bytes_of(&turned, true), bytes_of(&straight, true));
    assert_str(straight.date, "2025-03-01");
    const char *again[] = {one[1], one[0]};
    const at_release same = release_of(again, 2);
    assert_same_str(bytes_of(&same, false), bytes_of(&straight, false));
}

static void threads_change_not_a_byte(void **state)
{
    const char *folders[] = {rainbow(2025)};
    at_release_request request = request_for(folders, 1);
    at_release alone, together;
    at_err err = {0};
    (void)state;
    assert_ok(at_study_release_index(test_arena(), &request, &alone, &err), &err);
    assert_ok(at_pool_new(3, &request.pool, &err), &err);
    assert_ok(at_study_release_index(test_arena(), &request, &together, &err), &err);
    at_pool_free(request.pool);
    assert_same_str(bytes_of(&alone, false), bytes_of(&together, false));
}

static void a_full_comparison_has_its_columns_and_its_tables(void **state)
{
    edition_case before = sound_case, after = sound_case;
    (void)state;
    before.values = changed(before.values, "XK,Kosovo", "ME,Montenegro");
    before.published = NULL;
    after.values = changed(after.values, "0.5", "8/9");
    after.criteria = changed(after.criteria, "First,10", "First,5");
    after.criteria = changed(after.criteria, "Fifth,40", "Fifth,45");
    after.published = NULL;
    const char *folders[] = {folder_of(&before, "2024"), folder_of(&after, "2025")};
    const at_release release = release_of(folders, 2);
    const at_release_table *changes = table(&release, "changes");
    const size_t austria = row_where(changes, "iso2", "AT");
    assert_int_equal(changes->row_count, 2);
    assert_str(cell(changes, austria, "mode"), "full");
    assert_str(cell(changes, austria, "values_low"), "");
    assert_str(cell(changes, austria, "values_none"), "");
    /* 7/18 of the 20 points of A2: values. A1 lost 5 points: rules. */
    assert_str(cell(changes, austria, "own_values"), "7.7778");
    assert_str(cell(changes, austria, "values"), "7.7778");
    assert_str(cell(changes, austria, "rules"), "-5");
    assert_str(cell(changes, austria, "weights"), "-5");
    const at_release_table *cells = table(&release, "cell_changes");
    assert_int_equal(cells->row_count, 1);
    assert_str(cell(cells, 0, "criterion"), "A2");
    assert_str(cell(cells, 0, "value_old"), "0.5");
    assert_str(cell(cells, 0, "value_new"), "0.888889");
    const at_release_table *moves = table(&release, "moves");
    assert_int_equal(moves->row_count, 2);
    assert_str(cell(moves, row_where(moves, "kind", "entered"), "iso2"), "XK");
    assert_str(cell(moves, row_where(moves, "kind", "left"), "iso2"), "ME");
    assert_str(cell(moves, row_where(moves, "kind", "left"), "edition"), "2024");
    const at_release_table *history = table(&release, "history");
    for (size_t i = 0; i < history->row_count; i++) { /* of the countries of 2025 only */
        assert_false(at_str_equal(cell(history, i, "iso2"), AT_STR("ME")));
        assert_str(cell(history, i, "kind"), "computed");
    }
}

static void every_standing_of_a_cell_has_its_word(void **state)
{
    edition_case c = sound_case;
    static const struct {
        const char *iso2, *criterion, *standing, *points;
    } want[] = {{"MT", "A1", "met", "10"},      {"AT", "A2", "partly", "10"},
                {"AT", "B1", "unmet", "0"},     {"AT", "A1", "unknown", "0"},
                {"MT", "B2", "surpassed", "0"}, {"XK", "C1", "no-effect", "0"}};
    (void)state;
    c.values = changed(c.values, "AT,Austria,1", "AT,Austria,");
    c.published = NULL;
    const char *folders[] = {folder_of(&c, "2025")};
    const at_release release = release_of(folders, 1);
    const at_release_table *cells = table(&release, "cells");
    for (size_t i = 0; i < AT_COUNT_OF(want); i++) {
        bool found = false;
        for (size_t row = 0; row < cells->row_count; row++) {
            if (!at_str_equal(cell(cells, row, "iso2"), at_str_from_cstr(want[i].iso2)) ||
                !at_str_equal(cell(cells, row, "criterion"), at_str_from_cstr(want[i].criterion))) {
                continue;
            }
            found = true;
            assert_str(cell(cells, row, "standing"), want[i].standing);
            assert_str(cell(cells, row, "points"), want[i].points);
        }
        assert_true(found);
    }
    assert_str(release.compared_with, "");
    assert_null(at_release_find(&release, AT_STR("changes")));
    for (size_t i = 0; i < table(&release, "summary")->row_count; i++) {
        assert_false(at_str_equal(cell(table(&release, "summary"), i, "key"), AT_STR("falls")));
    }
}

static void requests_that_cannot_be_met_say_why(void **state)
{
    const char *unweighted[] = {rainbow(2022), rainbow(2023)},
               *twice[] = {rainbow(2025), rainbow(2025)};
    const char *good[] = {rainbow(2025)};
    at_release release;
    at_err err = {0};
    (void)state;
    at_release_request request = request_for(unweighted, 2);
    assert_fails(at_study_release_index(test_arena(), &request, &release, &err), &err, AT_EINPUT,
                 "edition 2023 has no weights");
    request = request_for(twice, 2);
    assert_fails(at_study_release_index(test_arena(), &request, &release, &err), &err, AT_EUSAGE,
                 "two editions are of 2025");
    request = request_for(good, 0);
    assert_fails(at_study_release_index(test_arena(), &request, &release, &err), &err, AT_EUSAGE,
                 "name at least one edition");
    request = request_for(good, 1);
    request.date = AT_STR("yesterday");
    assert_fails(at_study_release_index(test_arena(), &request, &release, &err), &err, AT_EUSAGE,
                 "--date", "yesterday");
    request = request_for(good, 1);
    request.seed = UINT64_MAX;
    assert_fails(at_study_release_index(test_arena(), &request, &release, &err), &err, AT_EUSAGE,
                 "--seed");
    request = request_for(good, 1);
    request.date = AT_STR("2025-06-01");
    request.draws = 0;
    assert_ok(at_study_release_index(test_arena(), &request, &release, &err), &err);
    assert_str(release.date, "2025-06-01");
    assert_str(cell(table(&release, "countries"), 0, "rank_50"), "");
    assert_str(cell(table(&release, "pairs"), 0, "share_within"), "");
}

static void a_main_edition_known_by_category_has_a_release_without_cells(void **state)
{
    const char *folders[] = {rainbow(2023), rainbow(2024)};
    (void)state;
    const at_release release = release_of(folders, 2);
    assert_str(release.edition, "2024");
    assert_str(release.compared_with, "");
    assert_null(at_release_find(&release, AT_STR("cells")));
    assert_null(at_release_find(&release, AT_STR("reforms")));
    assert_int_equal(table(&release, "countries")->row_count, 49);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shipped_editions_make_the_release_of_2025),
        cmocka_unit_test(tables_have_a_row_for_each_thing),
        cmocka_unit_test(cells_of_the_tables_are_the_reference_ones),
        cmocka_unit_test(the_bundle_reads_back_as_it_was),
        cmocka_unit_test(order_of_rows_and_of_folders_changes_only_the_hashes_of_inputs),
        cmocka_unit_test(threads_change_not_a_byte),
        cmocka_unit_test(a_full_comparison_has_its_columns_and_its_tables),
        cmocka_unit_test(every_standing_of_a_cell_has_its_word),
        cmocka_unit_test(requests_that_cannot_be_met_say_why),
        cmocka_unit_test(a_main_edition_known_by_category_has_a_release_without_cells),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
