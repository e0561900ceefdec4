# What is known by category only can be released; it has no cells and no reforms.
attest release data/rainbow/2024 --out release >/dev/null
json release/manifest.json "[f['path'] for f in d['files']]"
attest publish release --out site >/dev/null && attest verify site
