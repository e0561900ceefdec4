attest index history data/rainbow/20* --json >d
json d "len(d['editions'])" "len(d['countries'])"
