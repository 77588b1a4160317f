"""A read of one byte behind the input is reported by every driver, whatever the input's size."""

from __future__ import annotations

from pathlib import Path

import planted


class Workbench(planted.PlantedCase):
    """Replay with ASan."""

    program: Path

    @classmethod
    def setUpClass(cls) -> None:
        cls.program = planted.build("asan") / "read_behind"

    def check(self, place: str, report: bytes) -> None:
        for size in planted.PLANTED_SIZES + planted.CLEAN_SIZES:
            with self.subTest(place=place, size=size):
                path = self.write_size(size)
                result = planted.run([str(self.program), "--place", place, str(path)])
                if size in planted.PLANTED_SIZES:
                    self.assertEqual(result.returncode, 1, result.stderr)
                    self.assertIn(report, result.stderr)
                    self.assertIn(b" in read_behind ", result.stderr)
                    self.assertIn(f"FAIL {path}: ".encode(), result.stdout)
                else:
                    self.assertEqual(result.returncode, 0, result.stderr)

    def test_on_the_heap(self) -> None:
        self.check("heap", b"ERROR: AddressSanitizer: heap-buffer-overflow")

    def test_in_the_arena(self) -> None:
        self.check("arena", b"ERROR: AddressSanitizer: use-after-poison")

    def test_an_empty_input_on_the_heap_is_poisoned(self) -> None:
        result = planted.run([str(self.program), "--place", "heap", str(self.write_size(0))])
        self.assertIn(b"READ of size 1", result.stderr)
        self.assertIn(b"0 bytes after 8-byte region", result.stderr)

    def test_the_arena_is_exact_after_a_larger_input(self) -> None:
        paths = [str(self.write_size(size)) for size in (4097, 14, 13)]
        result = planted.run([str(self.program), "--place", "arena", *paths])
        self.assertEqual(result.returncode, 1)
        self.assertEqual(result.stdout.count(b"FAIL"), 1)
        self.assertIn(f"FAIL {paths[2]}: ".encode(), result.stdout)


class LocalBounds(planted.PlantedCase):
    """The variant in which an index beyond a local array traps: UBSan's local-bounds."""

    def test_traps_at_an_index_that_plain_builds_let_through(self) -> None:
        path = str(self.write("input", b"beyond"))
        clean = str(self.write("clean", b"b"))
        for preset, code in (("local-bounds", 1), ("clang14", 0)):
            with self.subTest(preset=preset):
                program = str(planted.build(preset) / "misbehaves")
                result = planted.run([program, path])
                self.assertEqual(result.returncode, code, result.stderr)
                self.assertEqual(b"FAIL" in result.stdout, code == 1)
                self.assertEqual(planted.run([program, clean]).returncode, 0)


class LibFuzzer(planted.PlantedCase):
    """The libFuzzer binary."""

    bin: Path

    @classmethod
    def setUpClass(cls) -> None:
        cls.bin = planted.build("libfuzzer")

    def test_reports_each_size(self) -> None:
        for size in planted.PLANTED_SIZES + planted.CLEAN_SIZES:
            with self.subTest(size=size):
                result = planted.run(
                    [str(self.bin / "read_behind_fuzzer"), str(self.write_size(size))],
                    cwd=self.folder,
                )
                if size in planted.PLANTED_SIZES:
                    self.assertNotEqual(result.returncode, 0)
                    self.assertIn(b"ERROR: AddressSanitizer", result.stderr)
                    self.assertIn(b" in read_behind ", result.stderr)
                else:
                    self.assertEqual(result.returncode, 0, result.stderr)

    def test_finds_it_by_fuzzing(self) -> None:
        result = planted.run(
            [str(self.bin / "read_behind_fuzzer"), "-runs=10000", "-seed=1"], cwd=self.folder
        )
        self.assertNotEqual(result.returncode, 0)
        self.assertIn(b" in read_behind ", result.stderr)

    def test_the_code_under_test_is_instrumented(self) -> None:
        planted.need("nm")
        symbols = planted.run(["nm", "-u", str(self.bin.parent / "libsubject_planted.a")]).stdout
        self.assertIn(b"__sanitizer_cov_trace", symbols)
        self.assertIn(b"__asan_", symbols)

    def test_undefined_behaviour_and_contracts_end_the_run(self) -> None:
        for first, report in ((b"o", b"signed integer overflow"), (b"c", b"contract failed")):
            with self.subTest(report=report):
                path = self.write("input", first)
                result = planted.run(
                    [str(self.bin / "misbehaves_fuzzer"), str(path)], cwd=self.folder
                )
                self.assertNotEqual(result.returncode, 0)
                self.assertIn(report, result.stderr)


