# Ctrl-C in long work: said, and no part of an answer.
for form in "" --json; do
    attest index robust data/rainbow/2025 --draws 1000000000 $form >out 2>err &
    child=$!
    interrupt $child
    wait $child
    echo "exit $?"
    cat out err
done
