"""Which packages are missing, and who may install them."""

from __future__ import annotations

import io
import os
import unittest
from dataclasses import replace
from pathlib import Path
from unittest import mock

from support import FolderCase

from redzone import packages, process
from redzone.outcome import Exit, Failure
from redzone.packages import Decision, Package, Policy

SOMEBODY = Policy(terminal=False, root=False, ci=False, apt=True, sudo=True)


class Deciding(unittest.TestCase):
    def test_every_situation(self) -> None:
        rows = (
            ("nobody to ask, no right", SOMEBODY, Decision.NAME),
            ("root", replace(SOMEBODY, root=True), Decision.INSTALL),
            ("CI", replace(SOMEBODY, ci=True), Decision.INSTALL),
            ("a terminal asks", replace(SOMEBODY, terminal=True), Decision.ASK),
            ("root on a terminal, too", replace(SOMEBODY, terminal=True, root=True), Decision.ASK),
            ("--yes answers", replace(SOMEBODY, terminal=True, yes=True), Decision.INSTALL),
            ("--yes is no right", replace(SOMEBODY, yes=True), Decision.NAME),
            ("--no-install", replace(SOMEBODY, root=True, no_install=True), Decision.NAME),
            ("no apt", replace(SOMEBODY, root=True, apt=False), Decision.NAME),
            ("no sudo", replace(SOMEBODY, ci=True, sudo=False), Decision.NAME),
            ("root needs no sudo", replace(SOMEBODY, root=True, sudo=False), Decision.INSTALL),
        )
        for situation, policy, decision in rows:
            with self.subTest(situation):
                self.assertIs(policy.decide(), decision)

    def test_sudo_asks_for_a_password_on_a_terminal_only(self) -> None:
        self.assertEqual(replace(SOMEBODY, root=True).as_root(["x"]), ["x"])
        self.assertEqual(SOMEBODY.as_root(["x"]), ["sudo", "-n", "x"])
        self.assertEqual(replace(SOMEBODY, terminal=True).as_root(["x"]), ["sudo", "x"])


class Table(unittest.TestCase):
    def test_every_name_that_is_used_is_in_the_table_once(self) -> None:
        listed = [package.name for package in packages.ALL]
        self.assertEqual(len(listed), len(set(listed)))
        used = {name for names in packages.PRESETS.values() for name in names}
        used |= {*packages.CHECKS, *packages.RUNNERS, *packages.LIBRARIES.values()}
        self.assertEqual(used, set(listed))

    def test_fuzzing_needs_no_checkers(self) -> None:
        needed = packages.for_presets(["libfuzzer", "afl", "asan"])
        self.assertFalse(set(needed) & set(packages.CHECKS))
        self.assertIn("afl++", needed)
        self.assertIn("clang-19", needed)

    def test_needs_of_targets_become_packages(self) -> None:
        names = packages.for_needs(["yaml", "pcre2", "yaml"])
        self.assertEqual(names, ["libpcre2-dev", "libyaml-dev"])


class Probing(FolderCase):
    def setUp(self) -> None:
        super().setUp()
        path = mock.patch.dict(os.environ, {"PATH": str(self.folder)})
        path.start()
        self.addCleanup(path.stop)

    def test_a_tool_counts_wherever_it_came_from(self) -> None:
        self.assertFalse(packages.tool("one")())
        self.script("one", "exit 1")
        self.assertTrue(packages.tool("one")())
        self.assertFalse(packages.tool("one", "two")())

    def test_a_runtime_is_looked_for_where_the_compiler_says(self) -> None:
        self.script("cc", f'echo "{self.folder}/resources"')
        self.write("resources/lib/linux/libclang_rt.asan-x86_64.a")
        self.assertTrue(packages.runtime("cc", "asan")())
        self.assertFalse(packages.runtime("cc", "asan", "fuzzer")())

    def test_what_is_asked_of_a_missing_tool_is_missing(self) -> None:
        self.assertFalse(packages.runtime("cc", "asan")())
        self.assertFalse(packages.library("known")())

    def test_a_library_is_what_pkg_config_knows(self) -> None:
        self.script("pkg-config", '[ "$2" = known ]')
        self.assertTrue(packages.library("known")())
        self.assertFalse(packages.library("unknown")())


class Ensuring(unittest.TestCase):
    """`ensure` with one package, which is there once it was installed."""

    def ensure(self, policy: Policy, works: bool = True) -> list[list[str]]:
        """Runs it; returns the commands that installed."""
        commands: list[list[str]] = []

        def run(command: list[str]) -> int:
            commands.append(command)
            return 0

        package = Package("it", "a reason", lambda: works and bool(commands))
        with mock.patch.object(packages, "ALL", (package,)):
            with mock.patch.object(process, "run_here", run):
                packages.ensure(["it", "unlisted"], policy)
        return commands

    def test_installs_what_is_missing(self) -> None:
        commands = self.ensure(replace(SOMEBODY, ci=True))
        self.assertEqual(commands[-1][:2], ["sudo", "-n"])
        self.assertEqual(commands[-1][-1], "it")

    def test_names_it_with_the_command_otherwise(self) -> None:
        with self.assertRaisesRegex(Failure, "sudo apt-get install .* it$") as refused:
            self.ensure(SOMEBODY)
        self.assertEqual(refused.exception.code, Exit.MISSING_TOOL)

    def test_asks_on_a_terminal_and_takes_no_for_an_answer(self) -> None:
        terminal = replace(SOMEBODY, terminal=True)
        for answer in ("y\n", "yes\n", "\n", "n\n", ""):
            with self.subTest(answer), mock.patch("sys.stdin", io.StringIO(answer)):
                if answer.startswith("y"):
                    self.assertTrue(self.ensure(terminal))
                else:
                    with self.assertRaises(Failure):
                        self.ensure(terminal)

    def test_installed_and_not_usable_is_a_failure(self) -> None:
        with self.assertRaisesRegex(Failure, "not usable: it") as refused:
            self.ensure(replace(SOMEBODY, root=True), works=False)
        self.assertEqual(refused.exception.code, Exit.MISSING_TOOL)


class Installing(unittest.TestCase):
    """The order of apt-get's commands."""

    def commands(self, lists: bool, codes: list[int]) -> list[str]:
        """Runs `install` where commands end with `codes`; returns apt-get's verbs."""
        verbs: list[str] = []

        def run(command: list[str]) -> int:
            verbs.append("update" if "update" in command else "install")
            return codes[len(verbs) - 1]

        with mock.patch.object(Path, "glob", lambda *_: iter(["x"] if lists else [])):
            with mock.patch.object(process, "run_here", run):
                packages.install(["it"], replace(SOMEBODY, root=True))
        return verbs

    def test_lists_are_fetched_only_when_needed(self) -> None:
        self.assertEqual(self.commands(True, [0]), ["install"])
        self.assertEqual(self.commands(True, [100, 0, 0]), ["install", "update", "install"])
        self.assertEqual(self.commands(False, [0, 0]), ["update", "install"])

    def test_a_second_failure_is_final(self) -> None:
        with self.assertRaises(Failure) as refused:
            self.commands(True, [100, 0, 100])
        self.assertEqual(refused.exception.code, Exit.MISSING_TOOL)


if __name__ == "__main__":
    unittest.main()
