/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What parses, written and parsed again has the same entries; what does not, fails with its line. */
#include "base/buffer.h"
#include "file/ini.h"
#include "fuzz.h"

static void write_ini(const at_ini *ini, at_buffer *out)
{
    at_str section = AT_STR("");
    at_buffer_char(out, '\n'); /* so that a U+FEFF in the first name is no byte-order mark */
    for (size_t i = 0; i < ini->count; i++) {
        const at_ini_entry *entry = &ini->entries[i];
        if (!at_str_equal(entry->section, section)) {
            section = entry->section;
            at_buffer_char(out, '[');
            at_buffer_add(out, section);
            at_buffer_literal(out, "]\n");
        }
        at_buffer_add(out, entry->name);
        at_buffer_char(out, '=');
        at_buffer_add(out, entry->value);
        at_buffer_char(out, '\n');
    }
}

static void check_entries(const at_ini *ini)
{
    uint64_t line = 0;
    for (size_t i = 0; i < ini->count; i++) {
        const at_ini_entry *entry = &ini->entries[i];
        fuzz_require(entry->line > line);
        line = entry->line;
        fuzz_require(entry->name.len > 0 && at_str_is_utf8(entry->name, NULL));
        fuzz_require(at_str_is_utf8(entry->value, NULL));
        fuzz_require(at_ini_get(ini, entry->section, entry->name) == entry);
    }
}

static void check_round_trip(at_arena *arena, const at_ini *ini)
{
    at_buffer text = {0};
    at_ini again = {0};
    write_ini(ini, &text);
    fuzz_require(
        at_ini_parse(arena, "fuzz.ini", at_str_bytes(at_buffer_str(&text)), &again, NULL) == AT_OK);
    fuzz_require(again.count == ini->count);
    for (size_t i = 0; i < ini->count; i++) {
        fuzz_require(at_str_equal(again.entries[i].section, ini->entries[i].section));
        fuzz_require(at_str_equal(again.entries[i].name, ini->entries[i].name));
        fuzz_require(at_str_equal(again.entries[i].value, ini->entries[i].value));
    }
    at_buffer_free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    at_arena *arena = at_arena_new((size_t)64 << 20);
    at_ini ini = {0};
    at_err err = {0};
    fuzz_require(arena != NULL);
    const at_status status = at_ini_parse(arena, "fuzz.ini", (at_bytes){data, size}, &ini, &err);
    if (status == AT_OK) {
        check_entries(&ini);
        check_round_trip(arena, &ini);
    } else {
        fuzz_require(err.status == status && err.text[0] && err.file[0]);
        fuzz_require(status == AT_ELIMIT || (status == AT_EINPUT && err.row > 0));
    }
    at_arena_free(arena);
    return 0;
}
