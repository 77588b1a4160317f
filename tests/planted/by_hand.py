"""Channel files and rules that run into the planted bugs, put together from docs/format.md alone.

`smallest` is the shortest that a person finds, `padded` the same bug inside of a file of a given
size with other content around it. Run as a program, it writes both for each bug into the folders
beside it; a test says when they are out of step.
"""

from __future__ import annotations

import struct
import sys
from pathlib import Path
from typing import Callable, Dict, List, Sequence, Tuple

from bugs import BUGS

FOLDER = Path(__file__).resolve().parent
REPRODUCER_SIZE = 4096
SECTIONS = (
    *("types", "fields", "rules", "instances", "criteria", "nodes", "patterns", "ranges"),
    *("networks", "references", "expressions", "instructions", "strings", "index"),
)
RECORDS = dict(zip(SECTIONS, (16, 1, 48, 24, 16, 8, 8, 16, 24, 8, 24, 8, 1, 8)))
ABSENT, TEXT, NUMBER, ADDRESS = range(4)
EXACT, CONTAINS, GLOB, EXPRESSION, RANGE, CIDR6, EXISTS, REFERENCE = 2, 5, 6, 7, 8, 10, 12, 13
VALUES = {
    **{EXACT: "patterns", CONTAINS: "patterns", GLOB: "patterns", RANGE: "ranges"},
    **{CIDR6: "networks", REFERENCE: "references", EXPRESSION: "expressions"},
}
MOST_EVENTS = 16  # that the target looks at
INPUTS = 20  # that the sensor of the padded files supplies
OF_SENSOR: Tuple[Tuple[int, bytes], ...] = ((TEXT, b"cmd.exe"),) * INPUTS
Input = Tuple[int, bytes]
Made = Tuple[bytes, List[Input]]


def checksum(data: bytes) -> int:
    """Of bytes 24 to the end (§6)."""
    modulus, multiplier = 1 << 64, 0x9E3779B97F4A7C15
    lanes = [1, 2, 3, 4, 5, 6, 7, 8]
    for i, (word,) in enumerate(struct.iter_unpack("<Q", data + bytes(-len(data) % 8))):
        lanes[i % 8] = (lanes[i % 8] + word) * multiplier % modulus
    total = len(data)
    for lane in lanes:
        total = (total + lane) * multiplier % modulus
        total = (total ^ (total >> 32)) * multiplier % modulus
    return total


class Content:
    """A channel file in the making: its sections, which may say anything."""

    def __init__(self) -> None:
        self.sections: Dict[str, bytes] = {name: b"" for name in SECTIONS}

    def count(self, section: str) -> int:
        return len(self.sections[section]) // RECORDS[section]

    def add(self, section: str, layout: str, *values: object) -> int:
        """Appends a record; returns its index."""
        index = self.count(section)
        self.sections[section] += struct.pack("<" + layout, *values)
        return index

    def text(self, text: bytes) -> Tuple[int, int]:
        """Appends to the string pool; returns where, and how long."""
        begin = self.count("strings")
        self.sections["strings"] += text
        return begin, len(text)

    def criterion(self, kind: int, field: int, value: bytes) -> None:
        """A criterion with one value, or none where its kind takes none."""
        section = VALUES.get(kind)
        first = self.count(section) if section else 0
        if section:
            self.sections[section] += value
        self.add("criteria", "HBBIII", field, kind, 0, first, 1 if section else 0, 0)

    def instance(self, criteria: Sequence[Tuple[int, int, bytes]], rule: int = 0) -> None:
        """An instance that matches when all its criteria do."""
        first_criterion, first_node = self.count("criteria"), self.count("nodes")
        if len(criteria) > 1:
            self.add("nodes", "BxxxI", 1, len(criteria))
        for number, (kind, field, value) in enumerate(criteria):
            self.criterion(kind, field, value)
            self.add("nodes", "BxxxI", 4, number)
        nodes = self.count("nodes") - first_node
        self.add("instances", "IIIIII", rule, first_criterion, len(criteria), first_node, nodes, 0)

    def encoded(self) -> bytes:
        """The file, its checksum right."""
        body, directory = b"", b""
        at = 40 + 16 * len(SECTIONS)
        for number, name in enumerate(SECTIONS, 1):
            data = self.sections[name] + bytes(-len(self.sections[name]) % 8)
            directory += struct.pack("<IIII", number, at + len(body), len(data), self.count(name))
            body += data
        rest = struct.pack("<IIIBxxx", 1, 1, 1, 1) + directory + body
        size = 24 + len(rest)
        return b"RZCH\r\n\x1a\n" + struct.pack("<IIQ", 1, size, checksum(rest)) + rest


