"""A new fuzz target: what is refused, what is written, and that it builds, runs and passes at once."""

from __future__ import annotations

import contextlib
import io
import shutil
import subprocess
import unittest
from pathlib import Path
from unittest import mock

from support import ROOT, FolderCase

from redzone import checks, create, floors, packages
from redzone.cli import make_parser
from redzone.outcome import Exit, Failure
from redzone.project import Project
from redzone.spool import write_whole
from redzone.verbs import new

PAGE = "# The fuzz targets\n\n| target | covers | oracle | class of bug |\n|---|---|---|---|\n"


class Case(FolderCase):
    def setUp(self) -> None:
        super().setUp()
        self.write("harnesses/targets.txt", "old subject=channel\n")
        self.write("harnesses/floors.tsv", "# floors\nold\tcheck\t1")
        self.write("harnesses/CMakeLists.txt", "add_executable(tool a.c)\nadd_library(\n  lib b.c)\n")
        self.write("docs/targets.md", PAGE + "| old | a | b | c |\n\nMore text.\n")
        self.write("seeds/channel_file/exists", "a channel file")
        self.project = Project(self.folder)

    def fuzz(self, *words: str) -> tuple[Exit, list[str]]:
        """Runs the verb: exit code and lines of stdout."""
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
            code = new.run(self.project, make_parser().parse_args(["new", *words]), [])
        return code, out.getvalue().splitlines()


class Refusing(Case):
    def refused(self, *words: str) -> None:
        """It is wrong use, and writes nothing."""
        before = {path: path.read_bytes() for path in self.folder.rglob("*") if path.is_file()}
        with self.assertRaises(Failure) as refused:
            self.fuzz(*words)
        self.assertEqual(refused.exception.code, Exit.WRONG_USE)
        after = {path: path.read_bytes() for path in self.folder.rglob("*") if path.is_file()}
        self.assertEqual(before, after)

    def test_bad_names(self) -> None:
        for name in ("", "Upper", "1st", "a-b", "a b", "../x", "a/b", "ä", "_x", "x" * 41):
            with self.subTest(name):
                self.refused(name)

    def test_names_that_mean_something_else(self) -> None:
        for name in ("old", "tool", "lib", "test", "all", "x_fuzzer", "x_afl", "regressions"):
            with self.subTest(name):
                self.refused(name)

    def test_what_is_there_is_not_overwritten(self) -> None:
        for path in ("harnesses/fresh.c", "seeds/fresh/a", "dictionaries/fresh.dict"):
            with self.subTest(path):
                file = self.write(path)
                self.refused("fresh")
                file.unlink()
                with contextlib.suppress(OSError):
                    file.parent.rmdir()

    def test_unknown_libraries_and_subjects(self) -> None:
        self.refused("fresh", "--needs", "zlib")
        self.refused("fresh", "--needs", "yaml,")
        self.refused("fresh", "--subject", "packets")

    def test_a_page_without_a_table(self) -> None:
        self.write("docs/targets.md", "nothing")
        with self.assertRaisesRegex(Failure, "no table"):
            self.fuzz("fresh")
        self.assertFalse((self.folder / "harnesses" / "fresh.c").exists())


class Writing(Case):
    def test_everything_that_is_looked_for(self) -> None:
        code, lines = self.fuzz("fresh", "--needs", "pcre2,yaml", "--subject", "channel")
        self.assertEqual((code, len(lines)), (Exit.CLEAN, 6))
        listed = self.project.targets()
        self.assertEqual(listed[1].needs, ("pcre2", "yaml"))
        self.assertEqual(listed[1].subject, "channel")
        self.assertEqual(floors.unfounded(floors.load(self.project)[1:], listed[1:]), [])
        self.assertEqual(
            (self.project.seeds("fresh") / "first").read_text(), "a channel file"
        )
        page = (self.folder / "docs" / "targets.md").read_text()
        self.assertRegex(page, r"\| c \|\n\| \[fresh\]\(../harnesses/fresh.c\) \|.*\|\n\nMore")

    def test_a_failure_leaves_nothing_behind(self) -> None:
        def full(path: Path, content: bytes) -> None:
            if path.suffix == ".dict":
                raise OSError("disk full")
            write_whole(path, content)

        with mock.patch.object(create, "write_whole", full), self.assertRaises(OSError):
            self.fuzz("fresh")
        self.assertEqual(len(self.project.targets()), 1)
        self.assertFalse((self.folder / "harnesses" / "fresh.c").exists())
        self.assertEqual(self.fuzz("fresh")[0], Exit.CLEAN)

    def test_templates_say_what_a_floor_is_about(self) -> None:
        for path in create.TEMPLATES.glob("*.c"):
            self.assertIn(f"static void {create.ACCEPTANCE}(", path.read_text(encoding="utf-8"))


