"""The first moments of `scripts/fuzz`: Ctrl-C while the shell looks for Python, and while Python
starts. Fake interpreters wait on named pipes, so that the signal comes exactly then."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import unittest

from fakes import Checkout

# Says that it has been started, waits for leave, then goes on as the real one.
WAIT = """
    import os
    os.write(os.open({started!r}, os.O_WRONLY), b"x")
    os.read(os.open({leave!r}, os.O_RDONLY), 1)
"""
GO_ON = """
import os
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""
MOST_SECONDS = 60


def hear_signals() -> None:
    """What a terminal starts hears them; what a job in the background starts may not."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


class Start(Checkout):
    def setUp(self) -> None:
        super().setUp()
        self.started = self.make_pipe("started")
        self.leave = self.make_pipe("leave")

    def make_pipe(self, name: str) -> int:
        """A named pipe, held open in both directions, so that opening it never waits."""
        path = self.folder / name
        os.mkfifo(path)
        pipe = os.open(path, os.O_RDWR)
        self.addCleanup(os.close, pipe)
        return pipe

    def fake_python(self, condition: str) -> None:
        """An interpreter that waits when `condition` holds for its arguments."""
        pipes = {name: str(self.folder / name) for name in ("started", "leave")}
        body = f"import sys\nif {condition}:{WAIT.format(**pipes)}{GO_ON}"
        source = self.write("tools/fake.py", body)
        self.script("tools/python3", f'exec "{sys.executable}" -S "{source}" "$@"')

    def signalled(self, number: signal.Signals) -> "tuple[int, str]":
        """Sends a signal to the whole group, as a terminal does, once the fake waits; only then
        lets it go on."""
        with subprocess.Popen(
            [str(self.root / "scripts" / "fuzz"), "list"],
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=hear_signals,
        ) as child:
            self.assertTrue(select.select([self.started], [], [], MOST_SECONDS)[0])
            os.read(self.started, 1)
            os.killpg(child.pid, number)
            os.write(self.leave, b"x")
            _, err = child.communicate(timeout=MOST_SECONDS)
            if select.select([self.leave], [], [], 0)[0]:
                os.read(self.leave, 1)  # the signal ended the one it was for
            return child.returncode, err

    def test_ctrl_c_while_the_shell_looks_for_python(self) -> None:
        self.fake_python('sys.argv[1] == "-c"')
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with self.subTest(number):
                code, err = self.signalled(number)
                self.assertEqual(code, 130, err)
                # For some signals the shell says what its child died of.
                self.assertRegex(err, r"\A[^\n]*\n+fuzz: interrupted\n\Z")

    def test_ctrl_c_while_python_starts_waits_until_it_is_taken_care_of(self) -> None:
        self.fake_python('sys.argv[1] != "-c"')
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with self.subTest(number):
                code, err = self.signalled(number)
                self.assertEqual((code, err), (130, "\nfuzz: interrupted\n"))

    def test_signals_are_let_in_again(self) -> None:
        """What is started later must not inherit the block."""
        self.script("tools/cmake", 'grep SigBlk /proc/self/status > "$FAKES/blocked"; exit 1')
        self.assertEqual(self.fuzz("build", "dev").returncode, 1)
        blocked = (self.folder / "tools" / "blocked").read_text(encoding="utf-8")
        self.assertEqual(int(blocked.split()[1], 16), 0)


if __name__ == "__main__":
    unittest.main()
