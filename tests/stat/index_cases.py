# SPDX-License-Identifier: GPL-3.0-or-later
"""Random edition folders: few countries, few criteria, and on purpose ties, exclusive groups, prerequisites,
unknown cells, weights of 17 digits, odd fractions, countries and criteria that come and go."""
import random
from fractions import Fraction as F
from pathlib import Path

from index_model import Criterion, Edition

CATEGORIES = ("One", "Two, in part", "Three")
CODES = ("AA", "AB", "BA", "BB", "CA", "CB", "XK")
WEIGHTS = ("1", "2", "2", "5", "0.5", "7.25", "3/7", "12.3456789012345678", "0.33333333333333333", "1e-3", "0", "10")
VALUES = ("0", "0", "1", "1", "1/2", "0.7", "2/3", "5/16", "0.25", "1/3", "0.123456789012345678", "0.99999999999999999")


def number(text):
    """A decimal, or a fraction of two."""
    over, _, under = text.partition("/")
    return F(over) / F(under) if under else F(over)


def quoted(text):
    return '"' + text.replace('"', '""') + '"' if any(c in text for c in ',"\n') else text


def write(path, rows, rng):
    """As a table, sometimes in another of the dialects that are read."""
    end = rng.choice(("\n", "\n", "\r\n"))
    path.write_bytes((rng.choice(("", "", "\ufeff")) + "".join(",".join(map(quoted, r)) + end for r in rows)).encode())


