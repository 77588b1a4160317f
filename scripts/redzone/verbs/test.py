"""`test`: builds and runs the tests; with --all every variant and every check that CI makes."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Sequence
from functools import partial

from redzone import checks, machine, packages, process, summary, trees, variants
from redzone.campaign import Campaign, Setup, verdict
from redzone.coverage import Coverage, Measurement
from redzone.findings.store import Store
from redzone.findings.worker import Worker
from redzone.outcome import Exit, Failure
from redzone.plan import make_plan, round_count, time_argument
from redzone.project import ENGINES, Project
from redzone.stages import Count, Stages, count_junit, count_unittest
from redzone.verbs import coverage

HELP = "run the tests"
DESCRIPTION = """Runs unit, conformance and replay tests with ASan and UBSan, and the tests of the
scripts. --all adds every build, the end-to-end tests, what the seeds reach, other machines and
compilers, 100,000 hostile inputs of each kind, a short fuzz of each target, and checks of
formatting, shell scripts, types and by clang-tidy. The last line counts all of it."""
LABELS = ("unit", "conformance", "replay")
END_TO_END = "end-to-end"
HOSTILE = ("files", "rules", "lines")  # kinds of hostile input; see tests/scale/
HOSTILE_COUNT = 100_000  # of each kind
TEST_SECONDS = 900  # that one test of ctest may take
LINES_MIN, BRANCHES_MIN = 99.0, 97.0  # percent of the parser that seeds alone reach
OUTPUT_BYTES = 1024 * 1024  # that ctest's report keeps of a test: where it says SKIPPED: counts


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `test` takes."""
    parser.add_argument("--all", action="store_true", help="everything that CI runs")
    parser.add_argument(
        "--require-shared",
        action="store_true",
        help="fail where shared data is missing (default: skip and count)",
    )
    parser.add_argument(
        "--fuzz-time",
        type=time_argument,
        default=10.0,
        metavar="TIME",
        help="how long --all fuzzes each target under each engine (default: 10s)",
    )
    packages.add_arguments(parser)


