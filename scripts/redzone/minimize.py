"""Minimizes a target's corpus: replay first, merge second. libFuzzer's merge leaves out inputs that
crash and says nothing, so that those are found before and kept in the spool.

Whatever interrupts it, the corpus is usable: what is to stay is written before anything goes."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from redzone import corpora, engine, libfuzzer, process
from redzone.engine import INPUT_MAX, INPUT_SECONDS, Workplace
from redzone.outcome import Exit, Failure
from redzone.project import Project
from redzone.spool import Crash, Spool, content_hash

FAILED = re.compile(r"^FAIL (.+): (.*)$")
SHOWN = 10  # last messages of a program that failed
# What the workbench says, and the kind that the spool gives it.
KINDS = (("ran longer than", "timeout"), ("leaks memory", "leak"))


def kind_of(reason: str) -> str:
    """The spool's word for what the workbench says."""
    return next((kind for words, kind in KINDS if reason.startswith(words)), "crash")


@dataclass
class Minimizer:
    """Finds which inputs a target needs, and sets aside those that fail."""

    project: Project
    target: str
    place: Workplace  # where logs, staged inputs and the spool are
    crashes: list[Crash] = field(default_factory=list)
    failed: set[str] = field(default_factory=set)  # contents, by their hash

    def __post_init__(self) -> None:
        self.folder = self.place.folder / "cmin"
        self.spool = Spool(self.place.spool)

    def needed(self, inputs: dict[str, Path], base: Sequence[Path], smallest: bool) -> list[str]:
        """Of inputs by content, those that add coverage to what the folders `base` have. With
        `smallest`, as few as can be found."""
        shutil.rmtree(self.folder, ignore_errors=True)
        staged, merged = self.folder / "staged", self.folder / "merged"
        engine.stage_inputs(base, merged)
        present = set(corpora.by_content([merged]))
        staged.mkdir(parents=True)
        for name, path in inputs.items():
            if name not in present:
                shutil.copyfile(path, staged / name)
        self.set_failures_aside(staged)
        if any(staged.iterdir()):
            self.merge(merged, staged, smallest)
        kept = set(corpora.by_content([merged])) - present
        shutil.rmtree(self.folder, ignore_errors=True)
        return [name for name in inputs if name in kept]

    def set_failures_aside(self, staged: Path) -> None:
        """Replays what is staged; what fails goes into the spool and out of the folder."""
        if not any(staged.iterdir()):
            return
        output = self.folder / "replay.out"
        program = self.project.inside(self.project.workbench(self.target))
        code = process.run_split(
            [program, "replay", self.project.inside(staged)],
            output,
            output.with_suffix(".log"),
            cwd=self.project.root,
        )
        said = output.read_text(encoding="utf-8", errors="replace").splitlines()
        found = [match for match in map(FAILED.match, said) if match]
        for match in found:
            self.set_aside(staged / Path(match.group(1)).name, kind_of(match.group(2)))
        if code not in (Exit.CLEAN, Exit.FINDING) or (code != 0 and not found):
            self.give_up(program, code, output.with_suffix(".log"))

    def set_aside(self, path: Path, kind: str) -> None:
        """Keeps a staged input that fails. A failure of no single input cannot be kept."""
        if not path.is_file():
            raise Failure(f"{self.target}: the replay failed, but at no single input: {path.name}")
        self.failed.add(content_hash(path.read_bytes()))
        self.crashes.append(self.spool.take(kind, path))

    def merge(self, merged: Path, staged: Path, smallest: bool) -> None:
        """Adds to a folder what of another one adds coverage."""
        artifacts = self.folder / "artifacts"
        artifacts.mkdir()
        program = self.project.inside(self.project.engine_program(self.target, "libfuzzer"))
        log = self.folder / "merge.log"
        code = process.run_logged(
            [
                program,
                "-set_cover_merge=1" if smallest else "-merge=1",
                f"-max_len={INPUT_MAX}",
                f"-timeout={INPUT_SECONDS}",
                f"-artifact_prefix={self.project.inside(artifacts)}/",
                self.project.inside(merged),
                self.project.inside(staged),
            ],
            log,
            cwd=self.project.root,
            environment=libfuzzer.environment(),
        )
        for path in sorted(artifacts.iterdir()):  # what the workbench let pass
            self.failed.add(content_hash(path.read_bytes()))
            self.crashes.append(self.spool.take(path.name.partition("-")[0], path))
        if code != 0:
            self.give_up(program, code, log)

    def give_up(self, program: str, code: int, log: Path) -> None:
        """A program did not do its work; nothing was changed."""
        said = log.read_text(encoding="utf-8", errors="replace").splitlines()[-SHOWN:]
        raise Failure("\n".join([f"{program}: {process.describe_exit(code)}", *said]))


@dataclass(frozen=True)
class Change:
    """What became of a corpus."""

    before: int  # contents that were looked at
    kept: int
    added: int  # files
    removed: int  # files


def in_place(minimizer: Minimizer, given: Sequence[Path]) -> Change:
    """Minimizes a working corpus, together with AFL++'s queues and given folders, to what adds
    something to the seeds. Files that stay keep their names."""
    corpus = minimizer.place.corpus
    inputs = corpora.by_content([*corpora.folders_of(minimizer.place), *given])
    seeds = minimizer.project.seeds(minimizer.target)
    wanted = minimizer.needed(inputs, [seeds], smallest=False)
    _, added = corpora.add(corpus, (inputs[name].read_bytes() for name in wanted))
    return Change(len(inputs), len(wanted), added, corpora.keep_only(corpus, wanted))


def into_seeds(minimizer: Minimizer, given: Sequence[Path], largest: int, room: int) -> Change:
    """Adds to a target's seeds the small inputs that reach what they do not, up to `room` bytes in
    all. No seed is removed, nor is anything of the working corpus."""
    seeds = minimizer.project.seeds(minimizer.target)
    inputs = corpora.by_content([*corpora.folders_of(minimizer.place), *given], largest)
    wanted = minimizer.needed(inputs, [seeds], smallest=True)
    contents = [inputs[name].read_bytes() for name in wanted]
    contents.sort(key=lambda content: (len(content), content))
    fitting = list(those_that_fit(contents, room - total_size(seeds)))
    _, added = corpora.add(seeds, fitting)
    return Change(len(inputs), len(wanted), added, 0)


def total_size(folder: Path) -> int:
    """Bytes of all inputs in a folder."""
    return sum(path.stat().st_size for path in corpora.by_content([folder]).values())


def those_that_fit(contents: Iterable[bytes], room: int) -> Iterable[bytes]:
    """The first contents that together have at most so many bytes."""
    for content in contents:
        room -= len(content)
        if room < 0:
            return
        yield content
