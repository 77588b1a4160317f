"""Checks of the source itself: formatting, shell scripts, types. Each looks at all files of its
kind that git knows or would take."""

from __future__ import annotations

import os
import re
from pathlib import Path

from redzone import process
from redzone.outcome import Failure
from redzone.project import Project
from redzone.stages import Count

SHELL = re.compile(rb"#!\s*\S*?(?:/env\s+)?(?:/|\b)(?:ba|da)?sh\b")


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
    """mypy --strict accepts the command line and its tests, for the oldest Python they run on."""
    command = ["mypy", "--strict", "--python-version", "3.9", "--cache-dir", "build/mypy"]
    code = process.run(
        [*command, "scripts/redzone", "tests/scripts"],
        cwd=project.root,
        environment={"MYPYPATH": "scripts"},
    )
    return Count(passed=1) if code == 0 else Count(failed=1)
