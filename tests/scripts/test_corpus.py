"""Exchanging corpora: what an archive may hold, where its inputs go, and what is written."""

from __future__ import annotations

import contextlib
import io
import os
import stat
import unittest
import zipfile
from pathlib import Path
from typing import Callable
from unittest import mock

from support import FolderCase

from redzone import archives, corpora
from redzone.cli import make_parser
from redzone.engine import INPUT_MAX
from redzone.outcome import Exit, Failure
from redzone.project import Project
from redzone.spool import content_hash
from redzone.verbs import corpus


class Case(FolderCase):
    def setUp(self) -> None:
        super().setUp()
        self.root = self.folder / "check out"
        self.write("check out/harnesses/targets.txt", "one\ntwo\n")
        self.project = Project(self.root)
        state = mock.patch.dict(os.environ, {"XDG_STATE_HOME": str(self.folder / "state")})
        state.start()
        self.addCleanup(state.stop)

    def archive(self, name: str, entries: list[tuple[str, bytes]]) -> Path:
        """An archive of files."""
        path = self.folder / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for entry, content in entries:
                archive.writestr(entry, content)
        return path

    def fuzz(self, *words: str) -> tuple[Exit, str]:
        """Runs the verb: exit code and stdout."""
        arguments = make_parser().parse_args(["corpus", *words])
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
            code = corpus.run(self.project, arguments, [])
        return code, out.getvalue()

    def pulled(self, target: str = "one") -> set[bytes]:
        """What was taken in for a target."""
        folder = corpora.place_of(self.project.outside(), target).corpus
        paths = list(folder.iterdir()) if folder.is_dir() else []
        for path in paths:
            self.assertEqual(path.name, content_hash(path.read_bytes()))
        return {path.read_bytes() for path in paths}


class Pulling(Case):
    def test_an_archive_is_known_by_its_name(self) -> None:
        for stem in ("one", "one_fuzzer", "one_seed_corpus", "one_fuzzer_seed_corpus"):
            path = self.archive(f"{stem}.zip", [("input", stem.encode())])
            with self.subTest(stem):
                self.assertEqual(self.fuzz("pull", str(path)), (0, "one: 1 input, 1 new\n"))
                self.assertIn(stem.encode(), self.pulled())

    def test_any_archive_will_do_for_a_target_that_is_named(self) -> None:
        path = self.archive("public.zip", [("a", b"1"), ("b", b"2")])
        self.assertEqual(self.fuzz("pull", str(path), "two")[0], Exit.CLEAN)
        self.assertEqual((self.pulled("two"), self.pulled()), ({b"1", b"2"}, set()))

    def test_an_archive_of_an_unknown_target_is_wrong_use(self) -> None:
        path = self.archive("public.zip", [("a", b"1")])
        for words in ((), ("one", "two")):
            with self.subTest(words), self.assertRaises(Failure) as refused:
                self.fuzz("pull", str(path), *words)
            self.assertEqual(refused.exception.code, Exit.WRONG_USE)

    def test_a_folder_has_archives_and_folders(self) -> None:
        (self.folder / "in").mkdir()
        self.archive("in/one_fuzzer_seed_corpus.zip", [("a", b"1")])
        self.write("in/one/b", "2")
        self.write("in/two/c", "3")
        self.write("in/stranger/d", "4")
        self.assertEqual(self.fuzz("pull", str(self.folder / "in"))[0], Exit.CLEAN)
        self.assertEqual((self.pulled(), self.pulled("two")), ({b"1", b"2"}, {b"3"}))

    def test_a_folder_of_inputs_is_that_of_the_target_that_is_named(self) -> None:
        self.write("in/a", "1")
        self.assertEqual(self.fuzz("pull", str(self.folder / "in"), "two")[0], Exit.CLEAN)
        self.assertEqual(self.pulled("two"), {b"1"})

    def test_links_are_not_followed(self) -> None:
        self.write("in/one/a", "1")
        (self.folder / "in/one/secret").symlink_to(self.write("secret", "not an input"))
        self.fuzz("pull", str(self.folder / "in"))
        self.assertEqual(self.pulled(), {b"1"})

    def test_what_is_there_is_not_new(self) -> None:
        path = self.archive("one.zip", [("a", b"1"), ("b", b"1"), ("c", b"2")])
        self.assertEqual(self.fuzz("pull", str(path))[1], "one: 3 inputs, 2 new\n")
        self.assertEqual(self.fuzz("pull", str(path))[1], "one: 3 inputs, 0 new\n")

    def test_nothing_of_it_gets_into_the_checkout(self) -> None:
        path = self.archive("one.zip", [("a", b"1")])
        before = sorted(self.root.rglob("*"))
        self.fuzz("pull", str(path))
        self.assertEqual(sorted(self.root.rglob("*")), before)

    def test_no_input_at_all_is_three(self) -> None:
        notes = [("README.md", b"x"), ("a.json", b"{}"), (".hidden", b"x"), ("empty/", b"")]
        (self.folder / "in").mkdir()
        for place in (self.archive("one.zip", notes), self.folder / "in"):
            with self.subTest(place), self.assertRaises(Failure) as refused:
                self.fuzz("pull", str(place))
            self.assertEqual(refused.exception.code, Exit.NOTHING_TESTED)


