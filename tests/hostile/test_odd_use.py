"""The tool in a newcomer's hands: odd files, odd names, closed streams, loops, Ctrl-C."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import unittest
from pathlib import Path
from typing import Dict

import tool

RULE = tool.rule(tool.selection("Image", "a"))
CLOSE = 'exec "$@" {}'  # the shell closes streams for the program behind it


class OddUse(tool.ToolCase):
    def closed(self, streams: str, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
        """Runs the tool with streams closed."""
        words = ["sh", "-c", CLOSE.format(streams), "sh", str(tool.CHANNEL), *arguments]
        return subprocess.run(
            words, cwd=self.folder, capture_output=True, timeout=tool.TIMEOUT, check=False
        )

    def test_an_output_without_a_name_is_wrong_use(self) -> None:
        self.write("rule.yml", RULE)
        for words in (("-o", ""), ("--output=",)):
            self.check(2, "compile", "rule.yml", *words)

    def test_all_streams_closed_harms_no_file(self) -> None:
        content = self.compile(RULE).read_bytes()
        for streams in (">&-", "2>&-", "<&- 2>&-", "<&- >&-", "<&- >&- 2>&-"):
            with self.subTest(streams):
                good = self.closed(streams, "compile", "rules", "-o", "b.rz")
                self.assertEqual(good.returncode, 0)
                self.assertEqual((self.folder / "b.rz").read_bytes(), content)
                bad = self.closed(streams, "compile", "rules", "missing", "-o", "b.rz")
                self.assertEqual(bad.returncode, 1)
                self.assertEqual((self.folder / "b.rz").read_bytes(), content)
                self.assertEqual((self.folder / "rules" / "000.yml").read_text(), RULE)

    def test_links_in_circles_are_errors_or_left_out(self) -> None:
        (self.folder / "a").symlink_to("b")
        (self.folder / "b").symlink_to("a")
        rules = self.write("rules/rule.yml", RULE).parent
        (rules / "self").symlink_to(".")
        (rules / "up").symlink_to("../rules")
        (rules / "nowhere.yml").symlink_to("nothing")
        self.check(1, "compile", "a", "-o", "out.rz")
        self.check(1, "compile", "rules", "-o", "a")
        result = self.check(0, "compile", "rules", "-o", "out.rz", "--strict")
        self.assertIn(b"1 rule compiled", result.stderr)
        self.assertTrue((self.folder / "a").is_symlink())

    def test_names_with_line_breaks_and_escapes_stay_one_line(self) -> None:
        for name in ("no\n\x1b[1mfile", "no\x9bfile", "\u202eelif"):
            with self.subTest(name):
                for arguments in (("inspect", name), ("match", name, "--events", "-")):
                    result = self.check(1, *arguments)
                    self.assertEqual(len(result.stderr.splitlines()), 1)
                    self.assertTrue(result.stderr.decode()[:-1].isprintable())

    def test_encodings_that_are_no_utf8_are_refused_with_a_place(self) -> None:
        texts: Dict[str, bytes] = {
            "utf16": RULE.encode("utf-16"),
            "utf16le": RULE.encode("utf-16-le"),
            "latin1": RULE.replace("title: rule", "title: café").encode("latin-1"),
            "two-marks": b"\xef\xbb\xbf" * 2 + RULE.encode(),
            "empty": b"",
        }
        for name, content in texts.items():
            with self.subTest(name):
                self.write(f"{name}.yml", content)
                result = self.check(1, "compile", f"{name}.yml", "-o", "out.rz")
                place = rb"(?m)^%b\.yml:\d+: refused: " % name.encode()
                self.assertRegex(result.stderr, place)
                self.assertFalse((self.folder / "out.rz").exists())

    def test_line_ends_and_a_mark_change_nothing(self) -> None:
        content = self.compile(RULE).read_bytes()
        for prefix, end in ((b"\xef\xbb\xbf", b"\n"), (b"", b"\r\n"), (b"\xef\xbb\xbf", b"\r\n")):
            self.write("rule.yml", prefix + RULE.encode().replace(b"\n", end))
            self.check(0, "compile", "rule.yml", "-o", "b.rz", "--strict")
            self.assertEqual((self.folder / "b.rz").read_bytes(), content)

    def test_endless_and_oversized_files_are_refused(self) -> None:
        path = self.compile(RULE)
        with open(self.folder / "big", "wb") as big:
            big.truncate(64 * 1024 * 1024 + 1)
        for name in ("big", "/dev/zero"):
            self.check(1, "inspect", name)
            self.check(1, "match", name, "--events", "-")
            self.check(1, "compile", name, "-o", "b.rz")
        result = self.check(1, "match", path, "--events", "big")
        self.assertIn(b"the line is longer than 16 MiB", result.stderr)

    def interrupted(self, *arguments: str) -> None:
        """Ctrl-C once the tool has opened the pipe, which keeps it waiting."""
        pipe = self.folder / "pipe"
        if not pipe.exists():
            os.mkfifo(pipe)
        with subprocess.Popen(
            [tool.CHANNEL, *arguments],
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as child:
            writer = os.open(pipe, os.O_WRONLY)  # returns when the tool reads
            try:
                child.send_signal(signal.SIGINT)
                _, errors = child.communicate(timeout=tool.TIMEOUT)
            finally:
                os.close(writer)
        self.assertEqual(child.returncode, 130, errors)
        self.assertIn(b"interrupted", errors)

    def test_ctrl_c_ends_a_wait_for_a_pipe(self) -> None:
        self.compile(RULE)
        self.interrupted("match", "out.rz", "--events", "pipe")
        self.interrupted("compile", "pipe", "-o", "b.rz")
        self.interrupted("inspect", "pipe")
        self.assertFalse((self.folder / "b.rz").exists())
        self.assertEqual(self.left_over(), [])

    def test_a_file_size_limit_leaves_the_old_output(self) -> None:
        path = self.compile(RULE)
        before = path.read_bytes()

        def limit() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))

        self.check(1, "compile", "rules", "-o", "out.rz", preexec_fn=limit)
        self.assertEqual(Path(path).read_bytes(), before)
        self.assertEqual(self.left_over(), [])


if __name__ == "__main__":
    unittest.main()
