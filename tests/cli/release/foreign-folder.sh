# A folder that holds anything else is refused and stays as it is.
mkdir -p mine/below
echo dear >mine/below/photograph.jpg
listing mine >before
refused release editions/2031 --out mine
listing mine | diff before -
echo '{"name": "my application"}' >mine/manifest.json
listing mine >before
refused release editions/2031 --out mine
listing mine | diff before -
attest release editions/2031 --out release >/dev/null
echo "my notes" >release/notes.txt
listing release >before
refused release editions/2030 --out release
listing release | diff before -
ls -A
