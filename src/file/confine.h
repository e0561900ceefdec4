/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_FILE_CONFINE_H
#define AT_FILE_CONFINE_H
/* Give up, for the rest of this process and its threads, what publishing never needs: sockets, running
 * other programs, signals to other processes, keys put into the terminal, tracing, mounting, namespaces
 * (libseccomp; refused calls fail with EPERM), core dumps and being traced. Cannot be undone; where it
 * cannot be done it fails. Files stay reachable, to write too: fonts are opened late. */
#include "base/status.h"

AT_MUST_USE at_status at_confine_publisher(at_err *err);

#endif
