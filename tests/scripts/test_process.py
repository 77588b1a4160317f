"""Starting and stopping programs, also those that do not want to."""

from __future__ import annotations

import os
import signal
import subprocess
import time
import unittest
from pathlib import Path

from support import FolderCase

from redzone import process
from redzone.outcome import Exit, Failure


class ProcessCase(FolderCase):
    def start(self, body: str) -> "subprocess.Popen[bytes]":
        """Starts a script and returns when it says `ready`."""
        read, write = os.pipe()
        child = process.launch([str(self.script("program", body))], output=write)
        os.close(write)
        said = os.fdopen(read, "rb")
        self.addCleanup(said.close)  # not before the program's end: it may still write
        self.addCleanup(process.signal_group, child, signal.SIGKILL)
        self.assertEqual(said.readline(), b"ready\n")
        return child


class Stopping(ProcessCase):
    def test_the_first_signal_suffices_for_most(self) -> None:
        child = self.start("trap 'exit 7' INT; echo ready; while :; do sleep 0.01; done")
        process.stop([(child, process.LADDER)], patience=60)
        self.assertEqual(child.returncode, 7)

    def test_harder_signals_follow(self) -> None:
        body = "trap '' INT; trap 'exit 8' TERM; echo ready; while :; do sleep 0.01; done"
        deaf = self.start(body)
        process.stop([(deaf, process.LADDER)], patience=0.1)
        self.assertEqual(deaf.returncode, 8)

    def test_what_ignores_all_signals_is_killed(self) -> None:
        deaf = self.start("trap '' INT TERM; echo ready; while :; do sleep 0.01; done")
        process.stop([(deaf, process.LADDER)], patience=0.1)
        self.assertEqual(deaf.returncode, -signal.SIGKILL)

    def test_hurry_does_not_wait(self) -> None:
        deaf = self.start("trap '' INT TERM; echo ready; while :; do sleep 0.01; done")
        begin = time.monotonic()
        process.stop([(deaf, process.LADDER)], hurry=lambda: True, patience=60)
        self.assertEqual(deaf.returncode, -signal.SIGKILL)
        self.assertLess(time.monotonic() - begin, 30)

    def test_what_a_program_left_behind_ends_with_it(self) -> None:
        # The grandchild holds the pipe's other end for as long as it lives.
        read, write = os.pipe()
        body = "trap 'exit 0' INT; (trap '' INT; exec sleep 1000) & echo ready; wait"
        child = process.launch([str(self.script("program", body))], output=write)
        os.close(write)
        with os.fdopen(read, "rb") as said:
            self.assertEqual(said.readline(), b"ready\n")
            process.stop([(child, process.LADDER)], patience=60)
            self.assertEqual(said.read(), b"")

    def test_all_are_asked_at_the_same_time(self) -> None:
        body = "trap '' INT TERM; echo ready; while :; do sleep 0.01; done"
        children = [(self.start(body), process.LADDER) for _ in range(4)]
        begin = time.monotonic()
        process.stop(children, patience=1)
        self.assertLess(time.monotonic() - begin, 4)  # two seconds of patience, not eight


class Running(ProcessCase):
    def test_the_exit_code_is_handed_on(self) -> None:
        self.assertEqual(process.run([str(self.script("program", "exit 5"))]), 5)

    def test_a_missing_program_is_a_missing_tool(self) -> None:
        with self.assertRaises(Failure) as refused:
            process.run([str(self.folder / "no such program")])
        self.assertEqual(refused.exception.code, Exit.MISSING_TOOL)

    def test_a_program_that_cannot_run_is_a_failure(self) -> None:
        with self.assertRaises(Failure) as refused:
            process.run([str(self.write("text", "not a program"))])
        self.assertEqual(refused.exception.code, Exit.FINDING)

    def test_an_interrupted_run_takes_the_program_with_it(self) -> None:
        pid = self.folder / "pid"
        body = f"echo $$ > '{pid}'; kill -INT {os.getpid()}; exec sleep 1000"
        previous = signal.signal(signal.SIGINT, signal.default_int_handler)
        self.addCleanup(signal.signal, signal.SIGINT, previous)
        with self.assertRaises(KeyboardInterrupt):
            process.run([str(self.script("program", body))])
        with self.assertRaises(ProcessLookupError):
            os.kill(int(pid.read_text()), 0)

    def test_capture_is_quiet_about_failures(self) -> None:
        self.assertEqual(process.capture(["sh", "-c", "echo ' a '"]), "a")
        self.assertIsNone(process.capture(["sh", "-c", "echo a; exit 1"]))
        self.assertIsNone(process.capture([str(self.folder / "nothing")]))

    def test_exits_have_words(self) -> None:
        self.assertEqual(process.describe_exit(3), "exit code 3")
        self.assertEqual(process.describe_exit(-9), "SIGKILL")


class Handling(unittest.TestCase):
    def test_signals_call_the_handler_and_nothing_else(self) -> None:
        heard: list[str] = []
        before = signal.getsignal(signal.SIGTERM)
        with process.handled(lambda: heard.append("x")):
            for number in process.STOPPING:
                os.kill(os.getpid(), number)
        self.assertEqual(heard, ["x"] * len(process.STOPPING))
        self.assertEqual(signal.getsignal(signal.SIGTERM), before)


class Locking(FolderCase):
    def test_a_lock_that_is_held_says_who_is_busy(self) -> None:
        path = Path(self.folder, "deep", ".lock")
        with process.locked(path, "busy"):
            with self.assertRaisesRegex(Failure, "^somebody is here$"):
                with process.locked(path, "somebody is here"):
                    self.fail("two holders of one lock")
        with process.locked(path, "busy"):
            pass


if __name__ == "__main__":
    unittest.main()
