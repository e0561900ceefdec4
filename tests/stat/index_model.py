# SPDX-License-Identifier: GPL-3.0-or-later
"""The index engine again, from docs/methods-index.md and docs/formats.md alone, in exact fractions.

Written to be plain rather than fast, and by other means than the program wherever there are any: the
orders of the players in place of the coalitions of a Shapley value, the dual and every vertex in place of
the greedy minimum over weights, divided differences in place of the recursion for shares.
"""
import itertools
from dataclasses import dataclass, field
from fractions import Fraction as F
from math import comb, floor

ZERO, ONE, HALF = F(0), F(1), F(1, 2)
NOTHING = F(1, 10 ** 9)  # a part that is smaller is none
ALIKE = F(1, 10 ** 12)   # profiles that double precision does not tell apart for sure


@dataclass
class Criterion:
    id: str
    category: str
    label: str
    weight: F
    group: str = ""
    requires: str = ""
    names: dict = field(default_factory=dict)  # year -> id


@dataclass
class Edition:
    name: str
    year: int
    criteria: list
    countries: list  # iso2, ordered
    values: dict  # iso2 -> {criterion id: Fraction or None}; None where known by category only
    fractions: dict = None  # iso2 -> {category: Fraction or None}
    half_unit: F = ZERO  # of the last decimal of the table of fractions
    rounded: dict = None  # iso2 -> {category: whether the fraction is a decimal, so rounded}

    def categories(self):
        return list(dict.fromkeys(c.category for c in self.criteria))

    def weights(self):
        return {c.id: c.weight for c in self.criteria}


# ---- scores ----

def evaluate(criteria, weights, row, fill):
    """Points of each slot: (category, name of the criterion or group) -> points."""
    def value(criterion):
        return fill if row[criterion] is None else row[criterion]

    slots = {}
    for c in criteria:
        points = weights[c.id] * value(c.id)
        if c.requires and value(c.requires) == 0:
            points = ZERO
        key = (c.category, "group " + c.group) if c.group else (c.category, "criterion " + c.id)
        slots[key] = max(slots.get(key, ZERO), points)
    return slots


def attainable_slots(criteria, weights):
    slots = {}
    for c in criteria:
        key = (c.category, "group " + c.group) if c.group else (c.category, "criterion " + c.id)
        slots[key] = max(slots.get(key, ZERO), weights[c.id])
    return slots


def by_category(slots, categories):
    sums = {category: ZERO for category in categories}
    for (category, _), points in slots.items():
        sums[category] += points
    return sums


def most(edition):
    return by_category(attainable_slots(edition.criteria, edition.weights()), edition.categories())


def category_range(edition, iso2):
    """(low, high): points of each category with unknown cells 0 and 1."""
    if edition.values is None:
        top = most(edition)
        row = edition.fractions[iso2]
        return tuple({k: top[k] * (fill if row[k] is None else row[k]) for k in top} for fill in (ZERO, ONE))
    return tuple(by_category(evaluate(edition.criteria, edition.weights(), edition.values[iso2], fill),
                             edition.categories()) for fill in (ZERO, ONE))


def middle(pair):
    return {k: (pair[0][k] + pair[1][k]) / 2 for k in pair[0]}


def hundredths(x):
    return floor(x * 100 + HALF)


def competition_ranks(totals):
    return {k: 1 + sum(other > mine for other in totals.values()) for k, mine in totals.items()}


