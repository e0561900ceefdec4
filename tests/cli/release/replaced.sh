# An empty folder and an older release are replaced; folders above are made.
mkdir empty
attest release editions/2030 --out empty >/dev/null && json empty/manifest.json "d['edition']"
attest release editions/2031 --out empty/ >/dev/null && json empty/manifest.json "d['edition']"
attest release editions/2031 --out a/b/c >/dev/null && json a/b/c/manifest.json "d['edition']"
ls -A . a a/b
