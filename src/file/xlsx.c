/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The least that spreadsheet programs open without a question: ECMA-376 part 1, sections 12.3 and 18.
 * No time, user or program version goes in, so that the same tables make the same bytes. */
#include "file/xlsx.h"

#include "base/arena.h"
#include "file/zip.h"

enum {
    MOST_ROWS = 1048576,
    MOST_COLUMNS = 16384,
    MOST_CHARACTERS = 32767, /* of a cell; and 31 of a sheet's name: UTF-16 units both */
    NAME_CHARACTERS = 31,
    NARROWEST = 6,
    WIDEST = 60
};

#define XML_HEAD     "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define SCHEMA       "http://schemas.openxmlformats.org/"
#define SPREADSHEET  SCHEMA "spreadsheetml/2006/main"
#define RELATIONS    SCHEMA "officeDocument/2006/relationships"
#define PACKAGE      SCHEMA "package/2006/"
#define CONTENT_TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml."

static const char styles_part[] = XML_HEAD
    "<styleSheet xmlns=\"" SPREADSHEET "\">"
    "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>"
    "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
    "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
    "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
    "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
    "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>"
    "</cellStyleXfs>"
    "<cellXfs count=\"2\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
    "<xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/>"
    "</cellXfs>"
    "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>"
    "</styleSheet>";

/* ---- text ---- */

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* "_x0041_" in a cell stands for "A" (ECMA-376 part 1, 22.9.2.19). */
static bool is_escape(at_str s)
{
    return s.len >= 7 && s.ptr[0] == '_' && s.ptr[1] == 'x' && is_hex(s.ptr[2]) &&
           is_hex(s.ptr[3]) && is_hex(s.ptr[4]) && is_hex(s.ptr[5]) && s.ptr[6] == '_';
}

/* U+FFFE and U+FFFF, the only characters of UTF-8 beside control bytes that XML 1.0 forbids. */
static bool is_forbidden(at_str s)
{
    return at_str_starts(s, AT_STR("\xEF\xBF\xBE")) || at_str_starts(s, AT_STR("\xEF\xBF\xBF"));
}

/* How many bytes of `s` the piece written stands for. */
static size_t put_character(at_buffer *out, at_str s)
{
    const unsigned char c = (unsigned char)s.ptr[0];
    switch (c) {
    case '&':
        at_buffer_literal(out, "&amp;");
        return 1;
    case '<':
        at_buffer_literal(out, "&lt;");
        return 1;
    case '>':
        at_buffer_literal(out, "&gt;");
        return 1;
    case '"':
        at_buffer_literal(out, "&quot;");
        return 1;
    default:
        break;
    }
    if (c == '_' && is_escape(s)) {
        at_buffer_literal(out, "_x005F_");
        return 1;
    }
    if (c < ' ' && c != '\t' && c != '\n') {
        at_buffer_format(out, "_x%04X_", c);
        return 1;
    }
    if (c == 0xEF && is_forbidden(s)) {
        at_buffer_literal(out, "\xEF\xBF\xBD");
        return 3;
    }
    at_buffer_char(out, s.ptr[0]);
    return 1;
}

/* Content of an element or of an attribute in double quotes; bytes that are not UTF-8 become U+FFFD. */
static void put_text(at_buffer *out, at_str s)
{
    while (s.len) {
        size_t good = s.len;
        const bool all_good = at_str_is_utf8(s, &good);
        for (size_t i = 0; i < good;) i += put_character(out, at_str_slice(s, i, good));
        if (all_good) return;
        at_buffer_literal(out, "\xEF\xBF\xBD");
        s = at_str_slice(s, good + 1, s.len);
    }
}

/* UTF-16 units, of which spreadsheets count their limits. */
static size_t utf16_length(at_str s)
{
    size_t units = 0;
    for (size_t i = 0; i < s.len; i++) {
        const unsigned char c = (unsigned char)s.ptr[i];
        units += (c & 0xC0) != 0x80;
        units += c >= 0xF0;
    }
    return units;
}