class Hostile(Case):
    def refused(self, path: Path, why: str) -> None:
        """Pulling it is a failure, and leaves nothing anywhere."""
        before = sorted(self.folder.rglob("*"))
        with self.assertRaisesRegex(Failure, why):
            self.fuzz("pull", str(path), "one")
        self.assertEqual(self.pulled(), set())
        grown = set(self.folder.rglob("*")) - set(before)
        self.assertFalse([each for each in grown if each.is_file() and each.name != ".run.lock"])

    def entry(self, name: str, change: Callable[[zipfile.ZipInfo], None]) -> Path:
        """An archive with a good entry, and one that was tampered with."""
        path = self.folder / "one.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("good", b"1")
            entry = zipfile.ZipInfo(name)
            change(entry)
            archive.writestr(entry, b"2")
        return path

    def test_paths_that_lead_out(self) -> None:
        for name in ("../up", "/etc/cron.d/x", "a/../../b", "C:\\x", "c:x", "..\\up", "a\\b"):
            with self.subTest(name):
                self.refused(self.entry(name, lambda _entry: None), "leads out")

    def test_what_is_no_file(self) -> None:
        for kind in (stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFSOCK):

            def mark(entry: zipfile.ZipInfo, kind: int = kind) -> None:
                entry.external_attr = (kind | 0o644) << 16

            with self.subTest(oct(kind)):
                self.refused(self.entry("x", mark), "neither file nor folder")

    def test_a_name_that_stands_there_twice(self) -> None:
        with self.assertWarns(UserWarning):
            path = self.archive("one.zip", [("a", b"1"), ("a", b"2")])
        self.refused(path, "twice")

    def test_unusual_packing(self) -> None:
        def pack(entry: zipfile.ZipInfo) -> None:
            entry.compress_type = zipfile.ZIP_LZMA

        self.refused(self.entry("x", pack), "unusual")

    def test_encrypted_entries(self) -> None:
        path = self.archive("one.zip", [("a", b"1")])
        content = bytearray(path.read_bytes())
        content[content.rfind(b"PK\1\2") + 8] |= 1
        path.write_bytes(content)
        self.refused(path, "'a': it is encrypted")

    def test_too_many_entries(self) -> None:
        path = self.archive("one.zip", [(str(number), b"") for number in range(4)])
        with mock.patch.object(archives, "ENTRIES_MAX", 3):
            self.refused(path, "more than 3 entries")
        with mock.patch.object(archives, "ENTRIES_MAX", 4):
            self.assertEqual(self.fuzz("pull", str(path))[0], Exit.CLEAN)

    def test_too_much_when_it_is_unpacked(self) -> None:
        path = self.archive("one.zip", [(str(number), bytes(1000)) for number in range(4)])
        with mock.patch.object(archives, "UNPACKED_MAX", 3999):
            self.refused(path, "unpacked")
        with mock.patch.object(archives, "UNPACKED_MAX", 4000):
            self.assertEqual(self.fuzz("pull", str(path))[0], Exit.CLEAN)

    def test_an_archive_that_is_too_large(self) -> None:
        path = self.archive("one.zip", [("a", b"1")])
        with mock.patch.object(archives, "ARCHIVE_MAX", path.stat().st_size - 1):
            self.refused(path, "more than")

    def test_a_table_of_contents_that_is_too_large_is_not_read(self) -> None:
        path = self.archive("one.zip", [("a", b"1")])
        with mock.patch.object(archives, "DIRECTORY_MAX", 10):
            with mock.patch.object(zipfile, "ZipFile") as opened:
                self.refused(path, "table of contents")
        opened.assert_not_called()

    def test_a_large_archives_table_of_contents_counts_as_well(self) -> None:
        path = self.folder / "one.zip"
        with mock.patch.object(zipfile, "ZIP_FILECOUNT_LIMIT", 1):  # makes it a zip64
            self.archive("one.zip", [("a", b"1"), ("b", b"2")])
        good = path.read_bytes()
        self.assertIn(archives.LOCATOR, good)
        at = good.rfind(archives.END) + 12
        for stated in (0, 0xFFFFFFFF):  # where a small archive says how large the table is
            path.write_bytes(good[:at] + stated.to_bytes(4, "little") + good[at + 4 :])
            with mock.patch.object(archives, "DIRECTORY_MAX", 10):
                self.refused(path, "table of contents")
        self.assertEqual(self.fuzz("pull", str(path))[0], Exit.CLEAN)

    def test_inputs_over_the_cap_are_passed_over_without_being_unpacked(self) -> None:
        bomb = bytes(INPUT_MAX + 1)
        path = self.archive("one.zip", [("bomb", bomb), ("limit", bomb[1:]), ("a", b"1")])
        self.assertEqual(self.fuzz("pull", str(path))[1], "one: 2 inputs, 2 new\n")
        self.assertEqual(self.pulled(), {bomb[1:], b"1"})

    def test_an_entry_that_lies_about_its_size(self) -> None:
        path = self.archive("one.zip", [("bomb", bytes(100_000))])
        content = bytearray(path.read_bytes())
        at = content.rfind(b"PK\1\2") + 24
        content[at : at + 4] = (10).to_bytes(4, "little")
        path.write_bytes(content)
        self.refused(path, "cannot read the archive")

    def test_damage_everywhere(self) -> None:
        path = self.archive("one.zip", [("a", b"some bytes" * 9), ("b", b"more")])
        good = path.read_bytes()
        for at in range(len(good)):
            for damaged in (good[:at], good[:at] + bytes([good[at] ^ 0xFF]) + good[at + 1 :]):
                path.write_bytes(damaged)
                with contextlib.suppress(Failure):  # nothing else may come out of it
                    list(archives.read(path))

    def test_what_is_no_archive(self) -> None:
        path = self.write("one.zip", "not an archive")
        self.refused(path, "no end")


