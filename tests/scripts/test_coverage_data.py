"""What is counted as reached: copies, macros, conditions that are joined, lines that never ran."""

from __future__ import annotations

import unittest
from typing import Any

from support import ROOT  # noqa: F401  (makes redzone importable)

from redzone import coverage_data
from redzone.coverage_data import Place

A, MACROS = "/p/a.h", "/p/macros.h"
CODE, EXPANSION = 0, 1


def region(begin: int, end: int, file: int = 0, into: int = 0, kind: int = CODE) -> list[int]:
    """A region from column 1 of a line to column 9 of another one."""
    return [begin, 1, end, 9, 1, file, into, kind]


def branch(line: int, true: int, false: int, file: int = 0) -> list[int]:
    """A condition at the beginning of a line."""
    return [line, 1, line, 9, true, false, file, 0, 4]


def function(name: str, regions: list[list[int]], *branches: list[int], count: int = 1) -> Any:
    """A function of a.h, which may use macros."""
    return {
        "name": name,
        "count": count,
        "filenames": [A, MACROS, MACROS],
        "regions": regions,
        "branches": list(branches),
    }


def export(*functions: Any) -> dict[str, Any]:
    """What llvm-cov prints."""
    return {"data": [{"functions": list(functions)}]}


def evaluate(lcov: str, *functions: Any, text: str = "x") -> coverage_data.FileCoverage:
    """What is said of a.h."""
    return coverage_data.evaluate(export(*functions), lcov, lambda _path, _region: text)[A]


def lcov(*counts: int) -> str:
    """Lines of a.h from 1 on that ran so often."""
    rows = [f"DA:{number},{count}" for number, count in enumerate(counts, start=1)]
    return "\n".join([f"SF:{A}", *rows, "end_of_record", ""])


class Lines(unittest.TestCase):
    def test_lines_outside_of_functions_do_not_count(self) -> None:
        found = evaluate(lcov(0, 3, 0, 0), function("f", [region(2, 3)]))
        self.assertEqual(found.lines, {2: 3, 3: 0})
        self.assertEqual(found.missed_lines, 1)

    def test_a_file_without_functions_is_left_out(self) -> None:
        text = f"SF:{MACROS}\nDA:1,0\n" + lcov(1)
        found = coverage_data.evaluate(
            export(function("f", [region(1, 1)])), text, lambda _path, _region: "x"
        )
        self.assertEqual(list(found), [A])

    def test_lines_that_follow_each_other_are_one_place(self) -> None:
        first, second = function("f", [region(1, 4)]), function("x.c:g", [region(5, 6)])
        found = evaluate(lcov(0, 0, 7, 0, 0, 0), first, second)
        self.assertEqual(
            found.places,
            [
                Place(A, 1, 0, "never run", "f", last=2),
                Place(A, 4, 0, "never run", "f", last=4),
                Place(A, 5, 0, "never run", "g", last=6),
            ],
        )


class Branches(unittest.TestCase):
    def test_what_one_copy_saw_counts_for_all(self) -> None:
        copies = [
            function("a.c:f", [region(1, 2)], branch(1, 4, 0)),
            function("b.c:f", [region(1, 2)], branch(1, 0, 2)),
        ]
        found = evaluate(lcov(4, 4), *copies)
        self.assertEqual((found.outcomes, found.missed_outcomes, found.places), (2, 0, []))

    def test_what_no_copy_saw_is_missed_once(self) -> None:
        copies = [function(f"{name}.c:f", [region(1, 2)], branch(1, 1, 0)) for name in "ab"]
        found = evaluate(lcov(4, 4), *copies)
        self.assertEqual((found.outcomes, found.missed_outcomes), (2, 1))
        self.assertEqual(found.places, [Place(A, 1, 1, "never false", "f")])

    def test_a_condition_in_a_macro_stands_where_the_macro_is_used(self) -> None:
        regions = [
            region(1, 9),
            region(3, 3, 0, 1, EXPANSION),
            region(5, 5, 0, 2, EXPANSION),
        ]
        used = function("f", regions, branch(70, 1, 1, file=1), branch(70, 0, 1, file=2))
        found = evaluate(lcov(*[1] * 9), used)
        self.assertEqual((found.outcomes, found.missed_outcomes), (4, 1))
        self.assertEqual(found.places, [Place(A, 5, 1, "never true", "f")])

    def test_macros_in_macros_lead_to_the_outermost(self) -> None:
        regions = [
            region(1, 9),
            region(4, 4, 0, 1, EXPANSION),
            region(70, 70, 1, 2, EXPANSION),
        ]
        found = evaluate(lcov(*[1] * 9), function("f", regions, branch(80, 1, 0, file=2)))
        self.assertEqual(found.places, [Place(A, 4, 1, "never false", "f")])

    def test_conditions_that_a_macros_argument_joins_are_told_apart(self) -> None:
        regions = [region(1, 9), region(3, 3, 0, 1, EXPANSION)]
        joined = [branch(70, 2, 5, file=1), branch(70, 5, 0, file=1)]
        found = evaluate(lcov(*[1] * 9), function("f", regions, *joined))
        self.assertEqual((found.outcomes, found.missed_outcomes), (4, 1))
        self.assertEqual(found.places, [Place(A, 3, 1, "never false", "f", part=2)])

    def test_what_the_compiler_decides_is_no_branch(self) -> None:
        found = evaluate(lcov(1), function("f", [region(1, 1)], branch(1, 0, 0)), text="0")
        self.assertEqual((found.outcomes, found.places), (0, []))

    def test_a_branch_of_a_line_that_never_ran_is_counted_and_not_said_again(self) -> None:
        found = evaluate(lcov(0), function("f", [region(1, 1)], branch(1, 0, 0)))
        self.assertEqual((found.outcomes, found.missed_outcomes), (2, 2))
        self.assertEqual([place.what for place in found.places], ["never run"])

    def test_a_branch_that_is_never_asked_is_one_place(self) -> None:
        found = evaluate(lcov(1), function("f", [region(1, 1)], branch(1, 0, 0)))
        self.assertEqual([place.what for place in found.places], ["never evaluated"])


class Calls(unittest.TestCase):
    def test_copies_of_a_static_function_are_added_up(self) -> None:
        functions = [
            function("a.c:f", [region(1, 1)], count=3),
            function("b.c:f", [region(1, 1)], count=4),
            function("g", [region(2, 2)], count=5),
        ]
        self.assertEqual(
            coverage_data.function_counts(export(*functions)),
            {"a.h:f": 7, "f": 7, "a.h:g": 5, "g": 5},
        )

    def test_a_name_that_two_files_have_needs_the_file(self) -> None:
        other = {**function("b.c:f", [region(1, 1)], count=4), "filenames": ["/p/b.c"]}
        both = export(function("a.c:f", [region(1, 1)], count=3), other)
        self.assertEqual(coverage_data.function_counts(both), {"a.h:f": 3, "b.c:f": 4})


if __name__ == "__main__":
    unittest.main()
