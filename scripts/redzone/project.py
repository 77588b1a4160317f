"""Where things lie in a checkout, and which fuzz targets its list names. Reads files only."""

from __future__ import annotations

import hashlib
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path

from redzone.outcome import Exit, Failure

ENGINES = ("libfuzzer", "afl")
PROGRAM_SUFFIX = {"libfuzzer": "_fuzzer", "afl": "_afl"}
# What CMake takes from a line of the list; see harnesses/fuzz_targets.cmake.
NAME = re.compile(r"[a-z][a-z0-9_]*")
NEEDS = re.compile(r"[a-z0-9]+(,[a-z0-9]+)*")
SUBJECT = re.compile(r"[a-z_]+")


@dataclass(frozen=True)
class Target:
    """A fuzz target: one line of harnesses/targets.txt."""

    name: str
    needs: tuple[str, ...] = ()
    subject: str = ""


def parse_targets(text: str, source: str) -> list[Target]:
    """The targets that a list names, in its order. A bad line is a Failure with its place."""
    targets: list[Target] = []
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        try:
            target = parse_target(words)
            if any(target.name == other.name for other in targets):
                raise ValueError(f"{target.name} is listed twice")
        except ValueError as error:
            raise Failure(f"{source}:{number}: {error}") from None
        targets.append(target)
    return targets


def parse_target(words: list[str]) -> Target:
    """One line's words: a name, then `needs=` and `subject=`, each at most once."""
    if not NAME.fullmatch(words[0]):
        raise ValueError(f"{words[0]}: a target's name is lower-case letters, digits and _")
    attributes: dict[str, str] = {}
    for word in words[1:]:
        key, equals, value = word.partition("=")
        form = {"needs": NEEDS, "subject": SUBJECT}.get(key)
        if form is None or not equals:
            raise ValueError(f"{word}: neither needs=… nor subject=…")
        if key in attributes or not form.fullmatch(value):
            raise ValueError(f"{word}: cannot read it")
        attributes[key] = value
    needs = tuple(attributes["needs"].split(",")) if "needs" in attributes else ()
    return Target(words[0], needs, attributes.get("subject", ""))


def is_input(path: Path) -> bool:
    """Whether a file of an input folder is an input, not a note beside one."""
    hidden = path.name.startswith(".")
    return not hidden and path.suffix not in (".json", ".md") and path.is_file()


def inputs_below(folder: Path) -> list[Path]:
    """All inputs in a folder and below, sorted; none where there is no such folder."""
    if not folder.is_dir():
        return []
    found = []
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [path for path in (Path(parent, name) for name in names) if is_input(path)]
    return sorted(found)


class Project:
    """A checkout. Its root is a resolved path."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self.build = self.root / "build"
        self.work = self.build / "work"

    def targets(self) -> list[Target]:
        """What harnesses/targets.txt names."""
        path = self.root / "harnesses" / "targets.txt"
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise Failure(f"cannot read the list of targets {path}: {error}") from None
        return parse_targets(text, self.shown(path))

    def choose(self, names: list[str]) -> list[Target]:
        """The named targets in the list's order; all, where none is named."""
        targets = self.targets()
        known = {target.name for target in targets}
        for name in names:
            if name not in known:
                listed = ", ".join(sorted(known)) or "none"
                raise Failure(f"no fuzz target {name}; there are: {listed}", Exit.WRONG_USE)
        return [target for target in targets if not names or target.name in names]

    def presets(self) -> list[str]:
        """The names of the build presets."""
        path = self.root / "CMakePresets.json"
        try:
            described = json.loads(path.read_text(encoding="utf-8"))
            return [str(preset["name"]) for preset in described["buildPresets"]]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise Failure(f"cannot read {path}: {error}") from None

    def seeds(self, target: str) -> Path:
        """Start inputs of a target."""
        return self.root / "seeds" / target

    def regressions(self, target: str) -> Path:
        """Reproducers of a target, and inputs that guard its checks."""
        return self.root / "seeds" / "regressions" / target

    def dictionary(self, target: str) -> Path:
        """The dictionary of a target, which may be missing."""
        return self.root / "dictionaries" / f"{target}.dict"

    def floors(self) -> Path:
        """What the seeds of each target must reach."""
        return self.root / "harnesses" / "floors.tsv"

    def uncovered(self) -> Path:
        """What no stored input reaches, with reasons."""
        return self.root / "harnesses" / "uncovered.tsv"

    def workbench(self, target: str) -> Path:
        """The program that judges inputs of a target."""
        return self.build / "asan" / "bin" / target

    def engine_program(self, target: str, engine: str, preset: str = "") -> Path:
        """A target's program for an engine, from the preset of its name where no other is named."""
        return self.build / (preset or engine) / "bin" / (target + PROGRAM_SUFFIX[engine])

    def shared(self) -> Path:
        """The shared data: $REDZONE_SHARED, or the folder beside the checkout."""
        named = os.environ.get("REDZONE_SHARED")
        return Path(named).resolve() if named else self.root.parent / "shared"

    def outside(self) -> Path:
        """The work folder for other people's inputs, whose licences must not get into the
        checkout."""
        state = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
        folder = state.resolve() / "redzone" / hashlib.sha256(bytes(self.root)).hexdigest()[:16]
        if self.root in folder.parents:
            raise Failure(f"{folder} is inside the checkout; set XDG_STATE_HOME", Exit.WRONG_USE)
        return folder

    def inside(self, path: Path) -> str:
        """A path for a command that runs in the checkout."""
        return str(path.relative_to(self.root)) if self.root in path.parents else str(path)

    def shown(self, path: Path) -> str:
        """A path as a person types it here: relative where the current folder is the checkout."""
        return self.inside(path) if Path.cwd() == self.root else str(path)
