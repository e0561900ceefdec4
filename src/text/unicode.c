/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/unicode.h"

#include <unicode/ustring.h>

at_status at_icu_status(UErrorCode code, const char *what, at_err *err)
{
    if (U_SUCCESS(code)) return AT_OK;
    if (code == U_MEMORY_ALLOCATION_ERROR) return at_fail(err, AT_ENOMEM, "memory is out");
    return at_fail(err, AT_EBUG, "cannot %s: %s", what, u_errorName(code));
}

at_status at_utf16_from(at_arena *arena, at_str text, at_utf16 *out, at_err *err)
{
    UErrorCode code = U_ZERO_ERROR;
    at_utf16 result = {0};
    if (text.len > AT_TEXT_MOST_BYTES) {
        return at_fail(err, AT_ELIMIT, "a text of more than %d bytes", AT_TEXT_MOST_BYTES);
    }
    const int32_t room = (int32_t)text.len; /* a byte makes at most one unit */
    AT_TRY(AT_NEW(arena, text.len, &result.ptr, err));
    (void)u_strFromUTF8WithSub(result.ptr, room, &result.len, text.len ? text.ptr : "", room,
                               0xFFFD, NULL, &code);
    AT_TRY(at_icu_status(code, "convert a text to UTF-16", err));
    *out = result;
    return AT_OK;
}

at_status at_utf16_to(at_arena *arena, at_utf16 text, at_str *out, at_err *err)
{
    UErrorCode code = U_ZERO_ERROR;
    char *bytes;
    int32_t length = 0;
    if (text.len > INT32_MAX / 3) return at_fail(err, AT_ELIMIT, "a text that is too long");
    const int32_t room = text.len * 3; /* a unit makes at most 3 bytes, a pair 4 */
    AT_TRY(AT_NEW(arena, (size_t)room, &bytes, err));
    (void)u_strToUTF8(bytes, room, &length, text.ptr, text.len, &code);
    AT_TRY(at_icu_status(code, "convert a text to UTF-8", err));
    *out = (at_str){bytes, (size_t)length};
    return AT_OK;
}
