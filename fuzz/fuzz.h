/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FUZZ_H
#define FUZZ_H
/* A fuzz target reads bytes as if a stranger had sent them: fuzz/fuzz_NAME.c defines the function
 * below, fuzz/corpus/NAME/ holds inputs to start from (at least one), fuzz/dict/NAME.dict may hold
 * words of the format, and fuzz/meson.build lists the name.
 *
 * A parser must stand any input; beyond that, say with fuzz_require() what holds for all that it
 * accepts: that it prints and parses again to the same, that counts agree, that text is UTF-8. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

/* Returns 0 always. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void fuzz_require(bool holds)
{
    if (!holds) abort();
}

#endif
