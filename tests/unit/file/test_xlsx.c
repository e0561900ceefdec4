/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file/xlsx.h"

#include <stdlib.h>
#include <string.h>

#include "support.h"

#define S AT_STR

static const at_xlsx_column columns[] = {{{"country", 7}, AT_XLSX_TEXT},
                                         {{"score & rank", 12}, AT_XLSX_NUMBER}};

static at_str workbook(const at_xlsx_sheet *sheets, size_t count)
{
    at_buffer out = {0};
    at_str copy = {0};
    at_err err = {0};
    assert_ok(at_xlsx_write(S("The <Map> & \"more\""), sheets, count, &out, &err), &err);
    assert_ok(at_arena_copy(test_arena(), at_buffer_str(&out), &copy, &err), &err);
    at_buffer_free(&out);
    return copy;
}

/* Runs a Python program over the workbook; `cells` is a list of (reference, type, style, text), `parts`
 * a dictionary of parsed XML. */
static at_str inspected(at_str bytes, const char *program)
{
    static const char prelude[] =
        "import sys, zipfile, xml.etree.ElementTree as ET\n"
        "z = zipfile.ZipFile(sys.argv[1])\n"
        "assert z.testzip() is None\n"
        "parts = {n: ET.fromstring(z.read(n)) for n in z.namelist()}\n"
        "m = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'\n"
        "def cells(n):\n"
        "    return [(c.get('r'), c.get('t', 'n'), c.get('s'), ''.join(c.itertext()))\n"
        "            for c in parts['xl/worksheets/sheet%d.xml' % n].iter(m + 'c')]\n";
    const char *path = test_format("%s/x.xlsx", test_temp_dir());
    test_write_file(path, bytes);
    const test_result result =
        test_run("python3", "-c", test_format("%s%s", prelude, program), path);
    assert_str(result.err, "");
    assert_int_equal(result.exit_code, 0);
    return result.out;
}

static void xlsx_has_the_parts_that_its_relations_name(void **state)
{
    (void)state;
    const at_xlsx_sheet sheets[] = {{S("scores"), columns, 2, 0, NULL},
                                    {S("ranks"), columns, 2, 0, NULL}};
    const at_str out =
        inspected(workbook(sheets, 2),
                  "types = parts['[Content_Types].xml']\n"
                  "over = {e.get('PartName') for e in types if e.get('PartName')}\n"
                  "xml = {'/' + n for n in parts if n.endswith('.xml') and n[0] != '['}\n"
                  "assert over == xml, (over, xml)\n"
                  "rel = lambda n: {e.get('Id'): e.get('Target') for e in parts[n]}\n"
                  "assert {'/' + t for t in rel('_rels/.rels').values()} <= xml\n"
                  "book = rel('xl/_rels/workbook.xml.rels')\n"
                  "assert {'/xl/' + t for t in book.values()} <= xml\n"
                  "r = '{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id'\n"
                  "for s in parts['xl/workbook.xml'].iter(m + 'sheet'):\n"
                  "    print(s.get('name'), s.get('sheetId'), book[s.get(r)])\n"
                  "print(''.join(parts['docProps/core.xml'].itertext()))\n");
    assert_str(out, "scores 1 worksheets/sheet1.xml\nranks 2 worksheets/sheet2.xml\n"
                    "The <Map> & \"more\"\n");
}

