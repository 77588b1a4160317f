"""Build trees: when they are configured, and when one belongs to another checkout."""

from __future__ import annotations

import shutil
import unittest
from pathlib import Path
from unittest import mock

from support import FolderCase

from redzone import process, trees
from redzone.outcome import Exit, Failure
from redzone.project import Project

PRESETS = '{"buildPresets": [{"name": "dev"}, {"name": "asan"}]}'


class Trees(FolderCase):
    def setUp(self) -> None:
        super().setUp()
        self.root = self.folder / "checkout"
        self.root.mkdir()
        (self.root / "CMakePresets.json").write_text(PRESETS, encoding="utf-8")
        self.commands: list[list[str]] = []
        self.code = 0
        patch = mock.patch.object(process, "run", self.run_command)
        patch.start()
        self.addCleanup(patch.stop)

    def run_command(self, command: list[str], cwd: Path) -> int:
        """Stands for cmake: configuring writes what cmake writes."""
        self.commands.append(command)
        if command[1] == "--preset" and self.code == 0:
            tree = cwd / "build" / command[2]
            tree.mkdir(parents=True, exist_ok=True)
            cache = f"# comment\nCMAKE_HOME_DIRECTORY:INTERNAL={cwd}\n"
            cache += f"CMAKE_CACHEFILE_DIR:INTERNAL={tree}\n"
            (tree / "CMakeCache.txt").write_text(cache, encoding="utf-8")
            (tree / "build.ninja").touch()
        return self.code

    def configured(self, root: Path) -> bool:
        """Builds; whether that configured the tree."""
        self.commands.clear()
        trees.build(Project(root), "dev")
        return any(command[1] == "--preset" for command in self.commands)

    def test_a_tree_is_configured_once(self) -> None:
        self.assertTrue(self.configured(self.root))
        self.assertFalse(self.configured(self.root))

    def test_changed_presets_configure_again(self) -> None:
        self.configured(self.root)
        (self.root / "CMakePresets.json").write_text(PRESETS + "\n", encoding="utf-8")
        self.assertTrue(self.configured(self.root))
        self.assertFalse(self.configured(self.root))

    def test_a_tree_that_was_not_finished_is_configured_again(self) -> None:
        self.configured(self.root)
        (self.root / "build" / "dev" / "build.ninja").unlink()
        self.assertTrue(self.configured(self.root))

    def test_a_copied_tree_is_made_afresh_and_the_original_stays(self) -> None:
        self.configured(self.root)
        (self.root / "build" / "dev" / "object.o").touch()
        copy = self.folder / "copy"
        shutil.copytree(self.root, copy)
        self.assertTrue(self.configured(copy))
        self.assertFalse((copy / "build" / "dev" / "object.o").exists())
        self.assertTrue((self.root / "build" / "dev" / "object.o").exists())

    def test_a_moved_tree_is_made_afresh(self) -> None:
        self.configured(self.root)
        moved = self.folder / "moved"
        self.root.rename(moved)
        self.assertTrue(trees.is_stale(moved / "build" / "dev", moved))
        self.assertTrue(self.configured(moved))

    def test_a_path_with_a_symbolic_link_is_the_same_place(self) -> None:
        self.configured(self.root)
        link = self.folder / "link"
        link.symlink_to(self.root)
        self.assertFalse(trees.is_stale(link / "build" / "dev", link))

    def test_a_preset_that_is_not_there_is_wrong_use(self) -> None:
        with self.assertRaises(Failure) as refused:
            trees.build(Project(self.root), "nope")
        self.assertEqual(refused.exception.code, Exit.WRONG_USE)
        self.assertEqual(self.commands, [])

    def test_a_failed_configuration_is_not_remembered(self) -> None:
        self.code = 1
        with self.assertRaisesRegex(Failure, "cannot configure preset dev"):
            trees.build(Project(self.root), "dev")
        self.code = 0
        self.assertTrue(self.configured(self.root))

    def test_only_the_named_programs_are_built(self) -> None:
        trees.build(Project(self.root), "dev", ["a", "b"])
        self.assertEqual(self.commands[-1][-3:], ["--target", "a", "b"])


if __name__ == "__main__":
    unittest.main()
