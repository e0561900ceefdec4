/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_BASE_STATUS_H
#define AT_BASE_STATUS_H
/* One status type and one error object for the whole house.
 *
 * A function that can fail returns at_status, takes `at_err *err` last and leaves its outputs
 * untouched when it fails. The lowest layer that knows the cause writes the message; a layer
 * above may add where it happened with at_err_place(). Messages never hold personal data. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define AT_MUST_USE          __attribute__((warn_unused_result))
#define AT_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))

typedef enum at_status {
    AT_OK,
    AT_EUSAGE,   /* the command line asks for something that cannot be asked */
    AT_EINPUT,   /* a file of the user's is not what its format says */
    AT_ELIMIT,   /* the input is well formed but larger than the stated limit */
    AT_EIO,      /* the operating system refused to read or write */
    AT_EAUTH,    /* no key, or the wrong one */
    AT_ECORRUPT, /* a file of ours was altered or cut short */
    AT_ENUMERIC, /* the computation has no answer it can stand by (unconverged, singular) */
    AT_ECANCEL,  /* the user interrupted */
    AT_ENOMEM,
    AT_EBUG /* a broken promise between two of our own functions */
} at_status;

enum { AT_ERR_FILE_MAX = 256, AT_ERR_TEXT_MAX = 512 };

/* row and column count from 1; 0 means "does not apply". Columns are fields of a table or, where
 * the format has no fields, characters of a line. */
typedef struct at_err {
    at_status status;
    uint64_t row, column;
    char file[AT_ERR_FILE_MAX];
    char text[AT_ERR_TEXT_MAX];
} at_err;

/* Fill `err` (NULL is allowed) and return `status`, so that a caller writes
 * `return at_fail(err, AT_EINPUT, "weight \"%.*s\" is not a number", ...)`. */
at_status at_fail(at_err *err, at_status status, const char *format, ...) AT_PRINTF(3, 4);

/* The same with a place. `file` may be NULL. */
at_status at_fail_at(at_err *err, at_status status, const char *file, uint64_t row, uint64_t column,
                     const char *format, ...) AT_PRINTF(6, 7);

/* Add a place to an error that has none yet; what is already set stays. */
void at_err_place(at_err *err, const char *file, uint64_t row, uint64_t column);

/* The fixed word of a status as it stands in the JSON of an error: "bad-input", "io", ... */
const char *at_status_word(at_status status);

/* Exit code of the command contract (DESIGN: 0, 2..7, 130; AT_ENUMERIC is 1). */
int at_status_exit_code(at_status status);

/* Leave at the first failure. Only for functions whose sole cleanup is done by AT_CLEANUP. The
 * assertion refuses anything but an at_status, so that a count or a bool cannot slip in. */
#define AT_TRY(call)                                                                               \
    do {                                                                                           \
        _Static_assert(__builtin_types_compatible_p(__typeof__(call), at_status),                  \
                       "AT_TRY takes an at_status");                                               \
        const at_status at_try_status_ = (call);                                                   \
        if (at_try_status_ != AT_OK) return at_try_status_;                                        \
    } while (0)

/* Run `function(&variable)` when the variable goes out of scope. */
#define AT_CLEANUP(function) __attribute__((cleanup(function)))

#define AT_COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

#endif
