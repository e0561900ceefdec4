/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"
#include "study/index_report.h"

enum { MOST_DRAWS = 1000000000 };

static const at_option options[] = {
    {"within", "PCT", "let each weight differ by up to PCT % of itself (default 25)", false},
    {"level", "LEVEL",
     "weigh categories (\"category\", the default) or single criteria (\"criteria\")", false},
    {"draws", "N", "also sample N weightings: rank distributions and Sobol indices", false},
    {"over", "SPACE",
     "sample evenly within --within (\"box\", the default) or all weightings (\"simplex\")", false},
    {"seed", "N", "name the random draws (default 1)", false},
};

static at_status run_robust(at_app *app, const at_arguments *arguments, bool *no, at_err *err)
{
    const char *within = at_argument(arguments, "within"), *level = at_argument(arguments, "level"),
               *over = at_argument(arguments, "over");
    at_robust_request request = {
        .within = {25, 1}, .pool = app->pool, .progress = app->progress, .kind = AT_DRAW_BOX};
    uint64_t draws;
    (void)no;
    if (within) AT_TRY(at_parse_within(at_str_from_cstr(within), &request.within, err));
    if (level) AT_TRY(at_parse_level(at_str_from_cstr(level), &request.level, err));
    if (over) AT_TRY(at_parse_draw_kind(at_str_from_cstr(over), &request.kind, err));
    AT_TRY(at_argument_u64(arguments, "draws", 1, MOST_DRAWS, 0, &draws, err));
    AT_TRY(at_argument_u64(arguments, "seed", 0, UINT64_MAX, 1, &request.seed, err));
    request.draws = (size_t)draws;
    const at_report_style style = {.json = app->json, .colour = app->colour, .width = app->width};
    return at_report_robust(&app->out, arguments->operands[0], &request, style, err);
}

const at_command at_cmd_index_robust = {
    .name = "index robust",
    .operands = "EDITION",
    .summary = "say how firm each place is when the weights are in doubt",
    .description =
        "A pair of countries holds when the higher one is never lower under any weighting within "
        "the limits; the "
        "range of a place follows from the pairs, exactly. The share of all weightings under which "
        "one country "
        "is above another is exact too. Ranges are outer bounds: what lies outside is impossible.",
    .example = "attest index robust data/rainbow/2025 --within 25",
    .options = options,
    .option_count = AT_COUNT_OF(options),
    .least_operands = 1,
    .most_operands = 1,
    .needs_pool = true,
    .run = run_robust,
};
