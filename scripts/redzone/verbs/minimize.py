"""`minimize`: makes an input smaller that shows the same bug."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Optional

from redzone import packages, process
from redzone.findings import judge
from redzone.findings.announce import Announcer
from redzone.findings.judge import Judge, Minimized
from redzone.findings.store import Store, private_folder
from redzone.findings.triage import Triage, current_commit
from redzone.live import plural
from redzone.outcome import Exit, Failure
from redzone.plan import time_argument
from redzone.project import Project
from redzone.spool import write_whole
from redzone.verbs.repro import Chosen, add_choice, choose
from redzone.verbs.run import make_workbenches

HELP = "make a failing input smaller"
DESCRIPTION = """Makes the reproducer of a finding, or a file that fails, smaller while it runs into the
same bug first. A finding is stored anew when it became smaller; a file's result is written beside it,
or where --output says. The judge confirms each result."""
BUSY = "a triage is at work; try again when it has ended"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `minimize` takes."""
    add_choice(parser)
    parser.add_argument(
        "--time", type=time_argument, default=60.0, help="at most so long (default: 60s)"
    )
    parser.add_argument("--output", type=Path, metavar="FILE", help="(default: FILE.min)")
    packages.add_arguments(parser)


def key_of(asked: Judge, chosen: Chosen) -> str:
    """What an input runs into first."""
    for verdict in asked.explain(chosen.target, [chosen.path]):
        if verdict.first is not None:
            return verdict.first.key
    raise Failure(f"{chosen.path} runs clean: there is nothing to keep while it is made smaller")


def minimized(asked: Judge, chosen: Chosen, key: str, scratch: Path, seconds: float) -> Minimized:
    """The smallest input that the judge confirms."""
    for preset in (judge.SURVIVE, judge.JUDGE):
        if not asked.has(chosen.target, preset):
            continue
        scratch.mkdir(parents=True, exist_ok=True)
        copy = scratch / "input"
        copy.write_bytes(chosen.path.read_bytes())
        made = asked.minimize(chosen.target, copy, key, preset, seconds)
        if made is None:
            continue
        copy.write_bytes(made.content)
        verdicts = list(asked.explain(chosen.target, [copy]))
        if all(verdict.first and verdict.first.key == key for verdict in verdicts):
            before = chosen.path.stat().st_size
            spent = f"{plural(made.executions, 'execution')}, {made.milliseconds:,.0f} ms"
            rest = "" if made.complete else "; time or executions ran out: there may be more"
            print(f"{before:,} → {len(made.content):,} bytes, {spent}{rest}", flush=True)
            return made
    raise Failure(f"{chosen.path} does not show {key} every time; it is left as it is")


def run(project: Project, arguments: argparse.Namespace, _flags: Sequence[str]) -> Exit:
    """Does it."""
    store = Store(project, private_folder(project, arguments.private))
    chosen = choose(project, store, arguments)
    make_workbenches(project, [chosen.target], arguments)
    asked = Judge(project)
    work = Triage(project, store, asked, Announcer(project), current_commit(project))
    with work.holding(BUSY):
        key = chosen.finding.record.key if chosen.finding else key_of(asked, chosen)
        made = minimized(asked, chosen, key, store.scratch / "minimize", arguments.time)
        return keep(work, chosen, made, arguments.output)


def keep(work: Triage, chosen: Chosen, made: Minimized, output: Optional[Path]) -> Exit:
    """Puts the result where it belongs."""
    if chosen.finding is not None and output is None:
        if len(made.content) < chosen.path.stat().st_size:
            counts = {"executions": made.executions, "complete": made.complete}
            chosen.finding.record.minimization = counts
            work.store.put(chosen.finding.record, made.content)
            work.mend_outdated(chosen.finding)
        path = chosen.path
    else:
        path = output or chosen.path.with_name(chosen.path.name + ".min")
        write_whole(path, made.content)
    process.say(f"written: {work.project.shown(path)}")
    return Exit.CLEAN
