/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_STUDY_EDITION_CHECK_H
#define AT_STUDY_EDITION_CHECK_H
/* Everything in an edition folder that is wrong or does not agree: the findings of the reader,
 * and those that need scores (a published score or rank that differs from the computed one). By
 * file, row, column. Damage to a file as a table or as text is an error. */
#include "study/edition.h"

AT_MUST_USE at_status at_study_edition_check(at_arena *arena, const char *folder,
                                             const at_finding **findings, size_t *count,
                                             at_err *err);

#endif
