"""What a replay withstands, what it says, and with which code it ends."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from pathlib import Path
from typing import List

import planted


class Replay(planted.PlantedCase):
    """The workbench of a target that does what an input's first byte says; see planted/misbehaves.c."""

    program: Path

    @classmethod
    def setUpClass(cls) -> None:
        cls.program = planted.build("asan") / "misbehaves"

    def replay(self, *arguments: object) -> "subprocess.CompletedProcess[bytes]":
        command = [str(self.program), *(str(argument) for argument in arguments)]
        return planted.run(command, cwd=self.folder)

    def failing(self, result: "subprocess.CompletedProcess[bytes]") -> List[str]:
        """The names of the inputs that a replay calls failing, with the reasons."""
        lines = result.stdout.decode().splitlines()
        return [line[len("FAIL ") :] for line in lines if line.startswith("FAIL ")]

    def check_last_line(self, result: "subprocess.CompletedProcess[bytes]", inputs: int) -> None:
        last = result.stdout.decode().splitlines()[-1]
        self.assertRegex(last, rf"^{inputs} inputs in \d+\.\d\d s$")

    def test_clean_inputs_pass(self) -> None:
        self.write("in/one", b"1")
        self.write("in/empty", b"")
        result = self.replay("replay", "in")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.check_last_line(result, 2)

    def test_bare_paths_mean_replay(self) -> None:
        result = self.replay(self.write("one", b"1"))
        self.assertEqual(result.returncode, 0, result.stderr)
        self.check_last_line(result, 1)

    def test_a_crash_does_not_hide_the_rest(self) -> None:
        for index in range(64):
            self.write(f"in/{index:02}", b"a" if index in (0, 31, 32, 63) else b"1")
        result = self.replay("in")
        self.assertEqual(result.returncode, 1)
        names = [line.split(":")[0] for line in self.failing(result)]
        self.assertEqual(names, ["in/00", "in/31", "in/32", "in/63"])
        self.check_last_line(result, 64)

    def test_every_kind_of_failure_is_one(self) -> None:
        reasons = {
            b"a": "ended by signal 6 ",
            b"c": "ended by signal 6 ",
            b"h": "ran longer than 0.3 s",
            b"l": "leaks memory",
            b"o": "ended the process with exit code 1",
            b"s": "ended by signal 6 ",
            b"w": "ended by signal 6 ",
            b"x": "ended the process with exit code 0",
            b"z": "ran longer than 0.3 s",
        }
        for first, reason in reasons.items():
            with self.subTest(first=first):
                path = self.write("input", first + b"23")
                result = self.replay("--timeout", "0.3", path)
                self.assertEqual(result.returncode, 1, result.stderr)
                self.assertEqual(len(self.failing(result)), 1)
                self.assertTrue(self.failing(result)[0].startswith(f"{path}: {reason}"))

    def test_a_leak_is_blamed_on_its_input(self) -> None:
        for name in ("a", "b", "c"):
            self.write(f"in/{name}", b"l23" if name == "b" else b"1")
        result = self.replay("in")
        self.assertEqual(self.failing(result), ["in/b: leaks memory"])

    def test_a_crash_does_not_hide_a_leak_before_it(self) -> None:
        for name, content in (("a", b"1"), ("b", b"l23"), ("c", b"1"), ("d", b"a23")):
            self.write(f"in/{name}", content)
        names = [line.split(":")[0] for line in self.failing(self.replay("in"))]
        self.assertEqual(sorted(names), ["in/b", "in/d"])

    def test_a_failure_is_named_by_its_key_and_class(self) -> None:
        self.write("in/a", b"c23")
        lines = self.replay("in").stdout.decode().splitlines()
        self.assertRegex(lines[1], r"^  [0-9a-f]{16} contract-nothing-is-planted$")

    def test_a_hang_does_not_hide_the_rest(self) -> None:
        self.write("in/a", b"h")
        self.write("in/b", b"a")
        result = self.replay("--timeout", "0.3", "in")
        self.assertEqual(result.returncode, 1)
        self.assertEqual(len(self.failing(result)), 2)

    def test_state_that_leaks_from_run_to_run_is_found(self) -> None:
        path = self.write("input", b"s")
        self.assertEqual(self.replay("--times", "1", path).returncode, 0)
        self.assertEqual(self.replay("--times", "2", path).returncode, 1)
        self.assertEqual(self.replay(path).returncode, 1)

    def test_a_sanitizers_exit_code_is_not_passed_on(self) -> None:
        path = self.write("input", b"o")
        command = [str(self.program), str(path)]
        for code in ("0", "99"):
            options = {"ASAN_OPTIONS": f"exitcode={code}", "UBSAN_OPTIONS": f"exitcode={code}"}
            self.assertEqual(planted.run(command, environment=options).returncode, 1)

    def test_the_name_stands_before_the_report(self) -> None:
        self.write("in/a", b"1")
        self.write("in/b", b"c")
        self.write("in/c", b"1")
        stderr = self.replay("in").stderr.decode()
        places = [stderr.index(text) for text in ("in/a\n", "in/b\n", "contract failed", "in/c\n")]
        self.assertEqual(places, sorted(places))

    def test_a_contract_says_what_was_expected_and_what_came(self) -> None:
        stderr = self.replay(self.write("input", b"c")).stderr
        self.assertIn(b"expected that nothing is planted; came: a planted fault\n", stderr)

    def test_nothing_is_not_success(self) -> None:
        (self.folder / "empty").mkdir()
        self.write("records/finding.json", b"{}")
        self.write("records/notes.md", b"#")
        self.write("records/.hidden", b"1")
        for folder in ("empty", "records"):
            with self.subTest(folder=folder):
                result = self.replay(folder)
                self.assertEqual(result.returncode, 3)
                self.assertIn(b"nothing was replayed", result.stderr)
                self.check_last_line(result, 0)

    def test_records_and_dot_files_in_folders_are_passed_over(self) -> None:
        for name in ("a", "a.json", "a.md", ".a", ".git/a", "b/c", "b/json"):
            self.write(f"in/{name}", b"1")
        result = self.replay("in")
        self.check_last_line(result, 3)
        self.assertEqual(result.stderr, b"replay: in/a\nreplay: in/b/c\nreplay: in/b/json\n")

    def test_a_record_that_is_named_is_an_input(self) -> None:
        self.check_last_line(self.replay(self.write("a.json", b"1")), 1)

    def test_links_in_folders_are_passed_over_and_said(self) -> None:
        self.write("outside/a", b"a")
        self.write("in/b", b"1")
        (self.folder / "in/file").symlink_to("../outside/a")
        (self.folder / "in/folder").symlink_to("../outside")
        (self.folder / "in/circle").symlink_to(".")
        result = self.replay("in")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.check_last_line(result, 1)
        self.assertEqual(result.stderr.count(b"passed over: a link in a folder"), 3)

    def test_what_is_missing_or_no_file_is_an_error_and_the_rest_runs(self) -> None:
        self.write("in/a", b"1")
        os.mkfifo(self.folder / "pipe")
        for name in ("missing", "pipe"):
            with self.subTest(name=name):
                result = self.replay(name, "in")
                self.assertEqual(result.returncode, 1)
                self.assertIn(f"replay: {name}: ".encode(), result.stderr)
                self.check_last_line(result, 1)

    def test_a_file_that_vanished_or_cannot_be_read_is_an_error(self) -> None:
        if os.geteuid() == 0:
            # Root reads everything; a file that is too large is not readable for anybody.
            path = self.write("in/a", b"")
            os.truncate(path, 65 * 1024 * 1024 + 1)
        else:
            self.write("in/a", b"1").chmod(0)
        self.write("in/b", b"1")
        result = self.replay("in")
        self.assertEqual(result.returncode, 1)
        self.assertIn(b"1 not readable", result.stderr)
        self.check_last_line(result, 1)

    def test_a_file_of_the_largest_size_is_replayed(self) -> None:
        path = self.write("largest", b"")
        os.truncate(path, 65 * 1024 * 1024)
        result = self.replay("--times", "1", path)
        self.assertEqual(result.returncode, 0, result.stderr)

    def test_at_most_five_slowest_inputs_are_named(self) -> None:
        for index in range(7):
            self.write(f"in/{index}", b"1")
        lines = self.replay("in").stdout.decode().splitlines()
        slowest = [re.match(r"slowest: (\d+\.\d+) s in/\d$", line) for line in lines[:-1]]
        times = [float(match.group(1)) for match in slowest if match]
        self.assertEqual(len(times), 5)
        self.assertEqual(times, sorted(times, reverse=True))

    def test_a_digest_is_a_line_for_each_input_sorted_by_name(self) -> None:
        for name in ("b", "a/z", "B", "a-"):
            self.write(f"in/{name}", b"1")
        first = self.write("in/0", b"")
        result = self.replay("replay", "--digest", self.folder / "in/b", "in", first)
        self.assertEqual(result.returncode, 0, result.stderr)
        names = [line.split("\t")[0] for line in result.stdout.decode().splitlines()]
        expected = [str(first), str(self.folder / "in/b"), "in/0", "in/B", "in/a-", "in/a/z", "in/b"]
        self.assertEqual(names, expected)
        self.assertTrue(result.stdout.endswith(b"in/b\tran, 1 bytes\n"))

    def test_a_digest_names_what_fails_and_goes_on(self) -> None:
        for name in ("1", "a", "l", "2"):
            self.write(f"in/{name}", name.encode() + b"23")
        result = self.replay("--digest", "in")
        self.assertEqual(result.returncode, 1)
        lines = result.stdout.decode().splitlines()
        self.assertEqual([line for line in lines if "FAIL" not in line],
                         [f"in/{name}\tran, 3 bytes" for name in ("1", "2", "l")])  # fmt: skip
        self.assertEqual([name.split(":")[0] for name in self.failing(result)], ["in/a", "in/l"])

    def test_a_digest_that_cannot_be_written_is_an_error(self) -> None:
        path = self.write("input", b"1")
        with open("/dev/full", "wb") as full:
            done = subprocess.run(
                [self.program, "--digest", path],
                stdout=full,
                stderr=subprocess.PIPE,
                timeout=planted.SECONDS,
                check=False,
            )
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"replay: stdout: No space left on device", done.stderr)

    def test_wrong_use_is_two(self) -> None:
        path = self.write("one", b"1")
        for arguments in (
            "",
            "replay",
            f"--no-such-option {path}",
            f"--timeout 0 {path}",
            f"--timeout nan {path}",
            f"--timeout 1s {path}",
            f"--times 0 {path}",
            f"--place stack {path}",
            f"{path} --times",
            "--digest",
        ):
            with self.subTest(arguments=arguments):
                result = self.replay(*arguments.split())
                self.assertEqual(result.returncode, 2)
                self.assertEqual(result.stdout, b"")
                self.assertNotEqual(result.stderr, b"")

    def test_help_is_a_result(self) -> None:
        for arguments, named in (
            (["--help"], b"minimize"),
            (["replay", "--help"], b"--timeout SECONDS"),
            (["explain", "--help"], b"--json"),
            (["minimize", "--help"], b"--harvest DIR"),
        ):
            with self.subTest(arguments=arguments):
                result = self.replay(*arguments)
                self.assertEqual((result.returncode, result.stderr), (0, b""))
                self.assertIn(named, result.stdout)

    def test_names_that_begin_with_a_dash_follow_two_dashes(self) -> None:
        self.write("--times", b"1")
        self.check_last_line(self.replay("--", "--times"), 1)

    def test_control_c_ends_it_and_the_input_that_hangs(self) -> None:
        path = self.write("input", b"z")
        command = [str(self.program), "--timeout", "100", str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            assert process.stderr is not None
            self.assertEqual(process.stderr.readline(), f"replay: {path}\n".encode())
            process.send_signal(signal.SIGINT)
            # The pipe ends only when the child, which has it too, is gone.
            self.assertEqual(process.stderr.read(), b"replay: interrupted\n")
            self.assertEqual(process.wait(planted.SECONDS), 130)

    def test_a_full_disk_is_an_error(self) -> None:
        path = self.write("one", b"1")
        with open("/dev/full", "wb") as full:
            result = subprocess.run(
                [str(self.program), str(path)], stdout=full, stderr=subprocess.PIPE, check=False
            )
        self.assertEqual(result.returncode, 1)


class AnyCompiler(planted.PlantedCase):
    """The workbench as gcc builds it, without sanitizers."""

    def test_works_without_sanitizers(self) -> None:
        program = planted.build("release") / "misbehaves"
        self.write("in/a", b"1")
        self.write("in/b", b"a")
        self.write("in/c", b"")
        result = planted.run([str(program), str(self.folder / "in")])
        self.assertEqual(result.returncode, 1)
        self.assertEqual(result.stdout.count(b"FAIL"), 1)
        self.assertIn(b"\n3 inputs in ", result.stdout)

    def test_valgrind_sees_a_read_behind_the_copy(self) -> None:
        planted.need("valgrind")
        program = planted.build("release") / "read_behind"
        for size in planted.PLANTED_SIZES:
            with self.subTest(size=size):
                result = planted.run(
                    ["valgrind", "--error-exitcode=9", str(program), str(self.write_size(size))]
                )
                self.assertEqual(result.returncode, 1)
                self.assertIn(b"Invalid read of size 1", result.stderr)


if __name__ == "__main__":
    planted.main()
