for shell in bash zsh fish; do
    attest completion $shell >script
    [ -s script ] && echo "$shell: some"
    if command -v $shell >/dev/null; then $shell -n script; fi
done
