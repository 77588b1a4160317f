"""What the fuzz targets of channel files reach from an empty corpus (one zero byte), with their
mutator and without it: lines and branches of the parser beside those that the seeds reach; and how
many executions it takes until the first criterion of a valid file is evaluated.

    python3 bench/reach.py [--seconds N] [--trials N] [--build FOLDER]

Relies on two trees of that folder: libfuzzer, configured with -DREDZONE_BENCH=ON, and coverage. The
seconds are those of the processor, so that a busy machine does not count."""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, List, Tuple

ROOT = Path(__file__).resolve().parent.parent
TARGETS = ("channel_file", "validator_contract", "interpreter")
WAYS = {"mutator": "fuzzer", "plain": "plain"}  # what reach.py calls a program, and its suffix
LARGEST = 16384  # bytes of an input


@dataclass(frozen=True)
class Reach:
    """How many lines and branches of the parser were run."""

    lines: int
    branches: int

    def of(self, other: Reach) -> str:
        """The share of what another reached."""
        return f"{self.lines / other.lines:.1%} | {self.branches / other.branches:.1%}"


def tool(name: str) -> str:
    """A tool of LLVM, 19's where there is one."""
    found = shutil.which(f"{name}-19") or shutil.which(name)
    if found is None:
        raise SystemExit(f"{name} is missing; install it: sudo apt-get install llvm-19")
    return found


def reach_of(build: Path, target: str, inputs: Path) -> Reach:
    """What a replay of a folder of inputs runs in the coverage build."""
    program = build / "coverage" / "bin" / target
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [str(program), "replay", "--times", "1", "--place", "heap", str(inputs)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "LLVM_PROFILE_FILE": f"{folder}/%4m.profraw"},
            check=True,
        )
        profile = Path(folder) / "profile"
        raw = [str(path) for path in Path(folder).glob("*.profraw")]
        subprocess.run([tool("llvm-profdata"), "merge", "-sparse", *raw, "-o", profile], check=True)
        export = subprocess.run(
            [
                *(tool("llvm-cov"), "export", "-summary-only", str(program)),
                *("-instr-profile", str(profile), str(ROOT / "parser")),
            ],
            stdout=subprocess.PIPE,
            check=True,
            encoding="utf-8",
        ).stdout
    totals = json.loads(export)["data"][0]["totals"]
    return Reach(totals["lines"]["covered"], totals["branches"]["covered"])


def fuzz(program: Path, target: str, corpus: Path, seconds: int, seed: int) -> Tuple[str, int]:
    """Runs libFuzzer with a target's dictionary on a corpus of one zero byte. Returns what the
    program printed, and how many executions libFuzzer last told of."""
    (corpus / "zero").write_bytes(b"\0")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))

    done = subprocess.run(
        [
            *(str(program), f"-dict={ROOT / 'dictionaries' / target}.dict", f"-seed={seed}"),
            *(f"-max_len={LARGEST}", "-detect_leaks=0", f"-artifact_prefix={corpus}/"),
            str(corpus),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        preexec_fn=limit,
        check=False,
    )
    told = re.findall(r"^#(\d+)\s", done.stderr, re.MULTILINE)
    if not told or "ERROR" in done.stderr:
        raise SystemExit(f"{program.name}: libFuzzer failed:\n{done.stderr[-2000:]}")
    return done.stdout.strip(), int(told[-1])


def show_reach(build: Path, seconds: int) -> None:
    """The first table: what is reached after some seconds."""
    print(f"| target | after {seconds} s | executions | lines, of the seeds' | branches |")
    print("|---|---|---|---|---|")
    for target in TARGETS:
        seeds = reach_of(build, target, ROOT / "seeds" / target)
        print(f"| {target} | seeds | | {seeds.lines} | {seeds.branches} |", flush=True)
        for way, suffix in WAYS.items():
            with tempfile.TemporaryDirectory() as folder:
                program = build / "libfuzzer" / "bin" / f"{target}_{suffix}"
                runs = fuzz(program, target, Path(folder), seconds, 1)[1]
                reached = reach_of(build, target, Path(folder)).of(seeds)
            print(f"| {target} | {way} | {runs:,}+ | {reached} |", flush=True)


def first_criterion(build: Path, name: str, seconds: int, trials: int) -> str:
    """Executions until the first criterion, the median of some trials."""
    counts: List[int] = []
    never: Dict[int, int] = {}  # by trial: executions without one
    for seed in range(1, trials + 1):
        with tempfile.TemporaryDirectory() as folder:
            program = build / "libfuzzer" / "bin" / name
            said, runs = fuzz(program, "channel_file", Path(folder), seconds, seed)
        if said:
            counts.append(int(said))
        else:
            never[seed] = runs
            break  # the others would take as long
    if never:
        return f"none in {max(never.values()):,}"
    return f"{statistics.median_low(counts):,}"


def show_first(build: Path, seconds: int, trials: int) -> None:
    """The second table: with and without mutator and repair."""
    print("| checksums | mutator | no mutator |")
    print("|---|---|---|")
    for repair, text in {"repair": "repaired by the target", "strict": "as they are"}.items():
        cells = (
            first_criterion(build, f"first_{way}_{repair}", seconds, trials)
            for way in ("mutator", "plain")
        )
        print(f"| {text} | {' | '.join(cells)} |", flush=True)


def main() -> int:
    """Measures and prints both tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=int, default=60, help="of each run, on one core")
    parser.add_argument("--trials", type=int, default=5, help="of which the median counts")
    parser.add_argument("--build", type=Path, default=ROOT / "build", help="folder of the trees")
    options = parser.parse_args()
    show_first(options.build, options.seconds, options.trials)
    print()
    show_reach(options.build, options.seconds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
