#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# vectors_in_kernels_test.sh OBJDUMP OBJECT: of a unit compiled without flags, what needs AVX stands in the functions
# that are called where the processor has it, and nowhere else; and those call nothing but memcpy and its like, or
# parts of a kernel were left out of it, compiled for less.
set -euo pipefail

"$1" --disassemble --reloc --demangle --no-show-raw-insn "$2" | awk '
  function fault(what) {
    ++faults
    if (!((what, name) in seen)) print what ": " name
    seen[what, name] = 1
  }
  /^[0-9a-f]+ </ {
    name = substr($0, index($0, "<"))
    avx512 = /::run_avx512</
    avx2 = /::run_avx2</
  }
  /%zmm/ { if (avx512) ++zmm; else fault("512 bits wide") }
  /%ymm/ { if (avx2) ++ymm; else if (!avx512) fault("256 bits wide") }
  !avx2 && !avx512 { next }
  # What a relocation resolves seems to lead to the next instruction; the relocation names where it does.
  /\t(call|j[a-z]+) / {
    target = index($0, "<") ? substr($0, index($0, "<")) : "a pointer"
    if (target !~ /::run_avx(2|512)</) fault("calls " target)
  }
  /R_X86_64_(PLT32|GOTPCREL|REX_GOTPCRELX|GOTPCRELX)\t/ {
    if ($3 !~ /^(mem(cpy|move|set)|__stack_chk_fail)(@|[-+]0x|$)/) fault("calls " $3)
  }
  END {
    print zmm + 0 " instructions with zmm, " ymm + 0 " with ymm, " faults + 0 " out of place"
    exit faults > 0 || zmm == 0 || ymm == 0
  }'
