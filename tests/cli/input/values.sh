# A value is 0..1, a fraction of the kind 5/16, or nothing.
for value in 5/0 1e999 nan NaN inf -inf 2 -0.1 1.0000000001 5/4 yes 0x1 1/2/3 '1 /2' 1,5 0.0000000000000000001 --1; do
    edition e && printf 'iso2;country;A1;A2\nMT;Malta;1;%s\n' "$value" >e/values.csv
    refused index score e
    rm -r e
done
for value in 1 0 0.5 5/16 1e-3 1E-3 +0.5 01 1.0 ''; do
    edition e && printf 'iso2;country;A1;A2\nMT;Malta;1;%s\n' "$value" >e/values.csv
    attest index score e --json >d && echo "$value: $(json d "d['countries'][0]['score']")"
    rm -r e
done
