attest index compare editions/2030 editions/2031 --json
