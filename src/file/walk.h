/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_FILE_WALK_H
#define AT_FILE_WALK_H
/* All that lies below a folder, one entry a call, without recursion and without ever following a
 * symbolic link. Private to this room. */
#include <dirent.h>

#include "base/buffer.h"

enum { AT_WALK_DEPTH = 32 };

typedef enum at_walk_kind {
    AT_WALK_FILE,
    AT_WALK_FOLDER, /* given after all that is in it */
    AT_WALK_OTHER   /* symbolic links, devices, pipes, sockets */
} at_walk_kind;

/* Valid until the next call. */
typedef struct at_walk_entry {
    at_walk_kind kind;
    at_str path;      /* relative to where the walk began */
    const char *name; /* its last part */
    int folder;       /* descriptor of the folder that it is in, for unlinkat() */
} at_walk_entry;

typedef struct at_walk {
    DIR *open[AT_WALK_DEPTH];     /* from the root down */
    size_t length[AT_WALK_DEPTH]; /* of the path of each */
    size_t depth;
    at_buffer path;
} at_walk;

/* Start below the folder `name` of the folder `parent` (a descriptor or AT_FDCWD). Paths in messages are
 * relative to it. End with at_walk_end(), also after a failure and for AT_CLEANUP of a {0}. */
AT_MUST_USE at_status at_walk_begin(at_walk *walk, int parent, const char *name, at_err *err);
/* *more false at the end. The order is that of the file system. */
AT_MUST_USE at_status at_walk_next(at_walk *walk, at_walk_entry *out, bool *more, at_err *err);
void at_walk_end(at_walk *walk);

#endif
