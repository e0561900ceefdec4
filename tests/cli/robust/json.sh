attest index robust editions/2031 --json
