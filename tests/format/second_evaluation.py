"""Evaluation of events for the second reader, from docs/format.md §2 and §3 alone."""

from __future__ import annotations

import re
from typing import Callable, Dict, List, NamedTuple, Optional, Sequence, Tuple

from second_expression import Program
from second_reader import (
    ALL,
    AND,
    CASED,
    KEYWORD,
    NOT,
    TEST,
    Content,
    Criterion,
    Elements,
    Instance,
    Network,
    Node,
    Range,
    Reference,
    Type,
    Value,
)

INTEGER = re.compile(rb"-?[0-9]+\Z")
DECIMAL = re.compile(rb"(0|[1-9][0-9]{0,2})\Z")
GROUP = re.compile(rb"[0-9A-Fa-f]{1,4}\Z")
INTEGER_MOST, ADDRESS_MOST = 20, 64


class Input(NamedTuple):
    kind: int
    text: bytes


Inputs = Sequence[Optional[Input]]


class ContentError(Exception):
    """The instance cannot be evaluated on this event; the argument is the error's name."""


class Result(NamedTuple):
    rules: List[int]  # of the instances that match, in the order of the file
    errors: List[Tuple[int, str]]  # rule and name, of instances that were skipped


def evaluate(content: Content, type_identifier: int, inputs: Inputs) -> Result:
    """All instances of an event's type on the event's inputs."""
    result = Result([], [])
    for found in content.types:
        if found.identifier == type_identifier:
            for instance in found.instances:
                try:
                    if Evaluation(found, instance, inputs).condition():
                        result.rules.append(instance.rule)
                except ContentError as error:
                    result.errors.append((instance.rule, str(error)))
    return result


class Evaluation:
    """One instance on one event."""

    def __init__(self, found: Type, instance: Instance, inputs: Inputs) -> None:
        self.type, self.instance, self.inputs = found, instance, inputs

    def condition(self) -> bool:
        return self.node(0)

    def node(self, at: int) -> bool:
        """The value of the tree that begins at a node; operands left to right, as few as decide."""
        node = self.instance.nodes[at]
        if node.operator == TEST:
            return self.criterion(self.instance.criteria[node.operand])
        if node.operator == NOT:
            return not self.node(at + 1)
        operand, end = at + 1, at + 1 + node.operand
        while operand < end:
            if self.node(operand) != (node.operator == AND):
                return node.operator != AND
            operand += self.size(self.instance.nodes[operand])
        return node.operator == AND

    @staticmethod
    def size(node: Node) -> int:
        return 1 if node.operator == TEST else 1 + node.operand

    def criterion(self, criterion: Criterion) -> bool:
        if criterion.kind.name == "any":
            return True
        if criterion.field == KEYWORD:
            searched = self.inputs[: len(self.type.kinds)]
            return any(self.test(criterion, given) for given in searched)
        return self.test(criterion, self.input(criterion.field, "INPUT_MISSING"))

    def input(self, number: int, missing: str) -> Optional[Input]:
        if number >= len(self.inputs):
            raise ContentError(missing)
        return self.inputs[number]

    def test(self, criterion: Criterion, given: Optional[Input]) -> bool:
        """A criterion on one input."""
        kind = criterion.kind
        if kind.name == "absent":
            return given is None
        if given is None:
            return False
        if kind.reads is not None and given.kind != kind.reads:
            raise ContentError("INPUT_KIND")
        if kind.name == "exists":
            return True
        every = all if criterion.flags & ALL else any
        return every(self.value(criterion, value, given.text) for value in criterion.values)

    def value(self, criterion: Criterion, value: Value, text: bytes) -> bool:
        """One value of a criterion on the bytes of one input."""
        if isinstance(value, Range):
            number = integer(text)
            return number is not None and value.minimum <= number <= value.maximum
        if isinstance(value, Network):
            return in_network(text, value)
        if isinstance(value, Program):
            return value.matches(text)
        how = criterion.kind.name
        if isinstance(value, Reference):
            other = self.input(value.field, "INPUT_REFERENCE")
            if other is None:
                return False
            how, value = ("exact", "prefix", "suffix", "contains")[value.how], other.text
        if not criterion.flags & CASED:
            text, value = text.lower(), value.lower()
        return COMPARISONS[how](text, value)


def glob(text: bytes, pattern: bytes) -> bool:
    """Whether a glob matches all of a text: the places that its elements so far can reach."""
    places = {0}
    for element in Elements(pattern).items:
        if element == Elements.STAR:
            places = set(range(min(places), len(text) + 1)) if places else set()
        elif element == Elements.ONE:
            places = {at + code_point(text, at) for at in places if code_point(text, at)}
        else:
            places = {at + 1 for at in places if text[at : at + 1] == bytes([element])}
    return len(text) in places


def code_point(text: bytes, at: int) -> int:
    """How many bytes a question mark takes: one that begins, up to three that continue; 0: none."""
    match = re.compile(rb"[^\x80-\xbf][\x80-\xbf]{0,3}", re.DOTALL).match(text, at)
    return len(match.group()) if match else 0


COMPARISONS: Dict[str, Callable[[bytes, bytes], bool]] = {
    "exact": bytes.__eq__,
    "prefix": bytes.startswith,
    "suffix": bytes.endswith,
    "contains": bytes.__contains__,
    "glob": glob,
}


def integer(text: bytes) -> Optional[int]:
    if len(text) > INTEGER_MOST or not INTEGER.match(text):
        return None
    number = int(text)
    return number if -(1 << 63) <= number < 1 << 63 else None


def ipv4(text: bytes) -> Optional[bytes]:
    parts = text.split(b".")
    if len(parts) != 4 or not all(DECIMAL.match(part) and int(part) <= 255 for part in parts):
        return None
    return bytes(int(part) for part in parts)


def ipv6(text: bytes) -> Optional[bytes]:
    """RFC 4291 §2.2: eight groups, one `::` for some of zeros, the last two maybe as IPv4."""
    if len(text) > ADDRESS_MOST:
        return None
    text = text.split(b"%")[0]
    sides = [side.split(b":") if side else [] for side in text.split(b"::")]
    if len(sides) > 2 or not text:
        return None
    last: Optional[bytes] = b""
    if sides[-1] and b"." in sides[-1][-1]:
        last = ipv4(sides[-1].pop())
    if last is None or not all(GROUP.match(group) for side in sides for group in side):
        return None
    halves = [b"".join(int(group, 16).to_bytes(2, "big") for group in side) for side in sides]
    halves[-1] += last
    gap = 16 - sum(len(half) for half in halves)
    if gap != 0 if len(sides) == 1 else gap < 2:
        return None
    return bytes(gap).join(halves) if len(sides) == 2 else halves[0]


def in_network(text: bytes, network: Network) -> bool:
    size = len(network.address)
    address = ipv4(text) if size == 4 else ipv6(text)
    if address is None:
        return False
    behind = size * 8 - network.bits
    return (
        int.from_bytes(address, "big") >> behind == int.from_bytes(network.address, "big") >> behind
    )
