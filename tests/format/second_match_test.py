"""Two readers of channel files, the same matches: `channel match`, and second_evaluation.py, which
was written from docs/format.md alone. On the rules and events of tests/conformance, and on seeds
with events made for them. How a line becomes inputs is in docs/tool.md."""

from __future__ import annotations

import ipaddress
import json
import random
import re
import unittest
from pathlib import Path
from typing import Any, Dict, List, Optional, Set, Tuple

from built import expression
from damager import Damager
from readers import ROOT, ReadersCase, accepted_seeds, run
from second_container import FIRST_SECTION, read_container, repaired
from second_evaluation import Input, Inputs, evaluate
from second_reader import ADDRESS, NUMBER, TEXT, Content, Network, Range, read

CONFORMANCE = ROOT / "tests/conformance"
DAMAGED_CONTENTS = 120
SEEDS_THAT_MATCH = 35
PROGRAMS = 300
CHANNEL_FIELD, OTHER_FIELD = 1, 14

# Which template types an event of these tests has, by Channel and EventID (None: any).
SYSMON = "Microsoft-Windows-Sysmon/Operational"
EVENT_TYPES: Dict[Tuple[Optional[str], Optional[str]], str] = {
    (SYSMON, "1"): "process_creation",
    (SYSMON, "3"): "network_connection",
    (SYSMON, "22"): "dns_query",
    ("Security", None): "security",
}
KIND_NAMES = {"text": TEXT, "number": NUMBER, "address": ADDRESS}

# What addresses and numbers are made of, and what is nearly one.
ADDRESS_PARTS = ["1.2.3.4", "10.0.0.1", "::", ":", "1", "fe80", "0", "01.2.3.4", "256.1.1.1", ".",
                 "%eth0", "%", "12345", "FFFF", "g", " "]  # fmt: skip
ADDRESSES = ["::", "1::", "::1%", "fe80::1%eth0", "::ffff:10.0.0.1", "1:2:3:4:5:6:7:8",
             "1:2:3:4:5:6:7::", "1:2:3:4::5:6:7:8", "1:2:3:4:5:6:10.0.0.1", "10.0.0.1%1",
             "::1%" + 60 * "z", "::1%" + 61 * "z", "1::2::3", ":::", "00001::"]  # fmt: skip
NUMBERS = ["-", "", "+1", "-0", "007", " 1", "1 ", "0x1", "00000000000000000001",
           "000000000000000000001", str(2**63 - 1), str(2**63), str(-(2**63)),
           str(-(2**63) - 1)]  # fmt: skip


def section_place(data: bytes, section: str) -> int:
    """Where a section of a valid file begins."""
    at = FIRST_SECTION
    for name, found in read_container(data, []).items():
        if name == section:
            return at
        at += len(found.data) + -len(found.data) % 8
    raise KeyError(section)


def moved(data: bytes) -> bytes:
    """A file whose criteria on the channel read another text, which events are free to choose."""
    result = bytearray(data)
    begin = section_place(data, "criteria")
    size = len(read_container(data, [])["criteria"].data)
    for at in range(begin, begin + size, 16):
        if result[at : at + 2] == bytes([CHANNEL_FIELD, 0]):
            result[at] = OTHER_FIELD
    return repaired(bytes(result))


