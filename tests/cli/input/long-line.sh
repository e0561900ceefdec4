# A cell has at most a megabyte, a file at most a gigabyte.
edition e && { printf 'iso2,country,A1,A2\nMT,'; head -c 67108864 /dev/zero | tr '\0' x; printf ',1,1\n'; } >e/values.csv
refused index score e
edition f && truncate -s 1100M f/values.csv
refused index score f
edition g && truncate -s 100M g/values.csv
refused index score g
edition h && truncate -s 1M h/edition.ini
refused index score h
