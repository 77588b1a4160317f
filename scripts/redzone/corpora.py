"""Inputs of working corpora: where a target's are, and how they are compared. An input is its
content; names are only names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from redzone.engine import INPUT_MAX, Workplace
from redzone.project import inputs_below
from redzone.spool import content_hash, write_whole


def place_of(work: Path, target: str) -> Workplace:
    """Where a target's campaigns in a work folder keep what they find."""
    return Workplace(work / target)


def folders_of(place: Workplace) -> list[Path]:
    """Where the inputs of a workplace are: libFuzzer's corpus, which is ours to change, then the
    queues of AFL++, which are read only."""
    return [place.corpus, *sorted(place.afl.glob("*/queue"))]


def files_of(folder: Path, largest: int = INPUT_MAX) -> list[Path]:
    """The inputs in a folder; neither links nor files that are too large, which engines would
    cut."""
    paths = (path for path in inputs_below(folder) if not path.is_symlink())
    return [path for path in paths if path.stat().st_size <= largest]


def by_content(folders: Iterable[Path], largest: int = INPUT_MAX) -> dict[str, Path]:
    """A file for each content in folders, the first there is."""
    found: dict[str, Path] = {}
    for folder in folders:
        for path in files_of(folder, largest):
            found.setdefault(content_hash(path.read_bytes()), path)
    return found


def add(corpus: Path, contents: Iterable[bytes]) -> tuple[int, int]:
    """Writes contents that a corpus lacks into it, each whole and named after itself. How many
    there were, and how many are new."""
    present = set(by_content([corpus]))
    seen = added = 0
    for content in contents:
        name = content_hash(content)
        seen += 1
        if name not in present:
            write_whole(corpus / name, content)
            present.add(name)
            added += 1
    return seen, added


def keep_only(corpus: Path, wanted: Sequence[str]) -> int:
    """Removes from a corpus what is not wanted, and what stands there twice. How many."""
    first = by_content([corpus])
    kept = {first[name] for name in wanted if name in first}
    gone = [path for path in files_of(corpus) if path not in kept]
    for path in gone:
        path.unlink()
    return len(gone)
