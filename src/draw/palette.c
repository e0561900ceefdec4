/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/palette.h"

enum { FEWEST_CLASSES = 3, MOST_CLASSES = 7 };

/* Made once in CIE Lab: straight between #f1e7bd, #b5d3a2, #5fb0a0, #2e7f9b, #27537f and #162a4d, cut at
 * equal steps of L*. The tests hold them to what the header promises. */
static const struct {
    const char *fill;
    bool white_ink;
} ramp[MOST_CLASSES - FEWEST_CLASSES + 1][MOST_CLASSES] = {
    {{"#d1dcae", false}, {"#49979e", false}, {"#234872", true}},
    {{"#dde0b4", false}, {"#65b2a0", false}, {"#2d7696", true}, {"#1f3e66", true}},
    {{"#e8e4b9", false},
     {"#88bfa1", false},
     {"#44919d", false},
     {"#2a6088", true},
     {"#1b355a", true}},
    {{"#eee6bc", false},
     {"#9dc8a2", false},
     {"#55a49f", false},
     {"#2e7a98", true},
     {"#27527d", true},
     {"#182f53", true}},
    {{"#f1e7bd", false},
     {"#aacea2", false},
     {"#61b1a0", false},
     {"#3f8d9d", false},
     {"#2c6a8e", true},
     {"#234872", true},
     {"#172b4e", true}},
};

static const struct {
    const char *name, *colour;
} roles[AT_PALETTE_ROLES] = {
    [AT_PALETTE_PAPER] = {"paper", "#ffffff"},         [AT_PALETTE_INK] = {"ink", "#17202a"},
    [AT_PALETTE_MUTED] = {"muted", "#5a6470"},         [AT_PALETTE_RULE] = {"rule", "#dfe3e6"},
    [AT_PALETTE_TRACK] = {"track", "#eceff1"},         [AT_PALETTE_LAND] = {"land", "#f1f0ed"},
    [AT_PALETTE_BORDER] = {"border", "#c3c7cb"},       [AT_PALETTE_HATCH] = {"hatch", "#8d969f"},
    [AT_PALETTE_ACCENT] = {"accent", "#2a6088"},       [AT_PALETTE_RANGE] = {"range", "#b4cbd9"},
    [AT_PALETTE_HIGHLIGHT] = {"highlight", "#bd5216"},
};

static const char *const parts[AT_PALETTE_PARTS] = {"#27537f", "#e2a857", "#3c8d86", "#d9dcd0"};

static size_t clamp(size_t value, size_t low, size_t high)
{
    return value < low ? low : value > high ? high : value;
}

const char *at_palette_ramp(size_t class_number, size_t class_count)
{
    const size_t count = clamp(class_count, FEWEST_CLASSES, MOST_CLASSES);
    return ramp[count - FEWEST_CLASSES][clamp(class_number, 0, count - 1)].fill;
}

const char *at_palette_ink_on(size_t class_number, size_t class_count)
{
    const size_t count = clamp(class_count, FEWEST_CLASSES, MOST_CLASSES);
    const bool white = ramp[count - FEWEST_CLASSES][clamp(class_number, 0, count - 1)].white_ink;
    return at_palette_colour(white ? AT_PALETTE_PAPER : AT_PALETTE_INK);
}

const char *at_palette_colour(at_palette_role role)
{
    return roles[role < AT_PALETTE_ROLES ? role : AT_PALETTE_INK].colour;
}

const char *at_palette_name(at_palette_role role)
{
    return roles[role < AT_PALETTE_ROLES ? role : AT_PALETTE_INK].name;
}

const char *at_palette_part(size_t part)
{
    return parts[part % AT_PALETTE_PARTS];
}
