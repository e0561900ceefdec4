/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/progress.h"

#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

/* The one writable global of the program: a signal handler has nowhere else to leave its word. */
static volatile sig_atomic_t interrupted;

static void on_interrupt(int signal_number)
{
    (void)signal_number;
    interrupted = 1;
}

void at_progress_catch_interrupt(void)
{
    /* SA_RESETHAND: a second Ctrl-C meets the default action, which ends the program at once. */
    const struct sigaction action = {.sa_handler = on_interrupt, .sa_flags = (int)SA_RESETHAND};
    (void)sigaction(SIGINT, &action, NULL);
}

static double seconds_now(void)
{
    struct timespec now = {0};
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void draw(at_progress_line *line, double now, uint64_t done, uint64_t total)
{
    const double part = total ? (double)done / (double)total : 0;
    const double left = part > 0 ? (now - line->started) * (1 - part) / part : 0;
    if (part > 0) {
        (void)fprintf(stderr, "\r\033[K%s: %.0f %%, about %.0f s left", line->what, 100 * part,
                      left);
    } else {
        (void)fprintf(stderr, "\r\033[K%s ...", line->what);
    }
    (void)fflush(stderr);
    line->drawn = now;
    line->visible = true;
}

static bool tick(void *context, uint64_t done, uint64_t total)
{
    at_progress_line *line = context;
    if (line->terminal) {
        const double now = seconds_now();
        const double delay = 1, step = 0.1;
        if (now - line->started >= delay && now - line->drawn >= step) draw(line, now, done, total);
    }
    return !interrupted;
}

void at_progress_line_begin(at_progress_line *line, const char *what)
{
    *line = (at_progress_line){.progress = {.tick = tick, .context = line},
                               .what = what,
                               .started = seconds_now(),
                               .terminal = isatty(STDERR_FILENO) == 1};
}

void at_progress_line_end(at_progress_line *line)
{
    if (!line->visible) return;
    (void)fputs("\r\033[K", stderr);
    (void)fflush(stderr);
    line->visible = false;
}
