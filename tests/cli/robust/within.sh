# At 0 % every pair that is not level holds; the more may move, the fewer hold; 100 % is the most.
for within in 0 5 12.5 100/3 50 100; do
    attest index robust data/rainbow/2025 --within $within --json >d
    echo "$within: $(json d "d['summary']['pairs_hold']")"
done
refused index robust editions/2031 --within 101
refused index robust editions/2031 --within -1
refused index robust editions/2031 --within abc
refused index robust editions/2031 --within ''
refused index robust editions/2031 --within 25%
refused index robust editions/2031 --level country
refused index robust editions/2031 --over all
