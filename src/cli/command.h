/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_CLI_COMMAND_H
#define AT_CLI_COMMAND_H
/* The table of commands: what the parser, -h, the completions and the man page test all read. To add a
 * command: write cmd_NAME.c with its at_command, name it in commands.c, add man/ and a test in
 * tests/cli/. */
#include "base/arena.h"
#include "base/buffer.h"
#include "base/pool.h"

typedef struct at_option {
    const char *name;  /* "within": given as --within */
    const char *value; /* "PCT"; NULL for a flag */
    const char *help;
    bool needed; /* the command cannot do without it */
} at_option;

enum { AT_OPTIONS_MAX = 24 };

/* The command line after parsing. value[i] belongs to option[i] of the command and of the common
 * options after them; NULL where it was not given ("" for a flag that was). */
typedef struct at_arguments {
    const struct at_command *command;
    const char *const *operands;
    size_t operand_count;
    const char *value[AT_OPTIONS_MAX];
} at_arguments;

/* What a command runs with. Results go to `out`, which is printed whole when the command is done. */
typedef struct at_app {
    at_arena *arena;
    at_pool *pool;
    at_buffer out;
    bool json, colour;
    size_t width; /* columns of the terminal, or of the page in a pipe */
    const at_progress *progress;
    at_str program; /* "attest 0.1.0" */
} at_app;

typedef struct at_command {
    const char *name;        /* "index score" */
    const char *operands;    /* "EDITION": as in the synopsis */
    const char *summary;     /* one line, no full stop */
    const char *description; /* a paragraph or two, wrapped at 80 */
    const char *example;     /* "attest index score data/rainbow/2025" */
    const at_option *options;
    size_t option_count;
    size_t least_operands, most_operands;
    bool needs_pool;
    /* The answer "no" (exit 1) is AT_OK with *no set. */
    at_status (*run)(at_app *app, const at_arguments *arguments, bool *no, at_err *err);
} at_command;

extern const at_command at_cmd_index_score, at_cmd_index_compare, at_cmd_index_robust,
    at_cmd_index_reforms, at_cmd_index_history, at_cmd_index_check, at_cmd_index_coin,
    at_cmd_release, at_cmd_publish, at_cmd_verify;

/* commands.c: all of them, in the order of the help. */
extern const at_command *const at_commands[];
extern const size_t at_command_count;
/* Options that every command takes: --json, --threads, --colour, -h. */
extern const at_option at_common_options[];
extern const size_t at_common_option_count;

/* arguments.c */
/* NULL unless the option was given. */
const char *at_argument(const at_arguments *arguments, const char *name);
bool at_argument_given(const at_arguments *arguments, const char *name);
/* The value as a number in a range, or `otherwise` where the option was not given; AT_EUSAGE names the
 * option, what was found and what was expected. */
AT_MUST_USE at_status at_argument_u64(const at_arguments *arguments, const char *name, uint64_t min,
                                      uint64_t max, uint64_t otherwise, uint64_t *out, at_err *err);
/* Find the command that argv names (argv[0] is the program) and sort what follows. `consumed` words name
 * it. AT_EUSAGE says what was not understood and what comes close. "--" ends the options. */
AT_MUST_USE at_status at_arguments_parse(int argc, char **argv, at_arguments *out, at_err *err);
/* The command whose name is the longest prefix of the words, or NULL. */
const at_command *at_command_find(int argc, char **argv, int *consumed);
/* The name of the command that `words` ("score", "index scor") come close to, or NULL. */
const char *at_command_closest(at_str words);

/* help.c */
void at_help_synopsis(const at_command *command,
                      at_buffer *out); /* "attest index score EDITION [--json] ..." */
void at_help_command(const at_command *command, at_buffer *out);
/* All commands, or those that start with the words of `group` ("index"); AT_EUSAGE where none does, with what comes close. */
AT_MUST_USE at_status at_help_overview(const char *group, at_buffer *out, at_err *err);

/* completion.c */
AT_MUST_USE at_status at_completion(at_str shell, at_buffer *out, at_err *err);

#endif
