/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What parses is written, pretty or not, as JSON that parses and is written the same again. */
#include "file/json.h"
#include "fuzz.h"

static void write_scalar(at_json_writer *w, const at_json_value *value)
{
    switch (value->kind) {
    case AT_JSON_NULL:
        at_json_null(w);
        return;
    case AT_JSON_FALSE:
        at_json_bool(w, false);
        return;
    case AT_JSON_TRUE:
        at_json_bool(w, true);
        return;
    case AT_JSON_INTEGER:
        at_json_i64(w, value->integer);
        return;
    case AT_JSON_REAL:
        at_json_f64(w, value->real);
        return;
    case AT_JSON_STRING:
        at_json_str(w, value->string);
        return;
    case AT_JSON_ARRAY:
    case AT_JSON_OBJECT:
        break;
    }
    fuzz_require(false);
}

static bool is_container(const at_json_value *value)
{
    return value->kind == AT_JSON_ARRAY || value->kind == AT_JSON_OBJECT;
}

typedef struct frame {
    const at_json_value *value;
    size_t next;
} frame;

static void write_value(at_json_writer *w, const at_json_value *value)
{
    frame stack[AT_JSON_DEPTH];
    size_t depth = 0;
    for (;;) {
        if (is_container(value)) {
            fuzz_require(depth < AT_JSON_DEPTH);
            if (value->kind == AT_JSON_OBJECT) at_json_begin_object(w);
            if (value->kind == AT_JSON_ARRAY) at_json_begin_array(w);
            stack[depth++] = (frame){value, 0};
        } else {
            write_scalar(w, value);
        }
        for (; depth > 0 && stack[depth - 1].next == stack[depth - 1].value->count; depth--) {
            if (stack[depth - 1].value->kind == AT_JSON_OBJECT) at_json_end_object(w);
            if (stack[depth - 1].value->kind == AT_JSON_ARRAY) at_json_end_array(w);
        }
        if (depth == 0) return;
        frame *f = &stack[depth - 1];
        if (f->value->keys) at_json_key(w, f->value->keys[f->next]);
        value = &f->value->items[f->next++];
    }
}

static at_buffer written(const at_json_value *value, bool pretty)
{
    at_buffer text = {0};
    at_json_writer w = {.out = &text, .pretty = pretty};
    write_value(&w, value);
    fuzz_require(!text.failed && at_str_is_utf8(at_buffer_str(&text), NULL));
    return text;
}

static void check_round_trip(at_arena *arena, const at_json_value *value, bool pretty)
{
    at_buffer once = written(value, pretty);
    const at_json_value *again = NULL;
    fuzz_require(at_json_parse(arena, "fuzz.json", at_str_bytes(at_buffer_str(&once)), SIZE_MAX,
                               &again, NULL) == AT_OK);
    at_buffer twice = written(again, pretty);
    fuzz_require(at_str_equal(at_buffer_str(&once), at_buffer_str(&twice)));
    at_buffer_free(&once);
    at_buffer_free(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    at_arena *arena = at_arena_new((size_t)256 << 20);
    const at_json_value *value = NULL;
    at_err err = {0};
    fuzz_require(arena != NULL);
    const at_status status =
        at_json_parse(arena, "fuzz.json", (at_bytes){data, size}, 1 << 20, &value, &err);
    if (status == AT_OK) {
        check_round_trip(arena, value, false);
        check_round_trip(arena, value, true);
    } else {
        fuzz_require(err.status == status && err.text[0] && err.file[0]);
        fuzz_require(status == AT_EINPUT || status == AT_ELIMIT);
    }
    at_arena_free(arena);
    return 0;
}
