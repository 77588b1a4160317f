"""The whole command line, with fake tools: exit codes, output, where it runs from, how it stops."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import unittest

from fakes import ENGINE, Checkout
from support import ROOT

VERBS = (
    "run", "triage", "findings", "repro", "minimize", "test", "list", "build", "coverage", "cmin",
    "corpus", "new", "doctor",
)  # fmt: skip
COUNTS = re.compile(r"\d+ passed, \d+ failed, \d+ skipped")


class Use(Checkout):
    def check(self, code: int, *words: str) -> "subprocess.CompletedProcess[str]":
        """Runs it; every exit but 0 leaves one line on stderr, and no traceback."""
        done = self.fuzz(*words)
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertNotIn("Traceback", done.stderr)
        if code != 0:
            self.assertTrue(done.stderr.startswith("fuzz: "), done.stderr)
            self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        return done

    def test_each_verb_has_help(self) -> None:
        for verb in VERBS:
            self.assertIn(f"usage: fuzz {verb}", self.check(0, verb, "--help").stdout)
        self.assertIn("doctor", self.check(0, "--help").stdout)

    def test_wrong_use_is_two(self) -> None:
        for words in (
            (),
            ("nonsense",),
            ("run", "nobody"),
            ("run", "--time", "0"),
            ("run", "--time", "soon"),
            ("run", "--jobs", "0"),
            ("run", "--engine", "both"),
            ("run", "--corpus", "nowhere"),
            ("run", "--", "-p", "fast"),
            ("build", "nonsense"),
            ("list", "more"),
            ("list", "--", "flag"),
            ("test", "--some"),
            ("coverage", "nobody"),
            ("coverage", "--fail-under", "101"),
            ("coverage", "--fail-branches", "most"),
            ("cmin",),
            ("cmin", "nobody"),
            ("cmin", "one", "nowhere"),
            ("cmin", "one", "--into", "elsewhere"),
            ("corpus",),
            ("corpus", "pull"),
            ("corpus", "fetch", "somewhere"),
            ("corpus", "pull", "nowhere"),
            ("corpus", "push", "."),
            ("new",),
            ("new", "one"),
            ("new", "Not Ok"),
            ("triage", "nowhere"),
            ("triage", "--target", "nobody"),
            ("triage", "--private", "seeds"),
            ("run", "--private", "."),
            ("repro",),
            ("repro", "0123"),
            ("repro", "seeds/one/seed", "--debug", "--under", "plain"),
            ("repro", "engine.sh"),
            ("minimize",),
            ("minimize", "0123"),
            ("findings", "show"),
            ("findings", "show", "0123"),
            ("findings", "list", "0123"),
            ("findings", "expect"),
            ("findings", "forget"),
        ):
            with self.subTest(words):
                self.check(2, *words)

    def test_a_list_that_cannot_be_read_is_one(self) -> None:
        self.write("check out/harnesses/targets.txt", "ok\nNot Ok\n")
        self.assertIn("targets.txt:2:", self.check(1, "list").stderr)

    def test_a_file_in_the_way_is_named_without_pythons_number(self) -> None:
        self.write("check out/build")
        done = self.check(1, "build", "dev")
        self.assertEqual(done.stderr, f"fuzz: {self.root}/build: File exists\n")

    def test_no_targets_is_three(self) -> None:
        self.write("check out/harnesses/targets.txt", "# none\n")
        for words in (("list",), ("run",), ("coverage",), ("corpus", "push", "/tmp")):
            self.check(3, *words)

    def test_nothing_to_minimize_or_to_push_is_three(self) -> None:
        self.check(3, "cmin", "one")
        self.check(3, "corpus", "push", str(self.folder / "out"))

    def test_a_missing_tool_is_four_with_the_command(self) -> None:
        self.script("tools/pkg-config", '[ "$2" != jansson ]')
        for verb in ("run", "build"):
            done = self.fuzz(verb, "--no-install")
            self.assertEqual(done.returncode, 4)
            self.assertIn("missing: libjansson-dev (reads events)", done.stderr)
            self.assertRegex(done.stderr, r"fuzz: .*apt-get install .* libjansson-dev\n$")

    def test_list_shows_what_there_is(self) -> None:
        self.write("check out/dictionaries/one.dict", 'a="a"\n')
        self.write("check out/seeds/regressions/two/crash", "x")
        self.write("check out/seeds/regressions/two/crash.json", "{}")
        self.fuzz("build", "libfuzzer")
        lines = [line.split() for line in self.check(0, "list").stdout.splitlines()]
        self.assertEqual(lines[1], ["one", "libfuzzer", "1", "0", "yes", "-"])
        self.assertEqual(lines[2], ["two", "libfuzzer", "0", "1", "no", "-"])

    def test_it_works_through_links_and_from_anywhere(self) -> None:
        near = self.folder / "near"
        near.symlink_to(self.root / "scripts" / "fuzz")
        (self.folder / "far away").mkdir()
        (self.folder / "far away" / "link").symlink_to("../near")
        for path in (near, self.folder / "far away" / "link"):
            done = subprocess.run(
                [str(path), "list"],
                cwd="/",
                env=self.environment(),
                stdout=subprocess.PIPE,
                text=True,
                check=True,
            )
            self.assertIn("one", done.stdout)

    def test_nothing_of_the_current_folder_is_imported(self) -> None:
        for name in ("json", "argparse", "redzone", "signal"):
            self.write(f"elsewhere/{name}.py", "raise SystemExit(99)\n")
        done = subprocess.run(
            [str(self.root / "scripts" / "fuzz"), "list"],
            cwd=self.folder / "elsewhere",
            env=self.environment(),
            stdout=subprocess.DEVNULL,
            check=False,
        )
        self.assertEqual(done.returncode, 0)


class Python(Checkout):
    """How scripts/fuzz finds python3."""

    def only(self, *tools: str) -> dict[str, str]:
        """An environment with nothing but the shell's helpers and these."""
        folder = self.folder / "bare"
        folder.mkdir(exist_ok=True)
        for name in ("readlink", "dirname", "id", "sh", *tools):
            found = shutil.which(name)
            if found and not (folder / name).exists():
                (folder / name).symlink_to(found)
        return {"PATH": str(folder)}

    def fuzz_in(
        self, environment: dict[str, str], *words: str
    ) -> "subprocess.CompletedProcess[str]":
        """Runs scripts/fuzz there."""
        return subprocess.run(
            ["/bin/sh", str(self.root / "scripts" / "fuzz"), *words],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    def test_a_python_that_is_too_old_is_passed_over(self) -> None:
        environment = self.only("python3.9")
        self.script("bare/python3", "exit 1")
        (self.folder / "bare" / "python3.13").symlink_to(shutil.which("python3") or "")
        done = self.fuzz_in(environment, "list")
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_without_python_and_apt_it_is_a_missing_tool(self) -> None:
        done = self.fuzz_in(self.only(), "list")
        self.assertEqual(done.returncode, 4)
        self.assertEqual(done.stderr, "fuzz: python3 (3.9 or newer) is missing\n")

    def test_no_install_names_the_command(self) -> None:
        environment = self.only()
        self.script("bare/apt-get", ': > "$0.ran"')
        done = self.fuzz_in(environment, "run", "--no-install")
        self.assertEqual(done.returncode, 4)
        self.assertIn("apt-get install -y --no-install-recommends python3", done.stderr)
        self.assertFalse((self.folder / "bare" / "apt-get.ran").exists())

    def test_root_and_ci_install_it(self) -> None:
        environment = {**self.only("env", "ln"), "CI": "true"}
        environment["PYTHON"] = shutil.which("python3") or ""
        self.script("bare/sudo", 'shift; exec "$@"')
        self.script("bare/apt-get", 'ln -s "$PYTHON" "${0%/*}/python3"')
        done = self.fuzz_in(environment, "list")
        self.assertEqual(done.returncode, 0, done.stderr)


class Running(Checkout):
    def test_both_engines_fuzz_each_target(self) -> None:
        done = self.fuzz("run", "--time", "4s", "--jobs", "2")
        self.assertEqual(done.returncode, 0, done.stderr)
        rows = [" ".join(line.split()[:3]) for line in done.stdout.splitlines()[1:]]
        self.assertEqual(
            rows, ["one libfuzzer 64", "one afl 32", "two libfuzzer 64", "two afl 32"]
        )
        self.assertIn("+ cmake --preset libfuzzer\n", done.stderr)

    def test_the_second_time_nothing_is_configured(self) -> None:
        for _ in range(2):
            self.fuzz("run", "--time", "1s", "--jobs", "2", "one")
        configured = [line for line in self.commands() if "--preset" in line]
        self.assertEqual(len(configured), len(set(configured)))

    def test_left_out_targets_have_the_next_turn(self) -> None:
        first = self.fuzz("run", "--time", "1s", "--jobs", "1", "--engine", "libfuzzer")
        second = self.fuzz("run", "--time", "1s", "--jobs", "1", "--engine", "libfuzzer")
        self.assertIn("left out this time", first.stderr)
        self.assertEqual(first.stdout.splitlines()[1].split()[0], "one")
        self.assertEqual(second.stdout.splitlines()[1].split()[0], "two")

    def test_flags_reach_the_engine(self) -> None:
        self.fuzz("run", "--time", "1s", "--engine", "afl", "one", "--", "-p", "fast")
        afl = [line for line in self.commands() if line.startswith("afl-fuzz")]
        self.assertIn("-p fast -- build/afl/bin/one_afl", afl[-1])
        done = self.fuzz("run", "--time", "1s", "--jobs", "2", "one", "--", "-max_len=9")
        self.assertIn("-max_len=9: for libfuzzer", done.stderr)
        last = [line for line in self.commands() if "_fuzzer" in line and "artifact" in line][-1]
        self.assertIn(" -max_len=9 ", last)

    def test_a_crash_that_the_judge_runs_clean_is_kept_and_said(self) -> None:
        crash = (
            "echo '#8 INITED cov: 3 ft: 4 corp: 1/1b exec/s: 8 rss: 1Mb'\n"
            'for word; do case $word in -artifact_prefix=*) place=${word#*=} ;; esac; done\n'
            'printf boom > "${place}crash-x"; exit 77'
        )
        self.script("check out/engine.sh", ENGINE.partition("trap")[0] + crash)
        done = self.fuzz("run", "--time", "1s", "--engine", "libfuzzer", "one")
        self.assertEqual(done.returncode, 0, done.stderr)
        said = re.search(r"CLEAN +one: (\S+) runs clean in the judge", done.stderr)
        assert said is not None, done.stderr
        self.assertEqual((self.root / said.group(1)).read_bytes(), b"boom")

    def test_an_engine_that_does_not_start_is_one_with_its_last_words(self) -> None:
        self.script("check out/engine.sh", "echo 'the end'; exit 1")
        done = self.fuzz("run", "--time", "5s", "--engine", "libfuzzer", "one")
        self.assertEqual(done.returncode, 1)
        self.assertIn("    the end\n", done.stderr)

    def test_a_build_that_fails_is_one(self) -> None:
        self.write("tools/no-build")
        done = self.fuzz("run", "--time", "1s", "one")
        self.assertEqual(done.returncode, 1)
        self.assertTrue(done.stderr.endswith("fuzz: preset libfuzzer does not build\n"))

    def test_other_peoples_inputs_stay_outside_the_checkout(self) -> None:
        self.write("theirs/input", "another")
        words = ("run", "--time", "1s", "--engine", "libfuzzer", "one", "--corpus", "../theirs")
        with self.subTest("state folder"):
            os.environ["XDG_STATE_HOME"] = str(self.folder / "state")
            self.addCleanup(os.environ.pop, "XDG_STATE_HOME")
            done = self.fuzz_with_state(*words)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertFalse((self.root / "build" / "work").exists())
            staged = list((self.folder / "state").glob("redzone/*/one/start/libfuzzer-0/*"))
            self.assertEqual({path.read_bytes() for path in staged}, {b"a seed", b"another"})

    def fuzz_with_state(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Runs it with XDG_STATE_HOME."""
        state = {"XDG_STATE_HOME": os.environ["XDG_STATE_HOME"]}
        return subprocess.run(
            [str(self.root / "scripts" / "fuzz"), *words],
            cwd=self.root,
            env={**self.environment(), **state},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    def test_signals_end_it_with_130_and_keep_what_was_found(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with self.subTest(number):
                (self.folder / "tools" / "fuzzing").unlink(missing_ok=True)
                child = self.start("run", "--time", "600s", "--engine", "libfuzzer", "one")
                assert child.stderr is not None
                while not (self.folder / "tools" / "fuzzing").exists():
                    self.assertIsNone(child.poll(), child.stderr)
                incoming = self.root / "build/work/one/spool/.incoming/libfuzzer-0"
                (incoming / "crash-x").write_bytes(b"found %d" % number)
                child.send_signal(number)
                out, err = child.communicate(timeout=60)
                self.assertEqual(child.returncode, 130, err)
                self.assertNotIn("Traceback", err)
                self.assertIn("interrupted; all that was found is kept", err)
                self.assertIn("build/asan/bin/one replay", out)

    def test_an_interrupted_cmin_ends_with_130_and_loses_nothing(self) -> None:
        corpus = "check out/build/work/one/corpus"
        inputs = {name: self.write(f"{corpus}/{name}", name) for name in "ab"}
        child = self.start("cmin", "one")  # the fake libFuzzer merges until it is stopped
        assert child.stderr is not None
        while not (self.folder / "tools" / "fuzzing").exists():
            self.assertIsNone(child.poll(), child.stderr)
        child.send_signal(signal.SIGINT)
        _, err = child.communicate(timeout=60)
        self.assertEqual(child.returncode, 130, err)
        self.assertNotIn("Traceback", err)
        self.assertEqual([path.read_text() for path in inputs.values()], ["a", "b"])

    def test_two_runs_do_not_share_a_folder(self) -> None:
        child = self.start("run", "--time", "600s", "--engine", "libfuzzer", "one")
        while not (self.folder / "tools" / "fuzzing").exists():
            self.assertIsNone(child.poll())
        done = self.fuzz("run", "--time", "1s", "--engine", "libfuzzer", "one")
        self.assertEqual(done.returncode, 1)
        self.assertIn("another run is going on", done.stderr)
        child.send_signal(signal.SIGINT)
        child.communicate(timeout=60)
        self.assertEqual(child.returncode, 130)


class Testing(Checkout):
    def test_the_last_line_counts_everything(self) -> None:
        done = self.fuzz("test")
        self.assertEqual(done.returncode, 0, done.stderr)
        # packages, the scripts' own test, the build, three labels
        self.assertEqual(done.stdout.splitlines()[-1], "6 passed, 0 failed, 0 skipped")
        self.assertRegex(done.stdout, r"build asan +\d+\.\d s +1 passed")

    def test_a_failed_test_is_one_and_the_others_go_on(self) -> None:
        self.write("tools/report-unit.xml", PASSED_AND_FAILED)
        done = self.fuzz("test")
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stdout.splitlines()[-1], "6 passed, 1 failed, 1 skipped")
        self.assertTrue(done.stderr.endswith("fuzz: test: failed: asan unit\n"))

    def test_a_label_without_tests_fails(self) -> None:
        self.write("tools/report-conformance.xml", "<testsuite/>")
        done = self.fuzz("test")
        self.assertEqual(done.returncode, 1)
        self.assertIn("asan conformance: nothing was tested", done.stderr)

    def test_tests_of_a_build_that_failed_are_failed(self) -> None:
        self.write("tools/no-build")
        done = self.fuzz("test")
        self.assertEqual(done.stdout.splitlines()[-1], "2 passed, 4 failed, 0 skipped")

    def test_missing_shared_data_fails_only_when_it_is_required(self) -> None:
        self.assertEqual(self.fuzz("test").returncode, 0)
        done = self.fuzz("test", "--require-shared")
        self.assertEqual(done.returncode, 1)
        self.assertIn("has no sigma and no events", done.stderr)
        for name in ("sigma", "events"):
            (self.folder / "shared" / name).mkdir(parents=True)
        self.assertEqual(self.fuzz("test", "--require-shared").returncode, 0)

    def test_missing_packages_are_four(self) -> None:
        self.script("tools/pkg-config", '[ "$2" != cmocka ]')
        done = self.fuzz("test", "--no-install")
        self.assertEqual(done.returncode, 4)
        self.assertRegex(done.stderr, r"fuzz: .*apt-get install .* libcmocka-dev\n$")

    def test_all_runs_every_stage(self) -> None:
        done = self.fuzz("test", "--all", "--no-install", "--fuzz-time", "1s")
        if done.returncode == 4:
            self.skipTest("a checker is not installed")
        stages = [line.split("  ")[0] for line in done.stdout.splitlines()]
        for stage in (
            "build dev", "dev unit", "build release", "release replay", "asan end-to-end",
            "build libfuzzer", "build afl", "fuzz one", "fuzz two", "formatting", "shellcheck",
            "mypy", "clang-tidy", "packages of variants", "digest asan", "digest dev",
            "coverage", "floors",
            "hostile files", "hostile rules", "hostile lines",
        ):  # fmt: skip
            self.assertIn(stage, stages)
        self.assertRegex(done.stdout.splitlines()[-1], COUNTS)


class Doctor(Checkout):
    def test_a_missing_tool_comes_with_its_cure(self) -> None:
        self.script("tools/pkg-config", '[ "$2" != jansson ]')
        done = self.fuzz("doctor")
        self.assertEqual(done.returncode, 1)
        self.assertIn("BAD   libjansson-dev: missing", done.stdout)
        self.assertRegex(done.stdout, r"mend: sudo apt-get install .* libjansson-dev\n")
        self.assertEqual(done.stderr, "fuzz: doctor: to be mended: libjansson-dev\n")

    def test_a_compiler_whose_programs_do_not_start_is_noticed(self) -> None:
        self.script("tools/afl-clang-fast", COMPILES_NOTHING)
        done = self.fuzz("doctor")
        self.assertEqual(done.returncode, 1)
        self.assertIn("BAD   sanitizers of afl-clang-fast", done.stdout)
        self.assertIn("ok    sanitizers of clang-19", done.stdout)


class ContinuousIntegration(unittest.TestCase):
    def test_ci_runs_the_readmes_test_command(self) -> None:
        script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
        self.assertIn("exec ./scripts/fuzz test --all --require-shared", script)
        self.assertTrue(os.access(ROOT / ".ci" / "run", os.X_OK))
        self.assertIn("./scripts/fuzz test", (ROOT / "README.md").read_text(encoding="utf-8"))


PASSED_AND_FAILED = (
    '<testsuite><testcase name="a" status="run"/>'
    '<testcase name="b" status="fail"><failure/></testcase>'
    '<testcase name="c" status="notrun"><skipped message="SKIP_RETURN_CODE=77"/></testcase>'
    "</testsuite>"
)
COMPILES_NOTHING = (
    'if [ "$1" = -print-resource-dir ]; then echo "$FAKES/resources"; exit 0; fi\n'
    'for last; do :; done\nprintf \'#!/bin/sh\\nexit 1\\n\' > "$last"; chmod +x "$last"'
)

if __name__ == "__main__":
    unittest.main()
