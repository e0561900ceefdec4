/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/collate.h"

#include <unicode/ucol.h>
#include <unicode/uloc.h>

#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "text/unicode.h"

struct at_collator {
    UCollator *rules;
};

static at_status find_locale(at_str tag, char *name, size_t size, at_err *err)
{
    UErrorCode code = U_ZERO_ERROR;
    char text[ULOC_FULLNAME_CAPACITY] = {0};
    int32_t parsed = 0;
    if (tag.len == 0 || tag.len >= sizeof text || memchr(tag.ptr, '\0', tag.len)) {
        return at_fail(err, AT_EUSAGE, "\"%s\" is not a language tag such as en or pt-BR",
                       at_quote(tag).text);
    }
    memcpy(text, tag.ptr, tag.len);
    (void)uloc_forLanguageTag(text, name, (int32_t)size, &parsed, &code);
    if (U_FAILURE(code) || code == U_STRING_NOT_TERMINATED_WARNING || (size_t)parsed != tag.len) {
        return at_fail(err, AT_EUSAGE, "\"%s\" is not a language tag such as en or pt-BR",
                       at_quote(tag).text);
    }
    return AT_OK;
}

at_status at_collator_new(at_str locale, at_collator **out, at_err *err)
{
    UErrorCode code = U_ZERO_ERROR;
    char name[ULOC_FULLNAME_CAPACITY];
    AT_TRY(find_locale(locale, name, sizeof name, err));
    at_collator *collator AT_CLEANUP(at_collator_free_ptr) = calloc(1, sizeof *collator);
    if (!collator) return at_fail(err, AT_ENOMEM, "memory is out");
    collator->rules = ucol_open(name, &code);
    /* Equal letters are equal however their accents are coded. */
    if (U_SUCCESS(code)) {
        ucol_setAttribute(collator->rules, UCOL_NORMALIZATION_MODE, UCOL_ON, &code);
    }
    AT_TRY(at_icu_status(code, "find the rules of sorting", err));
    *out = collator;
    collator = NULL;
    return AT_OK;
}

void at_collator_free(at_collator *collator)
{
    if (!collator) return;
    if (collator->rules) ucol_close(collator->rules);
    free(collator);
}

void at_collator_free_ptr(at_collator **collator)
{
    at_collator_free(*collator);
    *collator = NULL;
}

static int32_t clamped(size_t length)
{
    return length > INT32_MAX ? INT32_MAX : (int32_t)length;
}

int at_collator_compare(const at_collator *collator, at_str a, at_str b)
{
    UErrorCode code = U_ZERO_ERROR;
    const UCollationResult order =
        ucol_strcollUTF8(collator->rules, a.len ? a.ptr : "", clamped(a.len), b.len ? b.ptr : "",
                         clamped(b.len), &code);
    if (U_FAILURE(code) || order == UCOL_EQUAL) return at_str_compare(a, b);
    return order == UCOL_LESS ? -1 : 1;
}

/* ICU's key, whose end is the only zero byte in it, and the text itself to tell equals apart. */
at_status at_collator_key(const at_collator *collator, at_arena *arena, at_str text, at_str *out,
                          at_err *err)
{
    at_utf16 units;
    uint8_t *key;
    AT_TRY(at_utf16_from(arena, text, &units, err));
    const int32_t length = ucol_getSortKey(collator->rules, units.ptr, units.len, NULL, 0);
    if (length <= 0) return at_fail(err, AT_EBUG, "cannot make a key for sorting");
    const size_t size = (size_t)length;
    AT_TRY(AT_NEW(arena, size + text.len, &key, err));
    (void)ucol_getSortKey(collator->rules, units.ptr, units.len, key, length);
    if (text.len) memcpy(key + size, text.ptr, text.len);
    *out = (at_str){(const char *)key, size + text.len};
    return AT_OK;
}
