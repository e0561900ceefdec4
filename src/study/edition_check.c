/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/edition_check.h"

#include "base/number.h"
#include "index/score.h"
#include "study/edition_reading.h"

static const size_t files_limit = (size_t)8 << 30;

static at_ratio rounded(at_ratio value, unsigned digits)
{
    return at_ratio_make(at_ratio_rounded(value, digits), at_big_pow10(digits));
}

/* With cells unknown there is a range of scores, and a published one may lie anywhere in it. */
static bool agrees(const at_index_score *computed, const at_published *published)
{
    const at_ratio score = at_fraction_ratio(published->score);
    const unsigned digits = published->decimals;
    return at_ratio_compare(score, rounded(computed->low, digits)) >= 0 &&
           at_ratio_compare(score, rounded(computed->high, digits)) <= 0;
}

static at_status check_score(at_reading *reading, const at_published *p,
                             const at_index_score *computed, at_err *err)
{
    at_buffer text AT_CLEANUP(at_buffer_free) = {0};
    if (p->score.den == 0 || agrees(computed, p)) return AT_OK;
    at_buffer_format(&text, "published score of %s is ", at_quote(p->iso2).text);
    at_buffer_ratio(&text, at_fraction_ratio(p->score), p->decimals);
    if (computed->unknown) {
        at_buffer_literal(&text, ", computed (with its unknown cells) ");
        at_buffer_ratio(&text, computed->low, 2);
        at_buffer_literal(&text, " to ");
        at_buffer_ratio(&text, computed->high, 2);
    } else {
        at_buffer_literal(&text, ", computed ");
        at_buffer_ratio(&text, computed->total, p->decimals > 2 ? p->decimals : 2);
    }
    AT_TRY(at_buffer_status(&text, err));
    at_reading_note(reading, AT_EDITION_PUBLISHED, p->row, reading->edition->published_score_column,
                    "%.*s: a value, a weight or a rule is not what the publisher used",
                    AT_STR_ARG(at_buffer_str(&text)));
    return AT_OK;
}

static void check_rank(at_reading *reading, const at_published *p, const at_index_score *computed)
{
    if (p->rank >= computed->rank_low && p->rank <= computed->rank_high) return;
    at_reading_note(reading, AT_EDITION_PUBLISHED, p->row, reading->edition->published_rank_column,
                    "published rank of %s is %u, computed %u", at_quote(p->iso2).text, p->rank,
                    computed->rank);
}

/* Both lists are by iso2. Ranks that were scraped are dense ones, and held against nothing. */
at_status at_reading_scores(at_reading *reading, at_err *err)
{
    const at_study_edition *edition = reading->edition;
    const at_index_edition *index = &edition->index;
    at_index_scores scores;
    size_t country = 0;
    if (reading->fatal || !index->weighted || edition->published_count == 0) return AT_OK;
    AT_TRY(at_index_score_edition(reading->scratch, index, &scores, err));
    for (size_t i = 0; i < edition->published_count; i++) {
        const at_published *p = &edition->published[i];
        while (country < index->country_count &&
               at_str_compare(index->countries[country].iso2, p->iso2) < 0) {
            country++;
        }
        if (country == index->country_count) break;
        if (!p->firm || !at_str_equal(index->countries[country].iso2, p->iso2)) continue;
        AT_TRY(check_score(reading, p, &scores.countries[country], err));
        check_rank(reading, p, &scores.countries[country]);
    }
    return AT_OK;
}

at_status at_study_edition_check(at_arena *arena, const char *folder, const at_finding **findings,
                                 size_t *count, at_err *err)
{
    at_arena *scratch AT_CLEANUP(at_arena_free_ptr) = at_arena_new(files_limit);
    const at_edition_file *files;
    at_study_edition edition;
    at_str name;
    size_t file_count;
    if (!scratch) return at_fail(err, AT_ENOMEM, "memory is out");
    AT_TRY(at_edition_load(scratch, folder, &name, &files, &file_count, err));
    return at_edition_parse(arena, folder, name, files, file_count, AT_EDITION_CHECK, &edition,
                            findings, count, err);
}
