/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/number.h"
#include "cli/command.h"
#include "file/confine.h"
#include "file/json.h"
#include "publish/site.h"

static const at_option options[] = {
    {"out", "SITE", "the folder to make, or a site to replace", true},
};

static at_status run_publish(at_app *app, const at_arguments *arguments, bool *no, at_err *err)
{
    const char *folder = arguments->operands[0], *out = at_argument(arguments, "out");
    const at_release *release;
    (void)no;
    AT_TRY(at_confine_publisher(err));
    AT_TRY(at_release_open(app->arena, folder, &release, err));
    AT_TRY(at_site_write(release, out, app->program, app->pool, app->progress, err));
    if (app->json) {
        at_json_writer json = {.out = &app->out, .pretty = true};
        at_json_begin_object(&json);
        at_json_key(&json, AT_STR("site"));
        at_json_str(&json, at_str_from_cstr(out));
        at_json_end_object(&json);
        at_buffer_char(&app->out, '\n');
    } else {
        const at_str site = at_str_from_cstr(out);
        at_buffer_shown(&app->out, site);
        at_buffer_literal(&app->out, ": a site of ");
        at_buffer_shown(&app->out, release->title);
        at_buffer_literal(&app->out, ". Open ");
        at_buffer_shown(&app->out, site);
        at_buffer_literal(&app->out, "/index.html, or check it with: attest verify ");
        at_buffer_shown(&app->out, site);
        at_buffer_char(&app->out, '\n');
    }
    return AT_OK;
}

const at_command at_cmd_publish = {
    .name = "publish",
    .operands = "DIR",
    .summary = "make a site from a release alone",
    .description = "Pages, maps, charts and downloads, complete without scripts and without any "
                   "request outside the folder. DIR is "
                   "a release; one that differs from its manifest is refused. While it works, the "
                   "program can open no "
                   "socket and start no other program.",
    .example = "attest publish out/release --out out/site",
    .options = options,
    .option_count = AT_COUNT_OF(options),
    .least_operands = 1,
    .most_operands = 1,
    .needs_pool = true,
    .run = run_publish,
};
