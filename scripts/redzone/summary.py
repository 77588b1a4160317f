"""What a campaign prints at its end: a row for each target and engine, and what repeats a crash."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Optional

from redzone.campaign import Result, merge
from redzone.findings import announce
from redzone.findings.worker import Worker
from redzone.live import plural
from redzone.project import Project
from redzone.spool import Crash

SHOWN = 10  # crashes of a target that are printed one by one; the others share a line
HEADINGS = ("target", "engine", "executions", "exec/s", "edges", "features", "corpus", "crashes")


def table(rows: Sequence[Sequence[str]], left: int) -> list[str]:
    """Rows as aligned columns, the first `left` of them to the left."""
    widths = [max(map(len, column)) for column in zip(*rows)]
    return [
        "  ".join(
            cell.ljust(width) if at < left else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths))
        ).rstrip()
        for row in rows
    ]


def row(result: Result) -> list[str]:
    """A pair's row."""
    stats = result.stats
    rate = stats.executions / result.seconds if result.seconds else 0.0
    numbers = [stats.executions, round(rate), stats.edges, stats.features, stats.corpus]
    cells = [f"{number:,}" for number in numbers] + [f"{len(result.crashes):,}"]
    if not stats.features:
        cells[3] = "-"
    return [result.pair.target, result.pair.engine, *cells]


def repeat_command(project: Project, target: str, path: str) -> str:
    """What a person types to run an input again."""
    return shlex.join([project.shown(project.workbench(target)), "replay", path])


def crash_lines(project: Project, target: str, results: Sequence[Result]) -> list[str]:
    """How to repeat each crash of a target, the smallest first."""
    crashes: dict[Path, Crash] = {}
    for result in results:
        for crash in result.crashes.values():
            merge(crashes, crash)
    ordered = sorted(crashes.values(), key=lambda crash: (crash.size, crash.path.name))
    if not ordered:
        return []
    new = sum(crash.new for crash in ordered)
    lines = [f"{target}: {plural(len(ordered), 'input')} failed, {new:,} of them new; to repeat:"]
    for crash in ordered[:SHOWN]:
        lines.append("  " + repeat_command(project, target, project.shown(crash.path)))
    if len(ordered) > SHOWN:
        folder = project.shown(ordered[0].path.parent)
        lines.append(f"  {repeat_command(project, target, folder)}  # all of them")
    return lines


def waiting_lines(project: Project, worker: Worker) -> list[str]:
    """How to repeat what waits in the spools to be triaged."""
    lines = []
    waiting = worker.waiting()
    for target in dict.fromkeys(suspect.target for suspect in waiting):
        paths = [suspect.path for suspect in waiting if suspect.target == target]
        lines.append(f"{target}: {plural(len(paths), 'input')} not triaged yet; to repeat:")
        for path in paths[:SHOWN]:
            lines.append("  " + repeat_command(project, target, project.shown(path)))
    return lines


def summarize(
    project: Project, results: Sequence[Result], worker: Optional[Worker] = None
) -> list[str]:
    """All lines. Where a worker has triaged, findings stand for the inputs that led to them; those
    that it has not come to are listed by themselves."""
    lines = table([HEADINGS, *[row(result) for result in results]], left=2)
    if worker is not None:
        lines += announce.summary(worker.events)
        return lines + waiting_lines(project, worker)
    for target in dict.fromkeys(result.pair.target for result in results):
        of_target = [result for result in results if result.pair.target == target]
        lines += crash_lines(project, target, of_target)
    return lines
