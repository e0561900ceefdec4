# Semicolons and tabs are found from the header, with or without quotes, CR LF, CR and a last line without its end.
edition e && attest index score e --json >plain
same() { attest index score f --json | sed 's/"edition": "f"/"edition": "e"/' | cmp plain - && echo "$1 are read"; rm -rf f; }
edition f && sed -i 's/,/;/g' f/*.csv && same "semicolons"
edition f && sed -i 's/,/\t/g' f/*.csv && same "tabs"
edition f && sed -i 's/$/\r/' f/*.csv f/edition.ini && same "CR LF"
edition f && for t in criteria values; do tr '\n' '\r' <e/$t.csv >f/$t.csv; done && same "CR alone"
edition f && sed -i 's/[^,]*/"&"/g' f/*.csv && same "quotes everywhere"
edition f && truncate -s -1 f/values.csv && same "files without a last line end"
edition f && printf '\n\n  \n' >>f/values.csv && same "blank lines at the end"
edition f && sed -i 's/,/ , /g' f/*.csv && same "spaces around cells"
edition f && sed -i 's/$/,,,/' f/values.csv
refused index score f
