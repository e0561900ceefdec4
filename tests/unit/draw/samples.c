/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "samples.h"

#include <math.h>

#include "base/number.h"
#include "draw/chart.h"
#include "draw/map.h"
#include "support.h"

static double number(at_str text)
{
    at_err err;
    double value = (double)NAN;
    const bool minus = at_str_starts(text, AT_STR("-"));
    text = at_str_trim(at_str_slice(text, minus ? 1 : 0, text.len));
    assert_ok(at_parse_f64(text, 0, 1e9, &value, &err), &err);
    return minus ? -value : value;
}

/* The next line of a table without quotes. */
static bool next_row(at_str *rest, at_str *fields, size_t count)
{
    at_str line;
    if (!at_str_split(rest, '\n', &line) || line.len == 0) return false;
    for (size_t i = 0; i < count; i++) assert_true(at_str_split(&line, ',', &fields[i]));
    return true;
}

samples samples_read(double width)
{
    samples s = {.width = width};
    size_t count = 0;
    at_str fields[6], rest = test_read_file(test_source("data/rainbow/2025/published.csv"));
    assert_true(next_row(&rest, fields, 4));
    while (next_row(&rest, fields, 4)) {
        assert_true(count < SAMPLE_COUNTRIES);
        s.countries[count++] = (sample_country){.iso2 = fields[0],
                                                .name = fields[1],
                                                .score = number(fields[2]),
                                                .place = number(fields[3])};
    }
    assert_int_equal(count, SAMPLE_COUNTRIES);
    rest = test_read_file(test_source("data/rainbow/expected-2024-to-2025.csv"));
    assert_true(next_row(&rest, fields, 6));
    while (next_row(&rest, fields, 6)) {
        for (size_t i = 0; i < count; i++) {
            if (!at_str_equal(s.countries[i].iso2, fields[0])) continue;
            s.countries[i].change = number(fields[4]);
            s.countries[i].rules = number(fields[5]);
        }
    }
    return s;
}

static at_str text_of(const samples *s, const char *text)
{
    return at_str_from_cstr(test_format("%.*s%s", AT_STR_ARG(s->hostile), text));
}

static at_str name_of(const samples *s, size_t country)
{
    return text_of(s, test_format("%.*s", AT_STR_ARG(s->countries[country].name)));
}

static at_chart_frame frame_of(const samples *s, const char *heading, const char *subheading)
{
    return (at_chart_frame){
        .title = text_of(s, heading),
        .description = text_of(s, subheading),
        .heading = text_of(s, heading),
        .subheading = text_of(s, subheading),
        .footnote = text_of(s, "Source: ILGA-Europe, Rainbow Map 2025."),
        .firm_label = text_of(s, "as published"),
        .loose_label = text_of(s, "from copies: no place is skipped after a tie"),
        .width = s->width,
    };
}

static void draw_map(const samples *s, at_buffer *out)
{
    enum { CLASSES = 5 };
    at_map_country countries[SAMPLE_COUNTRIES];
    at_str labels[CLASSES];
    for (size_t i = 0; i < SAMPLE_COUNTRIES; i++) {
        const sample_country *c = &s->countries[i];
        countries[i] = (at_map_country){
            .iso2 = c->iso2,
            .name = name_of(s, i),
            .title = text_of(
                s, test_format("%.*s: %.2f, place %.0f", AT_STR_ARG(c->name), c->score, c->place)),
            .label = at_str_from_cstr(test_format("%.0f", c->score)),
            .class_number = (int)(c->score / 20),
        };
    }
    for (int k = 0; k < CLASSES; k++) {
        labels[k] = text_of(s, test_format("%d to %d", 20 * k, 20 * (k + 1)));
    }
    const at_map_spec spec = {
        .title = text_of(s, "Malta leads, Russia is last"),
        .description = text_of(s, "Map of Europe by score."),
        .heading = text_of(s, "Rainbow Map 2025"),
        .subheading = text_of(s, "Points for law and policy, 49 countries"),
        .countries = countries,
        .country_count = SAMPLE_COUNTRIES,
        .class_count = CLASSES,
        .class_labels = labels,
        .legend_title = text_of(s, "Points of 100"),
        .no_data_label = text_of(s, "not ranked"),
        .footnote = text_of(
            s,
            "Source: ILGA-Europe, Rainbow Map 2025; borders: Natural Earth. Crimea is shown as "
            "part "
            "of Ukraine (UN General Assembly resolution 68/262). Kosovo is shown as the index "
            "ranks "
            "it, without prejudice to positions on its status. Northern Cyprus is hatched: the "
            "index "
            "has no data on it. Boundaries on this map are no statement on the legal status of any "
            "territory."),
        .width = s->width,
    };
    at_map_draw(&spec, out, NULL);
}

