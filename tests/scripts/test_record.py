"""Records of findings: what they keep of a hit, what they keep to themselves, what is refused, and that
the schema in docs/ says the same."""

from __future__ import annotations

import copy
import json
import unittest
from typing import Any

from schema import faults
from support import ROOT

from redzone.findings.record import Hit, Record, RecordError, impersonal
from redzone.findings.store import content_of

SCHEMA = json.loads((ROOT / "docs" / "finding.schema.json").read_text(encoding="utf-8"))
HIT = {
    "key": "0123456789abcdef",
    "class": "read-out-of-bounds",
    "what": "SEGV on address 0x602000000010",
    "access": "read",
    "bytes": 4,
    "where": "4 bytes, 0 bytes after the 160-byte array of inputs",
    "context": "instance 12, criterion 3 reads input 21 of 20",
    "function": "input_at",
    "file": "/home/somebody/redzone/parser/criterion_test.c",
    "line": 31,
    "caller": "criterion_test",
    "frames": [{"function": "input_at", "file": "parser/criterion_test.c", "line": 31}],
}


def record() -> dict[str, Any]:
    """A good record, as its file has it."""
    made = Record(Hit.read(HIT), ["interpreter"], content_of(b"x"), content_of(b"xyz"))
    made.verification = {"runs": 4, "failed": 4, "judge": True, "afl": None}
    made.found = "2026-07-19"
    members: dict[str, Any] = json.loads(made.write())
    return members


class Keeping(unittest.TestCase):
    def test_a_record_is_read_as_it_was_written(self) -> None:
        content = json.dumps(record()).encode()
        self.assertEqual(json.loads(Record.read(content).write()), record())
        self.assertEqual(Record.read(content).write(), Record.read(content).write())

    def test_a_record_is_as_its_schema_says(self) -> None:
        self.assertEqual(faults(record(), SCHEMA), [])

    def test_addresses_and_folders_of_a_machine_stay_there(self) -> None:
        made = record()
        self.assertEqual(made["what"], "SEGV on address an address")
        self.assertEqual(made["file"], "criterion_test.c")
        for text, expected in (
            ("at 0x7ffdf00dbeef and on", "at an address and on"),
            ("mask 0xff", "mask 0xff"),
            ("in /tmp/P/co/parser/a.c:3", "in a.c:3"),
            ("in parser/a.c, 1/2 of it", "in parser/a.c, 1/2 of it"),
            ("offset /x", "offset /x"),
        ):
            self.assertEqual(impersonal(text), expected)

    def test_a_name_holds_what_a_file_system_takes(self) -> None:
        hit = Hit.read({**HIT, "class": "contract-a b/c", "function": "operator ../x" + "y" * 99})
        name = Record(hit, ["t"], content_of(b""), content_of(b"")).name
        self.assertRegex(name, r"^contract-a-b-c-operator-x[y]+-0123456789abcdef$")
        self.assertLess(len(name), 150)
        nameless = Record(Hit.read({**HIT, "function": ""}), ["t"], content_of(b""), content_of(b""))
        self.assertEqual(nameless.name, "read-out-of-bounds-t-0123456789abcdef")


class Refusing(unittest.TestCase):
    # path of a member, and a value that it must not have
    BAD: tuple[tuple[tuple[str, ...], Any], ...] = (
        (("kind",), "guard"),
        (("version",), 2),
        (("key",), "0123456789ABCDEF"),
        (("key",), 5),
        (("class",), ""),
        (("bytes",), -1),
        (("bytes",), True),
        (("where",), None),
        (("frames",), {}),
        (("frames",), [{"function": "f"}]),
        (("targets",), []),
        (("targets",), [1]),
        (("also",), "x"),
        (("input",), {"size": 1}),
        (("original", "sha256"), "abc"),
        (("minimization",), []),
        (("state",), "closed"),
        (("expected",), {"reason": ""}),
        (("commit",), 7),
        (("fixed",), 7),
        (("refused",), []),
    )

    def test_what_is_not_so_is_refused_by_reader_and_schema(self) -> None:
        for path, value in self.BAD:
            with self.subTest(path=path, value=value):
                bad = copy.deepcopy(record())
                member = bad
                for name in path[:-1]:
                    member = member[name]
                member[path[-1]] = value
                with self.assertRaises(RecordError):
                    Record.read(json.dumps(bad).encode())
                self.assertNotEqual(faults(bad, SCHEMA), [])

    def test_what_lacks_a_member_or_has_one_more_is_not_as_the_schema_says(self) -> None:
        for name in record():
            lacking = {key: value for key, value in record().items() if key != name}
            self.assertEqual(faults(lacking, SCHEMA), [f": lacks {name}"])
        self.assertEqual(faults({**record(), "host": "x"}, SCHEMA), [": has a member host"])

    def test_damaged_files_are_refused(self) -> None:
        whole = json.dumps(record()).encode()
        for content in (b"", b"[]", b"null", b"\xff", whole[:-1], b"[" * 100_000):
            with self.assertRaises(RecordError):
                Record.read(content)


class TheValidator(unittest.TestCase):
    def test_a_keyword_that_it_does_not_know_is_an_error(self) -> None:
        with self.assertRaises(ValueError):
            faults({}, {"type": "object", "maxProperties": 1})


if __name__ == "__main__":
    unittest.main()
