"""`run`: fuzzes the targets with both engines, after setting up all that it takes."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path

from redzone import machine, packages, process, summary, trees
from redzone.campaign import Campaign, Setup, verdict
from redzone.engine import SURVIVE, Workplace
from redzone.findings import judge, leftovers
from redzone.findings.store import Store, outside_folder, private_folder
from redzone.findings.worker import Worker
from redzone.outcome import Exit, Failure
from redzone.plan import Plan, Rotation, make_plan, time_argument
from redzone.project import ENGINES, PROGRAM_SUFFIX, Project, Target

HELP = "fuzz the targets"
DESCRIPTION = """Fuzzes the named targets, or all of them. Each input that fails is kept under
build/work/TARGET/spool/; while the engines go on it is judged, minimized and stored with its record in
seeds/regressions/. Exit code 1 says that something of it is new. Installs and builds first what that
takes. Words after -- are flags for the engine."""
LIBFUZZER_FLAG = re.compile(r"-[a-z_0-9]+=.*")


def jobs_argument(text: str) -> int:
    """A number of jobs."""
    if not (text.isascii() and text.isdecimal()) or not 1 <= int(text) <= 1024:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of jobs; write 1 to 1024")
    return int(text)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `run` takes."""
    parser.add_argument("targets", nargs="*", metavar="TARGET", help="see `list` (default: all)")
    parser.add_argument("--engine", choices=[*ENGINES, "all"], default="all", help="default: all")
    parser.add_argument(
        "--time",
        type=time_argument,
        default=60.0,
        help="wall time from the first engine's start, shared over targets and engines: "
        "90, 60s, 5m, 1h30m (default: 60s)",
    )
    parser.add_argument("--jobs", type=jobs_argument, help="engines at a time (default: cores)")
    parser.add_argument(
        "--corpus",
        type=Path,
        metavar="DIR",
        help="start from these inputs, too; what is found is then kept outside the checkout",
    )
    parser.add_argument(
        "--plain",
        action="store_true",
        help="builds that halt at the first thing the sanitizers see (default: ones that go on)",
    )
    parser.add_argument(
        "--private", type=Path, metavar="DIR", help="keep new findings there, outside the checkout"
    )
    packages.add_arguments(parser)


