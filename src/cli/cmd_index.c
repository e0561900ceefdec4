/* SPDX-License-Identifier: GPL-3.0-or-later */
/* attest index score, compare, reforms, history, check: thin shells over study's reports. */
#include "cli/command.h"
#include "study/index_report.h"

#define EDITION_HELP                                                                               \
    "An EDITION is a folder with criteria.csv and values.csv (or categories.csv where only "       \
    "category "                                                                                    \
    "totals are known); attest-edition(5) says what is in them."

static at_report_style style_of(const at_app *app)
{
    return (at_report_style){.json = app->json, .colour = app->colour, .width = app->width};
}

static at_status run_score(at_app *app, const at_arguments *arguments, bool *no, at_err *err)
{
    (void)no;
    return at_report_score(&app->out, arguments->operands[0], style_of(app), err);
}

const at_command at_cmd_index_score = {
    .name = "index score",
    .operands = "EDITION",
    .summary = "score and rank every country of an edition",
    .description =
        "Scores are sums of weights times values, exact, rounded half up to two decimals; equal "
        "scores share "
        "a place. A value that is not known gives a range, never a silent 0.\n" EDITION_HELP,
    .example = "attest index score data/rainbow/2025",
    .least_operands = 1,
    .most_operands = 1,
    .run = run_score,
};

static at_status run_compare(at_app *app, const at_arguments *arguments, bool *no, at_err *err)
{
    (void)no;
    return at_report_compare(&app->out, arguments->operands[0], arguments->operands[1],
                             style_of(app), err);
}

const at_command at_cmd_index_compare = {
    .name = "index compare",
    .operands = "OLD NEW",
    .summary = "say why scores and places moved: the law or the yardstick",
    .description = "Splits each change exactly into what a country's own values, the others' "
                   "values, the weights and the "
                   "set of criteria did. Where the old edition is known by category only, into "
                   "values and rules, with "
                   "the interval that its rounding leaves.\n" EDITION_HELP,
    .example = "attest index compare data/rainbow/2024 data/rainbow/2025",
    .least_operands = 2,
    .most_operands = 2,
    .run = run_compare,
};

static at_status run_reforms(at_app *app, const at_arguments *arguments, bool *no, at_err *err)
{
    (void)no;
    return at_report_reforms(&app->out, arguments->operands[0],
                             at_str_from_cstr(arguments->operands[1]), style_of(app), err);
}

const at_command at_cmd_index_reforms = {
    .name = "index reforms",
    .operands = "EDITION COUNTRY",
    .summary = "list what a country lacks, by points, with the place each would bring",
    .description = "COUNTRY is its code of two letters or its name. Each reform is taken alone, "
                   "while all other countries "
                   "stand still; prerequisites that are not met are taken along.\n" EDITION_HELP,
    .example = "attest index reforms data/rainbow/2025 LV",
    .least_operands = 2,
    .most_operands = 2,
    .run = run_reforms,
};

enum { MOST_EDITIONS = 1000 };

static at_status run_history(at_app *app, const at_arguments *arguments, bool *no, at_err *err)
{
    (void)no;
    return at_report_history(&app->out, arguments->operands, arguments->operand_count,
                             style_of(app), err);
}

const at_command at_cmd_index_history = {
    .name = "index history",
    .operands = "EDITION...",
    .summary = "follow every country's place over editions",
    .description = "Places are those of published.csv where the edition has one, else computed. "
                   "Ranks that were scraped are "
                   "dense (6, 6, 7) and are marked as not firm.\n" EDITION_HELP,
    .example = "attest index history data/rainbow/20*",
    .least_operands = 1,
    .most_operands = MOST_EDITIONS,
    .run = run_history,
};

static at_status run_check(at_app *app, const at_arguments *arguments, bool *no, at_err *err)
{
    size_t problems = 0;
    AT_TRY(at_report_check(&app->out, arguments->operands[0], style_of(app), &problems, err));
    *no = problems > 0;
    return AT_OK;
}

const at_command at_cmd_index_check = {
    .name = "index check",
    .operands = "EDITION",
    .summary = "name every inconsistency of an edition folder, one a line",
    .description = "Each line says file, row and column, what was found, what was expected and "
                   "what to do. The exit "
                   "status is 1 when there is any.\n" EDITION_HELP,
    .example = "attest index check data/rainbow/2025",
    .least_operands = 1,
    .most_operands = 1,
    .run = run_check,
};
