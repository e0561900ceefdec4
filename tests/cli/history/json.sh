attest index history editions/2030 editions/2031 --json