class Run:
    """One run of the tests."""

    def __init__(self, project: Project, require_shared: bool) -> None:
        self.project = project
        self.stages = Stages()
        self.environment = {"REDZONE_SHARED": str(project.shared())}
        if require_shared:
            self.environment["REDZONE_REQUIRE_SHARED"] = "1"
        symbolizer = machine.symbolizer()
        if symbolizer:
            self.environment["ASAN_SYMBOLIZER_PATH"] = symbolizer

    def shared(self) -> None:
        """A stage: the shared data is there."""
        folder = self.project.shared()

        def look() -> Count:
            lacking = [name for name in ("sigma", "events") if not (folder / name).is_dir()]
            if lacking:
                raise Failure(f"{folder} has no {' and no '.join(lacking)}; set REDZONE_SHARED")
            return Count(passed=1)

        self.stages.run("shared data", look)

    def build(self, preset: str) -> bool:
        """A stage: the preset builds."""

        def make() -> Count:
            trees.build(self.project, preset)
            return Count(passed=1)

        return self.stages.run(f"build {preset}", make)

    def ctest(self, preset: str, name: str, selection: Sequence[str]) -> None:
        """A stage: tests of a tree that is built."""
        report = self.project.build / preset / "Testing" / f"{name}.xml"

        def test() -> Count:
            report.unlink(missing_ok=True)
            process.run(
                [
                    *["ctest", "--test-dir", f"build/{preset}", *selection, "--no-tests=error"],
                    *["--output-on-failure", "--parallel", str(len(machine.cores()))],
                    *["--timeout", str(TEST_SECONDS), "--output-junit", str(report)],
                    *["--test-output-size-passed", str(OUTPUT_BYTES)],
                    *["--test-output-size-failed", str(OUTPUT_BYTES)],
                ],
                cwd=self.project.root,
                environment=self.environment,
            )
            return count_junit(report)

        self.stages.run(f"{preset} {name}", test)

    def tree(self, preset: str, labels: Sequence[str]) -> None:
        """Stages: build a preset, then its tests label by label: a label without tests fails."""
        built = self.build(preset)
        for label in labels:
            if built:
                self.ctest(preset, label, ["-L", f"^{label}$"])
            else:
                self.stages.run(f"{preset} {label}", not_built)

    def scripts(self) -> None:
        """A stage: the tests of this command line."""

        def test() -> Count:
            command = [sys.executable, "-m", "unittest", "discover", "-s", "tests/scripts"]
            log = self.project.build / "scripts-tests.log"
            code = process.run_logged(command, log, cwd=self.project.root)
            text = log.read_text(encoding="utf-8", errors="replace")
            if code != 0:
                process.say(text)
            return count_unittest(text)

        self.stages.run("scripts", test)

    def short_fuzz(self, target: str, time: float) -> None:
        """A stage: each engine fuzzes a target for a short time and finds nothing new. What it finds
        stays in the work folder; a test does not write into the checkout."""
        work = self.project.build / "short-fuzz"
        store = Store(self.project, work / "findings")

        def fuzz() -> Count:
            shutil.rmtree(work / target, ignore_errors=True)
            jobs = len(machine.cores())
            seconds = time * round_count(len(ENGINES), jobs)
            plan = make_plan([target], ENGINES, jobs, seconds, named=True)
            with process.locked(work / ".run.lock", f"another run is going on in {work}"):
                worker = Worker(self.project, work, [target], store)
                campaign = Campaign(Setup(self.project, work), plan, worker=worker)
                results = campaign.run()
            for line in summary.summarize(self.project, results, worker):
                process.say(line)
            if campaign.interruptions:
                raise KeyboardInterrupt
            _, reasons = verdict(results, worker)
            if reasons:
                raise Failure("; ".join(reasons))
            return Count(passed=1)

        self.stages.run(f"fuzz {target}", fuzz)

    def hostile(self, kind: str) -> None:
        """A stage: damaged inputs of a kind by the hundred thousand, under the judge's sanitizers."""

        def try_them() -> Count:
            program = f"build/asan/bin/hostile_{kind}"
            command = [program, "--count", str(HOSTILE_COUNT)]
            code = process.run(command, cwd=self.project.root, environment=self.environment)
            return Count(passed=1) if code == 0 else Count(failed=1)

        self.stages.run(f"hostile {kind}", try_them)

    def coverage(self) -> None:
        """Stages: the seeds reach of the parser what they must, then those of each target its
        floors."""
        targets = self.project.targets()
        measured: list[Coverage] = []

        def measure() -> Count:
            measured.append(Measurement(self.project, targets).run())
            process.say("\n".join(coverage.lines_of(self.project, measured[0])))
            return judge(coverage.bar_faults(self.project, measured[0], LINES_MIN, BRANCHES_MIN))

        def compare() -> Count:
            if not measured:
                raise Failure("could not run: there are no measurements")
            return judge(coverage.floor_faults(self.project, targets, measured[0]))

        self.stages.run("coverage", measure)
        self.stages.run("floors", compare)

    def everything(self, fuzz_time: float) -> None:
        """All stages of --all, except those that were run."""
        self.tree("dev", LABELS)
        self.tree("release", LABELS)
        self.tree("asan", (*LABELS, END_TO_END))
        self.coverage()
        variants.run(self.project, self.stages)
        for kind in HOSTILE:
            self.hostile(kind)
        engines = [self.build(engine) for engine in ENGINES]
        for target in self.project.targets():
            if all(engines):
                self.short_fuzz(target.name, fuzz_time)
            else:
                self.stages.run(f"fuzz {target.name}", not_built)
        self.stages.run("formatting", partial(checks.formatting, self.project))
        self.stages.run("shellcheck", partial(checks.shell_scripts, self.project))
        self.stages.run("mypy", partial(checks.types, self.project))
        self.stages.run("clang-tidy", partial(checks.tidy, self.project))

    def report(self) -> Exit:
        """Prints what each stage took, what failed, and the closing line."""
        total = self.stages.total()
        rows = [
            (done.name, f"{done.seconds:.1f} s", str(done.count)) for done in self.stages.done
        ]
        for line in summary.table(rows, left=1):
            print(line)
        sys.stdout.flush()
        if total.failed:
            process.say(f"fuzz: test: failed: {', '.join(self.stages.failed())}")
        elif total.passed == 0:
            process.say("fuzz: test: nothing was tested")
        print(total, flush=True)
        if total.failed:
            return Exit.FINDING
        return Exit.CLEAN if total.passed else Exit.NOTHING_TESTED


def judge(faults: Sequence[str]) -> Count:
    """A stage that passes when there are no faults, and says each that there is."""
    for fault in faults:
        process.say(fault)
    return Count(failed=1) if faults else Count(passed=1)


def not_built() -> Count:
    """What a stage is worth whose build failed."""
    raise Failure("could not run: the build failed")


def needed_packages(project: Project, everything: bool) -> list[str]:
    """What the tests take."""
    presets = ["asan", "dev", "release", "coverage", *ENGINES] if everything else ["asan"]
    needs = [need for target in project.targets() for need in target.needs]
    checkers = packages.CHECKS if everything else ()
    return [*packages.for_presets(presets), *packages.for_needs(needs), *checkers]


def run(project: Project, arguments: argparse.Namespace, _flags: Sequence[str]) -> Exit:
    """Does it."""
    tests = Run(project, arguments.require_shared)
    policy = packages.policy_of(arguments)

    def install() -> Count:
        packages.ensure(needed_packages(project, arguments.all), policy)
        return Count(passed=1)

    tests.stages.run("packages", install, vital=True)
    if arguments.all:
        tests.stages.run("packages of variants", partial(variants.fetch, policy))
    if arguments.require_shared:
        tests.shared()
    tests.scripts()
    if arguments.all:
        tests.everything(arguments.fuzz_time)
    else:
        tests.tree("asan", LABELS)
    return tests.report()