class Fields:
    """The inputs of each template type, as `channel inspect` shows them."""

    def __init__(self, printed: str) -> None:
        self.numbers: Dict[str, int] = {}
        self.fields: Dict[str, List[Tuple[str, int]]] = {}
        name = ""
        for line in printed.splitlines():
            head = re.match(r"type (\d+) \((\w+)\): ", line)
            field = re.match(r"  field \d+: (\S+) \((\w+)\)$", line)
            if head:
                name = head[2]
                self.numbers[name] = int(head[1])
                self.fields[name] = []
            elif field:
                self.fields[name].append((field[1], KIND_NAMES[field[2]]))

    def event(self, line: str) -> Optional[Tuple[int, Inputs]]:
        """Type and inputs of a line of events; nothing for an event of another type."""
        event: Dict[str, Any] = json.loads(line, parse_int=str, parse_float=str)
        channel, number = event.get("Channel"), event.get("EventID")
        name = EVENT_TYPES.get((channel, number), EVENT_TYPES.get((channel, None)))
        if name is None:
            return None
        values = [(self.text(event.get(key)), kind) for key, kind in self.fields[name]]
        inputs = [None if text is None else Input(kind, text) for text, kind in values]
        return self.numbers[name], inputs

    @staticmethod
    def text(value: object) -> Optional[bytes]:
        if isinstance(value, bool):
            return b"true" if value else b"false"
        return None if value is None else str(value).encode()


class Events:
    """Events whose values are near what a content asks for."""

    def __init__(self, fields: Fields, seed: int) -> None:
        self.fields, self.random = fields, random.Random(seed)

    def lines(self, content: Content, number: int) -> List[str]:
        near = self.near(content)
        types = [("process_creation", 1), ("network_connection", 3)]
        return [self.line(*types[i % len(types)], near) for i in range(number)]

    def line(self, name: str, number: int, near: List[str]) -> str:
        event: Dict[str, Any] = {}
        for key, kind in self.fields.fields[name]:
            if self.random.randrange(3) == 0:
                event[key] = self.altered(self.random.choice(near))
            elif kind == ADDRESS:
                event[key] = self.address()
            elif kind == NUMBER and self.random.randrange(2) == 0:
                event[key] = self.random.choice([*NUMBERS, "1", "65535", "443"])
        event.update(Channel=SYSMON, EventID=number)
        return json.dumps(event)

    def address(self) -> str:
        if self.random.randrange(2) == 0:
            return self.random.choice(ADDRESSES)
        return "".join(self.random.choices(ADDRESS_PARTS, k=self.random.randrange(1, 9)))

    def altered(self, text: str) -> str:
        ways = (text, text, text.upper(), text + "x", "x" + text, text[1:], text[:-1])
        return self.random.choice(ways)

    def near(self, content: Content) -> List[str]:
        """The values of the content, what matches globs that look like them, and all together."""
        found = ["", "a", "A"]
        for criterion in (c for t in content.types for i in t.instances for c in i.criteria):
            for value in criterion.values:
                if isinstance(value, bytes):
                    text = value.decode()
                    plain = re.sub(r"\\(.)", r"\1", text)
                    filled = re.sub(r"[*?]", "\U0001f600", re.sub(r"\\([*?])", "+", text))
                    found += [text, plain, filled.replace("+", "*"), filled.replace("+", "?")]
                elif isinstance(value, Range):
                    found += [str(limit + by) for limit in value for by in (-1, 0, 1)]
                elif isinstance(value, Network):
                    found.append(str(ipaddress.ip_address(value.address)))
        return [*found, "".join(found)]


