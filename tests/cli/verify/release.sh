attest release editions/2031 --out release >/dev/null
attest verify release
attest verify release --json
sed -i 's/Malta/Gozo/' release/tables/countries.csv
rm release/tables/pairs.csv
echo x >release/x
attest verify release | sed 's/[0-9a-f]\{16\}/HASH/g'
attest verify release --json >d
echo "exit $?"
json d "d['kind'], d['unaltered'], d['signed'], d['other_program']" "[(f['fault'], f['file']) for f in d['faults']]"
