# Each command's help has an example; the program understands it.
attest -h | sed -n '/^Commands:/,/^$/s/^  \([a-z][a-z ]*[a-z]\)  .*/\1/p' | while read -r command; do
    example=$(attest $command -h | sed -n '/^Example:/{n;s/^  //p;}')
    mkdir -p out
    case $command in
    "index coin") cp asem/iData.csv asem/iMeta.csv asem/recipe.ini . ;;
    esac
    sh -c "$example" >stdout 2>stderr
    echo "exit $?: $example"
    cat stderr
done
