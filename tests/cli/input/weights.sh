# A weight is 0 or more, of at most 18 digits, and kept exactly.
for weight in -1 nan inf 1e999 5/0 many 0.1234567890123456789 1234567890123456789 ''; do
    edition e && printf 'id;category;label;weight\nA1;Family;Marriage;%s\nA2;Asylum;Law;40\n' "$weight" >e/criteria.csv
    refused index score e
    rm -r e
done
for weight in 0 1/3 12345678901234567 0.12345678901234567 123456789.012345678; do
    edition e && printf 'id;category;label;weight\nA1;Family;Marriage;%s\nA2;Asylum;Law;40\n' "$weight" >e/criteria.csv
    attest index score e --json >d && echo "$weight: $(grep -o '"attainable": [0-9.]*' d)"
    rm -r e
done
# Two totals that no double tells apart: 17 digits decide.
mkdir e && printf 'id,category,label,weight\nA1,F,M,0.10000000000000001\nA2,F,N,0.10000000000000002\nA3,F,O,99\n' >e/criteria.csv
printf 'iso2,country,A1,A2,A3\nMT,Malta,1,0,1\nBE,Belgium,0,1,1\n' >e/values.csv
attest index score e --json >d && json d "[(c['iso2'], c['rank']) for c in d['countries']]" "d['ranks_decided_by_rounding']"
attest index robust e --level criteria --within 0 --json >d && json d "d['summary']['pairs_hold']"
