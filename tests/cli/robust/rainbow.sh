attest index robust data/rainbow/2025 --json >d
json d "d['summary']['pairs']" "d['summary']['pairs_hold']" "d['summary']['pairs_hold_any_weights']" \
    "d['summary']['neighbours_hold']" \
    "[(c['iso2'], c['rank_low'], c['rank_high']) for c in d['countries'] if c['iso2'] in ('MT', 'DE', 'GB', 'HU')]"
