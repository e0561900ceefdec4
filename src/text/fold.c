/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/fold.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>

#include "text/unicode.h"

/* What keyboards and typesetters write in more than one way, after NFKC. All lie in the BMP. */
static const struct {
    UChar first, last;
    char becomes;
} plain_forms[] = {
    {0x00AB, 0x00AB, '"'},  /* « */
    {0x00BB, 0x00BB, '"'},  /* » */
    {0x02B9, 0x02B9, '\''}, /* modifier letter prime */
    {0x02BC, 0x02BC, '\''}, /* modifier letter apostrophe */
    {0x2010, 0x2015, '-'},  /* hyphens and dashes */
    {0x2018, 0x201B, '\''}, /* single quotes */
    {0x201C, 0x201F, '"'},  /* double quotes */
    {0x2032, 0x2032, '\''}, /* prime */
    {0x2033, 0x2033, '"'},  /* double prime */
    {0x2039, 0x203A, '\''}, /* single guillemets */
    {0x2212, 0x2212, '-'},  /* minus */
};

static UChar plain_form(UChar c)
{
    for (size_t i = 0; i < AT_COUNT_OF(plain_forms); i++) {
        if (c >= plain_forms[i].first && c <= plain_forms[i].last) {
            return (UChar)plain_forms[i].becomes;
        }
    }
    return c;
}

/* Of the marks that combine, those of no script of their own are the accents of the European scripts and
 * the vowel points of Arabic. The marks of other scripts are letters in all but name. */
static bool is_accent(UChar32 c)
{
    UErrorCode code = U_ZERO_ERROR;
    return u_charType(c) == U_NON_SPACING_MARK && uscript_getScript(c, &code) == USCRIPT_INHERITED;
}

typedef struct normaliser {
    const UNormalizer2 *casefold, *decompose, *compose;
} normaliser;

static at_status get_normaliser(normaliser *out, at_err *err)
{
    UErrorCode code = U_ZERO_ERROR;
    out->casefold = unorm2_getNFKCCasefoldInstance(&code);
    out->decompose = unorm2_getNFDInstance(&code);
    out->compose = unorm2_getNFCInstance(&code);
    return at_icu_status(code, "find the rules of normalisation", err);
}

static at_status normalise(at_arena *arena, const UNormalizer2 *how, at_utf16 *text, at_err *err)
{
    UErrorCode code = U_ZERO_ERROR;
    at_utf16 result = {0};
    result.len = unorm2_normalize(how, text->ptr, text->len, NULL, 0, &code);
    if (code != U_BUFFER_OVERFLOW_ERROR) AT_TRY(at_icu_status(code, "normalise a text", err));
    AT_TRY(AT_NEW(arena, (size_t)result.len, &result.ptr, err));
    code = U_ZERO_ERROR;
    (void)unorm2_normalize(how, text->ptr, text->len, result.ptr, result.len, &code);
    AT_TRY(at_icu_status(code, "normalise a text", err));
    *text = result;
    return AT_OK;
}

/* Of single units only: all accents of writing lie in the BMP, those beyond belong to musical notes. */
static void drop_accents(at_utf16 *text)
{
    int32_t kept = 0;
    for (int32_t i = 0; i < text->len; i++) {
        if (!is_accent(text->ptr[i])) text->ptr[kept++] = text->ptr[i];
    }
    text->len = kept;
}

/* White space, quotes and dashes, in place. White space lies in the BMP too. */
static void make_plain(at_utf16 *text)
{
    int32_t kept = 0;
    bool gap = false;
    for (int32_t i = 0; i < text->len; i++) {
        if (u_isUWhiteSpace(text->ptr[i])) {
            gap = kept > 0;
            continue;
        }
        if (gap) text->ptr[kept++] = ' ';
        gap = false;
        text->ptr[kept++] = plain_form(text->ptr[i]);
    }
    text->len = kept;
}

at_status at_text_fold(at_arena *arena, at_str text, at_fold_marks marks, at_str *out, at_err *err)
{
    normaliser rules;
    at_utf16 units;
    size_t bad;
    if (!at_str_is_utf8(text, &bad)) {
        return at_fail(err, AT_EINPUT, "byte %zu of a text is not UTF-8", bad + 1);
    }
    AT_TRY(get_normaliser(&rules, err));
    AT_TRY(at_utf16_from(arena, text, &units, err));
    AT_TRY(normalise(arena, rules.casefold, &units, err));
    if (marks == AT_FOLD_STRIP_MARKS) {
        AT_TRY(normalise(arena, rules.decompose, &units, err));
        drop_accents(&units);
        AT_TRY(normalise(arena, rules.compose, &units, err));
    }
    make_plain(&units);
    return at_utf16_to(arena, units, out, err);
}
