/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish/site_list.h"

#include "base/number.h"
#include "publish/site.h"

static const size_t list_limit = (size_t)64 << 20;

at_status at_site_list_encode(at_arena *arena, const at_site_list *list, at_str *out, at_err *err)
{
    at_buffer text AT_CLEANUP(at_buffer_free) = {0};
    at_json_writer json = {.out = &text, .pretty = true};
    at_json_begin_object(&json);
    at_json_key(&json, AT_STR("format"));
    at_json_str(&json, AT_STR(AT_SITE_FORMAT));
    at_json_key(&json, AT_STR("program"));
    at_json_str(&json, list->program);
    for (size_t i = 0; i < list->count; i++) {
        if (!at_str_equal(list->files[i].path, AT_STR("release/" AT_RELEASE_MANIFEST))) continue;
        at_json_key(&json, AT_STR("release"));
        at_json_str(&json, list->files[i].sha256);
    }
    at_release_list_write(&json, AT_STR("files"), AT_LIST_FILES, list->files, list->count);
    at_json_end_object(&json);
    at_buffer_char(&text, '\n');
    AT_TRY(at_buffer_status(&text, err));
    return at_arena_copy(arena, at_buffer_str(&text), out, err);
}

/* The format comes first: of another one nothing else is read. */
static at_status check_format(const at_json_value *root, const char *name, at_err *err)
{
    const at_json_value *format;
    if (at_json_need(root, name, AT_STR("format"), AT_JSON_STRING, &format, NULL) != AT_OK ||
        !at_str_starts(format->string, AT_STR("attest-site/"))) {
        return at_fail_at(err, AT_EINPUT, name, 0, 0,
                          "this is not the list of a site that attest publish made");
    }
    if (at_str_equal(format->string, AT_STR(AT_SITE_FORMAT))) return AT_OK;
    return at_fail_at(err, AT_EINPUT, name, 0, 0,
                      "the site has the format \"%s\", this program reads " AT_SITE_FORMAT
                      "; use the program that made it, or a later one",
                      at_quote(format->string).text);
}

static at_status read_list(at_arena *arena, const at_json_value *root, const char *name,
                           at_site_list *out, at_err *err)
{
    const at_json_value *program;
    at_site_list list;
    AT_TRY(at_json_need(root, name, AT_STR("program"), AT_JSON_STRING, &program, err));
    list.program = program->string;
    AT_TRY(at_release_list_read(arena, root, name, AT_STR("files"), AT_LIST_FILES, &list.files,
                                &list.count, err));
    *out = list;
    return AT_OK;
}

/* Every list that we write is written one way, so what reads well and is written otherwise was altered. */
static at_status check_bytes(at_arena *arena, const at_site_list *list, const char *name,
                             at_bytes bytes, at_err *err)
{
    at_str again;
    AT_TRY(at_site_list_encode(arena, list, &again, err));
    if (at_str_equal(again, at_bytes_str(bytes))) return AT_OK;
    return at_fail_at(err, AT_ECORRUPT, name, 0, 0,
                      "not as the program writes a list of these files");
}

at_status at_site_list_parse(at_arena *arena, const char *name, at_bytes bytes, at_site_list *out,
                             at_err *err)
{
    const at_json_value *root;
    at_site_list list;
    AT_TRY(at_fault_damage(at_json_parse(arena, name, bytes, list_limit, &root, err), err));
    AT_TRY(check_format(root, name, err));
    AT_TRY(at_fault_damage(read_list(arena, root, name, &list, err), err));
    AT_TRY(check_bytes(arena, &list, name, bytes, err));
    *out = list;
    return AT_OK;
}
