/* SPDX-License-Identifier: GPL-3.0-or-later */
/* attest index reforms */
#include "base/number.h"
#include "study/nearest.h"
#include "study/report_parts.h"
#include "text/fold.h"

#include <strings.h>

enum { POINTS_DIGITS = 12, NAMED = 3 };

typedef struct reforms {
    const at_scored *scored;
    size_t country;
    const at_index_reform *list;
    size_t count;
} reforms;

static const at_index_country *country_of(const reforms *r)
{
    return &r->scored->edition.index.countries[r->country];
}

static const at_index_score *score_of(const reforms *r)
{
    return &r->scored->scores.countries[r->country];
}

static int64_t places(const reforms *r, const at_index_reform *reform)
{
    return (int64_t)score_of(r)->rank - (int64_t)reform->rank;
}

/* By code in any case, then by name, letters folded. */
static at_status find_country(at_arena *arena, const at_study_edition *edition, at_str asked,
                              size_t *out, at_err *err)
{
    const at_index_edition *index = &edition->index;
    at_str *names, wanted;
    for (size_t i = 0; i < index->country_count; i++) {
        const at_str iso2 = index->countries[i].iso2;
        if (iso2.len != asked.len || strncasecmp(iso2.ptr, asked.ptr, asked.len) != 0) continue;
        *out = i;
        return AT_OK;
    }
    AT_TRY(AT_NEW(arena, index->country_count, &names, err));
    if (at_text_fold(arena, asked, AT_FOLD_STRIP_MARKS, &wanted, NULL) != AT_OK) wanted = asked;
    for (size_t i = 0; i < index->country_count; i++) {
        AT_TRY(at_text_fold(arena, index->countries[i].name, AT_FOLD_STRIP_MARKS, &names[i], err));
        if (!at_str_equal(names[i], wanted)) continue;
        *out = i;
        return AT_OK;
    }
    const size_t near = at_nearest(wanted, names, index->country_count);
    if (near == SIZE_MAX) {
        return at_fail(err, AT_EUSAGE,
                       "edition %s has no country \"%s\": give its code, such as %s, or its name",
                       at_quote(index->name).text, at_quote(asked).text,
                       at_quote(index->countries[0].iso2).text);
    }
    return at_fail(err, AT_EUSAGE, "edition %s has no country \"%s\": did you mean %s (%s)?",
                   at_quote(index->name).text, at_quote(asked).text,
                   at_quote(index->countries[near].iso2).text,
                   at_quote(index->countries[near].name).text);
}

static void put_reform(at_json_writer *json, const reforms *r, const at_index_reform *reform)
{
    const at_index_edition *index = &r->scored->edition.index;
    const at_index_criterion *criterion = &index->criteria[reform->criterion];
    at_json_begin_object(json);
    at_put_str(json, "criterion", criterion->id);
    at_put_str(json, "label", criterion->label);
    at_put_str(json, "category", index->categories[criterion->category]);
    at_put_ratio(json, "points", reform->gain, POINTS_DIGITS);
    at_put_hundredths(json, "score", reform->hundredths);
    at_put_u64(json, "rank", reform->rank);
    at_put_i64(json, "places", places(r, reform));
    at_put_array(json, "with");
    for (size_t i = 0; i < reform->with_count; i++) {
        at_json_str(json, index->criteria[reform->with[i]].id);
    }
    at_json_end_array(json);
    at_json_end_object(json);
}

static void put_json(at_buffer *out, const reforms *r)
{
    at_json_writer json = {.out = out, .pretty = true};
    at_json_begin_object(&json);
    at_put_iso2_and_name(&json, country_of(r));
    at_put_str(&json, "edition", r->scored->edition.index.name);
    at_put_hundredths(&json, "score", score_of(r)->hundredths);
    at_put_u64(&json, "rank", score_of(r)->rank);
    at_put_array(&json, "reforms");
    for (size_t i = 0; i < r->count; i++) put_reform(&json, r, &r->list[i]);
    at_json_end_array(&json);
    at_json_end_object(&json);
    at_buffer_char(out, '\n');
}

