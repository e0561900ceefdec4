# COINr's 1,000 replicates to 1e-9, the same on any number of threads.
run() {
    attest index coin --idata asem/iData.csv --imeta asem/iMeta.csv --recipe asem/recipe.ini --json \
        --params asem/ua_params.csv --weight-sets asem/ua_weight_sets.csv "$@"
}
run --threads 1 >d
for n in 2 7; do run --threads $n | cmp d -; done
python3 - <<'END'
import csv, json
got = {str(r['id']): r['scores'] for r in json.load(open('d'))['replicates']}
count = differ = 0
for row in csv.DictReader(open('asem/ua_scores.csv', encoding='utf-8')):
    for column, value in row.items():
        if column.startswith('r_'):
            count += 1
            differ += abs(got[column[2:]][row['uCode']] - float(value)) > 1e-9
print(len(got), 'replicates,', count, 'scores,', differ, 'differ')
END
