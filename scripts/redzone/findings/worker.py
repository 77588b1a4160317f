"""Triage beside the engines: a thread that looks into the spools of a run, and makes findings of what
comes there within seconds. It mostly waits for workbenches, so that it takes nothing from the engines
while nothing is found. It prints nothing: what there is to say, the run says between two looks."""

from __future__ import annotations

import queue
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Callable, Union

from redzone.findings import sources
from redzone.findings.announce import Announcer, counted, fresh
from redzone.findings.judge import JUDGE, Cancelled, Judge
from redzone.findings.store import Store
from redzone.findings.triage import Event, Suspect, Triage, current_commit
from redzone.live import plural
from redzone.outcome import Failure
from redzone.process import Busy
from redzone.project import Project

EVERY = 0.2  # seconds between two looks into the spools
BUSY = "another triage is at work; what is found waits in the spool until it has ended"


class Worker(threading.Thread):
    """Triages what the spools of some targets get, one look after the other."""

    def __init__(
        self, project: Project, work: Path, targets: Sequence[str], store: Store
    ) -> None:
        super().__init__(name="triage")
        self.project = project
        self.work = work
        self.targets = [name for name in targets if Judge(project).has(name, JUDGE)]
        self.judge = Judge(project)
        self.messages: queue.SimpleQueue[Union[Event, str]] = queue.SimpleQueue()
        self.triage = Triage(
            project, store, self.judge, self.messages.put, current_commit(project), work=work
        )
        self.looked_at: set[Path] = set()
        self.said_busy = False
        self.mended = False
        self.trouble = ""  # why it has stopped before its time
        self.events: list[Event] = []  # those that were told
        self.draining = threading.Event()
        self.wake = threading.Event()

    def drain(self) -> None:
        """Nothing more will come: it ends when all that is there is triaged."""
        self.draining.set()
        self.wake.set()

    def cancel(self) -> None:
        """It ends as soon as it can. What it was at stays in the spool."""
        self.draining.set()
        self.wake.set()
        self.judge.cancel()

    def run(self) -> None:
        """Looks until it is told to end."""
        try:
            while True:
                last = self.draining.is_set()
                worked = self.look()
                if last and not worked:
                    return
                if not worked:
                    self.wake.wait(EVERY)
        except Cancelled:
            return
        except (Failure, OSError) as error:
            self.trouble = described(error)

    def look(self) -> bool:
        """Triages what is new in the spools; whether there was something."""
        fresh = self.waiting()
        if not fresh and self.mended:
            return False
        try:
            with self.triage.holding(BUSY):
                if not self.mended:
                    self.triage.mend()
                    self.mended = True
                self.triage.take(fresh)
        except Busy:
            if not self.said_busy:
                self.messages.put(BUSY)
                self.said_busy = True
            return False
        self.looked_at.update(suspect.path for suspect in fresh)
        return bool(fresh)

    def waiting(self) -> list[Suspect]:
        """What nobody has looked at."""
        return [
            Suspect(path, target, sources.engine_of(path))
            for target in self.targets
            for path in sources.spool_files(self.work, target)
            if path not in self.looked_at
        ]

    def tell(self, clear: Callable[[], None], announce: Announcer) -> None:
        """Says what has happened since the last call."""
        while True:
            try:
                message = self.messages.get_nowait()
            except queue.Empty:
                return
            clear()
            if isinstance(message, str):
                announce.say(message)
            else:
                announce(message)
                self.events.append(message)

    @property
    def found(self) -> int:
        """Different bugs that were met."""
        return len({each.finding.record.key for each in self.events if each.finding})

    def reasons(self) -> list[str]:
        """Why what was found makes the run fail: what is new, what could not be triaged."""
        reasons = []
        new = fresh(self.triage.counts)
        if new:
            reasons.append(plural(new, "new finding"))
        if self.trouble:
            reasons.append(f"triage stopped: {self.trouble}")
        left = len(self.waiting())
        if left:
            what = "waits" if left == 1 else "wait"
            hint = "./scripts/fuzz triage"
            reasons.append(f"{plural(left, 'input')} {what} in the spool to be triaged: {hint}")
        return reasons

    def counts(self) -> str:
        """What came of the inputs, in words; empty when there were none."""
        return counted(self.triage.counts)


def described(error: Union[Failure, OSError]) -> str:
    """An error in a line."""
    if isinstance(error, Failure):
        return str(error)
    reason = error.strerror or str(error)
    return f"{error.filename}: {reason}" if error.filename else reason


