/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `attest index coin` on a terminal: what a person asks first; the whole is in the JSON. */
#include "study/coin.h"

#include "base/number.h"

enum { CODE_WIDTH = 12, NUMBER_WIDTH = 10 };

/* Characters, not bytes; wide and combining ones are counted as one. */
static size_t width_of(at_str s)
{
    size_t width = 0;
    for (size_t i = 0; i < s.len; i++) width += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
    return width;
}

static void put_spaces(at_buffer *out, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) at_buffer_char(out, ' ');
}

static void put_left(at_buffer *out, at_str s, size_t width)
{
    at_buffer_add(out, s);
    put_spaces(out, width_of(s), width);
    at_buffer_char(out, ' ');
}

static void put_right(at_buffer *out, at_str s)
{
    put_spaces(out, width_of(s), NUMBER_WIDTH);
    at_buffer_add(out, s);
}

static void put_number(at_buffer *out, double value, int digits)
{
    at_buffer text AT_CLEANUP(at_buffer_free) = {0};
    if (at_coin_missing(value)) {
        at_buffer_literal(&text, "-");
    } else {
        at_buffer_fixed(&text, value, digits);
    }
    put_right(out, at_buffer_str(&text));
}

static void put_heads(at_buffer *out, const char *const *heads, size_t count)
{
    put_left(out, at_str_from_cstr(heads[0]), CODE_WIDTH);
    for (size_t i = 1; i < count; i++) put_right(out, at_str_from_cstr(heads[i]));
    at_buffer_char(out, '\n');
}

/* A code that is too long or holds control bytes must not break the table. */
static void put_code(at_buffer *out, at_str code)
{
    const at_quoted quoted = at_quote(code);
    put_left(out, at_str_from_cstr(quoted.text), CODE_WIDTH);
}

static at_str unit_code(const at_study_coin *s, size_t unit)
{
    return s->coin.units[s->result.kept[unit]].code;
}

/* Units by rank of the top, equals by code, those without a score last. `next` [units] counts how many of a rank
 * have their place. */
static at_status order_units(at_arena *arena, const at_study_coin *s, const uint32_t **out,
                             at_err *err)
{
    const size_t units = s->result.unit_count;
    const uint32_t *ranks = s->result.ranks + (s->coin.element_count - 1) * units;
    uint32_t *order, *next;
    size_t ranked = 0;
    AT_TRY(AT_NEW(arena, units, &order, err));
    AT_TRY(AT_NEW(arena, units, &next, err));
    for (size_t u = 0; u < units; u++) ranked += ranks[u] > 0;
    for (size_t u = 0; u < units; u++) {
        const size_t first = ranks[u] > 0 ? ranks[u] - 1 : ranked;
        order[first + next[first]++] = (uint32_t)u;
    }
    *out = order;
    return AT_OK;
}

static void put_ranking(at_buffer *out, const at_study_coin *s, const uint32_t *order)
{
    const size_t top = s->coin.element_count - 1, units = s->result.unit_count;
    static const char *const heads[] = {"unit", "rank", "score"};
    put_heads(out, heads, AT_COUNT_OF(heads));
    for (size_t i = 0; i < units; i++) {
        const size_t u = order[i];
        const uint32_t rank = s->result.ranks[top * units + u];
        put_code(out, unit_code(s, u));
        put_number(out, rank ? rank : AT_COIN_MISSING, 0);
        put_number(out, at_coin_column(s->result.aggregated, top)[u], 2);
        const at_quoted name = at_quote(s->coin.units[s->result.kept[u]].name);
        if (name.text[0]) at_buffer_format(out, "  %s", name.text);
        at_buffer_char(out, '\n');
    }
    if (units < s->coin.unit_count) {
        at_buffer_format(out, "%zu of %zu units left out for want of data\n",
                         s->coin.unit_count - units, s->coin.unit_count);
    }
}

static void put_levels(at_buffer *out, const at_study_coin *s)
{
    const size_t first = s->coin.indicator_count, units = s->result.unit_count;
    at_buffer_literal(out, "\nscores by level (all tables: --json)\n");
    put_left(out, AT_STR("unit"), CODE_WIDTH);
    for (size_t e = first; e < s->coin.element_count; e++) {
        const at_quoted quoted = at_quote(s->coin.elements[e].code);
        put_right(out, at_str_from_cstr(quoted.text));
    }
    at_buffer_char(out, '\n');
    for (size_t u = 0; u < units; u++) {
        put_code(out, unit_code(s, u));
        for (size_t e = first; e < s->coin.element_count; e++) {
            put_number(out, at_coin_column(s->result.aggregated, e)[u], 2);
        }
        at_buffer_char(out, '\n');
    }
}

static void put_treatment(at_buffer *out, const at_study_coin *s)
{
    static const char *const heads[] = {"treated", "skew", "kurtosis", "points", "log"};
    if (!s->result.treatments) return;
    at_buffer_char(out, '\n');
    put_heads(out, heads, AT_COUNT_OF(heads));
    for (size_t i = 0; i < s->coin.indicator_count; i++) {
        const at_coin_treated *t = &s->result.treatments[i];
        if (t->before.passes) continue;
        put_code(out, s->coin.elements[i].code);
        put_number(out, t->before.skew, 2);
        put_number(out, t->before.kurtosis, 2);
        put_number(out, t->log ? 0 : t->points, 0);
        put_right(out, t->log ? AT_STR("yes") : AT_STR("no"));
        at_buffer_char(out, '\n');
    }
}

