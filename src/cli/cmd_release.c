/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/number.h"
#include "cli/command.h"
#include "file/confine.h"
#include "study/index_report.h"
#include "study/release_index.h"

enum { MOST_EDITIONS = 1000, MOST_DRAWS = 100000000 };
/* The manifest carries the seed as a number of at most 18 digits. */
static const uint64_t largest_seed = 999999999999999999;

static const at_option options[] = {
    {"out", "DIR", "the folder to make, or a release to replace", true},
    {"within", "PCT", "let each category's weight differ by up to PCT % of itself (default 25)",
     false},
    {"draws", "N", "weightings to sample for the quantiles of ranks (default 20000)", false},
    {"seed", "N", "name the random draws (default 1)", false},
    {"date", "D", "the date that the release carries (default: the latest in the inputs)", false},
};

static at_status run_release(at_app *app, const at_arguments *arguments, bool *no, at_err *err)
{
    const char *out = at_argument(arguments, "out"), *within = at_argument(arguments, "within");
    at_release_request request = {.folders = arguments->operands,
                                  .folder_count = arguments->operand_count,
                                  .program = app->program,
                                  .within = {AT_RELEASE_WITHIN, 1},
                                  .date = at_str_from_cstr(at_argument(arguments, "date")),
                                  .pool = app->pool,
                                  .progress = app->progress};
    at_release release;
    uint64_t draws;
    (void)no;
    if (within) AT_TRY(at_parse_within(at_str_from_cstr(within), &request.within, err));
    AT_TRY(at_argument_u64(arguments, "draws", 1, MOST_DRAWS, AT_RELEASE_DRAWS, &draws, err));
    AT_TRY(
        at_argument_u64(arguments, "seed", 0, largest_seed, AT_RELEASE_SEED, &request.seed, err));
    request.draws = (size_t)draws;
    AT_TRY(at_confine_publisher(err));
    AT_TRY(at_study_release_index(app->arena, &request, &release, err));
    AT_TRY(at_release_write(&release, out, err));
    if (app->json) {
        at_json_writer json = {.out = &app->out, .pretty = true};
        at_json_begin_object(&json);
        at_json_key(&json, AT_STR("release"));
        at_json_str(&json, at_str_from_cstr(out));
        at_json_key(&json, AT_STR("edition"));
        at_json_str(&json, release.edition);
        at_json_key(&json, AT_STR("tables"));
        at_json_u64(&json, release.table_count);
        at_json_end_object(&json);
        at_buffer_char(&app->out, '\n');
    } else {
        const at_str folder = at_str_from_cstr(out);
        at_buffer_shown(&app->out, folder);
        at_buffer_literal(&app->out, ": a release of ");
        at_buffer_shown(&app->out, release.title);
        at_buffer_format(&app->out, ", %zu tables. Make a site of it with: attest publish ",
                         release.table_count);
        at_buffer_shown(&app->out, folder);
        at_buffer_literal(&app->out, " --out SITE\n");
    }
    return AT_OK;
}

const at_command at_cmd_release = {
    .name = "release",
    .operands = "EDITION...",
    .summary = "make a release: the numbers, what they rest on, and a list of hashes",
    .description =
        "The latest edition is the main one; it is compared with the latest before it that "
        "has weights, and all together give the places over time. The same inputs give "
        "the same bytes. docs/formats.md describes the folder.",
    .example = "attest release data/rainbow/20* --out out/release",
    .options = options,
    .option_count = AT_COUNT_OF(options),
    .least_operands = 1,
    .most_operands = MOST_EDITIONS,
    .needs_pool = true,
    .run = run_release,
};
