"""`channel match` stays under 64 MiB with all shared rules, over all shared events."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

LIMIT_KIB = 64 * 1024
SKIPPED = 77


def run(command: list[str], output: Path) -> tuple[int, int]:
    """Runs a program; its exit code and the most memory that it held, in KiB."""
    with open(output, "wb") as file:
        actions = [
            (os.POSIX_SPAWN_DUP2, file.fileno(), 1),
            (os.POSIX_SPAWN_DUP2, file.fileno(), 2),
        ]
        child = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
    _, status, usage = os.wait4(child, 0)
    return os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128, usage.ru_maxrss


def main() -> int:
    """The test: exit code 0, 1, or 77 without the shared data."""
    channel, shared = sys.argv[1], Path(os.environ.get("REDZONE_SHARED") or sys.argv[2])
    events = shared / "events" / "otrf_sysmon" / "events.jsonl"
    if not events.is_file() or not (shared / "sigma").is_dir():
        required = os.environ.get("REDZONE_REQUIRE_SHARED") == "1"
        print(f"{'FAILED' if required else 'SKIPPED'}: {shared} is not there")
        return 1 if required else SKIPPED
    with tempfile.TemporaryDirectory() as folder:
        content, said = Path(folder, "all.rz"), Path(folder, "said")
        compiled, _ = run([channel, "compile", str(shared / "sigma"), "-o", str(content)], said)
        command = [channel, "match", str(content), "--events", str(events)]
        matched, memory = run(command, said)
        lines = len(said.read_text(encoding="utf-8", errors="replace").splitlines())
    print(f"compile: {compiled}, match: {matched}, {lines} lines, {memory // 1024} MiB")
    return 0 if compiled == 0 and matched == 0 and lines > 100 and memory < LIMIT_KIB else 1


if __name__ == "__main__":
    sys.exit(main())
