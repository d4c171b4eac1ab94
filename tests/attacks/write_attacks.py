#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Writes files/ and manifest.txt: hostile files, and what each must be answered with. See README.md.

    write_attacks.py            writes them
    write_attacks.py --check    says which are not as they would be written

Every file is put together byte by byte with the standard library alone: no program that writes files of the format
would agree to write most of these.
"""

import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent / "writers"))

import legacy_attacks
import npy_attacks
import photo_attacks
import pickle_call_attacks
import pickle_opcode_attacks
import pickle_size_attacks
import safetensors_attacks
import storage_attacks
import tensor_attacks
import zip_end_attacks
import zip_record_attacks
from catalogue import Catalogue

catalogue = Catalogue()
for module in (
    safetensors_attacks,
    zip_end_attacks,
    zip_record_attacks,
    pickle_call_attacks,
    pickle_opcode_attacks,
    pickle_size_attacks,
    tensor_attacks,
    storage_attacks,
    legacy_attacks,
    npy_attacks,
    photo_attacks,
):
    module.add_all(catalogue)
here = pathlib.Path(__file__).parent
if sys.argv[1:] == ["--check"]:
    differ = catalogue.differences(here)
    sys.exit(f"not as write_attacks.py writes them: {', '.join(differ)}" if differ else 0)
catalogue.write(here)
print(f"{len(catalogue.files)} files, {sum(map(len, catalogue.files.values()))} bytes")
