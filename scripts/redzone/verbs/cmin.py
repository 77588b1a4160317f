"""`cmin`: minimizes a target's corpus, or proposes seeds from it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from redzone import corpora, minimize, packages, process, summary, trees
from redzone.minimize import Change, Minimizer
from redzone.outcome import Exit, Failure
from redzone.project import PROGRAM_SUFFIX, Project

HELP = "minimize a corpus"
DESCRIPTION = """Replays all inputs of a target's working corpus, of AFL++'s queues and of given
folders: those that fail go to the spool. Of the others the corpus keeps what reaches something that
the seeds do not. Files that stay keep their names; given folders are only read. With DIR it is the
corpus outside the checkout, where other people's inputs belong (see `run --corpus`).

--into seeds adds small inputs to seeds/TARGET instead, and removes nothing. Look at them before you
commit them: seeds are of your own making."""
SEED_MAX = 4096  # bytes of a seed
SEEDS_MAX = 1024 * 1024  # bytes of a target's seeds


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `cmin` takes."""
    parser.add_argument("target", metavar="TARGET", help="see `list`")
    parser.add_argument("folders", nargs="*", type=Path, metavar="DIR", help="more inputs")
    parser.add_argument(
        "--into", choices=("corpus", "seeds"), default="corpus", help="default: corpus"
    )
    packages.add_arguments(parser)


def given_folders(project: Project, folders: Sequence[Path]) -> list[Path]:
    """The folders that were named. Reproducers are never merged."""
    resolved = []
    regressions = (project.root / "seeds" / "regressions").resolve()
    for folder in folders:
        path = folder.resolve()
        if not path.is_dir():
            raise Failure(f"{folder} is no folder", Exit.WRONG_USE)
        if path == regressions or regressions in path.parents or path in regressions.parents:
            raise Failure(f"{folder}: reproducers are never merged", Exit.WRONG_USE)
        resolved.append(path)
    return resolved


def change(minimizer: Minimizer, given: Sequence[Path], into: str) -> Change:
    """Does what `--into` says."""
    if into == "seeds":
        return minimize.into_seeds(minimizer, given, SEED_MAX, SEEDS_MAX)
    return minimize.in_place(minimizer, given)


def conclude(minimizer: Minimizer, made: Change, into: str) -> Exit:
    """Says what was done, and how to repeat what failed."""
    failed = f", {len(minimizer.failed)} failed" if minimizer.failed else ""
    print(
        f"{minimizer.target}: {made.before} inputs, {made.kept} needed{failed}; "
        f"{into}: {made.added} added, {made.removed} removed",
        flush=True,
    )
    for crash in sorted(minimizer.crashes, key=lambda crash: (crash.size, crash.path.name)):
        path = minimizer.project.shown(crash.path)
        print(summary.repeat_command(minimizer.project, minimizer.target, path), flush=True)
    if minimizer.failed:
        process.say(f"fuzz: cmin: {len(minimizer.failed)} inputs failed; all are kept")
    return Exit.FINDING if minimizer.failed else Exit.CLEAN


def run(project: Project, arguments: argparse.Namespace, _flags: Sequence[str]) -> Exit:
    """Does it."""
    (target,) = project.choose([arguments.target])
    given = given_folders(project, arguments.folders)
    work = project.outside() if given and arguments.into == "corpus" else project.work
    place = corpora.place_of(work, target.name)
    if not corpora.by_content([*corpora.folders_of(place), *given]):
        where = project.shown(place.folder)
        raise Failure(f"{where} has no inputs yet: nothing to minimize", Exit.NOTHING_TESTED)
    needed = packages.for_presets(["libfuzzer", "asan"]) + packages.for_needs(target.needs)
    packages.ensure(needed, packages.policy_of(arguments))
    with process.locked(work / ".run.lock", f"another run is going on in {work}"):
        trees.build(project, "libfuzzer", [target.name + PROGRAM_SUFFIX["libfuzzer"]])
        trees.build(project, "asan", [target.name])
        minimizer = Minimizer(project, target.name, place)
        made = change(minimizer, given, arguments.into)
    return conclude(minimizer, made, arguments.into)
