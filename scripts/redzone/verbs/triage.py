"""`triage`: inputs that fail, from anywhere, become findings."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from redzone import packages, process, trees
from redzone.findings import judge, sources
from redzone.findings.announce import announce
from redzone.findings.journal import Journal, content_key
from redzone.findings.store import Store
from redzone.findings.triage import Event, News, Suspect, Triage, current_commit
from redzone.live import plural
from redzone.outcome import Exit, Failure
from redzone.project import Project

HELP = "make findings of inputs that fail"
DESCRIPTION = """Runs inputs that failed somewhere, has the judge confirm what they run into, and
stores one minimized reproducer with its record for each bug in seeds/regressions/. Takes files,
folders (of crashes, libFuzzer artifacts, AFL++ output, test cases of OSS-Fuzz), and `-` for paths on
stdin; without any, what `run` has left in its spools. Inputs that were looked at before are passed
over."""


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


def collect(project: Project, arguments: argparse.Namespace) -> list[tuple[str, Path]]:
    """The inputs with their targets; an empty one is not known."""
    if not arguments.inputs:
        return list(sources.spools(project, project.work))
    names = [target.name for target in project.targets()]
    found = []
    for path in sources.named(arguments.inputs, sys.stdin):
        if sources.is_fit(path):
            target = arguments.target or sources.target_of(path.resolve(), names) or ""
            found.append((target, path.resolve()))
    return found


def guess(project: Project, names: Sequence[str], paths: Sequence[Path]) -> list[tuple[str, Path]]:
    """Gives inputs of unknown targets to each target in turn, until one fails with them."""
    found: list[tuple[str, Path]] = []
    left = list(paths)
    for name in names:
        verdicts = list(judge.explain(project, name, left)) if left else []
        hits = {verdict.path for verdict in verdicts if verdict.hits}
        found += [(name, path) for path in left if path in hits]
        left = [path for path in left if path not in hits]
    for path in left:
        process.say(f"{path}: runs clean in every target")
    return found


def build(project: Project, names: Sequence[str]) -> None:
    """Builds the judge, and the survive build for minimizing, of targets."""
    for preset in (judge.JUDGE, judge.SURVIVE):
        trees.build(project, preset, names)


def run(project: Project, arguments: argparse.Namespace, _flags: Sequence[str]) -> Exit:
    """Does it."""
    if arguments.target:
        project.choose([arguments.target])
    inputs = collect(project, arguments)
    if not inputs:
        raise Failure("nothing was tested: no inputs", Exit.NOTHING_TESTED)
    packages.ensure(packages.for_presets([judge.JUDGE]), packages.policy_of(arguments))
    known = sorted({target for target, _ in inputs if target})
    every = [target.name for target in project.targets()]
    build(project, every if any(not target for target, _ in inputs) else known)
    unknown = [path for target, path in inputs if not target]
    inputs = [pair for pair in inputs if pair[0]] + guess(project, every, unknown)
    return triage(project, arguments, inputs)


def triage(
    project: Project, arguments: argparse.Namespace, inputs: Sequence[tuple[str, Path]]
) -> Exit:
    """Triages inputs, and says what came of them."""
    store = Store(project, arguments.private)
    journal = Journal(project.work / "triage.journal")
    keys = {path: content_key(target, path.read_bytes()) for target, path in inputs}
    fresh = [
        Suspect(path, target, sources.engine_of(path))
        for target, path in inputs
        if arguments.again or keys[path] not in journal
    ]

    def tell(event: Event) -> None:
        if event.path in keys:
            journal.add(keys[event.path], event.news.value)
        announce(project, event)

    with process.locked(store.lock, "another triage is at work; it takes what this one would"):
        work = Triage(project, store, tell, current_commit(project))
        work.take(fresh)
    new = work.counts.get(News.NEW, 0) + work.counts.get(News.REOPENED, 0)
    counts = [f"{count:,} {news.value}" for news, count in work.counts.items()]
    passed = len(inputs) - len(fresh)
    if passed:
        counts.append(f"{passed:,} seen before")
    print(f"{plural(len(inputs), 'input')}: {', '.join(counts)}", flush=True)
    if new:
        process.say(f"fuzz: triage: {plural(new, 'new finding')}")
    return Exit.FINDING if new else Exit.CLEAN
