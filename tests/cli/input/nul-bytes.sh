edition e && printf 'iso2,country,A1,A2\nMT,Mal\0ta,1,1\n' >e/values.csv
refused index score e
edition f && printf 'id,category,label,weight\nA1,F,M\0,60\n' >f/criteria.csv
refused index score f
edition g && printf '[edition]\ntitle = a\0b\n' >g/edition.ini
refused index score g
