/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish_case.h"

#include <stdlib.h>
#include <string.h>

#include "file/csv.h"

static const char *const always[][2] = {
    {"categories", "category,criteria,maximum\nFamily,2,60\nAsylum,2,40\n"},
    {"category_scores",
     "iso2,category,points\nMT,Family,60\nMT,Asylum,40\nBE,Family,40\nBE,Asylum,40\n"
     "LV,Family,20\nLV,Asylum,35\nCA,Family,0\nCA,Asylum,10\n"},
    {"cells", "iso2,criterion,value,standing,points\n"
              "MT,F1,1,met,40\nMT,F2,1,met,20\nMT,A1,1,met,30\nMT,A2,1,met,10\n"
              "BE,F1,1,met,40\nBE,F2,0,unmet,0\nBE,A1,1,met,30\nBE,A2,1,met,10\n"
              "LV,F1,0,unmet,0\nLV,F2,1,met,20\nLV,A1,1,met,30\nLV,A2,,unknown,0\n"
              "CA,F1,0,unmet,0\nCA,F2,1,no-effect,0\nCA,A1,0.333333,partly,10\nCA,A2,0,unmet,0\n"},
    {"countries",
     "iso2,country,score,low,high,unknown,rank,rank_low,rank_high,rank_5,rank_50,rank_95\n"
     "MT,Malta,100,100,100,0,1,1,1,1,1,1\nBE,Belgium,80,80,80,0,2,2,2,2,2,2\n"
     "LV,Latvia,55,50,60,1,3,3,4,3,3,4\nCA,Canada,10,10,10,0,4,3,4,3,4,4\n"},
    {"criteria", "criterion,category,label,weight,exclusive_group,requires,status,weight_old\n"
                 "F1,Family,Marriage,40,,,,\nF2,Family,Joint adoption,20,,F1,,\n"
                 "A1,Asylum,Law on asylum,30,,,,\nA2,Asylum,Asylum in practice,10,,,,\n"},
    {"editions", "edition,year,title,criteria,countries,known_by,licence,source\n"
                 "2031,2031,North index 2031,4,4,criteria,CC BY 4.0,A monitor\n"},
    {"history", "iso2,year,rank,score,kind,firm\n"
                "MT,2029,1,,rank scraped,no\nMT,2030,2,75,derived,yes\nMT,2031,1,100,,yes\n"
                "BE,2030,1,80,computed,yes\nBE,2031,2,80,computed,yes\n"
                "LV,2030,3,42.5,,yes\nLV,2031,3,55,computed,yes\nCA,2031,4,10,computed,yes\n"},
    {"pairs", "iso2_a,iso2_b,holds,holds_any,neighbours,share,share_within,epsilon\n"
              "MT,BE,yes,yes,yes,1,1,1\nMT,LV,yes,yes,no,1,1,1\nMT,CA,yes,yes,no,1,1,1\n"
              "BE,LV,yes,no,yes,0.9,1,0.4\nBE,CA,yes,yes,no,1,1,1\nLV,CA,no,no,yes,0.95,1,0.6\n"},
    {"reforms",
     "iso2,criterion,with,points,score,rank\n"
     "BE,F2,,20,100,1\nLV,F1,,40,95,2\nCA,F2,F1,60,70,3\nCA,F1,,40,50,4\nCA,A2,,10,20,4\n"},
    {"summary", "key,value\ncountries,4\ncriteria,4\nattainable,100\npairs,6\npairs_hold,5\n"
                "pairs_hold_any_weights,4\nneighbours,3\nneighbours_hold,2\n"
                "ranks_decided_by_rounding,0\n"},
};

static const char changes_head[] =
    "iso2,country,mode,score_old,score_new,rank_old,rank_new,places,values,rules,values_low,"
    "values_high,values_none,rank_values,rank_rules,rank_entrants,own_values,others_values,weights,"
    "criteria,rank_own_values,rank_others_values,rank_weights,rank_criteria,new_values_old_rules\n";

