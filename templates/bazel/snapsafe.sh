#!/bin/sh
# One action of snapsafe.bzl, in the directory in which Bazel lays out what it may read.
#   snapsafe.sh facts MAIN OUT LIST              parses the files that LIST names, into the directory OUT
#   snapsafe.sh report MAIN OUT LIST FACTS…      analyses them with what is in the directories FACTS, into the file OUT
set -eu
verb=$1 main=$PWD/$2 out=$PWD/$3 list=$4
shift 4

# Bazel gives links to files elsewhere, which snapsafe does not follow: nothing that is linted may lead it out of the project.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tar -chf - -T "$list" | tar -xf - -C "$work"

case $verb in
facts)
    (cd "$work" && node "$main" --no-config facts --out "$out" .) >/dev/null
    # Their names are drawn at random. The same sources have to give the same files, or no cache would know them.
    for file in "$out"/*.facts; do
        [ -e "$file" ] || continue
        sum=$(cksum <"$file")
        name=${file##*/}
        mv "$file" "$out/${name%%-*}-${sum% *}-${sum#* }.facts"
    done
    ;;
report)
    for directory in "$@"; do
        set -- "$@" --facts "$PWD/$directory"
        shift
    done
    # Findings are what is asked for, not a failure.
    code=0
    (cd "$work" && node "$main" --no-cache --format json "$@" .) >"$out" || code=$?
    [ "$code" -le 1 ] || exit "$code"
    ;;
esac
