attest index history editions/2030 editions/2031
attest index history editions/2031 editions/2030 >a
attest index history editions/2030 editions/2031 | cmp a -
