"""`findings`: what is in the store."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence

from redzone import summary
from redzone.findings.store import Finding, Store
from redzone.outcome import Exit, Failure
from redzone.project import Project

HELP = "show stored findings"
DESCRIPTION = """Lists the findings in seeds/regressions/, or shows one of them."""
HEADINGS = ("key", "state", "class", "function", "target", "bytes", "found")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `findings` takes."""
    parser.add_argument("what", nargs="?", choices=("list", "show"), default="list")
    parser.add_argument("key", nargs="?", help="of the finding to show; its beginning is enough")
    parser.add_argument("--json", action="store_true", help="records as JSON")


def row(finding: Finding) -> list[str]:
    """A finding's row."""
    record = finding.record
    state = record.state + (" (expected)" if record.expected and record.state == "open" else "")
    return [
        record.key,
        state,
        record.hit.texts["class"],
        record.hit.texts["function"] or "-",
        ",".join(record.targets),
        f"{record.input['size']:,}",
        record.found,
    ]


def choose(store: Store, key: str) -> Finding:
    """The finding whose key begins so."""
    found = [finding for finding in store.all() if finding.record.key.startswith(key)]
    if len(found) != 1:
        raise Failure(f"{key}: {len(found)} findings have a key that begins so", Exit.WRONG_USE)
    return found[0]


def show(project: Project, finding: Finding) -> None:
    """Prints a finding in full."""
    record = finding.record
    print(f"{record.key}  {record.state}  {record.hit.headline()}")
    for name in ("what", "access", "where", "contract", "detail", "context"):
        if record.hit.texts[name]:
            print(f"  {name + ':':10} {record.hit.texts[name]}")
    for frame in record.hit.frames:
        print(f"  {frame['function']} {frame['file']}:{frame['line']}")
    checks = record.verification
    print(f"  {'failed:':10} {checks.get('failed', 0)} of {checks.get('runs', 0)} runs")
    print(f"  {'size:':10} {record.original['size']:,} → {record.input['size']:,} bytes")
    print(f"  {'found:':10} {record.found} by {record.engine or 'hand'}, commit {record.commit}")
    if record.expected:
        print(f"  {'expected:':10} {record.expected['reason']} ({record.expected['date']})")
    print(f"  {'file:':10} {project.shown(finding.path)}")
    print(f"  {'repeat:':10} ./scripts/fuzz repro {record.key}")


def run(project: Project, arguments: argparse.Namespace, _flags: Sequence[str]) -> Exit:
    """Does it."""
    store = Store(project)
    if arguments.what == "show" or arguments.key:
        if not arguments.key:
            raise Failure("show needs a key; see `findings list`", Exit.WRONG_USE)
        finding = choose(store, arguments.key)
        if arguments.json:
            print(finding.record.write().decode(), end="")
        else:
            show(project, finding)
        return Exit.CLEAN
    found = list(store.all())
    if arguments.json:
        records = [json.loads(finding.record.write()) for finding in found]
        print(json.dumps(records, indent=2, ensure_ascii=False))
    elif found:
        for line in summary.table([HEADINGS, *map(row, found)], left=5):
            print(line)
    else:
        print("no findings")
    return Exit.CLEAN
