/* SPDX-License-Identifier: GPL-3.0-or-later */
/* attest index check: one finding a line. */
#include "study/edition_check.h"
#include "study/report_parts.h"

static void put_json(at_buffer *out, const at_finding *findings, size_t count)
{
    at_json_writer json = {.out = out, .pretty = true};
    at_json_begin_object(&json);
    at_put_array(&json, "problems");
    for (size_t i = 0; i < count; i++) {
        const at_finding *f = &findings[i];
        at_json_begin_object(&json);
        at_put_str(&json, "file", f->file);
        at_json_key(&json, AT_STR("row"));
        f->row ? at_json_u64(&json, f->row) : at_json_null(&json);
        at_json_key(&json, AT_STR("column"));
        f->column ? at_json_u64(&json, f->column) : at_json_null(&json);
        at_put_str(&json, "message", f->message);
        at_json_end_object(&json);
    }
    at_json_end_array(&json);
    at_json_end_object(&json);
    at_buffer_char(out, '\n');
}

static at_status put_lines(at_buffer *out, const at_finding *findings, size_t count, at_err *err)
{
    at_buffer line AT_CLEANUP(at_buffer_free) = {0};
    for (size_t i = 0; i < count; i++) {
        const at_finding *f = &findings[i];
        at_buffer_clear(&line);
        at_buffer_add(&line, f->file);
        if (f->row) at_buffer_format(&line, ", row %llu", (unsigned long long)f->row);
        if (f->column) at_buffer_format(&line, ", column %llu", (unsigned long long)f->column);
        at_buffer_literal(&line, ": ");
        at_buffer_add(&line, f->message);
        AT_TRY(at_buffer_status(&line, err));
        at_terminal_paragraph(out, at_buffer_str(&line), 0);
    }
    return AT_OK;
}

at_status at_report_check(at_buffer *out, const char *folder, at_report_style style,
                          size_t *problems, at_err *err)
{
    at_arena *arena AT_CLEANUP(at_arena_free_ptr) = at_report_arena();
    const at_finding *findings;
    size_t count;
    if (!arena) return at_fail(err, AT_ENOMEM, "memory is out");
    AT_TRY(at_study_edition_check(arena, folder, &findings, &count, err));
    if (style.json) {
        put_json(out, findings, count);
    } else if (count == 0) {
        at_buffer_format(out, "%s: nothing is inconsistent.\n", folder);
    } else {
        AT_TRY(put_lines(out, findings, count, err));
    }
    AT_TRY(at_buffer_status(out, err));
    *problems = count;
    return AT_OK;
}
