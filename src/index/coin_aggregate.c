/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Means over the tree, and Copeland's score. */
#include "base/number.h"
#include "index/coin.h"

#include <string.h>

static const char *const WORDS[AT_COIN_MEAN_COUNT] = {
    [AT_COIN_AMEAN] = "amean",
    [AT_COIN_GMEAN] = "gmean",
    [AT_COIN_HMEAN] = "hmean",
    [AT_COIN_COPELAND] = "copeland",
    [AT_COIN_COPELAND_EXACT] = "copeland-exact",
};

const char *at_coin_mean_word(at_coin_mean mean)
{
    return WORDS[mean];
}

static double carry(at_coin_mean mean, double x)
{
    return mean == AT_COIN_GMEAN ? log(x) : 1 / x;
}

double at_coin_carry_back(at_coin_mean mean, double value)
{
    switch (mean) {
    case AT_COIN_GMEAN:
        return exp(value);
    case AT_COIN_HMEAN:
        return 1 / value;
    case AT_COIN_AMEAN:
    case AT_COIN_COPELAND:
    case AT_COIN_COPELAND_EXACT:
    case AT_COIN_MEAN_COUNT:
        break;
    }
    return value;
}

at_status at_coin_transform(at_arena *arena, const at_coin *coin, const size_t *kept,
                            at_coin_mean mean, at_coin_table normalised, at_coin_table *out,
                            at_err *err)
{
    if (mean != AT_COIN_GMEAN && mean != AT_COIN_HMEAN) {
        *out = normalised;
        return AT_OK;
    }
    const size_t units = normalised.units;
    double *values;
    AT_TRY(AT_NEW(arena, normalised.columns * units, &values, err));
    for (size_t c = 0; c < normalised.columns; c++) {
        const double *x = at_coin_column(normalised, c);
        for (size_t u = 0; u < units; u++) {
            values[c * units + u] = at_coin_missing(x[u]) ? AT_COIN_MISSING : carry(mean, x[u]);
            if (x[u] <= 0 || isinf(values[c * units + u])) {
                return at_fail(err, AT_ENUMERIC,
                               "unit \"%s\" has %g for the indicator \"%s\", and a %s mean needs "
                               "values above 0; normalise to a range above 0, such as minmax 1 to "
                               "100",
                               at_quote(coin->units[kept[u]].code).text, x[u],
                               at_quote(coin->elements[c].code).text,
                               mean == AT_COIN_GMEAN ? "geometric" : "harmonic");
            }
        }
    }
    *out = (at_coin_table){units, normalised.columns, values};
    return AT_OK;
}

void at_coin_means(const at_coin *coin, at_coin_table transformed, const double *weights,
                   double *nodes, double *scratch)
{
    const size_t units = transformed.units, indicators = coin->indicator_count;
    for (size_t i = indicators; i < coin->element_count; i++) {
        const at_coin_element *e = &coin->elements[i];
        double *sum = nodes + (i - indicators) * units, *weight_sum = scratch;
        memset(sum, 0, units * sizeof *sum);
        memset(weight_sum, 0, units * sizeof *weight_sum);
        for (size_t k = 0; k < e->child_count; k++) {
            const size_t child = e->children[k];
            const double w = weights[child];
            const double *x = child < indicators ? at_coin_column(transformed, child)
                                                 : nodes + (child - indicators) * units;
            for (size_t u = 0; u < units; u++) {
                const bool there = !at_coin_missing(x[u]);
                sum[u] += there ? w * x[u] : 0;
                weight_sum[u] += there ? w : 0;
            }
        }
        for (size_t u = 0; u < units; u++) {
            sum[u] = weight_sum[u] > 0 ? sum[u] / weight_sum[u] : AT_COIN_MISSING;
        }
    }
}

/* --- Copeland --- */

/* A sum that keeps what each addition rounds off (Knuth's two-sum), so that its value, rounded once, is that of
 * the wider registers in which R adds. */
typedef struct exact_sum {
    double value, rest;
} exact_sum;

static void add(exact_sum *s, double x)
{
    const double sum = s->value + x, part = sum - s->value;
    s->rest += (s->value - (sum - part)) + (x - part);
    s->value = sum;
}

static double rounded(const exact_sum *s)
{
    return s->value + s->rest;
}

/* Summed weights of the indicators where a is higher, where b is, and where they are equal. */
typedef struct duel {
    exact_sum a, b, even;
} duel;

static duel fight(at_coin_table normalised, const double *weights, double total, size_t a, size_t b)
{
    duel d = {0};
    for (size_t c = 0; c < normalised.columns; c++) {
        const double *x = at_coin_column(normalised, c), w = weights[c] / total;
        if (x[a] > x[b]) {
            add(&d.a, w);
        } else if (x[a] < x[b]) {
            add(&d.b, w);
        } else if (x[a] == x[b]) { /* false where one is missing */
            add(&d.even, w);
        }
    }
    return d;
}

static int sign(double x)
{
    return (x > 0) - (x < 0);
}

void at_coin_copeland(at_coin_mean mean, at_coin_table normalised, const double *weights,
                      double *scores)
{
    const size_t units = normalised.units;
    exact_sum total = {0};
    for (size_t c = 0; c < normalised.columns; c++) add(&total, weights[c]);
    memset(scores, 0, units * sizeof *scores);
    for (size_t a = 0; a < units; a++) {
        for (size_t b = a + 1; b < units; b++) {
            const duel d = fight(normalised, weights, rounded(&total), a, b);
            if (mean == AT_COIN_COPELAND_EXACT) {
                const int outcome = sign((d.a.value - d.b.value) + (d.a.rest - d.b.rest));
                scores[a] += outcome;
                scores[b] -= outcome;
            } else {
                const double share = rounded(&d.a) + rounded(&d.even) / 2;
                scores[a] += sign(share - 0.5);
                scores[b] += sign(1 - share - 0.5);
            }
        }
    }
}
