/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "seal/hash.h"

#include <stdlib.h>
#include <string.h>

#include "support.h"

/* NIST, "Examples with Intermediate Values" for SHA-256, and the CAVP byte test vectors (SHA256ShortMsg,
 * SHA256LongMsg); FIPS 180-2 appendix B.3 for the million letters. */
static void hash_gives_the_published_digests(void **state)
{
    (void)state;
    static const struct {
        const char *message, *digest;
    } vectors[] = {
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
        {"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrl"
         "mn"
         "opqrsmnopqrstnopqrstu",
         "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"},
        {"\xd3", "28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc6f2ba9802c1"},
        {"\x11\xaf", "5ca7133fa735326081558ac312c620eeca9970d1e70a4b95533d956f072d1f98"},
    };
    for (size_t i = 0; i < AT_COUNT_OF(vectors); i++) {
        at_sha256 hash;
        at_hash_sha256(at_str_bytes(at_str_from_cstr(vectors[i].message)), &hash);
        assert_string_equal(hash.hex, vectors[i].digest);
    }
}

static void hash_gives_the_published_digest_of_a_million_letters(void **state)
{
    (void)state;
    const size_t length = 1000000;
    uint8_t *letters = malloc(length);
    at_sha256 hash;
    assert_non_null(letters);
    memset(letters, 'a', length);
    at_hash_sha256((at_bytes){letters, length}, &hash);
    free(letters);
    assert_string_equal(hash.hex,
                        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

static void hash_agrees_with_sha256sum_at_every_length_of_a_block(void **state)
{
    (void)state;
    uint8_t bytes[130];
    const char *folder = test_temp_dir();
    for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = (uint8_t)(i * 37);
    for (size_t length = 53; length <= sizeof bytes; length += 7) {
        const char *path = test_format("%s/%zu", folder, length);
        at_sha256 hash;
        test_write_file(path, at_bytes_str((at_bytes){bytes, length}));
        at_hash_sha256((at_bytes){bytes, length}, &hash);
        const test_result result = test_run("sha256sum", path);
        assert_int_equal(result.exit_code, 0);
        assert_true(at_str_starts(result.out, at_str_from_cstr(hash.hex)));
    }
}

static void hex_is_64_lower_case_digits_and_nothing_else(void **state)
{
    (void)state;
    at_sha256 hash;
    at_hash_sha256(at_str_bytes(AT_STR("abc")), &hash);
    const at_str good = at_str_from_cstr(hash.hex);
    assert_true(at_hash_is_hex(good));
    assert_false(at_hash_is_hex(at_str_slice(good, 0, 63)));
    assert_false(at_hash_is_hex((at_str){0}));
    assert_false(at_hash_is_hex((at_str){hash.hex, 65})); /* with its NUL */
    for (size_t i = 0; i < 64; i++) {
        static const char bad[] = {'A', 'F', 'g', '/', ':', '`', ' ', '\0'};
        at_sha256 copy = hash;
        copy.hex[i] = bad[i % sizeof bad];
        assert_false(at_hash_is_hex((at_str){copy.hex, 64}));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hash_gives_the_published_digests),
        cmocka_unit_test(hash_gives_the_published_digest_of_a_million_letters),
        cmocka_unit_test(hash_agrees_with_sha256sum_at_every_length_of_a_block),
        cmocka_unit_test(hex_is_64_lower_case_digits_and_nothing_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
