/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words for ways to normalise and to aggregate, as recipes and parameter files have them. */
#include "study/coin_read.h"

#include "base/number.h"

static at_status parse_word(at_str text, at_str prefix, const char *(*word)(size_t), size_t count,
                            size_t *out)
{
    at_str plain = text;
    if (at_str_starts(text, prefix)) plain = at_str_slice(text, prefix.len, text.len);
    for (size_t i = 0; i < count; i++) {
        if (at_str_equal(plain, at_str_from_cstr(word(i)))) {
            *out = i;
            return AT_OK;
        }
    }
    return AT_EINPUT;
}

static const char *mean_word(size_t i)
{
    return at_coin_mean_word((at_coin_mean)i);
}

static const char *scale_word(size_t i)
{
    return at_coin_scale_word((at_coin_scale)i);
}

at_status at_study_coin_parse_mean(at_str text, at_coin_mean *out, at_err *err)
{
    size_t found;
    if (parse_word(text, AT_STR("a_"), mean_word, AT_COIN_MEAN_COUNT, &found) != AT_OK) {
        return at_fail(err, AT_EINPUT,
                       "\"%s\" is no way to aggregate; expected amean, gmean, hmean, copeland or "
                       "copeland-exact",
                       at_quote(text).text);
    }
    *out = (at_coin_mean)found;
    return AT_OK;
}

at_status at_study_coin_parse_scale_word(at_str text, at_coin_scale *out, at_err *err)
{
    size_t found;
    if (parse_word(text, AT_STR("n_"), scale_word, AT_COIN_SCALE_COUNT, &found) != AT_OK) {
        return at_fail(
            err, AT_EINPUT,
            "\"%s\" is no way to normalise; expected minmax, zscore, rank, borda, prank, "
            "dist2max or scaled",
            at_quote(text).text);
    }
    *out = (at_coin_scale)found;
    return AT_OK;
}

/* Parameters that make sense: a range that rises, a deviation above 0. */
at_status at_study_coin_check_scale(at_coin_normalisation n, at_err *err)
{
    if (n.scale == AT_COIN_ZSCORE) {
        if (n.b > 0) return AT_OK;
        return at_fail(err, AT_EINPUT, "the standard deviation is %g; expected more than 0", n.b);
    }
    if (!at_coin_scale_has_parameters(n.scale) || n.b > n.a) return AT_OK;
    return at_fail(err, AT_EINPUT, "the range runs from %g to %g; expected the lower end first",
                   n.a, n.b);
}

static at_coin_normalisation usual_parameters(at_coin_scale scale, const at_coin_uncertainty *known)
{
    for (size_t i = 0; known && i < known->scale_count; i++) {
        if (known->scales[i].scale == scale) return known->scales[i];
    }
    switch (scale) {
    case AT_COIN_MINMAX: /* above 0, so that a geometric mean has a meaning */
        return (at_coin_normalisation){scale, 1, 100};
    case AT_COIN_ZSCORE:
        return (at_coin_normalisation){scale, 10, 2};
    case AT_COIN_SCALED:
        return (at_coin_normalisation){scale, 0, 100};
    case AT_COIN_RANK:
    case AT_COIN_BORDA:
    case AT_COIN_PRANK:
    case AT_COIN_DIST2MAX:
    case AT_COIN_SCALE_COUNT:
        break;
    }
    return (at_coin_normalisation){scale, 0, 0};
}

static at_status parse_pair(at_str inside, at_coin_normalisation *n, at_err *err)
{
    at_str first, second, more;
    if (!at_str_split(&inside, ',', &first) || !at_str_split(&inside, ',', &second) ||
        at_str_split(&inside, ',', &more)) {
        return at_fail(err, AT_EINPUT, "expected two numbers in the brackets, such as %s",
                       n->scale == AT_COIN_ZSCORE ? "zscore(10,2)" : "minmax(1,100)");
    }
    AT_TRY(at_parse_f64(at_str_trim(first), -AT_STUDY_COIN_LARGEST, AT_STUDY_COIN_LARGEST, &n->a,
                        err));
    return at_parse_f64(at_str_trim(second), -AT_STUDY_COIN_LARGEST, AT_STUDY_COIN_LARGEST, &n->b,
                        err);
}

at_status at_study_coin_parse_scale(at_str text, const at_coin_uncertainty *known,
                                    at_coin_normalisation *out, at_err *err)
{
    at_coin_scale scale;
    size_t open;
    text = at_str_trim(text);
    if (!at_str_find(text, AT_STR("("), &open)) {
        AT_TRY(at_study_coin_parse_scale_word(text, &scale, err));
        *out = usual_parameters(scale, known);
        return AT_OK;
    }
    AT_TRY(at_study_coin_parse_scale_word(at_str_trim(at_str_slice(text, 0, open)), &scale, err));
    if (!at_coin_scale_has_parameters(scale)) {
        return at_fail(err, AT_EINPUT, "%s takes no numbers in brackets",
                       at_coin_scale_word(scale));
    }
    if (!at_str_ends(text, AT_STR(")"))) {
        return at_fail(err, AT_EINPUT, "\"%s\" lacks its closing bracket", at_quote(text).text);
    }
    at_coin_normalisation n = {.scale = scale};
    AT_TRY(parse_pair(at_str_slice(text, open + 1, text.len - 1), &n, err));
    AT_TRY(at_study_coin_check_scale(n, err));
    *out = n;
    return AT_OK;
}