static at_release_table parsed(const char *name, const char *text)
{
    at_csv_table csv;
    at_err err = {0};
    at_str *cells;
    assert_ok(
        at_csv_parse(test_arena(), name, at_str_bytes(at_str_from_cstr(text)), NULL, &csv, &err),
        &err);
    assert_ok(AT_NEW(test_arena(), csv.rows * csv.columns, &cells, &err), &err);
    if (csv.rows) memcpy(cells, csv.cells, csv.rows * csv.columns * sizeof *cells);
    return (at_release_table){at_str_from_cstr(name), csv.header, csv.columns, csv.rows, cells};
}

static int by_name(const void *a, const void *b)
{
    return at_str_compare(((const at_release_table *)a)->name, ((const at_release_table *)b)->name);
}

/* The tables of a release are constant to all but us. */
static at_release_table *tables_of(at_release *release)
{
    union {
        const at_release_table *given;
        at_release_table *ours;
    } tables = {.given = release->tables};
    return tables.ours;
}

static void add_table(at_release *release, const char *name, const char *text)
{
    at_release_table *tables;
    at_err err = {0};
    assert_ok(AT_NEW(test_arena(), release->table_count + 1, &tables, &err), &err);
    if (release->table_count) {
        memcpy(tables, release->tables, release->table_count * sizeof *tables);
    }
    tables[release->table_count++] = parsed(name, text);
    qsort(tables, release->table_count, sizeof *tables, by_name);
    release->tables = tables;
}

static void add_row(at_release *release, const char *name, const char *const *cells)
{
    at_release_table *table = table_in(release, name);
    const size_t columns = table->column_count, count = table->row_count * columns;
    at_str *all;
    at_err err = {0};
    assert_ok(AT_NEW(test_arena(), count + columns, &all, &err), &err);
    if (count) memcpy(all, table->cells, count * sizeof *all);
    for (size_t i = 0; i < columns; i++) all[count + i] = at_str_from_cstr(cells[i]);
    table->cells = all;
    table->row_count++;
}

at_release *plain_release(void)
{
    static const at_release_setting settings[] = {{{"within", 6}, {"25", 2}, false},
                                                  {{"level", 5}, {"category", 8}, false},
                                                  {{"draws", 5}, {"20000", 5}, true},
                                                  {{"seed", 4}, {"1", 1}, true}};
    static const at_release_file input = {
        {"2031", 4},
        {"values.csv", 10},
        3,
        {"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", 64}};
    at_release *release;
    at_err err = {0};
    assert_ok(AT_NEW(test_arena(), 1, &release, &err), &err);
    *release = (at_release){.program = AT_STR("attest 9.8.7"),
                            .title = AT_STR("North index 2031"),
                            .edition = AT_STR("2031"),
                            .date = AT_STR("2031-05-14"),
                            .year = 2031,
                            .settings = settings,
                            .setting_count = AT_COUNT_OF(settings),
                            .inputs = &input,
                            .input_count = 1};
    for (size_t i = 0; i < AT_COUNT_OF(always); i++) add_table(release, always[i][0], always[i][1]);
    return release;
}

static at_release *compared_release(const char *rows)
{
    static const char *const counts[][2] = {
        {"rises", "2"}, {"falls", "0"}, {"falls_rules_only", "0"}, {"rises_rules_only", "1"}};
    at_release *release = plain_release();
    at_release_table *criteria = table_in(release, "criteria");
    release->compared_with = AT_STR("2030");
    add_table(release, "changes", test_format("%s%s", changes_head, rows));
    add_table(release, "moves", "iso2,edition,kind\nCA,2031,entered\nSE,2030,left\n");
    for (size_t i = 0; i < AT_COUNT_OF(counts); i++) add_row(release, "summary", counts[i]);
    for (size_t row = 0; row < criteria->row_count; row++) {
        set_cell(release, "criteria", row, "status", row == 3 ? "added" : "kept");
        if (row < 3) set_cell(release, "criteria", row, "weight_old", "30");
    }
    static const char *const dropped[] = {"E9", "Equality", "Housing", "", "", "", "dropped", "10"};
    add_row(release, "criteria", dropped);
    return release;
}

