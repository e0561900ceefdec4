/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TEST_INDEX_COIN_CASE_H
#define TEST_INDEX_COIN_CASE_H
/* A small index that tests change to their need: five units, indicators a, b below P and c, d below Q, P and Q
 * below T; c is divided by pop; the region groups the units. */
#include <string.h>

#include "index/coin.h"
#include "support.h"

/* Within the tolerance, two missing values being equal. */
#define assert_near(actual, expected, tolerance)                                                   \
    do {                                                                                           \
        const double actual_ = (actual), expected_ = (expected);                                   \
        const bool both_missing_ = at_coin_missing(actual_) && at_coin_missing(expected_);         \
        if (!both_missing_ && !(fabs(actual_ - expected_) <= (tolerance))) {                       \
            fail_msg("%.17g is not within %g of %.17g", actual_, (double)(tolerance), expected_);  \
        }                                                                                          \
    } while (0)

enum { UNITS = 5, NUMBERS = 5, ROWS = 9 };
enum { ROW_A, ROW_B, ROW_C, ROW_D, ROW_P, ROW_Q, ROW_T, ROW_POP, ROW_REGION };

typedef struct coin_case {
    at_arena *arena;
    at_err err;
    at_coin_meta_row rows[ROWS + 4];
    at_coin_meta meta;
    at_coin_unit units[UNITS];
    at_str codes[NUMBERS], group_codes[1], groups[UNITS];
    double numbers[NUMBERS * UNITS]; /* a, b, c, d, pop */
    at_coin_data data;
    at_coin coin;
    at_coin_recipe recipe;
} coin_case;

static inline at_coin_meta_row element_row(uint64_t record, at_coin_kind kind, const char *code,
                                           double level, const char *parent)
{
    return (at_coin_meta_row){
        .record = record,
        .kind = kind,
        .code = at_str_from_cstr(code),
        .parent = at_str_from_cstr(parent),
        .level = level,
        .direction = 1,
        .weight = 1,
    };
}

static inline int set_up_case(void **state)
{
    static const double numbers[NUMBERS * UNITS] = {
        1,  2,  3,  4,  5,  /* a */
        10, 8,  6,  4,  2,  /* b */
        20, 30, 10, 40, 50, /* c, before division */
        1,  4,  9,  16, 25, /* d */
        10, 10, 10, 10, 10, /* pop */
    };
    coin_case *c = test_calloc(1, sizeof *c);
    c->arena = at_arena_new((size_t)64 << 20);
    c->rows[ROW_A] = element_row(2, AT_COIN_INDICATOR, "a", 1, "P");
    c->rows[ROW_B] = element_row(3, AT_COIN_INDICATOR, "b", 1, "P");
    c->rows[ROW_C] = element_row(4, AT_COIN_INDICATOR, "c", 1, "Q");
    c->rows[ROW_D] = element_row(5, AT_COIN_INDICATOR, "d", 1, "Q");
    c->rows[ROW_P] = element_row(6, AT_COIN_AGGREGATE, "P", 2, "T");
    c->rows[ROW_Q] = element_row(7, AT_COIN_AGGREGATE, "Q", 2, "T");
    c->rows[ROW_T] = element_row(8, AT_COIN_AGGREGATE, "T", 3, "");
    c->rows[ROW_POP] = element_row(9, AT_COIN_DENOMINATOR, "pop", AT_COIN_MISSING, "");
    c->rows[ROW_REGION] = element_row(10, AT_COIN_GROUP, "region", AT_COIN_MISSING, "");
    c->rows[ROW_C].denominator = AT_STR("pop");
    c->meta = (at_coin_meta){"iMeta.csv", {1, 2, 3, 4, 5, 6, 7, 8}, ROWS, c->rows};
    static const char *const units[UNITS] = {"u1", "u2", "u3", "u4", "u5"};
    for (size_t u = 0; u < UNITS; u++) {
        c->units[u] = (at_coin_unit){at_str_from_cstr(units[u]), {0}, u + 2};
        c->groups[u] = u < 3 ? AT_STR("north") : AT_STR("south");
    }
    memcpy(c->numbers, numbers, sizeof numbers);
    c->codes[0] = AT_STR("a");
    c->codes[1] = AT_STR("b");
    c->codes[2] = AT_STR("c");
    c->codes[3] = AT_STR("d");
    c->codes[4] = AT_STR("pop");
    c->group_codes[0] = AT_STR("region");
    c->data = (at_coin_data){"iData.csv", 1,          UNITS, c->units,       NUMBERS,
                             c->codes,    c->numbers, 1,     c->group_codes, c->groups};
    c->recipe = (at_coin_recipe){
        .normalise = {AT_COIN_MINMAX, 0, 100},
        .aggregate = AT_COIN_AMEAN,
    };
    *state = c;
    return 0;
}

static inline int tear_down_case(void **state)
{
    coin_case *c = *state;
    at_arena_free(c->arena);
    test_free(c);
    return 0;
}

static inline at_status build(coin_case *c)
{
    return at_coin_build(c->arena, &c->meta, &c->data, &c->coin, &c->err);
}

/* A table of the case's indicators by column numbers a, b, c, d. */
static inline double cell(at_coin_table table, size_t column, size_t unit)
{
    return at_coin_column(table, column)[unit];
}

#define case_test(function) cmocka_unit_test_setup_teardown(function, set_up_case, tear_down_case)

#endif
