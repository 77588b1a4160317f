"""Says what came of an input: what, where, how big, and the command that repeats it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Callable

from redzone import process
from redzone.findings.store import Finding
from redzone.findings.triage import Event, News
from redzone.live import plural
from redzone.project import Project

WIDTH = 10  # of the first column
SILENT = "slow-unit-"  # what an engine keeps of inputs that are slow and do not fail


def repeat_command(finding: Finding) -> str:
    """What a person types to run a finding again."""
    return f"./scripts/fuzz repro {finding.record.key}"


def lines_of(project: Project, event: Event) -> list[str]:
    """All that there is to say of an event."""
    blank = " " * WIDTH
    head = f"{event.news.value:{WIDTH}}{event.target}: "
    if event.finding is None:
        what = "runs clean in the judge" if event.news is News.CLEAN else "cannot be read"
        return [f"{head}{project.shown(event.path)} {what}; it stays where it is"]
    record = event.finding.record
    state = "" if record.state == "open" else f", {record.state}"
    lines = [f"{head}{record.hit.headline()}{state}"]
    if event.news is News.KNOWN:
        return [*lines, f"{blank}{repeat_command(event.finding)}"]
    if record.hit.access():
        lines.append(f"{blank}{record.hit.access()}")
    lines.append(f"{blank}{sizes(event.finding)}: {project.shown(event.finding.path)}")
    return [*lines, f"{blank}{repeat_command(event.finding)}"]


def sizes(finding: Finding) -> str:
    """`558 → 62 bytes, 176 executions`."""
    record = finding.record
    executions = record.minimization.get("executions")
    spent = f", {plural(executions, 'execution')}" if isinstance(executions, int) else ""
    return f"{record.original['size']:,} → {record.input['size']:,} bytes{spent}"


class Announcer:
    """Prints events, each known bug once."""

    def __init__(self, project: Project, say: Callable[[str], None] = process.say) -> None:
        self.project = project
        self.say = say
        self.told: set[str] = set()

    def __call__(self, event: Event) -> None:
        """Prints an event that is worth it."""
        if event.finding is None and event.path.name.startswith(SILENT):
            return
        if event.finding is not None:
            known = event.finding.record.key in self.told
            self.told.add(event.finding.record.key)
            if known and event.news is News.KNOWN:
                return
        for line in lines_of(self.project, event):
            self.say(line)


def counted(counts: Mapping[News, int], seen: int = 0) -> str:
    """`1 NEW, 12 KNOWN, 3 seen before`, in a fixed order."""
    parts = [f"{counts[news]:,} {news.value}" for news in News if counts.get(news)]
    if seen:
        parts.append(f"{seen:,} seen before")
    return ", ".join(parts)


def fresh(counts: Mapping[News, int]) -> int:
    """How many of the findings are news to the project."""
    return counts.get(News.NEW, 0) + counts.get(News.REOPENED, 0)


def summary(events: Sequence[Event]) -> list[str]:
    """The findings of a run, target by target: a line each, with the best news of it."""
    order = list(News)
    best: dict[tuple[str, str], Event] = {}
    for event in events:
        if event.finding is not None:
            key = (event.target, event.finding.record.key)
            if key not in best or order.index(event.news) < order.index(best[key].news):
                best[key] = event
    lines = []
    for target in sorted({target for target, _ in best}):
        found = [event for (name, _), event in best.items() if name == target]
        new = sum(event.news in (News.NEW, News.REOPENED) for event in found)
        lines.append(f"{target}: {plural(len(found), 'finding')}, {new:,} of them new; to repeat:")
        for event in sorted(found, key=lambda each: order.index(each.news)):
            assert event.finding is not None
            hit = event.finding.record.hit
            lines.append(f"  {repeat_command(event.finding)}  # {event.news.value} {hit.headline()}")
    return lines
