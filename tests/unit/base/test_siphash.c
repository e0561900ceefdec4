/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/siphash.h"

#include "support.h"

static const at_siphash_key counting = {0x0706050403020100u, 0x0F0E0D0C0B0A0908u};

/* Aumasson and Bernstein 2012, appendix A, and the vectors that go with their program: the key 00 01 .. 0F
 * and the text 00 01 .. of each length. */
static void hashes_are_those_published(void **state)
{
    (void)state;
    static const struct {
        size_t length;
        uint64_t hash;
    } published[] = {
        {0, 0x726FDB47DD0E0E31u},  {1, 0x74F839C593DC67FDu},  {2, 0x0D6C8009D9A94F5Au},
        {7, 0xAB0200F58B01D137u},  {8, 0x93F5F5799A932462u},  {15, 0xA129CA6149BE45E5u},
        {16, 0x3F2ACC7F57C29BDBu}, {63, 0x958A324CEB064572u},
    };
    char text[64];
    for (size_t i = 0; i < sizeof text; i++) text[i] = (char)i;
    for (size_t i = 0; i < AT_COUNT_OF(published); i++) {
        assert_true(at_siphash(counting, (at_str){text, published[i].length}) == published[i].hash);
    }
    assert_true(at_siphash(counting, (at_str){0}) == published[0].hash);
}

static void every_bit_of_key_and_text_counts(void **state)
{
    (void)state;
    char text[24] = "the country of this row";
    const uint64_t before = at_siphash(counting, (at_str){text, sizeof text});
    for (size_t bit = 0; bit < 8 * sizeof text; bit++) {
        const char kept = text[bit / 8];
        text[bit / 8] = (char)(kept ^ (1 << bit % 8));
        assert_true(at_siphash(counting, (at_str){text, sizeof text}) != before);
        text[bit / 8] = kept;
    }
    for (size_t bit = 0; bit < 128; bit++) {
        at_siphash_key key = counting;
        if (bit < 64) key.low ^= (uint64_t)1 << bit;
        if (bit >= 64) key.high ^= (uint64_t)1 << (bit - 64);
        assert_true(at_siphash(key, (at_str){text, sizeof text}) != before);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hashes_are_those_published),
        cmocka_unit_test(every_bit_of_key_and_text_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