class Pushing(Case):
    def grow(self, target: str, *contents: str) -> None:
        """Gives a target a working corpus."""
        for number, content in enumerate(contents):
            self.write(f"check out/build/work/{target}/corpus/{number}", content)

    def names(self, name: str) -> list[str]:
        """The names in an archive."""
        with zipfile.ZipFile(self.folder / name) as archive:
            return archive.namelist()

    def test_each_target_has_an_archive_that_is_flat_and_sorted(self) -> None:
        self.grow("one", "a", "b")
        self.grow("two", "c")
        self.write("check out/build/work/one/afl/job0/queue/id:1", "d")
        code, said = self.fuzz("push", str(self.folder / "out"))
        self.assertEqual(code, Exit.CLEAN)
        hashes = sorted(content_hash(content) for content in (b"a", b"b", b"d"))
        self.assertEqual(self.names("out/one.zip"), hashes)
        self.assertEqual(self.names("out/two.zip"), [content_hash(b"c")])
        self.assertEqual(len(said.splitlines()), 2)

    def test_the_same_inputs_give_the_same_bytes(self) -> None:
        self.grow("one", "a", "b")
        self.fuzz("push", str(self.folder / "x.zip"), "one")
        for path in (self.root / "build/work/one/corpus").iterdir():
            os.utime(path, (10**9, 10**9))
            path.rename(path.with_name("renamed" + path.name))
        self.fuzz("push", str(self.folder / "y.zip"), "one")
        first, second = ((self.folder / name).read_bytes() for name in ("x.zip", "y.zip"))
        self.assertEqual(first, second)

    def test_what_is_pushed_can_be_pulled(self) -> None:
        self.grow("one", "a", "b")
        self.fuzz("push", str(self.folder / "out"))
        self.fuzz("pull", str(self.folder / "out"))
        self.assertEqual(self.pulled(), {b"a", b"b"})

    def test_what_came_from_others_goes_on(self) -> None:
        self.fuzz("pull", str(self.archive("one.zip", [("x", b"theirs")])))
        self.grow("one", "mine")
        self.fuzz("push", str(self.folder / "out"))
        self.assertEqual(len(self.names("out/one.zip")), 2)

    def test_a_failure_leaves_the_old_archive(self) -> None:
        self.grow("one", "a")
        path = self.write("out/one.zip", "old")
        with mock.patch("os.fsync", side_effect=OSError("disk full")):
            with self.assertRaises(OSError):
                self.fuzz("push", str(self.folder / "out"))
        self.assertEqual(path.read_text(), "old")
        self.assertEqual([each.name for each in path.parent.iterdir()], ["one.zip"])

    def test_nothing_to_push_is_three(self) -> None:
        with self.assertRaises(Failure) as refused:
            self.fuzz("push", str(self.folder / "out"))
        self.assertEqual(refused.exception.code, Exit.NOTHING_TESTED)

    def test_corpora_do_not_get_into_the_checkout(self) -> None:
        self.grow("one", "a")
        for place in (self.root, self.root / "seeds", self.root / "one.zip"):
            with self.subTest(place), self.assertRaises(Failure) as refused:
                self.fuzz("push", str(place))
            self.assertEqual(refused.exception.code, Exit.WRONG_USE)

    def test_one_archive_takes_one_target(self) -> None:
        self.grow("one", "a")
        self.grow("two", "b")
        with self.assertRaises(Failure) as refused:
            self.fuzz("push", str(self.folder / "out.zip"))
        self.assertEqual(refused.exception.code, Exit.WRONG_USE)


if __name__ == "__main__":
    unittest.main()
