"""`repro`: runs a finding again, by one command."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Optional

from redzone import packages, process, trees
from redzone.findings import judge, sources
from redzone.findings.store import Store
from redzone.outcome import Exit, Failure
from redzone.project import Project
from redzone.verbs.findings import choose

HELP = "run a finding or an input again"
DESCRIPTION = """Builds what is missing, runs the input of a finding (by its key) or of a file in the
right target, and explains what it runs into, with a hex dump. Exit code 1 while it still fails, 0 when
it does not any more."""
UNDER = {
    "plain": ("release", ()),
    "valgrind": ("release", ("valgrind", "-q", "--error-exitcode=1")),
    "msan": ("msan", ()),
}
ROW = 16  # bytes in a line of the hex dump
MOST = 4096  # bytes that are shown


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `repro` takes."""
    parser.add_argument("what", metavar="KEY|FILE", help="the beginning of a key is enough")
    parser.add_argument("--target", help="the fuzz target of a file (default: as its path says)")
    parser.add_argument("--under", choices=sorted(UNDER), help="another build than the judge")
    parser.add_argument("--debug", action="store_true", help="in gdb or lldb, at the site")
    packages.add_arguments(parser)


def find(project: Project, arguments: argparse.Namespace) -> tuple[str, Path]:
    """The target and the input."""
    path = Path(arguments.what)
    names = [target.name for target in project.targets()]
    if path.is_file():
        target = arguments.target or sources.target_of(path.resolve(), names)
        if target is None:
            raise Failure(f"{path} does not say its target; add --target", Exit.WRONG_USE)
        project.choose([target])
        return target, path.resolve()
    finding = choose(Store(project), arguments.what)
    return arguments.target or finding.record.targets[0], finding.path


def dump(content: bytes) -> list[str]:
    """Lines of hexadecimal numbers and characters."""
    lines = []
    for at in range(0, min(len(content), MOST), ROW):
        row = content[at : at + ROW]
        numbers = " ".join(f"{byte:02x}" for byte in row)
        text = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in row)
        lines.append(f"  {at:08x}  {numbers:<{3 * ROW - 1}}  {text}")
    if len(content) > MOST:
        lines.append(f"  … {len(content) - MOST:,} more bytes")
    return lines


def debugger() -> Optional[str]:
    """The debugger of this machine."""
    return next((name for name in ("gdb", "lldb") if shutil.which(name)), None)


def debug(project: Project, target: str, path: Path) -> Exit:
    """Opens a debugger that stops where the report is made."""
    name = debugger()
    if name is None:
        raise Failure(
            "neither gdb nor lldb: sudo apt-get install -y --no-install-recommends gdb",
            Exit.MISSING_TOOL,
        )
    program = str(judge.workbench(project, target))
    stops = ("__asan::ReportGenericError", "__ubsan_on_report", "contract_failed", "abort")
    replay = ["replay", "--times", "1", str(path)]
    if name == "gdb":
        commands = ["set follow-fork-mode child", "set breakpoint pending on"]
        commands += [f"break {stop}" for stop in stops]
        words = [word for command in commands for word in ("-ex", command)]
        return Exit(process.run_here(["gdb", "-q", *words, "--args", program, *replay]) and 1)
    words = [word for stop in stops for word in ("-o", f"b {stop}")]
    return Exit(process.run_here(["lldb", *words, "--", program, *replay]) and 1)


def run_under(project: Project, target: str, path: Path, name: str) -> Exit:
    """Replays in another build; its own report is what is seen."""
    preset, runner = UNDER[name]
    trees.build(project, preset, [target])
    program = str(judge.workbench(project, target, preset))
    code = process.run([*runner, program, "replay", "--times", "1", str(path)], cwd=project.root)
    return Exit.CLEAN if code == 0 else Exit.FINDING


def run(project: Project, arguments: argparse.Namespace, _flags: Sequence[str]) -> Exit:
    """Does it."""
    target, path = find(project, arguments)
    preset = UNDER[arguments.under][0] if arguments.under else judge.JUDGE
    packages.ensure(packages.for_presets([preset]), packages.policy_of(arguments))
    if arguments.under:
        return run_under(project, target, path, arguments.under)
    trees.build(project, judge.JUDGE, [target])
    if arguments.debug:
        return debug(project, target, path)
    process.show([str(judge.workbench(project, target)), "explain", str(path)])
    program = [str(judge.workbench(project, target)), "explain", str(path)]
    code = process.run_split(program, project.work / "repro.txt", project.work / "repro.log")
    print((project.work / "repro.txt").read_text(encoding="utf-8", errors="replace"), end="")
    for line in dump(path.read_bytes()):
        print(line)
    if code == 0:
        print("it does not fail any more")
        return Exit.CLEAN
    process.say("fuzz: repro: it still fails")
    return Exit.FINDING