static void put_statistics(at_buffer *out, const at_study_coin *s)
{
    static const char *const heads[] = {"indicator", "min",  "max", "mean",
                                        "sd",        "skew", "n",   "flags"};
    at_buffer_char(out, '\n');
    put_heads(out, heads, AT_COUNT_OF(heads));
    for (size_t i = 0; i < s->coin.indicator_count; i++) {
        const at_coin_statistics *t = &s->statistics[i];
        put_code(out, s->coin.elements[i].code);
        put_number(out, t->least, 2);
        put_number(out, t->most, 2);
        put_number(out, t->mean, 2);
        put_number(out, t->deviation, 2);
        put_number(out, t->skew, 2);
        put_number(out, (double)t->available, 0);
        if (t->low_available) at_buffer_literal(out, " few-values");
        if (t->low_nonzero) at_buffer_literal(out, " many-zeros");
        if (t->low_unique) at_buffer_literal(out, " many-equal");
        if (t->outliers) at_buffer_literal(out, " outliers");
        at_buffer_char(out, '\n');
    }
    static const char *const alpha_heads[] = {"group", "alpha"};
    at_buffer_char(out, '\n');
    put_heads(out, alpha_heads, AT_COUNT_OF(alpha_heads));
    for (size_t e = s->coin.indicator_count; e < s->coin.element_count; e++) {
        put_code(out, s->coin.elements[e].code);
        put_number(out, s->alphas[e], 3);
        at_buffer_char(out, '\n');
    }
}

static void put_left_out(at_buffer *out, const at_study_coin *s)
{
    static const char *const heads[] = {"left out", "level", "shift"};
    at_buffer_literal(out, "\nmean places moved when one is left out\n");
    put_heads(out, heads, AT_COUNT_OF(heads));
    for (size_t e = 0; e + 1 < s->coin.element_count; e++) {
        put_code(out, s->coin.elements[e].code);
        put_number(out, s->coin.elements[e].level, 0);
        put_number(out, s->left_out[e], 3);
        at_buffer_char(out, '\n');
    }
}

static void put_replicates(at_buffer *out, const at_study_coin *s, const uint32_t *order)
{
    static const char *const heads[] = {"unit", "rank", "5 %", "median", "95 %", "mean"};
    at_buffer_format(out, "\nranks over %zu of %zu replicates\n", s->replicates.statistics_of,
                     s->replicates.count);
    put_heads(out, heads, AT_COUNT_OF(heads));
    for (size_t i = 0; i < s->replicates.unit_count; i++) {
        const size_t u = order[i];
        const at_coin_rank_statistics *t = &s->replicates.statistics[u];
        put_code(out, unit_code(s, u));
        put_number(out, t->nominal ? t->nominal : AT_COIN_MISSING, 0);
        put_number(out, t->q5, 1);
        put_number(out, t->median, 1);
        put_number(out, t->q95, 1);
        put_number(out, t->mean, 2);
        at_buffer_char(out, '\n');
    }
}

static void put_sobol(at_buffer *out, const at_study_coin *s)
{
    static const char *const heads[] = {"factor", "first", "5 %", "95 %", "total", "5 %", "95 %"};
    at_buffer_format(out,
                     "\nwhat moves the ranks (share of the variance of the mean shift; N = %zu)\n",
                     s->sobol.base);
    put_heads(out, heads, AT_COUNT_OF(heads));
    for (size_t f = 0; f < s->sobol.factor_count; f++) {
        const at_coin_index *i = &s->sobol.shift[f];
        put_left(out, at_str_from_cstr(at_coin_factor_word(s->sobol.factors[f])), CODE_WIDTH);
        const double values[] = {i->first, i->first_q5, i->first_q95,
                                 i->total, i->total_q5, i->total_q95};
        for (size_t v = 0; v < AT_COUNT_OF(values); v++) put_number(out, values[v], 3);
        at_buffer_char(out, '\n');
    }
}

at_status at_study_coin_text(const at_study_coin *study, at_buffer *out, at_err *err)
{
    const uint32_t *order;
    at_arena *arena AT_CLEANUP(at_arena_free_ptr) =
        at_arena_new(2 * study->result.unit_count * sizeof *order + 1024);
    if (!arena) return at_fail(err, AT_ENOMEM, "no memory for the tables");
    AT_TRY(order_units(arena, study, &order, err));
    put_ranking(out, study, order);
    if (study->options.stages) {
        put_levels(out, study);
        put_treatment(out, study);
    }
    if (study->options.statistics) put_statistics(out, study);
    if (study->options.leave_one_out) put_left_out(out, study);
    if (study->plan.count > 0) put_replicates(out, study, order);
    if (study->plan.base > 0) put_sobol(out, study);
    return at_buffer_status(out, err);
}
