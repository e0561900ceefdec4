/* SPDX-License-Identifier: GPL-3.0-or-later */
/* attest index history */
#include "base/number.h"
#include "study/history.h"
#include "study/report_parts.h"

#include <stdlib.h>

enum { YEARS_SHOWN = 24, SCORE_DIGITS = 12, WORTH_SAYING = 3 };

static void put_edition_row(at_json_writer *json, const at_history_edition *h)
{
    at_json_begin_object(json);
    at_put_str(json, "edition", h->edition->index.name);
    at_put_str(json, "title", h->edition->title);
    at_put_u64(json, "year", h->edition->year);
    at_put_u64(json, "criteria", h->edition->index.criterion_count);
    at_put_str(json, "known_by", at_str_from_cstr(at_known_by_word(h->edition->known_by)));
    at_put_str(json, "ranks", at_str_from_cstr(at_ranks_kind_word(h->ranks)));
    at_put_str(json, "ranks_from",
               h->ranks == AT_RANKS_NONE ? AT_STR("nowhere")
               : h->computed             ? AT_STR("computed")
                                         : AT_STR("published"));
    at_json_end_object(json);
}

static void put_country(at_json_writer *json, const at_history *history,
                        const at_history_country *country)
{
    at_json_begin_object(json);
    at_put_str(json, "iso2", country->iso2);
    at_put_str(json, "country", country->name);
    at_put_array(json, "places");
    for (size_t i = 0; i < country->place_count; i++) {
        const at_place *place = &country->places[i];
        at_json_begin_object(json);
        at_put_u64(json, "year", history->editions[place->edition].edition->year);
        at_put_u64(json, "rank", place->rank);
        at_json_key(json, AT_STR("score"));
        if (place->score.den) {
            at_json_ratio(json, at_fraction_ratio(place->score), SCORE_DIGITS);
        } else {
            at_json_null(json);
        }
        at_put_str(json, "kind", place->kind);
        at_put_bool(json, "firm", place->firm);
        at_json_end_object(json);
    }
    at_json_end_array(json);
    at_json_end_object(json);
}

static void put_json(at_buffer *out, const at_history *history)
{
    at_json_writer json = {.out = out, .pretty = true};
    at_json_begin_object(&json);
    at_put_array(&json, "editions");
    for (size_t i = 0; i < history->edition_count; i++) {
        put_edition_row(&json, &history->editions[i]);
    }
    at_json_end_array(&json);
    at_put_array(&json, "countries");
    for (size_t i = 0; i < history->country_count; i++) {
        put_country(&json, history, &history->countries[i]);
    }
    at_json_end_array(&json);
    at_json_end_object(&json);
    at_buffer_char(out, '\n');
}

/* The place in the latest edition; UINT32_MAX where the country is not in it. */
static uint32_t latest_rank(const at_history *history, const at_history_country *country)
{
    const at_place *last = &country->places[country->place_count - 1];
    return last->edition + 1 == history->edition_count ? last->rank : UINT32_MAX;
}

static int by_latest_rank(const void *left, const void *right, void *context)
{
    const at_history *history = context;
    const size_t a = *(const size_t *)left, b = *(const size_t *)right;
    const uint32_t rank_a = latest_rank(history, &history->countries[a]);
    const uint32_t rank_b = latest_rank(history, &history->countries[b]);
    if (rank_a != rank_b) return rank_a < rank_b ? -1 : 1;
    return a < b ? -1 : a > b; /* by iso2 */
}

/* In how many editions in a row, up to the latest, the country was first. */
static size_t times_first(const at_history *history, const at_history_country *country)
{
    size_t times = 0;
    while (times < country->place_count) {
        const at_place *place = &country->places[country->place_count - 1 - times];
        if (place->rank != 1 || place->edition + times + 1 != history->edition_count) break;
        times++;
    }
    return times;
}

