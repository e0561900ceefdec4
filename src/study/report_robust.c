/* SPDX-License-Identifier: GPL-3.0-or-later */
/* attest index robust */
#include "base/number.h"
#include "study/report_parts.h"

#include <float.h>
#include <math.h>

typedef struct robustness {
    const at_scored *scored;
    const at_robust_request *request;
    at_index_items items;
    at_robust robust;
    bool drawn;
    at_draws draws;
    at_sobol sobol;
} robustness;

static const at_index_country *country_at(const robustness *r, size_t place)
{
    return &r->scored->edition.index.countries[r->scored->scores.by_rank[place]];
}

static const char *level_word(at_index_level level)
{
    return level == AT_INDEX_CATEGORIES ? "category" : "criteria";
}

static const char *kind_word(at_draw_kind kind)
{
    return kind == AT_DRAW_BOX ? "box" : "simplex";
}

static size_t neighbour_count(const at_robust *robust)
{
    return robust->country_count ? robust->country_count - 1 : 0;
}

static void put_summary(at_json_writer *json, const robustness *r)
{
    at_put_object(json, "summary");
    at_put_u64(json, "pairs", r->robust.pair_count);
    at_put_u64(json, "pairs_hold", r->robust.hold);
    at_put_u64(json, "pairs_hold_any_weights", r->robust.hold_any);
    at_put_u64(json, "pairs_hold_any_weights_ties", r->robust.hold_any_ties);
    at_put_u64(json, "neighbours", neighbour_count(&r->robust));
    at_put_u64(json, "neighbours_hold", r->robust.neighbours_hold);
    at_put_ratio(json, "within", at_fraction_ratio(r->request->within), 18);
    at_put_str(json, "level", at_str_from_cstr(level_word(r->request->level)));
    at_put_u64(json, "items", r->items.item_count);
    at_put_u64(json, "seed", r->request->seed);
    at_json_end_object(json);
}

static void put_country(at_json_writer *json, const robustness *r, size_t place)
{
    const size_t country = r->scored->scores.by_rank[place];
    const at_robust_country *bounds = &r->robust.countries[country];
    at_json_begin_object(json);
    at_put_iso2_and_name(json, country_at(r, place));
    at_put_hundredths(json, "score", r->scored->scores.countries[country].hundredths);
    at_put_u64(json, "rank", bounds->rank);
    at_put_u64(json, "rank_low", bounds->rank_low);
    at_put_u64(json, "rank_high", bounds->rank_high);
    if (r->drawn) {
        const at_draw_country *drawn = &r->draws.countries[country];
        at_put_u64(json, "rank_5", drawn->rank_5);
        at_put_u64(json, "rank_50", drawn->rank_50);
        at_put_u64(json, "rank_95", drawn->rank_95);
        at_put_f64(json, "rank_mean", drawn->mean);
        at_put_array(json, "rank_counts");
        for (size_t i = 0; i < r->draws.country_count; i++) {
            at_json_u64(json, r->draws.rank_counts[country * r->draws.country_count + i]);
        }
        at_json_end_array(json);
    }
    at_json_end_object(json);
}

static void put_pair(at_json_writer *json, const robustness *r, const at_robust_pair *pair)
{
    const at_index_country *countries = r->scored->edition.index.countries;
    at_json_begin_object(json);
    at_put_str(json, "a", countries[pair->a].iso2);
    at_put_str(json, "b", countries[pair->b].iso2);
    at_put_bool(json, "holds", pair->holds);
    at_put_bool(json, "holds_any", pair->holds_any);
    at_put_bool(json, "neighbours", pair->neighbours);
    at_put_f64(json, "share", pair->share);
    at_put_f64(json, "share_within", pair->share_within);
    at_put_f64(json, "share_within_error", pair->share_within_error);
    at_put_f64(json, "epsilon", pair->epsilon);
    at_json_end_object(json);
}

