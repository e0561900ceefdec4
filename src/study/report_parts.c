/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/report_parts.h"

#include "base/number.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

static const size_t report_limit = (size_t)8 << 30;

at_arena *at_report_arena(void)
{
    return at_arena_new(report_limit);
}

at_status at_report_need_weights(const at_study_edition *edition, at_err *err)
{
    if (edition->index.weighted) return AT_OK;
    const char *slash = at_str_ends(at_str_from_cstr(edition->folder), AT_STR("/")) ? "" : "/";
    char file[AT_ERR_FILE_MAX];
    (void)snprintf(file, sizeof file, "%s%scriteria.csv", edition->folder, slash);
    return at_fail_at(
        err, AT_EINPUT, file, 1, 0,
        "edition %s has no weights, so it has no scores: add a column \"weight\" (attest index "
        "history shows its published places as it is)",
        at_quote(edition->index.name).text);
}

at_status at_report_read_scored(at_arena *arena, const char *folder, at_scored *out, at_err *err)
{
    at_scored scored;
    AT_TRY(at_study_edition_read(arena, folder, &scored.edition, err));
    AT_TRY(at_report_need_weights(&scored.edition, err));
    AT_TRY(at_index_score_edition(arena, &scored.edition.index, &scored.scores, err));
    *out = scored;
    return AT_OK;
}

size_t at_report_decided_by_rounding(const at_index_scores *scores)
{
    size_t count = 0;
    for (size_t i = 0; i < scores->country_count; i++) {
        count += scores->countries[i].rank != scores->countries[i].exact_rank;
    }
    return count;
}

void at_put_str(at_json_writer *json, const char *key, at_str value)
{
    at_json_key(json, at_str_from_cstr(key));
    at_json_str(json, value);
}

void at_put_u64(at_json_writer *json, const char *key, uint64_t value)
{
    at_json_key(json, at_str_from_cstr(key));
    at_json_u64(json, value);
}

void at_put_i64(at_json_writer *json, const char *key, int64_t value)
{
    at_json_key(json, at_str_from_cstr(key));
    at_json_i64(json, value);
}

void at_put_f64(at_json_writer *json, const char *key, double value)
{
    at_json_key(json, at_str_from_cstr(key));
    at_json_f64(json, value);
}

void at_put_bool(at_json_writer *json, const char *key, bool value)
{
    at_json_key(json, at_str_from_cstr(key));
    at_json_bool(json, value);
}

void at_put_ratio(at_json_writer *json, const char *key, at_ratio value, unsigned digits)
{
    at_json_key(json, at_str_from_cstr(key));
    at_json_ratio(json, value, digits);
}

static at_ratio of_hundredths(int64_t value)
{
    return at_ratio_make(at_big_from_i64(value), at_big_from_i64(100));
}

void at_put_hundredths(at_json_writer *json, const char *key, int64_t value)
{
    at_put_ratio(json, key, of_hundredths(value), 2);
}

void at_put_array(at_json_writer *json, const char *key)
{
    at_json_key(json, at_str_from_cstr(key));
    at_json_begin_array(json);
}

void at_put_object(at_json_writer *json, const char *key)
{
    at_json_key(json, at_str_from_cstr(key));
    at_json_begin_object(json);
}

void at_put_edition(at_json_writer *json, const char *key, const at_study_edition *edition)
{
    at_put_object(json, key);
    at_put_str(json, "edition", edition->index.name);
    at_put_str(json, "title", edition->title);
    at_json_key(json, AT_STR("year"));
    edition->year ? at_json_u64(json, edition->year) : at_json_null(json);
    at_put_str(json, "known_by", at_str_from_cstr(at_known_by_word(edition->known_by)));
    at_json_end_object(json);
}

void at_put_iso2_and_name(at_json_writer *json, const at_index_country *country)
{
    at_put_str(json, "iso2", country->iso2);
    at_put_str(json, "country", country->name);
}

void at_say_hundredths(at_buffer *out, int64_t hundredths)
{
    at_buffer_ratio(out, of_hundredths(hundredths), 2);
}

void at_say_signed_hundredths(at_buffer *out, int64_t hundredths)
{
    if (hundredths > 0) at_buffer_char(out, '+');
    at_say_hundredths(out, hundredths);
}

void at_say_signed(at_buffer *out, double value)
{
    /* Parts of a change are differences of exact totals, rounded to the nearest double: a half
     * is a half again at 1e-9. */
    const double hundredths = round(round(value * 1e9) / 1e7);
    if (fabs(hundredths) < 1e15) {
        at_say_signed_hundredths(out, (int64_t)hundredths);
    } else {
        at_buffer_f64(out, value);
    }
}

void at_say_count(at_buffer *out, uint64_t count, const char *one, const char *many)
{
    at_buffer_grouped(out, count);
    at_buffer_format(out, " %s", count == 1 ? one : many);
}

void at_cell_hundredths(at_table_builder *table, int64_t value)
{
    at_buffer text AT_CLEANUP(at_buffer_free) = {0};
    at_say_hundredths(&text, value);
    at_table_add(table, at_buffer_str(&text));
}

void at_cell_ratio(at_table_builder *table, at_ratio value, unsigned digits)
{
    at_buffer text AT_CLEANUP(at_buffer_free) = {0};
    at_buffer_ratio(&text, value, digits);
    at_table_add(table, at_buffer_str(&text));
}

void at_cell_signed(at_table_builder *table, double value)
{
    at_buffer text AT_CLEANUP(at_buffer_free) = {0};
    at_say_signed(&text, value);
    at_table_add(table, at_buffer_str(&text));
}

void at_cell_percent(at_table_builder *table, double share)
{
    at_buffer text AT_CLEANUP(at_buffer_free) = {0};
    if (!isnan(share)) {
        /* 100 % is all, and 0 % nothing. */
        if (share < 1 && share >= 0.9995) {
            at_buffer_literal(&text, ">99.9");
        } else if (share > 0 && share < 0.0005) {
            at_buffer_literal(&text, "<0.1");
        } else {
            at_buffer_fixed(&text, share * 100, 1);
        }
        at_buffer_literal(&text, " %");
    }
    at_table_add(table, at_buffer_str(&text));
}

void at_cell_format(at_table_builder *table, const char *format, ...)
{
    char text[AT_ERR_TEXT_MAX];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    at_table_add(table, at_str_from_cstr(text));
}

at_status at_report_text(at_buffer *out, const at_buffer *sentences, at_table_builder *table,
                         const char *align, at_report_style style, at_err *err)
{
    at_release_table rows;
    AT_TRY(at_table_builder_done(table, &rows, err));
    AT_TRY(at_buffer_status(sentences, err));
    at_terminal_paragraph(out, at_buffer_str(sentences), style.width);
    if (rows.row_count) {
        at_buffer_char(out, '\n');
        at_terminal_table(out, &rows, align, style.colour);
    }
    return at_buffer_status(out, err);
}
