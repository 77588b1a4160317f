"""Minimizing the planted bugs' inputs of 4 KiB: ours beside libFuzzer's -minimize_crash=1 and
afl-tmin, in one run. A result has slipped when the judge finds another bug in it, or none; our time
includes what the judge takes for that.

    python3 bench/minimize.py [--runs N] [--rival-runs N] [--rival-seconds N] [BUG...]

Each run of a bug has an input of its own: `--runs` of them are spread over the bugs. Builds what it
needs, with all bugs planted together, in --trees."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable, Dict, List, Optional

import planted_trees
from planted_trees import AFL_ENVIRONMENT, TARGETS, trees

sys.path.insert(0, str(trees.FOLDER))
import by_hand  # noqa: E402
from bugs import Bug  # noqa: E402

OURS, LIBFUZZER, AFL = "ours", "libFuzzer", "afl-tmin"
TIMEOUTS = {"timeout"}  # classes whose every hit costs the time limit
LARGE = 4096


@dataclass
class Results:
    """Of one minimizer on one bug."""

    sizes: List[int] = field(default_factory=list)
    seconds: List[float] = field(default_factory=list)
    slipped: int = 0

    def add(self, size: int, seconds: float, slipped: bool) -> None:
        self.sizes.append(size)
        self.seconds.append(seconds)
        self.slipped += slipped


@dataclass(frozen=True)
class Bench:
    """Programs, and where files go."""

    judge: Path
    survive: Path
    libfuzzer: Path
    afl: Path
    folder: Path
    rival_seconds: int

    def key(self, bug: Bug, path: Path) -> str:
        """What the judge finds first in an input."""
        return trees.explain(self.judge / bug.target, [path], bug.seconds)[0].key


def ours(bench: Bench, bug: Bug, source: Path, result: Path) -> None:
    trees.minimize(bench.survive / bug.target, source, result, bug.seconds)


def run_rival(
    bench: Bench, command: List[str], environment: Optional[Dict[str, str]] = None
) -> None:
    subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **(environment or {})},
        cwd=bench.folder,
        timeout=bench.rival_seconds * 3 + 60,
        check=False,
    )


def libfuzzer(bench: Bench, bug: Bug, source: Path, result: Path) -> None:
    """Its own loop: while the time lasts, the result of a round is the input of the next one."""
    limit = ["-timeout=1"] if bug.crash_class in TIMEOUTS else []
    run_rival(
        bench,
        [
            *(str(bench.libfuzzer / f"{bug.target}_fuzzer"), "-minimize_crash=1", "-seed=1"),
            *(f"-max_total_time={bench.rival_seconds}", f"-exact_artifact_path={result}", *limit),
            str(source),
        ],
    )


def afl_tmin(bench: Bench, bug: Bug, source: Path, result: Path) -> None:
    """Ends by itself, or is ended."""
    limit = ["-t", "1000", "-H"] if bug.crash_class in TIMEOUTS else []
    run_rival(
        bench,
        [
            *("timeout", "-s", "INT", str(bench.rival_seconds), "afl-tmin", *limit),
            *("-i", str(source), "-o", str(result)),
            *("--", str(bench.afl / f"{bug.target}_afl")),
        ],
        AFL_ENVIRONMENT,
    )


MINIMIZERS: Dict[str, Callable[[Bench, Bug, Path, Path], None]] = {
    OURS: ours,
    LIBFUZZER: libfuzzer,
    AFL: afl_tmin,
}


def run_one(bench: Bench, name: str, bug: Bug, number: int, results: Results) -> None:
    """One run; number tells which of the inputs of about 4 KiB it takes."""
    source = bench.folder / f"{bug.name}-{number}"
    result = bench.folder / f"{bug.name}-{number}-{name}"
    source.write_bytes(by_hand.padded(bug.name, LARGE - number))
    key = bench.key(bug, source)
    begin = time.monotonic()
    MINIMIZERS[name](bench, bug, source, result)
    if not result.exists():
        result.write_bytes(source.read_bytes())  # it gave up: the input is what is left
    if name == OURS:
        found = bench.key(bug, result)
        seconds = time.monotonic() - begin
    else:
        seconds = time.monotonic() - begin
        found = bench.key(bug, result)
    results.add(result.stat().st_size, seconds, found != key)


def median(values: List[float]) -> float:
    return sorted(values)[len(values) // 2]


def row_of(bug: Bug, results: Dict[str, Results]) -> List[str]:
    by = len(by_hand.smallest(bug.name))
    cells = [bug.name, str(by)]
    for name in MINIMIZERS:
        one = results[name]
        if not one.sizes:
            cells += ["-", "-", "-"]
            continue
        cells += [
            f"{median([float(size) for size in one.sizes]):.0f}",
            f"{median(one.seconds):.2f}",
            f"{one.slipped}/{len(one.sizes)}",
        ]
    rivals = [median(results[n].seconds) for n in (LIBFUZZER, AFL) if results[n].seconds]
    mine = results[OURS].seconds
    cells.append(f"{min(rivals) / median(mine):.0f}" if rivals and mine else "-")
    return cells


def measure(bench: Bench, bugs: List[Bug], runs: int, rival_runs: int) -> List[List[str]]:
    head = ["bug", "by hand"]
    for name in MINIMIZERS:
        head += [name, "s", "slipped"]
    rows = [[*head, "faster"]]
    for place, bug in enumerate(bugs):
        results = {name: Results() for name in MINIMIZERS}
        mine = runs // len(bugs) + (place < runs % len(bugs))
        for name in MINIMIZERS:
            for number in range(mine if name == OURS else rival_runs):
                run_one(bench, name, bug, number, results[name])
        rows.append(row_of(bug, results))
        print(planted_trees.table([rows[0], rows[-1]]), file=sys.stderr)
    return rows


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bugs", nargs="*", metavar="BUG")
    parser.add_argument("--runs", type=int, default=100, help="of ours, all bugs together (100)")
    parser.add_argument("--rival-runs", type=int, default=1, help="of each rival and bug (1)")
    parser.add_argument("--rival-seconds", type=int, default=30, help="a rival's limit (30)")
    planted_trees.add_arguments(parser)
    arguments = parser.parse_args()
    planted_trees.begin(arguments.trees)
    bugs = planted_trees.bugs_named(arguments.bugs)
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(
            planted_trees.build_all("asan", TARGETS),
            planted_trees.build_all("survive", TARGETS),
            planted_trees.build_rivals("libfuzzer", [f"{t}_fuzzer" for t in TARGETS]),
            planted_trees.build_rivals("afl", [f"{t}_afl" for t in TARGETS]),
            Path(folder),
            arguments.rival_seconds,
        )
        print(planted_trees.table(measure(bench, bugs, arguments.runs, arguments.rival_runs)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