class MatchesCase(ReadersCase):
    def setUp(self) -> None:
        super().setUp()
        result = run("compile", CONFORMANCE / "rules", "-o", self.file)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.data = self.file.read_bytes()
        self.fields = Fields(run("inspect", self.file).stdout.decode())
        self.events = (CONFORMANCE / "events.jsonl").read_text(encoding="utf-8").splitlines()

    def compare_matches(self, data: bytes, lines: List[str], label: str) -> Set[str]:
        """Both find the same matches, and the same instances that cannot be evaluated. Returns what
        was found: "match", and the names of content errors."""
        content, broken = read(data)
        self.assertEqual(broken, [], label)
        found: List[Tuple[int, str]] = []
        failed: List[Tuple[str, str]] = []
        for number, line in enumerate(lines):
            event = self.fields.event(line)
            if event is not None:
                names = [rule.texts[0].decode() for rule in content.rules]
                matched = evaluate(content, *event)
                found += [(number, names[rule]) for rule in matched.rules]
                failed += [(names[rule], name) for rule, name in matched.errors]
        printed, said, count = self.match(data, lines)
        self.assertEqual(found, printed, f"{label}: {data.hex()}")
        first = dict(reversed(failed))
        self.assertEqual(first, said, f"{label}: {data.hex()}")
        self.assertEqual(len(failed), count, f"{label}: {data.hex()}")
        return {name for _, name in failed} | ({"match"} if found else set())

    def match(
        self, data: bytes, lines: List[str]
    ) -> Tuple[List[Tuple[int, str]], Dict[str, str], int]:
        """What parser/ finds: matches; rules with the name of their content error; their count."""
        self.file.write_bytes(data)
        events: Path = self.folder / "events.jsonl"
        events.write_text("\n".join(lines) + "\n", encoding="utf-8")
        result = run("match", self.file, "--events", events, "--unvalidated")
        said = result.stderr.decode()
        errors = re.findall(r": rule (\S+) \".*\[(INPUT_[A-Z_]+)\]$", said, re.MULTILINE)
        summary = re.search(r" 0 lines refused, \d+ match(?:es)?, (\d+) content errors?", said)
        self.assertIsNotNone(summary, said)
        count = int(summary[1]) if summary else 0
        self.assertEqual(result.returncode, 1 if count else 0, said)
        printed = [json.loads(line) for line in result.stdout.splitlines()]
        return [(match["event"], match["rule"]) for match in printed], dict(errors), count


