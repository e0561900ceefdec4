/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_NUM_STUDENT_H
#define AT_NUM_STUDENT_H
/* Student's t distribution. */
#include <stddef.h>

/* The regularised incomplete beta function I_x(a, b) for a, b > 0 and 0 <= x <= 1, by the continued fraction
 * of DLMF 8.17.22 evaluated with Lentz's method; relative error some 1e-14 for a, b up to 1e4. */
double at_beta_regularised(double a, double b, double x);

/* P(|T| >= |t|) for `degrees` > 0 degrees of freedom: I_{d/(d+t^2)}(d/2, 1/2). */
double at_student_two_sided(double t, double degrees);

/* The p-value of Pearson's correlation r of n pairs being 0 (two-sided t test, n - 2 degrees): NaN for n < 3 or
 * r NaN, 0 for |r| = 1. */
double at_correlation_p(double r, size_t n);

#endif