def event(event_type: int, inputs: Sequence[Input]) -> bytes:
    """An event of the trailer (§8)."""
    packed = b"".join(struct.pack("<BH", kind, len(text)) + text for kind, text in inputs)
    return struct.pack("<HH", event_type, len(inputs)) + packed


def with_events(file: bytes, events: Sequence[bytes]) -> bytes:
    """A file, and behind it the trailer of a standard sensor."""
    payload = struct.pack("<H", 0) + b"".join(events)
    return file + payload + struct.pack("<I", len(payload)) + b"RZTR"


def reference(field: int, mode: int) -> bytes:
    return struct.pack("<HB5x", field, mode)


MANY_INSTRUCTIONS = struct.pack("<IIIIB7x", 0, 8192, 0, 0, 0)  # of none that there are
NETWORK = bytes(16) + struct.pack("<B7x", 128)  # ::/128
MANY_DIGITS = b"9" * 19  # one digit fewer is an int64


def condition(name: str, content: Content, field: int) -> Tuple[int, bytes]:
    """The kind and the value of the criterion that runs into a bug, on `field`."""
    if name == "index-off-by-one":
        return REFERENCE, reference(field + 1, 4)
    if name == "recursion":
        return REFERENCE, reference(field, 0)
    if name == "behind-checksum":
        return GLOB, struct.pack("<II", *content.text(b"\\"))
    if name == "uninitialized":
        return CONTAINS, struct.pack("<II", *content.text(b"aaa"))
    if name == "unchecked-count":
        return EXPRESSION, MANY_INSTRUCTIONS
    if name == "inside-file":
        return CIDR6, NETWORK
    if name == "integer-overflow":
        return RANGE, struct.pack("<qq", 0, 0)
    return EXISTS, b""


def inputs_for(name: str) -> Sequence[Input]:
    """The inputs, from the field of that criterion on, that lead into the bug."""
    inputs: Dict[str, Sequence[Input]] = {
        "index-off-by-one": [(TEXT, b""), (TEXT, b"")],
        "unchecked-count": [(TEXT, b"")],
        "recursion": [(TEXT, b"")],
        "behind-checksum": [(TEXT, b"a")],
        "uninitialized": [(TEXT, b"")],
        "inside-file": [(ADDRESS, b"::")],
        "integer-overflow": [(NUMBER, MANY_DIGITS)],
        "july-19": [],
    }
    return inputs[name]


def one_instance(name: str) -> bytes:
    """A type, an instance, a criterion, an event."""
    content = Content()
    content.add("types", "HHIII", 0, 1, 0, 0, 1)
    content.add("fields", "B", TEXT)
    kind, value = condition(name, content, 0)
    content.instance([(kind, 0, value)])
    return with_events(content.encoded(), [event(0, inputs_for(name))])


def pool_alone(text: bytes) -> bytes:
    content = Content()
    content.text(text)
    return content.encoded()


FIRE = "\U0001f525".encode()
TWICE = b"?\n?"  # a mapping in which the empty key stands twice


def smallest(name: str) -> bytes:
    """The shortest input by hand that runs into a bug."""
    if name == "endless-loop":
        return pool_alone(FIRE)
    if name == "leak":
        return TWICE
    return one_instance(name)


