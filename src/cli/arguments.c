/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/number.h"
#include "cli/command.h"

#include <string.h>

static size_t option_total(const at_command *command)
{
    return command->option_count + at_common_option_count;
}

static const at_option *option_at(const at_command *command, size_t i)
{
    return i < command->option_count ? &command->options[i]
                                     : &at_common_options[i - command->option_count];
}

static size_t option_find(const at_command *command, at_str name)
{
    for (size_t i = 0; i < option_total(command); i++) {
        if (at_str_equal(at_str_from_cstr(option_at(command, i)->name), name)) return i;
    }
    return SIZE_MAX;
}

const char *at_argument(const at_arguments *arguments, const char *name)
{
    const size_t i = option_find(arguments->command, at_str_from_cstr(name));
    return i == SIZE_MAX ? NULL : arguments->value[i];
}

bool at_argument_given(const at_arguments *arguments, const char *name)
{
    return at_argument(arguments, name) != NULL;
}

at_status at_argument_u64(const at_arguments *arguments, const char *name, uint64_t min,
                          uint64_t max, uint64_t otherwise, uint64_t *out, at_err *err)
{
    const char *text = at_argument(arguments, name);
    if (!text) {
        *out = otherwise;
        return AT_OK;
    }
    if (at_parse_u64(at_str_from_cstr(text), min, max, out, NULL) == AT_OK) return AT_OK;
    return at_fail(err, AT_EUSAGE, "--%s takes a whole number from %llu to %llu, not \"%s\"", name,
                   (unsigned long long)min, (unsigned long long)max,
                   at_quote(at_str_from_cstr(text)).text);
}

/* How many of the first words of argv are the words of the name; 0 unless all of the name's are. */
static int words_matched(const char *name, int argc, char **argv)
{
    int words = 0;
    at_str word, rest = at_str_from_cstr(name);
    while (at_str_split(&rest, ' ', &word)) {
        if (words + 1 >= argc || !at_str_equal(at_str_from_cstr(argv[words + 1]), word)) return 0;
        words++;
    }
    return words;
}

const at_command *at_command_find(int argc, char **argv, int *consumed)
{
    const at_command *found = NULL;
    *consumed = 0;
    for (size_t i = 0; i < at_command_count; i++) {
        const int words = words_matched(at_commands[i]->name, argc, argv);
        if (words > *consumed) {
            *consumed = words;
            found = at_commands[i];
        }
    }
    return found;
}

/* Levenshtein distance of short words; longer ones are "far". */
static size_t distance(at_str a, at_str b)
{
    enum { MOST = 32 };
    size_t row[MOST + 1];
    if (a.len > MOST || b.len > MOST) return MOST;
    for (size_t j = 0; j <= b.len; j++) row[j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            const size_t change = diagonal + (a.ptr[i - 1] != b.ptr[j - 1]);
            size_t least = row[j] < row[j - 1] ? row[j] + 1 : row[j - 1] + 1;
            if (change < least) least = change;
            diagonal = row[j];
            row[j] = least;
        }
    }
    return row[b.len];
}

enum { FAR = 3 }; /* more than two slips is another word */

static const char *closest_option(const at_command *command, at_str name)
{
    const char *closest = NULL;
    size_t least = FAR;
    for (size_t i = 0; i < option_total(command); i++) {
        const char *candidate = option_at(command, i)->name;
        const size_t d = distance(name, at_str_from_cstr(candidate));
        if (d < least) {
            least = d;
            closest = candidate;
        }
    }
    return closest;
}

static at_status unknown_option(const at_command *command, at_str name, at_err *err)
{
    const char *close = closest_option(command, name);
    const at_quoted quoted = at_quote(name);
    if (close) {
        return at_fail(err, AT_EUSAGE, "attest %s has no option --%s; did you mean --%s?",
                       command->name, quoted.text, close);
    }
    return at_fail(err, AT_EUSAGE, "attest %s has no option --%s; see: attest %s -h", command->name,
                   quoted.text, command->name);
}

/* One "--name", "--name=value" or "--name value"; *i moves past what it took. */
static at_status take_option(int argc, char **argv, int *i, at_arguments *arguments, at_err *err)
{
    const at_command *command = arguments->command;
    at_str word = at_str_slice(at_str_from_cstr(argv[*i]), 2, SIZE_MAX);
    size_t equals = word.len;
    const bool has_value = at_str_find(word, AT_STR("="), &equals);
    const at_str name = at_str_slice(word, 0, equals);
    const size_t k = option_find(command, name);
    if (k == SIZE_MAX) return unknown_option(command, name, err);
    const at_option *option = option_at(command, k);
    if (arguments->value[k]) {
        return at_fail(err, AT_EUSAGE, "--%s is given twice", option->name);
    }
    if (!option->value) {
        if (has_value) return at_fail(err, AT_EUSAGE, "--%s takes no value", option->name);
        arguments->value[k] = "";
        return AT_OK;
    }
    if (has_value) {
        arguments->value[k] = word.ptr + equals + 1;
        return AT_OK;
    }
    /* What looks like an option is one that was meant; a value that begins so is given as --x=VALUE. */
    if (*i + 1 >= argc || at_str_starts(at_str_from_cstr(argv[*i + 1]), AT_STR("--"))) {
        return at_fail(err, AT_EUSAGE, "--%s needs a value: --%s %s", option->name, option->name,
                       option->value);
    }
    arguments->value[k] = argv[++*i];
    return AT_OK;
}