at_release *full_release(void)
{
    at_release *release =
        compared_release("MT,Malta,full,75,100,2,1,1,0,25,,,,0,1,0,0,0,5,20,0,0,0,1,75\n"
                         "BE,Belgium,full,80,80,1,2,-1,0,0,,,,0,-1,0,0,0,2,-2,0,0,0,-1,80\n"
                         "LV,Latvia,full,42.5,55,3,3,0,10,2.5,,,,0,0,0,10,0,1,1.5,0,0,0,0,52.5\n");
    add_table(release, "category_changes",
              "iso2,category,values,rules\nMT,Family,0,20\nMT,Asylum,0,5\nBE,Family,0,-2\n"
              "BE,Asylum,0,2\nLV,Family,10,0\nLV,Asylum,0,2.5\n");
    add_table(release, "cell_changes",
              "iso2,criterion,value_old,value_new\nLV,F2,0.3125,1\n"
              "LV,A2,1,\n");
    add_table(release, "sources",
              "iso2,criterion,source,date,note\n"
              "LV,F2,\"Civil code, article 35\",2031-01-14,in force\n"
              "LV,F2,Gazette 12,,\n");
    return release;
}

at_release *coarse_release(void)
{
    return compared_release(
        "MT,Malta,coarse,75,100,2,1,1,20,5,19.9,20.1,no,1,0,0,,,,,,,,,95\n"
        "BE,Belgium,coarse,80,80,1,2,-1,0.01,-0.01,-0.05,0.07,yes,0,-1,0,,,,,,,,,80.01\n"
        "LV,Latvia,coarse,42.5,55,3,3,0,0,12.5,-0.05,0.05,yes,0,0,0,,,,,,,,,42.5\n");
}

at_release_table *table_in(at_release *release, const char *name)
{
    for (size_t i = 0; i < release->table_count; i++) {
        if (at_str_equal(release->tables[i].name, at_str_from_cstr(name))) {
            return &tables_of(release)[i];
        }
    }
    fail_msg("no table %s", name);
    return NULL;
}

void drop_table(at_release *release, const char *name)
{
    at_release_table *table = table_in(release, name), *tables = tables_of(release);
    const size_t after = release->table_count - 1 - (size_t)(table - tables);
    memmove(table, table + 1, after * sizeof *table);
    release->table_count--;
}

static size_t column_of(const at_release_table *table, const char *column)
{
    const size_t i = at_release_column(table, at_str_from_cstr(column));
    if (i == SIZE_MAX) fail_msg("no column %s", column);
    return i;
}

void drop_column(at_release *release, const char *table, const char *column)
{
    at_release_table *t = table_in(release, table);
    at_str *columns;
    at_err err = {0};
    assert_ok(AT_NEW(test_arena(), t->column_count, &columns, &err), &err);
    memcpy(columns, t->columns, t->column_count * sizeof *columns);
    columns[column_of(t, column)] = AT_STR("something_else");
    t->columns = columns;
}

void cut_table(at_release *release, const char *table, size_t row)
{
    table_in(release, table)->row_count = row;
}

static at_str *cells_of(at_release_table *table)
{
    union {
        const at_str *given;
        at_str *ours;
    } cells = {.given = table->cells};
    return cells.ours;
}

void set_cell(at_release *release, const char *table, size_t row, const char *column,
              const char *value)
{
    at_release_table *t = table_in(release, table);
    if (row >= t->row_count) fail_msg("%s has no row %zu", table, row);
    cells_of(t)[row * t->column_count + column_of(t, column)] = at_str_from_cstr(value);
}

void set_of(at_release *release, const char *table, const char *key, const char *column,
            const char *value)
{
    const at_release_table *t = table_in(release, table);
    size_t count = 0;
    for (size_t row = 0; row < t->row_count; row++) {
        if (!at_str_equal(t->cells[row * t->column_count], at_str_from_cstr(key))) continue;
        set_cell(release, table, row, column, value);
        count++;
    }
    if (count == 0) fail_msg("%s has no row of %s", table, key);
}

static bool is_one_of(at_str iso2, const at_release_table *countries)
{
    for (size_t i = 0; i < countries->row_count; i++) {
        if (at_str_equal(countries->cells[i * countries->column_count], iso2)) return true;
    }
    return false;
}

