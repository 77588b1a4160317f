"""`list`: the fuzz targets and what there is for each."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from redzone import summary
from redzone.outcome import Exit, Failure
from redzone.project import ENGINES, Project, Target, inputs_below

HELP = "show the fuzz targets"
DESCRIPTION = """Shows each fuzz target: what is built of it, how many seeds and regressions are
stored, whether it has a dictionary, and which libraries it needs."""
HEADINGS = ("target", "built", "seeds", "regressions", "dictionary", "needs")


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """What `list` takes: nothing."""


def built(project: Project, target: str) -> str:
    """The programs of a target that stand in the build trees."""
    programs = {"workbench": project.workbench(target)}
    programs.update({engine: project.engine_program(target, engine) for engine in ENGINES})
    return ",".join(name for name, path in programs.items() if path.is_file()) or "-"


def row(project: Project, target: Target) -> list[str]:
    """A target's row."""
    return [
        target.name,
        built(project, target.name),
        str(len(inputs_below(project.seeds(target.name)))),
        str(len(inputs_below(project.regressions(target.name)))),
        "yes" if project.dictionary(target.name).is_file() else "no",
        ",".join(target.needs) or "-",
    ]


def run(project: Project, _arguments: argparse.Namespace, _flags: Sequence[str]) -> Exit:
    """Does it."""
    targets = project.targets()
    if not targets:
        raise Failure("no fuzz targets are listed", Exit.NOTHING_TESTED)
    for line in summary.table([HEADINGS, *[row(project, target) for target in targets]], left=6):
        print(line)
    return Exit.CLEAN
