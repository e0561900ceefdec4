/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON document of `attest index coin`. */
#include "study/coin.h"

#include "base/number.h"
#include "file/json.h"

static void put_str(at_json_writer *w, const char *key, at_str value)
{
    at_json_key(w, at_str_from_cstr(key));
    at_json_str(w, value);
}

static void put_word(at_json_writer *w, const char *key, const char *value)
{
    put_str(w, key, at_str_from_cstr(value));
}

static void put_f64(at_json_writer *w, const char *key, double value)
{
    at_json_key(w, at_str_from_cstr(key));
    at_json_f64(w, value); /* a missing value becomes null */
}

static void put_u64(at_json_writer *w, const char *key, uint64_t value)
{
    at_json_key(w, at_str_from_cstr(key));
    at_json_u64(w, value);
}

static void put_bool(at_json_writer *w, const char *key, bool value)
{
    at_json_key(w, at_str_from_cstr(key));
    at_json_bool(w, value);
}

static void begin_array(at_json_writer *w, const char *key)
{
    at_json_key(w, at_str_from_cstr(key));
    at_json_begin_array(w);
}

static void begin_object(at_json_writer *w, const char *key)
{
    at_json_key(w, at_str_from_cstr(key));
    at_json_begin_object(w);
}

/* "minmax(0,100)", "rank" */
static void put_scale(at_json_writer *w, const char *key, at_coin_normalisation n)
{
    at_buffer text AT_CLEANUP(at_buffer_free) = {0};
    at_buffer_add(&text, at_str_from_cstr(at_coin_scale_word(n.scale)));
    if (at_coin_scale_has_parameters(n.scale)) {
        at_buffer_char(&text, '(');
        at_buffer_f64(&text, n.a);
        at_buffer_char(&text, ',');
        at_buffer_f64(&text, n.b);
        at_buffer_char(&text, ')');
    }
    put_str(w, key, at_buffer_str(&text));
}

static at_str unit_code(const at_study_coin *s, size_t unit)
{
    return s->coin.units[s->result.kept[unit]].code;
}

/* --- the index --- */

static void put_recipe(at_json_writer *w, const at_study_coin *s)
{
    static const char *const imputes[] = {[AT_COIN_IMPUTE_NONE] = "none",
                                          [AT_COIN_IMPUTE_MEAN] = "mean",
                                          [AT_COIN_IMPUTE_GROUP_MEAN] = "group-mean"};
    const at_coin_recipe *r = &s->recipe;
    begin_object(w, "recipe");
    put_bool(w, "denominate", r->denominate);
    put_word(w, "impute", imputes[r->impute]);
    if (r->impute == AT_COIN_IMPUTE_GROUP_MEAN) {
        put_str(w, "group", s->coin.group_codes[r->impute_group]);
    }
    if (r->screen) put_f64(w, "min_data", r->screen_min_data);
    if (r->treat.apply) {
        begin_object(w, "treat");
        put_f64(w, "skew", r->treat.skew);
        put_f64(w, "kurtosis", r->treat.kurtosis);
        put_u64(w, "winsorise_max", r->treat.winsorise_max);
        put_word(w, "otherwise", r->treat.log_otherwise ? "log" : "none");
        at_json_end_object(w);
    }
    put_scale(w, "normalise", r->normalise);
    put_word(w, "aggregate", at_coin_mean_word(r->aggregate));
    at_json_end_object(w);
}

static void put_unit(at_json_writer *w, const at_study_coin *s, size_t unit)
{
    const at_coin *coin = &s->coin;
    const at_coin_result *r = &s->result;
    at_json_begin_object(w);
    put_str(w, "unit", unit_code(s, unit));
    if (coin->units[r->kept[unit]].name.len) put_str(w, "name", coin->units[r->kept[unit]].name);
    begin_object(w, "scores");
    for (size_t e = 0; e < coin->element_count; e++) {
        at_json_key(w, coin->elements[e].code);
        at_json_f64(w, at_coin_column(r->aggregated, e)[unit]);
    }
    at_json_end_object(w);
    begin_object(w, "ranks");
    for (size_t e = 0; e < coin->element_count; e++) {
        const uint32_t rank = r->ranks[e * r->unit_count + unit];
        at_json_key(w, coin->elements[e].code);
        if (rank) {
            at_json_u64(w, rank);
        } else {
            at_json_null(w);
        }
    }
    at_json_end_object(w);
    at_json_end_object(w);
}

