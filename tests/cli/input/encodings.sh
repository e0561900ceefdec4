# With a byte-order mark UTF-16 and UTF-8 are read; without, it is not guessed. The JSON of each must be that of the plain file.
edition e && sed -i 's/Malta/Malte\xc3\xa9 \xe2\x88\x92/' e/values.csv && attest index score e --json >plain
for encoding in UTF-16LE UTF-16BE UTF-8; do
    for table in criteria values; do
        { printf '\357\273\277' && cat e/$table.csv; } | sed '1s/^\xef\xbb\xbf//;1s/^/\xef\xbb\xbf/' | iconv -f UTF-8 -t $encoding >t
        mkdir -p x && mv t x/$table.csv
    done
    cp e/edition.ini x
    attest index score x --json | sed 's/"edition": "x"/"edition": "e"/' | cmp plain - && echo "$encoding is read"
done
edition f && iconv -f UTF-8 -t UTF-16LE e/values.csv >f/values.csv
refused index score f
edition g && printf '\377\376i' >g/values.csv
refused index score g
edition h && printf 'iso2,country,A1,A2\nMT,Malt\351,1,1\n' >h/values.csv
refused index score h
edition i && printf '\377\376\000\330\n\000' >i/values.csv
refused index score i
edition j && printf 'iso2,country,A1,A2\nMT,\355\240\200,1,1\n' >j/values.csv
refused index score j
