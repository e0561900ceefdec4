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

/* Text that was cut in the middle of a UTF-8 sequence must not end in part of a character. */
static void drop_cut_character(char *text)
{
    const size_t length = strlen(text);
    size_t tail = 0;
    while (tail < 3 && tail < length && ((unsigned char)text[length - 1 - tail] & 0xC0) == 0x80) {
        tail++;
    }
    if (tail == length) return;
    const unsigned char lead = (unsigned char)text[length - 1 - tail];
    const size_t expected = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
    if (tail < expected) text[length - 1 - tail] = '\0';
}

/* `from` may be err->file itself, or inside it. */
static void set_file(at_err *err, const char *from)
{
    const size_t length = strnlen(from, sizeof err->file);
    const bool cut = length == sizeof err->file;
    const size_t kept = cut ? length - 1 : length;
    memmove(err->file, from, kept);
    err->file[kept] = '\0';
    if (cut) drop_cut_character(err->file);
}

static at_status fail(at_err *err, at_status status, const char *file, uint64_t row,
                      uint64_t column, const char *format, va_list args) AT_PRINTF(6, 0);

/* The text is made apart, because the arguments may quote the message that it replaces. */
static at_status fail(at_err *err, at_status status, const char *file, uint64_t row,
                      uint64_t column, const char *format, va_list args)
{
    char text[AT_ERR_TEXT_MAX];
    if (!err) return status;
    const int length = vsnprintf(text, sizeof text, format, args);
    if (length < 0) text[0] = '\0';
    if (length >= (int)sizeof text) drop_cut_character(text);
    err->status = status;
    err->row = row;
    err->column = column;
    set_file(err, file ? file : "");
    memcpy(err->text, text, sizeof text);
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
    if (!err->file[0] && file) set_file(err, file);
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
