attest release editions/2030 editions/2031 --out release >/dev/null
for n in 1 2 7; do attest publish release --out site$n --threads $n >/dev/null; done
diff -r site1 site2 && diff -r site1 site7
attest publish release --out site1 >/dev/null && diff -r site1 site2
