for edition in data/rainbow/20* editions/* examples/archipelago/20*; do attest index check $edition; done
attest index check editions/2031 --json
