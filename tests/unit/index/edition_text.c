/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edition_text.h"

#include <string.h>

static void *allocate(size_t count, size_t size)
{
    void *memory = at_arena_alloc(test_arena(), count, size);
    assert_non_null(memory);
    return memory;
}

/* --- tables ------------------------------------------------------------------------------------------ */

typedef struct table {
    size_t columns, rows;
    at_str *cells; /* the header is row 0 */
} table;

static at_str take_cell(at_str *line)
{
    at_str cell = {0};
    if (line->len && line->ptr[0] == '"') {
        size_t length = 0;
        const at_str rest = at_str_slice(*line, 1, line->len);
        assert_true(at_str_find(rest, AT_STR("\""), &length));
        cell = at_str_slice(rest, 0, length);
        *line = at_str_slice(rest, length + 2, rest.len);
    } else if (!at_str_split(line, ',', &cell)) {
        cell = (at_str){0};
    }
    return cell;
}

static table parse(at_str text)
{
    table t = {0};
    at_str rest = text, line;
    while (at_str_split(&rest, '\n', &line)) t.rows += line.len > 0;
    rest = text;
    assert_true(at_str_split(&rest, '\n', &line));
    for (t.columns = 0; line.len; t.columns++) (void)take_cell(&line);
    t.cells = allocate(t.rows * t.columns, sizeof *t.cells);
    rest = text;
    for (size_t row = 0; at_str_split(&rest, '\n', &line); row++) {
        if (!line.len) continue;
        for (size_t i = 0; i < t.columns; i++) t.cells[row * t.columns + i] = take_cell(&line);
    }
    return t;
}

static size_t column_of(const table *t, at_str name)
{
    for (size_t i = 0; i < t->columns; i++) {
        if (at_str_equal(t->cells[i], name)) return i;
    }
    return SIZE_MAX;
}

static at_str cell_at(const table *t, size_t row, size_t column)
{
    return column == SIZE_MAX ? (at_str){0} : t->cells[(row + 1) * t->columns + column];
}

static at_fraction fraction_of(at_str text)
{
    at_fraction f = {0, 0};
    at_err err = {0};
    if (text.len) assert_ok(at_parse_fraction(text, &f, &err), &err);
    return f;
}

/* --- editions ---------------------------------------------------------------------------------------- */

static size_t intern(at_str name, at_str *names, size_t *count)
{
    for (size_t i = 0; i < *count; i++) {
        if (at_str_equal(names[i], name)) return i;
    }
    names[*count] = name;
    return (*count)++;
}

static size_t find_id(const at_index_criterion *criteria, size_t count, at_str id)
{
    for (size_t i = 0; i < count; i++) {
        if (at_str_equal(criteria[i].id, id)) return i;
    }
    fail_msg("no criterion %.*s", AT_STR_ARG(id));
    return 0;
}

static void add_criteria(at_index_edition *edition, at_str text)
{
    const table t = parse(text);
    const size_t count = t.rows - 1, id = column_of(&t, AT_STR("id"));
    const size_t category = column_of(&t, AT_STR("category")),
                 label = column_of(&t, AT_STR("label"));
    const size_t weight = column_of(&t, AT_STR("weight"));
    const size_t group = column_of(&t, AT_STR("exclusive_group"));
    const size_t requires = column_of(&t, AT_STR("requires"));
    at_index_criterion *criteria = allocate(count, sizeof *criteria);
    at_str *categories = allocate(count, sizeof *categories);
    at_str *groups = allocate(count, sizeof *groups);
    for (size_t i = 0; i < count; i++) {
        const at_str name = cell_at(&t, i, group);
        criteria[i] = (at_index_criterion){
            .id = cell_at(&t, i, id),
            .label = cell_at(&t, i, label),
            .category = intern(cell_at(&t, i, category), categories, &edition->category_count),
            .weight = fraction_of(cell_at(&t, i, weight)),
            .group = name.len ? intern(name, groups, &edition->group_count) : AT_INDEX_NONE,
            .requires = AT_INDEX_NONE};
    }
    for (size_t i = 0; i < count; i++) {
        const at_str name = cell_at(&t, i, requires);
        if (name.len) criteria[i].requires = find_id(criteria, count, name);
    }
    edition->criteria = criteria;
    edition->criterion_count = count;
    edition->categories = categories;
    edition->groups = groups;
    edition->weighted = weight != SIZE_MAX;
}

static void add_countries(at_index_edition *edition, const table *t)
{
    at_index_country *countries = allocate(t->rows - 1, sizeof *countries);
    const size_t iso2 = column_of(t, AT_STR("iso2")), name = column_of(t, AT_STR("country"));
    for (size_t i = 0; i < t->rows - 1; i++) {
        countries[i] = (at_index_country){cell_at(t, i, iso2), cell_at(t, i, name)};
    }
    edition->countries = countries;
    edition->country_count = t->rows - 1;
}

