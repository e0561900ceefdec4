# All 49 totals and places that the publisher printed.
attest index score data/rainbow/2025 --json >scores
python3 - <<'END'
import csv, json
got = {c['iso2']: c for c in json.load(open('scores'))['countries']}
rows = list(csv.DictReader(open('data/rainbow/2025/published.csv', encoding='utf-8')))
wrong = [r['iso2'] for r in rows
         if float(r['score']) != got[r['iso2']]['score'] or int(r['rank']) != got[r['iso2']]['rank']]
print(len(rows), 'countries,', len(wrong), 'differ')
END