static void put_units(at_json_writer *w, const at_study_coin *s)
{
    begin_array(w, "units");
    for (size_t u = 0; u < s->result.unit_count; u++) put_unit(w, s, u);
    at_json_end_array(w);
    begin_array(w, "screened_out");
    for (size_t u = 0, at = 0; u < s->coin.unit_count; u++) {
        if (at < s->result.unit_count && s->result.kept[at] == u) {
            at++;
        } else {
            at_json_str(w, s->coin.units[u].code);
        }
    }
    at_json_end_array(w);
}

/* --- --stages --- */

/* kept NULL: all units are in the table. */
static void put_table(at_json_writer *w, const at_study_coin *s, const char *key,
                      at_coin_table table, const size_t *kept)
{
    begin_array(w, key);
    for (size_t u = 0; u < table.units; u++) {
        at_json_begin_object(w);
        put_str(w, "unit", s->coin.units[kept ? kept[u] : u].code);
        begin_object(w, "values");
        for (size_t c = 0; c < table.columns; c++) {
            at_json_key(w, s->coin.elements[c].code);
            at_json_f64(w, at_coin_column(table, c)[u]);
        }
        at_json_end_object(w);
        at_json_end_object(w);
    }
    at_json_end_array(w);
}

static void put_check(at_json_writer *w, const at_coin_check *check)
{
    put_bool(w, "passes", check->passes);
    put_f64(w, "skew", check->skew);
    put_f64(w, "kurtosis", check->kurtosis);
}

static void put_treatment(at_json_writer *w, const at_coin_treated *t, at_str code)
{
    at_json_begin_object(w);
    put_str(w, "indicator", code);
    put_check(w, &t->before);
    if (t->winsorised.made) {
        begin_object(w, "winsorised");
        put_u64(w, "points", t->points);
        put_check(w, &t->winsorised);
        at_json_end_object(w);
    }
    if (t->log) {
        begin_object(w, "logged");
        put_check(w, &t->logged);
        at_json_end_object(w);
    }
    at_json_end_object(w);
}

static void put_framework(at_json_writer *w, const at_coin *coin)
{
    begin_array(w, "lineage");
    for (size_t i = 0; i < coin->indicator_count; i++) {
        at_json_begin_object(w);
        put_str(w, "indicator", coin->elements[i].code);
        begin_array(w, "path");
        for (size_t e = coin->elements[i].parent; e != SIZE_MAX; e = coin->elements[e].parent) {
            at_json_str(w, coin->elements[e].code);
        }
        at_json_end_array(w);
        at_json_end_object(w);
    }
    at_json_end_array(w);
    begin_array(w, "weights");
    for (size_t e = 0; e < coin->element_count; e++) {
        at_json_begin_object(w);
        put_str(w, "code", coin->elements[e].code);
        put_u64(w, "level", coin->elements[e].level);
        put_f64(w, "weight", coin->elements[e].weight);
        at_json_end_object(w);
    }
    at_json_end_array(w);
}

static void put_stages(at_json_writer *w, const at_study_coin *s)
{
    const at_coin_result *r = &s->result;
    begin_object(w, "stages");
    put_table(w, s, "raw", s->coin.raw, NULL);
    put_table(w, s, "denominated", r->denominated, NULL);
    put_table(w, s, "imputed", r->imputed, NULL);
    put_table(w, s, "screened", r->screened, r->kept);
    put_table(w, s, "treated", r->treated, r->kept);
    put_table(w, s, "normalised", r->normalised, r->kept);
    put_table(w, s, "aggregated", r->aggregated, r->kept);
    at_json_end_object(w);
    if (r->treatments) {
        begin_array(w, "treatment");
        for (size_t i = 0; i < s->coin.indicator_count; i++) {
            put_treatment(w, &r->treatments[i], s->coin.elements[i].code);
        }
        at_json_end_array(w);
    }
    put_framework(w, &s->coin);
}

