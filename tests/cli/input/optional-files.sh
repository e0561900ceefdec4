edition e && printf 'iso2,criterion,source,date,note\nMT,A9,law,2031,\n' >e/sources.csv
attest index check e
edition f && printf 'iso2,criterion,source,date,note\nMT,A1,law,yesterday,\n' >f/sources.csv
refused index score f
edition g && printf 'iso2,country,score,rank\nMT,Malta,much,1\n' >g/published.csv
refused index score g
edition h && printf 'iso2,country,score,rank\nMT,Malta,80,0\n' >h/published.csv
refused index score h
edition i && printf 'title = without a section\n' >i/edition.ini
attest index check i
edition j && printf '[edition]\nyear = soon\n' >j/edition.ini
refused index score j
edition k && printf 'iso2,country,Family,Asylum\nMT,Malta,1,1\n' >k/categories.csv
refused index score k
edition l && rm l/values.csv && printf 'iso2,country,Family,Other\nMT,Malta,1,1\n' >l/categories.csv
refused index score l
