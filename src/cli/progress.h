/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_CLI_PROGRESS_H
#define AT_CLI_PROGRESS_H
/* A line on stderr that tells how far long work is and how long it will still take: on a terminal only, from
 * the second second on, and gone when the work is done. Ctrl-C asks the work to stop. */
#include "base/progress.h"

#include <stdint.h>

typedef struct at_progress_line {
    at_progress progress; /* hand &line->progress to the work */
    const char *what;
    double started, drawn; /* seconds of the monotonic clock */
    bool terminal, visible;
} at_progress_line;

void at_progress_line_begin(at_progress_line *line, const char *what);
void at_progress_line_end(at_progress_line *line);
/* From now on the first Ctrl-C stops the work at the next tick (AT_ECANCEL); the second ends the program. */
void at_progress_catch_interrupt(void);

#endif