def score(edition):
    out = {}
    ranges = {iso2: category_range(edition, iso2) for iso2 in edition.countries}
    low = {k: sum(r[0].values(), ZERO) for k, r in ranges.items()}
    high = {k: sum(r[1].values(), ZERO) for k, r in ranges.items()}
    total = {k: (low[k] + high[k]) / 2 for k in ranges}
    ranks = competition_ranks({k: hundredths(v) for k, v in total.items()})
    exact = competition_ranks(total)
    for k in edition.countries:
        row = edition.fractions[k] if edition.values is None else edition.values[k]
        others = [o for o in edition.countries if o != k]
        out[k] = dict(
            total=total[k], low=low[k], high=high[k], hundredths=hundredths(total[k]), rank=ranks[k],
            exact_rank=exact[k], categories=middle(ranges[k]),
            unknown=sum(v is None for v in row.values()),
            rank_low=1 + sum(hundredths(low[o]) > hundredths(high[k]) for o in others),
            rank_high=1 + sum(hundredths(high[o]) > hundredths(low[k]) for o in others))
    return out


# ---- reforms ----

def reforms(edition, iso2):
    scores = score(edition)
    row = edition.values[iso2]
    by_id = {c.id: c for c in edition.criteria}
    found = []
    for place, c in enumerate(edition.criteria):
        if row[c.id] is None or row[c.id] == 1:
            continue
        changed, along = dict(row), []
        changed[c.id] = ONE
        step = c.requires
        while step and row[step] == 0:  # the chain ends at what is met, or is not known
            changed[step] = ONE
            along.append(step)
            step = by_id[step].requires
        total = sum((sum(evaluate(edition.criteria, edition.weights(), changed, fill).values(), ZERO)
                     for fill in (ZERO, ONE)), ZERO) / 2
        gain = total - scores[iso2]["total"]
        if gain > 0:
            rank = 1 + sum(scores[o]["hundredths"] > hundredths(total) for o in edition.countries if o != iso2)
            found.append((-gain, place, dict(criterion=c.id, gain=gain, hundredths=hundredths(total),
                                             rank=rank, along=along)))
    return [entry for _, _, entry in sorted(found, key=lambda f: f[:2])]


# ---- compare ----

def match(old, new):
    """{new criterion: (old criterion, how)}."""
    def names(edition, c):
        return {**c.names, edition.year: c.id}

    found, taken = {}, set()

    def differ(o, n):
        a, b = names(old, o), names(new, n)
        return any(y in b and b[y] != a[y] for y in a)

    def same_name(o, n):
        a, b = names(old, o), names(new, n)
        return any(y in b and b[y] == a[y] for y in a)

    rules = [("crosswalk", same_name),
             ("id", lambda o, n: o.id == n.id and not differ(o, n)),
             ("label", lambda o, n: o.label.casefold() == n.label.casefold() and o.category == n.category
              and not differ(o, n)),
             ("label", lambda o, n: o.label.casefold() == n.label.casefold() and not differ(o, n))]
    for how, rule in rules:
        for o in old.criteria:
            if o.id in taken:
                continue
            for n in new.criteria:
                if n.id not in found and rule(o, n):
                    found[n.id] = (o.id, "id" if o.id == n.id else how)
                    taken.add(o.id)
                    break
    return found


PLAYERS = ("own_values", "others_values", "weights", "criteria")


def coalition_weights(old, new, pairs, new_weights, new_set):
    """Weights by identity: shared criteria are called by (old, new), the others by (old, None) or (None, new)."""
    ow, nw = old.weights(), new.weights()
    base = new if new_set else old
    shared = {(o, n): (nw[n] if new_weights else ow[o]) for o, n in pairs}
    used = sum(shared.values(), ZERO)
    own = sum((nw[n] if new_set else ow[o] for o, n in pairs), ZERO)
    named = {}
    for (o, n), w in shared.items():
        named[n if new_set else o] = w
    for c in base.criteria:
        if c.id not in named:
            named[c.id] = c.weight * used / own
    reach = sum(attainable_slots(base.criteria, named).values(), ZERO)
    goal = sum(most(base).values(), ZERO)
    return {k: w * goal / reach for k, w in named.items()}


