attest release data/rainbow/2025 --out out/release --draws 100000000 &
child=$!
interrupt $child
wait $child
echo "exit $?"
ls -A
