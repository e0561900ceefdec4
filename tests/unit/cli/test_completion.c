/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "cli/command.h"
#include "support.h"

static const char *script_of(const char *shell)
{
    at_buffer text = {0};
    at_err err = {0};
    assert_ok(at_completion(at_str_from_cstr(shell), &text, &err), &err);
    const char *script = test_format("%.*s", AT_STR_ARG(at_buffer_str(&text)));
    at_buffer_free(&text);
    return script;
}

static bool is_installed(const char *shell)
{
    return test_run("sh", "-c", test_format("command -v %s", shell)).exit_code == 0;
}

static void assert_parses(const char *shell, const char *flag)
{
    const char *file = test_format("%s/script", test_temp_dir());
    if (!is_installed(shell)) skip();
    test_write_file(file, at_str_from_cstr(script_of(shell)));
    const test_result result = test_run(shell, flag, file);
    if (result.exit_code != 0 || result.err.len) fail_msg("%.*s", AT_STR_ARG(result.err));
}

static void bash_script_parses(void **state)
{
    (void)state;
    assert_parses("bash", "-n");
}

static void zsh_script_parses(void **state)
{
    (void)state;
    assert_parses("zsh", "-n");
}

static void fish_script_parses(void **state)
{
    (void)state;
    assert_parses("fish", "-n");
}

/* What bash offers behind the words; the last is the one being typed. */
static const char *offered(const char *words)
{
    const test_result result =
        test_run("bash", "-c",
                 test_format("%s\nCOMP_WORDS=(%s)\nCOMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_attest\n"
                             "printf '%%s ' \"${COMPREPLY[@]}\"\n",
                             script_of("bash"), words));
    if (result.exit_code != 0 || result.err.len) fail_msg("%.*s", AT_STR_ARG(result.err));
    return test_format("%.*s", AT_STR_ARG(result.out));
}

static void bash_offers_what_fits(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"attest ''", "index release publish verify completion help "},
        {"attest re", "release "},
        {"attest index ''", "score compare robust reforms history check coin "},
        {"attest index re", "reforms "},
        {"attest index robust --",
         "--within --level --draws --over --seed --json --threads --colour --help "},
        {"attest index robust data --w", "--within "},
        {"attest release --o", "--out "},
        {"attest release ''", " "}, /* files, which the shell finds itself */
        {"attest index score ''", " "},
        {"attest completion ''", "bash zsh fish "},
        {"attest help ver", "verify "},
        {"attest nosuch --", " "},
    };
    for (size_t i = 0; i < AT_COUNT_OF(cases); i++) {
        assert_string_equal(offered(cases[i][0]), cases[i][1]);
    }
}

static void scripts_know_every_command_and_option(void **state)
{
    (void)state;
    static const char *const shells[] = {"bash", "zsh", "fish"};
    for (size_t s = 0; s < AT_COUNT_OF(shells); s++) {
        const at_str script = at_str_from_cstr(script_of(shells[s]));
        for (size_t i = 0; i < at_command_count; i++) {
            for (size_t k = 0; k < at_commands[i]->option_count; k++) {
                const char *name = at_commands[i]->options[k].name;
                assert_contains(script, test_format(s == 2 ? "-l %s" : "--%s", name));
            }
        }
        assert_contains(script, s == 2 ? "__fish_seen_subcommand_from index" : "\"index score\")");
    }
}

static void other_shells_are_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"", "tcsh", "Bash", "bash "};
    for (size_t i = 0; i < AT_COUNT_OF(wrong); i++) {
        at_buffer text AT_CLEANUP(at_buffer_free) = {0};
        at_err err = {0};
        assert_fails(at_completion(at_str_from_cstr(wrong[i]), &text, &err), &err, AT_EUSAGE,
                     "bash, zsh and fish");
        assert_int_equal(text.len, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bash_script_parses),
        cmocka_unit_test(zsh_script_parses),
        cmocka_unit_test(fish_script_parses),
        cmocka_unit_test(bash_offers_what_fits),
        cmocka_unit_test(scripts_know_every_command_and_option),
        cmocka_unit_test(other_shells_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
