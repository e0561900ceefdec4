attest release editions/2031 --out release >/dev/null
mkdir mine && echo dear >mine/photograph.jpg
listing mine >before
refused publish release --out mine
listing mine | diff before -
refused publish release --out release
attest publish release --out site >/dev/null
echo example.org >site/CNAME
listing site >before
refused publish release --out site
listing site | diff before -
echo x >file
refused publish release --out file/site
refused publish release --out /proc/nowhere/site
attest verify release
ls -A
