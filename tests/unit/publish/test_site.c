/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish/site_list.h"
#include "publish_case.h"

#include <string.h>
#include <unistd.h>

static made_site made_on(const at_release *release, size_t threads, at_site_part part)
{
    made_site site;
    at_pool *pool;
    at_err err = {0};
    assert_ok(at_pool_new(threads, &pool, &err), &err);
    assert_ok(at_site_make(test_arena(), release, part, pool, NULL, &site.files, &site.count, &err),
              &err);
    at_pool_free(pool);
    return site;
}

static void assert_same_site(made_site a, made_site b)
{
    assert_int_equal(a.count, b.count);
    for (size_t i = 0; i < a.count; i++) {
        assert_same_str(a.files[i].path, b.files[i].path);
        assert_int_equal(a.files[i].bytes.len, b.files[i].bytes.len);
        assert_memory_equal(a.files[i].bytes.ptr, b.files[i].bytes.ptr, a.files[i].bytes.len);
    }
}

static void same_release_gives_the_same_site_on_any_number_of_threads(void **state)
{
    (void)state;
    const at_release *release = full_release();
    const made_site once = made_on(release, 1, AT_SITE_ALL);
    assert_same_site(once, made_on(release, 1, AT_SITE_ALL));
    assert_same_site(once, made_on(release, 2, AT_SITE_ALL));
    assert_same_site(once, made_on(full_release(), 7, AT_SITE_ALL));
}

/* Pages alone are the whole site without its PNG files: what verify makes is what publish wrote. */
static void pages_are_the_site_without_pictures_in_png(void **state)
{
    (void)state;
    const made_site all = made_on(full_release(), 2, AT_SITE_ALL);
    const made_site pages = made_on(full_release(), 2, AT_SITE_PAGES);
    size_t k = 0, svg = 0, png = 0;
    for (size_t i = 0; i < all.count; i++) {
        svg += at_str_ends(all.files[i].path, AT_STR(".svg"));
        if (at_str_ends(all.files[i].path, AT_STR(".png"))) {
            png++;
            continue;
        }
        assert_true(k < pages.count);
        assert_same_str(all.files[i].path, pages.files[k].path);
        assert_same_str(at_bytes_str(all.files[i].bytes), at_bytes_str(pages.files[k].bytes));
        k++;
    }
    assert_int_equal(k, pages.count);
    assert_int_equal(svg, png);
    assert_true(png > 0);
}

static void paths_are_in_order_and_plain(void **state)
{
    (void)state;
    const made_site site = made_on(full_release(), 1, AT_SITE_PAGES);
    for (size_t i = 0; i < site.count; i++) {
        const at_str path = site.files[i].path;
        assert_true(i == 0 || at_str_compare(site.files[i - 1].path, path) < 0);
        for (size_t k = 0; k < path.len; k++) {
            assert_non_null(strchr("abcdefghijklmnopqrstuvwxyz_-./", path.ptr[k]));
        }
    }
}

/* Every cell of every table that is `from` becomes `to`. */
static void rename_everywhere(at_release *release, const char *from, const char *to)
{
    for (size_t i = 0; i < release->table_count; i++) {
        const at_release_table *t = &release->tables[i];
        for (size_t k = 0; k < t->row_count * t->column_count; k++) {
            if (!at_str_equal(t->cells[k], at_str_from_cstr(from))) continue;
            set_cell(release, test_format("%.*s", AT_STR_ARG(t->name)), k / t->column_count,
                     test_format("%.*s", AT_STR_ARG(t->columns[k % t->column_count])), to);
        }
    }
}

static void codes_that_are_nearly_the_same_have_files_of_their_own(void **state)
{
    (void)state;
    static const char *const codes[][2] = {
        {"MT", "GB"}, {"BE", "GB-SCT"}, {"LV", "GBSCT"}, {"CA", "GB-NARROW"}};
    at_release *release = full_release();
    for (size_t i = 0; i < AT_COUNT_OF(codes); i++) {
        rename_everywhere(release, codes[i][0], codes[i][1]);
    }
    const made_site site = made_on(release, 2, AT_SITE_ALL);
    size_t pages = 0;
    for (size_t i = 0; i < site.count; i++) {
        pages += at_str_starts(site.files[i].path, AT_STR("country/"));
        assert_true(i == 0 || at_str_compare(site.files[i - 1].path, site.files[i].path) < 0);
    }
    assert_int_equal(pages, 4);
    assert_contains(file_in(site, "country/gb_sct.html"), "Belgium");
    assert_contains(file_in(site, "country/gb_narrow.html"), "Canada");
    assert_contains(file_in(site, "country/gb.html"), "images/categories-gb-narrow.png");
}

