"""Damaged channel files of every kind: each gets an error with its place, and nothing crashes."""

from __future__ import annotations

import random
import unittest
from pathlib import Path
from typing import List, Tuple, Union

import tool
from tool import event, rule, selection

DETECTION = r"""one:
    CommandLine|contains|all:
        - ' /c '
        - ' /k '
    Image|endswith: '\cmd.exe'
two:
    ProcessId|gte: 5
    User: null
    CommandLine: 'a*b?c'
    Image|fieldref: ParentImage
three:
    - keyword
condition: one and not two or three"""


class Damage(tool.ToolCase):
    """Runs the verbs on damaged files; a crash is an exit code below 0, which `check` refuses."""

    def setUp(self) -> None:
        super().setUp()
        network = "selection:\n    DestinationIp|cidr: 10.0.0.0/8\ncondition: selection"
        self.path = self.compile(
            rule(DETECTION, "one"),
            rule(network, "two", "network_connection"),
        )
        self.content = self.path.read_bytes()
        line = '{"EventID":1,"Channel":"%s","Image":"b\\\\cmd.exe","CommandLine":"a /c /k b"}'
        self.events = self.write("events.jsonl", line % tool.SYSMON)

    def damaged(self, content: bytes) -> Path:
        return self.write("damaged.rz", content)

    def refuse(self, content: bytes) -> None:
        """What the container refuses, every verb refuses, at a place inside the file."""
        path = self.damaged(content)
        cases: List[Tuple[Union[str, Path], ...]] = [
            ("inspect", path),
            ("validate", path),
            ("match", path, "--events", self.events),
        ]
        for arguments in cases:
            result = self.check(1, *arguments)
            self.assertRegex(result.stderr, rb"damaged\.rz: offset \d+: .+ \[[A-Z_]+\]\n")

    def survive(self, content: bytes) -> None:
        """Content that the checksum fits: whatever it says, there is an answer."""
        path = self.damaged(content)
        self.run_tool("inspect", path)
        self.run_tool("match", path, "--events", self.events, "--unvalidated", "--budget", "100000")

    def test_the_intact_file_is_clean(self) -> None:
        self.assertEqual(tool.repaired(self.content), self.content)
        self.check(0, "inspect", self.path)
        self.check(0, "validate", self.path)
        self.assertEqual(len(self.match(self.path, [event(Image="keyword")])), 1)

    def test_each_byte_flipped_is_noticed(self) -> None:
        for offset in range(len(self.content)):
            content = bytearray(self.content)
            content[offset] ^= 0xFF
            result = self.check(1, "validate", self.damaged(content))
            self.assertRegex(result.stderr, rb"offset \d+: .+ \[[A-Z_]+\]\n")

    def test_each_truncation_is_noticed(self) -> None:
        for size in range(len(self.content)):
            result = self.check(1, "validate", self.damaged(self.content[:size]))
            self.assertRegex(result.stderr, rb"offset \d+: .+ \[[A-Z_]+\]\n")

    def test_torn_files_are_refused_by_every_verb(self) -> None:
        half = len(self.content) // 2
        for content in (
            b"",
            b"\0",
            bytes(len(self.content)),
            self.content[:half] + bytes(len(self.content) - half),
            bytes(half) + self.content[half:],
            self.content + b"\0",
            self.content + self.content,
            self.content[8:],
            b"\n" + self.content,
        ):
            self.refuse(content)

    def test_garbage_is_refused_by_every_verb(self) -> None:
        generator = random.Random(19)
        for size in (1, 8, 39, 40, 41, 263, 264, 1000, 70000):
            self.refuse(bytes(generator.randrange(256) for _ in range(size)))
            self.refuse(self.content[:40] + bytes(generator.randrange(256) for _ in range(size)))

    def test_damage_that_the_checksum_does_not_see(self) -> None:
        """Bytes behind the header set to something else, the checksum made to fit."""
        generator = random.Random(2024)
        for offset in range(40, len(self.content), 3):
            content = bytearray(self.content)
            content[offset] = generator.choice((0, 1, 0x7F, 0x80, 0xFF, content[offset] ^ 1))
            self.survive(tool.repaired(content))


if __name__ == "__main__":
    unittest.main()
