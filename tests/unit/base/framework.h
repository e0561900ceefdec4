/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TEST_BASE_FRAMEWORK_H
#define TEST_BASE_FRAMEWORK_H
/* cmocka wants these four before it, in this order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/slice.h"

#define assert_text(actual, expected)                                                              \
    do {                                                                                           \
        const at_str actual_ = (actual), expected_ = at_str_from_cstr(expected);                   \
        if (!at_str_equal(actual_, expected_)) {                                                   \
            fail_msg("\"%.*s\" is not \"%.*s\"", AT_STR_ARG(actual_), AT_STR_ARG(expected_));      \
        }                                                                                          \
    } while (0)

#endif
