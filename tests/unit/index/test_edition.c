/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edition_text.h"

#include <string.h>

/* Three criteria, the second needs the first; what a case breaks is its own. */
static at_index_edition sound(at_index_criterion criteria[3])
{
    const at_index_edition edition = edition_from_text(
        "2030", "id,category,weight,exclusive_group,requires\nA,X,1,g,\nB,Y,1,,A\nC,X,1,g,\n",
        "iso2,A,B,C\nAA,1,0.5,\n");
    at_index_edition copy = edition_copy(&edition);
    at_err err = {0};
    memcpy(criteria, edition.criteria, 3 * sizeof *criteria);
    copy.criteria = criteria;
    assert_ok(at_index_edition_check(&copy, &err), &err);
    return copy;
}

static void broken_promises_about_criteria_are_found(void **state)
{
    (void)state;
    at_index_criterion criteria[3];
    at_err err = {0};
    at_index_edition edition = sound(criteria);
    criteria[0].requires = 1;
    assert_fails(at_index_edition_check(&edition, &err), &err, AT_EBUG, "its own prerequisite");
    edition = sound(criteria);
    criteria[0].requires = 3;
    assert_fails(at_index_edition_check(&edition, &err), &err, AT_EBUG, "no such prerequisite");
    edition = sound(criteria);
    criteria[2].category = 1;
    assert_fails(at_index_edition_check(&edition, &err), &err, AT_EBUG, "two categories");
    edition = sound(criteria);
    criteria[2].category = 2;
    assert_fails(at_index_edition_check(&edition, &err), &err, AT_EBUG, "no such category");
    edition = sound(criteria);
    criteria[2].group = 1;
    assert_fails(at_index_edition_check(&edition, &err), &err, AT_EBUG, "no such group");
    edition = sound(criteria);
    criteria[1].weight = (at_fraction){-1, 1};
    assert_fails(at_index_edition_check(&edition, &err), &err, AT_EBUG, "weight");
}

static void broken_promises_about_values_are_found(void **state)
{
    (void)state;
    static const at_fraction outside[] = {{-1, 2}, {3, 2}, {1, -2}};
    at_index_criterion criteria[3];
    at_err err = {0};
    for (size_t i = 0; i < AT_COUNT_OF(outside); i++) {
        at_index_edition edition = sound(criteria);
        *edition_cell(&edition, 0, 1) = outside[i];
        assert_fails(at_index_edition_check(&edition, &err), &err, AT_EBUG, "cell 1", "0..1");
    }
    at_index_edition empty = sound(criteria);
    empty.values = NULL;
    assert_fails(at_index_edition_check(&empty, &err), &err, AT_EBUG, "neither");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(broken_promises_about_criteria_are_found),
        cmocka_unit_test(broken_promises_about_values_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
