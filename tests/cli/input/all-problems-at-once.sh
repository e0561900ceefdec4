# check names every problem, a line each; other commands the first.
edition e
printf 'id,category,label,weight,exclusive_group,requires\nA1,Family,Marriage,-1,,A7\nA1,Family,Again,x,g,\nA2,Asylum,Law,40,g,\n' >e/criteria.csv
printf 'iso2,country,A1,A2,A3\nMT,Malta,2,5/0,1\nmt,Malta,1,1,1\nBE,Belgium,nan,1e999,0\n' >e/values.csv
printf 'iso2,criterion,source,date,note\nMT,A1,law,never,\nZZ,A1,law,2031,\n' >e/sources.csv
attest index check e
echo "exit $?"
refused index score e
