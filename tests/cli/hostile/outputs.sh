# What stands where the output is to go, and is not ours, stays.
edition 2031
attest release 2031 --draws 10 --out release >/dev/null
mkdir mine
echo '{"name": "my pages"}' >mine/site.json
echo '{"name": "my notes"}' >mine/manifest.json
echo thesis >mine/thesis.txt
attest publish release --out mine
echo "exit $?"
attest release 2031 --draws 10 --out mine
echo "exit $?"
attest publish release --out site >/dev/null
echo thesis >site/thesis.txt
attest publish release --out site
echo "exit $?"
rm site/thesis.txt
ln -s site link
attest publish release --out link
echo "exit $?"
attest publish release --out release
echo "exit $?"
cat mine/site.json mine/manifest.json mine/thesis.txt
attest verify site >/dev/null && echo "the site is as it was"
