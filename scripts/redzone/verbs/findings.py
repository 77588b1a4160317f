"""`findings`: what is in the store."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from redzone import packages, process, summary
from redzone.findings import states
from redzone.findings.announce import Announcer, fresh, repeat_command, sizes
from redzone.findings.judge import Judge
from redzone.findings.store import Finding, Store, private_folder
from redzone.findings.triage import Triage, current_commit, today
from redzone.live import plural
from redzone.outcome import Exit, Failure
from redzone.project import Project
from redzone.verbs.run import make_workbenches

HELP = "show stored findings, and bring them up to date"
DESCRIPTION = """`list` (the default) and `show KEY` print what is stored in seeds/regressions/.
`refresh` replays all of it in the judge: what fails no more becomes fixed, with the date and what now
refuses the input; what fails again becomes open. `expect KEY REASON` keeps an open finding from
failing the tests; without a reason it fails them again."""
HEADINGS = ("key", "state", "class", "function", "target", "bytes", "found")
BUSY = "a triage is at work; try again when it has ended"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `findings` takes."""
    whats = ("list", "show", "refresh", "expect")
    parser.add_argument("what", nargs="?", choices=whats, default="list", help="(default: list)")
    parser.add_argument("key", nargs="?", metavar="KEY", help="its beginning is enough")
    parser.add_argument("reason", nargs="?", metavar="REASON", help="why it is expected")
    parser.add_argument("--json", action="store_true", help="records as JSON")
    parser.add_argument("--private", type=Path, metavar="DIR", help="findings there, too")
    packages.add_arguments(parser)


def row(finding: Finding) -> list[str]:
    """A finding's row."""
    record = finding.record
    expected = record.expected is not None and record.state == "open"
    return [
        record.key,
        record.state + (" (expected)" if expected else ""),
        record.hit.texts["class"],
        record.hit.texts["function"] or "-",
        ",".join(record.targets),
        f"{record.input['size']:,}",
        record.found,
    ]


def shown_lines(project: Project, finding: Finding) -> list[str]:
    """A finding in full."""
    record = finding.record
    rows = [(name, record.hit.texts[name]) for name in ("what", "contract", "detail", "context")]
    rows.insert(1, ("access", record.hit.access()))
    rows += [("frame", f"{one['function']} {one['file']}:{one['line']}") for one in record.hit.frames]
    checks = record.verification
    rows += [
        ("failed", f"{checks.get('failed', 0)} of {checks.get('runs', 0)} runs"),
        ("size", sizes(finding)),
        ("targets", ", ".join(record.targets)),
        ("also", ", ".join(record.also)),
        ("found", f"{record.found} by {record.engine or 'hand'}, commit {record.commit or '-'}"),
        ("fixed", record.fixed or ""),
        ("refused", (record.refused or "").replace("\t", "  ")),
        ("expected", states.reason_of(finding) or ""),
        ("file", project.shown(finding.path)),
        ("repeat", repeat_command(finding)),
    ]
    head = f"{record.key}  {record.state}  {record.hit.headline()}"
    return [head, *(f"  {name + ':':10} {text}" for name, text in rows if text)]


def show(project: Project, store: Store, arguments: argparse.Namespace) -> Exit:
    """Prints one finding."""
    finding = store.named(arguments.key)
    if arguments.json:
        print(finding.record.write().decode(), end="")
    else:
        print("\n".join(shown_lines(project, finding)))
    return Exit.CLEAN


def list_all(store: Store, as_json: bool) -> Exit:
    """Prints all findings."""
    found = list(store.all())
    if as_json:
        records = [json.loads(finding.record.write()) for finding in found]
        print(json.dumps(records, indent=2, ensure_ascii=False))
    elif found:
        print("\n".join(summary.table([HEADINGS, *map(row, found)], left=5)))
    else:
        process.say("no findings")
    return Exit.CLEAN


def refresh(project: Project, store: Store, arguments: argparse.Namespace) -> Exit:
    """Replays all findings."""
    names = sorted({finding.record.targets[0] for finding in store.all()})
    if not names:
        process.say("no findings")
        return Exit.CLEAN
    make_workbenches(project, names, arguments)
    work = Triage(project, store, Judge(project), Announcer(project), current_commit(project))
    with work.holding(BUSY):
        work.mend()
        for change in states.refresh(work, refusals=True):
            record = change.finding.record
            print(f"{record.key}: was {change.before}, is {record.state}", flush=True)
    counts: dict[str, int] = {}
    for finding in store.all():
        counts[finding.record.state] = counts.get(finding.record.state, 0) + 1
    print(", ".join(f"{count:,} {state}" for state, count in sorted(counts.items())), flush=True)
    new = fresh(work.counts)
    if new:
        process.say(f"fuzz: findings: {plural(new, 'finding')} new or open again")
    return Exit.FINDING if new else Exit.CLEAN


def expect(project: Project, store: Store, arguments: argparse.Namespace) -> Exit:
    """Notes why an open finding is to fail no test, or that it is to fail them again."""
    with process.locked(store.lock, BUSY):
        finding = store.named(arguments.key)
        if finding.record.state != "open":
            raise Failure(f"{finding.record.key} is {finding.record.state}", Exit.WRONG_USE)
        reason = arguments.reason
        finding.record.expected = {"reason": reason, "date": today()} if reason else None
        store.update(finding)
    print(f"{finding.record.key}: {states.reason_of(finding) or 'fails the tests'}", flush=True)
    return Exit.CLEAN


def run(project: Project, arguments: argparse.Namespace, _flags: Sequence[str]) -> Exit:
    """Does it."""
    store = Store(project, private_folder(project, arguments.private))
    needs_key = arguments.what in ("show", "expect")
    if needs_key != bool(arguments.key):
        reason = "needs a KEY; see `findings list`" if needs_key else "takes no KEY"
        raise Failure(f"{arguments.what} {reason}", Exit.WRONG_USE)
    if arguments.reason and arguments.what != "expect":
        raise Failure(f"{arguments.what} takes no REASON", Exit.WRONG_USE)
    if arguments.what == "show":
        return show(project, store, arguments)
    if arguments.what == "expect":
        return expect(project, store, arguments)
    if arguments.what == "refresh":
        return refresh(project, store, arguments)
    return list_all(store, arguments.json)
