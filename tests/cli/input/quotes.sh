edition e && printf 'iso2,country,A1,A2\nMT,"Malta,1,1/2\nBE,Belgium,0,1\n' >e/values.csv
refused index score e
edition f && printf 'iso2,country,A1,A2\nMT,"Malta" here,1,1/2\n' >f/values.csv
refused index score f
edition g && printf 'iso2,country,A1,A2\nMT,Mal"ta,1,1/2\nBE,"Bel""gium",0,1\n' >g/values.csv
attest index score g --json >d && json d "[c['country'] for c in d['countries']]"
