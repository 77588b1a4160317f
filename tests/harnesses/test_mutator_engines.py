"""Both engines call the mutator, each through its own face, and what comes of it is what the parser
accepts: seen in what they found from a single zero byte, by which mutation, and with what verdict.

Builds the targets by the project's own presets below REDZONE_BINARY. The shares of accepted results
are measured call by call in mutator_test.c; here it counts that the engines really call."""

from __future__ import annotations

import fcntl
import os
import re
import unittest
from collections import Counter
from pathlib import Path
from typing import Dict, List

import planted

TARGET = "channel_file"
MUTATION = re.compile(rb" MS: \d+ ([A-Za-z-]+)-")
AFL_SECONDS = 10
BUILD_SECONDS = 900


def build(preset: str, *programs: str) -> Path:
    """Builds programs of the project as `preset` does, without compiler and tests; the tree."""
    variables = planted.preset_variables(preset)
    planted.need("cmake", "ninja", variables["CMAKE_C_COMPILER"])
    variables.update(REDZONE_COMPILER="OFF", REDZONE_TESTS="OFF", REDZONE_BENCH="OFF")
    engines = Path(os.environ["REDZONE_BINARY"]) / "engines"
    engines.mkdir(parents=True, exist_ok=True)
    tree = engines / preset
    definitions = [f"-D{name}={value}" for name, value in sorted(variables.items())]
    with open(engines / f"{preset}.lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for command in (
            ["cmake", "-G", "Ninja", "-S", str(planted.ROOT), "-B", str(tree), *definitions],
            ["cmake", "--build", str(tree), "--parallel", "2", "--target", *programs],
        ):
            result = planted.run(command, seconds=BUILD_SECONDS)
            if result.returncode != 0:
                raise AssertionError((result.stdout + result.stderr).decode(errors="replace"))
    return tree


class EngineCase(planted.PlantedCase):
    """A test of one engine, and the workbench that says what its inputs are."""

    def setUp(self) -> None:
        super().setUp()
        self.workbench = build("asan", TARGET) / "bin" / TARGET

    def verdicts(self, inputs: Path) -> Dict[str, int]:
        """How many inputs of a folder the parser finds what."""
        result = planted.run([str(self.workbench), "replay", "--digest", str(inputs)])
        self.assertEqual(result.returncode, 0, result.stderr)
        lines = result.stdout.decode().splitlines()
        return Counter(line.split("\t")[1].split(" ")[0].rstrip(":,") for line in lines)

    def check_accepted(self, inputs: Path) -> None:
        """No engine of its own makes a checksummed file out of a zero byte."""
        verdicts = self.verdicts(inputs)
        self.assertGreater(verdicts["valid"], 20, verdicts)
        self.assertGreater(verdicts["not-canonical"], 20, verdicts)
        self.assertGreater(verdicts["refused"], 5, verdicts)


class LibFuzzer(EngineCase):
    """The libFuzzer binary."""

    def test_the_mutator_is_called_and_makes_files(self) -> None:
        program = build("libfuzzer", f"{TARGET}_fuzzer") / "bin" / f"{TARGET}_fuzzer"
        corpus = self.write("corpus/zero", b"\0").parent
        result = planted.run(
            [str(program), "-runs=3000", "-seed=1", "-max_len=4096", str(corpus)], cwd=self.folder
        )
        self.assertEqual(result.returncode, 0, result.stderr[-4000:])
        self.assertIn(b"found LLVMFuzzerCustomMutator", result.stderr)
        used: List[bytes] = MUTATION.findall(result.stderr)
        self.assertGreater(len(used), 50)
        self.assertGreater(sum(b"Custom" in each for each in used), len(used) * 0.9)
        self.assertTrue(any(b"CustomCrossOver" in each for each in used))
        self.check_accepted(corpus)

    def test_a_target_whose_subject_does_not_mutate_keeps_the_engines_own(self) -> None:
        planted.need("nm")
        tree = build("libfuzzer", "roundtrip_fuzzer", f"{TARGET}_fuzzer")
        for name, faced in (("roundtrip", False), (TARGET, True)):
            symbols = planted.run(["nm", str(tree / "bin" / f"{name}_fuzzer")]).stdout
            self.assertEqual(b" T LLVMFuzzerCustomMutator" in symbols, faced, name)
            self.assertEqual(b" T LLVMFuzzerCustomCrossOver" in symbols, faced, name)


class AflPlusPlus(EngineCase):
    """The library that afl-fuzz loads."""

    tree: Path

    def setUp(self) -> None:
        super().setUp()
        planted.need("afl-fuzz")
        self.tree = build("afl", f"{TARGET}_afl")
        self.library = self.tree / "lib" / "mutator_channel.so"

    def fuzz(self, library: bool) -> Path:
        """What afl-fuzz finds from a zero byte: its queue."""
        self.write("seeds/zero", b"\0")
        result = planted.run(
            [
                *("afl-fuzz", "-i", str(self.folder / "seeds"), "-o", str(self.folder / "out")),
                *("-V", str(AFL_SECONDS), "-s", "1", "--", str(self.tree / "bin" / f"{TARGET}_afl")),
            ],
            environment={
                **planted.AFL_ENVIRONMENT,
                **({"AFL_CUSTOM_MUTATOR_LIBRARY": str(self.library)} if library else {}),
            },
        )
        self.assertEqual(result.returncode, 0, (result.stdout + result.stderr)[-4000:])
        return self.folder / "out" / "default" / "queue"

    def test_the_mutator_is_called_and_makes_files(self) -> None:
        queue = self.fuzz(library=True)
        names = [path.name for path in queue.glob("id:*")]
        custom = [name for name in names if f"op:{self.library.name}" in name]
        self.assertGreater(len(custom), 20, names[:20])
        self.assertTrue(any("op:havoc" in name for name in names), "its own havoc stays on")
        self.check_accepted(queue)

    def test_without_it_no_file_is_made(self) -> None:
        verdicts = self.verdicts(self.fuzz(library=False))
        self.assertEqual(set(verdicts), {"refused"})

    def test_nothing_in_the_library_is_instrumented(self) -> None:
        planted.need("nm")
        symbols = planted.run(["nm", str(self.library)]).stdout
        for name in (b"__afl_", b"__asan_", b"__ubsan_", b"__sanitizer_cov"):
            self.assertFalse(name in symbols, name)
        exported = planted.run(["nm", "-D", "--defined-only", str(self.library)]).stdout
        names = {line.split()[-1] for line in exported.splitlines()}
        expected = {b"init", b"fuzz", b"havoc_mutation", b"havoc_mutation_probability", b"deinit"}
        self.assertEqual(names, {b"afl_custom_" + name for name in expected})


if __name__ == "__main__":
    planted.main()