class Building(FolderCase):
    """In a scratch copy of the real project."""

    def setUp(self) -> None:
        super().setUp()
        if packages.missing(["cmake", "ninja-build", "clang-19", "libclang-rt-19-dev"]):
            self.skipTest("cmake, ninja or clang 19 is not installed")
        self.root = self.folder / "copy"
        for path in checks.source_files(Project(ROOT)):
            name = path.relative_to(ROOT)
            if name.parts[0] in ("tests", "bench", "seeds"):
                continue
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, self.root / name)
            shutil.copymode(path, self.root / name)
        seed = self.root / "seeds" / "channel_file" / "exists"
        seed.parent.mkdir(parents=True)
        shutil.copyfile(ROOT / "seeds" / "channel_file" / "exists", seed)

    def run_in(self, *words: str) -> str:
        """Runs a command in the copy, which has to succeed; what it printed."""
        done = subprocess.run(
            words, cwd=self.root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self.assertEqual(done.returncode, 0, f"{words}\n{done.stdout[-4000:]}")
        return done.stdout

    def test_new_targets_build_run_and_reach_their_floors(self) -> None:
        self.run_in("./scripts/fuzz", "new", "fresh_plain")
        self.run_in("./scripts/fuzz", "new", "fresh_channel", "--subject", "channel")
        options = ["-DREDZONE_COMPILER=OFF", "-DREDZONE_TESTS=OFF", "-DREDZONE_WERROR=ON"]
        options += ["-DCMAKE_C_COMPILER=clang-19", "-DREDZONE_SANITIZE=address,undefined"]
        for engine, suffix in (("none", ""), ("libfuzzer", "_fuzzer")):
            tree = f"build/{engine}"
            engine_option = f"-DREDZONE_ENGINE={engine}"
            self.run_in("cmake", "-S", ".", "-B", tree, "-G", "Ninja", *options, engine_option)
            names = [f"fresh_plain{suffix}", f"fresh_channel{suffix}"]
            self.run_in("cmake", "--build", tree, "--target", *names)
        for name in ("fresh_plain", "fresh_channel"):
            said = self.run_in(f"build/none/bin/{name}", "replay", f"seeds/{name}")
            self.assertIn("1 inputs in", said)
            command = [f"build/libfuzzer/bin/{name}_fuzzer", "-runs=1000", f"seeds/{name}"]
            self.assertIn("Done 1000 runs", self.run_in(*command))
        if not packages.missing(packages.for_presets(["coverage"])):
            said = self.coverage("fresh_plain", "fresh_channel")
            self.assertRegex(said, r"\nlines \d+\.\d\d % ")

    def coverage(self, *names: str) -> str:
        """What `coverage` says, in a tree that needs no library."""
        path = self.root / "CMakePresets.json"
        text = path.read_text(encoding="utf-8").replace(
            '"REDZONE_COVERAGE": "ON"',
            '"REDZONE_COVERAGE": "ON", "REDZONE_COMPILER": "OFF", "REDZONE_TESTS": "OFF"',
        )
        path.write_text(text, encoding="utf-8")
        return self.run_in("./scripts/fuzz", "coverage", "--no-install", *names)


if __name__ == "__main__":
    unittest.main()
