/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/release_index.h"

#include "base/date.h"
#include "base/number.h"
#include "study/release_tables.h"

#include <stdlib.h>

/* In bytewise order of name, as docs/formats.md lists their columns. */
static const at_release_maker makers[] = {
    {{"categories", 10}, "category,criteria,maximum", true, at_fill_categories},
    {{"category_changes", 16}, "iso2,category,values,rules", false, at_fill_category_changes},
    {{"category_scores", 15}, "iso2,category,points", true, at_fill_category_scores},
    {{"cell_changes", 12}, "iso2,criterion,value_old,value_new", false, at_fill_cell_changes},
    {{"cells", 5}, "iso2,criterion,value,standing,points", false, at_fill_cells},
    {{"changes", 7},
     "iso2,country,mode,score_old,score_new,rank_old,rank_new,places,values,rules,values_low,"
     "values_high,values_none,rank_values,rank_rules,rank_entrants,own_values,others_values,"
     "weights,"
     "criteria,rank_own_values,rank_others_values,rank_weights,rank_criteria,new_values_old_rules",
     false,
     at_fill_changes},
    {{"countries", 9},
     "iso2,country,score,low,high,unknown,rank,rank_low,rank_high,rank_5,rank_50,rank_95",
     true,
     at_fill_countries},
    {{"criteria", 8},
     "criterion,category,label,weight,exclusive_group,requires,status,weight_old",
     true,
     at_fill_criteria},
    {{"editions", 8},
     "edition,year,title,criteria,countries,known_by,licence,source",
     true,
     at_fill_editions},
    {{"history", 7}, "iso2,year,rank,score,kind,firm", true, at_fill_history},
    {{"moves", 5}, "iso2,edition,kind", false, at_fill_moves},
    {{"pairs", 5},
     "iso2_a,iso2_b,holds,holds_any,neighbours,share,share_within,epsilon",
     true,
     at_fill_pairs},
    {{"reforms", 7}, "iso2,criterion,with,points,score,rank", false, at_fill_reforms},
    {{"sources", 7}, "iso2,criterion,source,date,note", false, at_fill_sources},
    {{"summary", 7}, "key,value", true, at_fill_summary},
};
_Static_assert(AT_COUNT_OF(makers) <= AT_RELEASE_TABLES_MAX, "room for every table");

enum { COLUMNS_MAX = 32, SETTINGS_COUNT = 4 };
/* A number of the manifest has at most 18 digits (base/big.h). */
static const uint64_t seed_max = 999999999999999999;

static at_status check_request(const at_release_request *request, at_err *err)
{
    at_date date;
    at_err why;
    if (request->folder_count == 0) return at_fail(err, AT_EUSAGE, "name at least one edition");
    if (request->seed > seed_max) {
        return at_fail(err, AT_EUSAGE, "--seed takes a number of at most 18 digits");
    }
    if (request->date.len && at_parse_date(request->date, &date, &why) != AT_OK) {
        return at_fail(err, AT_EUSAGE, "--date: %s", why.text);
    }
    return AT_OK;
}

static at_status read_editions(at_release_making *m, at_err *err)
{
    const size_t count = m->request->folder_count;
    at_study_edition *editions;
    AT_TRY(AT_NEW(m->arena, count, &editions, err));
    for (size_t i = 0; i < count; i++) {
        AT_TRY(at_study_edition_read(m->arena, m->request->folders[i], &editions[i], err));
    }
    return at_history_make(m->arena, editions, count, &m->history, err);
}

static at_status score(at_arena *arena, const at_study_edition *edition, at_scored *out,
                       at_err *err)
{
    out->edition = *edition;
    return at_index_score_edition(arena, &edition->index, &out->scores, err);
}

static at_status score_main(at_release_making *m, at_err *err)
{
    const at_study_edition *edition = m->history.editions[m->history.edition_count - 1].edition;
    AT_TRY(at_report_need_weights(edition, err));
    return score(m->arena, edition, &m->main_scored, err);
}

/* With the latest edition before it that has weights and shares criteria with it. */
static at_status compare_main(at_release_making *m, at_err *err)
{
    if (m->main_scored.edition.known_by != AT_KNOWN_BY_CRITERIA) return AT_OK;
    for (size_t i = m->history.edition_count - 1; i-- > 0;) {
        const at_study_edition *edition = m->history.editions[i].edition;
        if (!edition->index.weighted) continue;
        AT_TRY(score(m->arena, edition, &m->old_scored, err));
        const at_status status =
            at_compare_scored(m->arena, &m->old_scored, &m->main_scored, &m->changes, err);
        if (status == AT_EINPUT) continue;
        if (status != AT_OK) return status;
        m->compared = true;
        return at_changes_by_rank(m->arena, &m->changes, &m->changes_by_rank, err);
    }
    return AT_OK;
}

static at_status weigh(at_release_making *m, at_err *err)
{
    const at_release_request *q = m->request;
    at_index_items items;
    AT_TRY(at_index_make_items(m->arena, &m->main_scored.edition.index, q->level, &items, err));
    AT_TRY(at_index_robust(m->arena, &items, &m->main_scored.scores, q->within, q->seed, q->draws,
                           q->pool, q->progress, &m->robust, err));
    if (q->draws == 0) return AT_OK;
    AT_TRY(at_index_draws(m->arena, &items, AT_DRAW_BOX, q->within, q->seed, q->draws, q->pool,
                          q->progress, &m->draws, err));
    m->drawn = true;
    return AT_OK;
}

