# 100,000 countries are scored; what needs every pair of them says where it ends.
mkdir e && printf 'id,category,label,weight\nA1,Family,Marriage,60\nA2,Asylum,Law on asylum,40\n' >e/criteria.csv
make() {
    awk -v n="$1" 'BEGIN {
        print "iso2,country,A1,A2"
        for (i = 0; i < n; i++) print "C" i ",Land " i "," i % 2 "," i % 7 "/7"
    }' >e/values.csv
}
printf '[edition]\nyear = 2031\n' >e/edition.ini
make 100000
attest index score e --json >d && json d "len(d['countries'])"
attest index history e --json >d && json d "len(d['countries'])"
refused index robust e
refused release e --out release
make 1000001
refused index score e
make 400
attest index robust e --json >d && json d "d['summary']['pairs']"
attest release e --out release --draws 100 >/dev/null && wc -l <release/tables/pairs.csv
