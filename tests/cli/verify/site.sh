attest release editions/2030 editions/2031 --out release >/dev/null
attest publish release --out site >/dev/null
attest verify site && attest verify site/release
attest verify site --json
tampered() { # SED FILE...: a copy of the site after the edit
    rm -rf copy && cp -R site copy && sed -i "$1" "copy/$2"
    attest verify copy --json >d
    echo "exit $?: $(json d "[(f['fault'], f['file']) for f in d['faults']]")"
}
tampered 's/90\.00/91.00/' country/be.html
tampered 's/Malta/Gozo/' images/map.svg
tampered 's/./&/;1s/^/ /' data/tables.json
tampered 's/MT,Malta/MT,Gozo/' release/tables/countries.csv
tampered 's/"year": 2031/"year": 2032/' release/manifest.json
tampered '0,/"bytes": [0-9]*/s//"bytes": 1/' site.json
tampered 's/^}/ }/' site.json
tampered '$d' site.json
tampered 's/attest [0-9.]*"/attest 99.0.0"/' site.json
attest verify copy
rm -rf copy && cp -R site copy && cp copy/images/places.png copy/images/map.png
attest verify copy | sed 's/[0-9]* bytes/N bytes/g; s/[0-9a-f]\{16\}/HASH/g'
rm -rf copy && cp -R site copy && rm copy/images/map.png && echo x >copy/new.html
attest verify copy
echo "exit $?"