static at_status make_table(at_release_making *m, const at_release_maker *maker, at_err *err)
{
    at_str columns[COLUMNS_MAX], rest = at_str_from_cstr(maker->columns);
    size_t count = 0;
    at_table_builder *builder;
    at_release_table *table = &m->tables[m->table_count];
    while (count < COLUMNS_MAX && at_str_split(&rest, ',', &columns[count])) count++;
    AT_TRY(at_table_builder_new(m->arena, maker->name, columns, count, &builder, err));
    AT_TRY(maker->fill(m, builder, err));
    AT_TRY(at_table_builder_done(builder, table, err));
    if (table->row_count || maker->always) m->table_count++;
    return AT_OK;
}

static int by_edition_then_path(const void *left, const void *right)
{
    const at_release_file *a = left, *b = right;
    const int order = at_str_compare(a->edition, b->edition);
    return order ? order : at_str_compare(a->path, b->path);
}

static at_status list_inputs(const at_release_making *m, at_release *out, at_err *err)
{
    at_release_file *inputs;
    size_t count = 0;
    AT_TRY(AT_NEW(m->arena, m->history.edition_count * AT_EDITION_TABLES, &inputs, err));
    for (size_t i = 0; i < m->history.edition_count; i++) {
        const at_study_edition *edition = m->history.editions[i].edition;
        for (size_t k = 0; k < edition->file_count; k++) inputs[count++] = edition->files[k];
    }
    qsort(inputs, count, sizeof *inputs, by_edition_then_path);
    out->inputs = inputs;
    out->input_count = count;
    return AT_OK;
}

/* --date, or the latest date of an edition or a source, or the latest year. */
static at_status find_date(const at_release_making *m, at_str *out, at_err *err)
{
    at_buffer text AT_CLEANUP(at_buffer_free) = {0};
    at_date latest = {0};
    if (m->request->date.len) return at_arena_copy(m->arena, m->request->date, out, err);
    for (size_t i = 0; i < m->history.edition_count; i++) {
        const at_study_edition *edition = m->history.editions[i].edition;
        const at_date year = {.year = (uint16_t)edition->year};
        if (at_date_compare(year, latest) > 0) latest = year;
        if (at_date_compare(edition->date, latest) > 0) latest = edition->date;
        for (size_t k = 0; k < edition->source_count; k++) {
            const at_date date = edition->sources[k].date;
            if (at_date_compare(date, latest) > 0) latest = date;
        }
    }
    at_buffer_date(&text, latest);
    AT_TRY(at_buffer_status(&text, err));
    return at_arena_copy(m->arena, at_buffer_str(&text), out, err);
}

static at_status list_settings(const at_release_making *m, at_release *out, at_err *err)
{
    const at_release_request *q = m->request;
    at_buffer within AT_CLEANUP(at_buffer_free) = {0};
    at_release_setting *settings;
    AT_TRY(AT_NEW(m->arena, SETTINGS_COUNT, &settings, err));
    at_buffer_fraction(&within, q->within);
    AT_TRY(at_buffer_status(&within, err));
    settings[0].key = AT_STR("within");
    AT_TRY(at_arena_copy(m->arena, at_buffer_str(&within), &settings[0].value, err));
    settings[1].key = AT_STR("level");
    settings[1].value = q->level == AT_INDEX_CATEGORIES ? AT_STR("category") : AT_STR("criteria");
    settings[2] = (at_release_setting){.key = AT_STR("draws"), .number = true};
    AT_TRY(at_arena_format(m->arena, &settings[2].value, err, "%zu", q->draws));
    settings[3] = (at_release_setting){.key = AT_STR("seed"), .number = true};
    AT_TRY(at_arena_format(m->arena, &settings[3].value, err, "%llu", (unsigned long long)q->seed));
    out->settings = settings;
    out->setting_count = SETTINGS_COUNT;
    return AT_OK;
}

static at_status assemble(const at_release_making *m, at_release *out, at_err *err)
{
    const at_study_edition *edition = &m->main_scored.edition;
    at_release release = {.title = edition->title,
                          .edition = edition->index.name,
                          .year = edition->year,
                          .compared_with =
                              m->compared ? m->old_scored.edition.index.name : (at_str){0},
                          .tables = m->tables,
                          .table_count = m->table_count};
    AT_TRY(at_arena_copy(m->arena, m->request->program, &release.program, err));
    AT_TRY(find_date(m, &release.date, err));
    AT_TRY(list_settings(m, &release, err));
    AT_TRY(list_inputs(m, &release, err));
    *out = release;
    return AT_OK;
}

at_status at_study_release_index(at_arena *arena, const at_release_request *request,
                                 at_release *out, at_err *err)
{
    at_release_making *m;
    AT_TRY(check_request(request, err));
    AT_TRY(AT_NEW(arena, 1, &m, err)); /* the scores that comparisons point to lie in it */
    m->arena = arena;
    m->request = request;
    AT_TRY(read_editions(m, err));
    AT_TRY(score_main(m, err));
    AT_TRY(compare_main(m, err));
    AT_TRY(weigh(m, err));
    AT_TRY(AT_NEW(arena, AT_RELEASE_TABLES_MAX, &m->tables, err));
    for (size_t i = 0; i < AT_COUNT_OF(makers); i++) AT_TRY(make_table(m, &makers[i], err));
    return assemble(m, out, err);
}
