"""How the command line ends: its exit codes, and the error that carries one. Fixed for all programs
of the project."""

from __future__ import annotations

import enum


class Exit(enum.IntEnum):
    """What an exit code says."""

    CLEAN = 0
    FINDING = 1  # also a refusal and an I/O error
    WRONG_USE = 2
    NOTHING_TESTED = 3
    MISSING_TOOL = 4
    INTERRUPTED = 130


class Failure(Exception):
    """Ends the command with a code and one line for stderr."""

    def __init__(self, message: str, code: Exit = Exit.FINDING) -> None:
        super().__init__(message)
        self.code = code