static void say_findings(at_buffer *out, const reforms *r)
{
    const at_index_edition *index = &r->scored->edition.index;
    at_buffer_add(out, country_of(r)->name);
    at_buffer_literal(out, " has ");
    at_say_hundredths(out, score_of(r)->hundredths);
    at_buffer_format(out, " points and place %u of %zu in ", score_of(r)->rank,
                     index->country_count);
    at_buffer_add(out, r->scored->edition.title);
    if (r->count == 0) {
        at_buffer_literal(out, "; no single reform would add to that.");
        return;
    }
    at_buffer_literal(out, ". ");
    at_say_count(out, r->count, "criterion would", "criteria would each");
    at_buffer_literal(out, " add points; the most, +");
    at_buffer_ratio(out, r->list[0].gain, 2);
    at_buffer_format(out, " to place %u, comes from \"", r->list[0].rank);
    at_buffer_add(out, index->criteria[r->list[0].criterion].label);
    at_buffer_literal(out, "\". Each is taken alone, while all other countries stand still.");
}

/* Prerequisites are to be met along: "with IB01". */
static void add_label(at_table_builder *table, const at_index_edition *index,
                      const at_index_reform *reform)
{
    at_buffer text AT_CLEANUP(at_buffer_free) = {0};
    at_buffer_add(&text, index->criteria[reform->criterion].label);
    for (size_t i = 0; i < reform->with_count; i++) {
        at_buffer_add(&text, i ? AT_STR(", ") : AT_STR(" (with "));
        at_buffer_add(&text, index->criteria[reform->with[i]].id);
    }
    if (reform->with_count) at_buffer_char(&text, ')');
    at_table_add(table, at_buffer_str(&text));
}

static at_status put_table(at_buffer *out, at_arena *arena, const reforms *r, at_report_style style,
                           at_err *err)
{
    static const at_str headings[] = {{"points", 6}, {"score", 5},     {"place", 5},
                                      {"up", 2},     {"criterion", 9}, {"label", 5}};
    const at_index_edition *index = &r->scored->edition.index;
    at_buffer sentences AT_CLEANUP(at_buffer_free) = {0};
    at_table_builder *table;
    AT_TRY(at_table_builder_new(arena, AT_STR("reforms"), headings, AT_COUNT_OF(headings), &table,
                                err));
    for (size_t i = 0; i < r->count; i++) {
        const at_index_reform *reform = &r->list[i];
        at_buffer gain AT_CLEANUP(at_buffer_free) = {0};
        at_buffer_char(&gain, '+');
        at_buffer_ratio(&gain, reform->gain, 2);
        at_table_add(table, at_buffer_str(&gain));
        at_cell_hundredths(table, reform->hundredths);
        at_table_add_u64(table, reform->rank);
        at_table_add_i64(table, places(r, reform));
        at_table_add(table, index->criteria[reform->criterion].id);
        add_label(table, index, reform);
    }
    say_findings(&sentences, r);
    return at_report_text(out, &sentences, table, "rrrrLl", style, err);
}

at_status at_report_reforms(at_buffer *out, const char *folder, at_str iso2, at_report_style style,
                            at_err *err)
{
    at_arena *arena AT_CLEANUP(at_arena_free_ptr) = at_report_arena();
    at_scored scored;
    reforms r = {.scored = &scored};
    if (!arena) return at_fail(err, AT_ENOMEM, "memory is out");
    AT_TRY(at_report_read_scored(arena, folder, &scored, err));
    if (scored.edition.known_by != AT_KNOWN_BY_CRITERIA) {
        return at_fail_at(
            err, AT_EINPUT, folder, 0, 0,
            "edition %s is known by category only: which criteria a country meets is not in it "
            "(values.csv would say)",
            at_quote(scored.edition.index.name).text);
    }
    AT_TRY(find_country(arena, &scored.edition, iso2, &r.country, err));
    AT_TRY(at_index_reforms(arena, &scored.edition.index, &scored.scores, r.country, &r.list,
                            &r.count, err));
    if (!style.json) return put_table(out, arena, &r, style, err);
    put_json(out, &r);
    return at_buffer_status(out, err);
}