class Matches(MatchesCase):
    def test_conformance_rules(self) -> None:
        found = self.compare_matches(self.data, self.events, "conformance")
        self.assertEqual(found, {"match"})

    def test_damaged_content_that_both_accept(self) -> None:
        damager = Damager(2)
        accepted = 0
        for number in range(DAMAGED_CONTENTS):
            data = damager.damaged(self.data)
            if self.compare(data, f"content {number}") == "":
                self.compare_matches(data, self.events, f"content {number}")
                accepted += data != self.data
        self.assertGreaterEqual(accepted, DAMAGED_CONTENTS // 5)

    def test_seeds(self) -> None:
        events = Events(self.fields, 3)
        matched = 0
        for name, seed in accepted_seeds().items():
            if "/limits/" in name:  # of types that no event has
                continue
            data = moved(seed)
            self.assertEqual(self.compare(data, name), "")
            found = self.compare_matches(data, events.lines(read(data)[0], 100), name)
            matched += "match" in found
        self.assertGreaterEqual(matched, SEEDS_THAT_MATCH)


LETTERS = "abABz_09 \n\n\n\n-é€\U0001f600"


class Programs(MatchesCase):
    """Programs of expressions that nobody would write, on short texts."""

    def program(self, dice: random.Random) -> List[Tuple[int, int, int, int]]:
        """Instructions drawn at random, so that most of them keep the rules."""
        size = dice.randrange(1, 10)
        items: List[Tuple[int, int, int, int]] = []
        while len(items) < size:
            kind = dice.choice((2, 3, 3, 4, 4, 5, 5, 5, 6, 7))
            first, second = dice.randrange(size + 1), dice.randrange(size + 1)
            flag = dice.randrange(2)
            if kind == 7:
                bounds = sorted(dice.sample(range(4, 200), 2 * dice.randrange(3)))
                pairs = list(zip(bounds[::2], bounds[1::2]))
                items += [(7, len(pairs), flag, 0), *((8, low, 0, high) for low, high in pairs)]
            elif kind == 4:
                items.append((4, dice.randrange(7), 0, 0))
            elif kind == 5:
                letter = ord(dice.choice(LETTERS))
                items.append((5, letter, flag if 97 <= letter <= 122 else 0, 0))
            elif kind == 6:
                items.append((6, 0, flag, 0))
            else:
                items.append((kind, first, 0, second if kind == 3 else 0))
        return [*items, (1, 0, 0, 0)]

    def test_random_programs(self) -> None:
        dice = random.Random(5)
        kinds = [kind for _, kind in self.fields.fields["process_creation"]]
        name = self.fields.fields["process_creation"][OTHER_FIELD][0]
        head = {"Channel": SYSMON, "EventID": 1}
        accepted = matched = 0
        for number in range(PROGRAMS):
            data = expression(self.program(dice), kinds, OTHER_FIELD)
            if self.compare(data, f"program {number}") == "":
                texts = ["".join(dice.choices(LETTERS, k=dice.randrange(6))) for _ in range(40)]
                lines = [json.dumps({**head, name: text}) for text in texts]
                found = self.compare_matches(data, lines, f"program {number}")
                accepted += 1
                matched += "match" in found
        self.assertGreaterEqual(accepted, PROGRAMS // 3)
        self.assertGreaterEqual(matched, accepted // 3)
        self.assertLess(matched, accepted)


class Crafted(MatchesCase):
    """Seeds with one criterion changed, so that it reads what the tool's events can vary."""

    def changed(self, name: str, **sections: Tuple[int, bytes]) -> bytes:
        """A seed with bytes put into the first record of some sections."""
        data = bytearray(accepted_seeds()[f"channel_file/{name}"])
        for section, (offset, new) in sections.items():
            at = section_place(bytes(data), section) + offset
            data[at : at + len(new)] = new
        return repaired(bytes(data))

    def compare_crafted(self, data: bytes, label: str) -> Set[str]:
        lines = Events(self.fields, 4).lines(read(data)[0], 400)
        return self.compare_matches(data, lines, label)

    def test_any_address_matches_a_network_of_no_bits(self) -> None:
        for name in ("cidr4", "cidr6"):
            data = self.changed(name, networks=(0, bytes(17)))
            value = read(data)[0].types[0].instances[0].criteria[0].values[0]
            self.assertIsInstance(value, Network)
            self.assertEqual(self.compare_crafted(data, name), {"match"})

    def test_any_integer_matches_the_whole_range(self) -> None:
        whole = (-(2**63)).to_bytes(8, "little", signed=True) + (2**63 - 1).to_bytes(8, "little")
        data = self.changed("range", ranges=(0, whole), criteria=(0, b"\x07"))
        self.assertEqual(self.compare_crafted(data, "range"), {"match"})

    def test_references_between_texts(self) -> None:
        for how in ("exact", "prefix", "suffix", "contains"):
            for flags in (0, 1):
                data = self.changed(
                    f"reference-{how}",
                    criteria=(0, bytes([8, 0, 13, flags])),
                    references=(0, bytes([14, 0])),
                )
                self.assertEqual(self.compare_crafted(data, how), {"match"})

    def one_more_field(self, name: str, **sections: Tuple[int, bytes]) -> bytes:
        """A seed whose type has a field more than the events supply, where padding was."""
        data = bytearray(self.changed(name, **sections))
        entry = FIRST_SECTION - 13 * 16
        count = data[entry + 12]
        data[section_place(bytes(data), "fields") + count] = TEXT
        data[entry + 12] = data[section_place(bytes(data), "types") + 2] = count + 1
        return repaired(bytes(data))

    def test_content_errors(self) -> None:
        beyond = bytes([38])
        cases = [
            ("INPUT_MISSING", self.one_more_field("exists", criteria=(0, beyond))),
            ("INPUT_REFERENCE", self.one_more_field("reference-exact", references=(0, beyond))),
            ("INPUT_KIND", self.changed("range", criteria=(0, bytes([8])))),
            ("INPUT_KIND", self.changed("cidr4", criteria=(0, bytes([8])))),
            ("match", self.one_more_field("any", criteria=(0, beyond))),
            ("match", self.one_more_field("keyword-contains")),
        ]
        for number, (name, data) in enumerate(cases):
            self.assertEqual(self.compare_crafted(data, f"{number}: {name}"), {name})


if __name__ == "__main__":
    unittest.main()
