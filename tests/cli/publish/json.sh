attest release editions/2031 --out release >/dev/null
attest publish release --out site --json
