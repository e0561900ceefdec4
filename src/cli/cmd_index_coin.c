/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/number.h"
#include "cli/command.h"
#include "study/coin.h"

#include <string.h>

enum { MOST_BASE = 1000000 };

static const at_option options[] = {
    {"idata", "FILE", "units and their indicators", true},
    {"imeta", "FILE", "the tree: level, parent, weight and direction of each indicator", true},
    {"recipe", "FILE", "how the index is made from them", true},
    {"params", "FILE", "replicates to run: rep, winmax, normalisation, weight_set, aggregation",
     false},
    {"weight-sets", "FILE", "the weight sets that --params names", false},
    {"design", "KIND",
     "take --params as a \"sample\" or as a \"sobol\" design (default: as its rows are)", false},
    {"sobol", "N", "draw a Sobol design of N base rows from what the recipe lets vary", false},
    {"seed", "N", "name the random draws (default 1)", false},
    {"stages", NULL, "print the tables of every step too", false},
    {"statistics", NULL, "print statistics, correlations, alphas and treatment too", false},
    {"leave-one-out", NULL, "print how ranks move when an element is left out", false},
};

static at_status parse_design(const char *text, at_study_coin_design *out, at_err *err)
{
    *out = AT_STUDY_COIN_DETECT;
    if (!text) return AT_OK;
    if (strcmp(text, "sample") == 0) {
        *out = AT_STUDY_COIN_SAMPLE;
    } else if (strcmp(text, "sobol") == 0) {
        *out = AT_STUDY_COIN_SOBOL;
    } else {
        return at_fail(err, AT_EUSAGE, "--design takes sample or sobol, not \"%s\"",
                       at_quote(at_str_from_cstr(text)).text);
    }
    return AT_OK;
}

static at_status run_coin(at_app *app, const at_arguments *arguments, bool *no, at_err *err)
{
    at_study_coin_options request = {.idata = at_argument(arguments, "idata"),
                                     .imeta = at_argument(arguments, "imeta"),
                                     .recipe = at_argument(arguments, "recipe"),
                                     .params = at_argument(arguments, "params"),
                                     .weight_sets = at_argument(arguments, "weight-sets"),
                                     .stages = at_argument_given(arguments, "stages"),
                                     .statistics = at_argument_given(arguments, "statistics"),
                                     .leave_one_out =
                                         at_argument_given(arguments, "leave-one-out")};
    uint64_t sobol;
    at_study_coin *study;
    (void)no;
    AT_TRY(parse_design(at_argument(arguments, "design"), &request.design, err));
    AT_TRY(at_argument_u64(arguments, "sobol", 2, MOST_BASE, 0, &sobol, err));
    AT_TRY(at_argument_u64(arguments, "seed", 0, UINT64_MAX, 1, &request.seed, err));
    request.sobol = (size_t)sobol;
    AT_TRY(AT_NEW(app->arena, 1, &study, err));
    AT_TRY(at_study_coin_run(app->arena, &request, app->pool, app->progress, study, err));
    if (app->json) return at_study_coin_json(study, app->pool, &app->out, err);
    return at_study_coin_text(study, &app->out, err);
}

const at_command at_cmd_index_coin = {
    .name = "index coin",
    .operands = "",
    .summary = "compute a composite indicator from COINr's tables",
    .description = "Denominates, imputes, screens, treats outliers, normalises and aggregates as "
                   "the recipe says, level by "
                   "level; runs uncertainty replicates and Sobol designs, each logged; refuses "
                   "where COINr would skip.",
    .example = "attest index coin --idata iData.csv --imeta iMeta.csv --recipe recipe.ini",
    .options = options,
    .option_count = AT_COUNT_OF(options),
    .needs_pool = true,
    .run = run_coin,
};
