/* SPDX-License-Identifier: GPL-3.0-or-later */
/* attest index compare */
#include "base/number.h"
#include "study/compared.h"
#include "study/match_criteria.h"

enum { EXACT_DIGITS = 12 };

static const char coarse_statement[] =
    "The old edition is known by category only, so the change is split along one path: first the "
    "new values under the old rules (values), then the new rules (rules). Another path could share "
    "it "
    "out otherwise. values_interval is what the rounding of the old fractions leaves open, half a "
    "unit of their last decimal for each criterion; where it holds 0, the values part is \"none\".";

static at_str criterion_id(const at_scored *s, size_t criterion)
{
    return s->edition.index.criteria[criterion].id;
}

static void put_matches(at_json_writer *json, const at_compared *c)
{
    at_put_array(json, "matches");
    for (size_t i = 0; i < c->match_count; i++) {
        const at_criterion_match *match = &c->matches[i];
        at_json_begin_object(json);
        at_put_str(json, "old", criterion_id(c->old_scored, match->old_criterion));
        at_put_str(json, "new", criterion_id(c->new_scored, match->new_criterion));
        at_put_str(json, "by", at_str_from_cstr(at_match_by_word(match->by)));
        at_json_end_object(json);
    }
    at_json_end_array(json);
}

/* The ids of criteria that no match names. */
static void put_unmatched(at_json_writer *json, const char *key, const at_scored *s,
                          const size_t *match_of)
{
    at_put_array(json, key);
    for (size_t i = 0; i < s->edition.index.criterion_count; i++) {
        if (match_of[i] == SIZE_MAX) at_json_str(json, criterion_id(s, i));
    }
    at_json_end_array(json);
}

static void put_countries_of(at_json_writer *json, const char *key, const at_scored *s,
                             const size_t *numbers, size_t count)
{
    at_put_array(json, key);
    for (size_t i = 0; i < count; i++) {
        at_json_begin_object(json);
        at_put_iso2_and_name(json, &s->edition.index.countries[numbers[i]]);
        at_json_end_object(json);
    }
    at_json_end_array(json);
}

static void put_parts(at_json_writer *json, const at_comparison *comparison,
                      const at_country_change *change)
{
    at_put_object(json, "score_parts");
    for (size_t i = 0; i < at_compare_score_parts(comparison->mode); i++) {
        at_put_f64(json, at_compare_part_name(comparison->mode, i, false), change->score_part[i]);
    }
    at_json_end_object(json);
    at_put_object(json, "rank_parts");
    for (size_t i = 0; i < at_compare_rank_parts(comparison->mode); i++) {
        at_put_f64(json, at_compare_part_name(comparison->mode, i, true), change->rank_part[i]);
    }
    at_json_end_object(json);
}

static void put_category_parts(at_json_writer *json, const at_comparison *comparison, size_t number)
{
    at_put_object(json, "category_parts");
    for (size_t i = 0; i < comparison->category_count; i++) {
        const size_t at = number * comparison->category_count + i;
        at_json_key(json, comparison->categories[i]);
        at_json_begin_object(json);
        at_put_f64(json, "values", comparison->category_values[at]);
        at_put_f64(json, "rules", comparison->category_rules[at]);
        at_json_end_object(json);
    }
    at_json_end_object(json);
}

static void put_change(at_json_writer *json, const at_compared *c, size_t number)
{
    const at_comparison *comparison = &c->comparison;
    const at_country_change *change = &comparison->changes[number];
    at_json_begin_object(json);
    at_put_iso2_and_name(json, &c->new_scored->edition.index.countries[change->new_country]);
    at_put_ratio(json, "score_old", change->score_old, EXACT_DIGITS);
    at_put_ratio(json, "score_new", change->score_new, EXACT_DIGITS);
    at_put_hundredths(json, "score_old_2dp", change->hundredths_old);
    at_put_hundredths(json, "score_new_2dp", change->hundredths_new);
    at_put_u64(json, "rank_old", change->rank_old);
    at_put_u64(json, "rank_new", change->rank_new);
    at_put_i64(json, "places", change->places);
    put_parts(json, comparison, change);
    if (comparison->mode == AT_COMPARE_COARSE) {
        at_put_array(json, "values_interval");
        at_json_f64(json, change->values_low);
        at_json_f64(json, change->values_high);
        at_json_end_array(json);
        at_put_bool(json, "values_none", change->values_none);
    }
    at_put_bool(json, "rules_only", at_change_is_rules_only(comparison, change));
    at_put_ratio(json, "new_values_old_rules", change->new_values_old_rules, EXACT_DIGITS);
    put_category_parts(json, comparison, number);
    at_json_end_object(json);
}

