attest index reforms editions/2031 LV
attest index reforms editions/2031 Latvia >a
attest index reforms editions/2031 lv | cmp a -
