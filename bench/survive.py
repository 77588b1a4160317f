"""Executions per second of the survive build beside the plain one, where one execution in sixteen
hits a bug and where none does, in one run. With the bug plain libFuzzer goes on by -fork=1
-ignore_crashes=1, plain AFL++ by itself; without it both run as they do.

    python3 bench/survive.py [--seconds N] [--rounds N]

The programs take turns; the median round of each counts. Whether an execution hits is a matter of a
hash of its bytes, so that no engine can learn to like or to avoid it."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, List

import planted_trees
from planted_trees import AFL_ENVIRONMENT, trees

sys.path.insert(0, str(trees.FOLDER))
from bugs import Bug, Edit  # noqa: E402

TARGET = "channel_file"
OPEN = "    const enum channel_error error = channel_open(data, size, &file, &offset);"
HIT = """    volatile uint8_t sink = 0;
    if (size > 0 && channel_checksum(data, size) % 16 == 0)
        sink = data[size];
    (void)sink;
"""
SIXTEENTH = Bug(
    name="one-in-sixteen",
    what="the byte behind one input in sixteen is read",
    target=TARGET,
    crash_class="read-out-of-bounds",
    function="fuzz_one_input",
    edits=(Edit(f"harnesses/{TARGET}.c", OPEN, HIT + OPEN),),
)
ENGINES = (("libFuzzer", "libfuzzer", "fuzzer"), ("AFL++", "afl", "afl"))
SHARES: Dict[str, List[Bug]] = {"none": [], "1 in 16": [SIXTEENTH]}


@dataclass(frozen=True)
class Contestant:
    """A program, as an engine runs it."""

    share: str
    engine: str
    survives: bool
    program: Path

    def run(self, seconds: int, folder: Path) -> float:
        """Executions per second of one run from the target's seeds."""
        seeds = folder / "seeds"
        seeds.mkdir()
        for path in (trees.ROOT / "seeds" / TARGET).iterdir():
            if path.is_file() and path.stat().st_size > 0:
                shutil.copy(path, seeds)
        spool = folder / "spool"
        spool.mkdir()
        run = self.libfuzzer if self.engine == "libFuzzer" else self.afl
        return run(seconds, folder, seeds, {**os.environ, "REDZONE_SPOOL": str(spool)})

    def libfuzzer(
        self, seconds: int, folder: Path, seeds: Path, environment: Dict[str, str]
    ) -> float:
        forks = not self.survives and SHARES[self.share]
        more = ["-fork=1", "-ignore_crashes=1"] if forks else ["-print_final_stats=1"]
        result = subprocess.run(
            [
                *(str(self.program), f"-max_total_time={seconds}", "-max_len=4096"),
                *(f"-artifact_prefix={folder}/", *more, str(seeds)),
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        pattern = r"^#(\d+): cov: " if forks else r"stat::number_of_executed_units:\s*(\d+)"
        counts = re.findall(pattern, result.stdout, re.MULTILINE)
        if not counts or (self.survives and result.returncode != 0):
            raise SystemExit(f"{self.program}: stopped: {result.stdout[-2000:]}")
        return int(counts[-1]) / seconds

    def afl(self, seconds: int, folder: Path, seeds: Path, environment: Dict[str, str]) -> float:
        out = folder / "out"
        library = self.program.parent.parent / "lib" / "mutator_channel.so"
        result = subprocess.run(
            [
                *("afl-fuzz", "-i", str(seeds), "-o", str(out), "-V", str(seconds)),
                *("--", str(self.program)),
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={
                **environment,
                **AFL_ENVIRONMENT,
                "AFL_CUSTOM_MUTATOR_LIBRARY": str(library),
                "AFL_SKIP_CRASHES": "1",
            },
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        stats = out / "default" / "fuzzer_stats"
        if not stats.is_file():
            raise SystemExit(f"{self.program}: stopped: {result.stdout[-2000:]}")
        values = dict(re.findall(r"^(\w+)\s*: (.*)$", stats.read_text(), re.MULTILINE))
        return int(values["execs_done"]) / max(int(values["run_time"]), 1)


def build() -> List[Contestant]:
    contestants = []
    for share, bugs in SHARES.items():
        for engine, preset, suffix in ENGINES:
            for prefix in ("", "survive-"):
                with trees.alone(f"share-{len(bugs)}") as source:
                    source.plant(bugs)
                    bin = source.build(prefix + preset, [f"{TARGET}_{suffix}"])
                program = bin / f"{TARGET}_{suffix}"
                contestants.append(Contestant(share, engine, bool(prefix), program))
    return contestants


def measure(contestants: List[Contestant], rounds: int, seconds: int) -> List[List[str]]:
    rates: Dict[Contestant, List[float]] = {one: [] for one in contestants}
    for _ in range(rounds):
        for one in contestants:
            with tempfile.TemporaryDirectory() as folder:
                rates[one].append(one.run(seconds, Path(folder)))
    median = {one: sorted(values)[len(values) // 2] for one, values in rates.items()}
    rows = [["engine, share that hits", "survive", "plain", "ratio"]]
    for one in contestants:
        if one.survives:
            continue
        twin = next(
            other
            for other in contestants
            if other.survives and (other.share, other.engine) == (one.share, one.engine)
        )
        ratio = median[twin] / median[one]
        name = f"{one.engine}, {one.share}"
        rows.append([name, f"{median[twin]:.0f}", f"{median[one]:.0f}", f"{ratio:.2f}"])
    return rows


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=int, default=20, help="of a run (20)")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each program (3)")
    planted_trees.add_arguments(parser)
    arguments = parser.parse_args()
    planted_trees.begin(arguments.trees)
    print(planted_trees.table(measure(build(), arguments.rounds, arguments.seconds)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
