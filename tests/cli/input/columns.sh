edition e && printf 'iso2,country,A1,A2,A3\nMT,Malta,1,1,1\n' >e/values.csv
refused index score e
edition f && printf 'iso2,country,A1\nMT,Malta,1\n' >f/values.csv
refused index score f
edition g && printf 'iso2,country,A1,A2\nMT,Malta,1\n' >g/values.csv
refused index score g
edition h && printf 'iso2,country,A1,A2\nMT,Malta,1,1,1\n' >h/values.csv
refused index score h
edition i && printf 'code,country,A1,A2\nMT,Malta,1,1\n' >i/values.csv
refused index score i
edition j && printf 'id,label,weight\nA1,Marriage,60\n' >j/criteria.csv
refused index score j
edition k && printf 'iso2,country,,A2\nMT,Malta,1,1\n' >k/values.csv
refused index score k
edition l && { printf 'iso2,country,A1,A2'; seq -f ',x%.0f' 1 16384 | tr -d '\n'; echo; } >l/values.csv
refused index score l