void keep_countries(at_release *release, size_t count)
{
    const at_release_table *countries = table_in(release, "countries");
    cut_table(release, "countries", count);
    for (size_t i = 0; i < release->table_count; i++) {
        at_release_table *table = &tables_of(release)[i];
        const size_t columns = table->column_count;
        const bool pairs = at_str_equal(table->name, AT_STR("pairs"));
        size_t kept = 0;
        if (!at_str_starts(table->columns[0], AT_STR("iso2"))) continue;
        for (size_t row = 0; row < table->row_count; row++) {
            const at_str *cells = &table->cells[row * columns];
            if (!is_one_of(cells[0], countries) || (pairs && !is_one_of(cells[1], countries)))
                continue;
            memmove(cells_of(table) + kept++ * columns, cells, columns * sizeof *cells);
        }
        table->row_count = kept;
    }
}

const at_site_figures *figures_of(const at_release *release)
{
    const at_site_figures *figures;
    at_err err = {0};
    assert_ok(at_site_figures_read(test_arena(), release, &figures, &err), &err);
    return figures;
}

const char *findings_of(const at_release *release)
{
    const at_str *findings;
    size_t count;
    at_err err = {0};
    const char *all = "";
    assert_ok(at_site_findings(test_arena(), figures_of(release), &findings, &count, &err), &err);
    for (size_t i = 0; i < count; i++) all = test_format("%s%.*s\n", all, AT_STR_ARG(findings[i]));
    return all;
}

static at_pool *pool;

static void free_pool(void)
{
    at_pool_free(pool);
}

at_pool *test_pool(void)
{
    at_err err = {0};
    if (!pool) {
        assert_ok(at_pool_new(2, &pool, &err), &err);
        if (atexit(free_pool) != 0) fail_msg("no memory");
    }
    return pool;
}

made_site site_of(const at_release *release)
{
    made_site site;
    at_err err = {0};
    assert_ok(at_site_make(test_arena(), release, AT_SITE_PAGES, test_pool(), NULL, &site.files,
                           &site.count, &err),
              &err);
    return site;
}

at_str file_in(made_site site, const char *path)
{
    for (size_t i = 0; i < site.count; i++) {
        if (at_str_equal(site.files[i].path, at_str_from_cstr(path))) {
            return at_bytes_str(site.files[i].bytes);
        }
    }
    fail_msg("the site has no %s", path);
    return (at_str){0};
}

static const struct {
    at_str entity;
    char stands_for;
} entities[] = {{{"&amp;", 5}, '&'},
                {{"&lt;", 4}, '<'},
                {{"&gt;", 4}, '>'},
                {{"&quot;", 6}, '"'},
                {{"&#39;", 5}, '\''}};

static size_t entity_at(at_str text, char *out)
{
    for (size_t i = 0; i < AT_COUNT_OF(entities); i++) {
        if (!at_str_starts(text, entities[i].entity)) continue;
        *out = entities[i].stands_for;
        return entities[i].entity.len;
    }
    return 0;
}

const char *words_of(made_site site, const char *path)
{
    at_str page = file_in(site, path), words;
    size_t from = 0, to = 0;
    at_buffer text AT_CLEANUP(at_buffer_free) = {0};
    at_err err = {0};
    bool in_tag = false;
    if (!at_str_find(page, AT_STR("<main"), &from) || !at_str_find(page, AT_STR("</main>"), &to)) {
        fail_msg("%s has no main part", path);
    }
    for (size_t i = from; i < to; i++) {
        char c = page.ptr[i];
        if (c == '<') in_tag = true;
        if (in_tag) {
            if (c == '>') {
                in_tag = false;
                c = ' ';
            } else {
                continue;
            }
        } else {
            const size_t length = entity_at(at_str_slice(page, i, to), &c);
            if (length) i += length - 1;
        }
        if (c == '\n') c = ' ';
        if (c == ' ' && text.len && text.ptr[text.len - 1] == ' ') continue;
        at_buffer_char(&text, c);
    }
    assert_ok(at_arena_copy(test_arena(), at_buffer_str(&text), &words, &err), &err);
    return test_format("%.*s", AT_STR_ARG(words));
}
