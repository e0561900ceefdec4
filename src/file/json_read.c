/* SPDX-License-Identifier: GPL-3.0-or-later */
/* jansson parses; its tree is then copied into the arena. jansson's parser calls itself once a level, and
 * loses a zero byte behind a number without a word, so both are looked for before it sees the bytes. */
#include "base/number.h"
#include "file/json.h"

#include <jansson.h>
#include <string.h>

/* Refuses a bracket that opens one level too many, and zero bytes. Other wrong JSON is let through. */
static at_status check_bytes(at_str text, const char *file, at_err *err)
{
    uint64_t line = 1, column = 0;
    unsigned depth = 0;
    bool quoted = false, escaped = false;
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        column += ((unsigned char)c & 0xC0) != 0x80;
        if (c == '\0') {
            return at_fail_at(err, AT_EINPUT, file, line, column,
                              "a zero byte: this is not a text file");
        }
        if (c == '\n') {
            line++;
            column = 0;
        }
        if (escaped) {
            escaped = false;
        } else if (quoted && c == '\\') {
            escaped = true;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && (c == '[' || c == '{') && ++depth > AT_JSON_DEPTH) {
            return at_fail_at(err, AT_ELIMIT, file, line, column,
                              "arrays and objects lie more than %d deep", AT_JSON_DEPTH);
        } else if (!quoted && (c == ']' || c == '}') && depth > 0) {
            depth--;
        }
    }
    return AT_OK;
}

/* In our words, because jansson's quote what stands there, and that may be a person's name. */
static const char *reason(enum json_error_code code)
{
    static const struct {
        enum json_error_code code;
        const char *text;
    } reasons[] = {
        {json_error_premature_end_of_input, "the JSON ends too early; it may be cut short"},
        {json_error_end_of_input_expected, "text after the end of the JSON value"},
        {json_error_invalid_utf8, "a byte that is not UTF-8; save the file as UTF-8"},
        {json_error_null_character, "a zero character, which no text may hold"},
        {json_error_null_byte_in_key, "a zero character in a key"},
        {json_error_duplicate_key, "a key that the object has already; each may stand once"},
        {json_error_numeric_overflow, "a number that is too large"},
        {json_error_out_of_memory, "memory is out"},
    };
    for (size_t i = 0; i < AT_COUNT_OF(reasons); i++) {
        if (reasons[i].code == code) return reasons[i].text;
    }
    return "this is not JSON; look for a comma, a quote or a bracket that is missing or too many";
}

static void release(json_t **root)
{
    json_decref(*root);
}

/* One container that is being copied: the members of `from` go to `to`. */
typedef struct frame {
    json_t *from;
    void *iterator; /* of an object */
    at_json_value *to;
    at_str *keys;
    size_t next;
} frame;

static at_status copy_scalar(at_arena *arena, const json_t *from, at_json_value *to, at_err *err)
{
    switch (json_typeof(from)) {
    case JSON_STRING:
        to->kind = AT_JSON_STRING;
        return at_arena_copy(arena, (at_str){json_string_value(from), json_string_length(from)},
                             &to->string, err);
    case JSON_INTEGER:
        to->kind = AT_JSON_INTEGER;
        to->integer = json_integer_value(from);
        to->real = (double)to->integer;
        return AT_OK;
    case JSON_REAL:
        to->kind = AT_JSON_REAL;
        to->real = json_real_value(from);
        return AT_OK;
    case JSON_TRUE:
        to->kind = AT_JSON_TRUE;
        return AT_OK;
    case JSON_FALSE:
        to->kind = AT_JSON_FALSE;
        return AT_OK;
    case JSON_NULL:
        to->kind = AT_JSON_NULL;
        return AT_OK;
    case JSON_ARRAY:
    case JSON_OBJECT:
        break;
    }
    return at_fail(err, AT_EBUG, "a container where a scalar was due");
}

static at_status open_frame(at_arena *arena, json_t *from, at_json_value *to, frame *out,
                            at_err *err)
{
    at_json_value *items;
    frame f = {.from = from};
    const bool object = json_is_object(from);
    const size_t count = object ? json_object_size(from) : json_array_size(from);
    AT_TRY(AT_NEW(arena, count, &items, err));
    if (object) {
        AT_TRY(AT_NEW(arena, count, &f.keys, err));
        f.iterator = json_object_iter(from);
    }
    *to = (at_json_value){.kind = object ? AT_JSON_OBJECT : AT_JSON_ARRAY,
                          .count = count,
                          .items = items,
                          .keys = f.keys};
    f.to = items;
    *out = f;
    return AT_OK;
}

