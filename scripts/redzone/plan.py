"""Who fuzzes when: shares the time budget over fuzz targets, engines and jobs. Pure computation,
and one small file that remembers whose turn it is."""

from __future__ import annotations

import argparse
import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from redzone.spool import write_whole

SHARE_MIN = 2.0  # seconds; below, an engine's start would eat most of it
UNITS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
LONGEST = 366 * UNITS["d"]  # engines count seconds in 32 bits
NUMBER = r"[0-9]+(?:\.[0-9]+)?"
PART = f"({NUMBER})([smhd])"


def parse_time(text: str) -> float:
    """Seconds of `90`, `60s`, `1.5m`, `1h30m`. Raises ValueError, also for no time at all."""
    if re.fullmatch(NUMBER, text):
        seconds = float(text)
    elif re.fullmatch(f"({PART})+", text):
        seconds = sum(float(number) * UNITS[unit] for number, unit in re.findall(PART, text))
    else:
        raise ValueError(f"{text!r} is no time; write 90, 60s, 5m or 1h30m")
    if seconds <= 0:
        raise ValueError(f"{text!r} is no time to fuzz in")
    if seconds > LONGEST:
        raise ValueError(f"{text!r} is more than a year")
    return seconds


def time_argument(text: str) -> float:
    """`parse_time` for argparse."""
    try:
        return parse_time(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


@dataclass(frozen=True)
class Pair:
    """A fuzz target under an engine."""

    target: str
    engine: str


@dataclass(frozen=True)
class Round:
    """What runs at the same time: each pair with its number of jobs."""

    jobs: tuple[tuple[Pair, int], ...]


@dataclass(frozen=True)
class Plan:
    """Rounds of equal length, one after the other."""

    rounds: tuple[Round, ...]
    seconds: float  # of each round
    left_out: tuple[str, ...]  # targets that have no turn this time


def round_count(pairs: int, jobs: int) -> int:
    """How many rounds it takes until each pair had a job."""
    return math.ceil(pairs / jobs)


def fitting_targets(count: int, engines: int, jobs: int, seconds: float) -> int:
    """How many of `count` targets can run without a share under SHARE_MIN; at least one."""
    fitting = 1
    while fitting < count and seconds / round_count((fitting + 1) * engines, jobs) >= SHARE_MIN:
        fitting += 1
    return fitting


def choose_in_turn(targets: Sequence[str], first: str, count: int) -> list[str]:
    """`count` targets from `first` on, going round; from the start where `first` is unknown."""
    begin = targets.index(first) if first in targets else 0
    return [targets[(begin + step) % len(targets)] for step in range(count)]


def make_round(pairs: Sequence[Pair], jobs: int) -> Round:
    """Gives each pair a job, and the first ones those that are left over."""
    each, more = divmod(jobs, len(pairs))
    return Round(tuple((pair, each + (place < more)) for place, pair in enumerate(pairs)))


def make_plan(
    targets: Sequence[str],
    engines: Sequence[str],
    jobs: int,
    seconds: float,
    *,
    named: bool = False,
    first: str = "",
) -> Plan:
    """Shares `seconds` among all pairs: as many at once as there are jobs, the next ones after them
    in rounds of equal length. Named targets are never left out."""
    count = len(targets) if named else fitting_targets(len(targets), len(engines), jobs, seconds)
    chosen = choose_in_turn(targets, first, count)
    pairs = [Pair(target, engine) for target in chosen for engine in engines]
    rounds = [make_round(pairs[at : at + jobs], jobs) for at in range(0, len(pairs), jobs)]
    left_out = tuple(target for target in targets if target not in chosen)
    return Plan(tuple(rounds), seconds / len(rounds), left_out)


class Rotation:
    """Remembers in a file which target has the next turn."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def first(self) -> str:
        """The target whose turn it is; empty when nobody knows."""
        try:
            remembered = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return ""
        return str(remembered.get("next", "")) if isinstance(remembered, dict) else ""

    def advance(self, targets: Sequence[str], plan: Plan) -> None:
        """Notes who is next: the first that was left out, in the order of turns."""
        if plan.left_out:
            ran = {pair.target for each in plan.rounds for pair, _ in each.jobs}
            order = choose_in_turn(targets, self.first(), len(targets))
            following = next(target for target in order if target not in ran)
            write_whole(self.path, json.dumps({"next": following}).encode() + b"\n")
