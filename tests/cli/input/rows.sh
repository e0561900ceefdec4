# check stops where a table cannot be read as one: what is in its rows is then anybody's guess.
edition e && printf 'iso2,country,A1,A2\nMT,Malta,1\n' >e/values.csv
refused index check e
