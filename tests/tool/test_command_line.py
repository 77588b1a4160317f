"""Verbs, options, help, exit codes: what holds for every way to call the tool."""

from __future__ import annotations

import json
import unittest
from pathlib import Path
from typing import List, Tuple, Union

import tool

VERBS = ("compile", "inspect", "validate", "match")


class CommandLine(tool.ToolCase):
    def test_help_of_the_tool_and_of_each_verb_goes_to_stdout(self) -> None:
        for arguments in ((), *((verb,) for verb in VERBS)):
            with self.subTest(arguments=arguments):
                result = self.check(0, *arguments, "--help")
                self.assertTrue(result.stdout.startswith(b"usage: channel"))
                self.assertEqual(result.stderr, b"")

    def test_help_fits_a_terminal(self) -> None:
        for arguments in ((), *((verb,) for verb in VERBS)):
            lines = self.check(0, *arguments, "--help").stdout.decode().splitlines()
            self.assertLessEqual(max(len(line) for line in lines), 100)

    def test_version_names_the_format(self) -> None:
        result = self.check(0, "--version")
        self.assertRegex(result.stdout, rb"^channel \d+\.\d+\.\d+ \(channel file format 1\)\n$")

    def test_wrong_use_is_code_2_and_one_line_on_stderr(self) -> None:
        cases = [
            (),
            ("frobnicate",),
            ("--frobnicate",),
            ("compile",),
            ("compile", "rules"),
            ("compile", "-o", "out.rz"),
            ("compile", "rules", "-o"),
            ("compile", "rules", "--output"),
            ("compile", "rules", "-o", "out.rz", "--strict=yes"),
            ("compile", "rules", "-o", "out.rz", "-x"),
            ("compile", "rules", "-o", "out.rz", "--channel", "4294967296"),
            ("compile", "rules", "-o", "out.rz", "--revision", "-1"),
            ("compile", "rules", "-o", "out.rz", "--oldest-sensor", "sysmon-1"),
            ("compile", "rules", "-o", "C-291-7.rz", "--channel", "292"),
            ("inspect",),
            ("inspect", "a", "b"),
            ("inspect", "a", "--deep"),
            ("validate",),
            ("validate", "a", "b"),
            ("validate", "a", "--newer-than", "x"),
            ("match", "a"),
            ("match", "--events", "-"),
            ("match", "a", "--events", "-", "--budget", "18446744073709551616"),
            ("match", "a", "--events", "-", "--budget", ""),
        ]
        for arguments in cases:
            with self.subTest(arguments=arguments):
                result = self.check(2, *arguments)
                self.assertEqual(result.stdout, b"")
                self.assertEqual(len(result.stderr.splitlines()), 1)

    def test_wrong_use_names_what_was_wrong(self) -> None:
        for arguments, word in (
            (("inspect", "--deep", "a"), b"--deep"),
            (("inspect", "-z", "a"), b"-z"),
            (("compile", "r", "-o"), b"--output needs an argument"),
            (("match", "a", "--events"), b"--events needs an argument"),
            (("compile", "r", "--strict=1", "-o", "x"), b"--strict takes no argument"),
        ):
            with self.subTest(arguments=arguments):
                self.assertIn(word, self.check(2, *arguments).stderr)

    def test_options_may_stand_anywhere_and_double_dash_ends_them(self) -> None:
        self.write("-rule.yml", tool.rule(tool.selection("Image", "a")))
        self.check(0, "compile", "-o", "out.rz", "--strict", "--", "-rule.yml")
        self.check(0, "match", "--events", "-", "out.rz")

    def test_a_file_that_is_not_there_is_an_error_with_its_name(self) -> None:
        for verb in ("inspect", "validate"):
            self.assertIn(b"missing.rz", self.check(1, verb, "missing.rz").stderr)
        self.assertIn(b"missing.rz", self.check(1, "match", "missing.rz", "--events", "-").stderr)

    def test_a_folder_is_no_channel_file(self) -> None:
        for arguments in (("inspect", "."), ("validate", "."), ("match", ".", "--events", "-")):
            self.assertIn(b"Is a directory", self.check(1, *arguments).stderr)

    def test_hostile_names_are_printed_escaped(self) -> None:
        name = "evil\x1b[2J\n\u202ename\x07.rz"
        for arguments in (
            ("inspect", name),
            ("validate", name),
            ("match", name, "--events", "-"),
            (name,),
            ("compile", name, "-o", "out.rz"),
            ("inspect", "--" + name),
        ):
            with self.subTest(arguments=arguments):
                result = self.run_tool(*arguments)
                self.assertNotEqual(result.returncode, 0)
                self.assertIn(rb"evil\x1b[2J\x0a\xe2\x80\xaename\x07.rz", result.stderr)
                self.assertNotRegex(result.stderr, b"[\x00-\x09\x0b-\x1f]|\n\xe2\x80\xae")

    def test_names_that_are_no_utf8_are_printed_escaped(self) -> None:
        result = self.check(1, "inspect", b"bad-\xff\xc0.rz")
        self.assertIn(rb"bad-\xff\xc0.rz", result.stderr)

    def test_a_full_stdout_is_an_error(self) -> None:
        path = self.compile(tool.rule(tool.selection("Image", "a")))
        events = self.write("events.jsonl", json.dumps(tool.event(Image="a")))
        cases: List[Tuple[Union[str, Path], ...]] = [
            ("--help",),
            ("--version",),
            ("inspect", "--help"),
            ("inspect", path),
            ("validate", path),
            ("match", path, "--events", events),
        ]
        for arguments in cases:
            with self.subTest(arguments=arguments), Path("/dev/full").open("wb") as full:
                result = self.check(1, *arguments, stdout=full)
                self.assertIn(b"cannot write to stdout: No space left", result.stderr)


if __name__ == "__main__":
    unittest.main()