static at_status wrong_form(const at_command *command, const char *what, at_err *err)
{
    at_buffer synopsis AT_CLEANUP(at_buffer_free) = {0};
    at_help_synopsis(command, &synopsis);
    return at_fail(err, AT_EUSAGE, "%s; the form is: %.*s", what,
                   AT_STR_ARG(at_buffer_str(&synopsis)));
}

/* Is all there that the command needs? */
static at_status check_form(const at_arguments *arguments, at_err *err)
{
    const at_command *command = arguments->command;
    const size_t n = arguments->operand_count;
    at_buffer what AT_CLEANUP(at_buffer_free) = {0};
    if (at_argument_given(arguments, "help")) return AT_OK;
    if (n < command->least_operands || n > command->most_operands) {
        at_buffer_format(&what, "%s: %zu given%c",
                         n < command->least_operands ? "too few arguments" : "too many arguments",
                         n, 0);
        return wrong_form(command, what.failed ? "" : what.ptr, err);
    }
    for (size_t i = 0; i < command->option_count; i++) {
        const at_option *option = &command->options[i];
        if (!option->needed || arguments->value[i]) continue;
        at_buffer_format(&what, "--%s %s is needed%c", option->name, option->value, 0);
        return wrong_form(command, what.failed ? "" : what.ptr, err);
    }
    return AT_OK;
}

static at_str last_word(at_str name)
{
    at_str word = name, rest = name;
    while (at_str_split(&rest, ' ', &word)) continue;
    return word;
}

const char *at_command_closest(at_str words)
{
    const char *closest = NULL;
    size_t least = FAR;
    for (size_t i = 0; i < at_command_count; i++) {
        const at_str name = at_str_from_cstr(at_commands[i]->name);
        const size_t whole = distance(words, name), last = distance(words, last_word(name));
        const size_t d = whole < last ? whole : last;
        if (d >= least) continue;
        least = d;
        closest = at_commands[i]->name;
    }
    return closest;
}

/* "index" alone, or with a second word that is none of its commands. */
static bool is_group(const char *word)
{
    for (size_t i = 0; i < at_command_count; i++) {
        at_str first, rest = at_str_from_cstr(at_commands[i]->name);
        if (at_str_split(&rest, ' ', &first) && rest.ptr &&
            at_str_equal(first, at_str_from_cstr(word))) {
            return true;
        }
    }
    return false;
}

static at_status no_command(int argc, char **argv, at_err *err)
{
    at_buffer words AT_CLEANUP(at_buffer_free) = {0};
    if (argc < 2) return at_fail(err, AT_EUSAGE, "no command; see: attest -h");
    if (argv[1][0] == '-') {
        return at_fail(err, AT_EUSAGE, "no command; options come behind it; see: attest -h");
    }
    at_buffer_add(&words, at_str_from_cstr(argv[1]));
    if (is_group(argv[1])) {
        if (argc < 3 || argv[2][0] == '-') {
            return at_fail(err, AT_EUSAGE, "attest %s needs one of its commands; see: attest %s -h",
                           argv[1], argv[1]);
        }
        at_buffer_format(&words, " %s", argv[2]);
    }
    AT_TRY(at_buffer_status(&words, err));
    const char *close = at_command_closest(at_buffer_str(&words));
    const at_quoted quoted = at_quote(at_buffer_str(&words));
    if (close) {
        return at_fail(err, AT_EUSAGE, "there is no command \"%s\"; did you mean: attest %s?",
                       quoted.text, close);
    }
    return at_fail(err, AT_EUSAGE, "there is no command \"%s\"; see: attest -h", quoted.text);
}

at_status at_arguments_parse(int argc, char **argv, at_arguments *out, at_err *err)
{
    int consumed;
    at_arguments arguments = {.command = at_command_find(argc, argv, &consumed)};
    if (!arguments.command) return no_command(argc, argv, err);
    if (option_total(arguments.command) > AT_OPTIONS_MAX) {
        return at_fail(err, AT_EBUG, "attest %s has too many options", arguments.command->name);
    }
    /* Operands are gathered at the front of what follows the command's name, in their order. */
    char **operands = argv + consumed + 1;
    bool only_operands = false;
    for (int i = consumed + 1; i < argc; i++) {
        const at_str word = at_str_from_cstr(argv[i]);
        if (only_operands || word.len < 2 || word.ptr[0] != '-') {
            operands[arguments.operand_count++] = argv[i];
        } else if (at_str_equal(word, AT_STR("--"))) {
            only_operands = true;
        } else if (at_str_equal(word, AT_STR("-h"))) {
            arguments.value[option_find(arguments.command, AT_STR("help"))] = "";
        } else if (at_str_starts(word, AT_STR("--"))) {
            AT_TRY(take_option(argc, argv, &i, &arguments, err));
        } else {
            return at_fail(err, AT_EUSAGE, "attest %s has no option %s; options begin with --",
                           arguments.command->name, at_quote(word).text);
        }
    }
    arguments.operands = (const char *const *)operands;
    AT_TRY(check_form(&arguments, err));
    *out = arguments;
    return AT_OK;
}
