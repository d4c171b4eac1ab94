#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# kernels_apart_test.sh NM PROGRAM NAMESPACE...: each of these has kernels of its own in the program.
set -euo pipefail

nm=$1 program=$2
shift 2
symbols=$("$nm" --demangle "$program")
for namespace; do
  count=$(grep --count "::$namespace::run_" <<<"$symbols" || true)
  echo "$count kernels in $namespace"
  ((count > 0))
done
