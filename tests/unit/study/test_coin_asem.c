/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every deterministic file and column of COINr's ASEM example, recomputed from iData.csv, iMeta.csv and recipe.ini and
 * taken from the JSON documents that attest prints, to 1e-9. What is not compared is named in INPUTS and NOT_COMPARED,
 * and nothing else may be left out: a file or column that no table here knows fails the test. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "file/csv.h"
#include "file/json.h"
#include "study/coin.h"
#include "support.h"

#define FOLDER "tests/vectors/asem/"

/* What attest reads; nothing of it is computed. The parameter files are also held against the log of replicates. */
static const char *const INPUTS[] = {"README.md",         "iData.csv",     "iMeta.csv",
                                     "recipe.ini",        "ua_params.csv", "sa_params.csv",
                                     "ua_weight_sets.csv"};

/* Bootstrap quantiles come from R's random numbers; fracmax is Inf, a fault of COINr's (README.md). */
static const struct {
    const char *file, *column;
} NOT_COMPARED[] = {
    {"sa_indices.csv", "Si_q5"},
    {"sa_indices.csv", "Si_q95"},
    {"sa_indices.csv", "STi_q5"},
    {"sa_indices.csv", "STi_q95"},
    {"variants_index.csv", "fracmax.a_amean"},
};

/* --- the documents --- */

static const at_json_value *document(at_study_coin_options options)
{
    at_err err = {0};
    at_pool *pool;
    at_study_coin study;
    at_buffer text = {0};
    const at_json_value *value;
    options.idata = test_source(FOLDER "iData.csv");
    options.imeta = test_source(FOLDER "iMeta.csv");
    options.recipe = test_source(FOLDER "recipe.ini");
    options.seed = 1;
    assert_ok(at_pool_new(2, &pool, &err), &err);
    assert_ok(at_study_coin_run(test_arena(), &options, pool, NULL, &study, &err), &err);
    assert_ok(at_study_coin_json(&study, pool, &text, &err), &err);
    at_pool_free(pool);
    at_str copy;
    assert_ok(at_arena_copy(test_arena(), at_buffer_str(&text), &copy, &err), &err);
    at_buffer_free(&text);
    assert_ok(
        at_json_parse(test_arena(), "document", at_str_bytes(copy), (size_t)1 << 30, &value, &err),
        &err);
    return value;
}

static struct {
    const at_json_value *plain, *uncertainty, *sensitivity, *variants;
} documents;

/* variants_index.csv calls its columns by what was chosen. */
static const char VARIANTS[] = "rep,normalisation,aggregation\n"
                               "minmax1_100.a_amean,\"minmax(1,100)\",a_amean\n"
                               "zscore10_2.a_amean,\"zscore(10,2)\",a_amean\n"
                               "minmax1_100.a_gmean,\"minmax(1,100)\",a_gmean\n"
                               "zscore10_2.a_gmean,\"zscore(10,2)\",a_gmean\n"
                               "minmax1_100.a_hmean,\"minmax(1,100)\",a_hmean\n"
                               "zscore10_2.a_hmean,\"zscore(10,2)\",a_hmean\n"
                               "rank.a_amean,rank,a_amean\n"
                               "borda.a_amean,borda,a_amean\n"
                               "prank.a_amean,prank,a_amean\n"
                               "dist2max.a_amean,dist2max,a_amean\n"
                               "scaled0_100.a_amean,\"scaled(0,100)\",a_amean\n"
                               "minmax0_100.copeland_equal,\"minmax(0,100)\",a_copeland\n";

static int make_documents(void **state)
{
    (void)state;
    const char *sets = test_source(FOLDER "ua_weight_sets.csv");
    const char *variants = test_format("%s/variants.csv", test_temp_dir());
    test_write_file(variants, at_str_from_cstr(VARIANTS));
    documents.plain = document(
        (at_study_coin_options){.stages = true, .statistics = true, .leave_one_out = true});
    documents.uncertainty = document((at_study_coin_options){
        .params = test_source(FOLDER "ua_params.csv"), .weight_sets = sets});
    documents.sensitivity = document((at_study_coin_options){
        .params = test_source(FOLDER "sa_params.csv"), .weight_sets = sets});
    documents.variants = document((at_study_coin_options){.params = variants});
    return 0;
}

