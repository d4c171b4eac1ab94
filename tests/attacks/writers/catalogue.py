# SPDX-License-Identifier: BSD-3-Clause
"""Collects the hostile files and what each must be answered with, and writes both."""

import pathlib


class Catalogue:
    """The files of one folder and the manifest beside it."""

    READERS = ("safetensors", "pytorch", "weights", "npy", "npy_of_three_axes", "photo")

    def __init__(self):
        self.lines = []
        self.files = {}

    def add(self, name, reader, data, expects, *repeat):
        """One hostile file.

        reader:  which of READERS is to read it.
        expects: what the message must hold behind the file's name; "read" where the file must be read after all.
        repeat:  (unit, count) pairs for files too large to keep, in their order in the file: from where the last one
                 ended, the first `unit` in `data` is put there `count` times, ######## in it replaced by a count. Of
                 (unit, count, stride), it is @@@@ that is replaced: by a count of that stride, in 4 bytes.
        """
        assert reader in self.READERS and name not in self.files and " | " not in name + expects
        fields = [name, reader, expects]
        place, recipe = 0, []
        for unit, count, *stride in repeat:
            place = data.index(unit, place)
            recipe.append(f"{place} {len(unit)} {count} {stride[0] if stride else 0}")
            place += len(unit)
        if recipe:
            fields.append(", ".join(recipe))
        self.files[name] = data
        self.lines.append(" | ".join(fields))

    def manifest(self):
        head = "# file | reader | text of the answer, or read | parts that are repeated: where, their length, how often, stride\n"
        return head + "\n".join(self.lines) + "\n"

    def write(self, folder):
        files = pathlib.Path(folder) / "files"
        files.mkdir(exist_ok=True)
        for old in files.iterdir():
            old.unlink()
        for name, data in self.files.items():
            (files / name).write_bytes(data)
        (pathlib.Path(folder) / "manifest.txt").write_text(self.manifest(), encoding="utf-8")

    def differences(self, folder):
        """What in the folder is not as it would be written."""
        files = pathlib.Path(folder) / "files"
        there = {file.name: file.read_bytes() for file in files.iterdir()}
        names = sorted(there.keys() | self.files.keys())
        differ = [name for name in names if there.get(name) != self.files.get(name)]
        manifest = pathlib.Path(folder) / "manifest.txt"
        return differ + [manifest.name] * (manifest.read_text(encoding="utf-8") != self.manifest())
