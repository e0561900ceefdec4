refused index robust editions/2031 --seed 18446744073709551616
refused index robust editions/2031 --seed -1
refused index robust editions/2031 --draws 0
refused index robust editions/2031 --draws 1000000001
refused index robust editions/2031 --draws 1e6
