attest release editions/2030 editions/2031 --out out/release
json out/release/manifest.json "list(d)" "d['format'], d['title'], d['edition'], d['year'], d['date'], d['compared_with']" \
    "d['settings']" "[(i['edition'], i['file'], i['bytes']) for i in d['inputs']]" "[f['path'] for f in d['files']]"
(cd out/release && find . -type f | LC_ALL=C sort)
attest verify out/release