static void name_that_no_picture_can_hold_is_refused_in_words(void **state)
{
    (void)state;
    at_release *release = full_release();
    const at_release_member *files;
    size_t count;
    at_err err = {0};
    set_of(release, "countries", "MT", "country", test_format("Malta%0300000d", 0));
    assert_fails(
        at_site_make(test_arena(), release, AT_SITE_PAGES, test_pool(), NULL, &files, &count, &err),
        &err, AT_ELIMIT, "name that is too long");
}

static void site_of_each_way_of_comparing_has_its_files(void **state)
{
    (void)state;
    static const char *const files[] = {
        "index.html",       "by-name.html",         "methods.html",     "downloads.html",
        "style.css",        "country/mt.html",      "data/tables.xlsx", "data/tables.json",
        "data/release.zip", "release/manifest.json"};
    const at_release *releases[] = {full_release(), coarse_release(), plain_release()};
    for (size_t i = 0; i < AT_COUNT_OF(releases); i++) {
        const made_site site = made_on(releases[i], 2, AT_SITE_PAGES);
        for (size_t k = 0; k < AT_COUNT_OF(files); k++)
            assert_true(file_in(site, files[k]).len > 0);
    }
}

static const char *written_site(void)
{
    const char *folder = test_format("%s/site", test_temp_dir());
    at_err err = {0};
    assert_ok(
        at_site_write(full_release(), folder, AT_STR("attest 9.8.7"), test_pool(), NULL, &err),
        &err);
    return folder;
}

static void written_site_lists_every_other_file(void **state)
{
    (void)state;
    const char *folder = written_site();
    at_site_list list;
    size_t count, k = 0;
    at_err err = {0};
    assert_ok(at_site_list_parse(test_arena(), "site.json",
                                 at_str_bytes(test_read_file(test_format("%s/site.json", folder))),
                                 &list, &err),
              &err);
    assert_str(list.program, "attest 9.8.7");
    const char *const *paths = test_list_files(folder, &count);
    assert_int_equal(count, list.count + 1);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(paths[i], "site.json") == 0) continue;
        assert_str(list.files[k].path, paths[i]);
        assert_int_equal(list.files[k++].bytes,
                         test_read_file(test_format("%s/%s", folder, paths[i])).len);
    }
}

static void site_replaces_a_site_and_nothing_else(void **state)
{
    (void)state;
    at_err err = {0};
    const char *folder = written_site();
    assert_int_equal(unlink(test_format("%s/index.html", folder)), 0);
    assert_ok(
        at_site_write(plain_release(), folder, AT_STR("attest 9.8.7"), test_pool(), NULL, &err),
        &err);
    assert_true(test_exists(test_format("%s/index.html", folder)));
    assert_false(test_exists(test_format("%s/by-change.html", folder)));

    test_write_file(test_format("%s/CNAME", folder), AT_STR("mine"));
    assert_fails(
        at_site_write(full_release(), folder, AT_STR("attest 9.8.7"), test_pool(), NULL, &err),
        &err, AT_EUSAGE, "\"CNAME\"");
    assert_str(test_read_file(test_format("%s/CNAME", folder)), "mine");
    assert_false(test_exists(test_format("%s/by-change.html", folder)));

    const char *other = test_temp_dir();
    test_write_file(test_format("%s/site.json", other), AT_STR("{\"generator\": \"another\"}"));
    test_write_file(test_format("%s/photograph.jpg", other), AT_STR("dear to me"));
    assert_fails(
        at_site_write(full_release(), other, AT_STR("attest 9.8.7"), test_pool(), NULL, &err), &err,
        AT_EUSAGE, "\"site.json\"");
    assert_str(test_read_file(test_format("%s/photograph.jpg", other)), "dear to me");
}

