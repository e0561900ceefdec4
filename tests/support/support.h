/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TEST_SUPPORT_H
#define TEST_SUPPORT_H
/* What every test binary may use: cmocka with its own headers, assertions that say what was found,
 * files, folders, commands, and a generator of the same "random" cases in every run.
 *
 * A helper that fails says why and fails the running test. Memory that a helper returns lives until
 * the binary ends. Call all of this from the main thread only, as cmocka asks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/slice.h"
#include "base/status.h"

/* ---- assertions ---- */

/* |got - want| <= atol + rtol * |want|; equal infinities are close, NaN is close to nothing.
 * (cmocka's own assert_float_equal compares in single precision.) */
#define assert_close(got, want, rtol, atol)                                                        \
    test_assert_close((got), (want), (rtol), (atol), __FILE__, __LINE__)

/* An at_str against a literal or other NUL-terminated text, or against another at_str. */
#define assert_str(got, want)      test_assert_str((got), at_str_from_cstr(want), __FILE__, __LINE__)
#define assert_same_str(got, want) test_assert_str((got), (want), __FILE__, __LINE__)

/* The text holds the literal somewhere. */
#define assert_contains(got, want)                                                                 \
    test_assert_contains((got), at_str_from_cstr(want), __FILE__, __LINE__)

/* The call succeeded; otherwise its error is printed. `err` is an at_err *. */
#define assert_ok(status, err) test_assert_ok((status), (err), __FILE__, __LINE__)

/* The call failed with this status and a message that holds each of the given pieces of text:
 * assert_fails(at_parse_u64(...), &err, AT_EINPUT, "\"x\"", "whole number"). */
#define assert_fails(status, err, want, ...)                                                       \
    test_assert_fails((status), (err), (want), (const char *const[]){__VA_ARGS__, NULL}, __FILE__, \
                      __LINE__)

void test_assert_close(double got, double want, double rtol, double atol, const char *file,
                       int line);
void test_assert_str(at_str got, at_str want, const char *file, int line);
void test_assert_contains(at_str got, at_str want, const char *file, int line);
void test_assert_ok(at_status status, const at_err *err, const char *file, int line);
void test_assert_fails(at_status status, const at_err *err, at_status want,
                       const char *const pieces[], const char *file, int line);

/* ---- memory and text ---- */

at_arena *test_arena(void); /* 2 GiB at most, lives until the binary ends */
/* printf into the arena. */
const char *test_format(const char *format, ...) AT_PRINTF(1, 2);

/* ---- files ---- */

/* A path of the source tree: test_source("data/rainbow/2025/criteria.csv"). */
const char *test_source(const char *relative);
/* The whole file; one NUL follows its last byte. */
at_str test_read_file(const char *path);
/* Writes the file, making the folders above it. */
void test_write_file(const char *path, at_str content);
bool test_exists(const char *path);
/* A new empty folder, removed with all in it when the binary ends. Absolute, no links in its name. */
const char *test_temp_dir(void);
/* A copy of a folder or file with all in it. `to` must not exist; its parent must. */
void test_copy(const char *from, const char *to);
/* Every file below the folder, as relative paths in bytewise order. */
const char *const *test_list_files(const char *folder, size_t *count);

/* ---- commands ---- */

typedef struct test_command {
    const char *const *argv;        /* ends with NULL; argv[0] is looked up in PATH */
    at_str input;                   /* what stands on standard input */
    const char *directory;          /* NULL: the current one */
    const char *const *environment; /* "NAME=value" over the current one; ends with NULL, or NULL */
} test_command;

typedef struct test_result {
    int exit_code; /* 128 + the signal where one ended it */
    at_str out, err;
} test_result;

test_result test_run_command(const test_command *command);
/* test_run("nm", "-u", path) */
#define test_run(...)                                                                              \
    test_run_command(&(test_command){.argv = (const char *const[]){__VA_ARGS__, NULL}})
/* The built program: test_attest("index", "score", folder, "--json"). */
#define test_attest(...) test_run(test_program(), __VA_ARGS__)
const char *test_program(void);

/* ---- cases ---- */

/* SplitMix64 (Steele, Lea and Flood 2014). Start it from a constant. */
typedef struct test_random {
    uint64_t state;
} test_random;

uint64_t test_random_u64(test_random *random);
uint64_t test_random_below(test_random *random, uint64_t below); /* 0 .. below - 1; below > 0 */
double test_random_unit(test_random *random);                    /* [0, 1), 53 bits */
void test_random_shuffle(test_random *random, void *items, size_t count, size_t size);

#endif
