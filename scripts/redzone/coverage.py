"""Measures what stored inputs alone reach: each target's seeds and regressions are replayed once in
the coverage build; llvm-cov says what of the parser they ran. Leaves an HTML report."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from redzone import coverage_data, machine, process, trees
from redzone.coverage_data import FileCoverage
from redzone.findings.store import replayable
from redzone.outcome import Exit, Failure
from redzone.project import Project, Target, inputs_below

PRESET = "coverage"
SHOWN = 10  # inputs that failed, and last messages of a tool


@dataclass(frozen=True)
class Coverage:
    """What a measurement says."""

    files: dict[str, FileCoverage]  # of parser/, by path from the root
    calls: dict[str, dict[str, int]]  # by target: how often its seeds called each function
    report: Path  # the HTML report's first page

    @property
    def lines(self) -> tuple[int, int]:
        """How many lines there are, and how many never ran."""
        files = self.files.values()
        return sum(len(file.lines) for file in files), sum(file.missed_lines for file in files)

    @property
    def branches(self) -> tuple[int, int]:
        """How many outcomes branches have, and how many never came."""
        files = self.files.values()
        return sum(file.outcomes for file in files), sum(file.missed_outcomes for file in files)


@lru_cache(maxsize=None)
def source_lines(path: str) -> list[str]:
    """The lines of a source file; none where it cannot be read."""
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        return []


def text_at(path: str, region: Sequence[int]) -> str:
    """The source at a region of one line; empty for more lines."""
    begin, first, end, last = region[:4]
    lines = source_lines(path)
    return lines[begin - 1][first - 1 : last - 1] if begin == end <= len(lines) else ""


def read_export(path: Path) -> dict[str, Any]:
    """What llvm-cov exported."""
    try:
        export = json.loads(path.read_text(encoding="utf-8"))
        return {"data": [{"functions": list(export["data"][0]["functions"])}]}
    except (ValueError, KeyError, IndexError, TypeError):
        raise Failure(f"cannot read what llvm-cov exported: {path}") from None


def own_functions(export: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """An export with the functions that stand in files below a folder: llvm-cov names them all."""
    functions = [
        function
        for function in export["data"][0]["functions"]
        if folder in Path(function["filenames"][function["regions"][0][5]]).parents
    ]
    return {"data": [{"functions": functions}]}


@dataclass
class Measurement:
    """Measures a project's targets, in build/coverage/measured/."""

    project: Project
    targets: Sequence[Target]
    calls: dict[str, dict[str, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tree = self.project.build / PRESET
        self.folder = self.tree / "measured"

    def program(self, target: str) -> Path:
        """A target's workbench in the coverage build."""
        return self.tree / "bin" / target

    def run(self) -> Coverage:
        """All of it. A seed that fails, or a target without seeds, is a Failure."""
        trees.build(self.project, PRESET, [target.name for target in self.targets])
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        profiles: list[Path] = []
        for target in self.targets:
            seeds = self.replay(target.name, "seeds", [self.seeds_of(target.name)])
            self.calls[target.name] = self.count_calls(target.name, seeds)
            profiles.append(seeds)
            regressions = replayable(self.project, target.name)
            if regressions:
                profiles.append(self.replay(target.name, "regressions", regressions))
        everything = self.merge("all", profiles)
        return Coverage(self.evaluate(everything), self.calls, self.show(everything))

    def seeds_of(self, target: str) -> Path:
        """The folder of a target's seeds; a Failure where there are none."""
        seeds = self.project.seeds(target)
        if not inputs_below(seeds):
            raise Failure(
                f"nothing was tested: {self.project.shown(seeds)} has no inputs",
                Exit.NOTHING_TESTED,
            )
        return seeds

    def replay(self, target: str, name: str, inputs: Sequence[Path]) -> Path:
        """Runs inputs once each, files or folders of them, and returns the profile of it."""
        output = self.folder / f"{target}-{name}.out"
        program = self.project.inside(self.program(target))
        paths = [self.project.inside(path) for path in inputs]
        code = process.run_split(
            [program, "replay", "--times", "1", "--place", "heap", *paths],
            output,
            output.with_suffix(".log"),
            cwd=self.project.root,
            # %m: the processes of a replay add to one file.
            environment={"LLVM_PROFILE_FILE": str(output.with_suffix(".%m.profraw"))},
        )
        if code != 0:
            said = output.read_text(encoding="utf-8", errors="replace").splitlines()
            failed = [line for line in said if line.startswith("FAIL ")][:SHOWN]
            end = process.describe_exit(code)
            raise Failure("\n".join([f"{program}, replaying {', '.join(paths)}: {end}", *failed]))
        raw = sorted(self.folder.glob(f"{target}-{name}.*.profraw"))
        return self.merge(f"{target}-{name}", raw)

    def merge(self, name: str, profiles: Sequence[Path]) -> Path:
        """One profile of several."""
        merged = self.folder / f"{name}.profdata"
        self.tool("llvm-profdata", ["merge", "-sparse", *map(str, profiles), "-o", str(merged)])
        return merged

    def tool(self, name: str, arguments: Sequence[str]) -> Path:
        """Runs a tool of clang 19, and returns the file with what it printed."""
        output = self.folder / f"{name}-{len(list(self.folder.glob('*.printed')))}.printed"
        log = output.with_suffix(".log")
        program = machine.llvm_tool(name)
        if program is None:
            cure = "sudo apt-get install -y --no-install-recommends llvm-19"
            raise Failure(f"{name} is missing; install it: {cure}", Exit.MISSING_TOOL)
        code = process.run_split([program, *arguments], output, log, cwd=self.project.root)
        if code != 0:
            said = log.read_text(encoding="utf-8", errors="replace").splitlines()[-SHOWN:]
            raise Failure("\n".join([f"{name}: {process.describe_exit(code)}", *said]))
        return output

    def programs(self) -> list[str]:
        """The measured programs, as llvm-cov takes them."""
        first, *others = [str(self.program(target.name)) for target in self.targets]
        return [first, *(f"-object={other}" for other in others)]

    def count_calls(self, target: str, profile: Path) -> dict[str, int]:
        """How often each function of a target was called."""
        options = ["-format=text", "-skip-expansions", f"-instr-profile={profile}"]
        printed = self.tool("llvm-cov", ["export", *options, str(self.program(target))])
        return coverage_data.function_counts(read_export(printed))

    def evaluate(self, profile: Path) -> dict[str, FileCoverage]:
        """What was reached of the parser."""
        parser = self.project.root / "parser"
        words = [*self.programs(), f"-instr-profile={profile}"]
        printed = self.tool("llvm-cov", ["export", "-format=text", *words])
        lcov = self.tool("llvm-cov", ["export", "-format=lcov", *words, str(parser)])
        export = own_functions(read_export(printed), parser)
        files = coverage_data.evaluate(export, lcov.read_text(encoding="utf-8"), text_at)
        if not files:
            raise Failure("nothing was tested: no code of parser/ ran", Exit.NOTHING_TESTED)
        return {self.project.inside(Path(name)): files[name] for name in sorted(files)}

    def show(self, profile: Path) -> Path:
        """Writes the HTML report."""
        folder = self.tree / "html"
        shutil.rmtree(folder, ignore_errors=True)
        options = ["-format=html", "-show-branches=count", "-show-expansions=false"]
        options += [f"-output-dir={folder}", f"-instr-profile={profile}"]
        parser = str(self.project.root / "parser")
        self.tool("llvm-cov", ["show", *options, *self.programs(), parser])
        return folder / "index.html"
