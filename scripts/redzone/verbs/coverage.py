"""`coverage`: what of the parser the stored inputs reach, and whether each target's seeds reach
what they must."""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence

from redzone import floors, packages, process, summary, uncovered
from redzone.coverage import PRESET, Coverage, Measurement
from redzone.outcome import Exit, Failure
from redzone.project import Project, Target

HELP = "measure what the seeds reach"
DESCRIPTION = """Replays each target's seeds and regressions once, in a build that counts, and shows
which lines and branches of parser/ they reach: a table, each place that was missed with its reason
from harnesses/uncovered.tsv, and pages with the source. Each target's seeds must reach its floors
(harnesses/floors.tsv). With a bar, each place that was missed must stand in the list."""
HEADINGS = ("file", "lines", "missed", "%", "branches", "missed", "%")


def percent_argument(text: str) -> float:
    """A percentage."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 <= value <= 100:
        raise argparse.ArgumentTypeError(f"{text!r} is no percentage; write 0 to 100")
    return value


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `coverage` takes."""
    parser.add_argument("targets", nargs="*", metavar="TARGET", help="see `list` (default: all)")
    for option, of in (("--fail-under", "lines"), ("--fail-branches", "branches")):
        parser.add_argument(
            option,
            type=percent_argument,
            metavar="PERCENT",
            help=f"end with 1 when fewer {of} are reached",
        )
    packages.add_arguments(parser)


def share(total: int, missed: int) -> float:
    """What was reached, in percent. Of nothing all is reached."""
    return 100.0 * (total - missed) / total if total else 100.0


def shown(percent: float) -> str:
    """A percentage that never looks better than it is."""
    return f"{math.floor(percent * 100) / 100:.2f}"


def rows(coverage: Coverage) -> list[list[str]]:
    """A row for each file."""
    table = []
    for name, file in coverage.files.items():
        cells = [name]
        for total, missed in (
            (len(file.lines), file.missed_lines),
            (file.outcomes, file.missed_outcomes),
        ):
            cells += [f"{total:,}", f"{missed:,}", shown(share(total, missed))]
        table.append(cells)
    return table


def closing_line(coverage: Coverage) -> str:
    """Both figures."""
    parts = []
    for name, (total, missed) in (("lines", coverage.lines), ("branches", coverage.branches)):
        parts.append(f"{name} {shown(share(total, missed))} % ({missed:,} of {total:,} missed)")
    return ", ".join(parts)


def below(coverage: Coverage, lines: float, branches: float) -> list[str]:
    """The bars that were not reached."""
    bars = (("lines", coverage.lines, lines), ("branches", coverage.branches, branches))
    return [
        f"{name}: {shown(share(*counts))} % are below {bar:g} %"
        for name, counts, bar in bars
        if share(*counts) < bar
    ]


def bar_faults(project: Project, coverage: Coverage, lines: float, branches: float) -> list[str]:
    """What is wrong with what was reached: less than the bars, and where the list of what is missed
    differs from what was missed."""
    return below(coverage, lines, branches) + list_faults(project, coverage)


def list_faults(project: Project, coverage: Coverage) -> list[str]:
    """Where the list differs."""
    found, reasons = uncovered.places(project, coverage.files), uncovered.load(project)
    listed = project.shown(project.uncovered())
    unlisted = sum(missed.entry not in reasons for missed in found)
    lines = [f"{unlisted:,} places that no input reaches are not in {listed}"] if unlisted else []
    return lines + [f"{listed} is stale: {entry}" for entry in uncovered.stale(found, reasons)]


def floor_faults(project: Project, targets: Sequence[Target], coverage: Coverage) -> list[str]:
    """Targets without floors, and floors that were not reached."""
    every = floors.load(project)
    chosen = {target.name for target in targets}
    mine = [floor for floor in every if floor.target in chosen]
    return floors.unfounded(mine, targets) + floors.missed(mine, coverage.calls)


def lines_of(project: Project, coverage: Coverage) -> list[str]:
    """Everything that is said of a measurement; the last line has both figures."""
    reasons = uncovered.load(project)
    return [
        *summary.table([HEADINGS, *rows(coverage)], left=1),
        *(uncovered.describe(each, reasons) for each in uncovered.places(project, coverage.files)),
        f"pages with the source: {project.shown(coverage.report)}",
        closing_line(coverage),
    ]


def run(project: Project, arguments: argparse.Namespace, _flags: Sequence[str]) -> Exit:
    """Does it."""
    targets = project.choose(arguments.targets)
    if not targets:
        raise Failure("nothing was tested: no fuzz targets are listed", Exit.NOTHING_TESTED)
    needed = packages.for_presets([PRESET])
    needed += packages.for_needs(need for target in targets for need in target.needs)
    packages.ensure(needed, packages.policy_of(arguments))
    coverage = Measurement(project, targets).run()
    for line in lines_of(project, coverage):
        print(line, flush=True)
    faults = floor_faults(project, targets, coverage)
    if arguments.fail_under is not None or arguments.fail_branches is not None:
        faults += bar_faults(
            project, coverage, arguments.fail_under or 0.0, arguments.fail_branches or 0.0
        )
    for fault in faults:
        process.say(f"fuzz: coverage: {fault}")
    return Exit.FINDING if faults else Exit.CLEAN
