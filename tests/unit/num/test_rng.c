/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "num/rng.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

/* The rows "philox4x32 10" of kat_vectors, Random123 1.14.0. */
static void rng_gives_the_published_vectors_of_philox(void **state)
{
    (void)state;
    static const struct {
        uint32_t counter[4], key[2], block[4];
    } known[] = {
        {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
        {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
         {0xffffffff, 0xffffffff},
         {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
        {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
         {0xa4093822, 0x299f31d0},
         {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
    };
    for (size_t i = 0; i < AT_COUNT_OF(known); i++) {
        at_rng rng = {0};
        memcpy(rng.counter, known[i].counter, sizeof rng.counter);
        memcpy(rng.key, known[i].key, sizeof rng.key);
        for (size_t w = 0; w < 4; w++) assert_int_equal(at_rng_u32(&rng), known[i].block[w]);
    }
}

static void rng_block_n_is_philox_of_counter_n(void **state)
{
    (void)state;
    at_rng rng = at_rng_stream(0x0123456789abcdef, AT_RNG_TEST, 0xfedcba9876543210);
    for (uint32_t n = 0; n < 100; n++) {
        at_rng block = {.key = {0x89abcdef, 0x01234567},
                        .counter = {n, AT_RNG_TEST, 0x76543210, 0xfedcba98}};
        for (size_t w = 0; w < 4; w++) assert_int_equal(at_rng_u32(&rng), at_rng_u32(&block));
    }
}

static int compare_u64(const void *a, const void *b)
{
    uint64_t x, y;
    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return (x > y) - (x < y);
}

static void rng_streams_of_any_other_seed_use_or_index_differ(void **state)
{
    (void)state;
    static const uint64_t words[] = {0, 1, 2, 1024, 1u << 31, 1ull << 32, 1ull << 63, UINT64_MAX};
    enum { WORDS = AT_COUNT_OF(words), USES = AT_RNG_NOISE };
    uint64_t first[WORDS * WORDS * USES];
    size_t count = 0;
    for (size_t seed = 0; seed < WORDS; seed++) {
        for (size_t index = 0; index < WORDS; index++) {
            for (int use = 1; use <= USES; use++) {
                at_rng rng = at_rng_stream(words[seed], (at_rng_domain)use, words[index]);
                first[count++] = at_rng_u64(&rng);
            }
        }
    }
    qsort(first, count, sizeof first[0], compare_u64);
    for (size_t i = 1; i < count; i++) assert_true(first[i] != first[i - 1]);
}

static void rng_u64_is_the_next_two_words_low_first(void **state)
{
    (void)state;
    at_rng whole = at_rng_stream(5, AT_RNG_TEST, 7), words = whole;
    for (int i = 0; i < 1000; i++) {
        if (i % 7 == 3) assert_int_equal(at_rng_u32(&whole), at_rng_u32(&words)); /* now odd */
        const uint64_t got = at_rng_u64(&whole);
        assert_int_equal((uint32_t)got, at_rng_u32(&words));
        assert_int_equal((uint32_t)(got >> 32), at_rng_u32(&words));
    }
}

/* A generator whose next two words are these. */
static at_rng about_to_give(uint64_t word)
{
    at_rng rng = at_rng_stream(1, AT_RNG_TEST, 1);
    rng.block[2] = (uint32_t)word;
    rng.block[3] = (uint32_t)(word >> 32);
    rng.left = 2;
    return rng;
}

static void rng_unit_reaches_neither_0_nor_1(void **state)
{
    (void)state;
    at_rng least = about_to_give(0), most = about_to_give(UINT64_MAX);
    const double low = at_rng_unit(&least), high = at_rng_unit(&most);
    assert_true(low == 0x1p-53);
    assert_true(high == 1 - 0x1p-53);
    at_rng half = about_to_give(1ull << 63), below_half = about_to_give((1ull << 63) - 1);
    const double sum = at_rng_unit(&half) + at_rng_unit(&below_half);
    assert_true(sum == 1);
}

/* Pearson's chi-squared against its mean, in standard deviations: with many cells it is close to
 * normal. */
static double excess(const uint32_t *count, size_t cells, double expected)
{
    double chi = 0;
    for (size_t i = 0; i < cells; i++) {
        chi += (count[i] - expected) * (count[i] - expected) / expected;
    }
    const double degrees = (double)cells - 1;
    return (chi - degrees) / sqrt(2 * degrees);
}

static void rng_unit_is_even_in_one_and_in_two_dimensions(void **state)
{
    (void)state;
    enum { SIDE = 32, DRAWS = 1 << 20 };
    static uint32_t line[SIDE * SIDE], plane[SIDE * SIDE];
    at_rng rng = at_rng_stream(2025, AT_RNG_TEST, 0);
    for (size_t i = 0; i < DRAWS / 2; i++) {
        const double x = at_rng_unit(&rng), y = at_rng_unit(&rng);
        line[(size_t)(x * SIDE * SIDE)]++;
        line[(size_t)(y * SIDE * SIDE)]++;
        plane[(size_t)(x * SIDE) * SIDE + (size_t)(y * SIDE)]++;
    }
    assert_true(fabs(excess(line, SIDE * SIDE, DRAWS / (SIDE * SIDE))) < 4);
    assert_true(fabs(excess(plane, SIDE * SIDE, DRAWS / (2 * SIDE * SIDE))) < 4);
}

static void rng_every_bit_of_a_word_is_fair(void **state)
{
    (void)state;
    enum { WORDS = 1 << 18 };
    uint32_t ones[32] = {0};
    at_rng rng = at_rng_stream(3, AT_RNG_TEST, 0);
    for (size_t i = 0; i < WORDS; i++) {
        const uint32_t word = at_rng_u32(&rng);
        for (int b = 0; b < 32; b++) ones[b] += word >> b & 1;
    }
    for (int b = 0; b < 32; b++) {
        assert_close(ones[b], WORDS / 2.0, 0, 4.5 * sqrt(WORDS / 4.0));
    }
}

static void rng_exponential_is_minus_the_logarithm_of_unit(void **state)
{
    (void)state;
    at_rng source = at_rng_stream(11, AT_RNG_TEST, 0);
    for (int i = 0; i < 400000; i++) {
        /* from all of (0, 1), and from far into both tails */
        uint64_t word = at_rng_u64(&source);
        if (i % 2) word >>= i / 2 % 64;
        if (i % 4 == 3) word = ~word;
        at_rng rng = about_to_give(word);
        at_rng same = rng;
        const double got = at_rng_exponential(&rng), want = -log(at_rng_unit(&same));
        assert_true(got > 0);
        assert_close(got, want, 4 * 0x1p-53, 0);
        assert_int_equal(rng.left, same.left);
    }
    at_rng least = about_to_give(UINT64_MAX), most = about_to_give(0);
    assert_close(at_rng_exponential(&least), 0x1p-53, 1e-15, 0);
    assert_close(at_rng_exponential(&most), 53 * log(2), 1e-15, 0);
}

static void rng_exponential_has_mean_and_variance_1_and_no_memory(void **state)
{
    (void)state;
    enum { DRAWS = 1000000 };
    double sum = 0, squares = 0, beyond_1 = 0, beyond_2 = 0;
    at_rng rng = at_rng_stream(12, AT_RNG_TEST, 0);
    for (int i = 0; i < DRAWS; i++) {
        const double x = at_rng_exponential(&rng);
        sum += x;
        squares += x * x;
        beyond_1 += x > 1;
        beyond_2 += x > 2;
    }
    assert_close(sum / DRAWS, 1, 0, 4 * sqrt(1.0 / DRAWS));
    assert_close(squares / DRAWS, 2, 0, 4 * sqrt(20.0 / DRAWS));
    assert_close(beyond_1 / DRAWS, exp(-1), 0, 4 * 0.5 / sqrt(DRAWS));
    assert_close(beyond_2 / beyond_1, exp(-1), 0, 4 * 0.5 / sqrt(beyond_1));
}

static void rng_below_stays_below_and_is_even(void **state)
{
    (void)state;
    enum { CELLS = 1000, DRAWS = 1000000 };
    static uint32_t count[CELLS];
    at_rng rng = at_rng_stream(13, AT_RNG_TEST, 0);
    for (size_t i = 0; i < DRAWS; i++) {
        const uint64_t x = at_rng_below(&rng, CELLS);
        assert_in_range(x, 0, CELLS - 1);
        count[x]++;
    }
    assert_true(fabs(excess(count, CELLS, DRAWS / CELLS)) < 4);
    assert_int_equal(at_rng_below(&rng, 1), 0);
}

/* With bound 3 * 2^62 a plain multiplication would give every third number twice as often. */
static void rng_below_is_even_where_a_plain_product_is_not(void **state)
{
    (void)state;
    enum { DRAWS = 200000 };
    const uint64_t bound = 3ull << 62;
    uint32_t residue[3] = {0};
    at_rng rng = at_rng_stream(14, AT_RNG_TEST, 0);
    for (int i = 0; i < DRAWS; i++) {
        const uint64_t x = at_rng_below(&rng, bound);
        assert_true(x < bound);
        residue[x % 3]++;
    }
    for (int r = 0; r < 3; r++) {
        assert_close(residue[r], DRAWS / 3.0, 0, 4.5 * sqrt(DRAWS * 2.0 / 9));
    }
}

/* Lemire 2019: the low half of 0 * 3 is below 2^64 mod 3 = 1, so the word 0 is thrown away and no
 * other. */
static void rng_below_throws_away_exactly_the_surplus_words(void **state)
{
    (void)state;
    at_rng surplus = about_to_give(0), kept = about_to_give(1), next = about_to_give(0);
    (void)at_rng_u64(&next);
    assert_int_equal(at_rng_below(&surplus, 3), at_rng_below(&next, 3));
    assert_int_equal(surplus.left, next.left);
    assert_int_equal(at_rng_below(&kept, 3), 0);
    assert_int_equal(kept.left, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rng_gives_the_published_vectors_of_philox),
        cmocka_unit_test(rng_block_n_is_philox_of_counter_n),
        cmocka_unit_test(rng_streams_of_any_other_seed_use_or_index_differ),
        cmocka_unit_test(rng_u64_is_the_next_two_words_low_first),
        cmocka_unit_test(rng_unit_reaches_neither_0_nor_1),
        cmocka_unit_test(rng_unit_is_even_in_one_and_in_two_dimensions),
        cmocka_unit_test(rng_every_bit_of_a_word_is_fair),
        cmocka_unit_test(rng_exponential_is_minus_the_logarithm_of_unit),
        cmocka_unit_test(rng_exponential_has_mean_and_variance_1_and_no_memory),
        cmocka_unit_test(rng_below_stays_below_and_is_even),
        cmocka_unit_test(rng_below_is_even_where_a_plain_product_is_not),
        cmocka_unit_test(rng_below_throws_away_exactly_the_surplus_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
