# Nothing to compare with: no table of changes, and pages all the same.
attest release editions/2031 --out release >/dev/null
json release/manifest.json "d['compared_with']" "[f['path'] for f in d['files']]"
attest publish release --out site >/dev/null && attest verify site
[ -e site/by-change.html ] || echo "no page of changes"
