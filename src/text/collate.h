/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_TEXT_COLLATE_H
#define AT_TEXT_COLLATE_H
/* The order in which the readers of a language look for words (Unicode Collation Algorithm, UTS 10, with
 * the rules of CLDR). The order is total: texts that the language takes for equal are told apart by their
 * bytes, so that a sorted list is the same whatever order it came in. */
#include "base/arena.h"

typedef struct at_collator at_collator;

/* `locale` is a BCP-47 tag ("en", "sv", "de-u-co-phonebk"); a language without rules of its own gets the
 * root order. AT_EUSAGE for what is not a tag. Never looks at the locale of the process. */
AT_MUST_USE at_status at_collator_new(at_str locale, at_collator **out, at_err *err);
void at_collator_free(at_collator *collator);      /* NULL is allowed */
void at_collator_free_ptr(at_collator **collator); /* for AT_CLEANUP */

/* <0, 0, >0; 0 only for the same bytes. What is not UTF-8 sorts as U+FFFD. */
int at_collator_compare(const at_collator *collator, at_str a, at_str b);
/* Keys whose bytewise order (at_str_compare) is the order of their texts: for sorting many. At most 1 MiB
 * of text (AT_ELIMIT). */
AT_MUST_USE at_status at_collator_key(const at_collator *collator, at_arena *arena, at_str text,
                                      at_str *out, at_err *err);

#endif