static const at_json_value *member(const at_json_value *object, const char *key)
{
    const at_json_value *found = at_json_get(object, at_str_from_cstr(key));
    if (!found) fail_msg("the document has no \"%s\"", key);
    return found;
}

/* The object of the array whose member `key` is that text. */
static const at_json_value *where(const at_json_value *array, const char *key, at_str text)
{
    for (size_t i = 0; i < array->count; i++) {
        if (at_str_equal(member(&array->items[i], key)->string, text)) return &array->items[i];
    }
    fail_msg("nothing has \"%s\": \"%.*s\"", key, AT_STR_ARG(text));
    return NULL;
}

/* --- comparing --- */

/* What attest says for one cell; NULL is refused as a column that is not known. */
typedef const at_json_value *(*finder)(const at_csv_table *table, size_t row, size_t column);

static bool is_left_out(const char *file, at_str column)
{
    for (size_t i = 0; i < AT_COUNT_OF(NOT_COMPARED); i++) {
        if (strcmp(file, NOT_COMPARED[i].file) == 0 &&
            at_str_equal(column, at_str_from_cstr(NOT_COMPARED[i].column))) {
            return true;
        }
    }
    return false;
}

static bool cell_agrees(at_str cell, const at_json_value *ours)
{
    double expected;
    if (cell.len == 0) return ours->kind == AT_JSON_NULL;
    if (at_str_equal(cell, AT_STR("TRUE"))) return ours->kind == AT_JSON_TRUE;
    if (at_str_equal(cell, AT_STR("FALSE"))) return ours->kind == AT_JSON_FALSE;
    if (ours->kind == AT_JSON_STRING) return at_str_equal(cell, ours->string);
    char text[64];
    assert_true(cell.len < sizeof text);
    memcpy(text, cell.ptr, cell.len);
    text[cell.len] = '\0';
    char *end;
    expected = strtod(text, &end);
    if (*end || end == text) return false;
    if (ours->kind != AT_JSON_REAL && ours->kind != AT_JSON_INTEGER) return false;
    return fabs(ours->real - expected) <= 1e-9 * fmax(1, fabs(expected));
}

static at_csv_table read_table(const char *file)
{
    at_err err = {0};
    at_csv_table table;
    const at_str text = test_read_file(test_source(test_format(FOLDER "%s", file)));
    assert_ok(at_csv_parse(test_arena(), file, at_str_bytes(text), NULL, &table, &err), &err);
    return table;
}

/* The columns before `first` say which row it is. */
static void compare_file(const char *file, size_t first, size_t rows, finder find)
{
    const at_csv_table table = read_table(file);
    size_t compared = 0;
    assert_int_equal(table.rows, rows);
    for (size_t c = first; c < table.columns; c++) {
        if (is_left_out(file, table.header[c])) continue;
        for (size_t r = 0; r < table.rows; r++) {
            const at_json_value *ours = find(&table, r, c);
            const at_str cell = at_csv_cell(&table, r, c);
            if (!ours)
                fail_msg("%s: column \"%.*s\" is unknown", file, AT_STR_ARG(table.header[c]));
            if (cell_agrees(cell, ours)) {
                compared++;
                continue;
            }
            fail_msg("%s, row %zu, column \"%.*s\": reference %.*s, attest %.17g (kind %d)", file,
                     r + 2, AT_STR_ARG(table.header[c]), AT_STR_ARG(cell), ours->real,
                     (int)ours->kind);
        }
    }
    assert_true(compared > 0);
}

/* Their names for things and ours. */
typedef struct pair {
    const char *theirs, *ours;
} pair;

static const at_json_value *by_name(const at_json_value *object, at_str column, const pair *pairs,
                                    size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (at_str_equal(column, at_str_from_cstr(pairs[i].theirs))) {
            return member(object, pairs[i].ours);
        }
    }
    return NULL;
}

static at_str key_of(const at_csv_table *table, size_t row)
{
    return at_csv_cell(table, row, 0);
}

/* --- stages --- */

