/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file/encoding.h"

#include <string.h>

static const char nul_fault[] = "a zero byte: this is not a text file; save the table as CSV UTF-8";
static const char zero_unit_fault[] =
    "a zero character: this is not a text file; save the table as CSV UTF-8";
static const char utf16_fault[] =
    "a zero byte: this looks like UTF-16 without a byte-order mark; save the file as UTF-8";
static const char utf8_fault[] =
    "a byte that is not UTF-8: the file may be in an older encoding; save it as UTF-8 (CSV UTF-8)";
static const char half_fault[] =
    "half a UTF-16 character: the file is damaged or cut short; save it again, as UTF-8";

/* Every second byte zero from the start on is what UTF-16 makes of Latin letters. */
static bool looks_like_utf16(at_str s, size_t nul)
{
    if (nul > 1 || s.len < 4) return false;
    return s.ptr[nul] == '\0' && s.ptr[nul + 2] == '\0' && s.ptr[1 - nul] != '\0';
}

static at_decoded decode_utf8(at_str s)
{
    size_t bad = s.len;
    const char *nul = s.len ? memchr(s.ptr, '\0', s.len) : NULL;
    const bool well_formed = at_str_is_utf8(s, &bad);
    if (nul && (size_t)(nul - s.ptr) < bad) {
        const size_t at = (size_t)(nul - s.ptr);
        return (at_decoded){at_str_slice(s, 0, at),
                            looks_like_utf16(s, at) ? utf16_fault : nul_fault};
    }
    return (at_decoded){at_str_slice(s, 0, bad), well_formed ? NULL : utf8_fault};
}

static unsigned utf16_unit(const uint8_t *p, bool little)
{
    return little ? (unsigned)(p[0] | p[1] << 8) : (unsigned)(p[0] << 8 | p[1]);
}

static size_t put_utf8(char *out, uint32_t c)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    const size_t tail = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    static const unsigned lead[] = {0, 0xC0, 0xE0, 0xF0};
    for (size_t i = tail; i > 0; i--, c >>= 6) out[i] = (char)(0x80 | (c & 0x3F));
    out[0] = (char)(lead[tail] | c);
    return tail + 1;
}

static at_status decode_utf16(at_arena *arena, at_bytes bytes, bool little, at_decoded *out,
                              at_err *err)
{
    const size_t units = bytes.len / 2;
    size_t most, len = 0;
    char *text;
    if (__builtin_mul_overflow(units, (size_t)3, &most)) return at_fail(err, AT_ELIMIT, "too long");
    AT_TRY(AT_NEW(arena, most, &text, err)); /* a unit makes at most 3 bytes, a pair 4 */
    const char *fault = bytes.len % 2 ? half_fault : NULL;
    for (size_t i = 0; i < units; i++) {
        uint32_t c = utf16_unit(bytes.ptr + 2 * i, little);
        if (c >= 0xD800 && c <= 0xDFFF) {
            const unsigned low = i + 1 < units ? utf16_unit(bytes.ptr + 2 * (i + 1), little) : 0;
            if (c > 0xDBFF || low < 0xDC00 || low > 0xDFFF) {
                fault = half_fault;
                break;
            }
            c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
            i++;
        }
        if (c == 0) {
            fault = zero_unit_fault;
            break;
        }
        len += put_utf8(text + len, c);
    }
    *out = (at_decoded){{text, len}, fault};
    return AT_OK;
}

at_status at_decode(at_arena *arena, at_bytes bytes, at_decoded *out, at_err *err)
{
    const uint8_t *p = bytes.ptr;
    if (bytes.len >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0) {
        *out = decode_utf8((at_str){(const char *)p + 3, bytes.len - 3});
        return AT_OK;
    }
    if (bytes.len >= 2 && ((p[0] == 0xFF && p[1] == 0xFE) || (p[0] == 0xFE && p[1] == 0xFF))) {
        return decode_utf16(arena, (at_bytes){p + 2, bytes.len - 2}, p[0] == 0xFF, out, err);
    }
    *out = decode_utf8(at_bytes_str(bytes));
    return AT_OK;
}
