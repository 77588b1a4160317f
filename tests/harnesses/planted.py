"""Builds the planted fuzz targets by the project's own presets, for the tests beside this file.

Relies on cmake, ninja and the compiler that the preset names; a test whose tools are missing is
skipped, and counted as skipped. REDZONE_BINARY names the build tree that the tests may write to.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional

ROOT = Path(__file__).resolve().parents[2]
SKIPPED = 77  # ctest's SKIP_RETURN_CODE
PLANTED_SIZES = (0, 1, 5, 8, 13, 4096)
CLEAN_SIZES = (2, 4, 6, 7, 9, 12, 14, 4095, 4097)
SECONDS = 120  # no tool of these tests may take longer
AFL_ENVIRONMENT = {
    "AFL_NO_UI": "1",
    "AFL_NO_COLOR": "1",
    "AFL_NO_AFFINITY": "1",
    "AFL_SKIP_CPUFREQ": "1",
    "AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES": "1",
}


def preset_variables(name: str) -> Dict[str, str]:
    """The cache variables of a configure preset, those that it inherits included."""
    presets: List[Dict[str, Any]] = json.loads((ROOT / "CMakePresets.json").read_text())[
        "configurePresets"
    ]
    preset = next(preset for preset in presets if preset["name"] == name)
    variables: Dict[str, str] = {}
    inherited = preset.get("inherits", [])
    for parent in [inherited] if isinstance(inherited, str) else inherited:
        variables.update(preset_variables(parent))
    variables.update(preset.get("cacheVariables", {}))
    return variables


def run(
    command: List[str],
    stdin: Optional[bytes] = None,
    environment: Optional[Mapping[str, str]] = None,
    cwd: Optional[Path] = None,
    seconds: float = SECONDS,
) -> "subprocess.CompletedProcess[bytes]":
    """Runs a command to its end and returns what it said."""
    return subprocess.run(
        command,
        input=b"" if stdin is None else stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **(environment or {})},
        cwd=cwd,
        timeout=seconds,
        check=False,
    )


def need(*tools: str) -> None:
    """Skips the test when one of `tools` is not installed."""
    for tool in tools:
        if shutil.which(tool) is None:
            raise unittest.SkipTest(f"{tool} is not installed")


def build(
    preset: str,
    project: str = "planted",
    options: Optional[Mapping[str, str]] = None,
    name: Optional[str] = None,
) -> Path:
    """Builds a project of planted targets as `preset` does, but for `options`, in a tree `name` of
    its own where that is given; returns the folder of the programs."""
    variables = {**preset_variables(preset), **(options or {})}
    need("cmake", "ninja", variables["CMAKE_C_COMPILER"])
    trees = Path(os.environ["REDZONE_BINARY"]) / project.replace("_", "-")
    trees.mkdir(parents=True, exist_ok=True)
    tree = trees / (name or preset)
    definitions = [f"-D{key}={value}" for key, value in sorted(variables.items())]
    source = str(Path(__file__).resolve().parent / project)
    with open(f"{tree}.lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for command in (
            ["cmake", "-G", "Ninja", "-S", source, "-B", str(tree), *definitions],
            ["cmake", "--build", str(tree)],
        ):
            result = run(command)
            if result.returncode != 0:
                raise AssertionError((result.stdout + result.stderr).decode(errors="replace"))
    return tree / "bin"


class PlantedCase(unittest.TestCase):
    """A test with a folder of its own."""

    folder: Path

    def setUp(self) -> None:
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)

    def write(self, name: str, content: bytes) -> Path:
        """Writes a file below the test's folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def write_size(self, size: int) -> Path:
        """Writes an input of `size` bytes."""
        return self.write(f"size-{size:04}", b"i" * size)


def main() -> None:
    """Runs the tests of the calling module; when all that ran were skipped, says so to ctest."""
    result = unittest.main(module="__main__", exit=False, verbosity=2).result
    if not result.wasSuccessful():
        sys.exit(1)
    sys.exit(SKIPPED if result.skipped else 0)
