"""Build trees: build/<preset>/, configured when needed and afresh when the checkout was moved."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable
from pathlib import Path

from redzone import machine, process
from redzone.outcome import Exit, Failure
from redzone.project import Project

STAMP = ".configured-from"  # in a tree: which presets it was configured from


def cached(tree: Path, name: str) -> str:
    """A variable of a tree's CMakeCache.txt; empty where there is none."""
    try:
        lines = (tree / "CMakeCache.txt").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    for line in lines:
        if line.startswith(f"{name}:"):
            return line.partition("=")[2]
    return ""


def same_folder(stated: str, real: Path) -> bool:
    """Whether a path from a cache is this folder, symbolic links or not."""
    try:
        return Path(stated).samefile(real)
    except OSError:
        return False


def is_stale(tree: Path, root: Path) -> bool:
    """Whether a tree belongs to another place: CMake would build the original, not this one."""
    if not (tree / "CMakeCache.txt").is_file():
        return False
    home = cached(tree, "CMAKE_HOME_DIRECTORY")
    own = cached(tree, "CMAKE_CACHEFILE_DIR")
    return not (same_folder(home, root) and same_folder(own, tree))


def stamp_of(project: Project) -> str:
    """Changes when the presets change."""
    return hashlib.sha256((project.root / "CMakePresets.json").read_bytes()).hexdigest()


def is_configured(project: Project, preset: str) -> bool:
    """Whether ninja alone can bring the tree up to date."""
    tree = project.build / preset
    try:
        stamp = (tree / STAMP).read_text(encoding="utf-8")
    except OSError:
        return False
    return (tree / "build.ninja").is_file() and stamp == stamp_of(project)


def configure(project: Project, preset: str) -> None:
    """Configures a preset's tree unless it is; a stale one is removed first, and that is said."""
    tree = project.build / preset
    if is_stale(tree, project.root):
        process.say(f"{project.shown(tree)} was configured in another place; starting afresh")
        shutil.rmtree(tree)
    if is_configured(project, preset):
        return
    code = process.run(["cmake", "--preset", preset], cwd=project.root)
    if code != 0:
        raise Failure(f"cannot configure preset {preset}: cmake ended with code {code}")
    (tree / STAMP).write_text(stamp_of(project), encoding="utf-8")


def build(project: Project, preset: str, programs: Iterable[str] = ()) -> None:
    """Builds the programs of a preset, all where none is named; a Failure when it cannot."""
    if preset not in project.presets():
        listed = ", ".join(project.presets())
        raise Failure(f"no preset {preset}; there are: {listed}", Exit.WRONG_USE)
    with process.locked(project.build / f".{preset}.lock"):
        configure(project, preset)
        command = ["cmake", "--build", f"build/{preset}", "--parallel", str(len(machine.cores()))]
        wanted = list(programs)
        if wanted:
            command += ["--target", *wanted]
        if process.run(command, cwd=project.root) != 0:
            raise Failure(f"preset {preset} does not build")
