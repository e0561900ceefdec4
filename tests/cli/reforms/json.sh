attest index reforms editions/2031 CA --json