def described(content: Content, number: int) -> int:
    """The rule that instance `number` was made from."""
    texts = [b"rule-%04d" % number, b"Suspicious thing %d" % number, b"somebody", b"DRL-1.1", b""]
    places = [place for text in texts for place in content.text(text)]
    return content.add("rules", "IB3x10I", number, 3, *places)


def among_others(name: str, instances: int) -> Made:
    """A file of so many instances, the bug's two thirds on and four criteria long, and the inputs
    of the event that meets it."""
    content = Content()
    content.add("types", "HHIII", 1, INPUTS + 2, 0, 0, instances)
    content.sections["fields"] = bytes([TEXT]) * (INPUTS + 2)
    rules = [described(content, number) for number in range(instances)]
    special = instances * 2 // 3
    field = INPUTS if name == "july-19" else INPUTS - 2
    inputs = list(OF_SENSOR)
    for number, rule in enumerate(rules):
        harmless = [(EXISTS, 0, b""), (EXACT, 1, b""), (EXISTS, 2, b"")]
        if number == special:
            kind, value = condition(name, content, field)
            content.instance([(EXISTS, i, b"") for i in range(3)] + [(kind, field, value)], rule)
            continue
        texts = [
            (kind, at, struct.pack("<II", *content.text(b"harmless")) if kind == EXACT else value)
            for kind, at, value in harmless
        ]
        content.instance(texts, rule)
    if name != "july-19":
        inputs[field : field + 2] = inputs_for(name)
    return content.encoded(), inputs


def largest(make: Callable[[int], Made], size: int) -> Made:
    """The largest of a growing family of files, and what belongs to it, of at most `size` bytes."""
    number = 1
    while len(make(number + 1)[0]) <= size:
        number += 1
    return make(number)


def filled(make: Callable[[int], bytes], size: int) -> bytes:
    """The same of files that nothing belongs to."""
    return largest(lambda number: (make(number), []), size)[0]


def with_other_events(name: str, size: int) -> bytes:
    """Half of it file, half of it events, of which the last one leads into the bug. The first one's
    text makes it `size` bytes exactly."""
    file, inputs = largest(lambda number: among_others(name, number), size // 2)
    others = [event(2, OF_SENSOR)] * (MOST_EVENTS - 2)
    tail = event(1, inputs)

    def make(text: int, count: int) -> bytes:
        return with_events(file, [event(2, [(TEXT, b"x" * text)])] + others[:count] + [tail])

    count = max(n for n in range(MOST_EVENTS - 1) if len(make(0, n)) <= size)
    return make(size - len(make(0, count)), count)


def large_pool(number: int) -> bytes:
    return pool_alone(b"harmless text\n" * (number - number // 3) + FIRE + b"more" * number)


RULE = """title: Suspicious thing {0}
id: 11111111-2222-3333-4444-{0:012d}
status: test
logsource:
    product: windows
    category: process_creation
detection:
    selection:
        Image|endswith: '\\thing{0}.exe'
        CommandLine|contains: 'harmless'
{1}    condition: selection
level: high
---
"""


def many_rules(number: int) -> bytes:
    """Rules, two thirds on one that names a key twice."""
    special = number * 2 // 3
    again = "        CommandLine|contains: 'again'\n"
    return "".join(RULE.format(i, again if i == special else "") for i in range(number)).encode()


def padded(name: str, size: int) -> bytes:
    """An input of at most, and nearly, `size` bytes that runs into a bug, and nothing else."""
    if name == "endless-loop":
        return filled(large_pool, size)
    if name == "leak":
        return filled(many_rules, size)
    return with_other_events(name, size)


def write_all(folder: Path) -> None:
    """Both inputs of each bug, in a folder of its name."""
    for bug in BUGS:
        (folder / bug.name).mkdir(parents=True, exist_ok=True)
        (folder / bug.name / "smallest").write_bytes(smallest(bug.name))
        (folder / bug.name / "reproducer").write_bytes(padded(bug.name, REPRODUCER_SIZE))


if __name__ == "__main__":
    write_all(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
