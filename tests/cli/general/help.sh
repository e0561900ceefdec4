# Help goes to standard output and is no failure; -h of a command and `help` with it say the same.
attest -h >a && attest --help >b && attest help >c && cmp a b && cmp a c
attest index -h >a && attest index --help >b && attest help index >c && cmp a b && cmp a c
attest index score -h >a && attest index score --help >b && attest help index score >c && cmp a b && cmp a c
attest index score no such folder -h | head -n 1
attest -h
