"""`triage`: inputs that fail, from anywhere, become findings."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from redzone import packages, process
from redzone.engine import Workplace
from redzone.findings import leftovers, sources, states
from redzone.findings.announce import Announcer, counted, fresh
from redzone.findings.judge import Judge
from redzone.findings.store import Store, private_folder
from redzone.findings.triage import News, Suspect, Triage, current_commit
from redzone.live import plural
from redzone.outcome import Exit, Failure
from redzone.project import Project
from redzone.verbs.run import make_workbenches

HELP = "make findings of inputs that fail"
DESCRIPTION = """Runs inputs that failed somewhere, has the judge confirm what they run into, and
stores one minimized reproducer with its record for each bug in seeds/regressions/. Takes files,
folders (of crashes, libFuzzer artifacts, AFL++ output, test cases of OSS-Fuzz and ClusterFuzz), and
`-` for paths on stdin; without any, what `run` has left in its spools. An input that this very judge
has seen is passed over; what is interrupted goes on there the next time. The states of stored findings
are brought up to date, too. Exit code 1 says that something is new."""
BUSY = "another triage is at work; try again when it has ended"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `triage` takes."""
    parser.add_argument("inputs", nargs="*", metavar="FILE|DIR|-", help="(default: the spools)")
    parser.add_argument("--target", help="the fuzz target (default: as their paths say, else all)")
    parser.add_argument(
        "--private", type=Path, metavar="DIR", help="keep new findings there, outside the checkout"
    )
    parser.add_argument(
        "--again", action="store_true", help="also look at inputs that were looked at before"
    )
    packages.add_arguments(parser)


def left_in(project: Project, work: Path) -> list[Suspect]:
    """What runs have left in a work folder; while one is going on, what it has put into the spools."""
    if not work.is_dir():
        return []
    try:
        with process.locked(work / ".run.lock", "a run is going on"):
            for target in project.targets():
                place = Workplace(work / target.name)
                if place.folder.is_dir():
                    leftovers.take_unfinished(place)
                    leftovers.take_found(place)
    except process.Busy:
        process.say(f"a run is going on in {work}: its spools alone are looked at")
    return [
        Suspect(path, target, sources.engine_of(path))
        for target, path in sources.spools(project, work)
    ]


def collect(project: Project, arguments: argparse.Namespace) -> list[Suspect]:
    """The inputs with their targets; an empty one is not known."""
    if not arguments.inputs:
        found = left_in(project, project.work)
        return [one for one in found if arguments.target in (None, one.target)]
    names = [target.name for target in project.targets()]
    suspects = []
    for path in sources.named(arguments.inputs, sys.stdin):
        path = path.resolve()
        if sources.is_fit(path):
            target = arguments.target or sources.target_of(path, names) or ""
            suspects.append(Suspect(path, target, sources.engine_of(path)))
        else:
            process.say(f"{path}: larger than any input; passed over")
    return suspects


def guess(work: Triage, names: Sequence[str], suspects: Sequence[Suspect]) -> list[Suspect]:
    """Gives inputs of unknown targets to each target in turn, until one fails with them."""
    found: list[Suspect] = []
    left = list(suspects)
    for name in names:
        verdicts = work.judge.explain(name, [suspect.path for suspect in left])
        hits = {verdict.path for verdict in verdicts if verdict.hits}
        found += [Suspect(one.path, name, one.engine) for one in left if one.path in hits]
        left = [one for one in left if one.path not in hits]
    for suspect in left:
        process.say(f"{suspect.path}: runs clean in every target")
        work.counts[News.CLEAN] = work.counts.get(News.CLEAN, 0) + 1
    return found


def run(project: Project, arguments: argparse.Namespace, _flags: Sequence[str]) -> Exit:
    """Does it."""
    if arguments.target:
        project.choose([arguments.target])
    store = Store(project, private_folder(project, arguments.private))
    suspects = collect(project, arguments)
    if not suspects:
        raise Failure("nothing was tested: no inputs", Exit.NOTHING_TESTED)
    names = [target.name for target in project.targets()]
    if all(suspect.target for suspect in suspects):
        stored = {finding.record.targets[0] for finding in store.all()}
        names = [name for name in names if name in {*stored, *(one.target for one in suspects)}]
    make_workbenches(project, names, arguments)
    work = Triage(project, store, Judge(project), Announcer(project), current_commit(project))
    with work.holding(BUSY):
        triage(work, names, suspects, arguments.again)
    return conclude(work, len(suspects))


def triage(work: Triage, names: Sequence[str], suspects: Sequence[Suspect], again: bool) -> None:
    """Mends what was left, triages the inputs, then looks at what is stored."""
    work.mend()
    known = [suspect for suspect in suspects if suspect.target]
    unknown = [suspect for suspect in suspects if not suspect.target]
    work.take(known + guess(work, names, unknown), again)
    for change in states.refresh(work):
        record = change.finding.record
        process.say(f"{record.key}: was {change.before}, is {record.state}")


def conclude(work: Triage, count: int) -> Exit:
    """Says what came of the inputs."""
    said = counted(work.counts, work.seen)
    print(f"{plural(count, 'input')}: {said}", flush=True)
    new = fresh(work.counts)
    unread = work.counts.get(News.UNREADABLE, 0)
    if unread:
        process.say(f"fuzz: triage: {plural(unread, 'input')} could not be read")
    if new:
        process.say(f"fuzz: triage: {plural(new, 'new finding')}")
    return Exit.FINDING if new or unread else Exit.CLEAN
