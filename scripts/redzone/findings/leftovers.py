"""What killed processes have left: engines between finding and spool, a triage in the middle of its
work. Nothing of it is lost; what is torn is judged like everything else."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from redzone.afl import FOUND
from redzone.engine import Workplace
from redzone.findings.store import Store
from redzone.spool import Spool

WRITING = ".writing-"
OWNER = re.compile(r"\.writing-(\d+)-hit-")  # an engine of the survive build, by its process id


def is_alive(process_id: int) -> bool:
    """Whether there is such a process."""
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def take_unfinished(place: Workplace) -> None:
    """Takes files into a spool that processes which are dead now were writing there. Hold the run's
    lock: the command line's own files have no owner in their names."""
    spool = Spool(place.spool)
    for path in sorted(place.spool.rglob(f"{WRITING}*")):
        owner = OWNER.match(path.name)
        if owner is None or not is_alive(int(owner.group(1))):
            if path.stat().st_size:
                spool.take("left", path)
            else:
                path.unlink()


def take_found(place: Workplace) -> None:
    """Takes what engines found and nobody has put into the spool: libFuzzer's files are moved, AFL++'s
    are read. Hold the run's lock."""
    spool = Spool(place.spool)
    for path in sorted(place.spool.glob(".incoming/*/*")):
        spool.take(path.name.partition("-")[0], path)
    for folder, kind in FOUND.items():
        for path in sorted(place.afl.glob(f"*/{folder}*/id:*")):
            spool.add(kind, path.read_bytes())


def clean_store(store: Store) -> None:
    """Removes what a triage that was killed was writing. Hold the store's lock."""
    shutil.rmtree(store.scratch, ignore_errors=True)
    for root in store.roots:
        for path in sorted(root.glob(f"*/{WRITING}*")):
            remove(path)


def remove(path: Path) -> None:
    """Removes a file that another may have removed."""
    try:
        path.unlink()
    except FileNotFoundError:
        pass