static void xlsx_cells_are_numbers_or_text_and_never_formulas(void **state)
{
    (void)state;
    static const at_str cells[] = {
        {"Malta", 5},    {"85.31", 5}, {"=1+1", 4}, {"-0.5", 4}, {"12", 2}, {"=2", 2},
        {" a\n\tb ", 6}, {"007", 3},   {"", 0},     {"1e5", 3},  {"x", 1},  {"", 0},
        {"y", 1},        {"1.", 2},    {"z", 1},    {"-", 1},    {"w", 1},  {"0", 1},
    };
    const at_xlsx_sheet sheet = {S("s"), columns, 2, AT_COUNT_OF(cells) / 2, cells};
    const at_str out = inspected(workbook(&sheet, 1), "for c in cells(1): print(*map(ascii, c))\n"
                                                      "assert not list(parts['xl/worksheets/"
                                                      "sheet1.xml'].iter(m + 'f'))\n");
    assert_str(out, "'A1' 'inlineStr' '1' 'country'\n'B1' 'inlineStr' '1' 'score & rank'\n"
                    "'A2' 'inlineStr' None 'Malta'\n'B2' 'n' None '85.31'\n"
                    "'A3' 'inlineStr' None '=1+1'\n'B3' 'n' None '-0.5'\n"
                    "'A4' 'inlineStr' None '12'\n'B4' 'inlineStr' None '=2'\n"
                    "'A5' 'inlineStr' None ' a\\n\\tb '\n'B5' 'inlineStr' None '007'\n"
                    "'B6' 'inlineStr' None '1e5'\n'A7' 'inlineStr' None 'x'\n"
                    "'A8' 'inlineStr' None 'y'\n'B8' 'inlineStr' None '1.'\n"
                    "'A9' 'inlineStr' None 'z'\n'B9' 'inlineStr' None '-'\n"
                    "'A10' 'inlineStr' None 'w'\n'B10' 'n' None '0'\n");
}

/* Any bytes make well-formed XML, and what a spreadsheet can hold comes back. */
static void xlsx_text_survives_xml(void **state)
{
    (void)state;
    static const at_str cells[] = {
        {"<a href=\"x\">&amp;</a>", 21},
        {"\x01\r\0", 3},
        {"_x0041_", 7},
        {"\xFF"
         "a\xC3",
         3},
        {"\xEF\xBF\xBE\xEF\xBF\xBF", 6},
        {"\xF0\x9F\x98\x80", 4},
    };
    static const at_xlsx_column one[] = {{{"t", 1}, AT_XLSX_TEXT}};
    const at_xlsx_sheet sheet = {S("s"), one, 1, AT_COUNT_OF(cells), cells};
    const at_str out = inspected(
        workbook(&sheet, 1),
        "import re\n"
        "for c in cells(1)[1:]:\n"
        "    print(ascii(re.sub('_x([0-9A-F]{4})_', lambda h: chr(int(h[1], 16)), c[3])))\n");
    assert_str(out, "'<a href=\"x\">&amp;</a>'\n'\\x01\\r\\x00'\n'_x0041_'\n'\\ufffda\\ufffd'\n"
                    "'\\ufffd\\ufffd'\n'\\U0001f600'\n");
}

static void xlsx_freezes_filters_and_fits_the_columns(void **state)
{
    (void)state;
    static const at_str cells[] = {{"Bosnia and Herzegovina", 22}, {"1", 1}};
    const at_xlsx_sheet sheet = {S("Scores 2025"), columns, 2, 1, cells};
    const at_str out =
        inspected(workbook(&sheet, 1),
                  "s = parts['xl/worksheets/sheet1.xml']\n"
                  "print([c.tag.split('}')[1] for c in s])\n"
                  "p = next(s.iter(m + 'pane')); print(p.get('ySplit'), p.get('state'))\n"
                  "print(next(s.iter(m + 'autoFilter')).get('ref'))\n"
                  "print([c.get('width') for c in s.iter(m + 'col')])\n"
                  "print(next(parts['xl/workbook.xml'].iter(m + 'definedName')).text)\n");
    assert_str(out, "['sheetViews', 'cols', 'sheetData', 'autoFilter']\n1 frozen\nA1:B2\n"
                    "['24', '14']\n'Scores 2025'!$A$1:$B$2\n");
}

static void xlsx_names_sheets_as_excel_lets_them_be_called(void **state)
{
    (void)state;
    const at_xlsx_sheet sheets[] = {
        {S("a[b]c:d*e?f/g\\h'i"), columns, 0, 0, NULL},
        {S("1234567890123456789012345678901234567890"), columns, 0, 0, NULL},
        {S("ЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ<&"), columns, 0, 0, NULL},
    };
    const at_str out =
        inspected(workbook(sheets, 3), "for s in parts['xl/workbook.xml'].iter(m + 'sheet'):\n"
                                       "    print(ascii(s.get('name')), len(s.get('name')))\n");
    assert_str(out, test_format("'a_b_c_d_e_f_g_h_i' 17\n'1234567890123456789012345678901' 31\n'%s"
                                "' 31\n",
                                "\\u0416\\u0416\\u0416\\u0416\\u0416\\u0416\\u0416\\u0416\\u0416"
                                "\\u0416\\u0416\\u0416\\u0416\\u0416\\u0416\\u0416\\u0416\\u0416"
                                "\\u0416\\u0416\\u0416\\u0416\\u0416\\u0416\\u0416\\u0416\\u0416"
                                "\\u0416\\u0416\\u0416\\u0416"));
}

