"""The reviewed list of what no stored input reaches in the parser, with the reason for each place:
harnesses/uncovered.tsv. What stands there is missed all the same; the list says that somebody
looked.

A place is named by the text of its line, so that edits above it do not matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from redzone import coverage, coverage_data
from redzone.coverage_data import Place
from redzone.outcome import Failure
from redzone.project import Project

WHATS = (
    coverage_data.NEVER_RUN,
    coverage_data.NEVER_TRUE,
    coverage_data.NEVER_FALSE,
    coverage_data.NEVER_EVALUATED,
)
Entry = tuple[str, str, str, str]  # file, function, what, text of the line


@dataclass(frozen=True)
class Missed:
    """A place that was missed, as people know it."""

    place: Place
    file: str  # from the root
    text: str  # of its line, blanks squeezed

    @property
    def entry(self) -> Entry:
        """What the list calls it."""
        return (self.file, self.place.function, self.place.what, self.text)


def parse(text: str, source: str) -> dict[Entry, str]:
    """The reasons of a list. A bad line is a Failure with its place."""
    reasons: dict[Entry, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 5 or not all(cell.strip() for cell in cells) or cells[2] not in WHATS:
            raise Failure(
                f"{source}:{number}: not a file, a function, one of {', '.join(WHATS)}, "
                "the line's text and a reason"
            )
        entry = (cells[0], cells[1], cells[2], cells[3])
        if entry in reasons:
            raise Failure(f"{source}:{number}: stands there twice")
        reasons[entry] = cells[4]
    return reasons


def load(project: Project) -> dict[Entry, str]:
    """The project's list; empty where there is none."""
    path = project.uncovered()
    if not path.is_file():
        return {}
    return parse(path.read_text(encoding="utf-8"), project.shown(path))


def places(project: Project, files: Mapping[str, coverage_data.FileCoverage]) -> list[Missed]:
    """What was missed, in the order of the files."""
    found = []
    for name, file in files.items():
        lines = coverage.source_lines(str(project.root / name))
        for place in sorted(file.places):
            found.append(Missed(place, name, text_of(place, lines)))
    return found


def text_of(place: Place, lines: Sequence[str]) -> str:
    """The first line of a place that is not a mere brace, blanks squeezed."""
    texts = [" ".join(line.split()) for line in lines[place.line - 1 : max(place.line, place.last)]]
    return next((text for text in texts if text not in ("", "{", "}")), "{")


def describe(missed: Missed, reasons: Mapping[Entry, str]) -> str:
    """A line for people."""
    place = missed.place
    part = f" (condition {place.part})" if place.part > 1 else ""
    reason = reasons.get(missed.entry, "NO REASON LISTED")
    at = f"{place.line}:{place.column}" if place.column else f"{place.line}"
    if place.last > place.line:
        at = f"{place.line}-{place.last}"
    return f"{missed.file}:{at}: {place.what}{part}: {missed.text}  [{reason}]"


def stale(found: Iterable[Missed], reasons: Mapping[Entry, str]) -> list[str]:
    """Entries whose place is reached now, or is no longer there."""
    entries = {missed.entry for missed in found}
    return [" | ".join(entry) for entry in reasons if entry not in entries]
