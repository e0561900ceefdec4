/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_STUDY_REPORT_PARTS_H
#define AT_STUDY_REPORT_PARTS_H
/* What the reports on an index share. Only for src/study. */
#include "file/json.h"
#include "index/score.h"
#include "study/edition.h"
#include "study/index_report.h"
#include "study/terminal.h"

/* An edition with its scores. */
typedef struct at_scored {
    at_study_edition edition;
    at_index_scores scores;
} at_scored;

/* Memory of one report; NULL when there is none. */
at_arena *at_report_arena(void);

/* AT_EINPUT, saying what would help, where an edition has no weights. */
AT_MUST_USE at_status at_report_need_weights(const at_study_edition *edition, at_err *err);
/* Read and score. */
AT_MUST_USE at_status at_report_read_scored(at_arena *arena, const char *folder, at_scored *out,
                                            at_err *err);

/* How many countries the unrounded totals would rank otherwise. */
size_t at_report_decided_by_rounding(const at_index_scores *scores);

/* A key and its value. Ratios have at most `digits` decimals. */
void at_put_str(at_json_writer *json, const char *key, at_str value);
void at_put_u64(at_json_writer *json, const char *key, uint64_t value);
void at_put_i64(at_json_writer *json, const char *key, int64_t value);
void at_put_f64(at_json_writer *json, const char *key, double value);
void at_put_bool(at_json_writer *json, const char *key, bool value);
void at_put_ratio(at_json_writer *json, const char *key, at_ratio value, unsigned digits);
void at_put_hundredths(at_json_writer *json, const char *key, int64_t value);
void at_put_array(at_json_writer *json, const char *key);  /* begins it */
void at_put_object(at_json_writer *json, const char *key); /* begins it */
/* {"edition","title","year"} under `key`. */
void at_put_edition(at_json_writer *json, const char *key, const at_study_edition *edition);
void at_put_iso2_and_name(at_json_writer *json, const at_index_country *country);

/* "88.83"; with `sign` "+1.25", "-0.92", "0.00". */
void at_say_hundredths(at_buffer *out, int64_t hundredths);
void at_say_signed_hundredths(at_buffer *out, int64_t hundredths);
/* A double to hundredths, halves away from zero, with its sign. */
void at_say_signed(at_buffer *out, double value);
/* "1 country", "49 countries"; thousands grouped. */
void at_say_count(at_buffer *out, uint64_t count, const char *one, const char *many);

/* Cells of a terminal table. */
void at_cell_hundredths(at_table_builder *table, int64_t value);
void at_cell_ratio(at_table_builder *table, at_ratio value, unsigned digits);
void at_cell_signed(at_table_builder *table, double value);
void at_cell_percent(
    at_table_builder *table,
    double share); /* 0.876 -> "87.6 %"; 100.0 % and 0.0 % only of 1 and 0; NaN: empty */
void at_cell_format(at_table_builder *table, const char *format, ...) AT_PRINTF(2, 3);

/* The paragraph, an empty line, the table. */
AT_MUST_USE at_status at_report_text(at_buffer *out, const at_buffer *sentences,
                                     at_table_builder *table, const char *align,
                                     at_report_style style, at_err *err);

#endif
