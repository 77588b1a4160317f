#!/usr/bin/env python3
"""Checks how the parser refuses: within a function no error stands twice, so that function and error
name a check for ever, and every REQUIRE names an error of the table (or the one that its caller
hands in)."""

import argparse
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Iterator, List, NamedTuple, Set

FUNCTION = re.compile(r"^(?!#)[\w\s*]*?\b(\w+)\([^;{}]*\)\s*\{$", re.MULTILINE)
REQUIRE = re.compile(r"\b(REQUIRE(?:_AT_MOST|_BELOW)?)\s*\(")
ERROR = re.compile(r"\bCHANNEL_ERROR_(\w+)\b")
TABLE = re.compile(r"\bX\((\w+), \"")
DELEGATED = re.compile(r"\benum channel_error (\w+)\b")


class Function(NamedTuple):
    path: Path
    line: int
    name: str
    head: str
    body: str


def without_comments(text: str) -> str:
    """The same text with comments and the contents of strings blanked, lines kept."""

    def blank(match: "re.Match[str]") -> str:
        return re.sub(r"[^\n]", " ", match.group(0))

    return re.sub(r"/\*.*?\*/|//[^\n]*|\"(?:\\.|[^\"\\])*\"", blank, text, flags=re.DOTALL)


def closing(text: str, begin: int, pair: str) -> int:
    """Index behind the bracket that closes the one at `begin`."""
    depth = 0
    for index in range(begin, len(text)):
        if text[index] == pair[0]:
            depth += 1
        elif text[index] == pair[1]:
            depth -= 1
            if depth == 0:
                return index + 1
    raise ValueError(f"no {pair[1]} closes the {pair[0]} at {begin}")


def functions(path: Path) -> Iterator[Function]:
    text = without_comments(path.read_text(encoding="utf-8"))
    for match in FUNCTION.finditer(text):
        end = closing(text, match.end() - 1, "{}")
        line = text.count("\n", 0, match.start(1)) + 1
        yield Function(path, line, match.group(1), match.group(0), text[match.end() : end])


def last_argument(call: str) -> str:
    depth = 0
    begin = 0
    for index, char in enumerate(call):
        depth += {"(": 1, ")": -1}.get(char, 0)
        if char == "," and depth == 0:
            begin = index + 1
    return call[begin:].strip()


def complaints(function: Function, table: Set[str]) -> Iterator[str]:
    place = f"{function.path}:{function.line}: {function.name}"
    for name, count in Counter(ERROR.findall(function.body)).items():
        if count > 1:
            yield f"{place}: {name} stands {count} times"
        if name not in table and name != "END":  # the bound behind the last error
            yield f"{place}: {name} is not in the table"
    handed_in = set(DELEGATED.findall(function.head))
    for match in REQUIRE.finditer(function.body):
        end = closing(function.body, match.end() - 1, "()")
        error = last_argument(function.body[match.end() : end - 1])
        named = ERROR.fullmatch(error)
        if not (named and named.group(1) in table) and error not in handed_in:
            yield f"{place}: {match.group(1)} names no error but '{error}'"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parser", type=Path, help="the parser's folder")
    folder: Path = parser.parse_args().parser
    table = set(TABLE.findall((folder / "include/channel/errors.h").read_text(encoding="utf-8")))
    sources = [path for path in sorted(folder.glob("*.[ch]")) if path.name != "require.h"]
    found: List[Function] = [f for path in sources for f in functions(path)]
    lines = [line for function in found for line in complaints(function, table)]
    checks = sum(len(REQUIRE.findall(function.body)) for function in found)
    texts = [without_comments(path.read_text(encoding="utf-8")) for path in sources]
    if not table or checks == 0 or checks != sum(len(REQUIRE.findall(text)) for text in texts):
        lines.append(f"{folder}: {len(table)} errors, {checks} checks: some stand in no function")
    for line in lines:
        print(line, file=sys.stderr)
    print(f"{len(found)} functions, {checks} checks, {len(lines)} complaints")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
