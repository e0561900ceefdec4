/* SPDX-License-Identifier: GPL-3.0-or-later */
/* attest index score */
#include "base/number.h"
#include "study/report_parts.h"

enum { CATEGORY_COLUMNS_MAX = 10, HEADING_MAX = 12, POINTS_DIGITS = 12 };

static size_t with_unknown(const at_index_scores *scores)
{
    size_t count = 0;
    for (size_t i = 0; i < scores->country_count; i++) count += scores->countries[i].unknown > 0;
    return count;
}

static void put_country(at_json_writer *json, const at_scored *s, size_t country)
{
    const at_index_edition *index = &s->edition.index;
    const at_index_score *score = &s->scores.countries[country];
    at_json_begin_object(json);
    at_put_iso2_and_name(json, &index->countries[country]);
    at_put_hundredths(json, "score", score->hundredths);
    at_put_u64(json, "rank", score->rank);
    at_put_ratio(json, "low", score->low, 2);
    at_put_ratio(json, "high", score->high, 2);
    at_put_u64(json, "unknown", score->unknown);
    at_put_u64(json, "rank_low", score->rank_low);
    at_put_u64(json, "rank_high", score->rank_high);
    at_put_object(json, "categories");
    for (size_t i = 0; i < index->category_count; i++) {
        at_json_key(json, index->categories[i]);
        at_json_ratio(json, s->scores.points[country * index->category_count + i], POINTS_DIGITS);
    }
    at_json_end_object(json);
    at_json_end_object(json);
}

static void put_json(at_buffer *out, const at_scored *s)
{
    at_json_writer json = {.out = out, .pretty = true};
    const at_index_edition *index = &s->edition.index;
    at_json_begin_object(&json);
    at_put_str(&json, "edition", index->name);
    at_put_str(&json, "title", s->edition.title);
    at_put_str(&json, "known_by", at_str_from_cstr(at_known_by_word(s->edition.known_by)));
    at_put_u64(&json, "criteria", index->criterion_count);
    at_put_ratio(&json, "attainable", s->scores.attainable, POINTS_DIGITS);
    at_put_u64(&json, "ranks_decided_by_rounding", at_report_decided_by_rounding(&s->scores));
    at_put_array(&json, "countries");
    for (size_t i = 0; i < index->country_count; i++) put_country(&json, s, s->scores.by_rank[i]);
    at_json_end_array(&json);
    at_json_end_object(&json);
    at_buffer_char(out, '\n');
}

/* How many have the place of the country that stands `at` in by_rank. */
static size_t sharing(const at_index_scores *scores, size_t at)
{
    size_t count = 0;
    for (size_t i = 0; i < scores->country_count; i++) {
        count += scores->countries[i].rank == scores->countries[scores->by_rank[at]].rank;
    }
    return count;
}

/* "Malta leads with 88.83; Russia is last with 2.00." */
static void say_ends(at_buffer *out, const at_scored *s)
{
    const at_index_edition *index = &s->edition.index;
    const size_t n = index->country_count;
    const size_t first = s->scores.by_rank[0], last = s->scores.by_rank[n - 1];
    const size_t leading = sharing(&s->scores, 0), trailing = sharing(&s->scores, n - 1);
    if (leading == n && n > 1) {
        at_buffer_literal(out, "All have ");
    } else if (leading > 1) {
        at_buffer_format(out, "%zu countries share the first place with ", leading);
    } else {
        at_buffer_add(out, index->countries[first].name);
        at_buffer_literal(out, " leads with ");
    }
    at_say_hundredths(out, s->scores.countries[first].hundredths);
    if (leading < n) {
        at_buffer_literal(out, "; ");
        if (trailing > 1) {
            at_buffer_format(out, "%zu share the last place with ", trailing);
        } else {
            at_buffer_add(out, index->countries[last].name);
            at_buffer_literal(out, " is last with ");
        }
        at_say_hundredths(out, s->scores.countries[last].hundredths);
    }
    at_buffer_literal(out, ".");
}

