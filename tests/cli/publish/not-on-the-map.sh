# Canada is ranked, has its page, and is named where the map is.
attest release editions/2031 --out release >/dev/null
attest publish release --out site >/dev/null
grep -o 'not on the map, whose borders do not have them: <a href="country/ca.html">Canada</a>' site/index.html
[ -s site/country/ca.html ] && echo "a page of its own"