static void xlsx_names_columns_beyond_z(void **state)
{
    (void)state;
    enum { COUNT = 16384 };
    at_xlsx_column *wide = calloc(COUNT, sizeof *wide);
    assert_non_null(wide);
    for (size_t i = 0; i < COUNT; i++) wide[i].title = S("x");
    const at_xlsx_sheet sheet = {S("s"), wide, COUNT, 0, NULL};
    const at_str out = inspected(workbook(&sheet, 1),
                                 "r = [c[0] for c in cells(1)]\n"
                                 "print(r[25], r[26], r[51], r[52], r[701], r[702], r[16383])\n");
    assert_str(out, "Z1 AA1 AZ1 BA1 ZZ1 AAA1 XFD1\n");
    free(wide);
}

static void xlsx_is_the_same_twice_and_tells_no_time(void **state)
{
    (void)state;
    static const at_str cells[] = {{"a", 1}, {"1", 1}};
    const at_xlsx_sheet sheet = {S("s"), columns, 2, 1, cells};
    const at_str once = workbook(&sheet, 1), twice = workbook(&sheet, 1);
    assert_same_str(twice, once);
    assert_false(at_str_find(once, S("dcterms"), NULL));
    assert_false(at_str_find(once, S("creator"), NULL));
}

static void xlsx_says_what_does_not_fit(void **state)
{
    (void)state;
    at_buffer out = {0};
    at_err err = {0};
    char *text = malloc(32768);
    assert_non_null(text);
    memset(text, 'x', 32768);
    at_str cells[] = {{"a", 1}, {text, 32767}};
    const at_xlsx_sheet full = {S("s"), columns, 2, 1, cells};
    assert_ok(at_xlsx_write(S("t"), &full, 1, &out, &err), &err);
    cells[1].len++;
    assert_fails(at_xlsx_write(S("t"), &full, 1, &out, &err), &err, AT_ELIMIT,
                 "more than 32767 characters");
    assert_int_equal(err.row, 2);
    assert_int_equal(err.column, 2);
    const at_xlsx_sheet tall = {S("s"), columns, 2, 1048576, cells};
    assert_fails(at_xlsx_write(S("t"), &tall, 1, &out, &err), &err, AT_ELIMIT, "do not fit");
    const at_xlsx_sheet wide = {S("s"), columns, 16385, 0, cells};
    assert_fails(at_xlsx_write(S("t"), &wide, 1, &out, &err), &err, AT_ELIMIT, "do not fit");
    const at_xlsx_sheet same[] = {{S("s"), columns, 0, 0, NULL}, {S("s"), columns, 0, 0, NULL}};
    assert_fails(at_xlsx_write(S("t"), same, 2, &out, &err), &err, AT_EBUG, "one name");
    assert_fails(at_xlsx_write(S("t"), same, 0, &out, &err), &err, AT_EBUG, "0 sheets");
    at_buffer_free(&out);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(xlsx_has_the_parts_that_its_relations_name),
        cmocka_unit_test(xlsx_cells_are_numbers_or_text_and_never_formulas),
        cmocka_unit_test(xlsx_text_survives_xml),
        cmocka_unit_test(xlsx_freezes_filters_and_fits_the_columns),
        cmocka_unit_test(xlsx_names_sheets_as_excel_lets_them_be_called),
        cmocka_unit_test(xlsx_names_columns_beyond_z),
        cmocka_unit_test(xlsx_is_the_same_twice_and_tells_no_time),
        cmocka_unit_test(xlsx_says_what_does_not_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
