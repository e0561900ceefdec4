edition e && printf 'MT,Malta,1,1\n' >>e/values.csv
refused index score e
edition f && printf 'LU,Malta,1,1\n' >>f/values.csv
refused index score f
edition g && printf 'A1,Family,Again,1\n' >>g/criteria.csv
refused index score g
edition h && printf 'iso2,country,A1,A1\nMT,Malta,1,1\n' >h/values.csv
refused index score h
edition i && printf 'id,category,label,weight,weight\nA1,F,M,60,60\n' >i/criteria.csv
refused index score i
edition j && printf '[edition]\nyear = 2031\nyear = 2032\n' >j/edition.ini
refused index score j