class Maker:
    def __init__(self, seed):
        self.rng = random.Random(seed)
        rng = self.rng
        self.universe = rng.randint(1, 9)
        self.spread = rng.randint(1, 3)
        self.home = [rng.choice(CATEGORIES[:self.spread]) for _ in range(self.universe)]
        # few different numbers make many ties
        self.weights = rng.sample(WEIGHTS, rng.randint(1, 5))
        self.values = rng.sample(VALUES, rng.randint(2, len(VALUES)))
        self.unknown = rng.choice((0, 0, 0.1, 0.3))
        self.grouping = rng.choice((0, 0.3, 0.7))
        self.requiring = rng.choice((0, 0.3, 0.6))

    def criteria(self, chosen, ids, labels, names):
        rng = self.rng
        made, order = {}, list(chosen)
        rng.shuffle(order)
        for place, i in enumerate(order):
            weight = rng.choice(self.weights if rng.random() < 0.8 else WEIGHTS)
            category = self.home[i] if rng.random() < 0.95 else rng.choice(CATEGORIES)
            group = f"g{rng.randint(1, 2)} {category}" if rng.random() < self.grouping else ""
            requires = ids[rng.choice(order[:place])] if place and rng.random() < self.requiring else ""
            made[i] = (Criterion(ids[i], category, labels[i], number(weight), group, requires, names.get(i, {})),
                       weight)
        listed = list(chosen)
        rng.shuffle(listed)
        if not any(made[i][0].weight for i in listed):
            made[listed[0]][0].weight = F(4)
            made[listed[0]] = (made[listed[0]][0], "4")
        return [made[i] for i in listed]

    def countries(self):
        rng = self.rng
        chosen = sorted(rng.sample(CODES, rng.choice((1, 2, 3, 4, 5, 6, 7, 7, 5, 4))))
        return chosen

    def rows(self, countries, ids):
        """{iso2: {criterion: text}}"""
        rng = self.rng
        rows = {}
        for k in countries:
            if rows and rng.random() < 0.25:
                rows[k] = dict(rows[rng.choice(list(rows))])
            elif rng.random() < 0.05:
                rows[k] = {i: "" for i in ids}
            else:
                rows[k] = {i: "" if rng.random() < self.unknown else rng.choice(self.values) for i in ids}
        return rows

    def folder(self, path, year, criteria, countries, rows, name_rows=()):
        rng = self.rng
        path.mkdir(parents=True)
        years = sorted({y for c, _ in criteria for y in c.names})
        head = ["id", "category", "label", "weight", "exclusive_group", "requires"]
        write(path / "criteria.csv", [head + [f"id_{y}" for y in years]] + [
            [c.id, c.category, c.label, text, c.group, c.requires] + [c.names.get(y, "") for y in years]
            for c, text in criteria], rng)
        listed = list(countries)
        rng.shuffle(listed)
        columns = [c.id for c, _ in criteria]
        rng.shuffle(columns)
        write(path / "values.csv", [["iso2", "country"] + columns] + [
            [k, "Country " + k] + [rows[k][i] for i in columns] for k in listed], rng)
        values = {k: {i: number(t) if t else None for i, t in rows[k].items()} for k in countries}
        return Edition(str(year), year, [c for c, _ in criteria], sorted(countries), values)

    def coarse(self, path, year, criteria, countries):
        """Known by category only: fractions rounded to the decimals of the table, some with binary noise, some
        unknown."""
        rng = self.rng
        path.mkdir(parents=True)
        write(path / "criteria.csv", [["id", "category", "label", "weight", "exclusive_group", "requires"]] + [
            [c.id, c.category, c.label, text, c.group, c.requires] for c, text in criteria], rng)
        edition = Edition(str(year), year, [c for c, _ in criteria], sorted(countries), None, {}, rounded={})
        decimals = rng.randint(1, 4)
        categories, texts, seen = edition.categories(), {}, 0
        for k in countries:
            texts[k], edition.fractions[k], edition.rounded[k] = {}, {}, {}
            for c in categories:
                edition.rounded[k][c] = True
                if rng.random() < self.unknown / 2:
                    texts[k][c], edition.fractions[k][c] = "", None
                    continue
                x = F(rng.choice((0, 10, rng.randint(0, 10), rng.randint(0, 10 ** decimals))), 1)
                x = min(x / 10 if x <= 10 else x / 10 ** decimals, F(1))
                if rng.random() < 0.1:
                    x = rng.choice((F(1, 3), F(2, 7)))
                    texts[k][c], edition.rounded[k][c] = f"{x.numerator}/{x.denominator}", False
                else:
                    digits = next(n for n in range(20) if (x * 10 ** n).denominator == 1)
                    seen = max(seen, digits)
                    texts[k][c] = f"{float(x):.{digits}f}"
                edition.fractions[k][c] = x
        edition.half_unit = F(1, 2 * 10 ** seen)
        listed = list(countries)
        rng.shuffle(listed)
        write(path / "categories.csv", [["iso2", "country"] + categories] + [
            [k, "Country " + k] + [texts[k][c] for c in categories] for k in listed], rng)
        return edition

    def pair(self, folder):
        """Two editions of 2019 and 2020 under a folder; the old one at times known by category only."""
        rng = self.rng
        every = list(range(self.universe))
        shared = rng.sample(every, rng.randint(1, self.universe))
        rest = [i for i in every if i not in shared]
        old_set = shared + [i for i in rest if rng.random() < 0.5]
        new_set = shared + [i for i in rest if i not in old_set]
        old_ids = {i: f"C{i}" for i in every}
        new_ids, names_old, names_new = dict(old_ids), {}, {}
        old_labels = {i: f"Criterion {i}, \u00e9tat" for i in every}
        new_labels = dict(old_labels)
        how = rng.choice(("same", "same", "new names old", "old names new", "label", "swapped"))
        coarse = rng.random() < 0.25
        if coarse and how in ("old names new",):
            how = "same"
        if how in ("new names old", "old names new"):
            for i in shared:
                if rng.random() < 0.6:
                    new_ids[i] = f"N{i}"
                new_labels[i] = f"Worded anew {i}"
            if how == "new names old":
                names_new = {i: {2019: old_ids[i]} for i in shared}
            else:
                names_old = {i: {2020: new_ids[i]} for i in shared}
        elif how == "label":
            for i in shared:
                if rng.random() < 0.6:
                    new_ids[i] = f"N{i}"
                    new_labels[i] = old_labels[i].upper() if rng.random() < 0.5 else old_labels[i]
        elif how == "swapped" and len(shared) > 1:
            a, b = rng.sample(shared, 2)
            new_ids[a], new_ids[b] = old_ids[b], old_ids[a]
            names_new = {i: {2019: old_ids[i]} for i in shared}
        old_criteria = self.criteria(old_set, old_ids, old_labels, names_old)
        new_criteria = self.criteria(new_set, new_ids, new_labels, names_new)
        if rng.random() < 0.3:  # nothing but values changes
            kept = {i: (c, t) for i in old_set for c, t in old_criteria if c.id == old_ids[i]}
            back = {c.id: i for i in old_set for c, _ in old_criteria if c.id == old_ids[i]}
            if set(old_set) == set(new_set):
                new_criteria = [(Criterion(new_ids[i], c.category, new_labels[i], c.weight, c.group,
                                           new_ids[back[c.requires]] if c.requires else "", names_new.get(i, {})), t)
                                for i, (c, t) in kept.items()]
        old_countries, new_countries = self.countries(), self.countries()
        if rng.random() < 0.5:
            new_countries = old_countries
        new_rows = self.rows(new_countries, [new_ids[i] for i in new_set])
        if coarse:
            old = self.coarse(folder / "2019", 2019, old_criteria, old_countries)
        else:
            old_rows = self.rows(old_countries, [old_ids[i] for i in old_set])
            if rng.random() < 0.7:  # most values stay as they are
                for k in sorted(set(old_countries) & set(new_countries)):
                    for i in shared:
                        if rng.random() < 0.7:
                            new_rows[k][new_ids[i]] = old_rows[k][old_ids[i]]
            old = self.folder(folder / "2019", 2019, old_criteria, old_countries, old_rows)
        new = self.folder(folder / "2020", 2020, new_criteria, new_countries, new_rows)
        return old, new
