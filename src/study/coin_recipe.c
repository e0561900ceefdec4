/* SPDX-License-Identifier: GPL-3.0-or-later */
/* recipe.ini: one row of a table for each setting, so that a word that means nothing is refused. */
#include "study/coin_read.h"

#include "base/number.h"
#include "file/ini.h"

#define WORD(literal)                                                                              \
    {                                                                                              \
        literal, sizeof(literal) - 1                                                               \
    }

enum { MAX_DIGITS = 15 };

/* --- settings --- */

typedef struct recipe_reader {
    const at_coin *coin;
    at_coin_recipe recipe;
    at_study_coin_audit audit;
    at_coin_scale scale;               /* [normalise] method */
    double low, high, mean, deviation; /* its parameters; missing where not given */
    at_str group;
} recipe_reader;

typedef at_status (*setter)(recipe_reader *r, at_str value, at_err *err);

static at_status set_denominate(recipe_reader *r, at_str value, at_err *err)
{
    r->recipe.denominate = at_str_equal(value, AT_STR("imeta"));
    if (r->recipe.denominate || at_str_equal(value, AT_STR("none"))) return AT_OK;
    return at_fail(err, AT_EINPUT, "\"%s\": expected imeta or none", at_quote(value).text);
}

static at_status set_impute(recipe_reader *r, at_str value, at_err *err)
{
    static const struct {
        const char *word;
        at_coin_impute impute;
    } words[] = {{"none", AT_COIN_IMPUTE_NONE},
                 {"mean", AT_COIN_IMPUTE_MEAN},
                 {"group-mean", AT_COIN_IMPUTE_GROUP_MEAN}};
    for (size_t i = 0; i < AT_COUNT_OF(words); i++) {
        if (!at_str_equal(value, at_str_from_cstr(words[i].word))) continue;
        r->recipe.impute = words[i].impute;
        return AT_OK;
    }
    return at_fail(err, AT_EINPUT, "\"%s\": expected none, mean or group-mean",
                   at_quote(value).text);
}

static at_status set_group(recipe_reader *r, at_str value, at_err *err)
{
    for (size_t g = 0; g < r->coin->group_count; g++) {
        if (!at_str_equal(value, r->coin->group_codes[g])) continue;
        r->recipe.impute_group = g;
        r->group = value;
        return AT_OK;
    }
    return at_fail(err, AT_EINPUT, "no column of the type Group is called \"%s\"",
                   at_quote(value).text);
}

static at_status set_min_data(recipe_reader *r, at_str value, at_err *err)
{
    r->recipe.screen = true;
    return at_parse_f64(value, 0, 1, &r->recipe.screen_min_data, err);
}

static at_status set_skew(recipe_reader *r, at_str value, at_err *err)
{
    return at_parse_f64(value, 0, AT_STUDY_COIN_LARGEST, &r->recipe.treat.skew, err);
}

static at_status set_kurtosis(recipe_reader *r, at_str value, at_err *err)
{
    return at_parse_f64(value, -AT_STUDY_COIN_LARGEST, AT_STUDY_COIN_LARGEST,
                        &r->recipe.treat.kurtosis, err);
}

static at_status parse_winsorise(at_str value, uint32_t *out, at_err *err)
{
    uint64_t points;
    AT_TRY(at_parse_u64(value, 0, AT_STUDY_COIN_MAX_WINSORISED, &points, err));
    *out = (uint32_t)points;
    return AT_OK;
}

static at_status set_winsorise(recipe_reader *r, at_str value, at_err *err)
{
    return parse_winsorise(value, &r->recipe.treat.winsorise_max, err);
}

static at_status set_otherwise(recipe_reader *r, at_str value, at_err *err)
{
    r->recipe.treat.log_otherwise = at_str_equal(value, AT_STR("log"));
    if (r->recipe.treat.log_otherwise || at_str_equal(value, AT_STR("none"))) return AT_OK;
    return at_fail(err, AT_EINPUT, "\"%s\": expected log or none", at_quote(value).text);
}

static at_status set_scale(recipe_reader *r, at_str value, at_err *err)
{
    return at_study_coin_parse_scale_word(value, &r->scale, err);
}

static at_status set_low(recipe_reader *r, at_str value, at_err *err)
{
    return at_parse_f64(value, -AT_STUDY_COIN_LARGEST, AT_STUDY_COIN_LARGEST, &r->low, err);
}

