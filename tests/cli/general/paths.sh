# One edition, however its path is written; its name is that of the folder.
attest index score editions/2031 --json >a
for path in editions/2031/ ./editions//2031 editions/../editions/2031///; do attest index score "$path" --json | cmp a -; done
(cd editions/2031 && attest index score . --json) | cmp a -
(cd editions/2031 && attest index score ../2031 --json) | cmp a -
attest index score --json -- editions/2031 | cmp a -
ln -s editions/2031 link
attest index score link --json >d && json d "d['edition']" "d['title']"
refused index score editions/2031/values.csv
refused index score editions/2032
refused index score ''
