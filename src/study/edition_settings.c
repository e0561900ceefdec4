/* SPDX-License-Identifier: GPL-3.0-or-later */
/* edition.ini: what the edition is called and whose it is. */
#include "base/number.h"
#include "file/ini.h"
#include "study/edition_reading.h"

enum { NAME, TITLE, YEAR, DATE, LICENCE, SOURCE, SETTINGS };
static const at_str setting_names[SETTINGS] = {
    [NAME] = {"name", 4}, [TITLE] = {"title", 5},     [YEAR] = {"year", 4},
    [DATE] = {"date", 4}, [LICENCE] = {"licence", 7}, [SOURCE] = {"source", 6},
};

static size_t setting_of(const at_ini_entry *entry)
{
    if (!at_str_equal(entry->section, AT_STR("edition"))) return SETTINGS;
    for (size_t i = 0; i < SETTINGS; i++) {
        if (at_str_equal(entry->name, setting_names[i])) return i;
    }
    return SETTINGS;
}

static void read_year(at_reading *reading, const at_ini_entry *entry)
{
    const uint64_t year = at_edition_year(entry->value), of_folder = at_edition_year(reading->name);
    if (year == 0) {
        at_reading_fatal(reading, AT_EDITION_SETTINGS, entry->line, 0,
                         "year \"%s\" is not a year: expected four digits, such as 2025",
                         at_quote(entry->value).text);
        return;
    }
    if (of_folder && of_folder != year) {
        at_reading_note(reading, AT_EDITION_SETTINGS, entry->line, 0,
                        "year is %llu, but the folder is called %llu", (unsigned long long)year,
                        (unsigned long long)of_folder);
    }
    reading->edition->year = year;
}

static void read_date(at_reading *reading, const at_ini_entry *entry)
{
    at_err why = {0};
    if (at_parse_date(entry->value, &reading->edition->date, &why) == AT_OK) return;
    at_reading_fatal(reading, AT_EDITION_SETTINGS, entry->line, 0, "date: %s", why.text);
}

static at_status read_entry(at_reading *reading, const at_ini_entry *entry, at_err *err)
{
    at_study_edition *edition = reading->edition;
    const size_t setting = setting_of(entry);
    at_str *const text[SETTINGS] = {[NAME] = &edition->index.name,
                                    [TITLE] = &edition->title,
                                    [LICENCE] = &edition->licence,
                                    [SOURCE] = &edition->source};
    if (setting == SETTINGS) {
        at_reading_note(
            reading, AT_EDITION_SETTINGS, entry->line, 0,
            "setting \"%s\" of section [%s] is not known and not used: expected name, title, year, "
            "date, licence and source of [edition]%s",
            at_quote(entry->name).text, at_quote(entry->section).text,
            at_reading_suggest(reading, entry->name, setting_names, SETTINGS).text);
        return AT_OK;
    }
    if (setting == YEAR) {
        read_year(reading, entry);
        return AT_OK;
    }
    if (entry->value.len == 0) return AT_OK;
    if (setting == DATE) {
        read_date(reading, entry);
        return AT_OK;
    }
    return at_reading_keep(reading, entry->value, text[setting], err);
}

at_status at_reading_settings(at_reading *reading, at_bytes bytes, at_err *err)
{
    at_ini ini;
    AT_TRY(at_ini_parse(reading->scratch, reading->path[AT_EDITION_SETTINGS], bytes, &ini, err));
    for (size_t i = 0; i < ini.count; i++) AT_TRY(read_entry(reading, &ini.entries[i], err));
    return AT_OK;
}
