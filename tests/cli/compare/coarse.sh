# 2024 is known by category only. The moves that are published, as laws or as rules.
attest index compare data/rainbow/2024 data/rainbow/2025 --json >d
json d "d['mode']" "len(d['countries'])" "d['summary']" \
    "[(c['iso2'], c['places']) for c in d['countries'] if c['places'] <= -6]" \
    "all(abs(sum(c['score_parts'].values()) - (c['score_new'] - c['score_old'])) < 1e-9 for c in d['countries'])" \
    "all(sum(c['rank_parts'].values()) == c['places'] for c in d['countries'])"
