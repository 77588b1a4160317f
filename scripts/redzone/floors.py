"""Floors: what the seeds of a target must reach, so that no target goes on refusing every input at
the door unnoticed. harnesses/floors.tsv holds them; its head says what a line means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from redzone.outcome import Failure
from redzone.project import Project, Target


@dataclass(frozen=True)
class Floor:
    """How often a target's seeds, run once each, must call a function."""

    target: str
    function: str
    at_least: int


def parse(text: str, source: str) -> list[Floor]:
    """The floors of a list. A bad line is a Failure with its place."""
    floors: list[Floor] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 3 or not all(cells) or not cells[2].isdecimal() or int(cells[2]) < 1:
            raise Failure(f"{source}:{number}: not a target, a function and a number above 0")
        floor = Floor(cells[0], cells[1], int(cells[2]))
        if any((floor.target, floor.function) == (old.target, old.function) for old in floors):
            raise Failure(f"{source}:{number}: {floor.target} {floor.function} stands there twice")
        floors.append(floor)
    return floors


def load(project: Project) -> list[Floor]:
    """The project's floors."""
    path = project.floors()
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Failure(f"cannot read the floors {path}: {error}") from None
    return parse(text, project.shown(path))


def unfounded(floors: Sequence[Floor], listed: Sequence[Target]) -> list[str]:
    """Targets without a floor, and floors of targets that are not listed."""
    names = [target.name for target in listed]
    covered = [floor.target for floor in floors]
    lines = [f"{name}: no floor" for name in names if name not in covered]
    strangers = sorted(set(covered) - set(names))
    return lines + [f"{name}: floors for a target that is not listed" for name in strangers]


def missed(floors: Sequence[Floor], calls: Mapping[str, Mapping[str, int]]) -> list[str]:
    """The floors that were not reached by the targets that were measured."""
    lines = []
    for floor in floors:
        if floor.target not in calls:
            continue
        came = calls[floor.target].get(floor.function)
        wanted = f"{floor.target}: {floor.function}: wanted {floor.at_least:,} calls"
        if came is None:
            lines.append(f"{wanted}; the program has no such function, or several: file.c:name")
        elif came < floor.at_least:
            lines.append(f"{wanted}, {came:,} came")
    return lines
