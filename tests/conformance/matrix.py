"""Rules × events: every match that is expected, and no other.

`matrix.py own` takes the rules, placeholders, events and expectations beside this file; `matrix.py
shared` those of $REDZONE_SHARED (default: ../shared beside the checkout), where rules with a
placeholder must be refused, because nothing says what it stands for, and all others compiled.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Dict, Iterator, List, NamedTuple, Set, Tuple, Union

HERE = Path(__file__).resolve().parent
SKIPPED = 77
SHOWN = 20  # lines of each list of differences

Pair = Tuple[str, int]  # rule id, number of the event line

# What the shared rules must come to.
SHARED_COMPILED = 2015
SHARED_REFUSED = 3
REFUSED_MODIFIER = "expand"


class Compiled(NamedTuple):
    file: Path
    refused: Set[str]  # paths, as they stand below the folder of the rules
    summary: str


class Differences:
    """Counts what is wrong, and prints the first of each kind."""

    def __init__(self) -> None:
        self.count = 0

    def add(self, title: str, items: Set[Any]) -> None:
        if not items:
            return
        self.count += len(items)
        print(f"{title}: {len(items)}", file=sys.stderr)
        for item in sorted(items)[:SHOWN]:
            print(f"  {item}", file=sys.stderr)

    def expect(self, holds: bool, what: str) -> None:
        if not holds:
            self.count += 1
            print(what, file=sys.stderr)


def rows(path: Path) -> Iterator[Dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t")


def pairs(path: Path) -> Set[Pair]:
    return {(row["rule_id"], int(row["event_line"])) for row in rows(path)}


def compile_rules(channel: Path, rules: Path, output: Path, *more: Union[str, Path]) -> Compiled:
    result = subprocess.run(
        [channel, "compile", rules, "-o", output, *more], stderr=subprocess.PIPE, check=False
    )
    errors = result.stderr.decode()
    if result.returncode != 0:
        raise SystemExit(f"channel compile ended with {result.returncode}:\n{errors}")
    found = re.findall(r"^(.+?):\d+: refused: ", errors, re.MULTILINE)
    refused = {Path(path).relative_to(rules).as_posix() for path in found}
    return Compiled(output, refused, errors.splitlines()[-1])


def match_events(channel: Path, file: Path, events: Path) -> List[Pair]:
    result = subprocess.run(
        [channel, "match", file, "--events", events],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        check=False,
    )
    errors = result.stderr.decode()
    if result.returncode != 0:
        raise SystemExit(f"channel match ended with {result.returncode}:\n{errors}")
    print(f"{events.parent.name}: {errors.splitlines()[-1]}")
    matches = (json.loads(line) for line in result.stdout.decode().splitlines())
    return [(match["rule"], match["event"]) for match in matches]


def check_matrix(found: List[Pair], expected: Set[Pair], disputed: Set[Pair]) -> int:
    """Nothing more, nothing less; what the reference engines dispute may go either way."""
    differences = Differences()
    differences.add("found twice (rule, event)", {pair for pair in found if found.count(pair) > 1})
    differences.add("expected, not found (rule, event)", expected - set(found) - disputed)
    differences.add("found, not expected (rule, event)", set(found) - expected - disputed)
    print(f"  {len(expected)} matches expected, {len(set(found))} found, {len(disputed)} disputed")
    return differences.count


def numbers(text: str) -> List[int]:
    return [int(number) for number in text.split(",") if number]


def check_triples(path: Path, found: Set[Pair], compiled: Set[str]) -> int:
    """The official tests: each rule matches its own events at least as often as it declares."""
    differences = Differences()
    tests = 0
    for row in rows(path):
        rule = row["rule_id"]
        if rule not in compiled:
            continue
        tests += 1
        own = [line for line in numbers(row["event_lines"]) if (rule, line) in found]
        least = int(row["match_count_declared(min)"] or 1)
        differences.expect(len(own) >= least, f"{rule}: {len(own)} of {least} matches of its test")
        agreed = numbers(row["lines_matching_by_all_engines"])
        missing = [line for line in agreed if line not in own]
        differences.expect(not missing, f"{rule}: its test's events {missing} are not matched")
    differences.expect(tests > 0, "there is no official test of a compiled rule")
    print(f"  {tests} official tests")
    return differences.count


def has_placeholder(rule: Dict[str, Any]) -> bool:
    """Whether a rule uses the modifier that is refused, anywhere in its detection."""
    pending: List[Any] = [rule["detection"]]
    while pending:
        item = pending.pop()
        if isinstance(item, dict):
            if any(REFUSED_MODIFIER in key.split("|")[1:] for key in item):
                return True
            pending.extend(item.values())
        elif isinstance(item, list):
            pending.extend(item)
    return False


def check_refusals(sigma: Path, compiled: Compiled) -> Tuple[int, Set[str]]:
    """Exactly the rules with `expand` are refused. Also returns the ids of the others."""
    differences = Differences()
    paths = {row["rule_id"]: row["path"] for row in rows(sigma / "INDEX.tsv")}
    with (sigma / "rules.jsonl").open(encoding="utf-8") as file:
        rules = [json.loads(line) for line in file]
    refused = {rule["id"] for rule in rules if has_placeholder(rule)}
    expected = {paths[rule] for rule in refused}
    differences.add("refused, but should compile", compiled.refused - expected)
    differences.add("compiled, but should be refused", expected - compiled.refused)
    differences.expect(len(refused) == SHARED_REFUSED, f"{len(refused)} rules use expand")
    count = len(rules) - len(compiled.refused)
    differences.expect(count == SHARED_COMPILED, f"{count} rules compiled, not {SHARED_COMPILED}")
    return differences.count, set(paths) - refused


def check_own(channel: Path, work: Path) -> int:
    compiled = compile_rules(
        channel, HERE / "rules", work / "own.rz", "--placeholders", HERE / "placeholders.yml"
    )
    print(compiled.summary)
    differences = Differences()
    differences.add("refused", compiled.refused)
    found = match_events(channel, compiled.file, HERE / "events.jsonl")
    expected = pairs(HERE / "expected.tsv")
    texts = [path.read_text(encoding="utf-8") for path in sorted((HERE / "rules").glob("*.yml"))]
    ids = {rule for text in texts for rule in re.findall(r"(?m)^id: (\S+)$", text)}
    differences.add("rules of which no match is expected", ids - {rule for rule, _ in expected})
    return differences.count + check_matrix(found, expected, set())


def check_shared(channel: Path, work: Path, shared: Path) -> int:
    compiled = compile_rules(channel, shared / "sigma", work / "shared.rz")
    print(compiled.summary)
    wrong, ids = check_refusals(shared / "sigma", compiled)
    for name in ("otrf_sysmon", "sigmahq_regression"):
        events = shared / "events" / name
        found = match_events(channel, compiled.file, events / "events.jsonl")
        expected = {pair for pair in pairs(events / "expected.tsv") if pair[0] in ids}
        wrong += check_matrix(found, expected, pairs(events / "disputed.tsv"))
        if (events / "triples.tsv").exists():
            wrong += check_triples(events / "triples.tsv", set(found), ids)
    return wrong


def shared_folder() -> Path:
    given = os.environ.get("REDZONE_SHARED")
    return Path(given) if given else HERE.parent.parent.parent / "shared"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("set", choices=("own", "shared"))
    parser.add_argument("--channel", type=Path, required=True, help="the program")
    arguments = parser.parse_args()

    shared = shared_folder()
    if arguments.set == "shared" and not (shared / "sigma/INDEX.tsv").is_file():
        reason = f"there are no shared rules in {shared} (REDZONE_SHARED)"
        if os.environ.get("REDZONE_REQUIRE_SHARED") == "1":
            print(reason, file=sys.stderr)
            return 1
        print(f"SKIPPED: {reason}")
        return SKIPPED
    with tempfile.TemporaryDirectory(prefix="conformance-") as work:
        if arguments.set == "own":
            wrong = check_own(arguments.channel, Path(work))
        else:
            wrong = check_shared(arguments.channel, Path(work), shared)
    if wrong:
        print(f"{wrong} differences", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
