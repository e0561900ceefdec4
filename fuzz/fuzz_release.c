/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The manifest of a release. What parses lists only files below its folder, in order, and is written as a manifest that
 * parses to the same. */
#include "fuzz.h"
#include "release/bundle.h"
#include "seal/hash.h"

static const char name[] = "manifest.json";

static void check_files(const at_release_file *files, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        fuzz_require(at_str_starts(files[i].path, AT_STR("tables/")));
        fuzz_require(!at_str_find(files[i].path, AT_STR(".."), NULL));
        fuzz_require(at_hash_is_hex(files[i].sha256) && files[i].bytes <= INT64_MAX);
        fuzz_require(i == 0 || at_str_compare(files[i - 1].path, files[i].path) < 0);
    }
}

static bool same_file(const at_release_file *a, const at_release_file *b)
{
    return at_str_equal(a->edition, b->edition) && at_str_equal(a->path, b->path) &&
           a->bytes == b->bytes && at_str_equal(a->sha256, b->sha256);
}

static bool same_setting(const at_release_setting *a, const at_release_setting *b)
{
    return at_str_equal(a->key, b->key) && at_str_equal(a->value, b->value) &&
           a->number == b->number;
}

static void check_same(const at_release *a, const at_release *b)
{
    fuzz_require(at_str_equal(a->program, b->program) && at_str_equal(a->title, b->title));
    fuzz_require(at_str_equal(a->edition, b->edition) && at_str_equal(a->date, b->date));
    fuzz_require(at_str_equal(a->compared_with, b->compared_with) && a->year == b->year);
    fuzz_require(a->setting_count == b->setting_count && a->input_count == b->input_count);
    for (size_t i = 0; i < a->setting_count; i++) {
        fuzz_require(same_setting(&a->settings[i], &b->settings[i]));
    }
    for (size_t i = 0; i < a->input_count; i++) {
        fuzz_require(same_file(&a->inputs[i], &b->inputs[i]));
    }
}

/* Without its tables, which are other files. */
static void check_written(at_arena *arena, const at_release *release)
{
    const at_release_member *members = NULL;
    const at_release_file *files = NULL;
    at_release again = {0};
    size_t count = 0;
    fuzz_require(at_release_encode(arena, release, &members, &count, NULL) == AT_OK && count == 1);
    fuzz_require(at_release_manifest_parse(arena, name, members[0].bytes, &again, &files, &count,
                                           NULL) == AT_OK);
    fuzz_require(count == 0);
    check_same(release, &again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    at_arena *arena = at_arena_new((size_t)256 << 20);
    at_release release = {0};
    const at_release_file *files = NULL;
    size_t count = 0;
    at_err err = {0};
    fuzz_require(arena != NULL);
    const at_status status = at_release_manifest_parse(arena, name, (at_bytes){data, size},
                                                       &release, &files, &count, &err);
    if (status == AT_OK) {
        check_files(files, count);
        check_written(arena, &release);
    } else {
        fuzz_require(err.status == status && err.text[0] && err.file[0]);
        fuzz_require(status == AT_EINPUT || status == AT_ECORRUPT || status == AT_ELIMIT);
        fuzz_require(files == NULL && count == 0);
    }
    at_arena_free(arena);
    return 0;
}
