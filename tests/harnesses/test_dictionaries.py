"""Both engines load every dictionary that is checked in, all of it."""

from __future__ import annotations

import re
from pathlib import Path

import planted

DICTIONARIES = sorted((planted.ROOT / "dictionaries").glob("*.dict"))


def entries(dictionary: Path) -> int:
    """How many tokens a dictionary has."""
    lines = dictionary.read_text(encoding="ascii").splitlines()
    return sum(1 for line in lines if line and not line.startswith("#"))


class Dictionaries(planted.PlantedCase):
    """What the engines say of them."""

    def test_every_target_has_one(self) -> None:
        lines = (planted.ROOT / "harnesses/targets.txt").read_text(encoding="ascii").splitlines()
        targets = [line.split()[0] for line in lines if line and not line.startswith("#")]
        self.assertEqual(sorted(targets), [path.stem for path in DICTIONARIES])

    def test_libfuzzer_loads_them(self) -> None:
        program = str(planted.build("libfuzzer") / "misbehaves_fuzzer")
        for path in DICTIONARIES:
            with self.subTest(path=path):
                result = planted.run([program, "-runs=1", f"-dict={path}"], cwd=self.folder)
                self.assertEqual(result.returncode, 0, result.stderr)
                self.assertIn(f"Dictionary: {entries(path)} entries".encode(), result.stderr)

    def test_afl_loads_them(self) -> None:
        planted.need("afl-fuzz")
        program = str(planted.build("afl") / "misbehaves_afl")
        self.write("seeds/seed", b"1")
        for path in DICTIONARIES:
            with self.subTest(path=path):
                result = planted.run(
                    [
                        *("afl-fuzz", "-i", str(self.folder / "seeds")),
                        *("-o", str(self.folder / f"out-{path.stem}")),
                        *("-x", str(path), "-V", "1", "--", program),
                    ],
                    environment=planted.AFL_ENVIRONMENT,
                )
                output = (result.stdout + result.stderr).decode(errors="replace")
                loaded = re.search(r"Loaded (?:a total of )?(\d+) extra tokens", output)
                self.assertIsNotNone(loaded, output)
                assert loaded is not None
                self.assertEqual(int(loaded.group(1)), entries(path))


if __name__ == "__main__":
    planted.main()