static const at_fraction *cells_of(const table *t, size_t count, const size_t *columns)
{
    at_fraction *cells = allocate((t->rows - 1) * count, sizeof *cells);
    for (size_t row = 0; row < t->rows - 1; row++) {
        for (size_t i = 0; i < count; i++) {
            cells[row * count + i] = fraction_of(cell_at(t, row, columns[i]));
        }
    }
    return cells;
}

static void add_values(at_index_edition *edition, at_str text)
{
    const table t = parse(text);
    size_t *columns = allocate(edition->criterion_count, sizeof *columns);
    add_countries(edition, &t);
    const bool by_category = column_of(&t, edition->categories[0]) != SIZE_MAX;
    const size_t count = by_category ? edition->category_count : edition->criterion_count;
    for (size_t i = 0; i < count; i++) {
        const at_str name = by_category ? edition->categories[i] : edition->criteria[i].id;
        columns[i] = column_of(&t, name);
        assert_int_not_equal(columns[i], SIZE_MAX);
    }
    if (by_category) {
        edition->fractions = cells_of(&t, count, columns);
    } else {
        edition->values = cells_of(&t, count, columns);
    }
}

at_index_edition edition_from_text(const char *name, const char *criteria, const char *values)
{
    at_index_edition edition = {.name = at_str_from_cstr(name)};
    add_criteria(&edition, at_str_from_cstr(criteria));
    add_values(&edition, at_str_from_cstr(values));
    return edition;
}

static at_str rainbow_file(const char *path)
{
    return test_read_file(test_source(test_format("data/rainbow/%s", path)));
}

static at_fraction to_four_decimals(at_fraction f)
{
    if (f.den == 0) return f;
    const at_big rounded = at_ratio_rounded(at_fraction_ratio(f), 4);
    return fraction_of(at_str_from_cstr(
        test_format("%llu/10000", rounded.used ? (unsigned long long)rounded.limb[0] : 0ULL)));
}

at_index_edition edition_of_rainbow(const char *year)
{
    at_index_edition edition = {.name = at_str_from_cstr(year)};
    add_criteria(&edition, rainbow_file(test_format("%s/criteria.csv", year)));
    if (!test_exists(test_source(test_format("data/rainbow/%s/categories.csv", year)))) {
        add_values(&edition, rainbow_file(test_format("%s/values.csv", year)));
        return edition;
    }
    add_values(&edition, rainbow_file(test_format("%s/categories.csv", year)));
    const size_t count = edition.country_count * edition.category_count;
    at_fraction *rounded = allocate(count, sizeof *rounded);
    for (size_t i = 0; i < count; i++) rounded[i] = to_four_decimals(edition.fractions[i]);
    edition.fractions = rounded;
    return edition;
}

const at_str *rainbow_column(const char *path, const char *column, const at_index_edition *by)
{
    const table t = parse(rainbow_file(path));
    const size_t iso2 = column_of(&t, AT_STR("iso2"));
    const size_t wanted = column_of(&t, at_str_from_cstr(column));
    assert_int_not_equal(wanted, SIZE_MAX);
    at_str *cells = allocate(by->country_count, sizeof *cells);
    for (size_t i = 0; i < t.rows - 1; i++) {
        for (size_t k = 0; k < by->country_count; k++) {
            if (at_str_equal(by->countries[k].iso2, cell_at(&t, i, iso2))) {
                cells[k] = cell_at(&t, i, wanted);
            }
        }
    }
    return cells;
}

size_t criterion_of(const at_index_edition *edition, const char *id)
{
    return find_id(edition->criteria, edition->criterion_count, at_str_from_cstr(id));
}

size_t country_of(const at_index_edition *edition, const char *iso2)
{
    for (size_t i = 0; i < edition->country_count; i++) {
        if (at_str_equal(edition->countries[i].iso2, at_str_from_cstr(iso2))) return i;
    }
    fail_msg("no country %s", iso2);
    return 0;
}

const at_criterion_match *match_by_id(const at_index_edition *before, const at_index_edition *after,
                                      size_t *count)
{
    at_criterion_match *matches = allocate(before->criterion_count, sizeof *matches);
    *count = 0;
    for (size_t i = 0; i < before->criterion_count; i++) {
        for (size_t k = 0; k < after->criterion_count; k++) {
            if (!at_str_equal(before->criteria[i].id, after->criteria[k].id)) continue;
            matches[(*count)++] = (at_criterion_match){i, k, AT_MATCH_ID};
        }
    }
    return matches;
}

/* --- variations -------------------------------------------------------------------------------------- */

