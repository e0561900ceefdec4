# A pipe in a folder would be waited for without end.
edition 2031
attest release 2031 --draws 10 --out release >/dev/null
attest publish release --out site >/dev/null
for path in 2031/criteria.csv 2031/edition.ini release/manifest.json release/tables/cells.csv site/site.json; do
    folder=${path%%/*}
    cp -R "$folder" spoilt
    rm "spoilt/${path#*/}"
    mkfifo "spoilt/${path#*/}"
    case $folder in
    2031) command="index score" ;;
    *) command=verify ;;
    esac
    # shellcheck disable=SC2086 # two words
    timeout 20 attest $command spoilt 2>&1
    echo "$command: $?"
    rm -r spoilt
done
