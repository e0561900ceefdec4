/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report_case.h"

static at_str robust(const char *folder, at_robust_request request, at_report_style style)
{
    at_buffer out AT_CLEANUP(at_buffer_free) = {0};
    at_err err = {0};
    at_str copy;
    assert_ok(at_report_robust(&out, folder, &request, style, &err), &err);
    assert_ok(at_arena_copy(test_arena(), at_buffer_str(&out), &copy, &err), &err);
    return copy;
}

static const at_robust_request within_25 = {.within = {25, 1}, .kind = AT_DRAW_BOX, .seed = 1};

static void summary_and_bounds_of_2025_are_the_reference_ones(void **state)
{
    static const struct {
        const char *iso2;
        int64_t low, high;
    } bounds[] = {{"MT", 1, 1}, {"DE", 6, 13}, {"GB", 19, 24}, {"HU", 33, 41}, {"RU", 48, 49}};
    (void)state;
    const at_json_value *json = json_of(robust(rainbow(2025), within_25, as_json));
    const at_json_value *summary = member(json, "summary");
    assert_int_equal(member(summary, "pairs")->integer, 1176);
    assert_int_equal(member(summary, "pairs_hold")->integer, 1078);
    assert_int_equal(member(summary, "pairs_hold_any_weights")->integer, 598);
    assert_int_equal(member(summary, "neighbours")->integer, 48);
    assert_int_equal(member(summary, "neighbours_hold")->integer, 10);
    assert_int_equal(member(summary, "within")->integer, 25);
    assert_str(text_of(summary, "level"), "category");
    assert_int_equal(member(json, "pairs")->count, 1176);
    assert_null(at_json_get(json, AT_STR("draws")));
    assert_null(at_json_get(json, AT_STR("sobol")));
    for (size_t i = 0; i < AT_COUNT_OF(bounds); i++) {
        const at_json_value *c = item_where(member(json, "countries"), "iso2", bounds[i].iso2);
        assert_int_equal(member(c, "rank_low")->integer, bounds[i].low);
        assert_int_equal(member(c, "rank_high")->integer, bounds[i].high);
    }
}

static void the_terminal_shows_the_ranges_of_2025(void **state)
{
    (void)state;
    const at_str text = robust(rainbow(2025), within_25, as_text);
    assert_contains(text, "    8  (6 to 13)   DE");
    assert_golden("index-robust-2025.txt", text);
}

static void draws_add_sampled_ranks_and_sobol_indices(void **state)
{
    at_robust_request request = within_25;
    (void)state;
    request.draws = 500;
    const at_json_value *json = json_of(robust(rainbow(2025), request, as_json));
    assert_str(text_of(member(json, "draws"), "kind"), "box");
    assert_int_equal(member(member(json, "draws"), "draws")->integer, 500);
    const at_json_value *countries = member(json, "countries");
    for (size_t i = 0; i < countries->count; i++) {
        const at_json_value *c = &countries->items[i];
        const at_json_value *counts = member(c, "rank_counts");
        int64_t sum = 0;
        assert_int_equal(counts->count, 49);
        for (size_t k = 0; k < counts->count; k++) sum += counts->items[k].integer;
        assert_int_equal(sum, 500);
        assert_true(number(c, "rank_low") <= number(c, "rank_5"));
        assert_true(number(c, "rank_5") <= number(c, "rank_50"));
        assert_true(number(c, "rank_95") <= number(c, "rank_high"));
    }
    const at_json_value *outputs = member(member(json, "sobol"), "outputs");
    assert_int_equal(outputs->count, 50);
    assert_str(text_of(&outputs->items[0], "output"), "mean absolute rank shift");
    assert_str(text_of(&outputs->items[1], "iso2"), "MT");
    assert_int_equal(member(&outputs->items[0], "factors")->count, 7);
    assert_contains(robust(rainbow(2025), request, unwrapped), "over 500 weightings drawn evenly");
    request.draws = 1; /* a Sobol design has two rows at least */
    json = json_of(robust(rainbow(2025), request, as_json));
    assert_int_equal(member(member(json, "sobol"), "base_draws")->integer, 2);
}

/* With one draw every share is 1 or 0; the pairs that can turn have neither. */
static void draws_prove_neither_all_nor_none(void **state)
{
    at_robust_request request = within_25;
    (void)state;
    request.draws = 1;
    const at_str text = robust(rainbow(2025), request, as_text);
    size_t turning = 0;
    at_str line, rest = text;
    while (at_str_split(&rest, '\n', &line)) {
        if (!at_str_find(line, AT_STR("  no  "), NULL)) continue;
        turning++;
        const bool all = at_str_find(line, AT_STR(">99.9 %"), NULL);
        assert_true(all || at_str_find(line, AT_STR("<0.1 %"), NULL));
    }
    assert_int_equal(turning, 38);
}

static void threads_change_not_a_byte_and_the_seed_does(void **state)
{
    at_robust_request request = within_25;
    at_err err = {0};
    (void)state;
    request.draws = 3000;
    const at_str alone = robust(rainbow(2025), request, as_json);
    assert_ok(at_pool_new(3, &request.pool, &err), &err);
    const at_str together = robust(rainbow(2025), request, as_json);
    request.seed = 2;
    const at_str other = robust(rainbow(2025), request, as_json);
    at_pool_free(request.pool);
    assert_same_str(alone, together);
    assert_false(at_str_equal(alone, other));
}

static void criteria_can_be_weighed_one_by_one(void **state)
{
    at_robust_request request = within_25;
    (void)state;
    request.level = AT_INDEX_CRITERIA;
    const at_json_value *summary =
        member(json_of(robust(rainbow(2025), request, as_json)), "summary");
    assert_str(text_of(summary, "level"), "criteria");
    assert_int_equal(member(summary, "items")->integer,
                     73); /* 76 less the 3 others of the partnership group */
}

static void one_country_is_firm(void **state)
{
    edition_case c = sound_case;
    (void)state;
    c.published = NULL;
    c.values = "iso2,country,A1,A2,B1,B2,C1\nMT,Malta,1,1,1,1,1\n";
    const char *folder = folder_of(&c, "2025");
    const at_json_value *json = json_of(robust(folder, within_25, as_json));
    assert_int_equal(member(member(json, "summary"), "pairs")->integer, 0);
    assert_int_equal(member(member(json, "summary"), "neighbours")->integer, 0);
    assert_contains(robust(folder, within_25, as_text), "(firm)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(summary_and_bounds_of_2025_are_the_reference_ones),
        cmocka_unit_test(the_terminal_shows_the_ranges_of_2025),
        cmocka_unit_test(draws_add_sampled_ranks_and_sobol_indices),
        cmocka_unit_test(draws_prove_neither_all_nor_none),
        cmocka_unit_test(threads_change_not_a_byte_and_the_seed_does),
        cmocka_unit_test(criteria_can_be_weighed_one_by_one),
        cmocka_unit_test(one_country_is_firm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
