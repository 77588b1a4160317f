"""Says what came of an input: what, where, how big, and the command that repeats it."""

from __future__ import annotations

from redzone import process
from redzone.findings.triage import Event, News
from redzone.project import Project


def headline(event: Event) -> str:
    """The line of an event."""
    if event.finding is None:
        return f"{event.news.value:8}  {event.target}: {event.path.name} runs clean in the judge"
    record = event.finding.record
    size = f"{record.original['size']:,} → {record.input['size']:,} bytes"
    return f"{event.news.value:8}  {event.target}: {record.hit.headline()}, {size}"


def announce(project: Project, event: Event) -> None:
    """Prints an event that is worth it: not every input of a bug that is known."""
    if event.news is News.KNOWN:
        return
    process.say(headline(event))
    if event.finding is not None:
        process.say(f"          ./scripts/fuzz repro {event.finding.record.key}")
        process.say(f"          {project.shown(event.finding.path)}")