static void put_summary(at_json_writer *json, const at_compared *c)
{
    at_put_object(json, "summary");
    at_put_u64(json, "countries", c->comparison.change_count);
    at_put_u64(json, "rises", c->rises);
    at_put_u64(json, "falls", c->falls);
    at_put_u64(json, "rises_rules_only", c->rises_rules_only);
    at_put_u64(json, "falls_rules_only", c->falls_rules_only);
    at_json_end_object(json);
}

static void put_json(at_buffer *out, const at_compared *c, const size_t *order)
{
    at_json_writer json = {.out = out, .pretty = true};
    const at_comparison *comparison = &c->comparison;
    const bool coarse = comparison->mode == AT_COMPARE_COARSE;
    at_json_begin_object(&json);
    at_put_str(&json, "mode", coarse ? AT_STR("coarse") : AT_STR("full"));
    at_put_edition(&json, "old", &c->old_scored->edition);
    at_put_edition(&json, "new", &c->new_scored->edition);
    if (coarse) at_put_str(&json, "statement", at_str_from_cstr(coarse_statement));
    at_put_u64(&json, "matched", comparison->matched);
    at_put_u64(&json, "added", comparison->added);
    at_put_u64(&json, "dropped", comparison->dropped);
    put_matches(&json, c);
    put_unmatched(&json, "added_criteria", c->new_scored, c->match_of_new);
    put_unmatched(&json, "dropped_criteria", c->old_scored, c->match_of_old);
    put_countries_of(&json, "entered", c->new_scored, comparison->entered,
                     comparison->entered_count);
    put_countries_of(&json, "left", c->old_scored, comparison->left, comparison->left_count);
    at_put_u64(&json, "ranks_decided_by_rounding", c->decided_by_rounding);
    put_summary(&json, c);
    at_put_array(&json, "countries");
    for (size_t i = 0; i < comparison->change_count; i++) put_change(&json, c, order[i]);
    at_json_end_array(&json);
    at_json_end_object(&json);
    at_buffer_char(out, '\n');
}

/* "75 criteria are matched (70 by id, 5 by label), 1 was added" */
static void say_matches(at_buffer *out, const at_compared *c)
{
    size_t by[] = {[AT_MATCH_ID] = 0, [AT_MATCH_CROSSWALK] = 0, [AT_MATCH_LABEL] = 0};
    bool several = false;
    for (size_t i = 0; i < c->match_count; i++) by[c->matches[i].by]++;
    at_say_count(out, c->match_count, "criterion is matched (", "criteria are matched (");
    for (size_t i = 0; i < AT_COUNT_OF(by); i++) {
        if (by[i] == 0) continue;
        at_buffer_format(out, "%s%zu by %s", several ? ", " : "", by[i],
                         at_match_by_word((at_match_by)i));
        several = true;
    }
    at_buffer_format(out, "), %zu added, %zu dropped.", c->comparison.added, c->comparison.dropped);
}

static void say_findings(at_buffer *out, const at_compared *c)
{
    at_buffer_add(out, c->old_scored->edition.title);
    at_buffer_literal(out, " to ");
    at_buffer_add(out, c->new_scored->edition.title);
    at_buffer_literal(out, ": ");
    at_say_count(out, c->rises, "country", "countries");
    at_buffer_format(out, " rose and %zu fell in points.", c->falls);
    if (c->falls) {
        at_buffer_format(
            out,
            " Of those that fell, %zu fell by the rules alone: the part of their own values is %s.",
            c->falls_rules_only, c->comparison.mode == AT_COMPARE_COARSE ? "none" : "0");
    }
    if (c->rises_rules_only) {
        at_buffer_format(out, " Of those that rose, %zu rose by the rules alone.",
                         c->rises_rules_only);
    }
    at_buffer_char(out, ' ');
    say_matches(out, c);
    if (c->comparison.entered_count || c->comparison.left_count) {
        at_buffer_format(out, " Countries that entered: %zu, that left: %zu.",
                         c->comparison.entered_count, c->comparison.left_count);
    }
}

static void say_how(at_buffer *out, const at_compared *c)
{
    if (c->comparison.mode == AT_COMPARE_COARSE) {
        at_buffer_literal(
            out,
            "values: what a country's new values changed under the old rules, with the interval "
            "that the rounding of the old edition leaves (none: it holds 0, so the part may be "
            "small or nothing); rules: what the new "
            "rules "
            "changed then. The old edition is known by category only, so this is one path; another "
            "could "
            "share the change out otherwise.");
    } else {
        at_buffer_literal(
            out,
            "own: what the country's own values changed; weights and criteria: what the yardstick "
            "changed (Shapley values: the parts add up to the change).");
    }
    if (c->decided_by_rounding) {
        at_buffer_literal(out, " The place of ");
        at_say_count(out, c->decided_by_rounding, "country", "countries");
        at_buffer_literal(out, " rests on the rounding of totals to two decimals.");
    }
}

