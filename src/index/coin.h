/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_INDEX_COIN_H
#define AT_INDEX_COIN_H
/* Composite indicators from tables in the form of the R package COINr (Becker et al. 2022, JOSS 7:4567): iData
 * (units x indicators, groups, denominators) and iMeta (what each column is, and the tree of aggregates
 * over the indicators), and a recipe of steps in a fixed order (OECD/JRC Handbook 2008): denominate, impute,
 * screen, treat outliers, normalise, aggregate. Every step follows COINr 1.1.14 to rounding; where COINr
 * leaves out what it cannot compute, this refuses and says which unit and indicator.
 *
 * Results do not depend on the order of rows or columns: units stand by code, elements by level, then
 * parent's code, then code (bytewise), and sums run in that order. */
#include "base/arena.h"

#include <math.h>

enum {
    AT_COIN_MAX_CELLS = 20000000, /* units x elements */
    AT_COIN_MAX_UNITS = 1000000,
    AT_COIN_MAX_ELEMENTS = 16384,
    AT_COIN_MAX_LEVELS = 64,
    AT_COIN_MAX_COPELAND = 5000 /* units; all pairs of them are compared */
};

/* A missing value is a NaN; no reader lets one in from outside and no step makes one of numbers. */
#define AT_COIN_MISSING ((double)NAN)
static inline bool at_coin_missing(double value)
{
    return isnan(value);
}

/* Column by column: values[column * units + unit]. */
typedef struct at_coin_table {
    size_t units, columns;
    const double *values;
} at_coin_table;
static inline const double *at_coin_column(at_coin_table table, size_t column)
{
    return table.values + column * table.units;
}

/* --- what is read ------------------------------------------------------------------------------------- */

typedef enum at_coin_kind {
    AT_COIN_INDICATOR,
    AT_COIN_AGGREGATE,
    AT_COIN_GROUP,
    AT_COIN_DENOMINATOR,
    AT_COIN_OTHER /* a column that is carried along and used for nothing */
} at_coin_kind;

typedef enum at_coin_field {
    AT_COIN_LEVEL,
    AT_COIN_CODE,
    AT_COIN_NAME,
    AT_COIN_DIRECTION,
    AT_COIN_WEIGHT,
    AT_COIN_DENOMINATED_BY,
    AT_COIN_PARENT,
    AT_COIN_TYPE,
    AT_COIN_FIELD_COUNT
} at_coin_field;

typedef struct at_coin_meta_row {
    uint64_t record; /* for messages */
    at_coin_kind kind;
    at_str code, name, parent, denominator; /* empty where not given */
    double level, direction, weight;        /* AT_COIN_MISSING where not given */
} at_coin_meta_row;

typedef struct at_coin_meta {
    const char *file;                      /* for messages */
    uint64_t columns[AT_COIN_FIELD_COUNT]; /* for messages: field numbers from 1, 0 where absent */
    size_t count;
    const at_coin_meta_row *rows;
} at_coin_meta;

typedef struct at_coin_unit {
    at_str code, name; /* the name may be empty */
    uint64_t record;
} at_coin_unit;

typedef struct at_coin_data {
    const char *file;
    uint64_t code_column; /* for messages */
    size_t unit_count;
    const at_coin_unit *units;
    size_t number_count; /* indicators and denominators */
    const at_str *number_codes;
    const double *numbers; /* [number * unit_count + unit] */
    size_t group_count;
    const at_str *group_codes;
    const at_str *groups; /* [group * unit_count + unit]; empty where not given */
} at_coin_data;

/* --- the checked model -------------------------------------------------------------------------------- */

typedef struct at_coin_element {
    at_str code, name;
    uint32_t level;     /* 1 for indicators */
    double direction;   /* 1 or -1 */
    double weight;      /* >= 0 */
    size_t parent;      /* SIZE_MAX for the top */
    size_t denominator; /* SIZE_MAX for none */
    const uint32_t *children;
    size_t child_count;
} at_coin_element;

/* elements[0 .. indicator_count) are the indicators; the last is the top of the tree, whose score is
 * the index. */
typedef struct at_coin {
    size_t unit_count, indicator_count, element_count, level_count;
    const at_coin_unit *units;
    const at_coin_element *elements;
    at_coin_table raw; /* units x indicators */
    at_coin_table denominators;
    const at_str *denominator_codes;
    size_t group_count;
    const at_str *group_codes;
    const at_str *groups; /* [group * unit_count + unit] */
} at_coin;

/* Sorts, connects and checks. Refused (AT_EINPUT with file, row, column): a code twice, or empty, or that of two
 * kinds; an indicator not at level 1; a parent that is unknown, is no aggregate or does not stand above its
 * child (so that no cycle is possible); none or several elements without a parent; an aggregate with nothing
 * below it or with weights that are all 0; a weight missing or negative; a direction other than 1 and -1
 * (an aggregate may leave it empty); an unknown denominator; an indicator, denominator or group without a
 * column in the data; a unit without a code or with that of another; fewer than two units. AT_ELIMIT past the
 * limits above. O(cells + elements log elements + units log units). */
