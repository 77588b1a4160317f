"""States of stored findings, seen by replay: what runs clean in the judge is fixed, what fails again is
open. Of a fixed one it is noted what now refuses the input, so that a later change of that is seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Optional

from redzone.findings.judge import JUDGE, SURVIVE, Verdict
from redzone.findings.record import FIXED, OPEN
from redzone.findings.store import Finding
from redzone.findings.triage import Event, News, Suspect, Triage

LASTING = ("flaky", "build-dependent")  # what a replay cannot tell to be gone


@dataclass
class Change:
    """What a replay has changed."""

    finding: Finding
    before: str


def refresh(triage: Triage, refusals: bool = False) -> Iterator[Change]:
    """Replays all findings, writes the records that are not true any more, and yields those with
    another state. What a reproducer runs into beside its own bug is triaged. `refusals`: what refuses
    fixed ones is written down anew, too. Hold the store's lock."""
    by_target: dict[str, list[Finding]] = {}
    for finding in triage.store.all():
        by_target.setdefault(finding.record.targets[0], []).append(finding)
    suspects: list[Suspect] = []
    for target, findings in by_target.items():
        if triage.judge.has(target, JUDGE):
            yield from refresh_target(triage, target, findings, suspects, refusals)
    triage.take(suspects)


def refresh_target(
    triage: Triage,
    target: str,
    findings: Sequence[Finding],
    suspects: list[Suspect],
    refusals: bool,
) -> Iterator[Change]:
    """The findings of a target."""
    verdicts = list(triage.judge.explain(target, [finding.path for finding in findings]))
    for finding, verdict in zip(findings, verdicts):
        before = finding.record.state
        content = finding.record.write()
        state = state_of(triage, finding, verdict)
        first = verdict.first
        if state == FIXED and first is not None:
            suspects.append(Suspect(finding.path, target, finding.record.engine))
        set_state(triage, finding, state, refusals)
        if finding.record.write() != content:
            triage.store.update(finding)
        if before == FIXED and state == OPEN:
            triage.announce(Event(News.REOPENED, target, finding.path, finding))
        if before != state:
            yield Change(finding, before)


def state_of(triage: Triage, finding: Finding, verdict: Verdict) -> str:
    """The state that a verdict shows."""
    key, before = finding.record.key, finding.record.state
    if verdict.outcome == "unreadable":
        return before
    if verdict.first is not None and verdict.first.key == key:
        return before if before == "flaky" else OPEN
    if before in LASTING or (verdict.first is not None and is_hidden(triage, finding)):
        return before
    return FIXED


def is_hidden(triage: Triage, finding: Finding) -> bool:
    """Whether a bug is still there behind another one, at which the judge halts."""
    target = finding.record.targets[0]
    if not triage.judge.has(target, SURVIVE):
        return False
    verdicts = triage.judge.explain(target, [finding.path], SURVIVE)
    return any(hit.key == finding.record.key for verdict in verdicts for hit in verdict.hits)


def set_state(triage: Triage, finding: Finding, state: str, refusals: bool) -> None:
    """Writes a state into a record, with what belongs to it."""
    record = finding.record
    if state == FIXED:
        record.fixed = record.fixed or triage.today
        if refusals or record.state != FIXED or record.refused is None:
            record.refused = triage.judge.digest(record.targets[0], finding.path)
    else:
        record.fixed = record.refused = None
    record.state = state


def reason_of(finding: Finding) -> Optional[str]:
    """Why an open finding fails no test; None where it does."""
    expected = finding.record.expected
    return f"{expected['reason']} ({expected['date']})" if expected else None
