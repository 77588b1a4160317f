"""Damages for valid channel files, for tests that compare two readers. The second reader says where
the sections are."""

from __future__ import annotations

import random
from typing import Callable, Dict, List

from second_container import CHECKED_FROM, FIRST_SECTION, RECORD_SIZES, read_container, repaired

WILD = b"*?\\Aa\x80\xc3"  # what patterns are sensitive to


class Damager:
    """Changes a few bytes of a valid channel file; the checksum is repaired."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def damaged(self, data: bytes) -> bytes:
        self.data = bytearray(data)
        self.places: Dict[str, range] = {}
        begin = FIRST_SECTION
        for name, section in read_container(data, []).items():
            size = section.records * RECORD_SIZES[name]
            self.places[name] = range(begin, begin + size, RECORD_SIZES[name])
            begin += size + -size % 8
        ways: List[Callable[[], None]] = [
            self.header, self.byte, self.byte, self.byte, self.nodes, self.texts, self.boundary,
            self.swap, self.program,
        ]  # fmt: skip
        self.random.choice(ways if self.places["types"] else [self.header])()
        return repaired(bytes(self.data))

    def near(self, value: int) -> int:
        """Another value of a byte, more often than not one that means something."""
        other = (value + 1, value - 1, value ^ 1 << self.random.randrange(8), 0, 255)
        return self.random.choice((*other, self.random.randrange(256))) & 255

    def records(self, least: int = 1) -> List[str]:
        return [name for name, place in self.places.items() if len(place) >= least]

    def header(self) -> None:
        at = self.random.randrange(CHECKED_FROM, FIRST_SECTION)
        self.data[at] = self.near(self.data[at])

    def byte(self) -> None:
        name = self.random.choice(self.records())
        at = self.random.choice(self.places[name]) + self.random.randrange(RECORD_SIZES[name])
        self.data[at] = self.near(self.data[at])

    def nodes(self) -> None:
        """Other conditions of the same sizes."""
        for at in self.places["nodes"]:
            if self.random.randrange(3) == 0:
                self.data[at] = self.random.randrange(1, 5)
                self.data[at + 4] = self.random.randrange(5)

    def program(self) -> None:
        """An instruction or two of another kind, or with other operands."""
        for _ in range(self.random.randrange(1, 3) if self.places["instructions"] else 0):
            at = self.random.choice(self.places["instructions"])
            field = self.random.randrange(4)
            few = self.random.randrange(len(self.places["instructions"]) + 2)
            new = (self.random.randrange(10), few, few % 3, few)
            self.data[at + (0, 1, 4, 5)[field]] = new[field]

    def texts(self) -> None:
        """Bytes at the end of the pool, where patterns are."""
        pool = self.places["strings"]
        for _ in range(self.random.randrange(1, 4)):
            self.data[pool[-self.random.randrange(1, 25)]] = self.random.choice(WILD)

    def boundary(self) -> None:
        """One string a little longer, the next of its record or section shorter, or the reverse."""
        places = [*self.places["rules"][:1], *self.places["patterns"]]
        strings = [places[0] + at for at in range(8, 48, 8)] + list(places[1:])
        number = self.random.randrange(len(strings) - 1)
        by = self.random.choice((-2, -1, 1, 2))
        first, second = strings[number], strings[number + 1]
        for at, change in ((first + 4, by), (second, by), (second + 4, -by)):
            value = int.from_bytes(self.data[at : at + 4], "little") + change
            self.data[at : at + 4] = (value % (1 << 32)).to_bytes(4, "little")

    def swap(self) -> None:
        """Two neighbours change places."""
        names = [name for name in self.records(2) if name != "strings"]
        name = self.random.choice(names)
        size = RECORD_SIZES[name]
        at = self.random.choice(self.places[name][:-1])
        one, two = self.data[at : at + size], self.data[at + size : at + 2 * size]
        self.data[at : at + 2 * size] = two + one
