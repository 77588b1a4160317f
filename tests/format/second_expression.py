"""Programs of regular expressions for the second reader, from docs/format.md §5 alone: the
rules that they keep, and what they match."""

from __future__ import annotations

from typing import Callable, Dict, List, NamedTuple, Set

MATCH, JUMP, SPLIT, ASSERT, POINT, ANY, CLASS, RANGE = 1, 2, 3, 4, 5, 6, 7, 8
POINT_MOST, ASSERTION_MOST = 0x10FFFF, 6
TAKES_FIRST = (JUMP, SPLIT, ASSERT, POINT, CLASS, RANGE)
TAKES_SECOND = (SPLIT, RANGE)
TAKES_FLAG = (POINT, ANY, CLASS)
LINE_FEED = 10
STRAY = -64  # a byte alone: no code point, nor the capital of one


class Instruction(NamedTuple):
    kind: int
    first: int
    flag: int
    second: int


def read_instruction(record: bytes) -> Instruction:
    first, second = (int.from_bytes(record[at : at + 3], "little") for at in (1, 5))
    return Instruction(record[0], first, record[4], second)


class Program:
    """The instructions of one expression."""

    def __init__(self, instructions: List[Instruction], broken: List[str]) -> None:
        self.items, self.broken = instructions, broken

    def require(self, holds: bool, name: str) -> None:
        if not holds:
            self.broken.append(name)

    def check(self) -> None:
        last = len(self.items) - 1
        self.require(self.items[last].kind == MATCH, "EXPRESSION_UNFINISHED")
        ranges = 0  # that the class before still has
        for at, item in enumerate(self.items):
            if not MATCH <= item.kind <= RANGE:
                self.broken.append("INSTRUCTION_KIND")
                return
            self.check_operands(item)
            self.require(item.kind != MATCH or at == last, "INSTRUCTION_MATCH")
            self.require(ranges == 0 or item.kind == RANGE, "CLASS_RANGE")
            self.require(ranges > 0 or item.kind != RANGE, "CLASS_OUTSIDE")
            ranges = max(ranges - 1, 0)
            if item.kind == RANGE:
                self.check_range(item, self.items[at - 1])
            elif item.kind == CLASS:
                ranges = item.first
                self.require(ranges <= last - at, "CLASS_END")
            else:
                self.check_plain(item)

    def check_operands(self, item: Instruction) -> None:
        self.require(item.first == 0 or item.kind in TAKES_FIRST, "INSTRUCTION_OPERAND")
        self.require(item.second == 0 or item.kind in TAKES_SECOND, "INSTRUCTION_OPERAND_SECOND")
        self.require(item.flag <= (item.kind in TAKES_FLAG), "INSTRUCTION_FLAGS")

    def check_range(self, item: Instruction, before: Instruction) -> None:
        self.require(item.first <= item.second, "CLASS_EMPTY_RANGE")
        self.require(item.second <= POINT_MOST, "CLASS_POINT")
        apart = before.kind != RANGE or item.first > before.second + 1
        self.require(apart, "CLASS_ORDER")

    def check_plain(self, item: Instruction) -> None:
        if item.kind == ASSERT:
            self.require(item.first <= ASSERTION_MOST, "INSTRUCTION_ASSERTION")
        if item.kind == POINT:
            self.require(item.first <= POINT_MOST, "INSTRUCTION_POINT")
            small = ord("a") <= item.first <= ord("z")
            self.require(item.flag == 0 or small, "INSTRUCTION_CASE")
        targets = {JUMP: [item.first], SPLIT: [item.first, item.second]}.get(item.kind, [])
        for target in targets:
            if target >= len(self.items):
                self.broken.append("INSTRUCTION_TARGET")
            else:
                self.require(self.items[target].kind != RANGE, "INSTRUCTION_TARGET_RANGE")

    def matches(self, text: bytes) -> bool:
        """Whether the program reaches its end from any place of a text."""
        # Bytes that belong to no well-formed code point come as surrogates, which nothing else is.
        letters = text.decode("utf-8", "surrogateescape")
        points = [STRAY if "\ud800" <= letter <= "\udfff" else ord(letter) for letter in letters]
        reached: Set[int] = set()
        for at in range(len(points) + 1):
            here = self.followed(reached | {0}, points, at)
            if any(self.items[place].kind == MATCH for place in here):
                return True
            if at < len(points):
                reached = {self.behind(place) for place in here if self.takes(place, points[at])}
        return False

    def followed(self, places: Set[int], points: List[int], at: int) -> Set[int]:
        """The instructions that these come to without taking anything."""
        seen: Set[int] = set()
        pending = list(places)
        while pending:
            place = pending.pop()
            if place in seen:
                continue
            seen.add(place)
            item = self.items[place]
            if item.kind in (JUMP, SPLIT):
                pending.append(item.first)
            if item.kind == SPLIT:
                pending.append(item.second)
            if item.kind == ASSERT and ASSERTIONS[item.first](points, at):
                pending.append(place + 1)
        return seen

    def behind(self, place: int) -> int:
        item = self.items[place]
        return place + 1 + (item.first if item.kind == CLASS else 0)

    def takes(self, place: int, point: int) -> bool:
        item = self.items[place]
        if item.kind == POINT:
            return point == item.first or (item.flag == 1 and point == item.first - 32)
        if item.kind == ANY:
            return item.flag == 0 or point != LINE_FEED
        if item.kind == CLASS:
            ranges = self.items[place + 1 : self.behind(place)]
            named = any(item.first <= point <= item.second for item in ranges)
            return named != (item.flag == 1)
        return False


def word(points: List[int], at: int) -> bool:
    """Whether a word character stands at a place."""
    inside = 0 <= at < len(points) and 0 <= points[at] < 128
    return inside and (chr(points[at]).isalnum() or chr(points[at]) == "_")


def feed(points: List[int], at: int) -> bool:
    return 0 <= at < len(points) and points[at] == LINE_FEED


ASSERTIONS: Dict[int, Callable[[List[int], int], bool]] = {
    0: lambda points, at: at == 0,
    1: lambda points, at: at == len(points),
    2: lambda points, at: at == len(points) or (at == len(points) - 1 and feed(points, at)),
    3: lambda points, at: at == 0 or (at < len(points) and feed(points, at - 1)),
    4: lambda points, at: at == len(points) or feed(points, at),
    5: lambda points, at: word(points, at - 1) != word(points, at),
    6: lambda points, at: word(points, at - 1) == word(points, at),
}
