/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/progress.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "support.h"

/* What is written to stderr between the two calls. */
static int kept, taken = -1;
static const char *taken_path;

static void take_stderr(void)
{
    taken_path = test_format("%s/stderr", test_temp_dir());
    kept = dup(STDERR_FILENO);
    taken = open(taken_path, O_RDWR | O_CREAT, 0600);
    assert_true(kept >= 0 && taken >= 0 && dup2(taken, STDERR_FILENO) >= 0);
}

static at_str give_stderr(void)
{
    assert_true(dup2(kept, STDERR_FILENO) >= 0);
    close(kept);
    close(taken);
    return test_read_file(taken_path);
}

static void nothing_is_written_where_stderr_is_no_terminal(void **state)
{
    (void)state;
    at_progress_line line;
    take_stderr();
    at_progress_line_begin(&line, "work");
    line.started -= 60; /* as if begun a minute ago */
    const bool on = line.progress.tick(line.progress.context, 1, 2);
    at_progress_line_end(&line);
    assert_int_equal(give_stderr().len, 0);
    assert_true(on);
    assert_false(line.terminal);
}

static void long_work_on_a_terminal_says_how_far_it_is_and_clears_up(void **state)
{
    (void)state;
    at_progress_line line;
    take_stderr();
    at_progress_line_begin(&line, "work");
    line.terminal = true;
    line.started -= 60;
    const bool on = line.progress.tick(line.progress.context, 99, 100);
    at_progress_line_end(&line);
    assert_str(give_stderr(), "\r\033[Kwork: 99 %, about 1 s left\r\033[K");
    assert_true(on);
}

static void short_work_says_nothing(void **state)
{
    (void)state;
    at_progress_line line;
    take_stderr();
    at_progress_line_begin(&line, "work");
    line.terminal = true;
    line.started += 60;
    const bool on = line.progress.tick(line.progress.context, 1, 4);
    at_progress_line_end(&line);
    assert_int_equal(give_stderr().len, 0);
    assert_true(on);
}

static void work_of_unknown_length_says_that_it_goes_on(void **state)
{
    (void)state;
    at_progress_line line;
    take_stderr();
    at_progress_line_begin(&line, "work");
    line.terminal = true;
    line.started -= 60;
    const bool on = line.progress.tick(line.progress.context, 0, 0);
    at_progress_line_end(&line);
    assert_str(give_stderr(), "\r\033[Kwork ...\r\033[K");
    assert_true(on);
}

/* Last, for it cannot be taken back. */
static void interrupt_stops_the_work_at_the_next_tick(void **state)
{
    (void)state;
    at_progress_line line;
    at_progress_line_begin(&line, "work");
    at_progress_catch_interrupt();
    assert_true(line.progress.tick(line.progress.context, 1, 4));
    assert_int_equal(raise(SIGINT), 0);
    assert_false(line.progress.tick(line.progress.context, 2, 4));
    struct sigaction now;
    assert_int_equal(sigaction(SIGINT, NULL, &now), 0);
    assert_true(now.sa_handler == SIG_DFL); /* the second one ends the program */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_written_where_stderr_is_no_terminal),
        cmocka_unit_test(long_work_on_a_terminal_says_how_far_it_is_and_clears_up),
        cmocka_unit_test(short_work_says_nothing),
        cmocka_unit_test(work_of_unknown_length_says_that_it_goes_on),
        cmocka_unit_test(interrupt_stops_the_work_at_the_next_tick),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
