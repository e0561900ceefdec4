# COINr's example: the index to 1e-9.
attest index coin --idata asem/iData.csv --imeta asem/iMeta.csv --recipe asem/recipe.ini --json >d
python3 - <<'END'
import csv, json
d = json.load(open('d'))
got = {u['unit']: u['scores'][d['top']] for u in d['units']}
want = {r['uCode']: float(r['Index']) for r in csv.DictReader(open('asem/06_aggregated.csv', encoding='utf-8'))}
assert got.keys() == want.keys()
print(len(got), 'units,', sum(abs(got[u] - want[u]) > 1e-9 for u in want), 'differ')
END
attest index coin --idata asem/iData.csv --imeta asem/iMeta.csv --recipe asem/recipe.ini | head -n 12