static void release_that_does_not_fit_together_leaves_nothing(void **state)
{
    (void)state;
    const char *folder = test_temp_dir();
    size_t count;
    at_err err = {0};
    at_release *release = full_release();
    set_cell(release, "countries", 2, "score", "much");
    assert_fails(at_site_write(release, test_format("%s/a/site", folder), AT_STR("attest 9.8.7"),
                               test_pool(), NULL, &err),
                 &err, AT_ECORRUPT, "\"much\" is not a number");
    assert_string_equal(err.file, "tables/countries.csv");
    (void)test_list_files(folder, &count);
    assert_int_equal(count, 0);
    assert_false(test_exists(test_format("%s/a", folder)));
}

static bool never(void *context, uint64_t done, uint64_t total)
{
    (void)context, (void)done, (void)total;
    return false;
}

static void interrupted_work_leaves_nothing(void **state)
{
    (void)state;
    const char *folder = test_temp_dir();
    const at_progress progress = {.tick = never};
    at_err err = {0};
    assert_int_equal(at_site_write(full_release(), test_format("%s/site", folder),
                                   AT_STR("attest 9.8.7"), test_pool(), &progress, &err),
                     AT_ECANCEL);
    assert_false(test_exists(test_format("%s/site", folder)));
    size_t count;
    (void)test_list_files(folder, &count);
    assert_int_equal(count, 0);
}

/* Cells of any kind anywhere: a site is made, or the table at fault is named; nothing else happens. */
static void any_cells_make_a_site_or_name_a_table(void **state)
{
    (void)state;
    static const char *const values[] = {"",       "0",    "-1",   "1e12",    "-1e12",  "0.0000001",
                                         "nan",    "yes",  "MT",   "full",    "F1",     "x",
                                         "met",    "9999", "2031", "dropped", "coarse", "1e-300",
                                         "Family", " ",    "\n",   "unknown", "partly"};
    test_random random = {77};
    size_t made = 0, refused = 0;
    for (int round = 0; round < 250; round++) {
        at_release *release = round % 3 ? full_release() : coarse_release();
        for (uint64_t edits = 1 + test_random_below(&random, 3); edits > 0; edits--) {
            const size_t t = (size_t)test_random_below(&random, release->table_count);
            const at_release_table *table = &release->tables[t];
            const size_t row = (size_t)test_random_below(&random, table->row_count);
            const size_t column = (size_t)test_random_below(&random, table->column_count);
            set_cell(release, test_format("%.*s", AT_STR_ARG(table->name)), row,
                     test_format("%.*s", AT_STR_ARG(table->columns[column])),
                     values[test_random_below(&random, AT_COUNT_OF(values))]);
        }
        const at_release_member *files;
        size_t count;
        at_err err = {0};
        const at_status status = at_site_make(test_arena(), release, AT_SITE_PAGES, test_pool(),
                                              NULL, &files, &count, &err);
        if (status == AT_OK) {
            made++;
        } else {
            assert_int_equal(status, AT_ECORRUPT);
            assert_true(at_str_starts(at_str_from_cstr(err.file), AT_STR("tables/")));
            refused++;
        }
    }
    assert_true(made > 20 && refused > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_release_gives_the_same_site_on_any_number_of_threads),
        cmocka_unit_test(pages_are_the_site_without_pictures_in_png),
        cmocka_unit_test(paths_are_in_order_and_plain),
        cmocka_unit_test(codes_that_are_nearly_the_same_have_files_of_their_own),
        cmocka_unit_test(name_that_no_picture_can_hold_is_refused_in_words),
        cmocka_unit_test(site_of_each_way_of_comparing_has_its_files),
        cmocka_unit_test(written_site_lists_every_other_file),
        cmocka_unit_test(site_replaces_a_site_and_nothing_else),
        cmocka_unit_test(release_that_does_not_fit_together_leaves_nothing),
        cmocka_unit_test(interrupted_work_leaves_nothing),
        cmocka_unit_test(any_cells_make_a_site_or_name_a_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
