/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A game of four players has 16 coalitions, but what one country scores does not depend on the others: 8 totals of
 * each country are all there is. Scores are thus a game of three (others' values would get 0 for every order of
 * arrival), and a coalition's rank reads one country's total from one set of values and the others' from another. */
#include "index/comparing.h"
#include "index/ranking.h"
#include "index/shapley.h"

enum { OLD, NEW, SIDES };

/* The bits of a coalition: of a game for the score, ... */
enum { OWN = 1, WEIGHTS = 2, CRITERIA = 4, SCORE_PLAYERS = 3, SCORE_COALITIONS = 8 };
/* ... and of one for the rank, in the order of the parts. */
enum { RANK_PLAYERS = 4, RANK_COALITIONS = 16 };

/* How the weights of one coalition were made: which edition's weights, and which one's criteria. */
typedef struct rules {
    at_exact exact;
    at_big factor; /* brings points over exact.den to points over the common denominator */
} rules;

typedef struct splitting {
    at_comparing *c;
    at_exact sides[SIDES];      /* as they are, on one scale */
    at_big shared[SIDES];       /* sum of the weights of the shared criteria */
    rules rules[SIDES][SIDES];  /* [weights][criteria] */
    at_big den;                 /* of all middles */
    int64_t *hundredths;        /* [coalition of a score * change_count + change] */
    at_fraction *row;           /* scratch: the values of a coalition, by criterion */
    at_big *slots, *low, *high; /* scratch */
    at_big *categories;         /* scratch: [category * SCORE_COALITIONS + coalition], over den */
} splitting;

static const size_t *other_side_of(const at_comparing *c, size_t side)
{
    return side == OLD ? c->new_of_old : c->old_of_new;
}

static at_status measure_sides(splitting *s, at_err *err)
{
    at_comparing *c = s->c;
    at_exact_scale scale = at_exact_scale_one();
    at_exact_widen(&scale, c->old_edition);
    at_exact_widen(&scale, c->new_edition);
    AT_TRY(at_exact_make(c->arena, c->old_edition, &scale, &s->sides[OLD], err));
    AT_TRY(at_exact_make(c->arena, c->new_edition, &scale, &s->sides[NEW], err));
    for (size_t i = 0; i < c->match_count; i++) {
        const at_criterion_match m = c->matches[i];
        s->shared[OLD] = at_big_add(s->shared[OLD], s->sides[OLD].weights[m.old_criterion]);
        s->shared[NEW] = at_big_add(s->shared[NEW], s->sides[NEW].weights[m.new_criterion]);
    }
    if (at_big_sign(s->shared[OLD]) > 0 && at_big_sign(s->shared[NEW]) > 0) return AT_OK;
    const at_index_edition *edition = at_big_sign(s->shared[OLD]) ? c->new_edition : c->old_edition;
    return at_fail(
        err, AT_EINPUT,
        "the criteria that editions \"%.*s\" and \"%.*s\" share all weigh 0 in \"%.*s\": "
        "expected some weight to compare by",
        AT_STR_ARG(c->old_edition->name), AT_STR_ARG(c->new_edition->name),
        AT_STR_ARG(edition->name));
}

static at_big quotient(at_big a, at_big b)
{
    at_big q;
    at_big_div(a, b, &q, NULL);
    return q;
}

/* Weights and denominator by their greatest common divisor: small numbers are added faster. */
static void reduce(at_big *weights, size_t count, at_big *den)
{
    at_big shared = *den;
    for (size_t i = 0; i < count; i++) shared = at_big_gcd(shared, weights[i]);
    if (!at_big_ok(shared)) return;
    for (size_t i = 0; i < count; i++) weights[i] = quotient(weights[i], shared);
    *den = quotient(*den, shared);
}

/* All weights of a coalition in one unit, in which they are integers: times the sum of the own side's shared
 * weights. Unshared criteria keep their share beside the shared ones: their weight times sum used / own sum. */
static at_status mix_weights(const splitting *s, size_t weights_side, size_t side, at_big **out,
                             at_err *err)
{
    const at_exact *own = &s->sides[side];
    const size_t *other = other_side_of(s->c, side);
    const size_t count = own->edition->criterion_count;
    at_big *weights;
    AT_TRY(AT_NEW(s->c->arena, count, &weights, err));
    for (size_t i = 0; i < count; i++) {
        if (other[i] == AT_INDEX_NONE) {
            weights[i] = at_big_mul(own->weights[i], s->shared[weights_side]);
        } else {
            const at_big used =
                weights_side == side ? own->weights[i] : s->sides[weights_side].weights[other[i]];
            weights[i] = at_big_mul(used, s->shared[side]);
        }
    }
    *out = weights;
    return AT_OK;
}

