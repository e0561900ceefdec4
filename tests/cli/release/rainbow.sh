attest release data/rainbow/20* --out a --threads 1 >/dev/null
attest release data/rainbow/20* --out b --threads 7 >/dev/null
diff -r a b
json a/manifest.json "len(d['inputs']), len(d['files']), d['compared_with']"
grep -E '^(falls|falls_rules_only|pairs_hold|neighbours_hold),' a/tables/summary.csv
