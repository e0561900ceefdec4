/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"
#include "support.h"

enum { MOST_WORDS = 12 };

/* argv must live as long as what was parsed from it. */
typedef struct line {
    char *argv[MOST_WORDS + 1];
    int argc;
} line;

static line *line_of(const char *const *words)
{
    line *l;
    at_err err = {0};
    assert_ok(AT_NEW(test_arena(), 1, &l, &err), &err);
    for (; words[l->argc]; l->argc++) {
        at_str copy;
        assert_true(l->argc < MOST_WORDS);
        assert_ok(at_arena_format(test_arena(), &copy, &err, "%s", words[l->argc]), &err);
        union {
            const char *given;
            char *ours;
        } text = {.given = copy.ptr};
        l->argv[l->argc] = text.ours;
    }
    return l;
}

static at_status parse(const char *const *words, at_arguments *out, at_err *err)
{
    line *l = line_of(words);
    return at_arguments_parse(l->argc, l->argv, out, err);
}

#define WORDS(...) ((const char *const[]){"attest", __VA_ARGS__, NULL})
#define PARSE(out, ...)                                                                            \
    do {                                                                                           \
        at_err parse_err = {0};                                                                    \
        assert_ok(parse(WORDS(__VA_ARGS__), (out), &parse_err), &parse_err);                       \
    } while (0)
#define REFUSED(message, ...)                                                                      \
    do {                                                                                           \
        at_arguments refused_out = {0};                                                            \
        at_err refused_err = {0};                                                                  \
        assert_fails(parse(WORDS(__VA_ARGS__), &refused_out, &refused_err), &refused_err,          \
                     AT_EUSAGE, message);                                                          \
        assert_null(refused_out.command);                                                          \
    } while (0)

static void command_is_the_longest_name_that_fits(void **state)
{
    (void)state;
    at_arguments a;
    PARSE(&a, "index", "score", "data");
    assert_string_equal(a.command->name, "index score");
    assert_int_equal(a.operand_count, 1);
    assert_string_equal(a.operands[0], "data");
    PARSE(&a, "verify", "index");
    assert_string_equal(a.command->name, "verify");
    assert_string_equal(a.operands[0], "index");
}

static void value_stands_behind_equals_or_comes_next(void **state)
{
    (void)state;
    at_arguments a;
    PARSE(&a, "index", "robust", "E", "--within", "10", "--draws=5");
    assert_string_equal(at_argument(&a, "within"), "10");
    assert_string_equal(at_argument(&a, "draws"), "5");
    assert_null(at_argument(&a, "seed"));
    PARSE(&a, "index", "robust", "E", "--within=");
    assert_string_equal(at_argument(&a, "within"), "");
    PARSE(&a, "index", "robust", "E", "--within=a=b");
    assert_string_equal(at_argument(&a, "within"), "a=b");
    PARSE(&a, "index", "robust", "E", "--within", "-5"); /* for the command to refuse */
    assert_string_equal(at_argument(&a, "within"), "-5");
    PARSE(&a, "index", "robust", "E", "--within", "");
    assert_string_equal(at_argument(&a, "within"), "");
}

static void flags_are_given_or_not(void **state)
{
    (void)state;
    at_arguments a;
    PARSE(&a, "index", "score", "E");
    assert_false(at_argument_given(&a, "json"));
    PARSE(&a, "index", "score", "--json", "E");
    assert_true(at_argument_given(&a, "json"));
    REFUSED("--json takes no value", "index", "score", "E", "--json=yes");
}

static void options_stand_anywhere_behind_the_command(void **state)
{
    (void)state;
    at_arguments a;
    PARSE(&a, "index", "compare", "--threads", "2", "OLD", "--json", "NEW");
    assert_int_equal(a.operand_count, 2);
    assert_string_equal(a.operands[0], "OLD");
    assert_string_equal(a.operands[1], "NEW");
    assert_string_equal(at_argument(&a, "threads"), "2");
}

