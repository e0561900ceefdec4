/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "num/student.h"
#include "support.h"

static const double PI = 3.14159265358979323846;

static void student_agrees_with_the_published_critical_values(void **state)
{
    (void)state;
    /* Two-sided 5 %: NIST/SEMATECH e-Handbook 1.3.6.7.2, with more digits from R's qt(). */
    static const struct {
        double degrees, t;
    } table[] = {{1, 12.706204736432095},  {2, 4.302652729696142},  {5, 2.570581835636314},
                 {10, 2.228138851964939},  {30, 2.042272456301238}, {49, 2.009575234489209},
                 {100, 1.983971518523552}, {1e4, 1.96020123989}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        assert_close(at_student_two_sided(table[i].t, table[i].degrees), 0.05, 0, 1e-8);
        assert_close(at_student_two_sided(-table[i].t, table[i].degrees), 0.05, 0, 1e-8);
    }
}

static void student_has_the_closed_forms_of_one_and_two_degrees(void **state)
{
    (void)state;
    for (double t = 0; t < 50; t += 0.37) {
        assert_close(at_student_two_sided(t, 1), 1 - 2 / PI * atan(t), 0, 1e-14);
        assert_close(at_student_two_sided(t, 2), 1 - t / sqrt(2 + t * t), 0, 1e-14);
    }
}

static void beta_is_symmetric_and_has_its_closed_forms(void **state)
{
    (void)state;
    for (double x = 0; x <= 1; x += 1.0 / 64) {
        assert_close(at_beta_regularised(1, 1, x), x, 0, 1e-15);
        assert_close(at_beta_regularised(3, 1, x), x * x * x, 0, 1e-14);
        assert_close(at_beta_regularised(0.5, 0.5, x), 2 / PI * asin(sqrt(x)), 0, 1e-13);
        for (double a = 0.5; a < 200; a *= 3) {
            const double sum = at_beta_regularised(a, 7.5, x) + at_beta_regularised(7.5, a, 1 - x);
            assert_close(sum, 1, 0, 1e-12);
        }
    }
}

static void p_of_a_correlation_is_that_of_its_t(void **state)
{
    (void)state;
    /* R: cor.test(mtcars$mpg, mtcars$wt): r = -0.8676594, t = -9.559, df = 30, p = 1.294e-10. */
    assert_close(at_correlation_p(-0.8676593765172278, 32), 1.293959e-10, 0, 1e-16);
    assert_true(at_correlation_p(0, 10) == 1);
    assert_true(at_correlation_p(1, 10) == 0);
    assert_true(isnan(at_correlation_p(0.5, 2)));
    assert_true(isnan(at_correlation_p((double)NAN, 20)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(student_agrees_with_the_published_critical_values),
        cmocka_unit_test(student_has_the_closed_forms_of_one_and_two_degrees),
        cmocka_unit_test(beta_is_symmetric_and_has_its_closed_forms),
        cmocka_unit_test(p_of_a_correlation_is_that_of_its_t),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
