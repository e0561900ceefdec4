/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_FILE_JSON_H
#define AT_FILE_JSON_H
/* JSON: a streaming writer whose bytes depend on nothing but the calls, and a reader into an arena
 * (jansson behind it: duplicates refused, depth and size limited). */
#include "base/arena.h"
#include "base/big.h"
#include "base/buffer.h"

enum { AT_JSON_DEPTH = 64 };

/* Writes UTF-8, two-space indented when `pretty`, else compact. Bytes that are not UTF-8 become
 * U+FFFD. Begin with {.out = &buffer}; misuse (a value where a key is due) sets the buffer's failed. */
typedef struct at_json_writer {
    at_buffer *out;
    bool pretty;
    uint8_t depth;
    bool in_object[AT_JSON_DEPTH], has_item[AT_JSON_DEPTH];
    bool after_key;
    bool complete; /* the one value of the document has ended */
} at_json_writer;
void at_json_begin_object(at_json_writer *w);
void at_json_end_object(at_json_writer *w);
void at_json_begin_array(at_json_writer *w);
void at_json_end_array(at_json_writer *w);
void at_json_key(at_json_writer *w, at_str key);
void at_json_str(at_json_writer *w, at_str value);
void at_json_u64(at_json_writer *w, uint64_t value);
void at_json_i64(at_json_writer *w, int64_t value);
void at_json_f64(at_json_writer *w, double value); /* shortest; non-finite as null */
void at_json_ratio(at_json_writer *w, at_ratio value,
                   unsigned digits); /* decimal, at most digits */
void at_json_bool(at_json_writer *w, bool value);
void at_json_null(at_json_writer *w);

typedef enum at_json_kind {
    AT_JSON_NULL,
    AT_JSON_FALSE,
    AT_JSON_TRUE,
    AT_JSON_INTEGER,
    AT_JSON_REAL,
    AT_JSON_STRING,
    AT_JSON_ARRAY,
    AT_JSON_OBJECT
} at_json_kind;

typedef struct at_json_value {
    at_json_kind kind;
    int64_t integer;
    double real; /* also set for AT_JSON_INTEGER */
    at_str string;
    size_t count; /* items or members, in the order of the file */
    const struct at_json_value *items;
    const at_str *keys; /* [count] for AT_JSON_OBJECT, else NULL */
} at_json_value;

/* `file` is for messages (row = line, column = character). At most `limit` bytes, 64 levels; integers
 * must fit 64 bits, reals a double; texts hold no U+0000. */
AT_MUST_USE at_status at_json_parse(at_arena *arena, const char *file, at_bytes bytes, size_t limit,
                                    const at_json_value **out, at_err *err);
/* NULL unless `object` is an object with that member. Linear. */
const at_json_value *at_json_get(const at_json_value *object, at_str key);
/* The member, of that kind, or an error that names `file`, the key, what was found and expected. Where
 * AT_JSON_REAL is needed an integer does, and AT_JSON_TRUE needs either truth value. */
AT_MUST_USE at_status at_json_need(const at_json_value *object, const char *file, at_str key,
                                   at_json_kind kind, const at_json_value **out, at_err *err);

#endif