def compare_full(old, new, found):
    pairs = [(o, n) for n, (o, _) in found.items()]
    common = [k for k in new.countries if k in set(old.countries)]
    to_old = {n: o for o, n in pairs}
    to_new = dict(pairs)
    structure = {s: (coalition_weights(old, new, pairs, "weights" in s, "criteria" in s))
                 for s in (frozenset(x) for x in ((), ("weights",), ("criteria",), ("weights", "criteria")))}
    categories = list(dict.fromkeys(new.categories() + old.categories()))

    def points(iso2, new_values, rules):
        base = new if "criteria" in rules else old
        row = {}
        for c in base.criteria:
            if base is new:
                shared = c.id in to_old
                row[c.id] = old.values[iso2][to_old[c.id]] if shared and not new_values else new.values[iso2][c.id]
            else:
                shared = c.id in to_new
                row[c.id] = new.values[iso2][to_new[c.id]] if shared and new_values else old.values[iso2][c.id]
        return middle(tuple(by_category(evaluate(base.criteria, structure[rules], row, fill), categories)
                            for fill in (ZERO, ONE)))

    table = {(k, v, rules): points(k, v, rules) for k in common for v in (False, True) for rules in structure}
    cents = {key: hundredths(sum(p.values(), ZERO)) for key, p in table.items()}

    def value(iso2, coalition):
        """(points by category, rank) of a coalition."""
        rules = frozenset(coalition & {"weights", "criteria"})
        own, others = "own_values" in coalition, "others_values" in coalition
        mine = cents[iso2, own, rules]
        rank = 1 + sum(cents[o, others, rules] > mine for o in common if o != iso2)
        return table[iso2, own, rules], rank

    out = {}
    orders = list(itertools.permutations(PLAYERS))
    for k in common:
        known = {}
        for size in range(5):
            for s in itertools.combinations(PLAYERS, size):
                known[frozenset(s)] = value(k, frozenset(s))
        score_parts = {p: {c: ZERO for c in categories} for p in PLAYERS}
        rank_parts = {p: ZERO for p in PLAYERS}
        for order in orders:
            s = frozenset()
            for player in order:
                before, after = known[s], known[s | {player}]
                for c in categories:
                    score_parts[player][c] += (after[0][c] - before[0][c]) / len(orders)
                rank_parts[player] -= F(after[1] - before[1], len(orders))
                s = s | {player}
        out[k] = dict(
            score_parts={p: sum(v.values(), ZERO) for p, v in score_parts.items()}, rank_parts=rank_parts,
            category_values=score_parts["own_values"],
            category_rules={c: score_parts["weights"][c] + score_parts["criteria"][c] for c in categories},
            new_values_old_rules=sum(known[frozenset(["own_values"])][0].values(), ZERO))
    return out


def compare_coarse(old, new, found):
    to_new = {o: n for n, (o, _) in found.items()}
    common = [k for k in new.countries if k in set(old.countries)]
    categories = list(dict.fromkeys(new.categories() + old.categories()))
    top = most(old)
    slots = attainable_slots(old.criteria, old.weights())
    out = {}
    for k in common:
        row = {c.id: new.values[k][to_new[c.id]] if c.id in to_new else None for c in old.criteria}
        between = tuple(by_category(evaluate(old.criteria, old.weights(), row, fill), old.categories())
                        for fill in (ZERO, ONE))
        before, after = category_range(old, k), category_range(new, k)
        old_low = old_high = ZERO
        for c in top:
            f = old.fractions[k][c]
            count = sum(category == c and reach > 0 for (category, _), reach in slots.items())
            doubt = old.half_unit * count if old.rounded[k][c] else ZERO
            old_low += top[c] * (ZERO if f is None else max(ZERO, f - doubt))
            old_high += top[c] * (ONE if f is None else min(ONE, f + doubt))
        mb, mm, ma = middle(before), middle(between), middle(after)
        low = sum(between[0].values(), ZERO) - old_high
        high = sum(between[1].values(), ZERO) - old_low
        out[k] = dict(
            score_parts=dict(values=sum(mm.values(), ZERO) - sum(mb.values(), ZERO),
                             rules=sum(ma.values(), ZERO) - sum(mm.values(), ZERO)),
            category_values={c: mm.get(c, ZERO) - mb.get(c, ZERO) for c in categories},
            category_rules={c: ma.get(c, ZERO) - mm.get(c, ZERO) for c in categories},
            interval=(low, high), none=low <= 0 <= high, new_values_old_rules=sum(mm.values(), ZERO),
            totals=tuple(sum(x.values(), ZERO) for x in (mb, mm, ma)))
    ranks = [competition_ranks({k: hundredths(v["totals"][i]) for k, v in out.items()}) for i in range(3)]
    for k, v in out.items():
        v["rank_parts"] = dict(values=F(ranks[0][k] - ranks[1][k]), rules=F(ranks[1][k] - ranks[2][k]))
    return out


