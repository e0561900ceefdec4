# One line a problem; the status says that there are any.
edition e
printf 'id,category,label,weight,exclusive_group,requires\nA1,Family,Marriage,x,only,A2\nA2,Asylum,Law on asylum,40,,A1\n' >e/criteria.csv
printf 'iso2,country,A1,A2\nMT,Malta,1,2\nMT,Malta again,0,1\n' >e/values.csv
attest index check e
echo "exit $?"
attest index check e --json
echo "exit $?"
