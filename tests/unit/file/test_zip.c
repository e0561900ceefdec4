/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file/zip.h"

#include <stdlib.h>
#include <string.h>

#include "support.h"

#define MEMBER(n, b) ((at_zip_member){AT_STR(n), {(const uint8_t *)(b), sizeof(b) - 1}})

static at_str zipped(const at_zip_member *members, size_t count)
{
    at_buffer out = {0};
    at_str copy = {0};
    at_err err = {0};
    assert_ok(at_zip_write(members, count, &out, &err), &err);
    assert_ok(at_arena_copy(test_arena(), at_buffer_str(&out), &copy, &err), &err);
    at_buffer_free(&out);
    return copy;
}

static unsigned at16(at_str s, size_t at)
{
    return (unsigned)(unsigned char)s.ptr[at] | (unsigned)(unsigned char)s.ptr[at + 1] << 8;
}

static unsigned long at32(at_str s, size_t at)
{
    return (unsigned long)at16(s, at) | (unsigned long)at16(s, at + 2) << 16;
}

static void zip_writes_the_bytes_that_appnote_describes(void **state)
{
    (void)state;
    const at_zip_member members[] = {MEMBER("a.txt", "123456789")};
    const at_str zip = zipped(members, 1);
    assert_int_equal(zip.len, 30 + 5 + 9 + 46 + 5 + 22);
    assert_int_equal(at32(zip, 0), 0x04034b50);
    assert_int_equal(at16(zip, 8), 0);           /* stored */
    assert_int_equal(at16(zip, 10), 0);          /* 00:00 */
    assert_int_equal(at16(zip, 12), 0x21);       /* 1980-01-01 */
    assert_int_equal(at32(zip, 14), 0xCBF43926); /* the check value of CRC-32 */
    assert_int_equal(at32(zip, 18), 9);
    assert_int_equal(at32(zip, 22), 9);
    assert_int_equal(at16(zip, 28), 0); /* no extra field */
    const size_t central = 30 + 5 + 9;
    assert_int_equal(at32(zip, central), 0x02014b50);
    assert_int_equal(at16(zip, central + 4), 20); /* host 0 */
    assert_int_equal(at16(zip, central + 30), 0);
    assert_int_equal(at32(zip, central + 38), 0); /* attributes */
    const size_t end = central + 46 + 5;
    assert_int_equal(at32(zip, end), 0x06054b50);
    assert_int_equal(at32(zip, end + 12), 51);
    assert_int_equal(at32(zip, end + 16), central);
}

static void zip_is_opened_by_others_with_the_same_content(void **state)
{
    (void)state;
    const char *folder = test_temp_dir(), *path = test_format("%s/x.zip", folder);
    const at_zip_member members[] = {
        MEMBER("z/last.txt", "last"),
        MEMBER("empty", ""),
        MEMBER("a/b/bytes", "\0\xFF\r\n\x1A"),
        MEMBER("\xD0\x96.txt", "Ж"),
    };
    static const char program[] =
        "import sys, zipfile\n"
        "z = zipfile.ZipFile(sys.argv[1])\n"
        "assert z.testzip() is None\n"
        "assert z.comment == b''\n"
        "for i in z.infolist():\n"
        "    assert i.date_time == (1980, 1, 1, 0, 0, 0) and i.create_system == 0\n"
        "    assert i.compress_type == zipfile.ZIP_STORED and i.extra == b''\n"
        "    print(ascii(i.filename), z.read(i).hex())\n";
    test_write_file(path, zipped(members, AT_COUNT_OF(members)));
    const test_result result = test_run("python3", "-c", program, path);
    assert_str(result.err, "");
    assert_str(result.out, "'z/last.txt' 6c617374\n'empty' \n'a/b/bytes' 00ff0d0a1a\n"
                           "'\\u0416.txt' d096\n");
}

static void zip_is_the_same_twice_and_appended(void **state)
{
    (void)state;
    const at_zip_member members[] = {MEMBER("a", "x"), MEMBER("b", "y")};
    const at_str once = zipped(members, 2), twice = zipped(members, 2);
    assert_same_str(twice, once);
    at_buffer out = {0};
    at_err err = {0};
    at_buffer_literal(&out, "before");
    assert_ok(at_zip_write(members, 2, &out, &err), &err);
    assert_same_str(at_str_slice(at_buffer_str(&out), 6, out.len), once);
    at_buffer_free(&out);
    assert_int_equal(zipped(NULL, 0).len, 22);
}

static void zip_refuses_names_that_lead_out_or_stand_twice(void **state)
{
    (void)state;
    static const at_zip_member bad[] = {
        {{"", 0}, {0}},     {{"/a", 2}, {0}},   {{"../a", 4}, {0}}, {{"a/..", 4}, {0}},
        {{"a//b", 4}, {0}}, {{"a\\b", 3}, {0}}, {{"a\0b", 3}, {0}}, {{"\xFF", 1}, {0}},
        {{"./a", 3}, {0}},  {{"a/", 2}, {0}},
    };
    at_buffer out = {0};
    at_err err = {0};
    for (size_t i = 0; i < AT_COUNT_OF(bad); i++) {
        assert_fails(at_zip_write(&bad[i], 1, &out, &err), &err, AT_EBUG, "bad name");
    }
    const at_zip_member same[] = {MEMBER("a", "x"), MEMBER("b", "x"), MEMBER("a", "y")};
    assert_fails(at_zip_write(same, 3, &out, &err), &err, AT_EBUG, "members 0 and 2");
    assert_int_equal(out.len, 0);
    at_buffer_free(&out);
}

static void zip_says_what_does_not_fit(void **state)
{
    (void)state;
    at_buffer out = {0};
    at_err err = {0};
    /* Sizes are looked at before bytes: nothing of these is read. */
    const uint8_t *nowhere = (const uint8_t *)"";
    const at_zip_member large[] = {{AT_STR("a"), {nowhere, (size_t)3 << 30}},
                                   {AT_STR("b"), {nowhere, (size_t)3 << 30}},
                                   {AT_STR("c"), {nowhere, 0}}};
    assert_fails(at_zip_write(large, 3, &out, &err), &err, AT_ELIMIT, "more than 4 GiB");
    const at_zip_member larger[] = {{AT_STR("a"), {nowhere, SIZE_MAX}},
                                    {AT_STR("b"), {nowhere, 0}}};
    assert_fails(at_zip_write(larger, 2, &out, &err), &err, AT_ELIMIT, "more than 4 GiB");
    assert_fails(at_zip_write(large, 65536, &out, &err), &err, AT_ELIMIT, "65536 files");
    assert_int_equal(out.len, 0);
    at_buffer_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(zip_writes_the_bytes_that_appnote_describes),
        cmocka_unit_test(zip_is_opened_by_others_with_the_same_content),
        cmocka_unit_test(zip_is_the_same_twice_and_appended),
        cmocka_unit_test(zip_refuses_names_that_lead_out_or_stand_twice),
        cmocka_unit_test(zip_says_what_does_not_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
