# What could not be written is a failure, not a shorter answer.
attest index score editions/2031 >/dev/full
echo "exit $?"
attest -h >/dev/full
echo "exit $?"
attest completion bash >/dev/full
echo "exit $?"
