"""The command line: picks the verb, and turns every way to end into an exit code and a line."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import NoReturn

from redzone import process
from redzone.outcome import Exit, Failure
from redzone.project import Project
from redzone.verbs import build, cmin, corpus, coverage, doctor, findings, minimize, new, repro, run
from redzone.verbs import test, triage
from redzone.verbs import list as list_verb

VERBS: dict[str, ModuleType] = {
    "run": run,
    "triage": triage,
    "findings": findings,
    "repro": repro,
    "minimize": minimize,
    "test": test,
    "list": list_verb,
    "build": build,
    "coverage": coverage,
    "cmin": cmin,
    "corpus": corpus,
    "new": new,
    "doctor": doctor,
}
# These say commands that run in the checkout.
BUILDING = ("run", "triage", "repro", "minimize", "test", "build", "coverage", "cmin")
DESCRIPTION = "Builds, tests and fuzzes this project, after setting up what that takes."
EXIT_CODES = """exit codes: 0 clean, 1 a finding or an error, 2 wrong use, 3 nothing was tested,
4 a tool is missing, 130 interrupted (what was found is safe)"""


class Parser(argparse.ArgumentParser):
    """Wrong use is one line on stderr."""

    def error(self, message: str) -> NoReturn:
        raise Failure(f"{message}; see {self.prog} --help", Exit.WRONG_USE)


def make_parser() -> argparse.ArgumentParser:
    """The parser with all verbs."""
    parser = Parser(prog="fuzz", description=DESCRIPTION, epilog=EXIT_CODES)
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    for name, module in VERBS.items():
        verb = verbs.add_parser(
            name, help=module.HELP, description=module.DESCRIPTION, epilog=EXIT_CODES
        )
        module.add_arguments(verb)
    return parser


def split_flags(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words before the first `--`, and those behind it."""
    if "--" not in words:
        return list(words), []
    at = list(words).index("--")
    return list(words[:at]), list(words[at + 1 :])


def dispatch(words: Sequence[str]) -> Exit:
    """Runs the verb that the words name."""
    own, flags = split_flags(words)
    arguments = make_parser().parse_args(own)
    if flags and arguments.verb != "run":
        raise Failure(f"{arguments.verb} passes no flags on; only run does", Exit.WRONG_USE)
    project = Project(Path(__file__).parents[2])
    if Path.cwd() != project.root and arguments.verb in BUILDING:
        process.show(["cd", str(project.root)])  # where the commands run that are said from now on
    code = VERBS[arguments.verb].run(project, arguments, flags)
    sys.stdout.flush()
    return Exit(code)


def described(error: OSError) -> str:
    """The file and what is wrong with it, without Python's number."""
    reason = error.strerror or str(error)
    return f"{os.fsdecode(error.filename)}: {reason}" if error.filename else reason


def main(words: Sequence[str]) -> int:
    """Runs the command line and returns the exit code."""
    process.interrupt_on_signals()
    try:
        process.let_signals_in()  # scripts/fuzz keeps them out while Python starts
        return dispatch(words)
    except Failure as failure:
        process.say(f"fuzz: {failure}")
        return failure.code
    except BrokenPipeError:
        # Python flushes stdout once more when it ends; nobody reads it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        process.say("fuzz: stdout was closed")
        return Exit.FINDING
    except OSError as error:
        process.say(f"fuzz: {described(error)}")
        return Exit.FINDING
    except KeyboardInterrupt:
        process.say("\nfuzz: interrupted")
        return Exit.INTERRUPTED
