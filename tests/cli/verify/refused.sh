refused verify nowhere
refused verify editions/2031
refused verify editions/2031/values.csv
refused verify
attest release editions/2031 --out release >/dev/null
attest publish release --out site >/dev/null
ln -s index.html site/start.html
refused verify site
rm site/start.html
sed -i 's|attest-site/1|attest-site/2|' site/site.json
refused verify site
echo '{"generator": "another"}' >site/site.json
refused verify site
