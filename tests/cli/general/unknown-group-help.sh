attest frobnicate -h