/* --- --statistics and --leave-one-out --- */

static void put_rounded(at_json_writer *w, const at_study_coin *s, const char *key, double value)
{
    put_f64(w, key, s->audit.digits ? at_coin_significant(value, s->audit.digits) : value);
}

static void put_indicator_statistics(at_json_writer *w, const at_study_coin *s, size_t indicator)
{
    const at_coin_statistics *t = &s->statistics[indicator];
    at_json_begin_object(w);
    put_str(w, "indicator", s->coin.elements[indicator].code);
    put_rounded(w, s, "min", t->least);
    put_rounded(w, s, "max", t->most);
    put_rounded(w, s, "mean", t->mean);
    put_rounded(w, s, "median", t->median);
    put_rounded(w, s, "sd", t->deviation);
    put_rounded(w, s, "skew", t->skew);
    put_rounded(w, s, "kurtosis", t->kurtosis);
    put_u64(w, "n_available", t->available);
    put_u64(w, "n_nonzero", t->nonzero);
    put_u64(w, "n_unique", t->unique);
    put_u64(w, "n_same", t->same);
    put_rounded(w, s, "share_available", t->share_available);
    put_rounded(w, s, "share_nonzero", t->share_nonzero);
    put_rounded(w, s, "share_unique", t->share_unique);
    put_rounded(w, s, "share_same", t->share_same);
    put_word(w, "flag_available", t->low_available ? "LOW" : "ok");
    put_word(w, "flag_nonzero", t->low_nonzero ? "LOW" : "ok");
    put_word(w, "flag_unique", t->low_unique ? "LOW" : "ok");
    put_word(w, "flag_outliers", t->outliers ? "OUT" : "ok");
    at_json_end_object(w);
}

static void put_statistics(at_json_writer *w, const at_study_coin *s)
{
    const at_coin *coin = &s->coin;
    const at_coin_correlation *pair = s->correlations;
    begin_array(w, "statistics");
    for (size_t i = 0; i < coin->indicator_count; i++) put_indicator_statistics(w, s, i);
    at_json_end_array(w);
    begin_array(w, "correlations");
    for (size_t a = 0; a < coin->indicator_count; a++) {
        for (size_t b = a + 1; b < coin->indicator_count; b++, pair++) {
            at_json_begin_object(w);
            put_str(w, "a", coin->elements[a].code);
            put_str(w, "b", coin->elements[b].code);
            const bool shown = pair->p <= s->audit.significance;
            put_f64(w, "correlation", shown ? pair->r : AT_COIN_MISSING);
            put_f64(w, "p", pair->p);
            at_json_end_object(w);
        }
    }
    at_json_end_array(w);
    begin_array(w, "cronbach");
    for (size_t e = coin->indicator_count; e < coin->element_count; e++) {
        at_json_begin_object(w);
        put_str(w, "code", coin->elements[e].code);
        put_u64(w, "level", coin->elements[e].level);
        put_f64(w, "alpha", s->alphas[e]);
        at_json_end_object(w);
    }
    at_json_end_array(w);
}

static void put_left_out(at_json_writer *w, const at_study_coin *s)
{
    begin_array(w, "leave_one_out");
    for (size_t e = 0; e + 1 < s->coin.element_count; e++) {
        at_json_begin_object(w);
        put_str(w, "removed", s->coin.elements[e].code);
        put_u64(w, "level", s->coin.elements[e].level);
        put_f64(w, "mean_abs_rank_shift", s->left_out[e]);
        at_json_end_object(w);
    }
    at_json_end_array(w);
}

/* --- replicates --- */

