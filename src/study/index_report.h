/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_STUDY_INDEX_REPORT_H
#define AT_STUDY_INDEX_REPORT_H
/* `attest index ...`: read the edition folders, run the engine, say what came out, as one JSON
 * document or as text for a terminal. Each function appends to `out`, complete with the last
 * line feed; after a failure what was appended is to be thrown away. */
#include "base/pool.h"
#include "index/robust.h"
#include "study/edition.h"

typedef struct at_report_style {
    bool json;
    bool colour;  /* bold headings and dim details; nothing is said by colour alone */
    size_t width; /* columns of the terminal; sentences are wrapped at it, tables are not */
} at_report_style;

AT_MUST_USE at_status at_report_score(at_buffer *out, const char *folder, at_report_style style,
                                      at_err *err);
AT_MUST_USE at_status at_report_compare(at_buffer *out, const char *old_folder,
                                        const char *new_folder, at_report_style style, at_err *err);

enum {
    AT_REPORT_BOX_DRAWS = 20000, /* behind share_within where no draws are asked for */
    AT_REPORT_SOBOL_DRAWS =
        4096 /* most base draws of the Sobol design, which takes (items + 2) times as many */
};

typedef struct at_robust_request {
    at_fraction within; /* percent, 0..100 */
    at_index_level level;
    size_t draws;      /* 0: no sampled ranks and no Sobol indices */
    at_draw_kind kind; /* what the draws and Sobol indices are over */
    uint64_t seed;
    at_pool *pool;
    const at_progress *progress;
} at_robust_request;
AT_MUST_USE at_status at_report_robust(at_buffer *out, const char *folder,
                                       const at_robust_request *request, at_report_style style,
                                       at_err *err);

/* `iso2` in any case; a country's name works too. AT_EUSAGE where the edition has no such
 * country, with what comes close. */
AT_MUST_USE at_status at_report_reforms(at_buffer *out, const char *folder, at_str iso2,
                                        at_report_style style, at_err *err);
AT_MUST_USE at_status at_report_history(at_buffer *out, const char *const *folders, size_t count,
                                        at_report_style style, at_err *err);
/* *problems: how many there are; any makes the answer "no" (exit 1). */
AT_MUST_USE at_status at_report_check(at_buffer *out, const char *folder, at_report_style style,
                                      size_t *problems, at_err *err);

/* Percent as the command line gives it: a decimal of 0..100. AT_EUSAGE names the option. */
AT_MUST_USE at_status at_parse_within(at_str text, at_fraction *out, at_err *err);
/* "category" or "criteria"; AT_EUSAGE. */
AT_MUST_USE at_status at_parse_level(at_str text, at_index_level *out, at_err *err);
/* "box" or "simplex"; AT_EUSAGE. */
AT_MUST_USE at_status at_parse_draw_kind(at_str text, at_draw_kind *out, at_err *err);

#endif