AT_MUST_USE at_status at_coin_build(at_arena *arena, const at_coin_meta *meta,
                                    const at_coin_data *data, at_coin *out, at_err *err);

/* The element of that code, or SIZE_MAX. O(elements). */
size_t at_coin_find(const at_coin *coin, at_str code);
/* The model's own weights, [element]. */
AT_MUST_USE at_status at_coin_weights(at_arena *arena, const at_coin *coin, const double **out,
                                      at_err *err);

/* --- the recipe --------------------------------------------------------------------------------------- */

typedef enum at_coin_impute {
    AT_COIN_IMPUTE_NONE,
    AT_COIN_IMPUTE_MEAN,      /* mean of the units that have a value */
    AT_COIN_IMPUTE_GROUP_MEAN /* the same within the unit's group */
} at_coin_impute;

typedef enum at_coin_scale {
    AT_COIN_MINMAX,   /* a .. b */
    AT_COIN_ZSCORE,   /* mean a, standard deviation b (divisor n-1) */
    AT_COIN_RANK,     /* 1 for the least, equals get the smallest rank; missing cells have none */
    AT_COIN_BORDA,    /* rank - 1 */
    AT_COIN_PRANK,    /* (rank - 1) / (n - 1) */
    AT_COIN_DIST2MAX, /* 1 - (max - x) / (max - min) */
    AT_COIN_SCALED,   /* (x - a) / (b - a) * 100, the same for every indicator */
    AT_COIN_SCALE_COUNT
} at_coin_scale;

typedef struct at_coin_normalisation {
    at_coin_scale scale;
    double a, b; /* 0 where the scale has no parameters */
} at_coin_normalisation;

typedef enum at_coin_mean {
    AT_COIN_AMEAN,
    AT_COIN_GMEAN,
    AT_COIN_HMEAN,
    /* Copeland's score over the indicators, without the levels between (at_coin_copeland()). */
    AT_COIN_COPELAND,
    AT_COIN_COPELAND_EXACT,
    AT_COIN_MEAN_COUNT
} at_coin_mean;

typedef struct at_coin_treatment {
    bool apply;
    double skew, kurtosis;  /* an indicator passes if |skew| < skew or kurtosis < kurtosis */
    uint32_t winsorise_max; /* most points changed; 0 goes straight to what follows */
    bool log_otherwise;     /* else an indicator that still fails keeps its winsorised values */
} at_coin_treatment;

/* What an uncertainty analysis may vary: the alternatives of each factor, all equally likely. A factor with a
 * count of 0 does not vary. */
enum { AT_COIN_MAX_ALTERNATIVES = 16 };
typedef struct at_coin_uncertainty {
    uint32_t winsorise_low, winsorise_high; /* 1..; both 0: does not vary */
    size_t scale_count, mean_count;
    at_coin_normalisation scales[AT_COIN_MAX_ALTERNATIVES];
    at_coin_mean means[AT_COIN_MAX_ALTERNATIVES];
    /* Each weight at the levels whose bit (1 << (level - 1)) is set is multiplied by an independent uniform
     * draw from 1 - noise .. 1 + noise; 0 <= noise <= 1. */
    double noise;
    uint64_t noise_levels;
} at_coin_uncertainty;

typedef struct at_coin_recipe {
    bool denominate; /* by the column that iMeta names */
    at_coin_impute impute;
    size_t impute_group; /* number of the group, for AT_COIN_IMPUTE_GROUP_MEAN */
    bool screen;
    double screen_min_data; /* units with a smaller share of their indicators leave; 0..1 */
    at_coin_treatment treat;
    at_coin_normalisation normalise;
    at_coin_mean aggregate;
    at_coin_uncertainty uncertainty;
} at_coin_recipe;

/* The words of the recipe: "minmax", "gmean", ... */
const char *at_coin_scale_word(at_coin_scale scale);
bool at_coin_scale_has_parameters(at_coin_scale scale);
const char *at_coin_mean_word(at_coin_mean mean);

/* --- the steps ---------------------------------------------------------------------------------------- */

/* Each indicator that names a denominator is divided by it; a missing denominator makes a missing value. AT_ENUMERIC
 * when one is 0. */
AT_MUST_USE at_status at_coin_denominate(at_arena *arena, const at_coin *coin, at_coin_table *out,
                                         at_err *err);

/* AT_ENUMERIC when there is nothing to take the mean of, AT_EINPUT for a unit without a group that needs one. */
AT_MUST_USE at_status at_coin_fill(at_arena *arena, const at_coin *coin,
                                   const at_coin_recipe *recipe, at_coin_table table,
                                   at_coin_table *out, at_err *err);

