# The same bytes on any number of threads; another seed gives another sample.
for n in 1 2 7; do attest index robust editions/2031 --draws 5000 --json --threads $n >t$n; done
cmp t1 t2 && cmp t1 t7
attest index robust editions/2031 --draws 5000 --json --seed 18446744073709551615 >s
cmp -s t1 s || echo "another seed, another sample"
for n in 1 7; do attest index robust editions/2031 --draws 3000 --level criteria --over simplex --threads $n >u$n; done
cmp u1 u7
