"""Thousands of crash files of all planted bugs, through `scripts/fuzz triage` in a checkout in
which the bugs are planted: how long it takes, and how many findings there are.

    python3 bench/triage.py [--files N] [--keep]

The files are the bugs' reproducers in all sizes up to 4 KiB, with bytes changed at random; those
that run clean then are left out. Making them is not part of the time."""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Dict, List, Set, Tuple

import planted_trees
from planted_trees import JUDGED, TARGETS, trees

sys.path.insert(0, str(trees.FOLDER))
import by_hand  # noqa: E402
from bugs import Bug  # noqa: E402

CHECKOUT = (
    *("CMakeLists.txt", "CMakePresets.json", "cmake", "parser", "compiler", "harnesses", "scripts"),
    *("seeds", "dictionaries", "tests", "docs", "bench"),
)
LEAST, MOST, CHANGES, BATCH = 2000, 4096, 3, 500


def changed(rng: random.Random, bug: Bug) -> bytes:
    """One of a bug's inputs with a few bytes that are others."""
    content = bytearray(by_hand.padded(bug.name, rng.randrange(LEAST, MOST)))
    for _ in range(rng.randrange(CHANGES + 1)):
        content[rng.randrange(len(content))] = rng.randrange(256)
    return bytes(content)


def write_files(folder: Path, survive: Path, bug: Bug, count: int, rng: random.Random) -> None:
    """`count` inputs, no two the same, that fail: whatever they run into."""
    seen: Set[bytes] = set()
    place = folder / bug.target
    place.mkdir(parents=True, exist_ok=True)
    while len(seen) < count:
        batch: List[Tuple[Path, bytes]] = []
        while len(batch) < min(BATCH, count - len(seen)):
            content = changed(rng, bug)
            if content not in seen:
                path = place / f"{bug.name}-{len(seen):06}-{len(batch):03}"
                path.write_bytes(content)
                batch.append((path, content))
        said = trees.explain(survive / bug.target, [path for path, _ in batch], bug.seconds, 3600)
        for (path, content), one in zip(batch, said):
            if one.outcome == "hit" and content not in seen:
                seen.add(content)
            else:
                path.unlink()


def stored(checkout: Path) -> List[Dict[str, object]]:
    """The records of the findings."""
    records = (json.loads(p.read_text()) for p in (checkout / "seeds/regressions").rglob("*.json"))
    return [record for record in records if record["kind"] == "finding"]


def triage(checkout: Path, crashes: Path) -> float:
    """Builds, then times `triage` of all files."""
    for preset in ("asan", "survive"):
        subprocess.run([str(checkout / "scripts/fuzz"), "build", preset], check=True)
    begin = time.monotonic()
    subprocess.run([str(checkout / "scripts/fuzz"), "triage", str(crashes)], check=False)
    return time.monotonic() - begin


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--files", type=int, default=10_000, help="crash files (10000)")
    parser.add_argument("--keep", action="store_true", help="take the files of the last time")
    planted_trees.add_arguments(parser)
    arguments = parser.parse_args()
    planted_trees.begin(arguments.trees)
    bugs = [bug for bug in JUDGED if bug.crash_class != "timeout"]  # each a time limit long
    crashes = arguments.trees / "crashes"
    if not arguments.keep:
        survive = planted_trees.build_all("survive", TARGETS)
        shutil.rmtree(crashes, ignore_errors=True)
        for number, bug in enumerate(bugs):
            count = arguments.files // len(bugs) + (number < arguments.files % len(bugs))
            write_files(crashes, survive, bug, count, random.Random(number))
    source = trees.Source("checkout", CHECKOUT)
    source.plant(JUDGED)
    shutil.rmtree(source.folder / "seeds" / "regressions", ignore_errors=True)
    shutil.rmtree(source.folder / "build" / "work", ignore_errors=True)
    seconds = triage(source.folder, crashes)
    records = stored(source.folder)
    names = Counter(f"{record['class']} in {record['function']}" for record in records)
    files = sum(1 for path in crashes.rglob("*") if path.is_file())
    print(f"{files} files, {len(bugs)} bugs, {len(records)} findings, {seconds:.0f} s")
    for name, count in sorted(names.items()):
        print(f"  {count} × {name}")
    return 0 if len(records) == len(bugs) else 1


if __name__ == "__main__":
    sys.exit(main())
