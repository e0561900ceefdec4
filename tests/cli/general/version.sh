attest --version
attest version
