attest index score editions/2031