static at_status set_high(recipe_reader *r, at_str value, at_err *err)
{
    return at_parse_f64(value, -AT_STUDY_COIN_LARGEST, AT_STUDY_COIN_LARGEST, &r->high, err);
}

static at_status set_mean(recipe_reader *r, at_str value, at_err *err)
{
    return at_parse_f64(value, -AT_STUDY_COIN_LARGEST, AT_STUDY_COIN_LARGEST, &r->mean, err);
}

static at_status set_deviation(recipe_reader *r, at_str value, at_err *err)
{
    return at_parse_f64(value, -AT_STUDY_COIN_LARGEST, AT_STUDY_COIN_LARGEST, &r->deviation, err);
}

static at_status set_aggregate(recipe_reader *r, at_str value, at_err *err)
{
    return at_study_coin_parse_mean(value, &r->recipe.aggregate, err);
}

/* "1-5", or "3" for one value that does not vary. */
static at_status set_winsorise_range(recipe_reader *r, at_str value, at_err *err)
{
    at_coin_uncertainty *u = &r->recipe.uncertainty;
    at_str low, high;
    if (!at_str_split(&value, '-', &low)) low = value;
    if (!at_str_split(&value, '-', &high)) high = low;
    AT_TRY(parse_winsorise(at_str_trim(low), &u->winsorise_low, err));
    AT_TRY(parse_winsorise(at_str_trim(high), &u->winsorise_high, err));
    at_str more;
    if (u->winsorise_low < 1 || u->winsorise_high < u->winsorise_low ||
        at_str_split(&value, '-', &more)) {
        return at_fail(err, AT_EINPUT, "expected a range of 1 or more points, such as 1-5");
    }
    return AT_OK;
}

static bool same_scale(at_coin_normalisation a, at_coin_normalisation b)
{
    return a.scale == b.scale && a.a == b.a && a.b == b.b;
}

static at_status set_scales(recipe_reader *r, at_str value, at_err *err)
{
    at_coin_uncertainty *u = &r->recipe.uncertainty;
    at_str piece;
    while (at_str_split(&value, '|', &piece)) {
        at_coin_normalisation n;
        AT_TRY(at_study_coin_parse_scale(piece, NULL, &n, err));
        for (size_t i = 0; i < u->scale_count; i++) {
            if (same_scale(u->scales[i], n)) {
                return at_fail(err, AT_EINPUT, "\"%s\" stands twice", at_quote(piece).text);
            }
        }
        if (u->scale_count == AT_COIN_MAX_ALTERNATIVES) {
            return at_fail(err, AT_ELIMIT, "more than %d alternatives", AT_COIN_MAX_ALTERNATIVES);
        }
        u->scales[u->scale_count++] = n;
    }
    return AT_OK;
}

static at_status set_means(recipe_reader *r, at_str value, at_err *err)
{
    at_coin_uncertainty *u = &r->recipe.uncertainty;
    at_str piece;
    while (at_str_split(&value, '|', &piece)) {
        at_coin_mean mean;
        AT_TRY(at_study_coin_parse_mean(at_str_trim(piece), &mean, err));
        for (size_t i = 0; i < u->mean_count; i++) {
            if (u->means[i] == mean) {
                return at_fail(err, AT_EINPUT, "\"%s\" stands twice", at_quote(piece).text);
            }
        }
        u->means[u->mean_count++] = mean; /* there are fewer means than room */
    }
    return AT_OK;
}
_Static_assert((int)AT_COIN_MEAN_COUNT <= (int)AT_COIN_MAX_ALTERNATIVES, "room for every mean");

/* Word by word; false at the end. */
static bool next_word(at_str *rest, at_str *word)
{
    at_str piece;
    while (at_str_split(rest, ' ', &piece)) {
        *word = at_str_trim(piece);
        if (word->len > 0) return true;
    }
    return false;
}

static at_status set_levels(recipe_reader *r, at_str list, at_err *err)
{
    at_str piece;
    while (at_str_split(&list, ',', &piece)) {
        uint64_t level;
        AT_TRY(at_parse_u64(at_str_trim(piece), 1, r->coin->level_count, &level, err));
        r->recipe.uncertainty.noise_levels |= (uint64_t)1 << (level - 1);
    }
    return AT_OK;
}

