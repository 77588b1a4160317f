"""Builds by other compilers, for other machines and under other tools: each must see in every input
what the judge sees. What a target saw is the digest that its workbench prints, a line an input;
digests are compared byte for byte. Variants for other machines have no libraries, so that they build
everywhere: targets that need some are skipped there, and that is said."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import Optional

from redzone import packages, process, trees
from redzone.findings.store import replayable
from redzone.outcome import Failure
from redzone.project import Project, Target
from redzone.stages import Count, Stages

JUDGE = "asan"
WINE = "/usr/lib/wine/wine64"
WINE_SERVER = "/usr/lib/wine/wineserver64"
# No display, no messages, and none of the parts that a first start otherwise wants to install.
WINE_SETTINGS = {
    "DISPLAY": "",
    "WINEDEBUG": "-all",
    "WINEDLLOVERRIDES": "mscoree=;mshtml=;winemenubuilder.exe=",
}
# Evaluates each event a dozen times: a minute for what the interpreter's own target says in ten seconds.
CONTRACT = "validator_contract"
SHOWN = 20  # lines of each kind that are shown when a workbench fails


def read_text(path: Path) -> str:
    """A file of ours, whatever a target wrote into it."""
    return path.read_text(encoding="utf-8", errors="replace")


@dataclass(frozen=True)
class Variant:
    """A way to run the fuzz targets."""

    name: str
    preset: str
    runner: tuple[str, ...] = ()  # what a command begins with
    suffix: str = ""  # of its programs
    tools: tuple[str, ...] = ()  # packages beside those of the preset
    settings: Mapping[str, str] = field(default_factory=dict)  # of the environment
    libraries: bool = False  # whether its programs have those that targets need

    def packages(self) -> list[str]:
        """What it takes."""
        return [*packages.for_presets([self.preset]), *self.tools]


VARIANTS = (
    Variant("dev", "dev", libraries=True),
    Variant("release", "release", libraries=True),
    Variant(
        "valgrind",
        "release",
        ("valgrind", "-q", "--error-exitcode=99"),
        tools=("valgrind",),
        libraries=True,
    ),
    Variant("clang14", "clang14"),
    Variant("m32", "m32"),
    Variant("s390x", "s390x", ("qemu-s390x",), tools=("qemu-user",)),
    Variant("msan", "msan"),
    Variant("local-bounds", "local-bounds"),
    Variant("mingw", "mingw", (WINE,), ".exe", ("wine64",), WINE_SETTINGS),
)


def fetch(policy: packages.Policy) -> Count:
    """A stage: the variants' packages are here. What cannot be had is skipped, and that is said."""
    names = sorted({name for variant in VARIANTS for name in variant.packages()})
    try:
        packages.ensure(names, policy)
    except Failure as failure:
        process.say(f"not all variants can be built: {failure}")
        if policy.decide() is packages.Decision.INSTALL:
            fetch_each(policy)
    lacking = packages.missing(names)
    return Count(passed=1) if not lacking else Count(skipped=1)


def fetch_each(policy: packages.Policy) -> None:
    """Once more variant by variant: a package that there is not must not cost the others."""
    for variant in VARIANTS:
        try:
            packages.ensure(variant.packages(), policy)
        except Failure as failure:
            process.say(f"{variant.name}: {failure}")


@dataclass(frozen=True)
class Difference:
    """The first line in which two digests differ; None where one has ended."""

    expected: Optional[str]
    found: Optional[str]


def first_difference(expected: Sequence[str], found: Sequence[str]) -> Optional[Difference]:
    """Where two digests part; None when they are equal."""
    for ours, theirs in zip_longest(expected, found):
        if ours != theirs:
            return Difference(ours, theirs)
    return None