static void put_replicate(at_json_writer *w, const at_study_coin *s, size_t replicate)
{
    const at_coin_replicates *r = &s->replicates;
    const at_coin_choice *choice = &s->plan.choices[replicate];
    at_json_begin_object(w);
    put_str(w, "id", s->plan.ids[replicate]);
    if (s->recipe.treat.apply) put_u64(w, "winsorise_max", choice->winsorise_max);
    put_scale(w, "normalise", choice->normalise);
    if (choice->weight_set != SIZE_MAX) {
        put_str(w, "weight_set", s->plan.set_ids[choice->weight_set]);
    }
    put_word(w, "aggregate", at_coin_mean_word(choice->aggregate));
    put_f64(w, "mean_abs_rank_shift", r->shift[replicate]);
    begin_object(w, "scores");
    for (size_t u = 0; u < r->unit_count; u++) {
        at_json_key(w, unit_code(s, u));
        at_json_f64(w, r->scores[replicate * r->unit_count + u]);
    }
    at_json_end_object(w);
    at_json_end_object(w);
}

/* Printing a number in as few digits as tell it apart takes longer than computing it: blocks of replicates are
 * printed on the pool, each into a buffer of its own, and joined in order. */
enum { BLOCK = 32 };

typedef struct printing {
    const at_study_coin *study;
    at_buffer *blocks;
} printing;

static at_status print_block(void *context, size_t block, at_arena *scratch, at_err *err)
{
    (void)scratch;
    const printing *p = context;
    at_buffer *out = &p->blocks[block];
    const size_t count = p->study->plan.count, from = block * BLOCK;
    for (size_t i = from; i < count && i < from + BLOCK; i++) {
        at_json_writer w = {.out = out};
        if (i > 0) at_buffer_char(out, ',');
        put_replicate(&w, p->study, i);
    }
    return at_buffer_status(out, err);
}

static at_status put_replicates(at_json_writer *w, const at_study_coin *s, at_pool *pool,
                                at_err *err)
{
    const size_t blocks = (s->plan.count + BLOCK - 1) / BLOCK;
    at_arena *arena AT_CLEANUP(at_arena_free_ptr) = at_arena_new((blocks + 1) * sizeof(at_buffer));
    printing p = {.study = s};
    if (!arena) return at_fail(err, AT_ENOMEM, "no memory for the document");
    AT_TRY(AT_NEW(arena, blocks, &p.blocks, err));
    const at_status status = at_pool_for(pool, blocks, print_block, &p, 0, NULL, err);
    begin_array(w, "replicates");
    for (size_t b = 0; b < blocks; b++) {
        if (status == AT_OK) at_buffer_add(w->out, at_buffer_str(&p.blocks[b]));
        at_buffer_free(&p.blocks[b]);
    }
    at_json_end_array(w);
    return status;
}

static void put_rank_statistics(at_json_writer *w, const at_study_coin *s)
{
    const at_coin_replicates *r = &s->replicates;
    const double *nominal = at_coin_column(s->result.aggregated, s->coin.element_count - 1);
    put_u64(w, "rank_statistics_of", r->statistics_of);
    begin_array(w, "rank_statistics");
    for (size_t u = 0; u < r->unit_count; u++) {
        const at_coin_rank_statistics *t = &r->statistics[u];
        at_json_begin_object(w);
        put_str(w, "unit", unit_code(s, u));
        put_f64(w, "score", nominal[u]);
        put_f64(w, "nominal", t->nominal ? t->nominal : AT_COIN_MISSING);
        put_f64(w, "mean", t->mean);
        put_f64(w, "median", t->median);
        put_f64(w, "q5", t->q5);
        put_f64(w, "q95", t->q95);
        at_json_end_object(w);
    }
    at_json_end_array(w);
}

