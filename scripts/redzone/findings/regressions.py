"""Replays what is stored for a target, for ctest: `regressions.py PROGRAM FOLDER [--judge]`.

What has to run clean is replayed in one process: inputs that guard a check, fixed findings, files
that somebody dropped there. Of a fixed finding it is compared what refuses the input now. A finding
that is open fails the test unless its record marks it expected; the judge also says so when it is open
in its record alone. Flaky and build-dependent findings are passed over, and that is said."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Optional

if not __package__:
    sys.path[0] = str(Path(__file__).resolve().parents[2])

from redzone.findings import states  # noqa: E402  (the path comes first)
from redzone.findings.judge import environment, read_verdict, refusal  # noqa: E402
from redzone.findings.record import FIXED, OPEN  # noqa: E402
from redzone.findings.store import Finding, load, record_path_of  # noqa: E402
from redzone.outcome import Failure  # noqa: E402
from redzone.project import inputs_below  # noqa: E402

REFRESH = "./scripts/fuzz findings refresh"


@dataclass
class Stored:
    """What a folder holds, by what has to come of it."""

    clean: list[Path] = field(default_factory=list)  # without a record, guards, fixed
    fixed: list[Finding] = field(default_factory=list)
    open: list[Finding] = field(default_factory=list)
    passed_over: list[Finding] = field(default_factory=list)


def sort(folder: Path) -> Stored:
    """Reads a folder's records. A damaged one is a Failure."""
    stored = Stored()
    for path in inputs_below(folder):
        record = record_path_of(path)
        finding = load(record, str(record)) if record.is_file() else None
        if finding is None:
            stored.clean.append(path)
        elif finding.record.state == FIXED:
            stored.clean.append(path)
            stored.fixed.append(finding)
        elif finding.record.state == OPEN:
            stored.open.append(finding)
        else:
            stored.passed_over.append(finding)
    return stored


def name_of(finding: Finding) -> str:
    """How a line speaks of a finding."""
    return f"{finding.record.key} ({finding.record.hit.headline()})"


def replay(program: str, paths: Sequence[Path]) -> int:
    """How many replays failed: all inputs in one process, which says of each how it went."""
    if not paths:
        return 0
    command = [program, "replay", *map(str, paths)]
    return int(subprocess.run(command, check=False).returncode != 0)


def digests(program: str, paths: Sequence[Path]) -> dict[str, str]:
    """What the target says of inputs, by their paths."""
    command = [program, "replay", "--digest", *map(str, paths)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    lines = done.stdout.decode(errors="replace").splitlines()
    parts = (line.partition("\t") for line in lines)
    return {path: refusal(said) for path, tab, said in parts if tab}


def changed_refusals(program: str, fixed: Sequence[Finding]) -> int:
    """How many fixed inputs come to another end than their records say."""
    compared = [finding for finding in fixed if finding.record.refused is not None]
    said = digests(program, [finding.path for finding in compared]) if compared else {}
    changed = 0
    for finding in compared:
        now = said.get(str(finding.path))
        if now != finding.record.refused:
            changed += 1
            print(f"{name_of(finding)} comes to another end than when it was fixed:")
            print(f"- {finding.record.refused}\n+ {now}")
            print(f"when that is right: {REFRESH}")
    return changed


def first_key(program: str, path: Path) -> Optional[str]:
    """What the judge halts at."""
    done = subprocess.run(
        [program, "explain", "--json", "--", str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(),
        check=False,
    )
    first = read_verdict(done.stdout, path).first
    return first.key if first else None


def judge_open(program: str, findings: Sequence[Finding]) -> int:
    """How many open findings fail the test: those that nobody expects, and those that run clean."""
    failed = 0
    for finding in findings:
        reason = states.reason_of(finding)
        if first_key(program, finding.path) is None:
            failed += 1
            print(f"{name_of(finding)} runs clean, and its record says open: {REFRESH}")
        elif reason is None:
            failed += 1
            print(f"{name_of(finding)} is open: {finding.path}")
        else:
            print(f"{name_of(finding)} is open, and expected: {reason}")
    return failed


def run(program: str, folder: Path, is_judge: bool) -> int:
    """All of it; the exit code."""
    stored = sort(folder)
    for finding in stored.passed_over:
        print(f"{name_of(finding)} is {finding.record.state}: passed over")
    unexpected = [each.path for each in stored.open if each.record.expected is None]
    failed = judge_open(program, stored.open) if is_judge else 0
    sys.stdout.flush()
    failed += replay(program, stored.clean if is_judge else stored.clean + unexpected)
    failed += changed_refusals(program, stored.fixed)
    if not (stored.clean or (stored.open and is_judge) or unexpected):
        print("SKIPPED: nothing that this build can tell")
    return 1 if failed else 0


def main(words: Sequence[str]) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--judge", action="store_true", help="this build sees what the judge sees")
    arguments = parser.parse_args(words)
    try:
        return run(arguments.program, arguments.folder, arguments.judge)
    except Failure as failure:
        print(f"regressions: {failure}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
