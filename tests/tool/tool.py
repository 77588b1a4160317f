"""What the end-to-end tests of the `channel` tool share: a folder of their own, rules, events."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import unittest
import uuid
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence, Union

CHANNEL = Path(os.environ["CHANNEL"])
SYSMON = "Microsoft-Windows-Sysmon/Operational"
TIMEOUT = 120.0

Completed = subprocess.CompletedProcess[bytes]


def rule(
    detection: str, name: str = "rule", category: str = "process_creation", **more: str
) -> str:
    """A Sigma rule; `detection` is YAML without indentation. Its id follows from its name."""
    head = {
        "title": name,
        "id": str(uuid.uuid5(uuid.NAMESPACE_URL, name)),
        "author": "Redzone",
        "level": "high",
        **more,
    }
    lines = [f"{key}: {value}" for key, value in head.items()]
    lines += ["logsource:", "    product: windows", f"    category: {category}", "detection:"]
    lines += [f"    {line}" for line in detection.splitlines()]
    return "\n".join(lines) + "\n"


def rule_id(name: str) -> str:
    """The id that `rule` gives to a rule of this name."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, name))


def selection(field: str, value: str) -> str:
    """A detection of one criterion; the value is quoted."""
    return f"selection:\n    {field}: '{value}'\ncondition: selection"


def event(**fields: Any) -> Dict[str, Any]:
    """A process creation event of Sysmon."""
    return {"EventID": 1, "Channel": SYSMON, **fields}


def checksum(content: bytes) -> int:
    """The checksum of docs/format.md, written a second time from its text."""
    mask, multiplier = (1 << 64) - 1, 0x9E3779B97F4A7C15
    lanes = list(range(1, 9))
    for position in range(0, len(content), 8):
        word = int.from_bytes(content[position : position + 8], "little")
        lane = position // 8 % 8
        lanes[lane] = (lanes[lane] + word) * multiplier & mask
    total = len(content)
    for value in lanes:
        total = (total + value) * multiplier & mask
        total = (total ^ total >> 32) * multiplier & mask
    return total


def repaired(content: bytes) -> bytes:
    """A channel file with the checksum that fits the rest of it."""
    return content[:16] + checksum(content[24:]).to_bytes(8, "little") + content[24:]


def section(content: bytes, number: int) -> int:
    """Where a section of a channel file begins."""
    entry = 40 + 16 * (number - 1)
    return int.from_bytes(content[entry + 4 : entry + 8], "little")


class ToolCase(unittest.TestCase):
    """Runs the tool in a folder that is removed afterwards."""

    folder: Path

    def setUp(self) -> None:
        holder = tempfile.TemporaryDirectory(prefix="channel-test-")
        self.addCleanup(holder.cleanup)
        self.folder = Path(holder.name)

    def write(self, name: str, content: Union[str, bytes]) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def run_tool(
        self, *arguments: Union[str, bytes, Path], stdin: Optional[bytes] = None, **options: Any
    ) -> Completed:
        """Runs the tool, and checks what holds for every run: known codes, no silent failure."""
        result: Completed = subprocess.run(
            [CHANNEL, *arguments],
            cwd=self.folder,
            input=b"" if stdin is None else stdin,
            stdout=options.pop("stdout", subprocess.PIPE),
            stderr=subprocess.PIPE,
            timeout=TIMEOUT,
            check=False,
            **options,
        )
        self.assertIn(result.returncode, (0, 1, 2, 130), result.stderr.decode(errors="replace"))
        if result.returncode != 0:
            self.assertRegex(result.stderr, rb"(?s).+\n\Z")
        return result

    def check(self, code: int, *arguments: Union[str, bytes, Path], **options: Any) -> Completed:
        result = self.run_tool(*arguments, **options)
        self.assertEqual(result.returncode, code, result.stderr.decode(errors="replace"))
        return result

    def compile(self, *rules: str, options: Sequence[str] = (), output: str = "out.rz") -> Path:
        """Compiles rules given as text; all of them must pass."""
        for number, text in enumerate(rules):
            self.write(f"rules/{number:03}.yml", text)
        self.check(0, "compile", "rules", "-o", output, "--strict", *options)
        return self.folder / output

    def match(
        self, path: Path, events: Sequence[Union[Dict[str, Any], str, bytes]], code: int = 0
    ) -> List[Dict[str, Any]]:
        """Matches events (objects, or lines as they are); self.errors is what stderr said."""
        lines = [
            item
            if isinstance(item, bytes)
            else (item if isinstance(item, str) else json.dumps(item)).encode()
            for item in events
        ]
        result = self.check(code, "match", path, "--events", "-", stdin=b"\n".join(lines) + b"\n")
        self.errors = result.stderr.decode()
        return [json.loads(line) for line in result.stdout.splitlines()]

    def left_over(self) -> List[str]:
        """What of the tool's temporary files is still in the folder."""
        return sorted(path.name for path in self.folder.rglob(".channel-*"))


if __name__ == "__main__":
    raise SystemExit("this module is imported by the tests")