static void two_dashes_end_the_options(void **state)
{
    (void)state;
    at_arguments a;
    PARSE(&a, "index", "compare", "--json", "--", "--json", "-h");
    assert_int_equal(a.operand_count, 2);
    assert_string_equal(a.operands[0], "--json");
    assert_string_equal(a.operands[1], "-h");
    assert_false(at_argument_given(&a, "help"));
    PARSE(&a, "index", "compare", "--", "--", "b");
    assert_string_equal(a.operands[0], "--");
    PARSE(&a, "index", "score", "-");
    assert_string_equal(a.operands[0], "-");
    PARSE(&a, "index", "score", "");
    assert_string_equal(a.operands[0], "");
}

static void help_asks_for_nothing_else(void **state)
{
    (void)state;
    at_arguments a;
    PARSE(&a, "release", "-h");
    assert_true(at_argument_given(&a, "help"));
    PARSE(&a, "release", "--help");
    assert_true(at_argument_given(&a, "help"));
    PARSE(&a, "index", "compare", "one", "two", "three", "-h", "-h");
    assert_true(at_argument_given(&a, "help"));
}

static void unknown_option_is_refused_with_what_comes_close(void **state)
{
    (void)state;
    REFUSED("no option --witin; did you mean --within?", "index", "robust", "E", "--witin", "5");
    REFUSED("no option --color; did you mean --colour?", "index", "score", "E", "--color=never");
    REFUSED("no option --jsom; did you mean --json?", "index", "score", "E", "--jsom");
    REFUSED("no option --within; see: attest index score -h", "index", "score", "E", "--within",
            "5");
    REFUSED("no option --; see", "index", "score", "E", "--=5");
    REFUSED("no option -j; options begin with --", "index", "score", "E", "-j");
    REFUSED("no option -5", "index", "score", "-5");
    REFUSED("no option --abcdefghijklmnopqrstuvwxyzabcdefghijk", "index", "score", "E",
            "--abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz");
    REFUSED("no option --bell?", "index", "score", "E", "--bell\a");
}

static void option_that_stands_twice_is_refused(void **state)
{
    (void)state;
    REFUSED("--within is given twice", "index", "robust", "E", "--within", "5", "--within=6");
    REFUSED("--json is given twice", "index", "robust", "E", "--json", "--json");
}

static void option_without_its_value_is_refused(void **state)
{
    (void)state;
    REFUSED("--within needs a value: --within PCT", "index", "robust", "E", "--within");
    REFUSED("--out needs a value: --out DIR", "release", "E", "--out", "--json");
    REFUSED("--out needs a value: --out DIR", "release", "E", "--out", "--");
    at_arguments a;
    PARSE(&a, "release", "E", "--out=--json");
    assert_string_equal(at_argument(&a, "out"), "--json");
}

static void needed_option_that_is_missing_is_named_with_the_form(void **state)
{
    (void)state;
    REFUSED("--out DIR is needed; the form is: attest release EDITION... --out DIR [--within PCT]",
            "release", "E");
    REFUSED("--out SITE is needed", "publish", "DIR");
    REFUSED("--idata FILE is needed", "index", "coin");
    REFUSED("--recipe FILE is needed", "index", "coin", "--idata", "a", "--imeta", "b");
}

static void number_of_operands_is_checked(void **state)
{
    (void)state;
    REFUSED("too few arguments: 0 given; the form is: attest index score EDITION [--json]", "index",
            "score");
    REFUSED("too many arguments: 2 given", "index", "score", "a", "b");
    REFUSED("too few arguments: 1 given; the form is: attest index compare OLD NEW", "index",
            "compare", "a");
    REFUSED("too many arguments: 1 given; the form is: attest index coin --idata FILE", "index",
            "coin", "a");
}

