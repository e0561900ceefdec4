/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/number.h"
#include "cli/command.h"
#include "file/confine.h"
#include "file/io.h"
#include "file/json.h"
#include "publish/site.h"

typedef struct verdict {
    const char *folder, *what; /* "release" or "site" */
    const at_fault *faults;
    size_t fault_count, files;
    at_str other_program;
} verdict;

/* A site has site.json, a release manifest.json; a site is asked for first, since it holds a release too. */
static at_status examine(at_app *app, const char *folder, verdict *v, at_err *err)
{
    const char *site_list, *manifest;
    const at_release *release;
    AT_TRY(at_path_join(app->arena, folder, AT_STR(AT_SITE_LIST), &site_list, err));
    AT_TRY(at_path_join(app->arena, folder, AT_STR(AT_RELEASE_MANIFEST), &manifest, err));
    *v = (verdict){.folder = folder};
    if (!at_file_exists(folder)) {
        return at_fail_at(err, AT_EIO, folder, 0, 0,
                          "there is no such folder; give the one that attest release or attest "
                          "publish made");
    }
    if (at_file_exists(site_list)) {
        v->what = "site";
        return at_site_verify(app->arena, folder, app->program, app->pool, app->progress,
                              &v->faults, &v->fault_count, &v->files, &v->other_program, err);
    }
    if (at_file_exists(manifest)) {
        v->what = "release";
        AT_TRY(at_release_read(app->arena, folder, &release, &v->faults, &v->fault_count, err));
        v->files = release ? release->table_count : 0;
        return AT_OK;
    }
    return at_fail_at(err, AT_EINPUT, folder, 0, 0,
                      "neither a release (no " AT_RELEASE_MANIFEST ") nor a site (no " AT_SITE_LIST
                      "); give the folder that "
                      "attest release or attest publish made");
}

static void say_json(at_app *app, const verdict *v)
{
    at_json_writer json = {.out = &app->out, .pretty = true};
    at_json_begin_object(&json);
    at_json_key(&json, AT_STR("kind"));
    at_json_str(&json, at_str_from_cstr(v->what));
    at_json_key(&json, AT_STR("unaltered"));
    at_json_bool(&json, v->fault_count == 0);
    at_json_key(&json, AT_STR("signed"));
    at_json_bool(&json, false);
    at_json_key(&json, AT_STR("other_program"));
    v->other_program.len ? at_json_str(&json, v->other_program) : at_json_null(&json);
    at_json_key(&json, AT_STR("faults"));
    at_json_begin_array(&json);
    for (size_t i = 0; i < v->fault_count; i++) {
        at_json_begin_object(&json);
        at_json_key(&json, AT_STR("fault"));
        at_json_str(&json, at_str_from_cstr(at_fault_word(v->faults[i].kind)));
        at_json_key(&json, AT_STR("file"));
        at_json_str(&json, v->faults[i].path);
        at_json_key(&json, AT_STR("detail"));
        at_json_str(&json, v->faults[i].detail);
        at_json_end_object(&json);
    }
    at_json_end_array(&json);
    at_json_end_object(&json);
    at_buffer_char(&app->out, '\n');
}

/* The names of files, and what lists say, are other people's. */
static void say_text(at_app *app, const verdict *v)
{
    at_buffer *out = &app->out;
    const at_str folder = at_str_from_cstr(v->folder);
    for (size_t i = 0; i < v->fault_count; i++) {
        at_buffer_format(out, "%-8s  ", at_fault_word(v->faults[i].kind));
        at_buffer_shown(out, v->faults[i].path);
        at_buffer_literal(out, "  (");
        at_buffer_shown(out, v->faults[i].detail);
        at_buffer_literal(out, ")\n");
    }
    if (v->other_program.len) {
        at_buffer_shown(out, folder);
        at_buffer_literal(out, ": made by ");
        at_buffer_shown(out, v->other_program);
        at_buffer_format(out,
                         ", checked by %.*s; a page that the two make differently shows as "
                         "altered.\n",
                         AT_STR_ARG(app->program));
    }
    at_buffer_shown(out, folder);
    if (v->fault_count) {
        at_buffer_format(out, ": this %s differs from what was made, in %zu %s.\n", v->what,
                         v->fault_count, v->fault_count == 1 ? "file" : "files");
    } else {
        at_buffer_format(
            out,
            ": every file of this %s is as its list says%s. The list is not signed: compare it "
            "with a copy that you got another way.\n",
            v->what,
            v->files && v->what[0] == 's' ? ", and every page is what its release makes" : "");
    }
}

static at_status run_verify(at_app *app, const at_arguments *arguments, bool *no, at_err *err)
{
    verdict v;
    AT_TRY(at_confine_publisher(err));
    AT_TRY(examine(app, arguments->operands[0], &v, err));
    if (app->json) {
        say_json(app, &v);
    } else {
        say_text(app, &v);
    }
    *no = v.fault_count > 0;
    return AT_OK;
}

const at_command at_cmd_verify = {
    .name = "verify",
    .operands = "DIR",
    .summary = "name any file of a release or site that was altered, is missing or was added",
    .description = "DIR is a release or a site. Files are held against the list of hashes; of a "
                   "site, every page and drawing is "
                   "also made again from the release inside it. The exit status is 1 when anything "
                   "differs. The list is "
                   "not signed yet: who can change the files can change the list.",
    .example = "attest verify out/site",
    .least_operands = 1,
    .most_operands = 1,
    .needs_pool = true,
    .run = run_verify,
};
