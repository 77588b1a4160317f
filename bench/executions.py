"""Executions per second of every fuzz target with its median seed, beside those of the empty target
under the same engine and sanitizers, in one run. libFuzzer's seconds are those of the processor that
it used, so that a busy machine does not count; AFL++, which is two processes, counts its own.

    python3 bench/executions.py [--seconds N] [--rounds N] [TARGET...]

Relies on build/libfuzzer and build/afl (or what --trees names) configured with -DREDZONE_BENCH=ON
and built. The median seed is that of the median time; targets and the empty one take turns, the best
round of each counts."""

from __future__ import annotations

import argparse
import os
import re
import resource
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Dict, List, Optional, Tuple

ROOT = Path(__file__).resolve().parent.parent
EMPTY = "empty"
AFL_ENVIRONMENT = {
    "AFL_NO_UI": "1",
    "AFL_SKIP_CPUFREQ": "1",
    "AFL_NO_AFFINITY": "1",
    "AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES": "1",
    "AFL_CUSTOM_MUTATOR_ONLY": "1",
    "AFL_DISABLE_TRIM": "1",
}


@dataclass
class Row:
    """A target's figures."""

    name: str
    seed: Path
    microseconds: float  # of the median seed
    slowest: Tuple[float, Path]
    rates: Dict[str, float] = field(default_factory=dict)  # by engine


def times_of(tree: Path, name: str) -> List[Tuple[float, Path]]:
    """What a run of each seed of a target takes, in microseconds, in ascending order."""
    seeds = sorted(path for path in (ROOT / "seeds" / name).rglob("*") if path.is_file())
    output = subprocess.run(
        [str(tree / "bin" / f"{name}_times"), *map(str, seeds)],
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "ASAN_OPTIONS": "detect_leaks=0:quarantine_size_mb=16"},
        encoding="utf-8",
    ).stdout
    pairs = (line.split("\t") for line in output.splitlines())
    return sorted((float(time), Path(path)) for time, path in pairs)


def used() -> float:
    """Processor seconds of all children so far."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def libfuzzer_rate(tree: Path, name: str, seed: Path, seconds: int) -> float:
    """Executions per second of libFuzzer's loop on one seed."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "seed").write_bytes(seed.read_bytes())
        before = used()
        log = subprocess.run(
            [
                *(str(tree / "bin" / f"{name}_steady"), f"-max_total_time={seconds}", "-seed=1"),
                *("-print_final_stats=1", "-len_control=0", "-max_len=4096", "-detect_leaks=0"),
                folder,
            ],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
        ).stderr
    found = re.search(r"Done (\d+) runs in", log)
    if found is None:
        raise SystemExit(f"{name}: libFuzzer did not say how many runs there were:\n{log}")
    return int(found.group(1)) / (used() - before)


def afl_rate(tree: Path, name: str, seed: Path, seconds: int) -> float:
    """Executions per second of AFL++'s loop on one seed."""
    with tempfile.TemporaryDirectory() as folder:
        start = Path(folder) / "start"
        start.mkdir()
        (start / "seed").write_bytes(seed.read_bytes())
        subprocess.run(
            [
                *("afl-fuzz", "-i", str(start), "-o", str(Path(folder) / "out")),
                *("-V", str(seconds), "--", str(tree / "bin" / f"{name}_steady")),
            ],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={
                **os.environ,
                **AFL_ENVIRONMENT,
                "AFL_CUSTOM_MUTATOR_LIBRARY": str(tree / "bin" / "steady_afl.so"),
            },
        )
        stats = (Path(folder) / "out" / "default" / "fuzzer_stats").read_text(encoding="utf-8")
    values = dict(re.findall(r"^(\w+)\s*: (.*)$", stats, re.MULTILINE))
    return float(values["execs_per_sec"])


ENGINES = {"libfuzzer": libfuzzer_rate, "afl": afl_rate}


def measure(trees: Dict[str, Path], names: List[str], seconds: int, rounds: int) -> List[Row]:
    """The empty target first, then the others, each with its median seed."""
    rows: List[Row] = []
    for name in names:
        times = times_of(next(iter(trees.values())), name)
        middle, seed = times[len(times) // 2]
        rows.append(Row(name, seed, middle, times[-1]))
    typical = sorted(rows, key=lambda row: row.seed.stat().st_size)[len(rows) // 2].seed
    rows.insert(0, Row(EMPTY, typical, 0.0, (0.0, typical)))
    for _ in range(rounds):
        for engine, tree in trees.items():
            for row in rows:
                rate = ENGINES[engine](tree, row.name, row.seed, seconds)
                row.rates[engine] = max(rate, row.rates.get(engine, 0.0))
    return rows


def show(rows: List[Row], engines: List[str]) -> None:
    """Prints the table, in Markdown."""
    titles = " | ".join(f"{engine}, executions/s | of empty" for engine in engines)
    print(f"| target | median seed | µs | {titles} | slowest seed, µs |")
    print("|---|---|---|" + "---|---|" * len(engines) + "---|")
    empty = rows[0]
    for row in rows:
        figures = " | ".join(
            f"{row.rates[engine]:,.0f} | {row.rates[engine] / empty.rates[engine]:.0%}"
            for engine in engines
        )
        slowest = f"{row.slowest[1].name}, {row.slowest[0]:.0f}" if row is not empty else ""
        seed = row.seed.name if row is not empty else ""
        print(f"| {row.name} | {seed} | {row.microseconds:.1f} | {figures} | {slowest} |")


def built(tree: Path, names: Optional[List[str]]) -> List[str]:
    """The targets that a tree has, or those of them that were named."""
    there = {path.name[: -len("_steady")] for path in (tree / "bin").glob("*_steady")} - {EMPTY}
    for name in names or []:
        if name not in there:
            raise SystemExit(f"{tree}/bin has no {name}_steady: configure with -DREDZONE_BENCH=ON")
    return sorted(names or there)


def main() -> int:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("targets", metavar="TARGET", nargs="*")
    parser.add_argument("--seconds", type=int, default=5, help="of each measurement")
    parser.add_argument("--rounds", type=int, default=3, help="of which the best counts")
    parser.add_argument("--build", type=Path, default=ROOT / "build", help="folder of the trees")
    parser.add_argument("--engines", default="libfuzzer,afl", help="names of trees there")
    options = parser.parse_args()
    trees = {engine: options.build / engine for engine in options.engines.split(",")}
    names = built(next(iter(trees.values())), options.targets or None)
    show(measure(trees, names, options.seconds, options.rounds), list(trees))
    return 0


if __name__ == "__main__":
    sys.exit(main())