static void put_draws(at_json_writer *json, const robustness *r)
{
    at_put_object(json, "draws");
    at_put_str(json, "kind", at_str_from_cstr(kind_word(r->draws.kind)));
    at_put_u64(json, "draws", r->draws.draws);
    at_put_f64(json, "acceptance", r->draws.acceptance);
    at_put_u64(json, "seed", r->request->seed);
    at_json_end_object(json);
}

static void put_index(at_json_writer *json, at_str factor, const at_sobol_index *index)
{
    at_json_begin_object(json);
    at_put_str(json, "factor", factor);
    at_put_f64(json, "first", index->first);
    at_put_f64(json, "first_5", index->first_5);
    at_put_f64(json, "first_95", index->first_95);
    at_put_f64(json, "total", index->total);
    at_put_f64(json, "total_5", index->total_5);
    at_put_f64(json, "total_95", index->total_95);
    at_json_end_object(json);
}

static void put_output(at_json_writer *json, const robustness *r, size_t output)
{
    at_put_array(json, "factors");
    for (size_t i = 0; i < r->sobol.factor_count; i++) {
        put_index(json, r->items.names[i], &r->sobol.indices[output * r->sobol.factor_count + i]);
    }
    at_json_end_array(json);
}

/* Output 0 is the mean absolute shift of rank; output 1 + c the rank of country c of the
 * edition. */
static void put_sobol(at_json_writer *json, const robustness *r)
{
    at_put_object(json, "sobol");
    at_put_str(json, "factors_are",
               at_str_from_cstr("the independent draws before they are brought to their sum"));
    at_put_str(json, "kind", at_str_from_cstr(kind_word(r->request->kind)));
    at_put_u64(json, "base_draws", r->sobol.base_draws);
    at_put_array(json, "outputs");
    at_json_begin_object(json);
    at_put_str(json, "output", AT_STR("mean absolute rank shift"));
    put_output(json, r, 0);
    at_json_end_object(json);
    for (size_t place = 0; place < r->robust.country_count; place++) {
        at_json_begin_object(json);
        at_put_str(json, "output", AT_STR("rank"));
        at_put_str(json, "iso2", country_at(r, place)->iso2);
        put_output(json, r, 1 + r->scored->scores.by_rank[place]);
        at_json_end_object(json);
    }
    at_json_end_array(json);
    at_json_end_object(json);
}

static void put_json(at_buffer *out, const robustness *r)
{
    at_json_writer json = {.out = out, .pretty = true};
    at_json_begin_object(&json);
    at_put_str(&json, "edition", r->scored->edition.index.name);
    at_put_str(&json, "title", r->scored->edition.title);
    put_summary(&json, r);
    at_put_array(&json, "countries");
    for (size_t i = 0; i < r->robust.country_count; i++) put_country(&json, r, i);
    at_json_end_array(&json);
    at_put_array(&json, "pairs");
    for (size_t i = 0; i < r->robust.pair_count; i++) put_pair(&json, r, &r->robust.pairs[i]);
    at_json_end_array(&json);
    if (r->drawn) {
        put_draws(&json, r);
        put_sobol(&json, r);
    }
    at_json_end_object(&json);
    at_buffer_char(out, '\n');
}

static void say_findings(at_buffer *out, const robustness *r)
{
    const at_robust *robust = &r->robust;
    at_buffer_add(out, r->scored->edition.title);
    at_buffer_literal(out, ": with the weight of each ");
    at_buffer_format(out, "%s moved by up to ",
                     r->request->level == AT_INDEX_CATEGORIES ? "category" : "criterion");
    at_buffer_fraction(out, r->request->within);
    at_buffer_literal(out, " % of itself, with the same sum, ");
    at_buffer_grouped(out, robust->hold);
    at_buffer_literal(out, " of ");
    at_say_count(out, robust->pair_count, "pair of countries keeps its order",
                 "pairs of countries keep their order");
    at_buffer_format(out, ", %s %zu of %zu neighbouring places do. Under any weights whatever, ",
                     robust->neighbours_hold < neighbour_count(robust) ? "but only" : "and",
                     robust->neighbours_hold, neighbour_count(robust));
    at_say_count(out, robust->hold_any, "pair holds", "pairs hold");
    if (robust->hold_any_ties) {
        at_buffer_format(out, " (%zu of them level under some)", robust->hold_any_ties);
    }
    at_buffer_char(out, '.');
    at_buffer_literal(
        out, " Read a place with its range: what lies outside the range is impossible within these "
             "limits; what lies inside need not be reached.");
}

