"""Stages of a test run: each is timed and counted, and a failed one does not stop the next."""

from __future__ import annotations

import re
import time
import xml.etree.ElementTree
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

from redzone import process
from redzone.outcome import Failure

SKIPPED_LINE = re.compile(r"^SKIPPED:", re.MULTILINE)


@dataclass(frozen=True)
class Count:
    """How many tests went which way."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(
            self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped
        )

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


@dataclass(frozen=True)
class Done:
    """A stage that is over."""

    name: str
    count: Count
    seconds: float


class Stages:
    """Runs stages and remembers how they went."""

    def __init__(self) -> None:
        self.done: list[Done] = []

    def run(self, name: str, action: Callable[[], Count], *, vital: bool = False) -> bool:
        """Runs one; whether nothing in it failed. A Failure counts as one failed test, but ends
        everything when the stage is vital."""
        process.say(f"== {name}")
        begin = time.monotonic()
        try:
            count = action()
        except Failure as failure:
            if vital:
                raise
            process.say(f"{name}: {failure}")
            count = Count(failed=1)
        seconds = time.monotonic() - begin
        self.done.append(Done(name, count, seconds))
        process.say(f"== {name}: {count}, {seconds:.1f} s")
        return count.failed == 0

    def total(self) -> Count:
        """All counts together."""
        return sum((done.count for done in self.done), Count())

    def failed(self) -> list[str]:
        """The names of the stages with a failure."""
        return [done.name for done in self.done if done.count.failed]


def outcome(case: xml.etree.ElementTree.Element) -> Count:
    """How a test of ctest's report went. ctest also calls a missing program `skipped`."""
    reason = case.find("skipped")
    said = case.findtext("system-out") or ""
    if case.get("status") == "disabled":
        return Count(skipped=1)
    if reason is not None and reason.get("message", "").startswith("SKIP_"):
        return Count(skipped=1)
    if case.get("status") == "run" and case.find("failure") is None:
        return Count(skipped=1) if SKIPPED_LINE.search(said) else Count(passed=1)
    return Count(failed=1)


def count_junit(path: Path) -> Count:
    """Counts the tests of a report of ctest. No report, or an empty one, is a Failure."""
    try:
        root = xml.etree.ElementTree.parse(path).getroot()
    except (OSError, xml.etree.ElementTree.ParseError) as error:
        raise Failure(f"ctest wrote no report: {error}") from None
    cases = list(root.iter("testcase"))
    if not cases:
        raise Failure("nothing was tested: there is no such test")
    return sum((outcome(case) for case in cases), Count())


def count_unittest(text: str) -> Count:
    """Counts from the last lines that Python's unittest prints."""
    ran = re.search(r"^Ran (\d+) tests? in ", text, re.MULTILINE)
    verdict = re.search(r"^(OK|FAILED)(?: \((.*)\))?$", text, re.MULTILINE)
    if ran is None or verdict is None or int(ran.group(1)) == 0:
        raise Failure("nothing was tested: unittest ran no test to its end")
    numbers = dict(part.split("=") for part in (verdict.group(2) or "").split(", ") if part)
    failed = sum(int(numbers.get(key, 0)) for key in ("failures", "errors", "unexpected successes"))
    skipped = int(numbers.get("skipped", 0))
    return Count(int(ran.group(1)) - failed - skipped, failed, skipped)
