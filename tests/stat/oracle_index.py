#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds `attest index` against an independent implementation on random editions: oracle_index.py PROGRAM
[CASES [FIRST]]. Prints TAP, one line for each promise; every disagreement is told with its case, whose number
is its seed: PROGRAM 1 NUMBER tries that one alone and keeps the folders."""
import collections
import itertools
import json
import math
import subprocess
import sys
import tempfile
from fractions import Fraction as F
from pathlib import Path

import index_model as model
from index_cases import Maker

DRAWS = 2000
TOLD = 5
SIGMAS = 6


class Report:
    def __init__(self):
        self.checked = collections.Counter()
        self.wrong = collections.defaultdict(list)
        self.case = None

    def check(self, promise, right, *what):
        self.checked[promise] += 1
        if not right:
            self.wrong[promise].append(f"case {self.case}: " + ", ".join(str(w) for w in what))

    def close(self, promise, got, want, *what, relative=0.0, absolute=0.0):
        near = abs(got - float(want)) <= max(absolute, relative * abs(float(want)))
        self.check(promise, near, *what, f"got {got!r}, want {float(want)!r}")

    def end(self):
        promises = sorted(self.checked)
        print(f"1..{len(promises)}")
        for number, promise in enumerate(promises, 1):
            wrong = self.wrong[promise]
            print(f"{'not ok' if wrong else 'ok'} {number} - {promise} ({self.checked[promise]} times)")
            for line in wrong[:TOLD]:
                print("# " + line)
            if len(wrong) > TOLD:
                print(f"# and {len(wrong) - TOLD} more")
        return 1 if any(self.wrong.values()) else 0


def points(report, promise, got, want, *what):
    """Points are printed to 12 decimals."""
    report.close(promise, got, want, *what, absolute=2e-12, relative=1e-14)


class Program:
    def __init__(self, path, report):
        self.path, self.report = path, report

    def __call__(self, *words):
        run = subprocess.run([self.path, "index", *map(str, words), "--json"], capture_output=True, text=True)
        try:
            document = json.loads(run.stdout)
        except ValueError:
            document = None
        self.report.check("each run ends with 0 and a JSON document", run.returncode == 0 and document is not None,
                          words, run.returncode, run.stdout[:300], run.stderr[:300])
        return document if run.returncode == 0 else None


def cents(x):
    return model.hundredths(x) / 100


def check_score(report, attest, edition, folder):
    got = attest("score", folder)
    if not got:
        return
    want = model.score(edition)
    report.check("score lists every country once, best first",
                 [c["iso2"] for c in got["countries"]] ==
                 sorted(want, key=lambda k: (want[k]["rank"], k)), [c["iso2"] for c in got["countries"]])
    points(report, "score: what is attainable", got["attainable"], sum(model.most(edition).values()))
    report.check("score: ranks that rounding decides",
                 got["ranks_decided_by_rounding"] == sum(w["rank"] != w["exact_rank"] for w in want.values()))
    for c in got["countries"]:
        w = want[c["iso2"]]
        report.check("score: total rounded half up", c["score"] == w["hundredths"] / 100, c["iso2"], c["score"],
                     w["total"])
        report.check("score: range of unknown cells", c["low"] == cents(w["low"]) and c["high"] == cents(w["high"]),
                     c["iso2"], c["low"], c["high"], float(w["low"]), float(w["high"]))
        report.check("score: rank", c["rank"] == w["rank"], c["iso2"], c["rank"], w["rank"])
        report.check("score: range of ranks", (c["rank_low"], c["rank_high"]) == (w["rank_low"], w["rank_high"]),
                     c["iso2"], c["rank_low"], c["rank_high"], w["rank_low"], w["rank_high"])
        report.check("score: count of unknown cells", c["unknown"] == w["unknown"], c["iso2"], c["unknown"])
        report.check("score: names of categories", list(c["categories"]) == edition.categories(), c["categories"])
        for k, v in c["categories"].items():
            points(report, "score: points of each category", v, w["categories"][k], c["iso2"], k)


def check_reforms(report, attest, edition, folder):
    for iso2 in edition.countries[:2]:
        got = attest("reforms", folder, iso2)
        if not got:
            continue
        want = model.reforms(edition, iso2)
        report.check("reforms: which, and in which order",
                     [r["criterion"] for r in got["reforms"]] == [r["criterion"] for r in want], iso2,
                     [r["criterion"] for r in got["reforms"]], [r["criterion"] for r in want])
        for g, w in zip(got["reforms"], want):
            points(report, "reforms: points", g["points"], w["gain"], iso2, g["criterion"])
            report.check("reforms: score and rank", (g["score"], g["rank"]) == (w["hundredths"] / 100, w["rank"]),
                         iso2, g, w)
            report.check("reforms: prerequisites met along", sorted(g["with"]) == sorted(w["along"]), iso2,
                         g["criterion"], g["with"], w["along"])


def check_compare(report, attest, old, new, folder):
    common = set(old.countries) & set(new.countries)
    found = model.match(old, new)
    before, after = old.weights(), new.weights()
    if old.values is not None and (not sum(before[o] for o, _ in found.values()) or not sum(after[n] for n in found)):
        run = subprocess.run([attest.path, "index", "compare", folder / "2019", folder / "2020", "--json"],
                             capture_output=True, text=True)
        report.check("compare refuses editions whose shared criteria weigh nothing", run.returncode == 3,
                     run.returncode, run.stdout)
        return
    got = attest("compare", folder / "2019", folder / "2020")
    if not got:
        return
    found, want = model.compare(old, new)
    mode = "coarse" if old.values is None else "full"
    report.check("compare: mode", got["mode"] == mode, got["mode"])
    report.check("compare: matches of criteria", {m["new"]: (m["old"], m["by"]) for m in got["matches"]} == found,
                 got["matches"], found)
    report.check("compare: what came and went", got["entered"] is not None and (
        got["matched"], got["added"], got["dropped"]) == (
        len(found), len(new.criteria) - len(found), len(old.criteria) - len(found)))
    report.check("compare: every common country once, by its new rank", [c["iso2"] for c in got["countries"]] ==
                 sorted(common, key=lambda k: (want[k]["new"]["rank"], k)))
    def moved(sign, only=False):
        return sum(sign * (w["new"]["hundredths"] - w["old"]["hundredths"]) > 0 and (w["rules_only"] or not only)
                   for w in want.values())

    summary = dict(countries=len(common), rises=moved(1), falls=moved(-1), rises_rules_only=moved(1, True),
                   falls_rules_only=moved(-1, True))
    report.check("compare: summary", got["summary"] == summary, got["summary"], summary)
    report.check("compare: ranks that rounding decides", got["ranks_decided_by_rounding"] == sum(
        any(w[e]["rank"] != w[e]["exact_rank"] for e in ("old", "new")) for w in want.values()))
    for c in got["countries"]:
        k, w = c["iso2"], want[c["iso2"]]
        points(report, "compare: exact totals", c["score_old"], w["old"]["total"], k)
        points(report, "compare: exact totals", c["score_new"], w["new"]["total"], k)
        report.check("compare: rounded totals, ranks and places",
                     (c["score_old_2dp"], c["score_new_2dp"], c["rank_old"], c["rank_new"], c["places"]) ==
                     (w["old"]["hundredths"] / 100, w["new"]["hundredths"] / 100, w["old"]["rank"], w["new"]["rank"],
                      w["places"]), c, w)
        report.check("compare: names of parts", set(c["score_parts"]) == set(w["score_parts"]) and
                     set(c["rank_parts"]) == set(w["rank_parts"]), c)
        for p, v in w["score_parts"].items():
            points(report, f"compare, {mode}: score parts", c["score_parts"][p], v, k, p)
        for p, v in w["rank_parts"].items():
            points(report, f"compare, {mode}: rank parts", c["rank_parts"][p], v, k, p)
        report.close("compare: score parts add up to the change", sum(c["score_parts"].values()),
                     c["score_new"] - c["score_old"], k, absolute=1e-9)
        report.close("compare: rank parts add up to the places", sum(c["rank_parts"].values()), c["places"], k,
                     absolute=1e-9)
        points(report, f"compare, {mode}: the new values under the old rules", c["new_values_old_rules"],
               w["new_values_old_rules"], k)
        report.check(f"compare, {mode}: rules only", c["rules_only"] == w["rules_only"], k, c["rules_only"],
                     w["score_parts"])
        report.check("compare: names of categories", set(c["category_parts"]) == set(w["category_values"]), k)
        for name, parts in c["category_parts"].items():
            points(report, f"compare, {mode}: parts of categories", parts["values"], w["category_values"][name], k,
                   name, "values")
            points(report, f"compare, {mode}: parts of categories", parts["rules"], w["category_rules"][name], k,
                   name, "rules")
        if mode == "coarse":
            for end in (0, 1):
                points(report, "compare, coarse: interval", c["values_interval"][end], w["interval"][end], k, end)
            report.check("compare, coarse: none", c["values_none"] == w["none"], k, c["values_interval"],
                         w["interval"])


def check_robust(report, attest, edition, folder, level, pct, over, seed, squares):
    got = attest("robust", folder, "--within", pct, "--level", level, "--draws", DRAWS, "--over", over, "--seed", seed)
    if not got:
        return
    small = len(edition.criteria) <= 6 and len(edition.countries) <= 5
    it, pairs, countries = model.robust(edition, level, F(pct), small or level == "category")
    summary = got["summary"]
    report.check("robust: count of items", summary["items"] == len(it.most), summary, it.names)
    report.check("robust: summary",
                 (summary["pairs"], summary["pairs_hold"], summary["pairs_hold_any_weights"],
                  summary["pairs_hold_any_weights_ties"], summary["neighbours"], summary["neighbours_hold"]) ==
                 (len(pairs), sum(p["holds"] for p in pairs.values()), sum(p["holds_any"] for p in pairs.values()),
                  sum(p["ties"] for p in pairs.values()), len(countries) - 1,
                  sum(p["holds"] and p["neighbours"] for p in pairs.values())), summary, pairs)
    report.check("robust: every pair once, the higher total first", {(p["a"], p["b"]) for p in got["pairs"]} == set(pairs)
                 and len(got["pairs"]) == len(pairs), [(p["a"], p["b"]) for p in got["pairs"]], list(pairs))
    above = collections.Counter()
    for p in got["pairs"]:
        w = pairs.get((p["a"], p["b"]))
        if not w:
            continue
        name = (p["a"], p["b"], level, pct)
        report.check("robust: holds", p["holds"] == w["holds"], name, p["holds"])
        report.check("robust: holds under any weights", p["holds_any"] == w["holds_any"], name)
        report.check("robust: neighbours", p["neighbours"] == w["neighbours"], name)
        report.close("robust: share of all weights", p["share"], w["share"], name, relative=1e-12, absolute=1e-300)
        report.close("robust: epsilon", p["epsilon"], w["epsilon"], name, relative=1e-13)
        within, error = p["share_within"], p["share_within_error"]
        if w["strictly"]:
            report.check("robust: a pair that holds strictly has share 1 within, without error",
                         (within, error) == (1, 0), name, within, error)
        if w["within"] is not None and (w["same"] or not w["alike"]):
            report.check("robust: share within lies by the exact volume",
                         abs(within - float(w["within"])) <= SIGMAS * error + 1e-12, name, within, error,
                         float(w["within"]))
            if not w["strictly"] and not w["same"]:
                k = within * DRAWS
                rule = (k + 1) / (DRAWS + 2)
                report.close("robust: standard error of the share within", error,
                             math.sqrt(rule * (1 - rule) / DRAWS), name, within, relative=1e-6)
            if 0.01 < w["within"] < 0.99 and pct != "0" and not w["alike"]:
                squares.append((within - float(w["within"])) ** 2 /
                               float(w["within"] * (1 - w["within"]) / DRAWS))
        ahead = {"box": w["within"], "simplex": w["share"]}[over]
        if not w["same"] and ahead is not None:
            above[p["b"]] += ahead
            above[p["a"]] += 1 - ahead
    for c in got["countries"]:
        w = countries[c["iso2"]]
        report.check("robust: bounds of ranks", (c["rank"], c["rank_low"], c["rank_high"]) ==
                     (w["rank"], w["rank_low"], w["rank_high"]), c["iso2"], level, pct,
                     c["rank"], c["rank_low"], c["rank_high"], w)
        counts = c["rank_counts"]
        report.check("robust: each draw counts once", sum(counts) == DRAWS and len(counts) == len(countries))
        reached = list(itertools.accumulate(counts))
        for q in (5, 50, 95):
            smallest = next(i for i, r in enumerate(reached, 1) if 100 * r >= q * DRAWS)
            report.check("robust: quantiles of ranks", c[f"rank_{q}"] == smallest, c["iso2"], q, c[f"rank_{q}"], smallest)
        mean = sum(i * n for i, n in enumerate(counts, 1)) / DRAWS
        report.close("robust: mean rank of the draws", c["rank_mean"], mean, c["iso2"], relative=1e-9)
        if all(p["within"] is not None and (p["same"] or not p["alike"]) for p in pairs.values()) and pct != "0":
            spread = sum((i - mean) ** 2 * n for i, n in enumerate(counts, 1)) / DRAWS
            error = math.sqrt(spread / DRAWS) + 3 * len(countries) / DRAWS
            report.check("robust: mean rank lies by its exact expectation",
                         abs(mean - 1 - float(above[c["iso2"]])) <= SIGMAS * error, c["iso2"], level, pct, over, mean,
                         1 + float(above[c["iso2"]]))
        if over == "box" and not any(v is None for r in (edition.values or {}).values() for v in r.values()) \
                and not any(p["alike"] and not p["same"] for p in pairs.values()):
            seen = [i for i, n in enumerate(counts, 1) if n]
            report.check("robust: no draw leaves the bounds", w["rank_low"] <= seen[0] and seen[-1] <= w["rank_high"],
                         c["iso2"], level, pct, seen, w)


def check_case(report, attest, case, folder, squares):
    maker = Maker(case)
    old, new = maker.pair(folder)
    report.case = case
    check_score(report, attest, new, folder / "2020")
    if maker.rng.random() < 0.3:
        check_score(report, attest, old, folder / "2019")
    check_reforms(report, attest, new, folder / "2020")
    check_compare(report, attest, old, new, folder)
    edition = new if old.values is None or maker.rng.random() < 0.7 else old
    level = maker.rng.choice(("category", "criteria"))
    if old.values is None and maker.rng.random() < 0.2:
        edition, level = old, "category"
    pct = maker.rng.choice(("25", "25", "10", "0", "100", "0.5", "50", "99.99"))
    check_robust(report, attest, edition, folder / edition.name, level, pct,
                 maker.rng.choice(("box", "box", "simplex")), case + 1, squares)


def write_edition(folder, weights, rows):
    """One category a weight, of one criterion; rows: {iso2: fractions}."""
    folder.mkdir(parents=True)
    ids = [f"C{i}" for i in range(len(weights))]
    (folder / "criteria.csv").write_text("id,category,label,weight\n" + "".join(
        f"{i},Category {i},Label {i},{w}\n" for i, w in zip(ids, weights)))
    (folder / "values.csv").write_text("iso2,country," + ",".join(ids) + "\n" + "".join(
        f"{k},Country {k},{','.join(map(str, r))}\n" for k, r in rows.items()))


def far_tail(statistic, degrees):
    """How many standard deviations a chi-square is out (Wilson & Hilferty 1931)."""
    return ((statistic / degrees) ** (1 / 3) - (1 - 2 / (9 * degrees))) / math.sqrt(2 / (9 * degrees))


def check_uniform(report, attest, room):
    """A country that has nothing but some items stands above one that has t of everything where these items
    weigh more than t: its ranks are a histogram of their weight, held to exact volumes."""
    cuts, draws, weights = 9, 100000, [F(10), F(7), F(2), F(1, 2)]
    total = sum(weights)
    for number, (chosen, pct) in enumerate((((0,), 60), ((1,), 60), ((2,), 100), ((3,), 25), ((0, 3), 50), ((1, 2), 90))):
        own = sum(weights[i] for i in chosen) / total
        rows = {"AA": [int(i in chosen) for i in range(4)]}
        for j in range(1, cuts + 1):
            t = own * (1 + F(pct, 100) * F(2 * j - cuts - 1, cuts + 1))
            rows["T" + chr(64 + j)] = [F(str(round(float(t), 6)))] * 4
        folder = room / f"uniform{number}"
        write_edition(folder, [10, 7, 2, 0.5], {k: [str(float(x)) for x in r] for k, r in rows.items()})
        for over in ("box", "simplex"):
            got = attest("robust", folder, "--within", pct, "--draws", draws, "--over", over, "--seed", number + 1)
            counts = next(c["rank_counts"] for c in got["countries"] if c["iso2"] == "AA")
            above = [F(1)]
            for j in range(1, cuts + 1):
                d = [a - t for a, t in zip(rows["AA"], rows["T" + chr(64 + j)])]
                reach = F(pct, 100)
                above.append(model.share(d) if over == "simplex" else model.share_within(
                    d, [w * (1 - reach) for w in weights], [w * (1 + reach) for w in weights], total))
            above.append(F(0))
            # above j thresholds: rank cuts + 1 - j
            expected = [float(above[j] - above[j + 1]) * draws for j in range(cuts + 1)]
            seen = [counts[cuts - j] for j in range(cuts + 1)]
            used = [(s, e) for s, e in zip(seen, expected) if e >= 5]
            report.check("draws: nothing where there is no volume",
                         all(s <= 30 for s, e in zip(seen, expected) if e < 5), seen, expected)
            statistic = sum((s - e) ** 2 / e for s, e in used)
            report.check("draws: weights are uniform by a chi-square test",
                         len(used) < 2 or far_tail(statistic, len(used) - 1) < 5, over, chosen, pct, statistic,
                         len(used) - 1)


def closed_sobol(over, c):
    """First and total indices of 1{x2 < c x1}, x1 and x2 uniform on 0..1 (c <= 1) or exponential."""
    if over == "box":
        mean = c / 2
        first = (c * c / 12, c / 3 - c * c / 4)
    else:
        mean = c / (1 + c)
        first = (1 - 2 / (1 + c) + 1 / (1 + 2 * c) - mean ** 2, c / (c + 2) - mean ** 2)
    variance = mean * (1 - mean)
    s1, s2 = (f / variance for f in first)
    return (s1, 1 - s2), (s2, 1 - s1)


def check_sobol(report, attest, room, seeds):
    """Two countries on two items: the rank of either is 1{x2 < c x1} or its opposite."""
    folder = room / "sobol"
    write_edition(folder, [8, 12], {"AA": [0.75, 0], "BB": [0, 0.625]})
    held = tried = 0
    # Within the box a factor moves its weight from 0 to twice its own: 8 * 0.75 x1 against 12 * 0.625 x2.
    for over, c in (("box", 0.8), ("simplex", 1.2)):
        exact = closed_sobol(over, c)
        got = attest("robust", folder, "--within", 100, "--draws", 20000, "--over", over, "--seed", 1)
        for output in got["sobol"]["outputs"]:
            for factor, want in zip(output["factors"], exact):
                for name, value in zip(("first", "total"), want):
                    error = (factor[name + "_95"] - factor[name + "_5"]) / (2 * 1.645)
                    report.check("Sobol: indices lie by their closed form", abs(factor[name] - value) <= 5 * error
                                 and error < 0.05, over, output["output"], factor, value)
        for seed in range(seeds):
            got = attest("robust", folder, "--within", 100, "--draws", 500, "--over", over, "--seed", 100 + seed)
            for factor, want in zip(got["sobol"]["outputs"][1]["factors"], exact):
                for name, value in zip(("first", "total"), want):
                    tried += 1
                    held += factor[name + "_5"] <= value <= factor[name + "_95"]
    if tried >= 200:
        print(f"# Sobol intervals of 5 to 95 % hold the true index {held} times of {tried}")
        report.check("Sobol: intervals of 5 to 95 % hold as often as said", 0.83 * tried <= held <= 0.96 * tried,
                     held, tried)


def check_threads(report, attest, folder):
    """The same bytes on any number of threads."""
    for words in (("--draws", "5000"), ("--level", "criteria", "--over", "simplex", "--draws", "3000")):
        outputs = {subprocess.run([attest.path, "index", "robust", folder, "--json", "--threads", str(n), *words],
                                  capture_output=True).stdout for n in (1, 2, 3, 7)}
        report.check("robust: the same bytes on any number of threads", len(outputs) == 1, words)


def main():
    program = sys.argv[1]
    cases = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    first = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    report = Report()
    attest = Program(program, report)
    squares = []
    with tempfile.TemporaryDirectory() as room:
        for case in range(first, first + cases):
            folder = Path(room if cases > 1 else "oracle-case") / str(case)
            check_case(report, attest, case, folder, squares)
            if case == first and cases > 1:
                check_threads(report, attest, folder / "2020")
        report.case = "without number"
        if cases > 1:
            check_uniform(report, attest, Path(room))
            check_sobol(report, attest, Path(room), min(cases, 100))
    if len(squares) > 50:
        # Shares of one run come from the same draws; of 100 independent squares the mean is within 1 +- 0.6.
        mean = sum(squares) / len(squares)
        print(f"# mean square of standardised errors of {len(squares)} shares: {mean:.3f}")
        report.check("robust: errors of shares within are as large as said", 0.4 < mean < 1.6, mean)
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