/* Of the pair with the next country: ahead in what share of all weights, and what admixture
 * turns it. */
static void add_next(at_table_builder *table, const robustness *r, size_t place,
                     const size_t *pair_of)
{
    if (place + 1 >= r->robust.country_count) {
        for (int i = 0; i < 4; i++) at_table_add(table, AT_STR(""));
        return;
    }
    const at_robust_pair *pair = &r->robust.pairs[pair_of[place]];
    /* Where rounding makes two equal, the pair's first is the one whose exact total is higher. */
    const bool upper_first = pair->a == r->scored->scores.by_rank[place];
    at_table_add(table, pair->holds ? AT_STR("yes") : AT_STR("no"));
    double within = pair->share_within;
    if (!pair->holds) { /* some weights turn the pair, the own ones do not: neither all nor none */
        within = fmin(fmax(within, DBL_EPSILON), 1 - DBL_EPSILON);
    }
    at_cell_percent(table, upper_first ? within : 1 - within);
    at_cell_percent(table, upper_first ? pair->share : 1 - pair->share);
    at_cell_percent(table, pair->epsilon);
}

static void add_row(at_table_builder *table, const robustness *r, size_t place,
                    const size_t *pair_of)
{
    const size_t country = r->scored->scores.by_rank[place];
    const at_robust_country *bounds = &r->robust.countries[country];
    at_table_add_u64(table, bounds->rank);
    if (bounds->rank_low == bounds->rank_high) {
        at_table_add(table, AT_STR("(firm)"));
    } else {
        at_cell_format(table, "(%u to %u)", bounds->rank_low, bounds->rank_high);
    }
    at_table_add(table, country_at(r, place)->iso2);
    at_table_add(table, country_at(r, place)->name);
    at_cell_hundredths(table, r->scored->scores.countries[country].hundredths);
    if (r->drawn) {
        const at_draw_country *drawn = &r->draws.countries[country];
        at_cell_format(table, "%u (%u to %u)", drawn->rank_50, drawn->rank_5, drawn->rank_95);
    }
    add_next(table, r, place, pair_of);
}

/* The number of the pair of each place with the next; pairs are by place of a. */
static at_status find_neighbours(at_arena *arena, const robustness *r, const size_t **out,
                                 at_err *err)
{
    size_t *pair_of, place = 0;
    AT_TRY(AT_NEW(arena, r->robust.country_count, &pair_of, err));
    for (size_t i = 0; i < r->robust.pair_count; i++) {
        if (r->robust.pairs[i].neighbours && place < r->robust.country_count) pair_of[place++] = i;
    }
    *out = pair_of;
    return AT_OK;
}

/* Which item's weight moves the ranks the most. */
static void say_sobol(at_buffer *out, const robustness *r)
{
    const bool box = r->request->kind == AT_DRAW_BOX;
    size_t most = 0;
    at_buffer_literal(out, "Sampled is the median place, with the 5th and 95th percentile, over ");
    at_say_count(out, r->draws.draws, "weighting", "weightings");
    at_buffer_format(out, " drawn evenly from %s",
                     box ? "those within these limits" : "all there are");
    for (size_t i = 1; i < r->sobol.factor_count; i++) {
        if (r->sobol.indices[i].total > r->sobol.indices[most].total) most = i;
    }
    if (r->sobol.factor_count && r->sobol.indices[most].total > 0) {
        at_buffer_literal(out, ". The weight that moves the ranks most is that of ");
        at_buffer_add(out, r->items.names[most]);
        at_buffer_literal(out, " (total Sobol index ");
        at_buffer_fixed(out, r->sobol.indices[most].total, 2);
        at_buffer_literal(out, ", in 90 % of resamples ");
        at_buffer_fixed(out, r->sobol.indices[most].total_5, 2);
        at_buffer_literal(out, " to ");
        at_buffer_fixed(out, r->sobol.indices[most].total_95, 2);
        at_buffer_literal(out, ")");
    }
    at_buffer_literal(out, ". ");
}

