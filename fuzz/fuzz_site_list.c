/* SPDX-License-Identifier: GPL-3.0-or-later */
/* site.json. What is accepted is byte for byte what is written of it, in order, and leads nowhere outside. */
#include "fuzz.h"
#include "publish/site_list.h"

static const char name[] = "site.json";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    at_arena *arena = at_arena_new((size_t)256 << 20);
    const at_bytes bytes = {data, size};
    at_site_list list = {0};
    at_str again = {0};
    at_err err = {0};
    fuzz_require(arena != NULL);
    const at_status status = at_site_list_parse(arena, name, bytes, &list, &err);
    if (status == AT_OK) {
        fuzz_require(at_site_list_encode(arena, &list, &again, NULL) == AT_OK);
        fuzz_require(at_str_equal(again, at_bytes_str(bytes)));
        for (size_t i = 0; i < list.count; i++) {
            at_str part, rest = list.files[i].path;
            fuzz_require(i == 0 || at_str_compare(list.files[i - 1].path, rest) < 0);
            while (at_str_split(&rest, '/', &part)) {
                fuzz_require(part.len && !at_str_equal(part, AT_STR("..")) &&
                             !at_str_equal(part, AT_STR(".")));
            }
        }
    } else {
        fuzz_require(err.status == status && err.text[0]);
        fuzz_require(status == AT_EINPUT || status == AT_ECORRUPT || status == AT_ELIMIT);
    }
    at_arena_free(arena);
    return 0;
}
