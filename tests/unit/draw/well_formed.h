/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TEST_DRAW_WELL_FORMED_H
#define TEST_DRAW_WELL_FORMED_H
#include "base/slice.h"

/* A strict reader of the XML that we write: elements that nest and close, attributes once each and in
 * double quotes, no entity but the five that need no declaration, UTF-8 without controls, no comment,
 * no processing instruction, no document type. What it accepts is well-formed XML 1.0. *at is where a
 * refused document goes wrong. */
bool well_formed(at_str document, size_t *at);

#endif
