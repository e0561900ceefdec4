/* SPDX-License-Identifier: GPL-3.0-or-later */
/* attest: find the command, run it, print its result whole or its error. */
#include "base/number.h"
#include "cli/command.h"
#include "cli/progress.h"
#include "file/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { PIPE_WIDTH = 100 };
static const size_t memory_limit = (size_t)4 << 30;

static const char program_name[] = "attest " ATTEST_VERSION;

/* stdout may be a full disk or a closed pipe: what is not written is an error. */
static at_status print_out(at_str text, at_err *err)
{
    if (text.len && fwrite(text.ptr, 1, text.len, stdout) != text.len) {
        return at_fail(err, AT_EIO, "cannot write the result to standard output");
    }
    if (fflush(stdout) != 0)
        return at_fail(err, AT_EIO, "cannot write the result to standard output");
    return AT_OK;
}

static void print_error_json(const at_err *err)
{
    at_buffer text AT_CLEANUP(at_buffer_free) = {0};
    at_json_writer json = {.out = &text};
    at_json_begin_object(&json);
    at_json_key(&json, AT_STR("error"));
    at_json_begin_object(&json);
    at_json_key(&json, AT_STR("status"));
    at_json_str(&json, at_str_from_cstr(at_status_word(err->status)));
    at_json_key(&json, AT_STR("message"));
    at_json_str(&json, at_str_from_cstr(err->text));
    at_json_key(&json, AT_STR("file"));
    err->file[0] ? at_json_str(&json, at_str_from_cstr(err->file)) : at_json_null(&json);
    at_json_key(&json, AT_STR("row"));
    err->row ? at_json_u64(&json, err->row) : at_json_null(&json);
    at_json_key(&json, AT_STR("column"));
    err->column ? at_json_u64(&json, err->column) : at_json_null(&json);
    at_json_end_object(&json);
    at_json_end_object(&json);
    at_buffer_char(&text, '\n');
    (void)print_out(at_buffer_str(&text), NULL);
}

/* "attest: values.csv, row 3, column 7: ..." */
static void print_error(const at_err *err)
{
    at_buffer text AT_CLEANUP(at_buffer_free) = {0};
    at_buffer_literal(&text, "attest: ");
    at_buffer_shown(&text, at_str_from_cstr(err->file));
    if (err->row) {
        at_buffer_format(&text, "%srow %llu", err->file[0] ? ", " : "",
                         (unsigned long long)err->row);
    }
    if (err->column) at_buffer_format(&text, ", column %llu", (unsigned long long)err->column);
    if (err->file[0] || err->row) at_buffer_literal(&text, ": ");
    at_buffer_shown(&text, at_str_from_cstr(err->text));
    at_buffer_char(&text, '\n');
    if (text.len) (void)fwrite(text.ptr, 1, text.len, stderr);
}

static int fail_exit(const at_err *err, bool json)
{
    if (json) {
        print_error_json(err);
    } else {
        print_error(err);
    }
    return at_status_exit_code(err->status);
}

static bool wants_colour(const char *when)
{
    if (when && strcmp(when, "always") == 0) return true;
    if (when && strcmp(when, "never") == 0) return false;
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    return isatty(STDOUT_FILENO) == 1 && !(no_color && no_color[0]) && term &&
           strcmp(term, "dumb") != 0;
}

static size_t page_width(void)
{
    struct winsize size;
    if (isatty(STDOUT_FILENO) == 1 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 &&
        size.ws_col > 0) {
        return size.ws_col;
    }
    return PIPE_WIDTH;
}

static at_status prepare(const at_arguments *arguments, at_app *app, at_err *err)
{
    const char *colour = at_argument(arguments, "colour");
    uint64_t threads;
    const long online = sysconf(_SC_NPROCESSORS_ONLN);
    uint64_t all = online > 0 ? (uint64_t)online : 1;
    if (all > AT_POOL_MAX_THREADS) all = AT_POOL_MAX_THREADS;
    if (colour && strcmp(colour, "auto") != 0 && strcmp(colour, "always") != 0 &&
        strcmp(colour, "never") != 0) {
        return at_fail(err, AT_EUSAGE, "--colour takes auto, always or never, not \"%s\"",
                       at_quote(at_str_from_cstr(colour)).text);
    }
    AT_TRY(at_argument_u64(arguments, "threads", 1, AT_POOL_MAX_THREADS, all, &threads, err));
    app->colour = wants_colour(colour);
    app->width = page_width();
    app->arena = at_arena_new(memory_limit);
    if (!app->arena) return at_fail(err, AT_ENOMEM, "memory is out");
    return arguments->command->needs_pool ? at_pool_new((size_t)threads, &app->pool, err) : AT_OK;
}

