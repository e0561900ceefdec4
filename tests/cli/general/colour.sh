# Never in a pipe unless asked for, never in JSON.
escapes() { grep -c "$(printf '\033')" || true; }
attest index score editions/2031 | escapes
[ "$(attest index score editions/2031 --colour always | escapes)" -gt 0 ] && echo coloured
attest index score editions/2031 --colour never | escapes
attest index score editions/2031 --colour=always --json | escapes
