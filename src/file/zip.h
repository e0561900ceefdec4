/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_FILE_ZIP_H
#define AT_FILE_ZIP_H
/* ZIP archives (PKWARE APPNOTE 6.3.3) with the same bytes every time: members in the order given,
 * stored (not deflated, whose bytes change with zlib's version), time 1980-01-01 00:00, no extra
 * fields, host 0. Written here and not by libzip, which takes times through the local time zone and
 * stamps its own version into them. */
#include "base/buffer.h"

typedef struct at_zip_member {
    at_str name; /* relative, '/' */
    at_bytes bytes;
} at_zip_member;

/* Appends to `out`. AT_ELIMIT past what plain ZIP holds: 65,535 members, 4 GiB. Names that are empty,
 * absolute, hold "..", a backslash, NUL or bytes that are not UTF-8, or stand twice, are AT_EBUG. */
AT_MUST_USE at_status at_zip_write(const at_zip_member *members, size_t count, at_buffer *out,
                                   at_err *err);

#endif
