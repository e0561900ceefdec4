# What stands in the tables stays text on the pages.
mkdir e
printf 'id,category,label,weight\nA1,"<b>Family</b>","<script>alert(1)</script>",60\nA2,Asylum,"""&amp;\x27",40\n' >e/criteria.csv
printf 'iso2,country,A1,A2\nMT,"<img src=x onerror=alert(1)>",1,\nBE,"Bel""gium & co",0,1\n' >e/values.csv
printf '[edition]\ntitle = <script>alert(2)</script>\nyear = 2031\nlicence = </footer><script>\n' >e/edition.ini
printf 'iso2,criterion,source,date,note\nMT,A1,javascript:alert(1),2031,"<a href=//evil.example>"\n' >e/sources.csv
attest release e --out release >/dev/null && attest publish release --out site >/dev/null && attest verify site
cat site/*.html site/country/*.html site/images/*.svg | grep -c '<script\|<img src=x\|<b>Family\|<a href=//' || true
grep -o '&lt;script&gt;alert(1)&lt;/script&gt;' site/methods.html | head -n 1
