/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TEST_RELEASE_CASE_H
#define TEST_RELEASE_CASE_H
/* A release of two tables, and what is done to it. */
#include "release/bundle.h"
#include "support.h"

/* Program, title, settings, two inputs, tables "cells" (three rows) and "notes" (one row of cells that need quotes). */
const at_release *small_release(void);
/* Its folder, newly written. */
const char *small_folder(void);
/* A table of the given cells, row by row. */
at_release_table table_of(const char *name, size_t columns, size_t rows, const char *const *cells);
void assert_same_table(const at_release_table *a, const at_release_table *b);

/* The text with the first `old` in it replaced; fails where there is none. */
at_str replaced(at_str text, const char *old, const char *new);
/* The same done to a file. */
void edit_file(const char *folder, const char *path, const char *old, const char *new);

#endif
