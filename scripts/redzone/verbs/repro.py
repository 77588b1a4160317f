"""`repro`: runs a finding again, by one command."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from redzone import packages, process, trees
from redzone.findings import judge, sources
from redzone.findings.store import Finding, Store, private_folder
from redzone.outcome import Exit, Failure
from redzone.project import Project

HELP = "run a finding or an input again"
DESCRIPTION = """Builds what is missing, runs the input of a finding (by its key) or of a file in the
right target, and explains what it runs into, with a hex dump. Exit code 1 while it still fails, 0 when
it does not any more."""
UNDER = {  # preset, what its programs run under, the package of that
    "plain": ("release", (), ()),
    "valgrind": ("release", ("valgrind", "-q", "--error-exitcode=1"), ("valgrind",)),
    "msan": ("msan", (), ()),
}
WITHOUT_LIBRARIES = ("msan",)  # presets that build the targets alone that need none
# Where reports are made: a debugger that stops there shows the site a few frames up.
STOPS = ("__asan::ReportGenericError", "__ubsan_on_report", "contract_failed", "abort")
DEBUGGERS = ("gdb", "lldb")
# Selects the site's frame. gdb 13 dies at its own command for that, `frame function`, when the frame
# is of a call that was inlined.
TO_THE_SITE = """python
frame = gdb.selected_frame()
while frame and frame.name() != "{site}": frame = frame.older()
frame and frame.select()"""
ROW = 16  # bytes in a line of the hex dump
MOST = 4096  # bytes that are shown


@dataclass
class Chosen:
    """What a command line names: an input, its target, and the finding that it belongs to."""

    target: str
    path: Path
    finding: Optional[Finding] = None


def add_choice(parser: argparse.ArgumentParser) -> None:
    """What each verb takes that looks at one input."""
    parser.add_argument("what", metavar="KEY|FILE", help="the beginning of a key is enough")
    parser.add_argument("--target", help="the fuzz target of a file (default: as its path says)")
    parser.add_argument("--private", type=Path, metavar="DIR", help="look for findings there, too")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `repro` takes."""
    add_choice(parser)
    parser.add_argument("--under", choices=sorted(UNDER), help="another build than the judge")
    parser.add_argument("--debug", action="store_true", help="in gdb or lldb, at the site")
    packages.add_arguments(parser)


def choose(project: Project, store: Store, arguments: argparse.Namespace) -> Chosen:
    """The target and the input."""
    path = Path(arguments.what)
    if not path.is_file():
        finding = store.named(arguments.what)
        return Chosen(arguments.target or finding.record.targets[0], finding.path, finding)
    sources.refuse_archive(path)
    names = [target.name for target in project.targets()]
    target = arguments.target or sources.target_of(path.resolve(), names)
    if target is None:
        raise Failure(f"{path} does not say its target; add --target", Exit.WRONG_USE)
    project.choose([target])
    return Chosen(target, path.resolve())


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


def debug(project: Project, chosen: Chosen) -> Exit:
    """Opens a debugger on a run that stops where the report is made."""
    name = next((name for name in DEBUGGERS if shutil.which(name)), None)
    if name is None:
        raise Failure(
            "neither gdb nor lldb: sudo apt-get install -y --no-install-recommends gdb",
            Exit.MISSING_TOOL,
        )
    program = str(judge.workbench(project, chosen.target))
    replay = ["replay", "--times", "1", "--timeout", "86400", str(chosen.path)]
    site = chosen.finding.record.hit.texts["function"] if chosen.finding else ""
    if name == "gdb":
        commands = ["set breakpoint pending on", "set follow-fork-mode child"]
        commands += [f"break {stop}" for stop in STOPS]
        commands += ["run", "backtrace"]
        if site.isidentifier():
            commands += [TO_THE_SITE.format(site=site), "frame", "info locals"]
        words = [word for command in commands for word in ("-ex", command)]
        code = process.run_here(["gdb", "-q", *words, "--args", program, *replay])
    else:
        commands = ["settings set target.process.follow-fork-mode child"]
        commands += [f"breakpoint set --name {stop}" for stop in STOPS] + ["run", "thread backtrace"]
        words = [word for command in commands for word in ("-o", command)]
        code = process.run_here(["lldb", *words, "--", program, *replay])
    return Exit.CLEAN if code == 0 else Exit.FINDING


def run_under(project: Project, chosen: Chosen, name: str) -> Exit:
    """Replays in another build; its own report is what is seen."""
    preset, runner, _ = UNDER[name]
    trees.build(project, preset, [chosen.target])
    program = str(judge.workbench(project, chosen.target, preset))
    command = [*runner, program, "replay", "--times", "1", str(chosen.path)]
    code = process.run(command, cwd=project.root)
    return told(code == 0)


def told(clean: bool) -> Exit:
    """Says how it is, as an exit code, too."""
    process.say("fuzz: repro: " + ("it does not fail any more" if clean else "it still fails"))
    return Exit.CLEAN if clean else Exit.FINDING


def explain(project: Project, chosen: Chosen) -> Exit:
    """Runs an input in the judge; says what it hits and shows its bytes, named where the workbench
    knows the format."""
    program = str(judge.workbench(project, chosen.target))
    folder = project.work / "repro"
    folder.mkdir(parents=True, exist_ok=True)
    usage = process.capture([program, "explain", "--help"]) or ""
    named = "--hex" in usage
    output = folder / "explain.txt"
    command = [program, "explain", *(["--hex"] if named else []), "--", str(chosen.path)]
    code = process.run_split(command, output, output.with_suffix(".log"), cwd=project.root)
    if code not in (Exit.CLEAN, Exit.FINDING):
        raise Failure(f"{program}: {process.describe_exit(code)}")
    print(output.read_text(encoding="utf-8", errors="replace"), end="")
    for line in [] if named else dump(chosen.path.read_bytes()):
        print(line)
    return told(code == Exit.CLEAN)


def packages_for(project: Project, chosen: Chosen, under: Optional[str]) -> list[str]:
    """What it takes. A build without libraries is of no use to a target that needs some."""
    preset, _, tools = UNDER[under] if under else (judge.JUDGE, (), ())
    needs = project.choose([chosen.target])[0].needs
    if needs and preset in WITHOUT_LIBRARIES:
        why = f"{chosen.target} needs {', '.join(needs)}, not built for {preset}"
        raise Failure(why, Exit.WRONG_USE)
    return [*packages.for_presets([preset]), *packages.for_needs(needs), *tools]


def run(project: Project, arguments: argparse.Namespace, _flags: Sequence[str]) -> Exit:
    """Does it."""
    if arguments.debug and arguments.under:
        raise Failure("--debug is about the judge; leave --under out", Exit.WRONG_USE)
    store = Store(project, private_folder(project, arguments.private))
    chosen = choose(project, store, arguments)
    needed = packages_for(project, chosen, arguments.under)
    packages.ensure(needed, packages.policy_of(arguments))
    if arguments.under:
        return run_under(project, chosen, arguments.under)
    trees.build(project, judge.JUDGE, [chosen.target])
    return debug(project, chosen) if arguments.debug else explain(project, chosen)