/* Ranges made up from the place, of every length. */
static void rank_rows(const samples *s, at_chart_rank_row *rows, double *place)
{
    for (size_t i = 0; i < SAMPLE_COUNTRIES; i++) {
        const sample_country *c = &s->countries[i];
        const double low = fmax(1, c->place - (double)(i % 7));
        const double high = fmin(SAMPLE_COUNTRIES, c->place + (double)(i % 5));
        const char *text = low < high
                               ? test_format("%.0f (%.0f\xE2\x80\x93%.0f)", c->place, low, high)
                               : test_format("%.0f", c->place);
        rows[i] = (at_chart_rank_row){.label = name_of(s, i),
                                      .place = at_str_from_cstr(text),
                                      .value = c->score,
                                      .low = c->score,
                                      .high = c->score,
                                      .place_low = low,
                                      .place_high = high,
                                      .highlight = i == 7};
        place[i] = c->place;
    }
    rows[3].low -= 3;
    rows[3].high += 6;
}

static void draw_ranking(const samples *s, at_buffer *out)
{
    at_chart_rank_row rows[SAMPLE_COUNTRIES];
    double place[SAMPLE_COUNTRIES];
    rank_rows(s, rows, place);
    const at_chart_frame frame =
        frame_of(s, "Where each country stands",
                 "Points of 100; in brackets the places that other weights allow");
    at_chart_ranking(&frame, rows, SAMPLE_COUNTRIES, 100, out);
}

static void draw_places(const samples *s, at_buffer *out)
{
    at_chart_rank_row rows[SAMPLE_COUNTRIES];
    double place[SAMPLE_COUNTRIES];
    rank_rows(s, rows, place);
    const at_chart_frame frame =
        frame_of(s, "How firm is each place?", "Place, and the places that are possible");
    at_chart_places(&frame, rows, place, SAMPLE_COUNTRIES, out);
}

static void draw_changes(const samples *s, at_buffer *out)
{
    at_str labels[SAMPLE_COUNTRIES];
    double parts[2 * SAMPLE_COUNTRIES];
    for (size_t i = 0; i < SAMPLE_COUNTRIES; i++) {
        labels[i] = name_of(s, i);
        parts[2 * i] = s->countries[i].change - s->countries[i].rules;
        parts[2 * i + 1] = s->countries[i].rules;
    }
    const at_str part_labels[] = {text_of(s, "changed law and policy"),
                                  text_of(s, "changed criteria and weights")};
    const at_chart_stack stack = {labels, parts, part_labels, SAMPLE_COUNTRIES,
                                  AT_COUNT_OF(part_labels)};
    const at_chart_frame frame =
        frame_of(s, "The law or the yardstick?", "Points gained and lost from 2024 to 2025");
    at_chart_changes(&frame, &stack, out);
}

static void draw_bars(const samples *s, at_buffer *out)
{
    const at_chart_bar bars[] = {
        {text_of(s, "Equality & non-discrimination"), 19.4, 25, 18.2},
        {text_of(s, "Family"), 20.3, 23, 20.3},
        {text_of(s, "Hate crime & hate speech"), 8, 20, 9.9},
        {text_of(s, "Legal gender recognition"), 14, 14, (double)NAN},
        {text_of(s, "Intersex bodily integrity"), 0, 5, 0},
        {text_of(s, "Civil society space"), 6.4, 8, 8},
    };
    const at_chart_frame frame =
        frame_of(s, "Where the points come from", "Points by category; the tick is 2024");
    at_chart_bars(&frame, bars, AT_COUNT_OF(bars), out);
}

static void draw_history(const samples *s, at_buffer *out)
{
    static const double places[] = {1, 3, 4, (double)NAN, 8, 9, 10, 14, 17, 16, 22};
    at_chart_point points[AT_COUNT_OF(places)];
    for (size_t i = 0; i < AT_COUNT_OF(places); i++) {
        points[i] = (at_chart_point){2015 + (int)i, places[i], i >= 9, text_of(s, "a note")};
    }
    const at_chart_frame frame = frame_of(s, "From first to 22nd", "Place in each edition");
    at_chart_history(&frame, points, AT_COUNT_OF(places), SAMPLE_COUNTRIES, out);
}

const char *const sample_names[SAMPLE_PICTURES] = {"map",     "ranking", "places",
                                                   "changes", "bars",    "history"};

void sample_draw(const samples *s, size_t picture, at_buffer *out)
{
    static void (*const draw[SAMPLE_PICTURES])(const samples *, at_buffer *) = {
        draw_map, draw_ranking, draw_places, draw_changes, draw_bars, draw_history};
    draw[picture](s, out);
}
