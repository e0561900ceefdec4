/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_FILE_SYSTEM_H
#define AT_FILE_SYSTEM_H
/* What the operating system says and does, for the files of this room. */
#include "base/slice.h"
#include "base/status.h"

/* AT_EIO: "cannot DO: reason", in English whatever the locale, with a hint where one helps. */
at_status at_system_fail(at_err *err, const char *path, const char *what, int error_number);

/* Close, for AT_CLEANUP; what is below 0 is let be. */
void at_fd_close(int *fd);
/* All of it, over interruptions and short writes; false with errno set. */
AT_MUST_USE bool at_fd_write(int fd, at_bytes bytes);

#endif
