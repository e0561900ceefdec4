# Any number of threads, any order of editions, twice into one folder: the same bytes.
attest release editions/2030 editions/2031 --out a --draws 3000 --threads 1 >/dev/null
attest release editions/2030 editions/2031 --out b --draws 3000 --threads 2 >/dev/null
attest release editions/2031 editions/2030 --out c --draws 3000 --threads 7 >/dev/null
attest release editions/2031 editions/2030 --out c --draws 3000 --threads 7 >/dev/null
diff -r a b && diff -r a c
# Another seed: other quantiles, and the manifest says so.
attest release editions/2030 editions/2031 --out d --draws 3000 --seed 999999999999999999 >/dev/null
json d/manifest.json "d['settings']['seed']"
# Rows in another order: only the hashes of the inputs differ.
mkdir 2031 && cp editions/2031/* 2031
for table in values sources; do
    { head -n 1 editions/2031/$table.csv && tail -n +2 editions/2031/$table.csv | sort -r; } >2031/$table.csv
done
attest release editions/2030 2031 --out e --draws 3000 >/dev/null
diff -r a/tables e/tables
diff a/manifest.json e/manifest.json | grep '^[<>]' | sed 's/"[0-9a-f]\{64\}"/HASH/'
