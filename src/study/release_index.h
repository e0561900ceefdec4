/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_STUDY_RELEASE_INDEX_H
#define AT_STUDY_RELEASE_INDEX_H
/* Editions of an index -> a release (docs/formats.md, attest-release/1), not yet written to
 * disk. The latest year is the main edition; it is compared with the latest before it that has
 * weights; the place over time is over all. The order in which folders are given, the order of
 * rows in their files and the number of threads change nothing but the hashes of the inputs. */
#include "base/pool.h"
#include "index/robust.h"
#include "release/bundle.h"

enum { AT_RELEASE_DRAWS = 20000, AT_RELEASE_SEED = 1, AT_RELEASE_WITHIN = 25 };

typedef struct at_release_request {
    const char *const *folders;
    size_t folder_count;
    at_str program;     /* "attest 0.1.0" */
    at_fraction within; /* percent, 0..100; default 25/1 */
    at_index_level level;
    size_t draws; /* within the box; default AT_RELEASE_DRAWS */
    uint64_t seed;
    at_str date; /* EDTF level 0; empty: the latest date in the inputs */
    at_pool *pool;
    const at_progress *progress;
} at_release_request;

/* AT_EUSAGE without folders, for a bad date, for editions that share a name or a year or whose
 * year is not known; AT_EINPUT where the main edition has no scores. */
AT_MUST_USE at_status at_study_release_index(at_arena *arena, const at_release_request *request,
                                             at_release *out, at_err *err);

#endif
