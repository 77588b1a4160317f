"""A second reader of channel files, written from docs/format.md alone: the tables of §2 with
the caps of §7. The container is in second_container.py, the programs of §5 in second_expression.py,
evaluation in second_evaluation.py.

It is simple and slow on purpose, knows nothing of parser/, and where the two differ one of them, or
the document, has a bug. It collects every broken rule that it meets, by the document's names."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import Dict, List, NamedTuple, Optional, Set, Tuple, Union

from second_container import RECORD_SIZES, Section, read_container
from second_expression import Program, read_instruction

# §7
TYPES_MOST, FIELDS_MOST, INSTANCES_MOST = 1024, 128, 65536
CRITERIA_MOST, NODES_MOST, DEPTH_MOST = 16384, 65536, 128
VALUES_MOST, TEXT_MOST, PROGRAM_MOST = 1048576, 16384, 8192

# §2
KEYWORD = 0xFFFF
CASED, ALL = 1, 2
AND, OR, NOT, TEST = 1, 2, 3, 4
TEXT, NUMBER, ADDRESS = 1, 2, 3


class Kind(NamedTuple):
    """A kind of criterion: a row of its table."""

    name: str
    values: Optional[str]
    flags: int
    reads: Optional[int]
    keyword: bool


KINDS: Dict[int, Kind] = {
    1: Kind("any", None, 0, None, False),
    2: Kind("exact", "patterns", CASED | ALL, None, True),
    3: Kind("prefix", "patterns", CASED | ALL, None, True),
    4: Kind("suffix", "patterns", CASED | ALL, None, True),
    5: Kind("contains", "patterns", CASED | ALL, None, True),
    6: Kind("glob", "patterns", CASED | ALL, None, True),
    7: Kind("expression", "expressions", ALL, None, True),
    8: Kind("range", "ranges", ALL, NUMBER, False),
    9: Kind("cidr4", "networks", ALL, ADDRESS, False),
    10: Kind("cidr6", "networks", ALL, ADDRESS, False),
    11: Kind("absent", None, 0, None, False),
    12: Kind("exists", None, 0, None, False),
    13: Kind("reference", "references", CASED | ALL, None, False),
}
VALUE_SECTIONS = ("patterns", "ranges", "networks", "references", "expressions")


class Range(NamedTuple):
    minimum: int
    maximum: int


class Network(NamedTuple):
    address: bytes
    bits: int


class Reference(NamedTuple):
    field: int
    how: int


Value = Union[bytes, Range, Network, Reference, Program]


class Node(NamedTuple):
    operator: int
    operand: int


@dataclass
class Criterion:
    field: int
    kind: Kind
    flags: int
    values: List[Value]


@dataclass
class Instance:
    rule: int
    criteria: List[Criterion]
    nodes: List[Node]


@dataclass
class Rule:
    instance: int
    level: int
    texts: List[bytes]  # identifier, title, author, licence, link


@dataclass
class Type:
    identifier: int
    kinds: List[int]
    instances: List[Instance]


@dataclass
class Content:
    """What a channel file says. It has a meaning only if no rule is broken."""

    rules: List[Rule] = field(default_factory=list)
    types: List[Type] = field(default_factory=list)


class Run:
    """The runs of a section: each begins where the one before it ended."""

    def __init__(self, total: int, broken: List[str], name: str) -> None:
        self.total, self.broken, self.name = total, broken, name
        self.next = 0

    def take(self, first: int, count: int) -> range:
        """The records of one parent; none if they are not where they must be."""
        before = len(self.broken)
        if first > self.total:
            self.broken.append(f"{self.name}_BEGIN")
        elif count > self.total - first:
            self.broken.append(f"{self.name}_END")
        if first != self.next:
            self.broken.append(f"{self.name}_ORDER")
        self.next = first + count
        return range(first, first + count) if len(self.broken) == before else range(0)

    def finish(self, unused: str) -> None:
        if self.next != self.total:
            self.broken.append(unused)


class Elements:
    """A glob taken apart: bytes that stand for themselves, stars, question marks."""

    STAR, ONE = -1, -2

    def __init__(self, text: bytes) -> None:
        self.items: List[int] = []
        self.broken: Set[str] = set()
        at = 0
        while at < len(text):
            at += self.take(text[at : at + 2])
        items = self.items
        for left, right in zip(items, items[1:]):
            if left == self.STAR and right in (self.STAR, self.ONE):
                self.broken.add("GLOB_RUN")
        if self.ONE not in items and self.STAR not in items[1:-1]:
            self.broken.add("GLOB_SIMPLER")

    def take(self, text: bytes) -> int:
        """One element at the beginning of `text`; how many bytes it has."""
        if text[:1] == b"\\":
            if len(text) == 1:
                self.broken.add("GLOB_ESCAPE_END")
            elif text[1] not in b"*?\\":
                self.broken.add("GLOB_ESCAPE")
            self.items.extend(text[1:])
            return 2
        self.items.append({b"*": self.STAR, b"?": self.ONE}.get(text[:1], text[0]))
        return 1


class Tables:
    """§2: the records of all sections, every rule checked."""

    def __init__(self, sections: Dict[str, Section], broken: List[str]) -> None:
        self.sections, self.broken = sections, broken
        self.content = Content()
        self.pool = sections["strings"].data
        self.pool_next = 0
        self.fields = self.run("fields", "TYPE_FIELDS")
        self.instances = self.run("instances", "TYPE_INSTANCES")
        self.criteria = self.run("criteria", "INSTANCE_CRITERIA")
        self.nodes = self.run("nodes", "INSTANCE_NODES")
        self.values = {name: self.run(name, "CRITERION_VALUES") for name in VALUE_SECTIONS}
        self.instructions = self.run("instructions", "EXPRESSION")

    def run(self, section: str, name: str) -> Run:
        return Run(self.sections[section].records, self.broken, name)

    def require(self, holds: bool, name: str) -> bool:
        if not holds:
            self.broken.append(name)
        return holds

    def record(self, section: str, index: int) -> bytes:
        size = RECORD_SIZES[section]
        return self.sections[section].data[index * size : (index + 1) * size]

    def read(self) -> Content:
        self.read_pool()
        counts = {name: section.records for name, section in self.sections.items()}
        self.require(counts["types"] <= TYPES_MOST, "TYPE_COUNT")
        self.require(counts["instances"] <= INSTANCES_MOST, "INSTANCE_COUNT")
        self.require(counts["rules"] == counts["instances"], "RULE_COUNT")
        for index in range(counts["rules"]):
            self.content.rules.append(self.read_rule(index))
        for index in range(counts["types"]):
            self.content.types.append(self.read_type(index))
        self.fields.finish("FIELDS_UNUSED")
        self.instances.finish("INSTANCES_UNUSED")
        self.criteria.finish("CRITERIA_UNUSED")
        self.nodes.finish("NODES_UNUSED")
        for run in self.values.values():
            run.finish("VALUES_UNUSED")
        self.instructions.finish("INSTRUCTIONS_UNUSED")
        self.require(self.pool_next == len(self.pool), "STRING_UNUSED")
        return self.content

    def read_pool(self) -> None:
        try:
            self.pool.decode("utf-8")
        except UnicodeDecodeError:
            self.broken.append("STRING_ENCODING")
        self.require(0 not in self.pool, "STRING_NUL")

    def read_string(self, record: bytes) -> bytes:
        """The string that 8 bytes of a record name."""
        begin, size = struct.unpack("<II", record)
        if self.require(begin <= len(self.pool), "STRING_BEGIN"):
            self.require(size <= len(self.pool) - begin, "STRING_END")
        self.require(size <= TEXT_MOST, "TEXT_TOO_LONG")
        if begin < len(self.pool):
            self.require(self.pool[begin] & 0xC0 != 0x80, "STRING_SPLIT")
        self.require(begin == self.pool_next, "STRING_ORDER")
        self.pool_next = begin + size
        return self.pool[begin : begin + size]

    def read_rule(self, index: int) -> Rule:
        record = self.record("rules", index)
        instance, level = struct.unpack_from("<IB", record)
        texts = [self.read_string(record[at : at + 8]) for at in range(8, 48, 8)]
        count = self.sections["instances"].records
        named = self.record("instances", instance)[:4] if instance < count else b""
        self.require(named == struct.pack("<I", index), "RULE_INSTANCE")
        self.require(level <= 5, "RULE_LEVEL")
        self.require(not any(record[5:8]), "RULE_RESERVED")
        self.require(texts[0] != b"", "RULE_ID_EMPTY")
        before = self.content.rules[-1:]
        self.require(not before or before[0].texts[0] < texts[0], "RULE_ORDER")
        return Rule(instance, level, texts)

    def read_type(self, index: int) -> Type:
        record = struct.unpack("<HHIII", self.record("types", index))
        identifier, field_count, first_field, first_instance, instance_count = record
        before = self.content.types[-1:]
        self.require(not before or before[0].identifier < identifier, "TYPE_ORDER")
        self.require(field_count >= 1, "TYPE_NO_FIELDS")
        self.require(field_count <= FIELDS_MOST, "TYPE_FIELDS")
        self.require(instance_count >= 1, "TYPE_EMPTY")
        kinds = [self.record("fields", at)[0] for at in self.fields.take(first_field, field_count)]
        for kind in kinds:
            self.require(kind != 0, "FIELD_KIND_ABSENT")
            self.require(kind <= ADDRESS, "FIELD_KIND")
        found = Type(identifier, kinds, [])
        for at in self.instances.take(first_instance, instance_count):
            found.instances.append(self.read_instance(at, field_count, found.instances[-1:]))
        return found

    def read_instance(self, index: int, fields: int, before: List[Instance]) -> Instance:
        record = struct.unpack("<IIIIII", self.record("instances", index))
        rule, first_criterion, criterion_count, first_node, node_count, zero = record
        self.require(rule < self.sections["rules"].records, "RULE_INDEX")
        self.require(not before or before[0].rule < rule, "INSTANCE_ORDER")
        self.require(criterion_count >= 1, "INSTANCE_NO_CRITERIA")
        self.require(criterion_count <= CRITERIA_MOST, "INSTANCE_CRITERIA")
        self.require(node_count >= 1, "INSTANCE_NO_NODES")
        self.require(node_count <= NODES_MOST, "INSTANCE_NODES")
        self.require(zero == 0, "INSTANCE_RESERVED")
        criteria: List[Criterion] = []
        for at in self.criteria.take(first_criterion, criterion_count):
            criterion = self.read_criterion(at, fields)
            if criterion is not None:
                criteria.append(criterion)
        nodes = [self.read_node(at) for at in self.nodes.take(first_node, node_count)]
        if nodes:
            Condition(self.broken, nodes, criterion_count).check()
        return Instance(rule, criteria, nodes)

    def read_criterion(self, index: int, fields: int) -> Optional[Criterion]:
        record = struct.unpack("<HBBIII", self.record("criteria", index))
        number, code, flags, first, count, zero = record
        self.require(zero == 0, "CRITERION_RESERVED")
        kind = KINDS.get(code)
        if kind is None:
            self.broken.append("CRITERION_KIND")
            return None
        if number == KEYWORD:
            self.require(kind.keyword, "CRITERION_KEYWORD")
        else:
            self.require(number < fields, "CRITERION_FIELD")
        self.require(flags & ~kind.flags == 0, "CRITERION_FLAGS")
        criterion = Criterion(number, kind, flags, [])
        if kind.values is None:
            self.require(first == 0, "CRITERION_VALUE_FREE_BEGIN")
            self.require(count == 0, "CRITERION_VALUE_FREE")
            return criterion
        self.require(count >= 1, "CRITERION_NO_VALUES")
        self.require(count <= VALUES_MOST, "CRITERION_VALUES")
        self.require(flags & ALL == 0 or count >= 2, "CRITERION_ALL_OF_ONE")
        for at in self.values[kind.values].take(first, count):
            criterion.values.append(self.read_value(criterion, at, fields))
        return criterion

    def read_value(self, criterion: Criterion, index: int, fields: int) -> Value:
        section = str(criterion.kind.values)
        record = self.record(section, index)
        if section == "patterns":
            return self.read_pattern(record, criterion)
        if section == "ranges":
            found = Range(*struct.unpack("<qq", record))
            self.require(found.minimum <= found.maximum, "RANGE_EMPTY")
            return found
        if section == "networks":
            return self.read_network(record, 4 if criterion.kind.name == "cidr4" else 16)
        if section == "expressions":
            return self.read_expression(record)
        other, how = struct.unpack_from("<HB", record)
        self.require(other < fields, "REFERENCE_FIELD")
        self.require(how <= 3, "REFERENCE_MODE")
        self.require(not any(record[3:]), "REFERENCE_RESERVED")
        return Reference(other, how)

    def read_pattern(self, record: bytes, criterion: Criterion) -> bytes:
        text = self.read_string(record)
        self.require(text != b"" or criterion.kind.name == "exact", "PATTERN_EMPTY")
        self.require(criterion.flags & CASED != 0 or text == text.lower(), "PATTERN_CASE")
        if criterion.kind.name == "glob":
            self.broken.extend(sorted(Elements(text).broken))
        return text

    def read_network(self, record: bytes, size: int) -> Network:
        bits = record[16]
        self.require(not any(record[17:]), "NETWORK_RESERVED")
        if self.require(bits <= size * 8, "NETWORK_PREFIX"):
            behind = int.from_bytes(record[:16], "big") & ((1 << (128 - bits)) - 1)
            self.require(behind == 0, "NETWORK_HOST_BITS")
        return Network(record[:size], bits)

    def read_expression(self, record: bytes) -> Program:
        first, count = struct.unpack_from("<II", record)
        self.require(count >= 1, "EXPRESSION_EMPTY")
        self.require(count <= PROGRAM_MOST, "EXPRESSION_LENGTH")
        self.read_string(record[8:16])
        self.require(record[16] <= 7, "EXPRESSION_FLAGS")
        self.require(not any(record[17:]), "EXPRESSION_RESERVED")
        places = self.instructions.take(first, count)
        instructions = [read_instruction(self.record("instructions", at)) for at in places]
        program = Program(instructions, self.broken)
        if instructions:
            program.check()
        return program

    def read_node(self, index: int) -> Node:
        record = self.record("nodes", index)
        self.require(not any(record[1:4]), "NODE_RESERVED")
        return Node(record[0], int.from_bytes(record[4:], "little"))


class Open(NamedTuple):
    """An operator whose operands are being read: where it ends, and where each operand began."""

    operator: int
    end: int
    fits: bool
    operands: List[int]


class Condition:
    """The rules of one instance's condition."""

    def __init__(self, broken: List[str], nodes: List[Node], criteria: int) -> None:
        self.broken, self.nodes, self.criteria = broken, nodes, criteria
        self.open: List[Open] = []
        self.used = 0

    def require(self, holds: bool, name: str) -> bool:
        if not holds:
            self.broken.append(name)
        return holds

    def check(self) -> None:
        for at, node in enumerate(self.nodes):
            self.close(at)
            if self.open:
                self.open[-1].operands.append(at)
            if node.operator == TEST:
                self.require(at > 0 or len(self.nodes) == 1, "NODE_ROOT")
                self.check_test(node)
            elif not self.require(node.operator in (AND, OR, NOT), "NODE_OPERATOR"):
                return
            elif self.require(node.operand >= 1, "NODE_EMPTY"):
                self.check_operator(at, node)
        self.close(len(self.nodes))
        self.require(self.used == self.criteria, "CRITERION_UNUSED")

    def close(self, at: int) -> None:
        """Checks how many operands the operators have that end before node `at`."""
        while self.open and self.open[-1].end == at:
            done = self.open.pop()
            if done.fits and done.operator == NOT:
                self.require(len(done.operands) == 1, "NODE_NOT")
            elif done.fits:
                self.require(len(done.operands) >= 2, "NODE_SINGLE")

    def check_test(self, node: Node) -> None:
        if self.require(node.operand < self.criteria, "NODE_CRITERION"):
            self.require(node.operand <= self.used, "NODE_USE_ORDER")
            self.used = max(self.used, node.operand + 1)

    def check_operator(self, at: int, node: Node) -> None:
        """One that spans too much is cut, so that those around it are checked all the same."""
        end = at + 1 + node.operand
        most = len(self.nodes)
        if self.open:
            most = self.open[-1].end
            self.require(self.open[-1].operator != node.operator, "NODE_NESTING")
        else:
            self.require(end >= most, "NODE_ROOT")
        fits = self.require(end <= most, "NODE_SPAN")
        self.require(fits or node.operator == NOT or node.operand != 1, "NODE_SINGLE")
        self.open.append(Open(node.operator, min(end, most), fits, []))
        self.require(len(self.open) <= DEPTH_MOST, "NODE_DEPTH")


def read(data: bytes) -> Tuple[Content, List[str]]:
    """What a channel file says, and the names of the rules that it breaks."""
    broken: List[str] = []
    sections = read_container(data, broken)
    if broken:
        return Content(), broken
    return Tables(sections, broken).read(), broken