/* [-]digits[.digits], which every program reads the same; no leading zeros, which are names ("007"). */
static bool is_plain_decimal(at_str s)
{
    size_t i = s.len > 0 && s.ptr[0] == '-' ? 1 : 0;
    const size_t first = i;
    while (i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9') i++;
    if (i == first || (i - first > 1 && s.ptr[first] == '0')) return false;
    if (i == s.len) return true;
    const size_t point = i++;
    if (s.ptr[point] != '.') return false;
    while (i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9') i++;
    return i == s.len && i > point + 1;
}

/* ---- sheets ---- */

/* 0 -> A, 25 -> Z, 26 -> AA: digits from 1 to 26, the last first. */
static void put_column_name(at_buffer *out, size_t column)
{
    char letters[8];
    size_t count = 0;
    for (size_t n = column + 1; n > 0; n = (n - 1) / 26) {
        letters[count++] = (char)('A' + (n - 1) % 26);
    }
    while (count > 0) at_buffer_char(out, letters[--count]);
}

static void put_reference(at_buffer *out, size_t row, size_t column)
{
    put_column_name(out, column);
    at_buffer_format(out, "%zu", row + 1);
}

static void put_cell(at_buffer *out, size_t row, size_t column, at_str text, bool number)
{
    if (text.len == 0) return;
    at_buffer_literal(out, "<c r=\"");
    put_reference(out, row, column);
    at_buffer_char(out, '"');
    if (row == 0) at_buffer_literal(out, " s=\"1\"");
    if (number && is_plain_decimal(text)) {
        at_buffer_literal(out, "><v>");
        at_buffer_add(out, text);
        at_buffer_literal(out, "</v></c>");
        return;
    }
    at_buffer_literal(out, " t=\"inlineStr\"><is><t xml:space=\"preserve\">");
    put_text(out, text);
    at_buffer_literal(out, "</t></is></c>");
}

static at_str cell_text(const at_xlsx_sheet *sheet, size_t row, size_t column)
{
    return row == 0 ? sheet->columns[column].title
                    : sheet->cells[(row - 1) * sheet->column_count + column];
}

static void put_widths(at_buffer *out, const at_xlsx_sheet *sheet)
{
    if (sheet->column_count == 0) return;
    at_buffer_literal(out, "<cols>");
    for (size_t column = 0; column < sheet->column_count; column++) {
        size_t width = NARROWEST;
        for (size_t row = 0; row <= sheet->row_count && width < WIDEST; row++) {
            const size_t needed = utf16_length(cell_text(sheet, row, column)) + 2;
            if (needed > width) width = needed < WIDEST ? needed : WIDEST;
        }
        at_buffer_format(out, "<col min=\"%zu\" max=\"%zu\" width=\"%zu\" customWidth=\"1\"/>",
                         column + 1, column + 1, width);
    }
    at_buffer_literal(out, "</cols>");
}

static at_status put_rows(at_buffer *out, const at_xlsx_sheet *sheet, at_err *err)
{
    for (size_t row = 0; row <= sheet->row_count; row++) {
        at_buffer_format(out, "<row r=\"%zu\">", row + 1);
        for (size_t column = 0; column < sheet->column_count; column++) {
            const at_str text = cell_text(sheet, row, column);
            if (text.len > MOST_CHARACTERS && utf16_length(text) > MOST_CHARACTERS) {
                return at_fail_at(err, AT_ELIMIT, NULL, row + 1, column + 1,
                                  "a cell of more than %d characters does not fit a workbook",
                                  MOST_CHARACTERS);
            }
            put_cell(out, row, column, text,
                     row > 0 && sheet->columns[column].kind == AT_XLSX_NUMBER);
        }
        at_buffer_literal(out, "</row>");
    }
    return AT_OK;
}

/* The first row stays in sight. */
static const char pane[] =
    "<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" "
    "activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>";

static at_status put_sheet(at_buffer *out, const at_xlsx_sheet *sheet, at_err *err)
{
    if (sheet->row_count >= MOST_ROWS || sheet->column_count > MOST_COLUMNS) {
        return at_fail(err, AT_ELIMIT, "%zu rows and %zu columns do not fit a workbook",
                       sheet->row_count, sheet->column_count);
    }
    at_buffer_literal(out, XML_HEAD "<worksheet xmlns=\"" SPREADSHEET "\">");
    at_buffer_add(out, at_str_from_cstr(pane));
    put_widths(out, sheet);
    at_buffer_literal(out, "<sheetData>");
    AT_TRY(put_rows(out, sheet, err));
    at_buffer_literal(out, "</sheetData>");
    if (sheet->column_count > 0) {
        at_buffer_literal(out, "<autoFilter ref=\"A1:");
        put_reference(out, sheet->row_count, sheet->column_count - 1);
        at_buffer_literal(out, "\"/>");
    }
    at_buffer_literal(out, "</worksheet>");
    return at_buffer_status(out, err);
}

/* ---- the workbook around them ---- */

/* As Excel lets a sheet be called; apostrophes go too, which formulas would have to double. */
static at_status sheet_name(at_arena *arena, at_str name, at_str *out, at_err *err)
{
    char *copy;
    size_t length = 0, units = 0;
    while (length < name.len) {
        units += utf16_length(at_str_slice(name, length, length + 1));
        if (units > NAME_CHARACTERS) break;
        length++;
    }
    if (length == 0) return at_fail(err, AT_EBUG, "a sheet without a name");
    AT_TRY(AT_NEW(arena, length, &copy, err));
    for (size_t i = 0; i < length; i++) {
        const at_str c = at_str_slice(name, i, i + 1);
        const bool refused =
            (unsigned char)*c.ptr < ' ' || at_str_find(AT_STR("[]:*?/\\'"), c, NULL);
        copy[i] = refused ? '_' : *c.ptr;
    }
    *out = (at_str){copy, length};
    return AT_OK;
}

static void put_content_types(at_buffer *out, size_t count)
{
    at_buffer_literal(
        out, XML_HEAD
        "<Types xmlns=\"" PACKAGE "content-types\">"
        "<Default Extension=\"rels\" "
        "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
        "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
        "<Override PartName=\"/docProps/core.xml\" "
        "ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>"
        "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" CONTENT_TYPE "sheet.main+xml\"/>"
        "<Override PartName=\"/xl/styles.xml\" ContentType=\"" CONTENT_TYPE "styles+xml\"/>");
    for (size_t i = 1; i <= count; i++) {
        at_buffer_format(out,
                         "<Override PartName=\"/xl/worksheets/sheet%zu.xml\" "
                         "ContentType=\"" CONTENT_TYPE "worksheet+xml\"/>",
                         i);
    }
    at_buffer_literal(out, "</Types>");
}

static void put_package_relations(at_buffer *out)
{
    at_buffer_literal(out, XML_HEAD
                      "<Relationships xmlns=\"" PACKAGE "relationships\">"
                      "<Relationship Id=\"rId1\" Type=\"" RELATIONS "/officeDocument\" "
                      "Target=\"xl/workbook.xml\"/>"
                      "<Relationship Id=\"rId2\" Type=\"" PACKAGE
                      "relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>"
                      "</Relationships>");
}

static void put_core(at_buffer *out, at_str title)
{
    at_buffer_literal(out, XML_HEAD "<cp:coreProperties xmlns:cp=\"" PACKAGE
                                    "metadata/core-properties\" "
                                    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>");
    put_text(out, title);
    at_buffer_literal(out, "</dc:title></cp:coreProperties>");
}

static void put_workbook_relations(at_buffer *out, size_t count)
{
    at_buffer_literal(out, XML_HEAD "<Relationships xmlns=\"" PACKAGE "relationships\">");
    for (size_t i = 1; i <= count; i++) {
        at_buffer_format(out,
                         "<Relationship Id=\"rId%zu\" Type=\"" RELATIONS "/worksheet\" "
                         "Target=\"worksheets/sheet%zu.xml\"/>",
                         i, i);
    }
    at_buffer_format(out,
                     "<Relationship Id=\"rId%zu\" Type=\"" RELATIONS "/styles\" "
                     "Target=\"styles.xml\"/></Relationships>",
                     count + 1);
}

/* A filter is a hidden name too: Excel writes both, and others look for either. */
static void put_filter_name(at_buffer *out, const at_xlsx_sheet *sheet, at_str name, size_t index)
{
    if (sheet->column_count == 0) return;
    at_buffer_format(out,
                     "<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"%zu\" "
                     "hidden=\"1\">'",
                     index);
    put_text(out, name);
    at_buffer_literal(out, "'!$A$1:$");
    put_column_name(out, sheet->column_count - 1);
    at_buffer_format(out, "$%zu</definedName>", sheet->row_count + 1);
}

static void put_workbook(at_buffer *out, const at_xlsx_sheet *sheets, const at_str *names,
                         size_t count)
{
    at_buffer_literal(out, XML_HEAD "<workbook xmlns=\"" SPREADSHEET "\" xmlns:r=\"" RELATIONS
                                    "\"><sheets>");
    for (size_t i = 0; i < count; i++) {
        at_buffer_literal(out, "<sheet name=\"");
        put_text(out, names[i]);
        at_buffer_format(out, "\" sheetId=\"%zu\" r:id=\"rId%zu\"/>", i + 1, i + 1);
    }
    at_buffer_literal(out, "</sheets><definedNames>");
    for (size_t i = 0; i < count; i++) put_filter_name(out, &sheets[i], names[i], i);
    at_buffer_literal(out, "</definedNames></workbook>");
}

/* ---- parts into the archive ---- */

typedef struct package {
    at_arena *arena;
    at_zip_member *members;
    size_t count;
    at_buffer part; /* the one being written */
} package;

static at_status end_part(package *p, at_str name, at_err *err)
{
    at_str bytes;
    AT_TRY(at_buffer_status(&p->part, err));
    AT_TRY(at_arena_copy(p->arena, at_buffer_str(&p->part), &bytes, err));
    p->members[p->count++] = (at_zip_member){name, at_str_bytes(bytes)};
    at_buffer_clear(&p->part);
    return AT_OK;
}

static at_status write_parts(package *p, at_str title, const at_xlsx_sheet *sheets,
                             const at_str *names, size_t count, at_err *err)
{
    put_content_types(&p->part, count);
    AT_TRY(end_part(p, AT_STR("[Content_Types].xml"), err));
    put_package_relations(&p->part);
    AT_TRY(end_part(p, AT_STR("_rels/.rels"), err));
    put_core(&p->part, title);
    AT_TRY(end_part(p, AT_STR("docProps/core.xml"), err));
    put_workbook(&p->part, sheets, names, count);
    AT_TRY(end_part(p, AT_STR("xl/workbook.xml"), err));
    put_workbook_relations(&p->part, count);
    AT_TRY(end_part(p, AT_STR("xl/_rels/workbook.xml.rels"), err));
    at_buffer_add(&p->part, at_str_from_cstr(styles_part));
    AT_TRY(end_part(p, AT_STR("xl/styles.xml"), err));
    for (size_t i = 0; i < count; i++) {
        at_str part;
        AT_TRY(put_sheet(&p->part, &sheets[i], err));
        AT_TRY(at_arena_format(p->arena, &part, err, "xl/worksheets/sheet%zu.xml", i + 1));
        AT_TRY(end_part(p, part, err));
    }
    return AT_OK;
}

enum { FIXED_PARTS = 6, MOST_SHEETS = 1000 };

static at_status make_names(at_arena *arena, const at_xlsx_sheet *sheets, size_t count,
                            at_str *names, at_err *err)
{
    for (size_t i = 0; i < count; i++) {
        AT_TRY(sheet_name(arena, sheets[i].name, &names[i], err));
        for (size_t k = 0; k < i; k++) {
            if (at_str_equal(names[i], names[k])) {
                return at_fail(err, AT_EBUG, "sheets %zu and %zu have one name", k, i);
            }
        }
    }
    return AT_OK;
}

static at_status write_package(package *p, at_str title, const at_xlsx_sheet *sheets, size_t count,
                               at_buffer *out, at_err *err)
{
    at_str *names;
    if (count == 0 || count > MOST_SHEETS) {
        return at_fail(err, AT_EBUG, "a workbook of %zu sheets", count);
    }
    AT_TRY(AT_NEW(p->arena, FIXED_PARTS + count, &p->members, err));
    AT_TRY(AT_NEW(p->arena, count, &names, err));
    AT_TRY(make_names(p->arena, sheets, count, names, err));
    AT_TRY(write_parts(p, title, sheets, names, count, err));
    return at_zip_write(p->members, p->count, out, err);
}

at_status at_xlsx_write(at_str title, const at_xlsx_sheet *sheets, size_t count, at_buffer *out,
                        at_err *err)
{
    package p = {.arena = at_arena_new((size_t)2 << 30)};
    if (!p.arena) return at_fail(err, AT_ENOMEM, "memory is out");
    const at_status status = write_package(&p, title, sheets, count, out, err);
    at_buffer_free(&p.part);
    at_arena_free(p.arena);
    return status;
}
