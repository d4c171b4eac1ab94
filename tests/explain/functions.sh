# SPDX-License-Identifier: BSD-3-Clause
# What the tests of the program `explain` have in common; source it. They are called
#
#   some_test.sh EXPLAIN SOURCE_FOLDER [WRITE_MODELS]
set -uo pipefail

explain=$1
data=$2/examples/data
golden=$2/tests/golden
work=$(mktemp --directory)
trap 'rm --recursive --force "$work"' EXIT
cd "$work" || exit 1 # far from the sources: the model and the labels are inside the program
failures=0

fail() {
  echo "FAILED: $*"
  failures=$((failures + 1))
}

# expect STATUS PATTERN ARGUMENT...: the exit status, and an extended regular expression that the output contains
expect() {
  local status=$1 pattern=$2
  shift 2
  local output got=0
  output=$("$explain" "$@" 2>&1) || got=$?
  [[ $got == "$status" ]] || fail "explain $* ended with $got, not $status: $output"
  grep --extended-regexp --quiet -- "$pattern" <<<"$output" || fail "explain $* said nothing like '$pattern': $output"
}

# starts FILE BYTES: the file exists and begins so
starts() {
  local file=$1 bytes=$2
  [[ -s $file ]] || { fail "$file is missing or empty"; return; }
  [[ $(head --bytes=${#bytes} "$file" | tr --delete '\0') == "$bytes" ]] || fail "$file does not begin with $bytes"
}
is_png() { starts "$1" $'\x89PNG'; }

# holds FILE TEXT / lacks FILE TEXT: whether the text stands in the file, word for word
holds() { grep --quiet --fixed-strings -- "$2" "$1" || fail "$1 does not hold: $2"; }
lacks() { grep --quiet --fixed-strings -- "$2" "$1" && fail "$1 holds: $2"; }

# same FILE FILE / differ FILE FILE: byte by byte
same() { cmp --silent "$1" "$2" || fail "$1 and $2 differ"; }
differ() { cmp --silent "$1" "$2" && fail "$1 and $2 are the same"; }

# shape FILE.npy TEXT: the array's shape
shape() { grep --text --quiet --fixed-strings "'shape': $2" "$1" || fail "$1 is not of shape $2: $(head -1 "$1")"; }

# list_methods: what the program lists, a line a method
list_methods() {
  "$explain" --list-methods | awk '/^ / { printf "%s", $0; next } { printf "\n%s", $0 } END { print "" }' | grep '^[a-z]'
}
# takes METHOD OPTION: whether the line in the file `list` says so
takes() { grep --extended-regexp --quiet "^$1 .*\[(.*, )?$2" list; }

finish() {
  if ((failures)); then
    echo "$failures failed"
    exit 1
  fi
  echo 'explain does as it says'
}
