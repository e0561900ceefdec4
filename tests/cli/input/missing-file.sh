edition e && rm e/values.csv
refused index score e
edition f && rm f/criteria.csv
refused index score f
mkdir empty
refused index score empty
edition g && rm g/edition.ini && attest index score g --json >d && json d "d['title']"
edition h && rm h/values.csv && mkdir h/values.csv
refused index score h
edition i && rm i/values.csv && mkfifo i/values.csv
refused index score i
edition j && rm j/values.csv && ln -s nowhere.csv j/values.csv
refused index score j
