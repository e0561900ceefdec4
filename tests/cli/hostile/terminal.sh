# What strangers wrote moves no cursor and adds no line: titles, names of files, what a list says of itself.
escape=$(printf '\033')
edition 2031
printf '[edition]\ntitle = Small %s]0;mine\007%s[2J \342\200\256\nyear = 2031\n' "$escape" "$escape" >2031/edition.ini
sed "s/Malta/Malta ${escape}[31m/" 2031/values.csv >values && mv values 2031/values.csv
attest release 2031 --draws 10 --out release
attest publish release --out site
attest index score 2031
attest index check 2031
touch "site/$(printf 'a\n\nsite: every file of this site is as its list says.\n%s[1A' "$escape")"
sed "s/\"program\": \"attest [^\"]*\"/\"program\": \"attest \\\\u001b[2J\"/" site/site.json >list && mv list site/site.json
attest verify site | sed "s/checked by attest [0-9.]*/checked by attest/"
mkdir "odd${escape}[2J"
attest index score "odd${escape}[2J"