class Allocations(planted.PlantedCase):
    """What an arena hides, and the build whose inputs are allocations does not: REDZONE_INPUTS."""

    PLANTS = ((b"before", b"heap-buffer-overflow"), (b"stale", b"heap-use-after-free"))

    def run_twice(self, program: Path, content: bytes) -> "tuple[int, bytes]":
        """Runs a target on the same input two times in one process."""
        path = str(self.write("input", content))
        result = planted.run([str(program), path, path], cwd=self.folder)
        return result.returncode, result.stderr

    def test_are_watched_where_inputs_lie_on_the_heap(self) -> None:
        heap = planted.build("libfuzzer-heap") / "read_stale_fuzzer"
        for content, report in self.PLANTS:
            with self.subTest(content=content):
                code, said = self.run_twice(heap, content)
                self.assertNotEqual(code, 0)
                self.assertIn(b"ERROR: AddressSanitizer: " + report, said)
        self.assertEqual(self.run_twice(heap, b"nothing")[0], 0)

    def test_are_not_watched_in_the_arena(self) -> None:
        arena = planted.build("libfuzzer") / "read_stale_fuzzer"
        for content, _ in self.PLANTS:
            with self.subTest(content=content):
                self.assertEqual(self.run_twice(arena, content)[0], 0)

    def test_are_watched_in_every_replay(self) -> None:
        workbench = planted.build("asan") / "read_stale"
        for content, report in self.PLANTS:
            with self.subTest(content=content):
                result = planted.run([str(workbench), str(self.write("input", content))])
                self.assertEqual(result.returncode, 1, result.stderr)
                self.assertIn(b"ERROR: AddressSanitizer: " + report, result.stderr)


class AflPlusPlus(planted.PlantedCase):
    """The AFL++ binary, as afl-showmap and afl-fuzz see it."""

    bin: Path
    SHOWMAP_CRASHED = 2

    @classmethod
    def setUpClass(cls) -> None:
        planted.need("afl-showmap", "afl-fuzz")
        cls.bin = planted.build("afl")

    def showmap(self, program: str, content: bytes) -> int:
        """The exit code of one run of `program` on `content`."""
        tuples = str(self.folder / "tuples")
        command = ["afl-showmap", "-q", "-o", tuples, "--", str(self.bin / program)]
        return planted.run(command, stdin=content).returncode

    def fuzz(self, program: str, seed: bytes, seconds: int) -> bytes:
        """What afl-fuzz printed in a short run from one seed."""
        self.write("seeds/seed", seed)
        result = planted.run(
            [
                *("afl-fuzz", "-i", str(self.folder / "seeds"), "-o", str(self.folder / "out")),
                *("-V", str(seconds), "-s", "1", "--", str(self.bin / program)),
            ],
            environment={**planted.AFL_ENVIRONMENT, "AFL_BENCH_UNTIL_CRASH": "1"},
        )
        return result.stdout + result.stderr

    def test_reports_each_size(self) -> None:
        for size in planted.PLANTED_SIZES + planted.CLEAN_SIZES:
            with self.subTest(size=size):
                code = self.showmap("read_behind_afl", b"i" * size)
                self.assertEqual(code, self.SHOWMAP_CRASHED if size in planted.PLANTED_SIZES else 0)

    def test_finds_it_by_fuzzing_in_shared_memory(self) -> None:
        output = self.fuzz("read_behind_afl", b"i" * 64, 20)
        self.assertIn(b"Persistent mode binary detected", output)
        self.assertIn(b"Using SHARED MEMORY FUZZING feature", output)
        sizes = {path.stat().st_size for path in self.folder.glob("out/default/crashes/id*")}
        self.assertTrue(sizes)
        self.assertLessEqual(sizes, set(planted.PLANTED_SIZES))

    def test_undefined_behaviour_and_contracts_are_crashes(self) -> None:
        for first in (b"o", b"c"):
            with self.subTest(first=first):
                self.assertEqual(self.showmap("misbehaves_afl", first), self.SHOWMAP_CRASHED)

    def test_the_code_under_test_is_instrumented(self) -> None:
        planted.need("nm")
        symbols = planted.run(["nm", "-u", str(self.bin.parent / "libsubject_planted.a")]).stdout
        self.assertIn(b"__afl_area_ptr", symbols)
        self.assertIn(b"__asan_", symbols)

    def test_refuses_to_pass_on_files_that_it_would_not_run(self) -> None:
        program = str(self.bin / "read_behind_afl")
        folder = str(self.folder)
        for command in ([program], [program, folder], [program, f"{folder}/missing"]):
            with self.subTest(command=command):
                result = planted.run(command)
                self.assertEqual(result.returncode, 2)
                self.assertIn(b"runs under afl-fuzz", result.stderr)


if __name__ == "__main__":
    planted.main()
