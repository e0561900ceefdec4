/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tab completion for three shells, made from the table of commands. The script holds one case a command, so that a
 * completion needs no call of the program. */
#include "cli/command.h"

#include <string.h>

static void options_of(const at_command *command, const char *before, at_buffer *out)
{
    for (size_t i = 0; i < command->option_count; i++) {
        at_buffer_format(out, "%s--%s", before, command->options[i].name);
    }
    for (size_t i = 0; i < at_common_option_count; i++) {
        at_buffer_format(out, "%s--%s", before, at_common_options[i].name);
    }
}

/* First words of all commands, each once, then the words that follow `first`. */
static void words_after(const char *first, at_buffer *out)
{
    at_str last = {0};
    for (size_t i = 0; i < at_command_count; i++) {
        at_str word, rest = at_str_from_cstr(at_commands[i]->name);
        if (!at_str_split(&rest, ' ', &word)) continue;
        if (first) {
            if (!at_str_equal(word, at_str_from_cstr(first)) || !at_str_split(&rest, ' ', &word))
                continue;
        }
        if (at_str_equal(word, last)) continue;
        last = word;
        at_buffer_char(out, ' ');
        at_buffer_add(out, word);
    }
    if (!first) at_buffer_literal(out, " completion help");
}

/* bash, and zsh with its bashcompinit: no mapfile, and no variable `words`, which is zsh's own. Where nothing is offered, both
 * offer files. */
static void bash_script(at_buffer *out)
{
    at_buffer_literal(
        out, "# bash completion for attest; load with: source <(attest completion bash)\n"
             "_attest() {\n"
             "    local cur=${COMP_WORDS[COMP_CWORD]} first=${COMP_WORDS[1]} choices=\n"
             "    if ((COMP_CWORD == 1)) || [[ $COMP_CWORD == 2 && $first == help ]]; then\n"
             "        choices=\"");
    words_after(NULL, out);
    at_buffer_literal(out, "\"\n"
                           "    elif [[ $COMP_CWORD == 2 && $first == completion ]]; then\n"
                           "        choices=\"bash zsh fish\"\n"
                           "    elif [[ $COMP_CWORD == 2 && $first == index ]]; then\n"
                           "        choices=\"");
    words_after("index", out);
    at_buffer_literal(out, "\"\n"
                           "    elif [[ $cur == -* ]]; then\n"
                           "        case \"$first ${COMP_WORDS[2]}\" in\n");
    for (size_t i = 0; i < at_command_count; i++) {
        const char *name = at_commands[i]->name;
        at_buffer_format(out, "        \"%s%s) choices=\"", name,
                         strchr(name, ' ') ? "\"" : " \"*");
        options_of(at_commands[i], " ", out);
        at_buffer_literal(out, "\" ;;\n");
    }
    at_buffer_literal(out, "        esac\n"
                           "    fi\n"
                           "    COMPREPLY=($(compgen -W \"$choices\" -- \"$cur\"))\n"
                           "}\n"
                           "complete -o default -F _attest attest\n");
}

static void zsh_script(at_buffer *out)
{
    at_buffer_literal(out,
                      "#compdef attest\n"
                      "# zsh completion for attest; load with: source <(attest completion zsh)\n"
                      "autoload -U +X bashcompinit && bashcompinit\n");
    bash_script(out);
}

static void fish_quoted(const char *text, at_buffer *out)
{
    at_buffer_char(out, '\'');
    for (; *text; text++) {
        if (*text == '\'' || *text == '\\') at_buffer_char(out, '\\');
        at_buffer_char(out, *text);
    }
    at_buffer_char(out, '\'');
}

static void fish_option(const at_command *command, const at_option *option, at_buffer *out)
{
    at_str word, rest = at_str_from_cstr(command->name);
    at_buffer_literal(out, "complete -c attest -n '");
    for (const char *join = ""; at_str_split(&rest, ' ', &word); join = "; and ") {
        at_buffer_format(out, "%s__fish_seen_subcommand_from %.*s", join, AT_STR_ARG(word));
    }
    at_buffer_format(out, "' -l %s%s -d ", option->name, option->value ? " -r" : "");
    fish_quoted(option->help, out);
    at_buffer_char(out, '\n');
}

static void fish_script(at_buffer *out)
{
    at_buffer_literal(out,
                      "# fish completion for attest; load with: attest completion fish | source\n"
                      "complete -c attest -n __fish_use_subcommand -f -a '");
    words_after(NULL, out);
    at_buffer_literal(out, "'\n");
    for (size_t i = 0; i < at_command_count; i++) {
        const at_command *command = at_commands[i];
        const char *second = strchr(command->name, ' ');
        if (second) {
            at_buffer_format(
                out, "complete -c attest -n '__fish_seen_subcommand_from %.*s' -f -a %s -d ",
                (int)(second - command->name), command->name, second + 1);
            fish_quoted(command->summary, out);
            at_buffer_char(out, '\n');
        }
        for (size_t k = 0; k < command->option_count; k++)
            fish_option(command, &command->options[k], out);
        for (size_t k = 0; k < at_common_option_count; k++)
            fish_option(command, &at_common_options[k], out);
    }
}

static const struct {
    const char *shell;
    void (*script)(at_buffer *out);
} shells[] = {{"bash", bash_script}, {"zsh", zsh_script}, {"fish", fish_script}};

at_status at_completion(at_str shell, at_buffer *out, at_err *err)
{
    for (size_t i = 0; i < AT_COUNT_OF(shells); i++) {
        if (!at_str_equal(shell, at_str_from_cstr(shells[i].shell))) continue;
        shells[i].script(out);
        return at_buffer_status(out, err);
    }
    return at_fail(err, AT_EUSAGE,
                   "completions are made for bash, zsh and fish: attest completion bash");
}
