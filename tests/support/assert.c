/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support.h"

#include <math.h>

void test_assert_close(double got, double want, double rtol, double atol, const char *file,
                       int line)
{
    if (!(fabs(got - want) <= atol + rtol * fabs(want)) && !(isinf(got) && got == want)) {
        print_error("%.17g is not within %g + %g x of %.17g (off by %g)\n", got, atol, rtol, want,
                    got - want);
        _fail(file, line);
    }
}

void test_assert_str(at_str got, at_str want, const char *file, int line)
{
    if (!at_str_equal(got, want)) {
        print_error("\"%.*s\" (%zu bytes) is not \"%.*s\" (%zu bytes)\n", AT_STR_ARG(got), got.len,
                    AT_STR_ARG(want), want.len);
        _fail(file, line);
    }
}

void test_assert_contains(at_str got, at_str want, const char *file, int line)
{
    if (!at_str_find(got, want, NULL)) {
        print_error("\"%.*s\" does not hold \"%.*s\"\n", AT_STR_ARG(got), AT_STR_ARG(want));
        _fail(file, line);
    }
}

static void print_err(const at_err *err)
{
    print_error("%s:%llu:%llu: %s (%s)\n", err->file[0] ? err->file : "-",
                (unsigned long long)err->row, (unsigned long long)err->column, err->text,
                at_status_word(err->status));
}

void test_assert_ok(at_status status, const at_err *err, const char *file, int line)
{
    if (status == AT_OK) return;
    if (err && err->status == status) {
        print_err(err);
    } else {
        print_error("failed: %s (and no message)\n", at_status_word(status));
    }
    _fail(file, line);
}

void test_assert_fails(at_status status, const at_err *err, at_status want,
                       const char *const pieces[], const char *file, int line)
{
    if (status != want || err->status != want) {
        print_error("\"%s\" returned, \"%s\" in the error, not \"%s\"\n", at_status_word(status),
                    at_status_word(err->status), at_status_word(want));
        if (status != AT_OK) print_err(err);
        _fail(file, line);
    }
    for (; *pieces; pieces++) {
        test_assert_contains(at_str_from_cstr(err->text), at_str_from_cstr(*pieces), file, line);
    }
}
