/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TEST_STUDY_COIN_SMALL_H
#define TEST_STUDY_COIN_SMALL_H
/* A small index for the readers of recipes, weight sets and parameters: a, b below P; c below Q; P, Q below T. */
#include "study/coin_read.h"
#include "support.h"

static const char SMALL_META[] = "Level,iCode,Direction,Weight,Parent,Type\n"
                                 "1,a,1,1,P,Indicator\n"
                                 "1,b,1,1,P,Indicator\n"
                                 "1,c,-1,1,Q,Indicator\n"
                                 "2,P,1,1,T,Aggregate\n"
                                 "2,Q,1,1,T,Aggregate\n"
                                 "3,T,1,1,,Aggregate\n"
                                 ",region,,,,Group\n";
static const char SMALL_DATA[] = "uCode,region,a,b,c\n"
                                 "u1,n,1,9,3\n"
                                 "u2,n,2,1,8\n"
                                 "u3,s,4,2,5\n"
                                 "u4,s,8,,1\n";

static inline at_bytes bytes_of(const char *text)
{
    return at_str_bytes(at_str_from_cstr(text));
}

static inline at_coin small_coin(void)
{
    at_err err = {0};
    at_coin coin;
    assert_ok(at_study_coin_read_tables(test_arena(), "iMeta.csv", bytes_of(SMALL_META),
                                        "iData.csv", bytes_of(SMALL_DATA), &coin, &err),
              &err);
    return coin;
}

#endif