/* The units that stay, as numbers in coin->units, and the table of those. AT_ENUMERIC when fewer than two stay. */
AT_MUST_USE at_status at_coin_screen(at_arena *arena, const at_coin *coin, double min_data,
                                     at_coin_table table, const size_t **kept, at_coin_table *out,
                                     at_err *err);

/* What was done to one indicator. Skewness and kurtosis are AT_COIN_MISSING where undefined (fewer than four
 * values, or all equal): such an indicator passes, for there is no outlier to tell. */
typedef struct at_coin_check {
    bool made, passes;
    double skew, kurtosis;
} at_coin_check;
typedef struct at_coin_treated {
    at_coin_check before, winsorised, logged; /* the later two are made where the step was taken */
    uint32_t points;                          /* changed by winsorising, whether kept or not */
    bool log; /* the result is the logarithm of the untreated values */
} at_coin_treated;

/* Winsorise one end at a time, the high end if skew >= 0: all points at the extreme take the next value inward,
 * until the indicator passes or winsorise_max points are changed (ties may pass it). If it still fails and
 * log_otherwise: log(x - min + 0.01 (max - min)) of the untreated values. O(cells * winsorise_max). */
AT_MUST_USE at_status at_coin_treat(at_arena *arena, const at_coin_treatment *treat,
                                    at_coin_table table, at_coin_table *out,
                                    const at_coin_treated **details, at_err *err);

/* Times direction, then the scale. AT_ENUMERIC, naming the indicator, when a scale has no meaning (all values equal,
 * none at all). */
AT_MUST_USE at_status at_coin_normalise(at_arena *arena, const at_coin *coin,
                                        at_coin_normalisation normalise, at_coin_table table,
                                        at_coin_table *out, at_err *err);

/* The three means are weighted means of f(x), carried back: f is x, log x or 1/x. This makes f(x), or
 * refuses (AT_ENUMERIC, naming unit and indicator) what is not positive where f needs it. kept[unit] is the
 * number in coin->units. */
AT_MUST_USE at_status at_coin_transform(at_arena *arena, const at_coin *coin, const size_t *kept,
                                        at_coin_mean mean, at_coin_table normalised,
                                        at_coin_table *out, at_err *err);

/* The aggregates' weighted means of the transformed indicators, level by level, missing values left out and
 * weights rescaled; a value is missing when all below it are, or have weight 0. `nodes` holds
 * [(element_count - indicator_count) * units], `scratch` [units]. Values stay transformed. O(cells). */
void at_coin_means(const at_coin *coin, at_coin_table transformed, const double *weights,
                   double *nodes, double *scratch);
double at_coin_carry_back(at_coin_mean mean, double value);

/* Copeland's score of each unit: how many others it beats less how many beat it, a beating b when the weights of the
 * indicators where it is higher, and half of those where they are equal, exceed one half (weights scaled to sum 1;
 * pairs with a missing value count for neither). AT_COIN_COPELAND is COINr's arithmetic to the bit, in which an
 * even pair may count as lost for the one that comes first (22 wins and 5 ties of 49 do not add up to one half
 * in binary); AT_COIN_COPELAND_EXACT compares the two sums of weights, and even is even. weights[indicator].
 * `scores` [units]. O(units^2 * indicators). */
void at_coin_copeland(at_coin_mean mean, at_coin_table normalised, const double *weights,
                      double *scores);

/* --- a run -------------------------------------------------------------------------------------------- */

typedef struct at_coin_result {
    size_t unit_count; /* that passed the screen */
    const size_t *kept;
    at_coin_table denominated, imputed; /* all units */
    at_coin_table screened, treated, normalised;
    const at_coin_treated *treatments; /* [indicator]; NULL when the recipe does not treat */
    at_coin_table aggregated; /* units x elements: the normalised indicators and the aggregates */
    const uint32_t *ranks; /* [element * unit_count + unit]: 1 = highest, equals get the smallest; 0
                                          where missing */
} at_coin_result;

/* With the model's own weights. O(cells log units). */
AT_MUST_USE at_status at_coin_run(at_arena *arena, const at_coin *coin,
                                  const at_coin_recipe *recipe, at_coin_result *out, at_err *err);

/* Ranks of one column, missing values left out (rank 0). `present` [units] and `order`, `rank_of` [units] are
 * scratch. */
void at_coin_rank(const double *column, size_t units, double *present, uint32_t *order,
                  uint32_t *rank_of, uint32_t *ranks);
/* Mean absolute difference of two rankings over the units that have both ranks; 0 where there are none. */
double at_coin_shift(const uint32_t *ranks, const uint32_t *nominal, size_t units);

#endif
