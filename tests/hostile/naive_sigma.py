"""Sigma's semantics a second time, from docs/sigma.md alone and as naive as can be: a rule is a
function from events to truth. Values become regular expressions, expansions lists of values."""

from __future__ import annotations

import base64
import ipaddress
import itertools
import re
from typing import Any, Callable, Dict, List, Optional, Sequence, Tuple, Union

Event = Dict[str, str]  # an absent field has no key
Holds = Callable[[Event], bool]
Value = Union[str, int, bool, None]
Token = Tuple[str, str]  # "char" and the character, or "*", "?" and nothing

STAR: Token = ("*", "")
LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")
DASHES = "-/–—―"
WIDE = {"wide": "utf-16-le", "utf16le": "utf-16-le", "utf16be": "utf-16-be", "utf16": "utf-16-le"}
NUMBER = re.compile(r"-?[0-9]+")


class NoMeaning(Exception):
    """The generator made something that docs/sigma.md refuses."""


def input_text(value: Union[str, int, bool]) -> str:
    """What stands in the place of a value that is no text."""
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def tokens(value: Union[str, int, bool]) -> List[Token]:
    """The table of escapes."""
    if not isinstance(value, str):
        return [("char", character) for character in input_text(value)]
    found = re.findall(r"\\([*?\\])|([*?])|(.)", value, re.DOTALL)
    return [(wildcard, "") if wildcard else ("char", escaped + plain)
            for escaped, wildcard, plain in found]


def pattern(value: Sequence[Token], cased: bool) -> Callable[[str], bool]:
    """Compares a whole text with a value."""
    parts = {"*": ".*", "?": "."}
    text = "".join(
        parts.get(kind, re.escape(character if cased else character.translate(LOWER)))
        for kind, character in value
    )
    compiled = re.compile(text, re.DOTALL)
    return lambda given: bool(compiled.fullmatch(given if cased else given.translate(LOWER)))


def is_word(token: Token) -> bool:
    """Whether windash counts it as a part of a word."""
    kind, character = token
    if kind != "char":
        return False
    if character.isascii():
        return character.isalnum() or character == "_"
    number = ord(character)
    odd = 0x2000 <= number <= 0x206F or 0x3000 <= number <= 0x303F
    return number >= 0xC0 and character not in "×÷" and not odd


def windash(value: Sequence[Token]) -> List[List[Token]]:
    """All spellings of the dashes that begin a word."""
    choices: List[Sequence[Token]] = []
    for index, token in enumerate(value):
        begins = (
            token in (("char", "-"), ("char", "/"))
            and index + 1 < len(value)
            and is_word(value[index + 1])
            and not (index > 0 and is_word(value[index - 1]))
        )
        choices.append([("char", dash) for dash in DASHES] if begins else [token])
    return [list(choice) for choice in itertools.product(*choices)]


def encoded(value: Sequence[Token], wide: str) -> bytes:
    """The bytes that base64 is made of."""
    if not value or any(kind != "char" for kind, _ in value):
        raise NoMeaning
    text = "".join(character for _, character in value)
    mark = b"\xff\xfe" if wide == "utf16" else b""
    return mark + text.encode(WIDE[wide] if wide else "utf-8")


def offsets(content: bytes) -> List[str]:
    """The parts of base64 that do not depend on what surrounds the value."""
    results = []
    for before in range(3):
        whole = base64.b64encode(b" " * before + content).decode()
        end = (None, -3, -2)[(len(content) + before) % 3]
        results.append(whole[(0, 2, 3)[before] : end])
    if not all(results):
        raise NoMeaning
    return results


def with_stars(value: List[Token], before: bool, behind: bool) -> List[Token]:
    """A wildcard at either end, where none is already."""
    if before and value[:1] != [STAR]:
        value = [STAR, *value]
    if behind and value[-1:] != [STAR]:
        value = [*value, STAR]
    return value


