/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/number.h"
#include "cli/command.h"

#include <string.h>

enum { PAGE_WIDTH = 80, INDENT = 2 };

static void pad(at_buffer *out, size_t from, size_t to)
{
    for (; from < to; from++) at_buffer_char(out, ' ');
}

/* The next word of *rest: up to a space, but not within brackets, so that "[--within PCT]" stays whole. */
static bool next_word(at_str *rest, at_str *word)
{
    size_t length = 0;
    int depth = 0;
    if (!rest->ptr) return false;
    for (; length < rest->len && (depth > 0 || rest->ptr[length] != ' '); length++) {
        if (rest->ptr[length] == '[') depth++;
        if (rest->ptr[length] == ']') depth--;
    }
    *word = at_str_slice(*rest, 0, length);
    *rest = length < rest->len ? at_str_slice(*rest, length + 1, rest->len) : (at_str){0};
    return true;
}

/* Words of `text`, wrapped at PAGE_WIDTH with `left` columns before each line but the first, which
 * starts at column `at`. */
static void wrapped(at_buffer *out, at_str text, size_t at, size_t left)
{
    at_str word, rest = text;
    bool first = true;
    while (next_word(&rest, &word)) {
        if (!first && at + 1 + word.len > PAGE_WIDTH) {
            at_buffer_char(out, '\n');
            pad(out, 0, left);
            at = left;
            first = true;
        }
        if (!first) {
            at_buffer_char(out, ' ');
            at++;
        }
        at_buffer_add(out, word);
        at += word.len;
        first = false;
    }
}

static void option_form(const at_option *option, at_buffer *out)
{
    at_buffer_format(out, "--%s", option->name);
    if (option->value) at_buffer_format(out, " %s", option->value);
}

void at_help_synopsis(const at_command *command, at_buffer *out)
{
    at_buffer_format(out, "attest %s", command->name);
    if (command->operands[0]) at_buffer_format(out, " %s", command->operands);
    for (size_t i = 0; i < command->option_count; i++) {
        const at_option *option = &command->options[i];
        at_buffer_add(out, option->needed ? AT_STR(" ") : AT_STR(" ["));
        option_form(option, out);
        if (!option->needed) at_buffer_char(out, ']');
    }
    at_buffer_literal(out, " [--json] [--threads N]");
}

static size_t form_width(const at_option *option)
{
    return strlen("--") + strlen(option->name) + (option->value ? 1 + strlen(option->value) : 0);
}

static void options_table(const at_option *options, size_t count, size_t left, at_buffer *out)
{
    for (size_t i = 0; i < count; i++) {
        pad(out, 0, INDENT);
        option_form(&options[i], out);
        pad(out, INDENT + form_width(&options[i]), left);
        at_buffer help AT_CLEANUP(at_buffer_free) = {0};
        at_buffer_format(&help, "%s%s", options[i].help, options[i].needed ? " (needed)" : "");
        wrapped(out, at_buffer_str(&help), left, left);
        at_buffer_char(out, '\n');
    }
}

/* Where the texts of the options begin: behind the widest of them. */
static size_t options_left(const at_command *command)
{
    size_t left = 0;
    for (size_t i = 0; i < command->option_count + at_common_option_count; i++) {
        const at_option *option = i < command->option_count
                                      ? &command->options[i]
                                      : &at_common_options[i - command->option_count];
        const size_t width = INDENT + form_width(option) + 2;
        if (width > left) left = width;
    }
    return left;
}

static void paragraphs(const char *text, at_buffer *out)
{
    at_str paragraph, rest = at_str_from_cstr(text);
    while (at_str_split(&rest, '\n', &paragraph)) {
        wrapped(out, paragraph, 0, 0);
        at_buffer_literal(out, "\n\n");
    }
}

void at_help_command(const at_command *command, at_buffer *out)
{
    const size_t left = options_left(command);
    at_buffer text AT_CLEANUP(at_buffer_free) = {0};
    at_buffer_format(&text, "attest %s: %s", command->name, command->summary);
    wrapped(out, at_buffer_str(&text), 0, INDENT);
    at_buffer_literal(out, "\n\nUsage: ");
    at_buffer_clear(&text);
    at_help_synopsis(command, &text);
    wrapped(out, at_buffer_str(&text), strlen("Usage: "), strlen("Usage: attest "));
    at_buffer_literal(out, "\n\n");
    paragraphs(command->description, out);
    at_buffer_literal(out, "Options:\n");
    options_table(command->options, command->option_count, left, out);
    options_table(at_common_options, at_common_option_count, left, out);
    at_buffer_format(out, "\nExample:\n  %s\n", command->example);
}

static bool is_in_group(const at_command *command, const char *group)
{
    const size_t length = strlen(group);
    return length == 0 ||
           (strncmp(command->name, group, length) == 0 && command->name[length] == ' ');
}

static void overview_row(at_buffer *out, const char *name, const char *summary, size_t left)
{
    at_buffer_format(out, "  %s", name);
    pad(out, INDENT + strlen(name), left);
    wrapped(out, at_str_from_cstr(summary), left, left);
    at_buffer_char(out, '\n');
}

at_status at_help_overview(const char *group, at_buffer *out, at_err *err)
{
    static const char completion[] = "completion SHELL";
    const bool all = group[0] == '\0';
    size_t left = 0, count = 0;
    for (size_t i = 0; i < at_command_count; i++) {
        const size_t width = INDENT + strlen(at_commands[i]->name) + 2;
        count += is_in_group(at_commands[i], group);
        if (width > left) left = width;
    }
    if (count == 0) {
        const char *close = at_command_closest(at_str_from_cstr(group));
        return at_fail(err, AT_EUSAGE, "there is no command \"%s\"; see: attest %s%s",
                       at_quote(at_str_from_cstr(group)).text, close ? close : "",
                       close ? " -h" : "-h");
    }
    if (left < INDENT + sizeof completion + 1) left = INDENT + sizeof completion + 1;
    if (all) {
        at_buffer_literal(
            out, "attest: a human-rights monitor's instrument, from testimony and laws to\n"
                 "figures that anyone can check\n\nUsage: attest COMMAND ...\n\n");
    }
    at_buffer_literal(out, "Commands:\n");
    for (size_t i = 0; i < at_command_count; i++) {
        const at_command *command = at_commands[i];
        if (is_in_group(command, group)) overview_row(out, command->name, command->summary, left);
    }
    if (all) overview_row(out, completion, "print the completions for bash, zsh or fish", left);
    at_buffer_literal(out, "\nHelp on one: attest COMMAND -h");
    if (all) {
        at_buffer_literal(out, ", man attest-COMMAND\n\nExample:\n"
                               "  attest index score data/rainbow/2025");
    }
    at_buffer_char(out, '\n');
    return AT_OK;
}