static void say_findings(at_buffer *out, const at_scored *s)
{
    const at_index_edition *index = &s->edition.index;
    const size_t n = index->country_count, unknown = with_unknown(&s->scores);
    at_buffer_add(out, s->edition.title);
    at_buffer_literal(out, ": ");
    at_say_count(out, n, "country", "countries");
    at_buffer_literal(out, ", ");
    at_say_count(out, index->criterion_count, "criterion", "criteria");
    at_buffer_literal(out, ", ");
    at_buffer_ratio(out, s->scores.attainable, 2);
    at_buffer_literal(out, " points to reach. ");
    say_ends(out, s);
    if (unknown) {
        at_buffer_literal(out, " In ");
        at_say_count(out, unknown, "country", "countries");
        at_buffer_literal(
            out, " some cells are not known: the range says what the score can be, the score is "
                 "its middle.");
    }
    if (s->edition.known_by == AT_KNOWN_BY_CATEGORIES) {
        at_buffer_literal(
            out, " The edition is known by category only: scores are as rounded as its fractions.");
    }
}

/* The first word of each category, where that tells them apart. */
static bool short_headings(const at_index_edition *index, at_str *headings)
{
    if (index->category_count > CATEGORY_COLUMNS_MAX) return false;
    for (size_t i = 0; i < index->category_count; i++) {
        at_str rest = index->categories[i];
        if (!at_str_split(&rest, ' ', &headings[i]) || headings[i].len > HEADING_MAX) return false;
        for (size_t k = 0; k < i; k++) {
            if (at_str_equal(headings[i], headings[k])) return false;
        }
    }
    return true;
}

static void add_row(at_table_builder *table, const at_scored *s, size_t country, bool ranges,
                    size_t categories)
{
    const at_index_edition *index = &s->edition.index;
    const at_index_score *score = &s->scores.countries[country];
    at_table_add_u64(table, score->rank);
    at_table_add(table, index->countries[country].iso2);
    at_table_add(table, index->countries[country].name);
    at_cell_hundredths(table, score->hundredths);
    if (ranges) {
        at_buffer text AT_CLEANUP(at_buffer_free) = {0};
        if (score->unknown) {
            at_buffer_ratio(&text, score->low, 2);
            at_buffer_literal(&text, " to ");
            at_buffer_ratio(&text, score->high, 2);
        }
        at_table_add(table, at_buffer_str(&text));
    }
    for (size_t i = 0; i < categories; i++) {
        at_cell_ratio(table, s->scores.points[country * index->category_count + i], 2);
    }
}

static at_status put_table(at_buffer *out, at_arena *arena, const at_scored *s,
                           at_report_style style, at_err *err)
{
    const at_index_edition *index = &s->edition.index;
    const bool ranges = with_unknown(&s->scores) > 0;
    at_buffer sentences AT_CLEANUP(at_buffer_free) = {0};
    at_str headings[5 + CATEGORY_COLUMNS_MAX] = {AT_STR("place"), AT_STR("iso2"), AT_STR("country"),
                                                 AT_STR("score")};
    char align[5 + CATEGORY_COLUMNS_MAX + 1] = "rllr";
    size_t columns = 4, categories;
    at_table_builder *table;
    if (ranges) {
        headings[columns] = AT_STR("range");
        align[columns++] = 'R';
    }
    categories = short_headings(index, headings + columns) ? index->category_count : 0;
    for (size_t i = 0; i < categories; i++) align[columns + i] = 'R';
    columns += categories;
    AT_TRY(at_table_builder_new(arena, AT_STR("score"), headings, columns, &table, err));
    for (size_t i = 0; i < index->country_count; i++) {
        add_row(table, s, s->scores.by_rank[i], ranges, categories);
    }
    say_findings(&sentences, s);
    AT_TRY(at_report_text(out, &sentences, table, align, style, err));
    at_buffer_clear(&sentences);
    at_buffer_literal(&sentences, "Points to reach: ");
    for (size_t i = 0; i < index->category_count; i++) {
        if (i) at_buffer_literal(&sentences, ", ");
        at_buffer_add(&sentences, index->categories[i]);
        at_buffer_char(&sentences, ' ');
        at_buffer_ratio(&sentences, s->scores.most[i], 2);
    }
    at_buffer_literal(&sentences, ".");
    at_buffer_char(out, '\n');
    AT_TRY(at_buffer_status(&sentences, err));
    at_terminal_paragraph(out, at_buffer_str(&sentences), style.width);
    return at_buffer_status(out, err);
}

at_status at_report_score(at_buffer *out, const char *folder, at_report_style style, at_err *err)
{
    at_arena *arena AT_CLEANUP(at_arena_free_ptr) = at_report_arena();
    at_scored scored;
    if (!arena) return at_fail(err, AT_ENOMEM, "memory is out");
    AT_TRY(at_report_read_scored(arena, folder, &scored, err));
    if (!style.json) return put_table(out, arena, &scored, style, err);
    put_json(out, &scored);
    return at_buffer_status(out, err);
}
