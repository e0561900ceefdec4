# A decimal comma, another script, another time zone: the same bytes.
attest index robust editions/2031 --draws 2000 --json >a
LC_ALL=de_DE.UTF-8 TZ=Asia/Kathmandu attest index robust editions/2031 --draws 2000 --json >b
LC_ALL=C attest index robust editions/2031 --draws 2000 --json >c
cmp a b && cmp a c
