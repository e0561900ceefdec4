/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file/ini.h"

#include <string.h>

#include "base/buffer.h"
#include "base/map.h"
#include "base/number.h"
#include "file/encoding.h"

enum { MOST_BYTES = 64 * 1024, MOST_ENTRIES = 4096 };

typedef struct reader {
    at_arena *arena;
    const char *file;
    uint64_t line;
    at_str section;
    at_map *seen; /* "section NUL name" to entry */
    at_buffer entries;
    size_t count;
} reader;

static at_status fail_here(const reader *r, at_err *err, const char *text)
{
    return at_fail_at(err, AT_EINPUT, r->file, r->line, 0, "%s", text);
}

/* Take a line from *rest: up to LF, CR LF or CR. False once *rest is used up. */
static bool take_line(at_str *rest, at_str *line)
{
    size_t end = 0;
    if (rest->len == 0) return false;
    while (end < rest->len && rest->ptr[end] != '\n' && rest->ptr[end] != '\r') end++;
    *line = at_str_slice(*rest, 0, end);
    const bool pair = at_str_starts(at_str_slice(*rest, end, rest->len), AT_STR("\r\n"));
    *rest = at_str_slice(*rest, end + (pair ? 2 : 1), rest->len);
    return true;
}

/* A semicolon behind white space begins a comment; "a;b" is text. */
static at_str without_comment(at_str value)
{
    for (size_t i = 1; i < value.len; i++) {
        const char before = value.ptr[i - 1];
        if (value.ptr[i] == ';' && (before == ' ' || before == '\t')) {
            return at_str_trim(at_str_slice(value, 0, i));
        }
    }
    return at_str_trim(value);
}

static at_status read_section(reader *r, at_str line, at_err *err)
{
    const at_str text = without_comment(line);
    const at_str name = at_str_trim(at_str_slice(text, 1, text.len - 1));
    if (!at_str_ends(text, AT_STR("]")) || name.len == 0 || memchr(name.ptr, ']', name.len)) {
        return fail_here(r, err, "a section that is not of the form [name]");
    }
    r->section = name;
    return AT_OK;
}

static at_status read_entry(reader *r, at_str line, at_err *err)
{
    at_str rest = line, name, key;
    size_t first;
    (void)at_str_split(&rest, '=', &name);
    name = at_str_trim(name);
    if (!rest.ptr || name.len == 0) {
        return fail_here(r, err,
                         "this line is neither [section] nor name = value nor a comment (; or #)");
    }
    if (r->count == MOST_ENTRIES) {
        return at_fail_at(err, AT_ELIMIT, r->file, r->line, 0, "more than %d settings",
                          MOST_ENTRIES);
    }
    const at_ini_entry entry = {r->section, name, without_comment(rest), r->line};
    AT_TRY(at_arena_format(r->arena, &key, err, "%.*s%c%.*s", AT_STR_ARG(r->section), 0,
                           AT_STR_ARG(name)));
    AT_TRY(at_map_put(r->seen, key, r->line, &first, err));
    if (first != SIZE_MAX) {
        return at_fail_at(err, AT_EINPUT, r->file, r->line, 0,
                          "\"%s\" is set twice, here and in line %zu; keep one of them",
                          at_quote(name).text, first);
    }
    at_buffer_add_bytes(&r->entries, &entry, sizeof entry);
    r->count++;
    return at_buffer_status(&r->entries, err);
}

static at_status read_line(reader *r, at_str line, at_err *err)
{
    line = at_str_trim(line);
    if (line.len == 0 || line.ptr[0] == ';' || line.ptr[0] == '#') return AT_OK;
    return line.ptr[0] == '[' ? read_section(r, line, err) : read_entry(r, line, err);
}

/* Every setting has one of its own. */
static size_t count_equals_signs(at_str text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++) count += text.ptr[i] == '=';
    return count;
}

static at_status read_all(reader *r, at_bytes bytes, at_ini *out, at_err *err)
{
    at_decoded decoded;
    at_ini_entry *entries;
    at_str line;
    if (bytes.len > MOST_BYTES) {
        return at_fail(err, AT_ELIMIT, "the file has %zu bytes, at most %d are read", bytes.len,
                       MOST_BYTES);
    }
    AT_TRY(at_decode(r->arena, bytes, &decoded, err));
    AT_TRY(at_map_new(r->arena, count_equals_signs(decoded.text), &r->seen, err));
    const char *end = decoded.text.len ? decoded.text.ptr + decoded.text.len : NULL;
    for (at_str rest = decoded.text; take_line(&rest, &line);) {
        r->line++;
        const bool cut = decoded.fault && line.ptr + line.len == end;
        if (cut) return fail_here(r, err, decoded.fault);
        AT_TRY(read_line(r, line, err));
    }
    r->line++;
    if (decoded.fault) return fail_here(r, err, decoded.fault);
    AT_TRY(AT_NEW(r->arena, r->count, &entries, err));
    if (r->count) memcpy(entries, r->entries.ptr, r->count * sizeof *entries);
    *out = (at_ini){r->file, entries, r->count};
    return AT_OK;
}

at_status at_ini_parse(at_arena *arena, const char *file, at_bytes bytes, at_ini *out, at_err *err)
{
    reader r = {.arena = arena, .file = file, .section = AT_STR("")};
    const at_status status = read_all(&r, bytes, out, err);
    at_buffer_free(&r.entries);
    if (status != AT_OK) at_err_place(err, file, 0, 0);
    return status;
}

const at_ini_entry *at_ini_get(const at_ini *ini, at_str section, at_str name)
{
    for (size_t i = 0; i < ini->count; i++) {
        const at_ini_entry *entry = &ini->entries[i];
        if (at_str_equal(entry->section, section) && at_str_equal(entry->name, name)) return entry;
    }
    return NULL;
}
