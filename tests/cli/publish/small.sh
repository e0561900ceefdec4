attest release editions/2030 editions/2031 --out release >/dev/null
attest publish release --out site
(cd site && find . -type f | LC_ALL=C sort | sed 's|\(images/.*\)\.png$|\1.png|')
attest verify site
diff -r release site/release
