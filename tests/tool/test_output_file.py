"""The channel file appears whole or not at all, whatever goes wrong while it is written."""

from __future__ import annotations

import os
import resource
import signal
import stat
import subprocess
import unittest
from pathlib import Path

import tool
from tool import rule, selection

RULE = rule(selection("Image", "a"))


class OutputFile(tool.ToolCase):
    def setUp(self) -> None:
        super().setUp()
        self.write("rule.yml", RULE)

    def check_refused(self, output: str, reason: bytes) -> None:
        result = self.check(1, "compile", "rule.yml", "-o", output)
        self.assertIn(reason, result.stderr)
        self.assertEqual(self.left_over(), [])

    def test_an_earlier_file_is_replaced(self) -> None:
        self.write("out.rz", b"old")
        self.check(0, "compile", "rule.yml", "-o", "out.rz")
        self.assertGreater((self.folder / "out.rz").stat().st_size, 100)
        self.assertEqual(self.left_over(), [])

    def test_the_umask_decides_who_may_read_it(self) -> None:
        self.check(0, "compile", "rule.yml", "-o", "out.rz", umask=0o027)
        mode = stat.S_IMODE((self.folder / "out.rz").stat().st_mode)
        self.assertEqual(mode, 0o640)

    def test_what_a_link_points_to_is_replaced(self) -> None:
        target = self.write("target.rz", b"old")
        (self.folder / "link.rz").symlink_to("target.rz")
        self.check(0, "compile", "rule.yml", "-o", "link.rz")
        self.assertTrue((self.folder / "link.rz").is_symlink())
        self.assertGreater(target.stat().st_size, 100)

    def test_a_folder_that_is_not_there(self) -> None:
        self.check_refused("nowhere/out.rz", b"cannot write nowhere/out.rz: No such file")

    def test_a_folder_in_place_of_the_file(self) -> None:
        (self.folder / "out.rz").mkdir()
        self.check_refused("out.rz", b"cannot write out.rz: Is a directory")

    def test_a_file_in_place_of_the_folder(self) -> None:
        self.check_refused("rule.yml/out.rz", b"Not a directory")

    def test_devices_and_pipes_are_not_replaced(self) -> None:
        before = os.stat("/dev/full")
        self.check_refused("/dev/full", b"it exists and is no regular file")
        self.assertEqual(os.stat("/dev/full").st_ino, before.st_ino)
        os.mkfifo(self.folder / "pipe")
        self.check_refused("pipe", b"it exists and is no regular file")
        self.assertTrue(stat.S_ISFIFO((self.folder / "pipe").stat().st_mode))

    def test_the_output_may_not_be_one_of_the_rules(self) -> None:
        for output in ("rule.yml", "./rule.yml"):
            self.check(2, "compile", "rule.yml", "-o", output)
            self.assertEqual((self.folder / "rule.yml").read_text(), RULE)

    def test_a_full_disk_leaves_nothing_and_keeps_what_was_there(self) -> None:
        """A file-size limit fails the write in its middle, as a full disk does."""

        def limit() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))

        for before in (None, b"old"):
            if before is not None:
                self.write("out.rz", before)
            result = self.check(1, "compile", "rule.yml", "-o", "out.rz", preexec_fn=limit)
            self.assertIn(b"cannot write out.rz: File too large", result.stderr)
            self.assertEqual(self.left_over(), [])
            if before is None:
                self.assertFalse((self.folder / "out.rz").exists())
            else:
                self.assertEqual((self.folder / "out.rz").read_bytes(), before)

    def test_ctrl_c_while_rules_are_read(self) -> None:
        """The tool waits for the writer of a pipe; that it does is known when the pipe opens."""
        pipe = self.folder / "pipe.yml"
        os.mkfifo(pipe)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with self.subTest(signal=number):
                self.interrupt(pipe, number)

    def interrupt(self, pipe: Path, number: int) -> None:
        with subprocess.Popen(
            [tool.CHANNEL, "compile", "rule.yml", pipe, "-o", "out.rz"],
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            with pipe.open("wb"):
                process.send_signal(number)
                _, errors = process.communicate(timeout=tool.TIMEOUT)
        self.assertEqual(process.returncode, 130)
        self.assertIn(b"interrupted", errors)
        self.assertFalse((self.folder / "out.rz").exists())
        self.assertEqual(self.left_over(), [])


if __name__ == "__main__":
    unittest.main()