static void say_findings(at_buffer *out, const at_history *history, const size_t *order)
{
    const at_history_edition *editions = history->editions;
    const size_t n = history->edition_count;
    bool scraped = false;
    at_say_count(out, n, "edition", "editions");
    at_buffer_format(out, ", %llu", (unsigned long long)editions[0].edition->year);
    if (n > 1) {
        at_buffer_format(out, " to %llu", (unsigned long long)editions[n - 1].edition->year);
    }
    at_buffer_literal(out, "; ");
    at_say_count(out, history->country_count, "country", "countries");
    at_buffer_literal(out, ".");
    if (history->country_count) {
        const at_history_country *first = &history->countries[order[0]];
        const size_t times = times_first(history, first);
        if (times >= WORTH_SAYING) {
            at_buffer_char(out, ' ');
            at_buffer_add(out, first->name);
            at_buffer_format(out, " has been first in the last %zu editions.", times);
        }
    }
    for (size_t i = 0; i < n; i++) {
        scraped |= editions[i].ranks == AT_RANKS_DENSE || editions[i].ranks == AT_RANKS_MIXED;
    }
    if (scraped) {
        at_buffer_literal(
            out, " Places with ~ were scraped: they are not firm, and dense (6, 6, 7), so that "
                 "they run lower than the competition places (6, 6, 8) of other editions.");
    }
    if (n > YEARS_SHOWN) at_buffer_format(out, " The last %d editions are shown.", YEARS_SHOWN);
}

static void add_row(at_table_builder *table, const at_history *history,
                    const at_history_country *country, size_t from)
{
    size_t next = 0;
    at_table_add(table, country->iso2);
    at_table_add(table, country->name);
    for (size_t edition = from; edition < history->edition_count; edition++) {
        while (next < country->place_count && country->places[next].edition < edition) next++;
        if (next == country->place_count || country->places[next].edition != edition) {
            at_table_add(table, AT_STR("-"));
        } else {
            at_cell_format(table, "%s%u", country->places[next].firm ? "" : "~",
                           country->places[next].rank);
        }
    }
}

static at_status put_table(at_buffer *out, at_arena *arena, const at_history *history,
                           at_report_style style, at_err *err)
{
    const size_t n = history->edition_count, from = n > YEARS_SHOWN ? n - YEARS_SHOWN : 0;
    at_buffer sentences AT_CLEANUP(at_buffer_free) = {0};
    at_str headings[2 + YEARS_SHOWN] = {AT_STR("iso2"), AT_STR("country")};
    char align[2 + YEARS_SHOWN + 1] = "ll";
    at_table_builder *table;
    size_t *order;
    AT_TRY(AT_NEW(arena, history->country_count, &order, err));
    for (size_t i = 0; i < history->country_count; i++) order[i] = i;
    if (history->country_count) {
        at_history sorted = *history; /* qsort_r wants what it may change */
        qsort_r(order, history->country_count, sizeof *order, by_latest_rank, &sorted);
    }
    for (size_t i = from; i < n; i++) {
        AT_TRY(at_arena_format(arena, &headings[2 + i - from], err, "%llu",
                               (unsigned long long)history->editions[i].edition->year));
        align[2 + i - from] = 'r';
    }
    AT_TRY(at_table_builder_new(arena, AT_STR("history"), headings, 2 + n - from, &table, err));
    for (size_t i = 0; i < history->country_count; i++) {
        add_row(table, history, &history->countries[order[i]], from);
    }
    say_findings(&sentences, history, order);
    return at_report_text(out, &sentences, table, align, style, err);
}

at_status at_report_history(at_buffer *out, const char *const *folders, size_t count,
                            at_report_style style, at_err *err)
{
    at_arena *arena AT_CLEANUP(at_arena_free_ptr) = at_report_arena();
    at_study_edition *editions;
    at_history history;
    if (!arena) return at_fail(err, AT_ENOMEM, "memory is out");
    AT_TRY(AT_NEW(arena, count, &editions, err));
    for (size_t i = 0; i < count; i++) {
        AT_TRY(at_study_edition_read(arena, folders[i], &editions[i], err));
    }
    AT_TRY(at_history_make(arena, editions, count, &history, err));
    if (!style.json) return put_table(out, arena, &history, style, err);
    put_json(out, &history);
    return at_buffer_status(out, err);
}
