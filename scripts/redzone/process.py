"""Runs programs: says each command before it runs, and stops what it started.

Programs run in sessions of their own, so that Ctrl-C reaches this process alone, which then stops
whole process groups in an order it chooses."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shlex
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Callable, Optional

from redzone.outcome import Exit, Failure

POLL = 0.05  # seconds between two looks at a process that is asked to end
PATIENCE = 3.0  # seconds that a signal is given before the next, harder one
LADDER = (signal.SIGINT, signal.SIGTERM, signal.SIGKILL)
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def say(text: str) -> None:
    """A line of progress; stdout carries results only."""
    print(text, file=sys.stderr, flush=True)


def show(command: Sequence[str], environment: Optional[Mapping[str, str]] = None) -> None:
    """Says a command in a form that can be pasted into a shell."""
    settings = [f"{name}={shlex.quote(value)}" for name, value in (environment or {}).items()]
    say("+ " + " ".join(settings + [shlex.quote(word) for word in command]))


def launch(
    command: Sequence[str],
    *,
    cwd: Optional[Path] = None,
    environment: Optional[Mapping[str, str]] = None,
    output: Optional[int] = None,
    errors: Optional[int] = None,
) -> "subprocess.Popen[bytes]":
    """Starts a program in a session of its own. A program that is not there is a Failure."""
    if errors is None and output is not None:
        errors = subprocess.STDOUT
    try:
        return subprocess.Popen(
            list(command),
            cwd=cwd,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr if output is None else output,
            stderr=errors,
            start_new_session=True,
        )
    except FileNotFoundError:
        raise Failure(f"{command[0]} is missing", Exit.MISSING_TOOL) from None
    except OSError as error:
        raise Failure(f"cannot run {command[0]}: {error.strerror}") from None


def run(
    command: Sequence[str],
    *,
    cwd: Optional[Path] = None,
    environment: Optional[Mapping[str, str]] = None,
) -> int:
    """Says a command, runs it to its end with its output on stderr, returns its exit code."""
    show(command, environment)
    return attend(lambda: launch(command, cwd=cwd, environment=environment))


def run_logged(
    command: Sequence[str],
    log: Path,
    *,
    cwd: Optional[Path] = None,
    environment: Optional[Mapping[str, str]] = None,
) -> int:
    """Like `run`, with the output in a file."""
    show(command, environment)
    log.parent.mkdir(parents=True, exist_ok=True)
    with open(log, "wb") as file:
        output = file.fileno()
        return attend(lambda: launch(command, cwd=cwd, environment=environment, output=output))


def run_split(
    command: Sequence[str],
    output: Path,
    log: Path,
    *,
    cwd: Optional[Path] = None,
    environment: Optional[Mapping[str, str]] = None,
) -> int:
    """Like `run`, with stdout in one file and stderr in another."""
    show(command, environment)
    with open(output, "wb") as results, open(log, "wb") as messages:
        files = {"output": results.fileno(), "errors": messages.fileno()}
        return attend(lambda: launch(command, cwd=cwd, environment=environment, **files))


def run_here(command: Sequence[str]) -> int:
    """Like `run`, in this session and with its stdin: for sudo, which asks on the terminal."""
    show(command)
    try:
        return subprocess.run(list(command), stdout=sys.stderr, check=False).returncode
    except OSError as error:
        raise Failure(f"cannot run {command[0]}: {error.strerror}", Exit.MISSING_TOOL) from None


def hold_signals() -> Callable[[], None]:
    """From now on what would interrupt this process waits until what is returned is called. Only the
    main thread is ever interrupted."""
    if threading.current_thread() is not threading.main_thread():
        return lambda: None
    heard: list[int] = []
    before = [signal.signal(number, lambda one, _frame: heard.append(one)) for number in STOPPING]

    def release() -> None:
        for number, old in zip(STOPPING, before):
            signal.signal(number, old)
        for came in heard:
            signal.raise_signal(came)

    return release


def attend(start: Callable[[], "subprocess.Popen[bytes]"]) -> int:
    """Starts a program and waits for its end; stops it when this process is interrupted, be it while
    it starts: nobody else would know of it."""
    release = hold_signals()
    try:
        child = start()
    except BaseException:
        release()
        raise
    try:
        release()
        return child.wait()
    except BaseException:
        with signals_ignored():
            stop([(child, LADDER)])
        raise


def capture(command: Sequence[str]) -> Optional[str]:
    """What a short command prints, without the blanks around it; None when it fails."""
    try:
        done = subprocess.run(
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=30,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode(errors="replace").strip() if done.returncode == 0 else None


def describe_exit(code: int) -> str:
    """An exit code of subprocess, in words."""
    if code >= 0:
        return f"exit code {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"


def signal_group(process: "subprocess.Popen[bytes]", number: int) -> None:
    """Signals a program that `launch` started, with all that it started in its session."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)


def stop(
    processes: Sequence[tuple["subprocess.Popen[bytes]", Sequence[int]]],
    hurry: Callable[[], bool] = lambda: False,
    patience: float = PATIENCE,
) -> None:
    """Stops programs, each by its own list of signals, all at the same time.

    The next signal follows when one was given `patience`, or at once when `hurry` says so. Returns
    when all have ended; whatever they left in their groups is killed."""
    steps = max((len(signals) for _, signals in processes), default=0)
    for step in range(steps):
        for process, signals in processes:
            if process.poll() is None:
                signal_group(process, signals[min(step, len(signals) - 1)])
        end = time.monotonic() + patience
        while any(process.poll() is None for process, _ in processes):
            if time.monotonic() >= end or hurry():
                break
            time.sleep(POLL)
    for process, _ in processes:
        signal_group(process, signal.SIGKILL)
        process.wait()


@contextlib.contextmanager
def handled(handler: Callable[[], None]) -> Iterator[None]:
    """While it lasts, Ctrl-C, SIGTERM and SIGHUP call `handler` and nothing else happens."""
    before = [
        signal.signal(number, lambda _number, _frame: handler()) for number in STOPPING
    ]
    try:
        yield
    finally:
        for number, old in zip(STOPPING, before):
            signal.signal(number, old)


def signals_ignored() -> "contextlib.AbstractContextManager[None]":
    """While it lasts, what should end this process does nothing."""
    return handled(lambda: None)


def interrupt_on_signals() -> None:
    """From now on SIGTERM and SIGHUP are what Ctrl-C is: a KeyboardInterrupt."""

    def interrupt(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    for number in STOPPING:
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:  # nohup
            signal.signal(number, interrupt)


def let_signals_in() -> None:
    """Signals that were blocked when this process began come now."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)


class Busy(Failure):
    """Another process has the lock."""


@contextlib.contextmanager
def locked(path: Path, busy: Optional[str] = None) -> Iterator[None]:
    """Holds a lock file. When another process has it: waits, or is a Failure (Busy) that says `busy`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (fcntl.LOCK_NB if busy else 0))
        except BlockingIOError:
            raise Busy(str(busy)) from None
        yield