static void unknown_command_is_refused_with_what_comes_close(void **state)
{
    (void)state;
    at_arguments a = {0};
    at_err err = {0};
    assert_fails(parse((const char *const[]){"attest", NULL}, &a, &err), &err, AT_EUSAGE,
                 "no command", "attest -h");
    REFUSED("there is no command \"frobnicate\"; see: attest -h", "frobnicate");
    REFUSED("there is no command \"relaese\"; did you mean: attest release?", "relaese");
    REFUSED("there is no command \"score\"; did you mean: attest index score?", "score", "data");
    REFUSED("there is no command \"index scor\"; did you mean: attest index score?", "index",
            "scor");
    REFUSED("there is no command \"index frobnicate\"", "index", "frobnicate");
    REFUSED("attest index needs one of its commands; see: attest index -h", "index");
    REFUSED("there is no command \"\"", "");
    REFUSED("no command; options come behind it", "--json");
    REFUSED("attest index needs one of its commands", "index", "--json");
}

static void numbers_are_checked_against_their_range(void **state)
{
    (void)state;
    at_arguments a;
    at_err err = {0};
    uint64_t number = 7;
    PARSE(&a, "index", "robust", "E", "--seed", "18446744073709551615", "--draws", "0");
    assert_ok(at_argument_u64(&a, "seed", 0, UINT64_MAX, 1, &number, &err), &err);
    assert_true(number == UINT64_MAX);
    assert_fails(at_argument_u64(&a, "draws", 1, 9, 1, &number, &err), &err, AT_EUSAGE,
                 "--draws takes a whole number from 1 to 9, not \"0\"");
    assert_ok(at_argument_u64(&a, "threads", 1, 9, 4, &number, &err), &err);
    assert_int_equal(number, 4);
    static const char *const wrong[] = {
        "18446744073709551616", "-1", "1.5", "", "abc", "1e3", " 1", "0x10"};
    for (size_t i = 0; i < AT_COUNT_OF(wrong); i++) {
        PARSE(&a, "index", "robust", "E", "--seed", wrong[i]);
        assert_fails(
            at_argument_u64(&a, "seed", 0, UINT64_MAX, 1, &number, &err), &err, AT_EUSAGE,
            test_format("--seed takes a whole number from 0 to 18446744073709551615, not \"%s\"",
                        wrong[i]));
    }
    assert_int_equal(number, 4);
}

static void every_command_has_room_for_its_options(void **state)
{
    (void)state;
    for (size_t i = 0; i < at_command_count; i++) {
        assert_true(at_commands[i]->option_count + at_common_option_count <= AT_OPTIONS_MAX);
        assert_true(at_commands[i]->least_operands <= at_commands[i]->most_operands);
    }
}

/* No option of a command hides a common one, and none stands twice. */
static void options_have_names_of_their_own(void **state)
{
    (void)state;
    for (size_t i = 0; i < at_command_count; i++) {
        const at_command *c = at_commands[i];
        for (size_t k = 0; k < c->option_count; k++) {
            const at_str name = at_str_from_cstr(c->options[k].name);
            for (size_t j = 0; j < k; j++) {
                assert_false(at_str_equal(name, at_str_from_cstr(c->options[j].name)));
            }
            for (size_t j = 0; j < at_common_option_count; j++) {
                assert_false(at_str_equal(name, at_str_from_cstr(at_common_options[j].name)));
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(command_is_the_longest_name_that_fits),
        cmocka_unit_test(value_stands_behind_equals_or_comes_next),
        cmocka_unit_test(flags_are_given_or_not),
        cmocka_unit_test(options_stand_anywhere_behind_the_command),
        cmocka_unit_test(two_dashes_end_the_options),
        cmocka_unit_test(help_asks_for_nothing_else),
        cmocka_unit_test(unknown_option_is_refused_with_what_comes_close),
        cmocka_unit_test(option_that_stands_twice_is_refused),
        cmocka_unit_test(option_without_its_value_is_refused),
        cmocka_unit_test(needed_option_that_is_missing_is_named_with_the_form),
        cmocka_unit_test(number_of_operands_is_checked),
        cmocka_unit_test(unknown_command_is_refused_with_what_comes_close),
        cmocka_unit_test(numbers_are_checked_against_their_range),
        cmocka_unit_test(every_command_has_room_for_its_options),
        cmocka_unit_test(options_have_names_of_their_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