def engine_flags(flags: Sequence[str], engines: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Which engine gets the words after `--`. With both engines only libFuzzer's form is clear."""
    if not flags:
        return {}
    if len(engines) == 1:
        return {engines[0]: tuple(flags)}
    if all(LIBFUZZER_FLAG.fullmatch(flag) for flag in flags):
        process.say(f"{' '.join(flags)}: for libfuzzer; afl runs without")
        return {"libfuzzer": tuple(flags)}
    raise Failure("flags after -- need one engine: --engine libfuzzer|afl", Exit.WRONG_USE)


def build_engine(project: Project, engine: str, names: Sequence[str], plain: bool) -> str:
    """Builds an engine's programs, and returns their preset: the one whose programs go on where they
    hit something, unless plain ones are wanted or this machine cannot build it."""
    programs = [name + PROGRAM_SUFFIX[engine] for name in names]
    if not plain and SURVIVE + engine in project.presets():
        try:
            trees.build(project, SURVIVE + engine, programs)
            return SURVIVE + engine
        except Failure as failure:
            process.say(f"{failure}; going on with the plain build of {engine}")
    trees.build(project, engine, programs)
    return engine


def prepare(
    project: Project, targets: Sequence[Target], engines: Sequence[str], plain: bool
) -> dict[str, str]:
    """Builds the engines' programs, and the workbenches that judge and minimize what they find.
    Returns the engines' presets."""
    names = [target.name for target in targets]
    presets = {engine: build_engine(project, engine, names, plain) for engine in engines}
    build_workbenches(project, names)
    return presets


def make_workbenches(
    project: Project, names: Sequence[str], arguments: argparse.Namespace
) -> None:
    """Installs what the workbenches of targets take, and builds them."""
    needed = packages.for_presets([judge.JUDGE])
    needed += packages.for_needs(need for one in project.choose([*names]) for need in one.needs)
    packages.ensure(needed, packages.policy_of(arguments))
    build_workbenches(project, names)


def build_workbenches(project: Project, names: Sequence[str]) -> None:
    """Builds the judge of targets and, for speed, the build that goes on; without that one the judge
    does all of it."""
    trees.build(project, judge.JUDGE, names)
    if judge.SURVIVE in project.presets():
        try:
            trees.build(project, judge.SURVIVE, names)
        except Failure as failure:
            process.say(f"{failure}; minimizing will be slow")


def explain(plan: Plan, seconds: float) -> None:
    """Says who runs for how long."""
    for number, each in enumerate(plan.rounds, start=1):
        who = ", ".join(
            f"{pair.target} under {pair.engine}" + (f" ({count} jobs)" if count > 1 else "")
            for pair, count in each.jobs
        )
        turn = f"round {number} of {len(plan.rounds)}, " if len(plan.rounds) > 1 else ""
        process.say(f"{turn}{plan.seconds:.3g} s: {who}")
    if plan.left_out:
        process.say(
            f"left out this time, for {seconds:.3g} s are too short: {', '.join(plan.left_out)}; "
            "their turn is next"
        )
    if machine.randomization_hurts() and not machine.without_randomization():
        process.say("the kernel's address randomization may kill AFL++'s sanitizers; see `doctor`")


def fuzz(setup: Setup, plan: Plan, store: Store) -> Exit:
    """Runs a campaign alone in its work folder, with a triage beside it, prints its summary and says
    what is wrong."""
    busy = f"another run is going on in {setup.work}"
    targets = list(dict.fromkeys(pair.target for each in plan.rounds for pair, _ in each.jobs))
    with process.locked(setup.work / ".run.lock", busy):
        for target in targets:
            leftovers.take_unfinished(Workplace(setup.work / target))
        worker = Worker(setup.project, setup.work, targets, store)
        campaign = Campaign(setup, plan, worker=worker)
        results = campaign.run()
    for line in summary.summarize(setup.project, results, worker):
        print(line, flush=True)
    code, reasons = verdict(results, worker)
    if campaign.interruptions:
        code, reasons = Exit.INTERRUPTED, ["interrupted; all that was found is kept", *reasons]
    for reason in reasons:
        process.say(f"fuzz: run: {reason}")
    return code


def run(project: Project, arguments: argparse.Namespace, flags: Sequence[str]) -> Exit:
    """Does it."""
    targets = project.choose(arguments.targets)
    if not targets:
        raise Failure("nothing was tested: no fuzz targets are listed", Exit.NOTHING_TESTED)
    engines = ENGINES if arguments.engine == "all" else (arguments.engine,)
    by_engine = engine_flags(flags, engines)
    corpus: tuple[Path, ...] = ()
    if arguments.corpus is not None:
        if not arguments.corpus.is_dir():
            raise Failure(f"--corpus: {arguments.corpus} is no folder", Exit.WRONG_USE)
        corpus = (arguments.corpus.resolve(),)
    work = project.outside() if corpus else project.work
    private = private_folder(project, arguments.private)
    store = Store(project, private or (outside_folder(project) if corpus else None))
    needed = packages.for_presets([*engines, judge.JUDGE])
    needed += packages.for_needs(need for target in targets for need in target.needs)
    packages.ensure(needed, packages.policy_of(arguments))
    names = [target.name for target in targets]
    jobs = arguments.jobs or len(machine.cores())
    rotation = Rotation(work / "rotation.json")
    plan = make_plan(
        names, engines, jobs, arguments.time, named=bool(arguments.targets), first=rotation.first()
    )
    chosen = [target for target in targets if target.name not in plan.left_out]
    presets = prepare(project, chosen, engines, arguments.plain)
    explain(plan, arguments.time)
    if corpus:
        process.say(f"what is found is kept in {work}")
    rotation.advance(names, plan)
    return fuzz(Setup(project, work, corpus, by_engine, presets), plan, store)
