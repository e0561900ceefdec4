attest release editions/2031 --out out/release --json
