attest release editions/2031 --out release --within 100/3 --date 2031-07-01 --draws 100 --seed 0 >/dev/null
json release/manifest.json "d['settings'], d['date']"
attest publish release --out site >/dev/null && grep -c '100/3 %' site/index.html
refused release editions/2031 --out r --within 101
refused release editions/2031 --out r --date yesterday
refused release editions/2031 --out r --date 2031-02-30
refused release editions/2031 --out r --seed 1000000000000000000
refused release editions/2031 --out r --draws 0
refused release editions/2031 editions/2031 --out r
refused release data/rainbow/2022 --out r
refused release nowhere --out r
refused release editions --out r
ls
