"""`run`: fuzzes the targets with both engines, after setting up all that it takes."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path

from redzone import machine, packages, process, summary, trees
from redzone.campaign import Campaign, Setup, verdict
from redzone.outcome import Exit, Failure
from redzone.plan import Plan, Rotation, make_plan, time_argument
from redzone.project import ENGINES, PROGRAM_SUFFIX, Project, Target

HELP = "fuzz the targets"
DESCRIPTION = """Fuzzes the named targets, or all of them, and keeps each input that fails under
build/work/TARGET/spool/. Installs and builds first what that takes. Words after -- are flags for
the engine."""
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


def prepare(project: Project, targets: Sequence[Target], engines: Sequence[str]) -> None:
    """Builds the engines' programs, and the workbenches that repeat what they find."""
    names = [target.name for target in targets]
    for engine in engines:
        trees.build(project, engine, [name + PROGRAM_SUFFIX[engine] for name in names])
    trees.build(project, "asan", names)


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


def fuzz(setup: Setup, plan: Plan) -> Exit:
    """Runs a campaign alone in its work folder, prints its summary and says what is wrong."""
    busy = f"another run is going on in {setup.work}"
    with process.locked(setup.work / ".run.lock", busy):
        campaign = Campaign(setup, plan)
        results = campaign.run()
    for line in summary.summarize(setup.project, results):
        print(line, flush=True)
    code, reasons = verdict(results)
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
    needed = packages.for_presets([*engines, "asan"])
    needed += packages.for_needs(need for target in targets for need in target.needs)
    packages.ensure(needed, packages.policy_of(arguments))
    names = [target.name for target in targets]
    jobs = arguments.jobs or len(machine.cores())
    rotation = Rotation(work / "rotation.json")
    plan = make_plan(
        names, engines, jobs, arguments.time, named=bool(arguments.targets), first=rotation.first()
    )
    prepare(project, [target for target in targets if target.name not in plan.left_out], engines)
    explain(plan, arguments.time)
    if corpus:
        process.say(f"what is found is kept in {work}")
    rotation.advance(names, plan)
    return fuzz(Setup(project, work, corpus, by_engine), plan)