class Digests:
    """The digests of all targets, in build/digest/."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.folder = project.build / "digest"
        self.made: list[Path] = []  # channel files made of rules, folders of such and events
        self.judged: dict[str, list[str]] = {}  # the judge's digests

    def judge(self) -> Count:
        """A stage: the judge's digests, of the seeds and of what is made of rules and events."""
        self.folder.mkdir(parents=True, exist_ok=True)
        own = self.project.root / "tests" / "conformance"
        count = self.make("own", own / "rules", own / "events.jsonl")
        shared = self.project.shared()
        events = shared / "events" / "sigmahq_regression" / "events.jsonl"
        count += self.make("shared", shared / "sigma", events)
        for target in self.project.targets():
            lines = self.digest(Variant(JUDGE, JUDGE), target)
            if not lines:
                raise Failure(f"nothing was tested: {target.name} has no inputs")
            self.judged[target.name] = lines
            count += Count(passed=1)
        return count

    def make(self, name: str, rules: Path, events: Path) -> Count:
        """Makes a channel file of a folder of rules, and inputs of it and events; skipped where
        those are missing."""
        if not (rules.is_dir() and events.is_file()):
            process.say(f"skipped: no {self.project.shown(rules)} or no {events.name} for it")
            return Count(skipped=1)
        file = self.folder / f"{name}.rz"
        folder = self.folder / f"{name}-events"
        file.unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        tree = self.project.build / JUDGE
        self.use(tree / "bin" / "channel", ["compile", str(rules), "-o", str(file)])
        self.use(tree / "tests" / "bin" / "make_inputs", [str(file), str(events), str(folder)])
        self.made += [file, folder]
        return Count(passed=1)

    def use(self, tool: Path, arguments: list[str]) -> None:
        """Runs a tool of the judge's tree, which has to succeed."""
        log = self.folder / f"{tool.name}.log"
        if process.run_logged([str(tool), *arguments], log) != 0:
            said = read_text(log).splitlines()[-SHOWN:]
            raise Failure("\n".join([f"{tool.name} failed", *said]))

    def inputs(self, target: Target) -> list[str]:
        """What a target is given: its seeds, what of its regressions must run clean, and what is made
        here where it knows that."""
        seeds = self.project.seeds(target.name)
        paths = [seeds] if seeds.is_dir() else []
        paths += replayable(self.project, target.name)
        if target.subject == "channel":
            paths += [path for path in self.made if path.is_file() or target.name != CONTRACT]
        return [self.project.inside(path) for path in paths]

    def digest(self, variant: Variant, target: Target) -> list[str]:
        """What a target saw under a variant that is built; anything but a clean end fails."""
        program = f"build/{variant.preset}/bin/{target.name}{variant.suffix}"
        output = self.folder / f"{variant.name}.{target.name}.tsv"
        log = output.with_suffix(".log")
        code = process.run_split(
            [*variant.runner, program, "replay", "--digest", *self.inputs(target)],
            output,
            log,
            cwd=self.project.root,
            environment={**variant.settings, **self.wine_prefix(variant)},
        )
        if code != 0:
            raise Failure(f"{program}: {process.describe_exit(code)}\n{self.reasons(output, log)}")
        return read_text(output).split("\n")[:-1]

    def reasons(self, output: Path, log: Path) -> str:
        """Why a workbench did not end clean: the inputs that failed, and its last messages."""
        failed = [line for line in read_text(output).splitlines() if line.startswith("FAIL ")]
        said = read_text(log).splitlines()
        lines = [*failed[:SHOWN], *said[-SHOWN:], f"all of it: {self.project.shown(log)}"]
        return "\n".join(lines)

    def wine_prefix(self, variant: Variant) -> dict[str, str]:
        """Where wine keeps its Windows: in the build tree, not in the home of whoever tests."""
        return {"WINEPREFIX": str(self.wine_folder())} if WINE in variant.runner else {}

    def wine_folder(self) -> Path:
        """The folder of wine's Windows."""
        return self.project.build / "wine"

    def check(self, variant: Variant) -> Count:
        """A stage: builds a variant; its digests are the judge's."""
        lacking = packages.missing(variant.packages())
        if lacking:
            process.say(f"skipped: {variant.name} needs {packages.hint(lacking)}")
            return Count(skipped=1)
        if not self.judged:
            raise Failure("could not run: the judge has no digests")
        targets = self.project.targets()
        built = [target for target in targets if variant.libraries or not target.needs]
        trees.build(self.project, variant.preset, [target.name for target in built])
        count = Count()
        for target in targets:
            if target in built:
                count += self.compare(variant, target)
            else:
                needs = ", ".join(target.needs)
                process.say(f"skipped: {target.name} needs {needs}, not built for {variant.name}")
                count += Count(skipped=1)
        return count

    def compare(self, variant: Variant, target: Target) -> Count:
        """Whether a target's digest is the judge's; says the first line that is not."""
        difference = first_difference(self.judged[target.name], self.digest(variant, target))
        if difference is None:
            return Count(passed=1)
        process.say(f"{target.name} under {variant.name} differs from the judge:")
        process.say(f"- {difference.expected}")
        process.say(f"+ {difference.found}")
        return Count(failed=1)

    def end_wine(self) -> None:
        """Stops what wine leaves running for the folder of its Windows, and removes that: 700 MB,
        made anew in five seconds."""
        folder = self.wine_folder()
        if not folder.is_dir():
            return
        if os.access(WINE_SERVER, os.X_OK):
            for option in ("-k", "-w"):
                process.run([WINE_SERVER, option], environment={"WINEPREFIX": str(folder)})
        shutil.rmtree(folder, ignore_errors=True)


def run(project: Project, stages: Stages) -> None:
    """All stages: the judge's digests, then each variant."""
    digests = Digests(project)
    stages.run(f"digest {JUDGE}", digests.judge)
    try:
        for variant in VARIANTS:
            stages.run(f"digest {variant.name}", partial(digests.check, variant))
    finally:
        digests.end_wine()
