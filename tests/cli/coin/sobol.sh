cp asem/recipe.ini r.ini
printf '[uncertainty]\nwinsorise_max = 1-5\nnormalise = minmax(1,100) | zscore(10,2)\nweights = noise 0.25 at levels 2,3\n' >>r.ini
run() { attest index coin --idata asem/iData.csv --imeta asem/iMeta.csv --recipe r.ini --sobol 32 --json "$@"; }
run --threads 1 >a && run --threads 7 | cmp a -
run --seed 18446744073709551615 >b
cmp -s a b || echo "another seed, another design"
json a "len(d['replicates'])"