static int run_command(const at_arguments *arguments, bool json)
{
    at_err err = {0};
    bool no = false;
    at_progress_line line;
    at_app app = {
        .json = json, .program = at_str_from_cstr(program_name), .progress = &line.progress};
    at_progress_line_begin(&line, arguments->command->name);
    at_progress_catch_interrupt();
    at_status status = prepare(arguments, &app, &err);
    if (status == AT_OK) status = arguments->command->run(&app, arguments, &no, &err);
    at_progress_line_end(&line);
    if (status == AT_OK) status = at_buffer_status(&app.out, &err);
    if (status == AT_OK) status = print_out(at_buffer_str(&app.out), &err);
    at_buffer_free(&app.out);
    at_pool_free(app.pool);
    at_arena_free(app.arena);
    if (status != AT_OK) {
        err.status = status;
        return fail_exit(&err, json);
    }
    return no ? 1 : 0;
}

static bool is_one_of(const char *word, const char *a, const char *b)
{
    return strcmp(word, a) == 0 || strcmp(word, b) == 0;
}

static at_status print_completion(int argc, char **argv, at_buffer *out, at_err *err)
{
    if (argc > 3) return at_fail(err, AT_EUSAGE, "name one shell: attest completion bash");
    return at_completion(at_str_from_cstr(argc > 2 ? argv[2] : ""), out, err);
}

/* `attest help`, `attest help index`, `attest help index score` */
static at_status print_help(int argc, char **argv, at_buffer *out, at_err *err)
{
    int consumed;
    const at_command *command = at_command_find(argc - 1, argv + 1, &consumed);
    if (!command) return at_help_overview(argc > 2 ? argv[2] : "", out, err);
    at_help_command(command, out);
    return AT_OK;
}

/* What is asked without a command: help, version, completions. *asked tells whether it was one of these. */
static at_status general_question(int argc, char **argv, at_buffer *out, bool *asked, at_err *err)
{
    int consumed;
    const char *word = argc > 1 ? argv[1] : "";
    *asked = true;
    if (is_one_of(word, "--version", "version")) {
        at_buffer_format(out, "%s\n", program_name);
        return AT_OK;
    }
    if (strcmp(word, "completion") == 0) return print_completion(argc, argv, out, err);
    if (strcmp(word, "help") == 0) return print_help(argc, argv, out, err);
    if (is_one_of(word, "-h", "--help")) return at_help_overview("", out, err);
    if (argc == 3 && is_one_of(argv[2], "-h", "--help") && !at_command_find(2, argv, &consumed)) {
        return at_help_overview(word, out, err);
    }
    *asked = false;
    return AT_OK;
}

/* Prints what the question gave, or its error. */
static int leave(at_status status, at_buffer *text, at_err *err, bool json)
{
    if (status == AT_OK) status = at_buffer_status(text, err);
    if (status == AT_OK) status = print_out(at_buffer_str(text), err);
    at_buffer_free(text);
    return status == AT_OK ? 0 : fail_exit(err, json);
}

static bool asks_for_json(int argc, char **argv)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strcmp(argv[i], "--json") == 0) return true;
    }
    return false;
}

int main(int argc, char **argv)
{
    at_err err = {0};
    at_buffer text = {0};
    at_arguments arguments;
    bool asked;
    const bool json = asks_for_json(argc, argv); /* before parsing, which may itself fail */
    const at_status status = general_question(argc, argv, &text, &asked, &err);
    if (asked) return leave(status, &text, &err, json);
    if (at_arguments_parse(argc, argv, &arguments, &err) != AT_OK) return fail_exit(&err, json);
    if (at_argument_given(&arguments, "help")) {
        at_help_command(arguments.command, &text);
        return leave(AT_OK, &text, &err, json);
    }
    return run_command(&arguments, at_argument_given(&arguments, "json"));
}
