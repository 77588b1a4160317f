"""Runs docs/your-parser.md: every command of the page, in order, on a copy of docs/example/ and of the
few files that the page says are enough. Relies on cmake, ninja, clang 19 and AFL++; without one of them
the test is skipped, and counted as skipped."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from typing import Dict, List, Tuple

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "your-parser.md"
TOOLS = ("cmake", "ctest", "ninja", "clang-19", "afl-clang-fast", "afl-fuzz")
ENOUGH = ("support", "fuzz_targets.cmake", "mutators.cmake")  # of harnesses/
SECONDS = 120  # no command may take longer
SKIPPED = 77
CODE = re.compile(r"# exit code (\d+)$")


def commands() -> List[str]:
    """The page's commands: the lines that are indented by four spaces."""
    text = PAGE.read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.startswith("    ")]


class Example(unittest.TestCase):
    """One session of somebody who follows the page."""

    folder: Path

    @classmethod
    def setUpClass(cls) -> None:
        temporary = tempfile.TemporaryDirectory(prefix="redzone-example-")
        cls.addClassCleanup(temporary.cleanup)
        cls.folder = Path(temporary.name).resolve()
        cls.checkout = cls.copy_what_is_enough()
        cls.said = cls.follow_the_page()

    checkout: Path
    said: Dict[str, Tuple[int, str]]

    @classmethod
    def copy_what_is_enough(cls) -> Path:
        """A checkout that holds the example and what it needs, and nothing else."""
        checkout = cls.folder / "checkout"
        harnesses = checkout / "harnesses"
        harnesses.mkdir(parents=True)
        for name in ENOUGH:
            source = ROOT / "harnesses" / name
            if source.is_dir():
                shutil.copytree(source, harnesses / name)
            else:
                shutil.copy(source, harnesses / name)
        shutil.copytree(
            ROOT / "docs" / "example",
            checkout / "docs" / "example",
            ignore=shutil.ignore_patterns("build", "corpus", "findings"),
        )
        return checkout

    @classmethod
    def follow_the_page(cls) -> Dict[str, Tuple[int, str]]:
        """Runs the commands in one shell, as they stand, but for the place of the copy. Each is
        followed by a line that tells its exit code."""
        page = commands()
        script = ["exec 2>&1"]
        for number, command in enumerate(page):
            script += [command, f'printf "\\nENDED {number} %d\\n" "$?"']
        text = "\n".join(script).replace("/tmp/parcel", str(cls.folder / "parcel"))
        done = subprocess.run(
            ["sh", "-s"],
            input=text,
            stdout=subprocess.PIPE,
            env={**os.environ, "AFL_NO_AFFINITY": "1", "AFL_NO_COLOR": "1"},
            cwd=cls.checkout,
            timeout=SECONDS * 4,
            text=True,
            errors="replace",
            check=False,
        )
        said: Dict[str, Tuple[int, str]] = {}
        rest = done.stdout
        for number, command in enumerate(page):
            text, mark, rest = rest.partition(f"\nENDED {number} ")
            assert mark, f"{command}: did not end: {text}"
            code, _, rest = rest.partition("\n")
            said[command] = (int(code), text)
        return said

    def find(self, *parts: str) -> Tuple[int, str]:
        """What the one command that contains all parts said."""
        (found,) = [said for line, said in self.said.items() if all(part in line for part in parts)]
        return found

    def test_every_command_ends_as_the_page_says(self) -> None:
        self.assertGreaterEqual(len(self.said), 15)
        for command, (code, text) in self.said.items():
            stated = CODE.search(command)
            self.assertEqual(code, int(stated.group(1)) if stated else 0, f"{command}:\n{text}")

    def test_replay_runs_every_seed(self) -> None:
        seeds = list((ROOT / "docs" / "example" / "seeds" / "parcel_read").iterdir())
        _, text = self.find("build/replay/bin/parcel_read ")
        self.assertGreaterEqual(len(seeds), 10)
        self.assertIn(f"{len(seeds)} inputs in ", text)
        _, text = self.find("ctest")
        self.assertIn("100% tests passed, 0 tests failed out of 1", text)

    def test_libfuzzer_sees_the_parser_and_not_the_harness_alone(self) -> None:
        _, text = self.find("parcel_read_fuzzer")
        done = re.search(r"#(\d+)\tDONE +cov: (\d+)", text)
        assert done, text
        self.assertGreater(int(done.group(1)), 10000)
        self.assertGreater(int(done.group(2)), 40)

    def test_afl_takes_the_seeds_and_runs(self) -> None:
        stats = (self.folder / "parcel" / "findings" / "default" / "fuzzer_stats").read_text()
        values = dict(re.findall(r"^(\w+) *: (\S+)", stats, re.MULTILINE))
        self.assertGreater(int(values["execs_done"]), 1000)
        self.assertGreater(int(values["edges_found"]), 20)
        self.assertEqual(values["saved_crashes"], "0")

    def test_the_planted_over_read_is_caught_and_no_other_seed_fails(self) -> None:
        _, text = self.find("build/planted/bin/parcel_read")
        self.assertIn("heap-buffer-overflow", text)
        self.assertIn("next_record", text)
        self.assertEqual(re.findall(r"(\S+) failed, 0 not readable", text), ["1"])
        self.assertRegex(text, r"(?m)seeds/parcel_read/head-cut: ")


def main() -> int:
    """Skips where a tool is missing, says which, and never passes then."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        print(f"SKIPPED: {', '.join(missing)} not installed")
        return SKIPPED
    return 0 if unittest.main(exit=False).result.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main())