def text_criterion(value: Union[str, int, bool], modifiers: Sequence[str]) -> Callable[[str], bool]:
    """A value after the modifiers of texts, from left to right."""
    choices = [tokens(value)]
    wide = ""
    for name in modifiers:
        if name == "windash":
            choices = [spelling for choice in choices for spelling in windash(choice)]
        elif name in WIDE:
            wide = name
        elif name == "base64":
            choices = [tokens(base64.b64encode(encoded(c, wide)).decode()) for c in choices]
        elif name == "base64offset":
            choices = [tokens(part) for c in choices for part in offsets(encoded(c, wide))]
        elif name in ("contains", "startswith", "endswith"):
            choices = [with_stars(c, name != "startswith", name != "endswith") for c in choices]
    patterns = [pattern(choice, "cased" in modifiers) for choice in choices]
    return lambda given: any(matches(given) for matches in patterns)


def in_range(operator: str, bound: int) -> Callable[[str], bool]:
    """A number is text that parses as one of 64 bits."""

    def holds(given: str) -> bool:
        if not NUMBER.fullmatch(given) or not -(2**63) <= int(given) < 2**63:
            return False
        number = int(given)
        return {
            "lt": number < bound,
            "lte": number <= bound,
            "gt": number > bound,
            "gte": number >= bound,
        }[operator]

    return holds


def in_network(text: str) -> Callable[[str], bool]:
    """An address is in the network of its own version only."""
    network = ipaddress.ip_network(text)

    def holds(given: str) -> bool:
        try:
            address = ipaddress.ip_address(given)
        except ValueError:
            return False
        return address.version == network.version and address in network

    return holds


def equals_field(field: str, other: str, modifiers: Sequence[str]) -> Holds:
    """`fieldref`."""

    def holds(event: Event) -> bool:
        if field not in event or other not in event:
            return False
        left, right = event[field], event[other]
        if "cased" not in modifiers:
            left, right = left.translate(LOWER), right.translate(LOWER)
        if "contains" in modifiers:
            return right in left
        if "startswith" in modifiers:
            return left.startswith(right)
        return left.endswith(right) if "endswith" in modifiers else left == right

    return holds


def criterion(field: str, modifiers: Sequence[str], value: Value) -> Holds:
    """One value of a key."""
    if "fieldref" in modifiers:
        return equals_field(field, str(value), modifiers)
    if "exists" in modifiers:
        return lambda event: (field in event) == value
    if value is None:
        if modifiers:
            raise NoMeaning
        return lambda event: field not in event
    check: Optional[Callable[[str], bool]] = None
    for name in modifiers:
        if name in ("lt", "lte", "gt", "gte"):
            check = in_range(name, int(value))
        elif name == "cidr":
            check = in_network(str(value))
    check = check or text_criterion(value, modifiers)
    found: Callable[[str], bool] = check
    return lambda event: field in event and found(event[field])


def joined(parts: Sequence[Holds], every: bool) -> Holds:
    """AND or OR."""
    combine = all if every else any
    return lambda event: combine(part(event) for part in parts)


def key(field: str, modifiers: Sequence[str], values: Sequence[Value]) -> Holds:
    """A key of a selection with its values."""
    rest = [name for name in modifiers if name not in ("all", "neq")]
    whole = joined([criterion(field, rest, value) for value in values], "all" in modifiers)
    return (lambda event: not whole(event)) if "neq" in modifiers else whole


def keywords(modifiers: Sequence[str], values: Sequence[Union[str, int]]) -> Holds:
    """Each may occur in any field."""

    def occurs(value: Union[str, int]) -> Holds:
        if all(token == STAR for token in tokens(value)):
            raise NoMeaning
        found = pattern(with_stars(tokens(value), True, True), "cased" in modifiers)
        return lambda event: any(found(text) for text in event.values())

    return joined([occurs(value) for value in values], "all" in modifiers)


def as_inputs(event: Dict[str, Any]) -> Event:
    """What a decoded line of JSON supplies."""
    return {name: input_text(value) for name, value in event.items() if value is not None}
