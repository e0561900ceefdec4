/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_PUBLISH_SITE_LIST_H
#define AT_PUBLISH_SITE_LIST_H
/* site.json: the list of all files of a site, and which release they were made from. */
#include "release/list.h"

typedef struct at_site_list {
    at_str program; /* that made the site */
    const at_release_file *files;
    size_t count;
} at_site_list;

/* Its bytes; they depend on nothing but the list. */
AT_MUST_USE at_status at_site_list_encode(at_arena *arena, const at_site_list *list, at_str *out,
                                          at_err *err);
/* `name` is for messages. AT_EINPUT where it is no such list, or one of another format; AT_ECORRUPT where it is one that is
 * no more as it was written. */
AT_MUST_USE at_status at_site_list_parse(at_arena *arena, const char *name, at_bytes bytes,
                                         at_site_list *out, at_err *err);

#endif
