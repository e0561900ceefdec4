/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_PUBLISH_SITE_H
#define AT_PUBLISH_SITE_H
/* A site from a release alone (docs/formats.md, attest-site/1). */
#include "base/pool.h"
#include "release/bundle.h"

#define AT_SITE_FORMAT "attest-site/1"
#define AT_SITE_LIST   "site.json"

typedef enum at_site_part {
    AT_SITE_PAGES, /* pages, SVG, style sheet, downloads, release: all whose bytes are ours */
    AT_SITE_ALL    /* and the PNG files */
} at_site_part;

/* Every file of the site but site.json, in bytewise order of path. The same release gives the same bytes, PNG
 * files aside (they depend on the drawing libraries and fonts). */
AT_MUST_USE at_status at_site_make(at_arena *arena, const at_release *release, at_site_part part,
                                   at_pool *pool, const at_progress *progress,
                                   const at_release_member **out, size_t *count, at_err *err);

/* Make the whole site and write it as a folder, whole or not at all. AT_EUSAGE where a folder is there already that holds
 * anything but a site; AT_ECORRUPT, with the file in the release, where its tables do not fit together. */
AT_MUST_USE at_status at_site_write(const at_release *release, const char *folder, at_str program,
                                    at_pool *pool, const at_progress *progress, at_err *err);

/* Hold a site against its list, the release inside it against its manifest, and every page against
 * what this program makes of that release. A page that differs although its hash is in the list is a
 * fault too: the list was altered along, or the site was made by another version of the program, which
 * *other_program then names (empty: this one). So is a list, a manifest or a table that cannot be read. *files_checked
 * counts the files of the list. AT_EINPUT where the folder holds no site, or one of another format. */
AT_MUST_USE at_status at_site_verify(at_arena *arena, const char *folder, at_str program,
                                     at_pool *pool, const at_progress *progress,
                                     const at_fault **faults, size_t *fault_count,
                                     size_t *files_checked, at_str *other_program, at_err *err);

#endif
