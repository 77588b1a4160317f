"""Seeds stay what engines can use: small, few, and each hand-made one explained."""

from __future__ import annotations

import re
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds"
SEED_MAX = 4 * 1024
TARGET_MAX = 1024 * 1024
FOUND = re.compile(r"[0-9a-f]{40}")  # what `cmin --into seeds` adds is named after its content
MANIFEST = SEEDS / "manifest.tsv"


def targets() -> list[str]:
    """The fuzz targets."""
    lines = (ROOT / "harnesses/targets.txt").read_text(encoding="ascii").splitlines()
    return [line.split()[0] for line in lines if line and not line.startswith("#")]


def seeds_of(target: str) -> list[Path]:
    """The seeds of a target."""
    return sorted(path for path in (SEEDS / target).rglob("*") if path.is_file())


def explained() -> dict[str, str]:
    """What the manifest says of each seed."""
    lines = MANIFEST.read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if not line.startswith("#"))
    return {name: holds for name, holds in pairs}


class Seeds(unittest.TestCase):
    """What holds for the seeds that are checked in."""

    def test_every_target_has_some(self) -> None:
        for target in targets():
            self.assertTrue(seeds_of(target), target)

    def test_they_are_small(self) -> None:
        for target in targets():
            sizes = [path.stat().st_size for path in seeds_of(target)]
            self.assertLessEqual(max(sizes), SEED_MAX, target)
            self.assertLessEqual(sum(sizes), TARGET_MAX, target)

    def test_each_is_explained(self) -> None:
        names = {
            str(path.relative_to(SEEDS))
            for each in targets()
            for path in seeds_of(each)
            if not FOUND.fullmatch(path.name)
        }
        manifest = explained()
        self.assertEqual(names - set(manifest), set())
        self.assertEqual(set(manifest) - names, set())
        self.assertTrue(all(manifest.values()))


if __name__ == "__main__":
    unittest.main()
