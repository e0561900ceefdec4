attest completion tcsh