/* "noise 0.25 at levels 2,3" */
static at_status set_noise(recipe_reader *r, at_str value, at_err *err)
{
    at_str word, amount;
    if (!next_word(&value, &word) || !at_str_equal(word, AT_STR("noise")) ||
        !next_word(&value, &amount) || !next_word(&value, &word) ||
        !at_str_equal(word, AT_STR("at")) || !next_word(&value, &word) ||
        !(at_str_equal(word, AT_STR("levels")) || at_str_equal(word, AT_STR("level"))) ||
        value.ptr == NULL) {
        return at_fail(err, AT_EINPUT, "expected words such as \"noise 0.25 at levels 2,3\"");
    }
    AT_TRY(at_parse_f64(amount, 0, 1, &r->recipe.uncertainty.noise, err));
    return set_levels(r, value, err);
}

static at_status set_flag_skew(recipe_reader *r, at_str value, at_err *err)
{
    return at_parse_f64(value, 0, AT_STUDY_COIN_LARGEST, &r->audit.flags.skew, err);
}

static at_status set_flag_kurtosis(recipe_reader *r, at_str value, at_err *err)
{
    return at_parse_f64(value, -AT_STUDY_COIN_LARGEST, AT_STUDY_COIN_LARGEST,
                        &r->audit.flags.kurtosis, err);
}

static at_status set_flag_available(recipe_reader *r, at_str value, at_err *err)
{
    return at_parse_f64(value, 0, 1, &r->audit.flags.available, err);
}

static at_status set_flag_nonzero(recipe_reader *r, at_str value, at_err *err)
{
    return at_parse_f64(value, 0, 1, &r->audit.flags.nonzero, err);
}

static at_status set_flag_unique(recipe_reader *r, at_str value, at_err *err)
{
    return at_parse_f64(value, 0, 1, &r->audit.flags.unique, err);
}

static at_status set_digits(recipe_reader *r, at_str value, at_err *err)
{
    uint64_t digits;
    AT_TRY(at_parse_u64(value, 0, MAX_DIGITS, &digits, err));
    r->audit.digits = (unsigned)digits;
    return AT_OK;
}

static at_status set_significance(recipe_reader *r, at_str value, at_err *err)
{
    return at_parse_f64(value, 0, 1, &r->audit.significance, err);
}

static const struct {
    const char *section, *name;
    setter set;
} SETTINGS[] = {
    {"denominate", "by", set_denominate},
    {"impute", "method", set_impute},
    {"impute", "group", set_group},
    {"screen", "min_data", set_min_data},
    {"treat", "skew", set_skew},
    {"treat", "kurtosis", set_kurtosis},
    {"treat", "winsorise_max", set_winsorise},
    {"treat", "otherwise", set_otherwise},
    {"normalise", "method", set_scale},
    {"normalise", "low", set_low},
    {"normalise", "high", set_high},
    {"normalise", "mean", set_mean},
    {"normalise", "sd", set_deviation},
    {"aggregate", "method", set_aggregate},
    {"uncertainty", "winsorise_max", set_winsorise_range},
    {"uncertainty", "normalise", set_scales},
    {"uncertainty", "weights", set_noise},
    {"uncertainty", "aggregate", set_means},
    {"statistics", "skew", set_flag_skew},
    {"statistics", "kurtosis", set_flag_kurtosis},
    {"statistics", "available", set_flag_available},
    {"statistics", "nonzero", set_flag_nonzero},
    {"statistics", "unique", set_flag_unique},
    {"statistics", "digits", set_digits},
    {"statistics", "significance", set_significance},
};

static at_status set_entry(recipe_reader *r, const at_ini *ini, const at_ini_entry *entry,
                           at_err *err)
{
    for (size_t i = 0; i < AT_COUNT_OF(SETTINGS); i++) {
        if (!at_str_equal(entry->section, at_str_from_cstr(SETTINGS[i].section)) ||
            !at_str_equal(entry->name, at_str_from_cstr(SETTINGS[i].name))) {
            continue;
        }
        const at_status status = SETTINGS[i].set(r, at_str_trim(entry->value), err);
        if (status != AT_OK) at_err_place(err, ini->file, entry->line, 0);
        return status;
    }
    return at_fail_at(err, AT_EINPUT, ini->file, entry->line, 0,
                      "\"%s\" in section [%s] is no setting of a recipe",
                      at_quote(entry->name).text, at_quote(entry->section).text);
}

/* --- what must be there --- */

static bool has_section(const at_ini *ini, at_str section)
{
    for (size_t i = 0; i < ini->count; i++) {
        if (at_str_equal(ini->entries[i].section, section)) return true;
    }
    return false;
}

