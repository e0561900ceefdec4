/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The six files of an edition folder in one input, parted by lines of three hyphens:
 * criteria.csv, values.csv, categories.csv, sources.csv, published.csv, edition.ini; what is
 * empty is not there. What is accepted is scored. */
#include "fuzz.h"
#include "index/score.h"
#include "study/edition.h"

enum { MAX_CELLS = 20000 };
static const size_t arena_limit = (size_t)256 << 20;

static at_str next_part(at_str *rest)
{
    static const at_str rule = {"\n---\n", 5};
    size_t at;
    at_str part = *rest;
    if (at_str_find(*rest, rule, &at)) {
        part = at_str_slice(*rest, 0, at + 1);
        *rest = at_str_slice(*rest, at + rule.len, rest->len);
    } else {
        *rest = (at_str){0};
    }
    return part;
}

static bool check_findings(const at_finding *findings, size_t count)
{
    bool fatal = false;
    for (size_t i = 0; i < count; i++) {
        size_t bad;
        fatal |= findings[i].fatal;
        fuzz_require(findings[i].message.len > 0 && findings[i].file.len > 0);
        fuzz_require(at_str_is_utf8(findings[i].message, &bad));
    }
    return fatal;
}

static void check_tables(const at_study_edition *edition)
{
    const at_index_edition *index = &edition->index;
    fuzz_require(index->country_count > 0 && index->criterion_count > 0);
    fuzz_require(at_index_edition_check(index, NULL) == AT_OK);
    for (size_t i = 1; i < index->country_count; i++) {
        fuzz_require(at_str_compare(index->countries[i - 1].iso2, index->countries[i].iso2) < 0);
    }
    for (size_t i = 1; i < edition->published_count; i++) {
        fuzz_require(at_str_compare(edition->published[i - 1].iso2, edition->published[i].iso2) <
                     0);
    }
    for (size_t i = 0; i < edition->published_count; i++) {
        fuzz_require(edition->published[i].rank > 0);
    }
}

static void check_scores(at_arena *arena, const at_index_edition *index)
{
    at_index_scores scores;
    if (!index->weighted || index->country_count * index->criterion_count > MAX_CELLS ||
        at_index_score_edition(arena, index, &scores, NULL) != AT_OK) {
        return; /* so many digits that points do not fit */
    }
    for (size_t i = 0; i < index->country_count; i++) {
        const at_index_score *score = &scores.countries[i];
        fuzz_require(score->rank >= 1 && score->rank <= index->country_count);
        fuzz_require(score->rank_low <= score->rank && score->rank <= score->rank_high);
        fuzz_require(at_ratio_compare(score->low, score->total) <= 0);
        fuzz_require(at_ratio_compare(score->total, score->high) <= 0);
        fuzz_require(at_ratio_compare(score->high, scores.attainable) <= 0);
        fuzz_require(score->unknown > 0 || at_ratio_compare(score->low, score->high) == 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    at_arena *arena = at_arena_new(arena_limit);
    at_str rest = {(const char *)data, size};
    at_edition_file files[AT_EDITION_TABLES];
    at_study_edition edition;
    const at_finding *findings;
    size_t count = 0, finding_count;
    if (!arena) return 0;
    for (int table = 0; table < AT_EDITION_TABLES; table++) {
        const at_str part = next_part(&rest);
        if (part.len == 0) continue;
        files[count++] = (at_edition_file){
            at_str_from_cstr(at_edition_table_name((at_edition_table)table)), at_str_bytes(part)};
    }
    if (at_edition_parse(arena, "folder", AT_STR("2025"), files, count, AT_EDITION_CHECK, &edition,
                         &findings, &finding_count, NULL) == AT_OK &&
        !check_findings(findings, finding_count)) {
        check_tables(&edition);
        check_scores(arena, &edition.index);
    }
    at_arena_free(arena);
    return 0;
}
