/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TEST_STUDY_EDITION_CASE_H
#define TEST_STUDY_EDITION_CASE_H
/* Edition folders in memory: a sound one to begin with, of which a test changes the files it is
 * about. */
#include <string.h>

#include "study/edition.h"
#include "support.h"

/* NULL: the file is not there. */
typedef struct edition_case {
    const char *criteria, *values, *categories, *sources, *published, *settings;
} edition_case;

/* Attainable 100: A1 10, A2 20, the group B1/B2 30, C1 40, which requires A1. */
static const edition_case sound_case = {
    .criteria = "id,category,label,weight,exclusive_group,requires\n"
                "A1,Law,First,10,,\n"
                "A2,Law,Second,20,,\n"
                "B1,Family,Third,30,union,\n"
                "B2,Family,Fourth,15,union,\n"
                "C1,Asylum,Fifth,40,,A1\n",
    .values = "iso2,country,A1,A2,B1,B2,C1\n"
              "MT,Malta,1,1,1,1,1\n"
              "AT,Austria,1,0.5,0,1,0\n"
              "XK,Kosovo,0,1,0,0,1\n",
    .published = "iso2,country,score,rank\n"
                 "MT,Malta,100.00,1\n"
                 "AT,Austria,35.00,2\n"
                 "XK,Kosovo,20.00,3\n",
};

/* The same with a column that nobody knows, the seventh. */
static const char *const criteria_with_remarks =
    "id,category,label,weight,exclusive_group,requires,remarks\n"
    "A1,Law,First,10,,,\nA2,Law,Second,20,,,\nB1,Family,Third,30,union,,\n"
    "B2,Family,Fourth,15,union,,\nC1,Asylum,Fifth,40,,A1,\n";

typedef struct edition_result {
    at_status status;
    at_err err;
    at_study_edition edition;
    const at_finding *findings;
    size_t count;
} edition_result;

static inline void add_file(at_edition_file *files, size_t *count, const char *name,
                            const char *text)
{
    if (!text) return;
    files[(*count)++] =
        (at_edition_file){at_str_from_cstr(name), at_str_bytes(at_str_from_cstr(text))};
}

static inline edition_result parse_case_as(const edition_case *c, const char *name,
                                           at_edition_depth depth)
{
    edition_result r = {0};
    at_edition_file files[AT_EDITION_TABLES];
    size_t count = 0;
    add_file(files, &count, "criteria.csv", c->criteria);
    add_file(files, &count, "values.csv", c->values);
    add_file(files, &count, "categories.csv", c->categories);
    add_file(files, &count, "sources.csv", c->sources);
    add_file(files, &count, "published.csv", c->published);
    add_file(files, &count, "edition.ini", c->settings);
    r.status = at_edition_parse(test_arena(), "dir/2025", at_str_from_cstr(name), files, count,
                                depth, &r.edition, &r.findings, &r.count, &r.err);
    return r;
}

static inline edition_result parse_case(const edition_case *c)
{
    return parse_case_as(c, "2025", AT_EDITION_CHECK);
}

/* The parse worked and found nothing. */
static inline at_study_edition parse_sound(const edition_case *c)
{
    const edition_result r = parse_case(c);
    assert_ok(r.status, &r.err);
    for (size_t i = 0; i < r.count; i++) {
        print_error("unexpected: %.*s, row %d, column %d: %.*s\n", AT_STR_ARG(r.findings[i].file),
                    (int)r.findings[i].row, (int)r.findings[i].column,
                    AT_STR_ARG(r.findings[i].message));
    }
    assert_int_equal(r.count, 0);
    return r.edition;
}

/* The parse found exactly one thing, at this place. */
static inline void assert_finding(const edition_case *c, bool fatal, const char *file, uint64_t row,
                                  uint64_t column, const char *message)
{
    const edition_result r = parse_case(c);
    assert_ok(r.status, &r.err);
    for (size_t i = 0; r.count != 1 && i < r.count; i++) {
        print_error("found: %.*s, row %d, column %d: %.*s\n", AT_STR_ARG(r.findings[i].file),
                    (int)r.findings[i].row, (int)r.findings[i].column,
                    AT_STR_ARG(r.findings[i].message));
    }
    assert_int_equal(r.count, 1);
    const at_finding *f = &r.findings[0];
    assert_contains(f->message, message);
    assert_str(f->file, test_format("dir/2025/%s", file));
    assert_int_equal(f->row, row);
    assert_int_equal(f->column, column);
    assert_int_equal(f->fatal, fatal);
}

/* Some finding is at this place and says this. */
static inline void assert_found(const edition_result *r, const char *file, uint64_t row,
                                uint64_t column, const char *message)
{
    const at_str path = at_str_from_cstr(test_format("dir/2025/%s", file));
    for (size_t i = 0; i < r->count; i++) {
        const at_finding *f = &r->findings[i];
        if (at_str_equal(f->file, path) && f->row == row && f->column == column &&
            at_str_find(f->message, at_str_from_cstr(message), NULL)) {
            return;
        }
    }
    for (size_t i = 0; i < r->count; i++) {
        print_error("found: %.*s, row %d, column %d: %.*s\n", AT_STR_ARG(r->findings[i].file),
                    (int)r->findings[i].row, (int)r->findings[i].column,
                    AT_STR_ARG(r->findings[i].message));
    }
    fail_msg("nothing at %s, row %d, column %d says \"%s\"", file, (int)row, (int)column, message);
}

/* `text` with the first `from` made `to`. */
static inline const char *changed(const char *text, const char *from, const char *to)
{
    const char *at = strstr(text, from);
    assert_non_null(at);
    return test_format("%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
}

#endif