/* Then scaled to the attainable maximum of the edition whose criteria set is used, from whatever they attain. */
static at_status make_rules(splitting *s, size_t weights_side, size_t side, at_err *err)
{
    const at_exact *own = &s->sides[side];
    const size_t count = own->edition->criterion_count;
    at_big *weights, *slots;
    AT_TRY(mix_weights(s, weights_side, side, &weights, err));
    AT_TRY(AT_NEW(s->c->arena, own->slot_count, &slots, err));
    at_big den = at_exact_attainable(own, weights, slots);
    reduce(weights, count, &den);
    for (size_t i = 0; i < count; i++) weights[i] = at_big_mul(weights[i], own->attainable);
    den = at_big_mul(den, own->weight_den);
    reduce(weights, count, &den);
    return at_exact_reweigh(s->c->arena, own, weights, den, &s->rules[weights_side][side].exact,
                            err);
}

/* One denominator for all four, with room for the sums that follow: middles, and a game's weights (3! = 6). */
static at_status join_rules(splitting *s, at_err *err)
{
    at_big den = at_big_from_u64(1);
    for (size_t i = 0; i < SIDES * SIDES; i++) {
        den = at_big_lcm(den, s->rules[i / SIDES][i % SIDES].exact.den);
    }
    if (!at_big_ok(den)) return at_compare_too_large(s->c, err);
    for (size_t i = 0; i < SIDES * SIDES; i++) {
        rules *r = &s->rules[i / SIDES][i % SIDES];
        r->factor = quotient(den, r->exact.den);
        const at_big points = at_big_mul(r->exact.attainable, r->exact.value_den);
        if (!at_big_ok(at_big_mul(at_big_mul(points, r->factor), at_big_from_u64(1000)))) {
            return at_compare_too_large(s->c, err);
        }
    }
    s->den = at_big_add(den, den);
    const at_big game = at_big_mul(s->den, at_shapley_den(SCORE_PLAYERS));
    return at_big_ok(game) ? AT_OK : at_compare_too_large(s->c, err);
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

static at_status prepare(splitting *s, at_err *err)
{
    at_arena *arena = s->c->arena;
    AT_TRY(measure_sides(s, err));
    for (size_t i = 0; i < SIDES * SIDES; i++) AT_TRY(make_rules(s, i / SIDES, i % SIDES, err));
    AT_TRY(join_rules(s, err));
    const at_exact *before = &s->sides[OLD], *after = &s->sides[NEW];
    const size_t criteria =
        larger(before->edition->criterion_count, after->edition->criterion_count);
    AT_TRY(AT_NEW(arena, SCORE_COALITIONS * s->c->change_count, &s->hundredths, err));
    AT_TRY(AT_NEW(arena, criteria, &s->row, err));
    AT_TRY(AT_NEW(arena, larger(before->slot_count, after->slot_count), &s->slots, err));
    AT_TRY(AT_NEW(arena, s->c->category_count, &s->low, err));
    AT_TRY(AT_NEW(arena, s->c->category_count, &s->high, err));
    return AT_NEW(arena, SCORE_COALITIONS * s->c->category_count, &s->categories, err);
}

/* The values of the criteria of one side: shared ones from the edition that is named, the others from where they
 * are. */
static void fill_row(const splitting *s, const at_country_change *change, size_t values_side,
                     size_t side)
{
    const at_comparing *c = s->c;
    const at_fraction *rows[SIDES] = {at_exact_row(c->old_edition, change->old_country),
                                      at_exact_row(c->new_edition, change->new_country)};
    const size_t *other = other_side_of(c, side);
    for (size_t i = 0; i < s->sides[side].edition->criterion_count; i++) {
        const bool own = values_side == side || other[i] == AT_INDEX_NONE;
        s->row[i] = own ? rows[side][i] : rows[values_side][other[i]];
    }
}

/* One country's points by category in one coalition, and its total. */
static at_big evaluate(splitting *s, const at_country_change *change, size_t coalition)
{
    const size_t side = coalition & CRITERIA ? NEW : OLD;
    const rules *r = &s->rules[coalition & WEIGHTS ? NEW : OLD][side];
    at_big total = {0};
    fill_row(s, change, coalition & OWN ? NEW : OLD, side);
    (void)at_exact_by_criterion(&r->exact, s->row, s->slots, s->low, s->high);
    for (size_t i = 0; i < s->c->category_count; i++) {
        s->categories[i * SCORE_COALITIONS + coalition] = (at_big){0};
    }
    for (size_t i = 0; i < r->exact.edition->category_count; i++) {
        const size_t category = side == NEW ? i : s->c->category_of_old[i];
        const at_big points = at_big_mul(at_big_add(s->low[i], s->high[i]), r->factor);
        s->categories[category * SCORE_COALITIONS + coalition] = points;
        total = at_big_add(total, points);
    }
    return total;
}

static void split_score(splitting *s, size_t index)
{
    at_comparing *c = s->c;
    at_country_change *change = &c->changes[index];
    const at_big den = at_big_mul(s->den, at_shapley_den(SCORE_PLAYERS));
    at_big totals[SCORE_COALITIONS], parts[SCORE_PLAYERS];
    for (size_t i = 0; i < SCORE_COALITIONS; i++) {
        totals[i] = evaluate(s, change, i);
        s->hundredths[i * c->change_count + index] = at_exact_hundredths(totals[i], s->den);
    }
    at_shapley(SCORE_PLAYERS, totals, parts);
    change->score_part[AT_PART_OWN_VALUES] = at_big_ratio(parts[0], den);
    change->score_part[AT_PART_WEIGHTS] = at_big_ratio(parts[1], den);
    change->score_part[AT_PART_CRITERIA] = at_big_ratio(parts[2], den);
    change->new_values_old_rules = at_ratio_make(totals[OWN], s->den);
    for (size_t i = 0; i < c->category_count; i++) {
        at_shapley(SCORE_PLAYERS, &s->categories[i * SCORE_COALITIONS], parts);
        c->category_values[index * c->category_count + i] = at_big_ratio(parts[0], den);
        c->category_rules[index * c->category_count + i] =
            at_big_ratio(at_big_add(parts[1], parts[2]), den);
    }
}

/* --- ranks ------------------------------------------------------------------------------------------- */

/* The coalition of a score that gives a country's total where `values` are its own. */
static size_t total_in(size_t coalition, size_t values_player)
{
    return (coalition >> values_player & 1 ? OWN : 0) |
           (coalition >> AT_PART_WEIGHTS & 1 ? WEIGHTS : 0) |
           (coalition >> AT_PART_CRITERIA & 1 ? CRITERIA : 0);
}

/* 1 + how many others are above. `sorted` holds the country's own total under the others' values too, which is not
 * one of them. */
static int64_t rank_in(const splitting *s, const int64_t *sorted, size_t coalition, size_t index)
{
    const size_t n = s->c->change_count;
    const size_t others = total_in(coalition, AT_PART_OTHERS_VALUES);
    const int64_t own = s->hundredths[total_in(coalition, AT_PART_OWN_VALUES) * n + index];
    const size_t above = at_ranking_above(sorted + others * n, n, own);
    return 1 + (int64_t)above - (s->hundredths[others * n + index] > own);
}

static void split_rank(const splitting *s, const int64_t *sorted, size_t index)
{
    at_country_change *change = &s->c->changes[index];
    at_big places[RANK_COALITIONS], parts[RANK_PLAYERS];
    const int64_t first = rank_in(s, sorted, 0, index);
    int64_t moved = 0;
    for (size_t i = 0; i < RANK_COALITIONS; i++) {
        moved = first - rank_in(s, sorted, i, index);
        places[i] = at_big_from_i64(moved);
    }
    at_shapley(RANK_PLAYERS, places, parts);
    for (size_t i = 0; i < RANK_PLAYERS; i++) {
        change->rank_part[i] = at_big_ratio(parts[i], at_shapley_den(RANK_PLAYERS));
    }
    change->rank_part[AT_PART_ENTRANTS] = (double)(change->places - moved);
}

static at_status split_ranks(splitting *s, at_err *err)
{
    const size_t n = s->c->change_count;
    int64_t *sorted;
    AT_TRY(AT_NEW(s->c->arena, SCORE_COALITIONS * n, &sorted, err));
    for (size_t i = 0; i < SCORE_COALITIONS * n; i++) sorted[i] = s->hundredths[i];
    for (size_t i = 0; i < SCORE_COALITIONS; i++) at_ranking_sort(sorted + i * n, n);
    for (size_t i = 0; i < n; i++) split_rank(s, sorted, i);
    return AT_OK;
}

at_status at_compare_full(at_comparing *comparing, at_err *err)
{
    splitting s = {.c = comparing};
    AT_TRY(prepare(&s, err));
    for (size_t i = 0; i < comparing->change_count; i++) split_score(&s, i);
    return split_ranks(&s, err);
}
