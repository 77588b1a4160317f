"""`corpus`: exchanges working corpora with other machines and with OSS-Fuzz."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from redzone import archives, corpora, process
from redzone.live import plural
from redzone.outcome import Exit, Failure
from redzone.project import PROGRAM_SUFFIX, Project, Target

HELP = "exchange corpora with other machines"
DESCRIPTION = """push writes what fuzzing has found so far, an archive for each target, TARGET.zip.
pull takes inputs from such archives, from OSS-Fuzz's (TARGET_fuzzer_seed_corpus.zip and the like),
or from folders named after targets. What is pulled is kept outside the checkout, because corpora
carry other people's licences; the command that fuzzes from there is printed. Reproducers are not
exchanged."""
SEED_CORPUS = "_seed_corpus"  # what OSS-Fuzz puts behind a target's name


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `corpus` takes."""
    parser.add_argument("direction", choices=("pull", "push"), help="which way")
    parser.add_argument("place", type=Path, metavar="DIR|ZIP", help="a folder, or one archive")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help="see `list` (default: all)")


@dataclass(frozen=True)
class Source:
    """Where inputs of a target are."""

    target: str
    path: Path  # an archive or a folder


def stems(target: str) -> list[str]:
    """The names under which archives of a target are known."""
    programs = [target, target + PROGRAM_SUFFIX["libfuzzer"]]
    return [*programs, *(program + SEED_CORPUS for program in programs)]


def is_archive(path: Path) -> bool:
    """Whether a path names an archive, be it there or not."""
    return path.suffix == ".zip" and not path.is_dir()


def sources(place: Path, targets: Sequence[Target], named: bool) -> list[Source]:
    """What there is to pull. One target that was named takes what has no name of its own."""
    if not place.exists():
        raise Failure(f"{place}: no such folder or archive", Exit.WRONG_USE)
    names = [target.name for target in targets]
    if is_archive(place):
        fitting = [name for name in names if place.stem in stems(name)]
        if not fitting and named and len(names) == 1:
            fitting = names
        if not fitting:
            raise Failure(f"{place}: of which target? name it", Exit.WRONG_USE)
        return [Source(fitting[0], place)]
    if not place.is_dir():
        raise Failure(f"{place} is neither folder nor .zip", Exit.WRONG_USE)
    found = [source for name in names for source in sources_in(place, name)]
    return found or ([Source(names[0], place)] if named and len(names) == 1 else [])


def sources_in(folder: Path, target: str) -> Iterator[Source]:
    """A target's archives and folders in a folder."""
    for stem in stems(target):
        for path in (folder / f"{stem}.zip", folder / stem):
            if path.is_file() if path.suffix == ".zip" else path.is_dir():
                yield Source(target, path)


def contents(source: Source) -> Iterator[bytes]:
    """The inputs of a source."""
    if is_archive(source.path):
        yield from archives.read(source.path)
    else:
        for path in corpora.by_content([source.path]).values():
            yield path.read_bytes()


def pull(project: Project, place: Path, targets: Sequence[Target], named: bool) -> Exit:
    """Takes inputs in."""
    found = sources(place, targets, named)
    work = project.outside()
    seen = 0
    with process.locked(work / ".run.lock", f"another run is going on in {work}"):
        for source in found:
            corpus = corpora.place_of(work, source.target).corpus
            taken, added = corpora.add(corpus, contents(source))
            seen += taken
            print(f"{source.target}: {plural(taken, 'input')}, {added:,} new", flush=True)
    if seen == 0:
        raise Failure(f"{place} has no inputs of these targets", Exit.NOTHING_TESTED)
    for target in dict.fromkeys(source.target for source in found):
        folder = corpora.place_of(work, target).corpus
        process.say("to fuzz from there:")
        process.show(["./scripts/fuzz", "run", "--corpus", str(folder), target])
    return Exit.CLEAN


def push(project: Project, place: Path, targets: Sequence[Target]) -> Exit:
    """Hands inputs out."""
    resolved = place.resolve()
    if project.root in (resolved, *resolved.parents) and project.build not in resolved.parents:
        raise Failure(f"{place}: corpora do not belong into the checkout", Exit.WRONG_USE)
    packed = {target.name: inputs_of(project, target.name) for target in targets}
    packed = {name: inputs for name, inputs in packed.items() if inputs}
    if not packed:
        raise Failure("there are no working corpora yet", Exit.NOTHING_TESTED)
    if is_archive(place) and len(packed) > 1:
        raise Failure(f"{place}: one archive takes one target; name it", Exit.WRONG_USE)
    for name, inputs in packed.items():
        path = place if is_archive(place) else place / f"{name}.zip"
        archives.write(path, inputs)
        print(f"{name}: {plural(len(inputs), 'input')} in {path}", flush=True)
    return Exit.CLEAN


def inputs_of(project: Project, target: str) -> dict[str, Path]:
    """A target's inputs, of its own campaigns and of those from other people's inputs."""
    places = (corpora.place_of(work, target) for work in (project.work, project.outside()))
    return corpora.by_content(folder for place in places for folder in corpora.folders_of(place))


def run(project: Project, arguments: argparse.Namespace, _flags: Sequence[str]) -> Exit:
    """Does it."""
    targets = project.choose(arguments.targets)
    if not targets:
        raise Failure("no fuzz targets are listed", Exit.NOTHING_TESTED)
    if arguments.direction == "push":
        return push(project, arguments.place, targets)
    return pull(project, arguments.place, targets, named=bool(arguments.targets))
