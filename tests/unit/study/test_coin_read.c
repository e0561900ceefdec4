/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/coin_read.h"
#include "support.h"

#define META_HEAD "Level,iCode,iName,Direction,Weight,Denominator,Parent,Type\n"
static const char META[] = META_HEAD "1,a,First,1,1,,T,Indicator\n"
                                     "1,b,Second,-1,2,pop,T,Indicator\n"
                                     "2,T,Top,1,1,,,Aggregate\n"
                                     ",pop,People,,,,,Denominator\n"
                                     ",region,Where,,,,,Group\n"
                                     ",note,Aside,,,,,Other\n";
static const char DATA[] = "uName,uCode,Time,region,note,pop,a,b\n"
                           "One,u1,2018,north,x,10,1,5\n"
                           "Two,u2,2018,south,,20,NA,\n";

typedef struct reading {
    at_coin coin;
    at_err err;
} reading;

static at_status read_both(const char *meta, const char *data, reading *out)
{
    *out = (reading){0};
    return at_study_coin_read_tables(test_arena(), "iMeta.csv",
                                     at_str_bytes(at_str_from_cstr(meta)), "iData.csv",
                                     at_str_bytes(at_str_from_cstr(data)), &out->coin, &out->err);
}

static void tables_are_read_by_name_of_column(void **state)
{
    (void)state;
    reading r;
    assert_ok(read_both(META, DATA, &r), &r.err);
    assert_int_equal(r.coin.unit_count, 2);
    assert_int_equal(r.coin.indicator_count, 2);
    assert_str(r.coin.units[0].name, "One");
    assert_str(r.coin.elements[1].name, "Second");
    assert_close(r.coin.elements[1].weight, 2, 0, 0);
    assert_close(r.coin.elements[1].direction, -1, 0, 0);
    assert_close(at_coin_column(r.coin.raw, 0)[0], 1, 0, 0);
    assert_true(at_coin_missing(at_coin_column(r.coin.raw, 0)[1])); /* NA */
    assert_true(at_coin_missing(at_coin_column(r.coin.raw, 1)[1])); /* empty */
    assert_close(at_coin_column(r.coin.denominators, 0)[1], 20, 0, 0);
    assert_str(r.coin.groups[1], "south");
}

static void tables_may_lack_what_is_not_needed(void **state)
{
    (void)state;
    reading r;
    assert_ok(read_both("Type,Parent,Weight,Direction,iCode,Level\n"
                        "Indicator,T,1,1,a,1\nAggregate,,,,T,2\n",
                        "a,uCode\n1,x\n2,y\n", &r),
              &r.err);
    assert_int_equal(r.coin.units[0].name.len, 0);
    assert_int_equal(r.coin.group_count, 0);
}

static void tables_refuse_what_is_wrong_where_it_stands(void **state)
{
    (void)state;
    static const struct {
        const char *meta, *data, *file;
        uint64_t row, column;
        const char *words;
    } cases[] = {
        {"Level,iCode,Direction,Weight,Parent\n", DATA, "iMeta.csv", 1, 0, "\"Type\""},
        {META_HEAD "1,a,,1,1,,T,indicator\n", DATA, "iMeta.csv", 2, 8, "\"indicator\""},
        {META_HEAD "one,a,,1,1,,T,Indicator\n", DATA, "iMeta.csv", 2, 1, "\"one\""},
        {META_HEAD "1,a,,1,-2,,T,Indicator\n2,T,,1,1,,,Aggregate\n", "uCode,a\nx,1\ny,2\n",
         "iMeta.csv", 2, 5, "-2"},
        {META, "uName,a,b\n", "iData.csv", 1, 0, "\"uCode\""},
        {META, "uCode,region,note,pop,a,b,c\nu1,n,,1,1,1,1\n", "iData.csv", 1, 7,
         "\"c\" is in no row of iMeta.csv"},
        {META, "uCode,region,note,pop,a,b,T\nu1,n,,1,1,1,1\n", "iData.csv", 1, 7,
         "\"T\" is an aggregate"},
        {META, "uCode,region,note,pop,a,b\nu1,n,,1,1,1\nu2,n,,1,nan,1\n", "iData.csv", 3, 5,
         "\"nan\" is not a number"},
        {META, "uCode,region,note,pop,a,b\nu1,n,,1,1,1\nu2,n,,1,1e61,1\n", "iData.csv", 3, 5,
         "1e61"},
        {META, "uCode,region,note,pop,a\nu1,n,,1,1\n", "iMeta.csv", 3, 2, "no column \"b\""},
        {META, "uCode,note,pop,a,b\nu1,,1,1,1\n", "iMeta.csv", 6, 2, "no column \"region\""},
        {META, "uCode,region,note,pop,a,b\nu1,n,,1,1,1\nu1,n,,1,1,1\n", "iData.csv", 3, 1, "row 2"},
    };
    for (size_t i = 0; i < AT_COUNT_OF(cases); i++) {
        reading r;
        assert_fails(read_both(cases[i].meta, cases[i].data, &r), &r.err, AT_EINPUT,
                     cases[i].words);
        assert_string_equal(r.err.file, cases[i].file);
        assert_int_equal(r.err.row, cases[i].row);
        assert_int_equal(r.err.column, cases[i].column);
        assert_int_equal(r.coin.element_count, 0);
    }
}

static void tables_are_the_same_with_other_separators_and_line_ends(void **state)
{
    (void)state;
    reading one, other;
    assert_ok(read_both(META, DATA, &one), &one.err);
    at_str meta, data;
    at_err err = {0};
    assert_ok(at_arena_copy(test_arena(), at_str_from_cstr(META), &meta, &err), &err);
    assert_ok(at_arena_copy(test_arena(), at_str_from_cstr(DATA), &data, &err), &err);
    char *m = test_calloc(1, 2 * meta.len + 4), *d = test_calloc(1, data.len + 1);
    size_t n = 0;
    m[n++] = '\xEF';
    m[n++] = '\xBB';
    m[n++] = '\xBF';
    for (size_t i = 0; i < meta.len; i++) {
        if (meta.ptr[i] == '\n') m[n++] = '\r';
        m[n++] = meta.ptr[i] == ',' ? ';' : meta.ptr[i];
    }
    for (size_t i = 0; i < data.len; i++) d[i] = data.ptr[i] == ',' ? '\t' : data.ptr[i];
    assert_ok(read_both(m, d, &other), &other.err);
    assert_int_equal(one.coin.element_count, other.coin.element_count);
    for (size_t i = 0; i < 4; i++) {
        const double x = one.coin.raw.values[i], y = other.coin.raw.values[i];
        assert_true(at_coin_missing(x) ? at_coin_missing(y) : x == y);
    }
    test_free(m);
    test_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_are_read_by_name_of_column),
        cmocka_unit_test(tables_may_lack_what_is_not_needed),
        cmocka_unit_test(tables_refuse_what_is_wrong_where_it_stands),
        cmocka_unit_test(tables_are_the_same_with_other_separators_and_line_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
