"""What the benchmarks of findings share: all planted bugs in one copy of the sources, built for
each program that is compared (tests/planted/trees.py), kept in --trees DIR from run to run."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import List

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "planted"))
import trees as trees  # noqa: E402
from bugs import BUGS, Bug, Edit  # noqa: E402

JUDGED = tuple(bug for bug in BUGS if bug.build == "asan")
TARGETS = sorted({bug.target for bug in JUDGED})
AFL_ENVIRONMENT = {**trees.planted.AFL_ENVIRONMENT, "AFL_QUIET": "1"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--trees",
        type=Path,
        default=ROOT / "build" / "bench-findings",
        help="where copies and build trees go (build/bench-findings)",
    )


def begin(folder: Path) -> None:
    """Says where the trees are; before anything is built."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["REDZONE_BINARY"] = str(folder.resolve())


# Under an engine a run does a share of a target's checks, chosen by the input's bytes: an input
# that is made smaller would fail by turns. Programs that are to reproduce inputs do all of them.
WHOLE = Bug(
    name="all-checks",
    what="a run under an engine does all checks",
    target="",
    crash_class="",
    function="",
    edits=(
        Edit(
            "harnesses/support/input.c",
            "    share_begin(bytes, size, place == INPUT_HEAP);",
            "    share_begin(bytes, size, place == INPUT_HEAP || place == INPUT_ARENA);",
        ),
    ),
)


def build_all(preset: str, programs: List[str]) -> Path:
    """The folder of a preset's programs, with every bug in them."""
    with trees.alone("all") as source:
        source.plant(JUDGED)
        return source.build(preset, programs)


def build_rivals(preset: str, programs: List[str]) -> Path:
    """The same of programs that minimize by themselves."""
    with trees.alone("rivals") as source:
        source.plant([*JUDGED, WHOLE])
        return source.build(preset, programs)


def bugs_named(names: List[str]) -> List[Bug]:
    """The bugs of these names, all without any."""
    known = {bug.name: bug for bug in JUDGED}
    unknown = set(names) - set(known)
    if unknown:
        raise SystemExit(f"no such bug: {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    return [known[name] for name in names] or list(JUDGED)


def table(rows: List[List[str]]) -> str:
    """Columns, the first to the left and the others to the right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = []
    for row in rows:
        first, *others = zip(row, widths)
        cells = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)