/* Sections that may be left out, and then the step is; but not half of one. */
static at_status check_whole(const at_ini *ini, at_err *err)
{
    static const struct {
        at_str section, name;
        bool needed; /* also where the section is absent */
    } must[] = {
        {WORD("denominate"), WORD("by"), false},   {WORD("impute"), WORD("method"), false},
        {WORD("screen"), WORD("min_data"), false}, {WORD("treat"), WORD("skew"), false},
        {WORD("treat"), WORD("kurtosis"), false},  {WORD("treat"), WORD("winsorise_max"), false},
        {WORD("treat"), WORD("otherwise"), false}, {WORD("normalise"), WORD("method"), true},
        {WORD("aggregate"), WORD("method"), true},
    };
    for (size_t i = 0; i < AT_COUNT_OF(must); i++) {
        if (!must[i].needed && !has_section(ini, must[i].section)) continue;
        if (at_ini_get(ini, must[i].section, must[i].name)) continue;
        return at_fail_at(err, AT_EINPUT, ini->file, 0, 0, "section [%.*s] does not say \"%.*s\"",
                          AT_STR_ARG(must[i].section), AT_STR_ARG(must[i].name));
    }
    return AT_OK;
}

static at_status finish_impute(recipe_reader *r, const at_ini *ini, at_err *err)
{
    if (r->recipe.impute == AT_COIN_IMPUTE_GROUP_MEAN && r->group.len == 0) {
        return at_fail_at(err, AT_EINPUT, ini->file, 0, 0,
                          "section [impute] takes group-mean but does not say \"group\"");
    }
    return AT_OK;
}

static at_status finish_normalise(recipe_reader *r, const at_ini *ini, at_err *err)
{
    const bool of_moments = r->scale == AT_COIN_ZSCORE;
    const bool taken = at_coin_scale_has_parameters(r->scale);
    const bool range = !at_coin_missing(r->low) || !at_coin_missing(r->high);
    const bool moments = !at_coin_missing(r->mean) || !at_coin_missing(r->deviation);
    at_coin_normalisation n = {.scale = r->scale};
    if ((range && (!taken || of_moments)) || (moments && !of_moments)) {
        return at_fail_at(err, AT_EINPUT, ini->file, 0, 0,
                          "section [normalise] gives numbers that %s does not take",
                          at_coin_scale_word(r->scale));
    }
    if (taken) {
        n.a = of_moments ? r->mean : r->low;
        n.b = of_moments ? r->deviation : r->high;
        if (at_coin_missing(n.a) || at_coin_missing(n.b)) {
            return at_fail_at(err, AT_EINPUT, ini->file, 0, 0,
                              "section [normalise] does not say %s, which %s needs",
                              of_moments ? "\"mean\" and \"sd\"" : "\"low\" and \"high\"",
                              at_coin_scale_word(r->scale));
        }
    }
    const at_status status = at_study_coin_check_scale(n, err);
    if (status != AT_OK) at_err_place(err, ini->file, 0, 0);
    r->recipe.normalise = n;
    return status;
}

static at_status finish_uncertainty(const recipe_reader *r, const at_ini *ini, at_err *err)
{
    if (r->recipe.uncertainty.winsorise_high == 0 || r->recipe.treat.apply) return AT_OK;
    return at_fail_at(err, AT_EINPUT, ini->file, 0, 0,
                      "section [uncertainty] varies winsorise_max, but there is no section [treat] "
                      "that would use it");
}

at_status at_study_coin_read_recipe(at_arena *arena, const char *file, at_bytes bytes,
                                    const at_coin *coin, at_coin_recipe *recipe,
                                    at_study_coin_audit *audit, at_err *err)
{
    const double none = AT_COIN_MISSING;
    recipe_reader r = {
        .coin = coin,
        .audit = {{2, 3.5, 0.65, 0.5, 0.5}, 3, 0.05},
        .low = none,
        .high = none,
        .mean = none,
        .deviation = none,
    };
    at_ini ini;
    AT_TRY(at_ini_parse(arena, file, bytes, &ini, err));
    for (size_t i = 0; i < ini.count; i++) AT_TRY(set_entry(&r, &ini, &ini.entries[i], err));
    AT_TRY(check_whole(&ini, err));
    r.recipe.treat.apply = has_section(&ini, AT_STR("treat"));
    AT_TRY(finish_impute(&r, &ini, err));
    AT_TRY(finish_normalise(&r, &ini, err));
    AT_TRY(finish_uncertainty(&r, &ini, err));
    *recipe = r.recipe;
    *audit = r.audit;
    return AT_OK;
}
