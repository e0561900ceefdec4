/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"
#include "support.h"

enum { PAGE_WIDTH = 80 };

static const char *text_of(at_buffer *buffer)
{
    const char *text = test_format("%.*s", AT_STR_ARG(at_buffer_str(buffer)));
    at_buffer_free(buffer);
    return text;
}

static const char *help_of(const at_command *command)
{
    at_buffer text = {0};
    at_help_command(command, &text);
    return text_of(&text);
}

static const char *overview_of(const char *group)
{
    at_buffer text = {0};
    at_err err = {0};
    assert_ok(at_help_overview(group, &text, &err), &err);
    return text_of(&text);
}

static void assert_fits(const char *text)
{
    at_str line, rest = at_str_from_cstr(text);
    while (at_str_split(&rest, '\n', &line)) {
        if (line.len > PAGE_WIDTH) fail_msg("%zu columns: %.*s", line.len, AT_STR_ARG(line));
        if (at_str_ends(line, AT_STR(" "))) fail_msg("a space at the end: %.*s|", AT_STR_ARG(line));
    }
}

static void help_fits_the_page(void **state)
{
    (void)state;
    for (size_t i = 0; i < at_command_count; i++) assert_fits(help_of(at_commands[i]));
    assert_fits(overview_of(""));
    assert_fits(overview_of("index"));
}

/* All white space as one space. */
static const char *folded(const char *text)
{
    at_buffer out = {0};
    for (; *text; text++) {
        const char c = *text == '\n' ? ' ' : *text;
        if (c == ' ' && out.len && out.ptr[out.len - 1] == ' ') continue;
        at_buffer_char(&out, c);
    }
    return text_of(&out);
}

static void help_says_all_that_the_table_knows(void **state)
{
    (void)state;
    for (size_t i = 0; i < at_command_count; i++) {
        const at_command *c = at_commands[i];
        const at_str help = at_str_from_cstr(folded(help_of(c)));
        at_buffer synopsis = {0};
        at_help_synopsis(c, &synopsis);
        assert_contains(help, test_format("Usage: %s ", text_of(&synopsis)));
        assert_contains(help, test_format("attest %s: %s ", c->name, c->summary));
        assert_contains(help, folded(c->description));
        assert_contains(help, test_format("Example: %s ", c->example));
        for (size_t k = 0; k < c->option_count; k++) {
            const at_option *o = &c->options[k];
            assert_contains(help, test_format(" --%s%s%s %s%s ", o->name, o->value ? " " : "",
                                              o->value ? o->value : "", o->help,
                                              o->needed ? " (needed)" : ""));
        }
    }
}

static void synopsis_keeps_bracketed_options_whole(void **state)
{
    (void)state;
    for (size_t i = 0; i < at_command_count; i++) {
        at_str line, rest = at_str_from_cstr(help_of(at_commands[i]));
        for (bool usage = false; at_str_split(&rest, '\n', &line);) {
            if (at_str_starts(line, AT_STR("Usage: "))) usage = true;
            if (line.len == 0 && usage) break;
            if (!usage) continue;
            int depth = 0;
            for (size_t k = 0; k < line.len; k++)
                depth += (line.ptr[k] == '[') - (line.ptr[k] == ']');
            if (depth != 0) fail_msg("a bracket is open: %.*s", AT_STR_ARG(line));
        }
    }
}

static void needed_options_stand_without_brackets(void **state)
{
    (void)state;
    at_buffer synopsis = {0};
    at_help_synopsis(&at_cmd_release, &synopsis);
    assert_string_equal(text_of(&synopsis),
                        "attest release EDITION... --out DIR [--within PCT] [--draws N] "
                        "[--seed N] [--date D] [--json] [--threads N]");
}

/* Summaries are one line that no full stop ends; examples begin with the command. */
static void texts_have_their_form(void **state)
{
    (void)state;
    for (size_t i = 0; i < at_command_count; i++) {
        const at_command *c = at_commands[i];
        const at_str summary = at_str_from_cstr(c->summary),
                     description = at_str_from_cstr(c->description);
        assert_false(at_str_ends(summary, AT_STR(".")));
        assert_false(at_str_find(summary, AT_STR("\n"), NULL));
        assert_true(at_str_ends(description, AT_STR(".")));
        assert_false(at_str_find(description, AT_STR("  "), NULL));
        assert_true(at_str_starts(at_str_from_cstr(c->example),
                                  at_str_from_cstr(test_format("attest %s", c->name))));
    }
}

static void overview_names_every_command_once(void **state)
{
    (void)state;
    const char *overview = folded(overview_of(""));
    for (size_t i = 0; i < at_command_count; i++) {
        assert_contains(at_str_from_cstr(overview),
                        test_format(" %s %s ", at_commands[i]->name, at_commands[i]->summary));
    }
    assert_contains(at_str_from_cstr(overview), " completion SHELL print the completions");
}

static void overview_of_a_group_has_its_commands_only(void **state)
{
    (void)state;
    const at_str overview = at_str_from_cstr(overview_of("index"));
    assert_contains(overview, "  index score ");
    assert_contains(overview, "  index coin ");
    assert_false(at_str_find(overview, AT_STR("publish"), NULL));
}

static void overview_of_what_is_no_group_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"nosuch", "ind", "indexes", "score", "index score", " "};
    for (size_t i = 0; i < AT_COUNT_OF(wrong); i++) {
        at_buffer text AT_CLEANUP(at_buffer_free) = {0};
        at_err err = {0};
        assert_fails(at_help_overview(wrong[i], &text, &err), &err, AT_EUSAGE,
                     test_format("there is no command \"%s\"", wrong[i]), "see: attest");
        assert_int_equal(text.len, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(help_fits_the_page),
        cmocka_unit_test(help_says_all_that_the_table_knows),
        cmocka_unit_test(synopsis_keeps_bracketed_options_whole),
        cmocka_unit_test(needed_options_stand_without_brackets),
        cmocka_unit_test(texts_have_their_form),
        cmocka_unit_test(overview_names_every_command_once),
        cmocka_unit_test(overview_of_a_group_has_its_commands_only),
        cmocka_unit_test(overview_of_what_is_no_group_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