static at_status put_table(at_buffer *out, at_arena *arena, const robustness *r,
                           at_report_style style, at_err *err)
{
    static const at_str plain[] = {{"place", 5},   {"range", 5}, {"iso2", 4},
                                   {"country", 7}, {"score", 5}, {"holds", 5},
                                   {"within", 6},  {"any", 3},   {"turns at", 8}};
    static const at_str drawn[] = {{"place", 5}, {"range", 5},   {"iso2", 4},  {"country", 7},
                                   {"score", 5}, {"sampled", 7}, {"holds", 5}, {"within", 6},
                                   {"any", 3},   {"turns at", 8}};
    at_buffer sentences AT_CLEANUP(at_buffer_free) = {0};
    at_table_builder *table;
    const size_t *pair_of;
    AT_TRY(find_neighbours(arena, r, &pair_of, err));
    AT_TRY(at_table_builder_new(arena, AT_STR("robust"), r->drawn ? drawn : plain,
                                r->drawn ? AT_COUNT_OF(drawn) : AT_COUNT_OF(plain), &table, err));
    for (size_t i = 0; i < r->robust.country_count; i++) add_row(table, r, i, pair_of);
    say_findings(&sentences, r);
    AT_TRY(
        at_report_text(out, &sentences, table, r->drawn ? "rlllrrlRRR" : "rlllrlRRR", style, err));
    at_buffer_clear(&sentences);
    if (r->drawn) say_sobol(&sentences, r);
    at_buffer_literal(
        &sentences,
        "The last columns are about the country and the next below it: whether the order holds "
        "within the limits, in what share of the weightings within them, in what share of all "
        "weightings, and what admixture of another weighting turns it.");
    AT_TRY(at_buffer_status(&sentences, err));
    at_buffer_char(out, '\n');
    at_terminal_paragraph(out, at_buffer_str(&sentences), style.width);
    return at_buffer_status(out, err);
}

static at_status draw(at_arena *arena, robustness *r, at_err *err)
{
    const at_robust_request *q = r->request;
    AT_TRY(at_index_draws(arena, &r->items, q->kind, q->within, q->seed, q->draws, q->pool,
                          q->progress, &r->draws, err));
    const size_t least = 2, most = AT_REPORT_SOBOL_DRAWS;
    const size_t base = q->draws < least ? least : q->draws > most ? most : q->draws;
    AT_TRY(at_index_sobol(arena, &r->items, q->kind, q->within, q->seed, base, q->pool, q->progress,
                          &r->sobol, err));
    r->drawn = true;
    return AT_OK;
}

at_status at_report_robust(at_buffer *out, const char *folder, const at_robust_request *request,
                           at_report_style style, at_err *err)
{
    at_arena *arena AT_CLEANUP(at_arena_free_ptr) = at_report_arena();
    at_scored scored;
    robustness r = {.scored = &scored, .request = request};
    const size_t box_draws = request->draws ? request->draws : AT_REPORT_BOX_DRAWS;
    if (!arena) return at_fail(err, AT_ENOMEM, "memory is out");
    AT_TRY(at_report_read_scored(arena, folder, &scored, err));
    AT_TRY(at_index_make_items(arena, &scored.edition.index, request->level, &r.items, err));
    AT_TRY(at_index_robust(arena, &r.items, &scored.scores, request->within, request->seed,
                           box_draws, request->pool, request->progress, &r.robust, err));
    if (request->draws) AT_TRY(draw(arena, &r, err));
    if (!style.json) return put_table(out, arena, &r, style, err);
    put_json(out, &r);
    return at_buffer_status(out, err);
}
