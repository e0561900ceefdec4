/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *word;
    int exit_code;
} statuses[] = {
    [AT_OK] = {"ok", 0},
    [AT_EUSAGE] = {"usage", 2},
    [AT_EINPUT] = {"bad-input", 3},
    [AT_ELIMIT] = {"limit", 3},
    [AT_EIO] = {"io", 4},
    [AT_EAUTH] = {"not-authorised", 5},
    [AT_ECORRUPT] = {"corrupt", 6},
    [AT_ENUMERIC] = {"no-answer", 1},
    [AT_ECANCEL] = {"interrupted", 130},
    [AT_ENOMEM] = {"out-of-memory", 7},
    [AT_EBUG] = {"internal", 7},
};
_Static_assert(AT_COUNT_OF(statuses) == AT_EBUG + 1, "a word and an exit code for each status");

static void copy_bounded(char *to, size_t size, const char *from)
{
    const size_t length = strnlen(from, size - 1);
    memcpy(to, from, length);
    to[length] = '\0';
}

/* A message that was cut in the middle of a UTF-8 sequence must not end in half a character. */
static void drop_cut_character(char *text)
{
    size_t length = strlen(text);
    if (length + 1 < AT_ERR_TEXT_MAX) return;
    size_t tail = 0;
    while (tail < 4 && tail < length && ((unsigned char)text[length - 1 - tail] & 0xC0) == 0x80) {
        tail++;
    }
    if (tail < length && ((unsigned char)text[length - 1 - tail] & 0x80)) tail++;
    text[length - tail] = '\0';
}

static at_status fail(at_err *err, at_status status, const char *file, uint64_t row,
                      uint64_t column, const char *format, va_list args) AT_PRINTF(6, 0);

static at_status fail(at_err *err, at_status status, const char *file, uint64_t row,
                      uint64_t column, const char *format, va_list args)
{
    if (!err) return status;
    err->status = status;
    err->row = row;
    err->column = column;
    copy_bounded(err->file, sizeof err->file, file ? file : "");
    if (vsnprintf(err->text, sizeof err->text, format, args) < 0) err->text[0] = '\0';
    drop_cut_character(err->text);
    return status;
}

at_status at_fail(at_err *err, at_status status, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fail(err, status, NULL, 0, 0, format, args);
    va_end(args);
    return status;
}

at_status at_fail_at(at_err *err, at_status status, const char *file, uint64_t row, uint64_t column,
                     const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fail(err, status, file, row, column, format, args);
    va_end(args);
    return status;
}

void at_err_place(at_err *err, const char *file, uint64_t row, uint64_t column)
{
    if (!err) return;
    if (!err->file[0] && file) copy_bounded(err->file, sizeof err->file, file);
    if (!err->row) err->row = row;
    if (!err->column) err->column = column;
}

const char *at_status_word(at_status status)
{
    return (size_t)status < AT_COUNT_OF(statuses) ? statuses[status].word : "internal";
}

int at_status_exit_code(at_status status)
{
    return (size_t)status < AT_COUNT_OF(statuses) ? statuses[status].exit_code : 7;
}