static void add_interval(at_table_builder *table, const at_country_change *change)
{
    at_buffer text AT_CLEANUP(at_buffer_free) = {0};
    at_say_signed(&text, change->values_low);
    at_buffer_literal(&text, " to ");
    at_say_signed(&text, change->values_high);
    at_table_add(table, at_buffer_str(&text));
}

static void add_row(at_table_builder *table, const at_compared *c, size_t number)
{
    const at_comparison *comparison = &c->comparison;
    const at_country_change *change = &comparison->changes[number];
    const at_index_country *country = &c->new_scored->edition.index.countries[change->new_country];
    at_buffer moved AT_CLEANUP(at_buffer_free) = {0};
    at_table_add_u64(table, change->rank_new);
    at_table_add_u64(table, change->rank_old);
    if (change->places == 0) {
        at_table_add(table, AT_STR("="));
    } else {
        at_cell_format(table, "%+lld", (long long)change->places);
    }
    at_table_add(table, country->iso2);
    at_table_add(table, country->name);
    at_cell_hundredths(table, change->hundredths_new);
    at_say_signed_hundredths(&moved, change->hundredths_new - change->hundredths_old);
    at_table_add(table, at_buffer_str(&moved));
    if (comparison->mode == AT_COMPARE_COARSE) {
        if (change->values_none) {
            at_table_add(table, AT_STR("none"));
        } else {
            at_cell_signed(table, change->score_part[AT_PART_VALUES]);
        }
        add_interval(table, change);
        at_cell_signed(table, change->score_part[AT_PART_RULES]);
    } else {
        at_cell_signed(table, change->score_part[AT_PART_OWN_VALUES]);
        at_cell_signed(table, change->score_part[AT_PART_WEIGHTS]);
        at_cell_signed(table, change->score_part[AT_PART_CRITERIA]);
    }
}

static at_status put_table(at_buffer *out, at_arena *arena, const at_compared *c,
                           const size_t *order, at_report_style style, at_err *err)
{
    static const at_str coarse[] = {{"place", 5},    {"was", 3},   {"move", 4},   {"iso2", 4},
                                    {"country", 7},  {"score", 5}, {"change", 6}, {"values", 6},
                                    {"interval", 8}, {"rules", 5}};
    static const at_str full[] = {{"place", 5},   {"was", 3},     {"move", 4},   {"iso2", 4},
                                  {"country", 7}, {"score", 5},   {"change", 6}, {"own", 3},
                                  {"weights", 7}, {"criteria", 8}};
    _Static_assert(AT_COUNT_OF(coarse) == AT_COUNT_OF(full), "one alignment for both");
    const bool is_coarse = c->comparison.mode == AT_COMPARE_COARSE;
    at_buffer sentences AT_CLEANUP(at_buffer_free) = {0};
    at_table_builder *table;
    AT_TRY(at_table_builder_new(arena, AT_STR("changes"), is_coarse ? coarse : full,
                                AT_COUNT_OF(coarse), &table, err));
    for (size_t i = 0; i < c->comparison.change_count; i++) add_row(table, c, order[i]);
    say_findings(&sentences, c);
    AT_TRY(at_report_text(out, &sentences, table, is_coarse ? "rrrllrrrRr" : "rrrllrrrrr", style,
                          err));
    at_buffer_clear(&sentences);
    say_how(&sentences, c);
    AT_TRY(at_buffer_status(&sentences, err));
    at_buffer_char(out, '\n');
    at_terminal_paragraph(out, at_buffer_str(&sentences), style.width);
    return at_buffer_status(out, err);
}

at_status at_report_compare(at_buffer *out, const char *old_folder, const char *new_folder,
                            at_report_style style, at_err *err)
{
    at_arena *arena AT_CLEANUP(at_arena_free_ptr) = at_report_arena();
    at_scored old_scored, new_scored;
    at_compared compared;
    const size_t *order;
    if (!arena) return at_fail(err, AT_ENOMEM, "memory is out");
    AT_TRY(at_report_read_scored(arena, old_folder, &old_scored, err));
    AT_TRY(at_report_read_scored(arena, new_folder, &new_scored, err));
    AT_TRY(at_compare_scored(arena, &old_scored, &new_scored, &compared, err));
    AT_TRY(at_changes_by_rank(arena, &compared, &order, err));
    if (!style.json) return put_table(out, arena, &compared, order, style, err);
    put_json(out, &compared, order);
    return at_buffer_status(out, err);
}
