for code in mt '' 'M T' '=1' -MT ../M ABCDEFGHIJKLMNOPQ; do
    edition e && printf 'iso2;country;A1;A2\n%s;Malta;1;1\n' "$code" >e/values.csv
    refused index score e
    rm -r e
done
edition e && printf 'iso2,country,A1,A2\nMT,,1,1\n' >e/values.csv
refused index score e
# Other codes work too; check says that no map knows them.
edition f && printf 'iso2,country,A1,A2\nGB-SCT,Scotland,1,1\nMT,Malta,0,1\n' >f/values.csv
attest index score f --json >d && json d "[c['iso2'] for c in d['countries']]"
attest index check f
echo "exit $?"
