"""Channel files of chosen sizes, for tests of caps and programs: plain records, nothing else."""

from __future__ import annotations

import struct
from typing import Dict, List, Sequence, Tuple

from second_container import MAGIC, RECORD_SIZES, repaired
from second_reader import AND, NOT, OR, TEST, TEXT

Instructions = Sequence[Tuple[int, int, int, int]]  # kind, first number, flag, second number
Nodes = List[Tuple[int, int]]


def assembled(sections: Dict[str, bytes]) -> bytes:
    """A whole file; sections that are not given are empty."""
    directory, body = b"", b""
    begin = 40 + 16 * len(RECORD_SIZES)
    for kind, (name, record) in enumerate(RECORD_SIZES.items(), 1):
        data = sections.get(name, b"")
        padded = data + bytes(-len(data) % 8)
        place = begin + len(body)
        directory += struct.pack("<IIII", kind, place, len(padded), len(data) // record)
        body += padded
    head = MAGIC + struct.pack("<IIQIIII", 1, begin + len(body), 0, 1, 1, 0, 1)
    return repaired(head + directory + body)


def built(
    types: int = 1,
    instances: int = 1,
    criteria: int = 1,
    nodes: Sequence[Tuple[int, int]] = ((TEST, 0),),
    title: int = 0,
) -> bytes:
    """Types of so many instances, these of so many criteria `exists` and one condition."""
    strings, rules, records = b"", b"", b""
    for number in range(types * instances):
        size = title if number == 0 else 0
        places = [len(strings), 6, len(strings) + 6, size, *[len(strings) + 6 + size, 0] * 3]
        strings += b"%06d" % number + b"t" * size
        rules += struct.pack("<II10I", number, 0, *places)
        runs = (number * criteria, criteria, number * len(nodes), len(nodes))
        records += struct.pack("<I4II", number, *runs, 0)
    sections = {
        "types": b"".join(
            struct.pack("<HHIII", number, 1, number, number * instances, instances)
            for number in range(types)
        ),
        "fields": bytes([TEXT]) * types,
        "rules": rules,
        "instances": records,
        "criteria": struct.pack("<HBBIII", 0, 12, 0, 0, 0, 0) * (criteria * types * instances),
        "nodes": b"".join(struct.pack("<II", *node) for node in nodes) * (types * instances),
        "strings": strings,
    }
    return assembled(sections)


def expression(instructions: Instructions, fields: Sequence[int], field: int) -> bytes:
    """Type 1 with one instance, of one criterion: an expression on a field."""
    program = b"".join(
        struct.pack("<II", kind | first << 8, flag | second << 8)
        for kind, first, flag, second in instructions
    )
    sections = {
        "types": struct.pack("<HHIII", 1, len(fields), 0, 0, 1),
        "fields": bytes(fields),
        "rules": struct.pack("<II10I", 0, 0, 0, 1, *[1, 0] * 4),
        "instances": struct.pack("<6I", 0, 0, 1, 0, 1, 0),
        "criteria": struct.pack("<HBBIII", field, 7, 0, 0, 1, 0),
        "nodes": struct.pack("<II", TEST, 0),
        "expressions": struct.pack("<4IQ", 0, len(instructions), 1, 0, 0),
        "instructions": program,
        "strings": b"1",
    }
    return assembled(sections)


def either(tests: int, criteria: int) -> Nodes:
    """A disjunction of so many tests, of all criteria and then of the last one again."""
    return [(OR, tests), *((TEST, min(at, criteria - 1)) for at in range(tests))]


def nested(depth: int) -> Nodes:
    """So many operators in one another."""
    nodes: Nodes = [(TEST, 0)]
    for level in range(depth):
        if level % 2 == 0:
            nodes = [(NOT, len(nodes)), *nodes]
        else:
            nodes = [(AND, len(nodes) + 1), (TEST, 0), *nodes]
    return nodes
