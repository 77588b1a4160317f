"""Checks of the source itself: formatting, shell scripts, types, clang-tidy. Each looks at all files
of its kind that git knows or would take; clang-tidy at all that the dev build compiles."""

from __future__ import annotations

import os
import re
from pathlib import Path

from redzone import machine, process
from redzone.outcome import Failure
from redzone.project import Project
from redzone.stages import Count

SHELL = re.compile(rb"#!\s*\S*?(?:/env\s+)?(?:/|\b)(?:ba|da)?sh\b")
PROGRESS = re.compile(r"\[ *\d+/\d+\]")  # a line of run-clang-tidy for each file that it is done with


def source_files(project: Project) -> list[Path]:
    """Files of the checkout but those that git ignores; without git, those outside of build/."""
    listed = process.capture(
        ["git", "-C", str(project.root), "ls-files", "-z", "-co", "--exclude-standard"]
    )
    if listed is None:
        return walked_files(project.root)
    paths = {project.root / name for name in listed.split("\0") if name}
    return sorted(path for path in paths if path.is_file())


def walked_files(root: Path) -> list[Path]:
    """What stands in for git's list."""
    found: list[Path] = []
    for parent, folders, names in os.walk(root):
        top = Path(parent) == root
        folders[:] = [
            name
            for name in folders
            if name == ".ci" or not (name.startswith((".", "__")) or (top and name == "build"))
        ]
        found += [Path(parent, name) for name in names]
    return sorted(found)


def is_shell(path: Path) -> bool:
    """Whether a file is a shell script, by its name or its first line."""
    if path.suffix == ".sh":
        return True
    with open(path, "rb") as file:
        return SHELL.match(file.readline(200)) is not None


def check(command: list[str], files: list[Path], project: Project) -> Count:
    """Runs a checker over files; it passes with exit code 0. No file is a Failure."""
    if not files:
        raise Failure("nothing was tested: no files of this kind")
    names = [str(path.relative_to(project.root)) for path in files]
    code = process.run([*command, *names], cwd=project.root)
    return Count(passed=1) if code == 0 else Count(failed=1)


def formatting(project: Project) -> Count:
    """clang-format has nothing to change."""
    sources = [path for path in source_files(project) if path.suffix in (".c", ".h")]
    return check(["clang-format-19", "--dry-run", "-Werror"], sources, project)


def shell_scripts(project: Project) -> Count:
    """shellcheck has nothing to say."""
    seeds = project.root / "seeds"
    scripts = [path for path in source_files(project) if seeds not in path.parents]
    return check(["shellcheck"], [path for path in scripts if is_shell(path)], project)


def types(project: Project) -> Count:
    """mypy --strict accepts the command line and all tests, for the oldest Python they run on."""
    command = ["mypy", "--strict", "--python-version", "3.9", "--cache-dir", "build/mypy"]
    tests = project.root / "tests"
    files = [path for path in source_files(project) if path.suffix == ".py"]
    names = [str(path.relative_to(project.root)) for path in files if tests in path.parents]
    if not names:
        raise Failure("nothing was tested: no Python in tests/")
    code = process.run(
        [*command, "scripts/redzone", *names],
        cwd=project.root,
        environment={"MYPYPATH": "scripts"},
    )
    return Count(passed=1) if code == 0 else Count(failed=1)


def tidy(project: Project, preset: str = "dev") -> Count:
    """clang-tidy has nothing to say about what a preset, configured before, compiles."""
    tree = project.build / preset
    if not (tree / "compile_commands.json").is_file():
        raise Failure(f"nothing was tested: {project.shown(tree)} is not configured")
    log = project.build / "clang-tidy.log"
    jobs = str(len(machine.cores()))
    command = ["run-clang-tidy-19", "-quiet", "-j", jobs, "-p", f"build/{preset}"]
    code = process.run_logged(command, log, cwd=project.root)
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    findings = [line for line in lines if not PROGRESS.match(line)]
    if code != 0:
        process.say("\n".join(findings))
        return Count(failed=1)
    if len(findings) == len(lines):
        raise Failure("nothing was tested: clang-tidy looked at no file")
    return Count(passed=1)
