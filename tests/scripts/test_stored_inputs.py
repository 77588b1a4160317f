"""What is stored for each fuzz target: seeds that are small, and a dictionary."""

from __future__ import annotations

import unittest

from support import ROOT

from redzone.project import Project, inputs_below
from redzone.verbs.cmin import SEED_MAX, SEEDS_MAX


class Stored(unittest.TestCase):
    def setUp(self) -> None:
        self.project = Project(ROOT)
        self.names = [target.name for target in self.project.targets()]

    def test_each_target_has_seeds_and_a_dictionary(self) -> None:
        for name in self.names:
            with self.subTest(name):
                self.assertTrue(inputs_below(self.project.seeds(name)))
                self.assertTrue(self.project.dictionary(name).is_file())

    def test_seeds_are_small_each_and_together(self) -> None:
        for name in self.names:
            sizes = {path: path.stat().st_size for path in inputs_below(self.project.seeds(name))}
            large = [path.name for path, size in sizes.items() if size > SEED_MAX]
            with self.subTest(name):
                self.assertEqual(large, [])
                self.assertLessEqual(sum(sizes.values()), SEEDS_MAX)

    def test_every_folder_of_seeds_belongs_to_a_target(self) -> None:
        folders = {path.name for path in (ROOT / "seeds").iterdir() if path.is_dir()}
        self.assertLessEqual(folders - {"regressions"}, set(self.names))


if __name__ == "__main__":
    unittest.main()
