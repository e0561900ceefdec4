refused publish nowhere --out site
refused publish editions/2031 --out site
refused publish editions/2031/values.csv --out site
attest release editions/2031 --out release >/dev/null
refused publish release
cp -R release altered && sed -i 's/Malta/Gozo/' altered/tables/countries.csv
refused publish altered --out site
cp -R release missing && rm missing/tables/pairs.csv
refused publish missing --out site
cp -R release added && echo x >added/tables/x.csv
refused publish added --out site
cp -R release cut && head -c 500 release/manifest.json >cut/manifest.json
refused publish cut --out site
cp -R release later && sed -i 's|attest-release/1|attest-release/2|' later/manifest.json
refused publish later --out site
cp -R release linked && mv linked/tables/pairs.csv . && ln -s ../../pairs.csv linked/tables/pairs.csv
refused publish linked --out site
ls -A
