/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "num/student.h"

#include <float.h>
#include <math.h>

enum { MAX_TERMS = 10000 };

static double away_from_zero(double x)
{
    return fabs(x) < DBL_MIN ? DBL_MIN : x;
}

/* The continued fraction of DLMF 8.17.22 without its prefactor; converges fast for x < (a+1)/(a+b+2). */
static double beta_fraction(double a, double b, double x)
{
    double c = 1, d = 1 / away_from_zero(1 - (a + b) * x / (a + 1)), value = d;
    for (int m = 1; m <= MAX_TERMS; m++) {
        const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        d = 1 / away_from_zero(1 + even * d);
        c = away_from_zero(1 + even / c);
        value *= c * d;
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        d = 1 / away_from_zero(1 + odd * d);
        c = away_from_zero(1 + odd / c);
        value *= c * d;
        if (fabs(c * d - 1) <= DBL_EPSILON) break;
    }
    return value;
}

/* lgamma() would write the global `signgam`. */
static double log_gamma(double x)
{
    int sign;
    return lgamma_r(x, &sign);
}

double at_beta_regularised(double a, double b, double x)
{
    if (x <= 0) return 0;
    if (x >= 1) return 1;
    const double front =
        exp(log_gamma(a + b) - log_gamma(a) - log_gamma(b) + a * log(x) + b * log1p(-x));
    if (x < (a + 1) / (a + b + 2)) return front * beta_fraction(a, b, x) / a;
    return 1 - front * beta_fraction(b, a, 1 - x) / b;
}

double at_student_two_sided(double t, double degrees)
{
    return at_beta_regularised(degrees / 2, 0.5, degrees / (degrees + t * t));
}

double at_correlation_p(double r, size_t n)
{
    if (n < 3 || isnan(r)) return (double)NAN;
    const double degrees = (double)(n - 2), rest = (1 - r) * (1 + r);
    if (rest <= 0) return 0;
    return at_student_two_sided(r * sqrt(degrees / rest), degrees);
}