def compare(old, new):
    found = match(old, new)
    coarse = old.values is None
    out = compare_coarse(old, new, found) if coarse else compare_full(old, new, found)
    before, after = score(old), score(new)
    for k, v in out.items():
        v["old"], v["new"] = before[k], after[k]
        v["places"] = before[k]["rank"] - after[k]["rank"]
        v["rank_parts"]["entrants"] = v["places"] - sum(v["rank_parts"].values())
        v["rules_only"] = v["none"] if coarse else abs(v["score_parts"]["own_values"]) < NOTHING
    return found, out


# ---- robust ----

@dataclass
class Items:
    names: list
    most: list
    low: dict  # iso2 -> points of each item
    high: dict


def items(edition, level):
    if level == "category":
        top = most(edition)
        names = [k for k in top if top[k] > 0]
        ranges = {k: category_range(edition, k) for k in edition.countries}
        return Items(names, [top[k] for k in names], {k: [r[0][i] for i in names] for k, r in ranges.items()},
                     {k: [r[1][i] for i in names] for k, r in ranges.items()})
    top = attainable_slots(edition.criteria, edition.weights())
    names = [k for k in top if top[k] > 0]
    ranges = {k: tuple(evaluate(edition.criteria, edition.weights(), edition.values[k], fill)
                       for fill in (ZERO, ONE)) for k in edition.countries}
    return Items(names, [top[k] for k in names], {k: [r[0][i] for i in names] for k, r in ranges.items()},
                 {k: [r[1][i] for i in names] for k, r in ranges.items()})


def least(d, lower, upper, total):
    """The least of sum w d over lower <= w <= upper, sum w = total: by the dual, a concave function of one
    multiplier whose corners are at the d."""
    return max(x * total + sum(min((a - x) * lo, (a - x) * up) for a, lo, up in zip(d, lower, upper))
               for x in set(d))


def least_at_vertices(d, lower, upper, total):
    """The same by trying every vertex: all weights but one at an end."""
    best = None
    for free in range(len(d)):
        rest = [i for i in range(len(d)) if i != free]
        for ends in itertools.product((0, 1), repeat=len(rest)):
            w = {i: (upper if end else lower)[i] for i, end in zip(rest, ends)}
            w[free] = total - sum(w.values(), ZERO)
            if lower[free] <= w[free] <= upper[free]:
                found = sum(w[i] * d[i] for i in w)
                best = found if best is None else min(best, found)
    return best


def truncated_power(nodes):
    """The divided difference of max(t, 0)^(m-1) over the m nodes, none of them 0: of a uniform point x of the
    simplex the probability that sum x nodes > 0 (Hermite-Genocchi; Curry & Schoenberg 1966)."""
    nodes = sorted(nodes)
    degree = len(nodes) - 1

    def derivative(x, k):  # f^(k)(x) / k!
        return comb(degree, k) * x ** (degree - k) if x > 0 else ZERO

    row = [derivative(x, 0) for x in nodes]
    for width in range(1, len(nodes)):
        row = [derivative(nodes[i], width) if nodes[i] == nodes[i + width]
               else (row[i + 1] - row[i]) / (nodes[i + width] - nodes[i]) for i in range(len(nodes) - width)]
    return row[0]


