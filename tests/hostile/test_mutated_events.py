"""Mutated event lines: the tool refuses exactly those that Python's json module refuses, and those
that docs/tool.md names besides."""

from __future__ import annotations

import json
import re
import unittest
from random import Random
from typing import Any, Iterator, List, NoReturn, Optional, Tuple

import tool

LINES = 6000
PLACE = re.compile(rb"^-:(\d+): event (\d+), byte (\d+): ", re.MULTILINE)
FIELDS = ("EventID", "Channel", "Image", "User", "CommandLine", "ProcessId", "Computer")
PIECES = [
    b"\\u0000", b"\\ud800", b"\\udc00", b"\\ud83d\\ude00", b"\\ud83dx", b"\\n", b"\\x", b"\\", b'"',
    b"\0", b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x80\xa8", b"{", b"}",
    b"[", b"]", b",", b":", b"null", b"true", b"NaN", b"Infinity", b"-0", b"01", b"1.", b".5",
    b"1e5", b"1E+400", b"-", b"1" * 30, b"\t", b"\r", b"\x0b", b"\x0c", b"\xef\xbb\xbf", b"\x7f",
    b"\x1f", b"'", b'{"a":1,"a":2}', b"[1,]", b"[" * 64 + b"]" * 64, b"[" * 65 + b"]" * 65,
    b'{"a":' * 64 + b"1" + b"}" * 64, b'{"a":' * 65 + b"1" + b"}" * 65,
    b'"' + b"y" * 65535 + b'"', b'"' + b"y" * 65536 + b'"',
]  # fmt: skip


class Refused(Exception):
    """What docs/tool.md refuses."""


class Pairs(List[Tuple[str, Any]]):
    """A JSON object as it stands: keys that stand twice are there twice."""


def no_constant(_: str) -> NoReturn:
    raise ValueError("NaN and Infinity are no JSON")


def parts(value: Any) -> Iterator[Tuple[Any, int]]:
    """Everything in a value, each with its level; without recursion."""
    waiting = [(value, 1)]
    while waiting:
        item, level = waiting.pop()
        yield item, level
        if isinstance(item, Pairs):
            waiting += [(key, level) for key, _ in item]
            waiting += [(inner, level + 1) for _, inner in item]
        elif isinstance(item, list):
            waiting += [(inner, level + 1) for inner in item]


def read(line: bytes) -> Pairs:
    """A line by the json module; raises ValueError."""
    pairs = json.loads(
        line.decode(),
        parse_int=len,  # no digit is lost, none is too many
        parse_float=len,
        parse_constant=no_constant,
        object_pairs_hook=Pairs,
    )
    if not isinstance(pairs, Pairs):
        raise Refused("no object")
    return pairs


def check(line: bytes) -> None:
    """Raises ValueError or Refused for what must be refused."""
    pairs = read(line)
    if len({key for key, _ in pairs}) != len(pairs) or len(pairs) > 4096:
        raise Refused("a key twice, or too many")
    for item, level in parts(pairs):
        if isinstance(item, str) and re.search("[\0\ud800-\udfff]", item):
            raise Refused("NUL or a lone surrogate")
        if isinstance(item, list) and level > 65:  # the event's own brackets are the first
            raise Refused("more than 64 levels")
    values = dict(pairs)
    if values.get("Channel") != tool.SYSMON:
        return  # of no type; of all others here the service `sysmon` has all FIELDS
    for field in FIELDS:
        value: Any = values.get(field)
        if isinstance(value, list) or (isinstance(value, str) and len(value.encode()) > 65535):
            raise Refused("no input")


class Mutator:
    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def event(self) -> bytes:
        values: Any = [1, 12, -0.5, True, None, "", "a\\b", "é𝄞\n", {"a": [1, {}]}, "x" * 40]
        event = tool.event(Image="C:\\a.exe", User="é", ProcessId=12, _raw=[1, {"b": None}])
        event["Other"] = self.random.choice(values)
        event[self.random.choice(FIELDS[2:])] = self.random.choice(values)
        return json.dumps(event, ensure_ascii=self.random.random() < 0.5).encode()

    def mutate(self, line: bytes) -> bytes:
        at = self.random.randrange(len(line) + 1)
        kind = self.random.randrange(6)
        if kind == 0:
            return line[:at] + bytes([self.random.randrange(256)]) + line[at + 1 :]
        if kind == 1:
            return line[:at] + self.random.choice(PIECES) + line[at:]
        if kind == 2:
            return line[:at] + line[at + self.random.randrange(20) :]
        if kind == 3:
            other = self.event()
            return line[:at] + other[self.random.randrange(len(other)) :]
        members = line.split(b', "')
        place = self.random.randrange(len(members))
        if kind == 4:
            members.insert(place + 1, members[place].strip(b'{"}'))
        else:
            end = b"}" if place == len(members) - 1 else b""
            key = members[place].partition(b": ")[0]
            members[place] = key + b": " + self.random.choice(PIECES) + end
        return b', "'.join(members)

    def line(self) -> bytes:
        line = self.event()
        for _ in range(self.random.choice((0, 1, 1, 2, 3))):
            line = self.mutate(line)
        line = line.replace(b"\n", b" ")
        return line if line.strip(b" \t\r") else b"{}"


def refusal(line: bytes) -> Optional[str]:
    """Why a line must be refused; None when it must not."""
    try:
        check(line)
    except (ValueError, RecursionError, Refused) as error:
        return str(error) or type(error).__name__
    return None


class MutatedEvents(tool.ToolCase):
    def test_refused_is_what_json_or_the_documentation_refuses(self) -> None:
        mutator = Mutator(7)
        lines = [mutator.line() for _ in range(LINES)]
        path = self.compile(tool.rule(tool.selection("Image", "*")))
        content = b"\n".join(lines) + b"\n"
        result = self.check(1, "match", path, "--events", "-", stdin=content)
        refused = {int(number) for number, _, _ in PLACE.findall(result.stderr)}
        for number, event, byte in PLACE.findall(result.stderr):
            self.assertEqual(int(number), int(event) + 1)
            self.assertLessEqual(int(byte), len(lines[int(event)]))
        for number, line in enumerate(lines, start=1):
            why = refusal(line)
            self.assertEqual(number in refused, why is not None, f"{why}: {line[:400]!r}")
        self.assertGreater(len(refused), LINES // 4)
        self.assertLess(len(refused), LINES * 3 // 4)

    def test_what_is_matched_is_what_json_reads(self) -> None:
        texts = ['"', "\\", "/", "\b\f\n\r\t", "\x7f", "é", "𝄞", "\uffff", "\ufeff", "a" * 65535]
        rules, events = [], []
        for number, text in enumerate(texts):
            quoted = json.dumps(text)  # a JSON string is a double-quoted YAML one, but for \/
            quoted = quoted.replace("\\\\", "\\\\\\\\")
            if len(text) > 9:  # longer than a value may be
                quoted = '"aaaaaaaaa*"'
            rules.append(tool.rule(f"s:\n    User: {quoted}\ncondition: s", f"r{number}"))
            for ascii_only in (True, False):
                events.append(json.dumps(tool.event(User=text), ensure_ascii=ascii_only))
        rules[6] = tool.rule("s:\n    User: '𝄞'\ncondition: s", "r6")
        found = self.match(self.compile(*rules), events)
        wanted = [(2 * i + j, tool.rule_id(f"r{i}")) for i in range(len(texts)) for j in (0, 1)]
        self.assertEqual([(match["event"], match["rule"]) for match in found], wanted)


if __name__ == "__main__":
    unittest.main()
