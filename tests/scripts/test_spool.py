"""The spool: whole files, one per content, and nothing lost."""

from __future__ import annotations

import os
import unittest
from unittest import mock

from support import FolderCase

from redzone import spool
from redzone.spool import Spool, write_whole


class WriteWhole(FolderCase):
    def test_a_reader_never_sees_a_part(self) -> None:
        path = self.write("file", "old")
        seen: list[str] = []
        replace = os.replace

        def spy(source: str, target: os.PathLike[str]) -> None:
            with open(source, encoding="utf-8") as written:
                seen.append(f"{path.read_text()} -> {written.read()}")
            replace(source, target)

        with mock.patch("os.replace", spy):
            write_whole(path, b"new")
        self.assertEqual(seen, ["old -> new"])
        self.assertEqual(path.read_text(), "new")

    def test_a_failure_leaves_the_old_file_and_nothing_else(self) -> None:
        path = self.write("in/file", "old")
        with mock.patch("os.fsync", side_effect=OSError("disk full")):
            with self.assertRaises(OSError):
                write_whole(path, b"new")
        self.assertEqual(path.read_text(), "old")
        self.assertEqual(os.listdir(path.parent), ["file"])


class Keeping(FolderCase):
    def setUp(self) -> None:
        super().setUp()
        self.spool = Spool(self.folder / "spool")

    def test_the_same_content_is_kept_once(self) -> None:
        first, second = self.spool.add("crash", b"x"), self.spool.add("crash", b"x")
        self.assertEqual((first.new, second.new), (True, False))
        self.assertEqual(first.path, second.path)
        self.assertEqual(len(self.names("spool")), 1)

    def test_what_is_there_is_not_written_again(self) -> None:
        path = self.spool.add("crash", b"x").path
        before = path.stat()
        self.spool.add("crash", b"x")
        after = path.stat()
        self.assertEqual((before.st_ino, before.st_mtime_ns), (after.st_ino, after.st_mtime_ns))

    def test_kinds_stand_in_the_name(self) -> None:
        self.spool.add("timeout", b"x")
        self.assertEqual(self.names("spool"), ["timeout-11f6ad8ec52a2984abaafd7c3b516503785c2072"])

    def test_the_original_goes_only_after_the_copy_is_safe(self) -> None:
        original = self.write("incoming/crash-1", "bytes")
        with mock.patch.object(spool, "write_whole", side_effect=OSError("disk full")):
            with self.assertRaises(OSError):
                self.spool.take("crash", original)
        self.assertTrue(original.exists())
        self.assertEqual(self.spool.take("crash", original).path.read_bytes(), b"bytes")
        self.assertFalse(original.exists())


if __name__ == "__main__":
    unittest.main()