def share(d):
    """Of all weightings, evenly, that part under which sum w d > 0; ties half."""
    nodes = [x for x in d if x != 0]  # an item on which both are level says nothing
    return truncated_power(nodes) if nodes else HALF


def share_within(d, lower, upper, total):
    """The same over the box cut by the sum, exactly: inclusion and exclusion over the corners of the box."""
    if all(lo == up for lo, up in zip(lower, upper)):
        at = sum(w * x for w, x in zip(lower, d))
        return ONE if at > 0 else HALF if at == 0 else ZERO
    free = [i for i in range(len(d)) if lower[i] < upper[i]]
    if len(free) == 1:
        w = list(lower)
        w[free[0]] += total - sum(lower, ZERO)
        at = sum(a * x for a, x in zip(w, d))
        return ONE if at > 0 else HALF if at == 0 else ZERO
    whole = part = ZERO
    for ends in itertools.product((0, 1), repeat=len(d)):
        corner = [(upper if end else lower)[i] for i, end in enumerate(ends)]
        room = total - sum(corner, ZERO)
        if room <= 0:
            continue
        volume = (-1) ** sum(ends) * room ** (len(d) - 1)
        at = sum(w * x for w, x in zip(corner, d)) / room
        whole += volume
        part += volume * share([x + at for x in d])
    return part / whole


def robust(edition, level, pct, exact_within):
    it = items(edition, level)
    scores = score(edition)
    total = sum(it.most, ZERO)
    lower = [m * (1 - pct / 100) for m in it.most]
    upper = [m * (1 + pct / 100) for m in it.most]
    few = len(it.most) <= 6

    def worst(a, b):  # for a against b
        return [(x - y) / m for x, y, m in zip(it.low[a], it.high[b], it.most)]

    def at_middle(a, b):
        return [(it.low[a][i] + it.high[a][i] - it.low[b][i] - it.high[b][i]) / 2 / m
                for i, m in enumerate(it.most)]

    def minimum(d):
        found = least(d, lower, upper, total)
        if few and found != least_at_vertices(d, lower, upper, total):
            raise AssertionError("the oracle disagrees with itself over a minimum")
        return found

    margin = {(a, b): minimum(worst(a, b)) for a in edition.countries for b in edition.countries if a != b}
    order = sorted(edition.countries, key=lambda k: (scores[k]["rank"], k))
    place = {k: i for i, k in enumerate(order)}
    pairs = {}
    for i, j in itertools.combinations(range(len(order)), 2):
        a, b = order[i], order[j]
        if scores[b]["total"] > scores[a]["total"]:
            a, b = b, a
        d, centre = worst(a, b), at_middle(a, b)
        level_own = sum(x * m for x, m in zip(d, it.most))
        if level_own <= 0:
            epsilon = ZERO
        elif min(d) >= 0:
            epsilon = ONE
        else:
            epsilon = level_own / (level_own - total * min(d))
        pairs[a, b] = dict(
            holds=margin[a, b] >= 0, strictly=margin[a, b] > 0, holds_any=min(d) >= 0,
            ties=min(d) == 0, neighbours=abs(place[a] - place[b]) == 1, share=share(centre), epsilon=epsilon,
            same=not any(centre), alike=max(map(abs, centre), default=ZERO) < ALIKE, within=share_within(centre, lower, upper, total) if exact_within else None)
    countries = {k: dict(
        rank=scores[k]["rank"], rank_low=min(scores[k]["rank"], 1 + sum(margin[o, k] > 0 for o in order if o != k)),
        rank_high=len(order) - sum(margin[k, o] > 0 for o in order if o != k)) for k in order}
    return it, pairs, countries
