"""`new`: writes a fuzz target to begin with."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from redzone import packages, process
from redzone.create import Wanted, check, create
from redzone.outcome import Exit
from redzone.project import Project

HELP = "begin a fuzz target"
DESCRIPTION = """Writes harnesses/NAME.c with an oracle to go on from, a seed, a dictionary, a floor
and a row of docs/targets.md, and lists the target. `run NAME` and `test` work at once."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `new` takes."""
    parser.add_argument("name", metavar="NAME", help="lower-case letters, digits and _")
    parser.add_argument(
        "--subject", default="", metavar="SUBJECT", help="the format it knows: channel"
    )
    parser.add_argument(
        "--needs",
        default="",
        metavar="LIBRARIES",
        help=f"what it links: {','.join(packages.LIBRARIES)}",
    )


def run(project: Project, arguments: argparse.Namespace, _flags: Sequence[str]) -> Exit:
    """Does it."""
    wanted = Wanted(arguments.name, arguments.needs, arguments.subject)
    check(project, wanted, set(packages.LIBRARIES))
    for path in create(project, wanted):
        print(project.shown(path), flush=True)
    process.say(f"now: ./scripts/fuzz run --time 10s {wanted.name}")
    return Exit.CLEAN
