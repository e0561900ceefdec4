attest index robust editions/2031