static const at_json_value *in_stage(const char *stage, const at_csv_table *table, size_t row,
                                     size_t column)
{
    const at_json_value *array = member(member(documents.plain, "stages"), stage);
    return at_json_get(member(where(array, "unit", key_of(table, row)), "values"),
                       table->header[column]);
}

#define STAGE(name)                                                                                \
    static const at_json_value *find_##name(const at_csv_table *table, size_t row, size_t column)  \
    {                                                                                              \
        return in_stage(#name, table, row, column);                                                \
    }
STAGE(raw)
STAGE(denominated)
STAGE(imputed)
STAGE(screened)
STAGE(treated)
STAGE(normalised)
STAGE(aggregated)

static const at_json_value *find_score(const at_csv_table *table, size_t row, size_t column)
{
    return at_json_get(
        member(where(member(documents.plain, "units"), "unit", key_of(table, row)), "scores"),
        table->header[column]);
}

static const at_json_value *find_rank(const at_csv_table *table, size_t row, size_t column)
{
    return at_json_get(
        member(where(member(documents.plain, "units"), "unit", key_of(table, row)), "ranks"),
        table->header[column]);
}

static void every_stage_is_coinrs(void **state)
{
    (void)state;
    compare_file("00_raw.csv", 1, 51, find_raw);
    compare_file("01_denominated.csv", 1, 51, find_denominated);
    compare_file("02_imputed.csv", 1, 51, find_imputed);
    compare_file("03_screened.csv", 1, 51, find_screened);
    compare_file("04_treated.csv", 1, 51, find_treated);
    compare_file("05_normalised.csv", 1, 51, find_normalised);
    compare_file("06_aggregated.csv", 1, 51, find_aggregated);
    compare_file("06_aggregated.csv", 1, 51, find_score);
    compare_file("07_ranks.csv", 1, 51, find_rank);
}

static const at_json_value NOTHING = {.kind = AT_JSON_NULL};

static const at_json_value *find_treatment(const at_csv_table *table, size_t row, size_t column)
{
    static const pair before[] = {{"check_SkewKurt0.Pass", "passes"},
                                  {"check_SkewKurt0.Skew", "skew"},
                                  {"check_SkewKurt0.Kurt", "kurtosis"}};
    static const pair after[] = {{"winsorise.nwin", "points"},
                                 {"check_SkewKurt1.Pass", "passes"},
                                 {"check_SkewKurt1.Skew", "skew"},
                                 {"check_SkewKurt1.Kurt", "kurtosis"}};
    const at_json_value *t =
        where(member(documents.plain, "treatment"), "indicator", key_of(table, row));
    const at_json_value *found = by_name(t, table->header[column], before, AT_COUNT_OF(before));
    if (found) return found;
    const at_json_value *winsorised = at_json_get(t, AT_STR("winsorised"));
    if (!winsorised) {
        /* Not needed: empty in the reference; but the column must be one of these. */
        for (size_t i = 0; i < AT_COUNT_OF(after); i++) {
            if (at_str_equal(table->header[column], at_str_from_cstr(after[i].theirs))) {
                return &NOTHING;
            }
        }
        return NULL;
    }
    return by_name(winsorised, table->header[column], after, AT_COUNT_OF(after));
}

static const at_json_value *find_weight(const at_csv_table *table, size_t row, size_t column)
{
    static const pair names[] = {{"Level", "level"}, {"Weight", "weight"}};
    return by_name(where(member(documents.plain, "weights"), "code", key_of(table, row)),
                   table->header[column], names, AT_COUNT_OF(names));
}

static const at_json_value *find_ancestor(const at_csv_table *table, size_t row, size_t column)
{
    static const char *const levels[] = {"Pillar", "Sub-index", "Index"};
    const at_json_value *path =
        member(where(member(documents.plain, "lineage"), "indicator", key_of(table, row)), "path");
    assert_int_equal(path->count, AT_COUNT_OF(levels));
    for (size_t i = 0; i < AT_COUNT_OF(levels); i++) {
        if (at_str_equal(table->header[column], at_str_from_cstr(levels[i]))) {
            return &path->items[i];
        }
    }
    return NULL;
}

static void treatment_weights_and_lineage_are_coinrs(void **state)
{
    (void)state;
    compare_file("treat_details.csv", 1, 49, find_treatment);
    compare_file("weights_original.csv", 1, 60, find_weight);
    compare_file("lineage.csv", 1, 49, find_ancestor);
}

/* --- statistics --- */

static const at_json_value *find_statistic(const at_csv_table *table, size_t row, size_t column)
{
    static const pair names[] = {
        {"Min", "min"},
        {"Max", "max"},
        {"Mean", "mean"},
        {"Median", "median"},
        {"Std", "sd"},
        {"Skew", "skew"},
        {"Kurt", "kurtosis"},
        {"N.Avail", "n_available"},
        {"N.NonZero", "n_nonzero"},
        {"N.Unique", "n_unique"},
        {"N.Same", "n_same"},
        {"Frc.Avail", "share_available"},
        {"Frc.NonZero", "share_nonzero"},
        {"Frc.Unique", "share_unique"},
        {"Frc.Same", "share_same"},
        {"Flag.Avail", "flag_available"},
        {"Flag.NonZero", "flag_nonzero"},
        {"Flag.Unique", "flag_unique"},
        {"Flag.SkewKurt", "flag_outliers"},
    };
    return by_name(where(member(documents.plain, "statistics"), "indicator", key_of(table, row)),
                   table->header[column], names, AT_COUNT_OF(names));
}

static const at_json_value ONE = {.kind = AT_JSON_INTEGER, .integer = 1, .real = 1};

/* attest prints each pair once, and none of an indicator with itself. */
static const at_json_value *find_correlation(const at_csv_table *table, size_t row, size_t column)
{
    const at_json_value *array = member(documents.plain, "correlations");
    at_str a = at_csv_cell(table, row, 0), b = at_csv_cell(table, row, 1);
    if (!at_str_equal(table->header[column], AT_STR("Correlation"))) return NULL;
    if (at_str_equal(a, b)) return &ONE;
    for (size_t i = 0; i < array->count; i++) {
        const at_str x = member(&array->items[i], "a")->string;
        const at_str y = member(&array->items[i], "b")->string;
        if ((at_str_equal(x, a) && at_str_equal(y, b)) ||
            (at_str_equal(x, b) && at_str_equal(y, a))) {
            return member(&array->items[i], "correlation");
        }
    }
    return NULL;
}

static const at_json_value *find_alpha(const at_csv_table *table, size_t row, size_t column)
{
    static const pair names[] = {{"alpha", "alpha"}};
    return by_name(where(member(documents.plain, "cronbach"), "code", key_of(table, row)),
                   table->header[column], names, AT_COUNT_OF(names));
}

static const at_json_value ZERO = {.kind = AT_JSON_INTEGER};

static const at_json_value *find_left_out(const at_csv_table *table, size_t row, size_t column)
{
    static const pair names[] = {{"mean_abs_rank_diff", "mean_abs_rank_shift"}};
    if (at_str_equal(key_of(table, row), AT_STR("Nominal"))) return &ZERO; /* nothing left out */
    return by_name(where(member(documents.plain, "leave_one_out"), "removed", key_of(table, row)),
                   table->header[column], names, AT_COUNT_OF(names));
}

static void statistics_correlations_alpha_and_leave_one_out_are_coinrs(void **state)
{
    (void)state;
    compare_file("stats_raw.csv", 1, 49, find_statistic);
    compare_file("corr_normalised.csv", 2, 2401, find_correlation);
    compare_file("cronbach.csv", 1, 8, find_alpha);
    compare_file("remove_elements_L1.csv", 1, 50, find_left_out);
}

/* --- replicates --- */

/* Columns are compared one after the other, so the replicate is that of the call before, or another. */
static const at_json_value *score_of(const at_json_value *document, at_str id, at_str unit)
{
    static struct {
        const at_json_value *document, *replicate;
    } last;
    if (last.document != document || !at_str_equal(member(last.replicate, "id")->string, id)) {
        last.document = document;
        last.replicate = where(member(document, "replicates"), "id", id);
    }
    return at_json_get(member(last.replicate, "scores"), unit);
}

static const at_json_value *find_replicate(const at_json_value *document, const at_csv_table *table,
                                           size_t row, size_t column)
{
    const at_str head = table->header[column], unit = key_of(table, row);
    if (at_str_equal(head, AT_STR("Nominal"))) {
        return member(where(member(document, "rank_statistics"), "unit", unit), "score");
    }
    if (!at_str_starts(head, AT_STR("r_"))) return NULL;
    return score_of(document, at_str_slice(head, 2, head.len), unit);
}

static const at_json_value *find_ua_score(const at_csv_table *table, size_t row, size_t column)
{
    return find_replicate(documents.uncertainty, table, row, column);
}

static const at_json_value *find_sa_score(const at_csv_table *table, size_t row, size_t column)
{
    return find_replicate(documents.sensitivity, table, row, column);
}

static const at_json_value *find_rank_statistic(const at_json_value *document,
                                                const at_csv_table *table, size_t row,
                                                size_t column)
{
    static const pair names[] = {{"Nominal", "nominal"}, {"Rank", "nominal"},  {"Score", "score"},
                                 {"Mean", "mean"},       {"Median", "median"}, {"Q5", "q5"},
                                 {"Q95", "q95"}};
    return by_name(where(member(document, "rank_statistics"), "unit", key_of(table, row)),
                   table->header[column], names, AT_COUNT_OF(names));
}

static const at_json_value *find_ua_statistic(const at_csv_table *table, size_t row, size_t column)
{
    return find_rank_statistic(documents.uncertainty, table, row, column);
}

static const at_json_value *find_sa_statistic(const at_csv_table *table, size_t row, size_t column)
{
    return find_rank_statistic(documents.sensitivity, table, row, column);
}

static const at_json_value *find_variant(const at_csv_table *table, size_t row, size_t column)
{
    return score_of(documents.variants, table->header[column], key_of(table, row));
}

static void every_replicate_is_coinrs(void **state)
{
    (void)state;
    compare_file("ua_scores.csv", 1, 51, find_ua_score);
    compare_file("ua_rankstats.csv", 1, 51, find_ua_statistic);
    compare_file("ua_nominal.csv", 1, 51, find_ua_statistic);
    compare_file("sa_scores.csv", 1, 51, find_sa_score);
    compare_file("sa_rankstats.csv", 1, 51, find_sa_statistic);
    compare_file("variants_index.csv", 1, 51, find_variant);
}

static const at_json_value *find_index(const at_csv_table *table, size_t row, size_t column)
{
    static const pair factors[] = {{"Winmax", "winsorise_max"},
                                   {"Normalisation", "normalise"},
                                   {"Weights", "weights"},
                                   {"Aggregation", "aggregate"}};
    static const pair names[] = {{"Si", "first"}, {"STi", "total"}};
    const at_json_value *shift =
        member(member(documents.sensitivity, "sobol"), "mean_abs_rank_shift");
    for (size_t i = 0; i < AT_COUNT_OF(factors); i++) {
        if (!at_str_equal(key_of(table, row), at_str_from_cstr(factors[i].theirs))) continue;
        return by_name(where(shift, "factor", at_str_from_cstr(factors[i].ours)),
                       table->header[column], names, AT_COUNT_OF(names));
    }
    return NULL;
}

static void sobol_indices_are_coinrs(void **state)
{
    (void)state;
    compare_file("sa_indices.csv", 1, 4, find_index);
    const at_json_value *sobol = member(documents.sensitivity, "sobol");
    assert_int_equal(member(sobol, "n")->integer, 250);
    assert_int_equal(member(sobol, "rank_of")->count, 51);
    assert_null(at_json_get(documents.uncertainty, AT_STR("sobol"))); /* not a design */
}

/* The log of each replicate against the file that asked for it. */
static const at_json_value *find_log(const at_json_value *document, const at_csv_table *table,
                                     size_t row, size_t column)
{
    static const pair names[] = {{"winmax", "winsorise_max"},
                                 {"normalisation", "normalise"},
                                 {"weight_set", "weight_set"},
                                 {"aggregation", "aggregate"}};
    const at_json_value *replicate =
        &member(document, "replicates")->items[row]; /* the order of the file */
    assert_same_str(member(replicate, "id")->string, key_of(table, row));
    return by_name(replicate, table->header[column], names, AT_COUNT_OF(names));
}

static void replicates_say_what_they_used(void **state)
{
    (void)state;
    static const struct {
        const char *file;
        const at_json_value **document;
        size_t rows;
    } files[] = {{"ua_params.csv", &documents.uncertainty, 1000},
                 {"sa_params.csv", &documents.sensitivity, 1500}};
    static const pair words[] = {{"n_minmax", "minmax(1,100)"},
                                 {"n_zscore", "zscore(10,2)"},
                                 {"a_amean", "amean"},
                                 {"a_gmean", "gmean"}};
    for (size_t f = 0; f < AT_COUNT_OF(files); f++) {
        const at_csv_table table = read_table(files[f].file);
        assert_int_equal(table.rows, files[f].rows);
        assert_int_equal(member(*files[f].document, "replicates")->count, files[f].rows);
        for (size_t r = 0; r < table.rows; r++) {
            for (size_t c = 1; c < table.columns; c++) {
                const at_json_value *ours = find_log(*files[f].document, &table, r, c);
                const at_str cell = at_csv_cell(&table, r, c);
                if (!ours) {
                    fail_msg("column \"%.*s\" is unknown", AT_STR_ARG(table.header[c]));
                    continue; /* fail_msg() does not return, which gcc does not know */
                }
                if (ours->kind == AT_JSON_INTEGER) {
                    assert_true(cell_agrees(cell, ours));
                    continue;
                }
                at_str expected = cell;
                for (size_t w = 0; w < AT_COUNT_OF(words); w++) {
                    if (at_str_equal(cell, at_str_from_cstr(words[w].theirs))) {
                        expected = at_str_from_cstr(words[w].ours);
                    }
                }
                at_str said = ours->string; /* weight set 54 is the column w54 */
                if (at_str_equal(table.header[c], AT_STR("weight_set"))) {
                    said = at_str_slice(said, 1, said.len);
                }
                assert_same_str(said, expected);
            }
        }
    }
}

/* --- nothing is left out --- */

static const char *const COMPARED[] = {
    "00_raw.csv",         "01_denominated.csv", "02_imputed.csv",         "03_screened.csv",
    "04_treated.csv",     "05_normalised.csv",  "06_aggregated.csv",      "07_ranks.csv",
    "treat_details.csv",  "stats_raw.csv",      "corr_normalised.csv",    "cronbach.csv",
    "variants_index.csv", "lineage.csv",        "weights_original.csv",   "ua_nominal.csv",
    "ua_scores.csv",      "ua_rankstats.csv",   "remove_elements_L1.csv", "sa_scores.csv",
    "sa_rankstats.csv",   "sa_indices.csv",
};

static bool is_listed(const char *file, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(file, list[i]) == 0) return true;
    }
    return false;
}

static void every_file_of_the_folder_is_an_input_or_compared(void **state)
{
    (void)state;
    size_t count;
    const char *const *files = test_list_files(test_source("tests/vectors/asem"), &count);
    assert_int_equal(count, AT_COUNT_OF(COMPARED) + AT_COUNT_OF(INPUTS));
    for (size_t i = 0; i < count; i++) {
        if (!is_listed(files[i], COMPARED, AT_COUNT_OF(COMPARED)) &&
            !is_listed(files[i], INPUTS, AT_COUNT_OF(INPUTS))) {
            fail_msg("%s is not compared", files[i]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_stage_is_coinrs),
        cmocka_unit_test(treatment_weights_and_lineage_are_coinrs),
        cmocka_unit_test(statistics_correlations_alpha_and_leave_one_out_are_coinrs),
        cmocka_unit_test(every_replicate_is_coinrs),
        cmocka_unit_test(sobol_indices_are_coinrs),
        cmocka_unit_test(replicates_say_what_they_used),
        cmocka_unit_test(every_file_of_the_folder_is_an_input_or_compared),
    };
    return cmocka_run_group_tests(tests, make_documents, NULL);
}