/* The next member of the frame, or NULL; its key is copied on the way. */
static at_status next_member(at_arena *arena, frame *f, json_t **from, at_json_value **to,
                             at_err *err)
{
    *from = NULL;
    if (!f->keys) {
        *from = json_array_get(f->from, f->next);
    } else if (f->iterator) {
        const at_str key = {json_object_iter_key(f->iterator),
                            json_object_iter_key_len(f->iterator)};
        AT_TRY(at_arena_copy(arena, key, &f->keys[f->next], err));
        *from = json_object_iter_value(f->iterator);
        f->iterator = json_object_iter_next(f->from, f->iterator);
    }
    if (*from) *to = &f->to[f->next++];
    return AT_OK;
}

static at_status copy_tree(at_arena *arena, json_t *root, at_json_value *out, at_err *err)
{
    frame stack[AT_JSON_DEPTH];
    size_t depth = 0;
    json_t *from = root;
    at_json_value *to = out;
    for (;;) {
        if (!json_is_array(from) && !json_is_object(from)) {
            AT_TRY(copy_scalar(arena, from, to, err));
        } else if (depth == AT_JSON_DEPTH) {
            return at_fail(err, AT_EBUG, "the depth was not checked");
        } else {
            AT_TRY(open_frame(arena, from, to, &stack[depth++], err));
        }
        for (from = NULL; depth > 0;) {
            AT_TRY(next_member(arena, &stack[depth - 1], &from, &to, err));
            if (from) break;
            depth--;
        }
        if (!from) return AT_OK;
    }
}

static at_status parse(at_arena *arena, const char *file, at_bytes bytes, const at_json_value **out,
                       at_err *err)
{
    json_error_t error;
    at_json_value *value;
    at_str text = at_bytes_str(bytes);
    if (at_str_starts(text, AT_STR("\xEF\xBB\xBF"))) text = at_str_slice(text, 3, text.len);
    AT_TRY(check_bytes(text, file, err));
    json_t *root AT_CLEANUP(release) = json_loadb(text.len ? text.ptr : "", text.len,
                                                  JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
    if (!root) {
        const enum json_error_code code = json_error_code(&error);
        return at_fail_at(err, code == json_error_out_of_memory ? AT_ENOMEM : AT_EINPUT, file,
                          error.line > 0 ? (uint64_t)error.line : 0,
                          error.column > 0 ? (uint64_t)error.column : 0, "%s", reason(code));
    }
    AT_TRY(AT_NEW(arena, 1, &value, err));
    AT_TRY(copy_tree(arena, root, value, err));
    *out = value;
    return AT_OK;
}

at_status at_json_parse(at_arena *arena, const char *file, at_bytes bytes, size_t limit,
                        const at_json_value **out, at_err *err)
{
    if (bytes.len > limit) {
        return at_fail_at(err, AT_ELIMIT, file, 0, 0,
                          "the file has %zu bytes, at most %zu are read", bytes.len, limit);
    }
    const at_status status = parse(arena, file, bytes, out, err);
    if (status != AT_OK) at_err_place(err, file, 0, 0);
    return status;
}

const at_json_value *at_json_get(const at_json_value *object, at_str key)
{
    if (!object || object->kind != AT_JSON_OBJECT) return NULL;
    for (size_t i = 0; i < object->count; i++) {
        if (at_str_equal(object->keys[i], key)) return &object->items[i];
    }
    return NULL;
}

static const char *kind_name(at_json_kind kind)
{
    static const char *const names[] = {
        [AT_JSON_NULL] = "null",          [AT_JSON_FALSE] = "true or false",
        [AT_JSON_TRUE] = "true or false", [AT_JSON_INTEGER] = "an integer",
        [AT_JSON_REAL] = "a number",      [AT_JSON_STRING] = "a text",
        [AT_JSON_ARRAY] = "an array",     [AT_JSON_OBJECT] = "an object",
    };
    return names[kind];
}

static bool serves_as(at_json_kind found, at_json_kind needed)
{
    if (needed == AT_JSON_REAL) return found == AT_JSON_REAL || found == AT_JSON_INTEGER;
    if (needed == AT_JSON_TRUE || needed == AT_JSON_FALSE) {
        return found == AT_JSON_TRUE || found == AT_JSON_FALSE;
    }
    return found == needed;
}

at_status at_json_need(const at_json_value *object, const char *file, at_str key, at_json_kind kind,
                       const at_json_value **out, at_err *err)
{
    if (!object || object->kind != AT_JSON_OBJECT) {
        return at_fail_at(err, AT_EINPUT, file, 0, 0, "%s where an object with \"%s\" was expected",
                          object ? kind_name(object->kind) : "nothing", at_quote(key).text);
    }
    const at_json_value *found = at_json_get(object, key);
    if (!found) {
        return at_fail_at(err, AT_EINPUT, file, 0, 0, "\"%s\" is missing; expected %s",
                          at_quote(key).text, kind_name(kind));
    }
    if (!serves_as(found->kind, kind)) {
        return at_fail_at(err, AT_EINPUT, file, 0, 0, "\"%s\" is %s; expected %s",
                          at_quote(key).text, kind_name(found->kind), kind_name(kind));
    }
    *out = found;
    return AT_OK;
}
