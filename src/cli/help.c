/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include <string.h>

enum { PAGE_WIDTH = 80, INDENT = 2 };

static void pad(at_buffer *out, size_t from, size_t to)
{
    for (; from < to; from++) at_buffer_char(out, ' ');
}

/* Words of `text`, wrapped at PAGE_WIDTH with `left` columns before each line but the first, which
 * starts at column `at`. */
static void wrapped(at_buffer *out, const char *text, size_t at, size_t left)
{
    at_str word, rest = at_str_from_cstr(text);
    bool first = true;
    while (at_str_split(&rest, ' ', &word)) {
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
        at_buffer_literal(out, " [");
        option_form(&command->options[i], out);
        at_buffer_char(out, ']');
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
        wrapped(out, options[i].help, left, left);
        at_buffer_char(out, '\n');
    }
}

void at_help_command(const at_command *command, at_buffer *out)
{
    size_t left = 0;
    for (size_t i = 0; i < command->option_count + at_common_option_count; i++) {
        const at_option *option = i < command->option_count
                                      ? &command->options[i]
                                      : &at_common_options[i - command->option_count];
        const size_t width = INDENT + form_width(option) + 2;
        if (width > left) left = width;
    }
    at_buffer_format(out, "attest %s: %s\n\nUsage: ", command->name, command->summary);
    at_buffer synopsis AT_CLEANUP(at_buffer_free) = {0};
    at_help_synopsis(command, &synopsis);
    at_buffer_char(&synopsis, '\0');
    if (!synopsis.failed) wrapped(out, synopsis.ptr, strlen("Usage: "), strlen("Usage: ") + 7);
    at_buffer_literal(out, "\n\n");
    at_str paragraph, rest = at_str_from_cstr(command->description);
    while (at_str_split(&rest, '\n', &paragraph)) {
        at_buffer text AT_CLEANUP(at_buffer_free) = {0};
        at_buffer_add(&text, paragraph);
        at_buffer_char(&text, '\0');
        if (!text.failed) wrapped(out, text.ptr, 0, 0);
        at_buffer_literal(out, "\n\n");
    }
    at_buffer_literal(out, "Options:\n");
    options_table(command->options, command->option_count, left, out);
    options_table(at_common_options, at_common_option_count, left, out);
    at_buffer_format(out, "\nExample:\n  %s\n", command->example);
}

void at_help_overview(const char *group, at_buffer *out)
{
    static const char completion[] = "completion SHELL";
    const size_t prefix = strlen(group);
    size_t left = prefix ? 0 : INDENT + strlen(completion) + 2;
    for (size_t i = 0; i < at_command_count; i++) {
        const size_t width = strlen(at_commands[i]->name) + INDENT + 3;
        if (width > left) left = width;
    }
    if (!prefix) {
        at_buffer_literal(out,
                          "attest: a human-rights monitor's instrument, from laws to a ranking "
                          "that anyone\ncan check\n\nUsage: attest COMMAND ...\n\n");
    }
    at_buffer_literal(out, "Commands:\n");
    for (size_t i = 0; i < at_command_count; i++) {
        const at_command *command = at_commands[i];
        const size_t name = strlen(command->name);
        if (prefix &&
            (strncmp(command->name, group, prefix) != 0 || command->name[prefix] != ' ')) {
            continue;
        }
        at_buffer_format(out, "  %s", command->name);
        pad(out, INDENT + name, left);
        at_buffer_format(out, "%s\n", command->summary);
    }
    if (!prefix) {
        at_buffer_format(out, "  %s", completion);
        pad(out, INDENT + strlen(completion), left);
        at_buffer_literal(out, "print the completions for bash, zsh or fish\n");
    }
    at_buffer_literal(out, "\nHelp on one: attest COMMAND -h");
    if (!prefix) {
        at_buffer_literal(out, ", man attest-COMMAND\n\nExample:\n"
                               "  attest index score data/rainbow/2025");
    }
    at_buffer_char(out, '\n');
}
