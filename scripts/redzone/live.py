"""The line that shows that fuzzing goes on, and how."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from typing import TextIO

from redzone.engine import Job

WIDTH = 79  # of a terminal of 80 columns: the last one makes some of them wrap
EVERY = 10.0  # seconds between two lines where there is no terminal


def clock(seconds: float) -> str:
    """A time left, as 0:09, 12:34 or 1:02:03."""
    whole = max(0, int(seconds))
    hours, minutes = divmod(whole // 60, 60)
    if hours:
        return f"{hours}:{minutes:02}:{whole % 60:02}"
    return f"{minutes}:{whole % 60:02}"


def brief(number: float) -> str:
    """A number in at most five characters, up to 999 of the largest unit."""
    for unit in ("", "k", "M", "G"):
        if number < 999.5:
            return f"{number:.0f}{unit}" if unit == "" or number >= 99.95 else f"{number:.1f}{unit}"
        number /= 1000
    return f"{number:.0f}T"


def plural(count: int, noun: str, nouns: str = "") -> str:
    """A count with its noun."""
    return f"{count:,} {noun if count == 1 else nouns or noun + 's'}"


def compose(jobs: Sequence[Job], found: str, left: float) -> str:
    """The line: time left, speed, coverage, what was found, and who is at work; cut to WIDTH."""
    rate = sum(job.stats.rate for job in jobs)
    edges = max((job.stats.edges for job in jobs), default=0)
    names = sorted({job.title.replace(" under ", "/") for job in jobs if job.running})
    parts = [
        f"{clock(left)} left",
        f"{brief(rate)} exec/s",
        f"{brief(edges)} edges",
        found,
        " ".join(names),
    ]
    return "  ".join(part for part in parts if part)[:WIDTH]


class LiveLine:
    """Shows one line over and over on a terminal, or a new one now and then elsewhere."""

    def __init__(self, stream: TextIO = sys.stderr) -> None:
        self.stream = stream
        self.terminal = stream.isatty()
        self.next = time.monotonic() + (0.0 if self.terminal else EVERY)
        self.shown = False

    def update(self, line: str) -> None:
        """Shows the line when it is time for it."""
        now = time.monotonic()
        if now < self.next:
            return
        if self.terminal:
            self.stream.write(f"\r{line:<{WIDTH}}")
            self.shown = True
            self.next = now + 0.5
        else:
            self.stream.write(line + "\n")
            self.next = now + EVERY
        self.stream.flush()

    def clear(self) -> None:
        """Takes the line away, so that other text can follow."""
        if self.shown:
            self.stream.write(f"\r{'':<{WIDTH}}\r")
            self.stream.flush()
            self.shown = False
