"""Writes a new fuzz target: all that the build, the tests and the command line look for. Its line
of harnesses/targets.txt comes last, so that a target is listed only when all of it is there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from redzone.outcome import Exit, Failure
from redzone.project import NAME, NEEDS, Project, inputs_below
from redzone.spool import write_whole

TEMPLATES = Path(__file__).parent / "templates"
NAME_MAX = 40
# Words that CMake or ninja take for themselves; programs that OSS-Fuzz ignores, less their _fuzzer.
RESERVED = ("all", "clean", "help", "install", "package", "test", "checksum", "do_stuff")
SUFFIXES = ("_fuzzer", "_afl")  # of the engines' programs
LIBRARY_OR_PROGRAM = re.compile(r"add_(?:library|executable|custom_target)\(\s*([A-Za-z0-9_:]+)")
ACCEPTANCE = "check_accepted"  # the function that the templates' floors are about


@dataclass(frozen=True)
class Start:
    """What a target begins with."""

    template: str
    seed: bytes
    dictionary: str
    covers: str
    oracle: str
    bugs: str


PLAIN = Start(
    "plain.c",
    b"\x05hello",
    'length="\\x05"\nlongest="\\xff"\n',
    "new: a text behind its size",
    "what is taken lies inside the input; the same at another place in memory",
    "out-of-bounds reads, results that depend on memory",
)


def channel_start(project: Project) -> Start:
    """For the subject `channel`: its seed is the smallest channel file with content."""
    return Start(
        "channel.c",
        (project.seeds("channel_file") / "exists").read_bytes(),
        'magic="RZCH\\x0d\\x0a\\x1a\\x0a"\n',
        "new: any bytes, opened as a channel file",
        "a refusal names a place in the file; sections lie inside the file, in order",
        "out-of-bounds reads, overlapping sections",
    )


@dataclass(frozen=True)
class Wanted:
    """The target to be."""

    name: str
    needs: str = ""
    subject: str = ""

    @property
    def line(self) -> str:
        """Its line of the list."""
        needs = f" needs={self.needs}" if self.needs else ""
        subject = f" subject={self.subject}" if self.subject else ""
        return f"{self.name}{needs}{subject}\n"


def taken_names(project: Project) -> set[str]:
    """Names that the build already uses for something."""
    names = set(RESERVED)
    for path in project.root.rglob("CMakeLists.txt"):
        if project.build not in path.parents:
            names.update(LIBRARY_OR_PROGRAM.findall(path.read_text(encoding="utf-8")))
    return names


def check(project: Project, wanted: Wanted, known_needs: set[str]) -> None:
    """Refuses what would not build, or would overwrite something."""
    name = wanted.name
    listed = project.targets()
    subjects = {target.subject for target in listed if target.subject}
    if not NAME.fullmatch(name) or len(name) > NAME_MAX:
        raise_use(f"{name!r}: a name is up to {NAME_MAX} lower-case letters, digits and _")
    if name in (target.name for target in listed):
        raise_use(f"{name}: there is such a fuzz target")
    if name.endswith(SUFFIXES) or name == "regressions" or name in taken_names(project):
        raise_use(f"{name}: the project uses this name for something else")
    if wanted.needs and not NEEDS.fullmatch(wanted.needs):
        raise_use(f"--needs {wanted.needs}: write yaml,jansson")
    for need in filter(None, wanted.needs.split(",")):
        if need not in known_needs:
            there = ", ".join(sorted(known_needs))
            raise_use(f"--needs {need}: no such library; there are: {there}")
    if wanted.subject and wanted.subject not in subjects:
        there = ", ".join(sorted(subjects)) or "none"
        raise_use(f"--subject {wanted.subject}: no such subject; there are: {there}")
    files = [source_of(project, name), project.dictionary(name)]
    for path in [*filter(Path.exists, files), *inputs_below(project.seeds(name))]:
        raise_use(f"{project.shown(path)} is there already")


def raise_use(message: str) -> NoReturn:
    """Wrong use."""
    raise Failure(message, Exit.WRONG_USE)


def source_of(project: Project, name: str) -> Path:
    """A target's C file."""
    return project.root / "harnesses" / f"{name}.c"


def row_of(wanted: Wanted, start: Start) -> str:
    """Its row of docs/targets.md."""
    link = f"[{wanted.name}](../harnesses/{wanted.name}.c)"
    return f"| {link} | {start.covers} | {start.oracle} | {start.bugs} |\n"


def with_row(text: str, row: str) -> str:
    """A page with a row more at the end of its last table."""
    lines = text.splitlines(keepends=True)
    rows = [number for number, line in enumerate(lines) if line.startswith("|")]
    if not rows:
        raise Failure("docs/targets.md has no table")
    lines.insert(rows[-1] + 1, row)
    return "".join(lines)


def append(path: Path, line: str) -> None:
    """A list with a line more."""
    text = path.read_text(encoding="utf-8")
    write_whole(path, (text + ("" if text.endswith("\n") or not text else "\n") + line).encode())


def create(project: Project, wanted: Wanted) -> list[Path]:
    """Writes the target, and returns the files that are new or have a line more."""
    start = channel_start(project) if wanted.subject == "channel" else PLAIN
    page = project.root / "docs" / "targets.md"
    page_with_row = with_row(page.read_text(encoding="utf-8"), row_of(wanted, start))
    source, seed = source_of(project, wanted.name), project.seeds(wanted.name) / "first"
    dictionary, listed = project.dictionary(wanted.name), project.root / "harnesses" / "targets.txt"
    head = f"# Tokens for {wanted.name}, written by hand.\n"
    fresh = {
        source: (TEMPLATES / start.template).read_bytes(),
        seed: start.seed,
        dictionary: (head + start.dictionary).encode(),
    }
    try:
        for path, content in fresh.items():
            write_whole(path, content)
    except BaseException:
        for path in fresh:
            path.unlink(missing_ok=True)
        raise
    append(project.floors(), f"{wanted.name}\t{ACCEPTANCE}\t1\n")
    write_whole(page, page_with_row.encode())
    append(listed, wanted.line)
    return [source, seed, dictionary, project.floors(), page, listed]