/* What each limit of winsorising came to: points changed, and which indicators were logged instead. */
static void put_treatment_logs(at_json_writer *w, const at_study_coin *s)
{
    begin_array(w, "treatments");
    for (size_t t = 0; t < s->replicates.treatment_count; t++) {
        const at_coin_treatment_log *log = &s->replicates.treatments[t];
        at_json_begin_object(w);
        put_u64(w, "winsorise_max", log->winsorise_max);
        begin_object(w, "winsorised");
        for (size_t i = 0; i < s->coin.indicator_count; i++) {
            if (log->treatments[i].points == 0 || log->treatments[i].log) continue;
            at_json_key(w, s->coin.elements[i].code);
            at_json_u64(w, log->treatments[i].points);
        }
        at_json_end_object(w);
        begin_array(w, "logged");
        for (size_t i = 0; i < s->coin.indicator_count; i++) {
            if (log->treatments[i].log) at_json_str(w, s->coin.elements[i].code);
        }
        at_json_end_array(w);
        at_json_end_object(w);
    }
    at_json_end_array(w);
}

/* Sets that were drawn, so that the run can be made again from what is printed. */
static void put_weight_sets(at_json_writer *w, const at_study_coin *s)
{
    const size_t elements = s->coin.element_count;
    begin_array(w, "weight_sets");
    for (size_t i = 0; i < s->plan.set_count; i++) {
        at_json_begin_object(w);
        put_str(w, "id", s->plan.set_ids[i]);
        begin_object(w, "weights");
        for (size_t e = 0; e < elements; e++) {
            const at_coin_element *element = &s->coin.elements[e];
            if (!(s->recipe.uncertainty.noise_levels >> (element->level - 1) & 1)) continue;
            at_json_key(w, element->code);
            at_json_f64(w, s->plan.weights[i * elements + e]);
        }
        at_json_end_object(w);
        at_json_end_object(w);
    }
    at_json_end_array(w);
}

static void put_indices(at_json_writer *w, const at_study_coin *s, const char *key,
                        const at_coin_index *indices)
{
    begin_array(w, key);
    for (size_t f = 0; f < s->sobol.factor_count; f++) {
        const at_coin_index *i = &indices[f];
        at_json_begin_object(w);
        put_word(w, "factor", at_coin_factor_word(s->sobol.factors[f]));
        put_f64(w, "first", i->first);
        put_f64(w, "total", i->total);
        put_f64(w, "first_q5", i->first_q5);
        put_f64(w, "first_q95", i->first_q95);
        put_f64(w, "total_q5", i->total_q5);
        put_f64(w, "total_q95", i->total_q95);
        at_json_end_object(w);
    }
    at_json_end_array(w);
}

static void put_sobol(at_json_writer *w, const at_study_coin *s)
{
    begin_object(w, "sobol");
    put_u64(w, "n", s->sobol.base);
    put_u64(w, "seed", s->options.seed);
    put_u64(w, "resamples", AT_COIN_BOOTSTRAP);
    put_indices(w, s, "mean_abs_rank_shift", s->sobol.shift);
    begin_array(w, "rank_of");
    for (size_t u = 0; u < s->sobol.unit_count; u++) {
        at_json_begin_object(w);
        put_str(w, "unit", unit_code(s, u));
        put_indices(w, s, "indices", s->sobol.units + u * s->sobol.factor_count);
        at_json_end_object(w);
    }
    at_json_end_array(w);
    at_json_end_object(w);
}

at_status at_study_coin_json(const at_study_coin *study, at_pool *pool, at_buffer *out, at_err *err)
{
    at_json_writer w = {.out = out};
    at_json_begin_object(&w);
    put_str(&w, "top", study->coin.elements[study->coin.element_count - 1].code);
    put_recipe(&w, study);
    if (study->plan.count == 0 || study->options.stages) put_units(&w, study);
    if (study->options.stages) put_stages(&w, study);
    if (study->options.statistics) put_statistics(&w, study);
    if (study->options.leave_one_out) put_left_out(&w, study);
    if (study->plan.count > 0) {
        AT_TRY(put_replicates(&w, study, pool, err));
        put_rank_statistics(&w, study);
        put_treatment_logs(&w, study);
        if (study->options.sobol) put_weight_sets(&w, study);
        if (study->plan.base > 0) put_sobol(&w, study);
    }
    at_json_end_object(&w);
    return at_buffer_status(out, err);
}
