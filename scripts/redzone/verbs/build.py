"""`build`: brings build trees up to date."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from redzone import packages, trees
from redzone.outcome import Exit, Failure
from redzone.project import Project

HELP = "build presets"
DESCRIPTION = """Configures and builds presets of CMakePresets.json, each in build/PRESET/."""
DEFAULT = "dev"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `build` takes."""
    parser.add_argument("presets", nargs="*", metavar="PRESET", help=f"default: {DEFAULT}")
    packages.add_arguments(parser)


def run(project: Project, arguments: argparse.Namespace, _flags: Sequence[str]) -> Exit:
    """Does it."""
    known = project.presets()
    presets = arguments.presets or [DEFAULT]
    for preset in presets:
        if preset not in known:
            raise Failure(f"no preset {preset}; there are: {', '.join(known)}", Exit.WRONG_USE)
    packages.ensure(packages.for_presets(presets), packages.policy_of(arguments))
    for preset in presets:
        trees.build(project, preset)
    return Exit.CLEAN
