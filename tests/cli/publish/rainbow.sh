attest release data/rainbow/20* --out release >/dev/null
attest publish release --out site >/dev/null
attest verify site
echo "$(find site/country -name '*.html' | wc -l) countries"
[ "$(find site/images -name '*.png' | wc -l)" = "$(find site/images -name '*.svg' | wc -l)" ] && echo "a PNG for each SVG"
grep -c '<script' site/*.html site/country/*.html | grep -v ':0$' || echo "no scripts"
