"""What clang's source-based coverage says of the parser, from the exports of llvm-cov. Pure
computation.

A header's inline function has a copy in each object that uses it. Here a line or a branch counts
once, and counts as reached when any copy was; llvm-cov's own totals take the best single copy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Callable

# Fields of a region and of a branch in llvm-cov's JSON.
REGION_FILE, REGION_EXPANDED, REGION_KIND = 5, 6, 7
EXPANSION = 1
BRANCH_TRUE, BRANCH_FALSE, BRANCH_FILE = 4, 5, 6
FOLDED = ("0", "1")  # conditions that the compiler decides: `while (0)` of a macro

NEVER_RUN, NEVER_TRUE, NEVER_FALSE = "never run", "never true", "never false"
NEVER_EVALUATED = "never evaluated"


@dataclass(frozen=True, order=True)
class Place:
    """Something that no input reached."""

    file: str  # as llvm-cov names it
    line: int
    column: int  # 0 for a whole line
    what: str  # one of the NEVER_…
    function: str
    last: int = 0  # of a run of lines; else 0
    part: int = 1  # which condition of those that a macro's argument joins with && and ||


@dataclass
class FileCoverage:
    """What was reached of a file."""

    lines: dict[int, int] = field(default_factory=dict)  # how often each ran
    outcomes: int = 0  # of all branches: two for each that can be decided either way
    missed_outcomes: int = 0
    places: list[Place] = field(default_factory=list)

    @property
    def missed_lines(self) -> int:
        """Lines that never ran."""
        return sum(count == 0 for count in self.lines.values())


Spans = dict[str, list[tuple[int, int, str]]]  # by file: first line, last line, function


def parse_lcov(text: str) -> dict[str, dict[int, int]]:
    """How often each line ran, by file, of an export in the form of lcov."""
    files: dict[str, dict[int, int]] = {}
    lines: dict[int, int] = {}
    for row in text.splitlines():
        key, _, value = row.partition(":")
        if key == "SF":
            lines = files.setdefault(value, {})
        elif key == "DA":
            number, count = value.split(",")[:2]
            lines[int(number)] = int(count)
    return files


def plain_name(name: str) -> str:
    """A function's name without the file that llvm-cov puts before a static one's."""
    return name.rpartition(":")[2]


def function_counts(export: Mapping[str, Any]) -> dict[str, int]:
    """How often each function was called, by `file.c:name`, and by its name alone where no other
    file has one of that name. Copies of a header's function are added up."""
    counts: dict[str, int] = defaultdict(int)
    files: dict[str, set[str]] = defaultdict(set)
    for function in export["data"][0]["functions"]:
        path = function["filenames"][function["regions"][0][REGION_FILE]]
        name = plain_name(function["name"])
        counts[f"{path.rpartition('/')[2]}:{name}"] += function["count"]
        files[name].add(path)
    for name, paths in files.items():
        if len(paths) == 1:
            counts[name] = counts[f"{min(paths).rpartition('/')[2]}:{name}"]
    return dict(counts)


def origins_of(function: Mapping[str, Any]) -> dict[int, tuple[int, int, int]]:
    """Where each macro of a function was expanded: file number, line, column."""
    return {
        region[REGION_EXPANDED]: (region[REGION_FILE], region[0], region[1])
        for region in function["regions"]
        if region[REGION_KIND] == EXPANSION
    }


@dataclass
class Branch:
    """A condition, with what its copies saw."""

    function: str
    true: int = 0
    false: int = 0

    def missed(self) -> list[str]:
        """The outcomes that never came."""
        if self.true == 0 and self.false == 0:
            return [NEVER_EVALUATED]
        return [what for count, what in self.outcomes() if count == 0]

    def outcomes(self) -> tuple[tuple[int, str], ...]:
        """Both outcomes: how often, and what is said where that is never."""
        return ((self.true, NEVER_TRUE), (self.false, NEVER_FALSE))


Way = tuple[tuple[int, ...], ...]  # places from a condition outwards, through macros
Key = tuple[str, Way, int]  # a file, a way, and the how manieth condition there
TextAt = Callable[[str, list[int]], str]  # the source at a region of a file


def branches_of(export: Mapping[str, Any], text_at: TextAt) -> dict[Key, Branch]:
    """All branches. Conditions that an argument of a macro joins share their place: their order
    tells them apart, which is the same in all copies of a function."""
    branches: dict[Key, Branch] = {}
    for function in export["data"][0]["functions"]:
        origins = origins_of(function)
        names = function["filenames"]
        parts: dict[tuple[str, Way], int] = defaultdict(int)
        for branch in function["branches"]:
            number = branch[BRANCH_FILE]
            if text_at(names[number], branch[:4]) in FOLDED:
                continue
            way = [tuple(branch[:4])]
            while number in origins:
                way.append(origins[number][1:])
                number = origins[number][0]
            place = (names[number], tuple(way))
            parts[place] += 1
            key = (*place, parts[place])
            merged = branches.setdefault(key, Branch(plain_name(function["name"])))
            merged.true += branch[BRANCH_TRUE]
            merged.false += branch[BRANCH_FALSE]
    return branches


def spans_of(export: Mapping[str, Any]) -> Spans:
    """From which line to which each function reaches. Rows of tables that are macros lie in none:
    they are no lines that run."""
    spans: Spans = defaultdict(list)
    for function in export["data"][0]["functions"]:
        first = function["regions"][0]
        span = (first[0], first[2], plain_name(function["name"]))
        spans[function["filenames"][first[REGION_FILE]]].append(span)
    return spans


def function_at(spans: Iterable[tuple[int, int, str]], line: int) -> str:
    """The function that a line belongs to; empty where there is none."""
    return next((name for begin, end, name in spans if begin <= line <= end), "")


def evaluate(export: Mapping[str, Any], lcov: str, text_at: TextAt) -> dict[str, FileCoverage]:
    """What was reached, by file."""
    spans = spans_of(export)
    files: dict[str, FileCoverage] = {}
    for name, lines in parse_lcov(lcov).items():
        within = {line: count for line, count in lines.items() if function_at(spans[name], line)}
        if within:
            files[name] = FileCoverage(within)
            files[name].places = runs_of(name, within, spans[name])
    for key, branch in branches_of(export, text_at).items():
        if key[0] in files:
            add_branch(files[key[0]], key, branch)
    return files


def runs_of(
    name: str, lines: Mapping[int, int], spans: Sequence[tuple[int, int, str]]
) -> list[Place]:
    """The lines of a file that never ran, those of a function that follow each other as one."""
    places: list[Place] = []
    for line in sorted(line for line, count in lines.items() if count == 0):
        function = function_at(spans, line)
        before = places[-1] if places else None
        if before and before.last == line - 1 and before.function == function:
            places[-1] = replace(before, last=line)
        else:
            places.append(Place(name, line, 0, NEVER_RUN, function, line))
    return places


def add_branch(file: FileCoverage, key: Key, branch: Branch) -> None:
    """Counts a branch of a file; what it misses on a line that never ran is not said again."""
    name, way, part = key
    line, column = way[-1][:2]
    file.outcomes += 2
    file.missed_outcomes += sum(count == 0 for count, _ in branch.outcomes())
    if file.lines.get(line) != 0:
        file.places += [
            Place(name, line, column, what, branch.function, 0, part)
            for what in branch.missed()
        ]
