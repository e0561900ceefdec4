edition e && : >e/values.csv
refused index score e
edition f && : >f/criteria.csv
refused index score f
edition g && printf '\n\n\n' >g/criteria.csv
refused index score g
edition h && head -n 1 h/values.csv >v && mv v h/values.csv
refused index score h
edition i && head -n 1 i/criteria.csv >c && mv c i/criteria.csv
refused index score i
edition j && : >j/edition.ini && attest index score j --json >d && json d "d['edition']"