at_index_edition edition_copy(const at_index_edition *edition)
{
    at_index_edition copy = *edition;
    const size_t count = edition->country_count * edition->criterion_count;
    at_fraction *values = allocate(count, sizeof *values);
    memcpy(values, edition->values, count * sizeof *values);
    copy.values = values;
    return copy;
}

at_fraction *edition_cell(at_index_edition *edition, size_t country, size_t criterion)
{
    /* The values of a copy are its own. */
    return (at_fraction *)(uintptr_t)&edition
        ->values[country * edition->criterion_count + criterion];
}

static size_t *shuffled(size_t count, test_random *random)
{
    size_t *order = allocate(count, sizeof *order);
    for (size_t i = 0; i < count; i++) order[i] = i;
    test_random_shuffle(random, order, count, sizeof *order);
    return order;
}

at_index_edition with_countries_shuffled(const at_index_edition *edition, test_random *random)
{
    at_index_edition copy = edition_copy(edition);
    const size_t width = edition->criterion_count;
    const size_t *order = shuffled(edition->country_count, random);
    at_index_country *countries = allocate(edition->country_count, sizeof *countries);
    for (size_t i = 0; i < edition->country_count; i++) {
        countries[i] = edition->countries[order[i]];
        memcpy(edition_cell(&copy, i, 0), &edition->values[order[i] * width],
               width * sizeof *edition->values);
    }
    copy.countries = countries;
    return copy;
}

at_index_edition with_criteria_shuffled(const at_index_edition *edition, test_random *random,
                                        const size_t **new_place)
{
    at_index_edition copy = edition_copy(edition);
    const size_t count = edition->criterion_count;
    const size_t *place = shuffled(count, random); /* of each old one */
    at_index_criterion *criteria = allocate(count, sizeof *criteria);
    for (size_t i = 0; i < count; i++) {
        at_index_criterion *k = &criteria[place[i]];
        *k = edition->criteria[i];
        if (k->requires != AT_INDEX_NONE) k->requires = place[k->requires];
        for (size_t c = 0; c < edition->country_count; c++) {
            *edition_cell(&copy, c, place[i]) = edition->values[c * count + i];
        }
    }
    copy.criteria = criteria;
    *new_place = place;
    return copy;
}

static at_fraction random_value(test_random *random, unsigned unknown_percent)
{
    static const at_fraction values[] = {{0, 1}, {0, 1}, {1, 1}, {1, 1},  {1, 1}, {1, 3},
                                         {2, 3}, {1, 4}, {3, 4}, {5, 16}, {8, 9}, {1, 17}};
    if (test_random_below(random, 100) < unknown_percent) return (at_fraction){0, 0};
    return values[test_random_below(random, AT_COUNT_OF(values))];
}

static at_index_criterion random_criterion(test_random *random, size_t i, size_t categories)
{
    const size_t category = test_random_below(random, categories);
    const uint64_t chance = test_random_below(random, 10);
    const uint64_t weight = chance == 0 ? 0 : test_random_below(random, 1000000);
    at_index_criterion k = {
        .category = category, .group = AT_INDEX_NONE, .requires = AT_INDEX_NONE};
    k.id = k.label = at_str_from_cstr(test_format("K%zu", i));
    k.weight =
        fraction_of(at_str_from_cstr(test_format("%llu/100000", (unsigned long long)weight)));
    /* Group c lies in category c. */
    if (test_random_below(random, 3) == 0) k.group = category;
    if (i > 0 && test_random_below(random, 4) == 0) k.requires = test_random_below(random, i);
    return k;
}

at_index_edition random_edition(test_random *random, random_shape shape)
{
    at_index_edition edition = {.name = AT_STR("random"),
                                .weighted = true,
                                .category_count = shape.categories,
                                .criterion_count = shape.criteria,
                                .group_count = shape.categories,
                                .country_count = shape.countries};
    at_str *names = allocate(shape.categories, sizeof *names);
    at_index_criterion *criteria = allocate(shape.criteria, sizeof *criteria);
    at_index_country *countries = allocate(shape.countries, sizeof *countries);
    at_fraction *values = allocate(shape.countries * shape.criteria, sizeof *values);
    for (size_t i = 0; i < shape.categories; i++) {
        names[i] = at_str_from_cstr(test_format("category %zu", i));
    }
    for (size_t i = 0; i < shape.criteria; i++) {
        criteria[i] = random_criterion(random, i, shape.categories);
    }
    for (size_t i = 0; i < shape.countries; i++) {
        countries[i].iso2 = countries[i].name =
            at_str_from_cstr(test_format("%c%c", (char)('A' + i / 26 % 26), (char)('A' + i % 26)));
    }
    for (size_t i = 0; i < shape.countries * shape.criteria; i++) {
        values[i] = random_value(random, shape.unknown_percent);
    }
    edition.categories = edition.groups = names;
    edition.criteria = criteria;
    edition.countries = countries;
    edition.values = values;
    return edition;
}
