"""From inputs that fail to stored findings, on a checkout with fake workbenches: triage, states, the
store, and what the verbs print. What an input runs into it says itself; see fakes.py."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import signal
import stat
import subprocess
import unittest
from pathlib import Path
from typing import Any
from unittest import mock

from fakes import Checkout
from schema import faults
from support import ROOT

from redzone import process
from redzone.findings import regressions
from redzone.findings.judge import Judge
from redzone.findings.store import Store
from redzone.findings.triage import Event, News, Suspect, Triage
from redzone.project import Project

SCHEMA = json.loads((ROOT / "docs" / "finding.schema.json").read_text(encoding="utf-8"))


def key_of(name: str) -> str:
    """The key that the fake workbench gives a bug."""
    return hashlib.sha256(name.encode()).hexdigest()[:16]


class Case(Checkout):
    """A checkout whose workbenches judge by what inputs say."""

    def setUp(self) -> None:
        super().setUp()
        self.write("tools/judged")
        self.stored = self.root / "seeds" / "regressions"

    def crash(self, name: str, content: str) -> Path:
        """A file of inputs that failed."""
        return self.write(f"crashes/one/{name}", content)

    def records(self, root: str = "check out/seeds/regressions") -> list[dict[str, Any]]:
        """All stored records, each beside its reproducer, as its schema says."""
        found = []
        for path in sorted((self.folder / root).glob("*/*.json")):
            record = json.loads(path.read_text(encoding="utf-8"))
            content = path.with_suffix("").read_bytes()
            self.assertEqual(record["input"]["sha256"], hashlib.sha256(content).hexdigest())
            self.assertEqual(faults(record, SCHEMA), [])
            found.append(record)
        return found

    def triage(self, *words: str, code: int = 1) -> "subprocess.CompletedProcess[str]":
        """Runs `triage`."""
        done = self.fuzz("triage", *words)
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertNotIn("Traceback", done.stderr)
        return done


class Triaging(Case):
    def test_one_record_for_each_bug_with_the_smallest_reproducer(self) -> None:
        for number in range(20):
            self.crash(f"crash-a{number}", f"BUG:alpha {'x' * number}")
            self.crash(f"crash-b{number}", f"{'x' * number} BUG:beta")
        done = self.triage(str(self.folder / "crashes"))
        self.assertEqual([each["function"] for each in self.records()], ["parse_alpha", "parse_beta"])
        self.assertEqual(done.stdout, "40 inputs: 2 NEW, 38 KNOWN\n")
        name = f"read-out-of-bounds-parse_alpha-{key_of('alpha')}"
        self.assertEqual((self.stored / "one" / name).read_text(), "BUG:alpha")
        self.assertIn(f"./scripts/fuzz repro {key_of('alpha')}", done.stderr)
        said = "NEW       one: read-out-of-bounds in parse_alpha at parser/parse.c:9"
        self.assertIn(said, done.stderr)

    def test_the_record_says_all_and_nothing_of_the_machine(self) -> None:
        self.crash("crash-1", "BUG:alpha and more")
        self.triage(str(self.folder / "crashes"))
        (record,) = self.records()
        self.assertEqual(record["original"]["size"], 18)
        self.assertEqual(record["minimization"], {"executions": 7, "complete": True})
        verification = {"runs": 4, "failed": 4, "judge": True, "afl": None}
        self.assertEqual(record["verification"], verification)
        self.assertEqual(record["repeat"], f"./scripts/fuzz repro {key_of('alpha')}")
        text = json.dumps(record)
        for secret in (str(self.folder), os.uname().nodename, str(os.getpid())):
            self.assertNotIn(secret, text)

    def test_what_was_seen_is_passed_over_until_the_judge_or_the_store_changes(self) -> None:
        path = str(self.crash("crash-1", "BUG:alpha"))
        self.triage(path)
        self.assertEqual(self.triage(path, code=0).stdout, "1 input: 1 seen before\n")
        self.assertEqual(self.triage(path, "--again", code=0).stdout, "1 input: 1 KNOWN\n")
        for stored in (self.stored / "one").iterdir():
            stored.unlink()
        self.assertEqual(self.triage(path).stdout, "1 input: 1 NEW\n")
        engine = self.root / "engine.sh"
        engine.write_text(engine.read_text(encoding="utf-8") + "# another build\n", encoding="utf-8")
        self.assertEqual(self.triage(path, code=0).stdout, "1 input: 1 KNOWN\n")

    def test_inputs_come_from_everywhere(self) -> None:
        afl = "found/one/afl/job0"
        self.write(f"{afl}/fuzzer_stats")
        self.write(f"{afl}/queue/id:000000", "BUG:queue")
        self.write(f"{afl}/crashes/id:000000,sig:06", "BUG:crash")
        self.write(f"{afl}/crashes/README.txt", "BUG:readme")
        self.write(f"{afl}/hangs/id:000000", "BUG:hang")
        self.write("found/clusterfuzz-testcase-minimized-one_fuzzer-4711", "BUG:cluster")
        self.write(f"found/one/crash-{'0' * 40}", "BUG:artifact")
        listed = self.write("elsewhere/x", "BUG:listed")
        names = ["artifact", "cluster", "crash", "hang", "listed"]
        done = subprocess.run(
            [str(self.root / "scripts/fuzz"), "triage", str(self.folder / "found"), "-"],
            cwd=self.root,
            env=self.environment(),
            input=f"{listed}\n",
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        self.assertEqual(done.returncode, 1, done.stderr)
        found = {each["function"]: each for each in self.records()}
        self.assertEqual(sorted(found), [f"parse_{name}" for name in names])
        self.assertEqual(found["parse_crash"]["engine"], "afl")
        self.assertEqual(found["parse_artifact"]["engine"], "libfuzzer")

    def test_archives_are_refused_with_the_command_that_unpacks_them(self) -> None:
        for name, command in (("a.zip", "unzip"), ("b.tar.gz", "tar xzf"), ("c.7z", "7z x")):
            path = self.write(f"archives {name}/{name}", "x")
            for words in ((str(path),), (str(path.parent),)):
                done = self.triage(*words, code=2)
                self.assertIn(f"unpack it first: {command} '{path}'", done.stderr)

    def test_a_known_bug_in_another_target_is_the_same_finding(self) -> None:
        self.crash("crash-1", "BUG:alpha")
        self.write("crashes/two/crash-2", "BUG:alpha!")
        self.triage(str(self.folder / "crashes"))
        (record,) = self.records()
        self.assertEqual(record["targets"], ["one", "two"])

    def test_a_smaller_input_takes_the_place_of_the_stored_one(self) -> None:
        self.script("check out/engine.sh", UNMINIMIZED)
        self.triage(str(self.crash("crash-1", "BUG:alpha and more")))
        done = self.triage(str(self.crash("crash-2", "BUG:alpha")), code=0)
        self.assertIn("SMALLER   one: ", done.stderr)
        (record,) = self.records()
        self.assertEqual((record["original"]["size"], record["input"]["size"]), (18, 9))
        self.triage(str(self.crash("crash-3", "BUG:alpha and much more")), code=0)
        self.assertEqual(self.records(), [record])

    def test_what_a_minimization_slips_into_is_a_finding_too(self) -> None:
        self.crash("crash-1", "BUG:alpha HARVEST:gamma")
        self.triage(str(self.folder / "crashes"))
        self.assertEqual({each["function"] for each in self.records()}, {"parse_alpha", "parse_gamma"})

    def test_every_key_of_an_input_is_in_its_record(self) -> None:
        self.script("check out/engine.sh", UNMINIMIZED)
        self.triage(str(self.crash("crash-1", "BUG:alpha BUG:beta")))
        (record,) = self.records()
        self.assertEqual(record["also"], [])  # it was not minimized, so nothing was looked at again

    def test_what_fails_now_and_then_is_flaky_and_not_minimized(self) -> None:
        self.triage(str(self.crash("crash-1", "FLAKY:delta and more")))
        (record,) = self.records()
        self.assertEqual((record["state"], record["input"]["size"]), ("flaky", 20))
        self.assertEqual(record["verification"]["runs"], 20)
        self.assertIn(record["verification"]["failed"], range(5, 9))

    def test_what_one_build_alone_sees_is_build_dependent(self) -> None:
        self.triage(str(self.crash("crash-1", "SURVIVE:epsilon")))
        (record,) = self.records()
        seen = (record["state"], record["verification"]["judge"])
        self.assertEqual(seen, ("build-dependent", False))

    def test_what_runs_clean_is_said_and_is_no_finding(self) -> None:
        done = self.triage(str(self.crash("crash-1", "harmless")), code=0)
        self.assertEqual(done.stdout, "1 input: 1 CLEAN\n")
        self.assertEqual(self.records(), [])

    def test_an_unknown_target_is_guessed(self) -> None:
        path = self.write("elsewhere/x", "BUG:alpha")
        self.triage(str(path))
        self.assertEqual(self.records()[0]["targets"], ["one"])

    def test_private_findings_stay_outside(self) -> None:
        path = str(self.crash("crash-1", "BUG:alpha"))
        private = ("--private", str(self.folder / "private"))
        self.triage(path, *private)
        self.assertFalse(self.stored.exists())
        self.assertEqual(len(self.records("private")), 1)
        self.assertIn(key_of("alpha"), self.fuzz("findings", *private).stdout)
        self.assertNotIn(key_of("alpha"), self.fuzz("findings").stdout)

    def test_nothing_to_do_is_three(self) -> None:
        (self.folder / "empty").mkdir()
        self.triage(code=3)
        self.triage(str(self.folder / "empty"), code=3)

    def test_a_workbench_that_dies_at_an_input_does_not_end_the_triage(self) -> None:
        dying = 'for last; do :; done\ncase "$*" in *explain*poison*) DIES=1 ;; esac\n'
        self.script("check out/engine.sh", dying + KILLS_ITSELF)
        for name in ("a", "poison", "z"):
            self.crash(f"crash-{name}", f"BUG:{name}")
        done = self.triage(str(self.folder / "crashes"))
        self.assertIn("2 NEW, 1 UNREADABLE", done.stdout)
        self.assertIn("1 input could not be read", done.stderr)


class States(Case):
    def setUp(self) -> None:
        super().setUp()
        self.triage(str(self.crash("crash-1", "BUG:alpha")))
        self.key = key_of("alpha")

    def refresh(self, code: int = 0) -> str:
        """Runs `findings refresh`."""
        done = self.fuzz("findings", "refresh")
        self.assertEqual(done.returncode, code, done.stderr)
        return done.stdout

    def test_what_runs_clean_is_fixed_and_what_refuses_it_is_noted(self) -> None:
        self.write("tools/fixed-alpha")
        self.assertEqual(self.refresh(), f"{self.key}: was open, is fixed\n1 fixed\n")
        (record,) = self.records()
        self.assertEqual((record["state"], record["refused"]), ("fixed", "refused\t0"))
        self.assertRegex(record["fixed"], r"^\d{4}-\d\d-\d\d$")
        self.assertEqual(self.refresh(), "1 fixed\n")
        self.assertEqual(self.records(), [record])

    def test_what_fails_again_is_reopened_and_is_one(self) -> None:
        self.write("tools/fixed-alpha")
        self.refresh()
        (self.folder / "tools/fixed-alpha").unlink()
        with self.subTest("by replay"):
            self.assertIn(f"{self.key}: was fixed, is open\n", self.refresh(code=1))
            (record,) = self.records()
            state = (record["state"], record["fixed"], record["refused"])
            self.assertEqual(state, ("open", None, None))
        self.write("tools/fixed-alpha")
        self.refresh()
        (self.folder / "tools/fixed-alpha").unlink()
        with self.subTest("by triage"):
            done = self.triage(str(self.crash("crash-1", "BUG:alpha")))
            self.assertIn("REOPENED  one: ", done.stderr)
            self.assertEqual(done.stdout, "1 input: 1 REOPENED\n")

    def test_a_triage_brings_states_up_to_date(self) -> None:
        self.write("tools/fixed-alpha")
        self.triage(str(self.crash("crash-2", "BUG:beta")))
        self.assertEqual({each["state"] for each in self.records()}, {"open", "fixed"})

    def ctest(self, *words: str) -> tuple[int, str]:
        """What ctest's replay of the regressions does: exit code, and what it prints."""
        program = self.root / "build" / "asan" / "bin" / "one"
        script = self.root / "scripts" / "redzone" / "findings" / "regressions.py"
        done = subprocess.run(
            ["python3", str(script), str(program), str(self.stored / "one"), *words],
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout

    def test_an_open_finding_fails_the_tests_unless_it_is_expected(self) -> None:
        for words in ((), ("--judge",)):
            code, said = self.ctest(*words)
            self.assertEqual(code, 1, said)
        done = self.fuzz("findings", "expect", self.key[:6], "known since the spring")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(self.fuzz("findings").stdout, rf"{self.key} +open \(expected\)")
        self.assertEqual(self.ctest()[0], 0)
        self.assertIn("SKIPPED:", self.ctest()[1])
        code, said = self.ctest("--judge")
        self.assertEqual(code, 0, said)
        self.assertIn("is open, and expected: known since the spring (20", said)
        self.fuzz("findings", "expect", self.key)
        self.assertEqual(self.ctest("--judge")[0], 1)

    def test_an_open_finding_that_runs_clean_is_noticed(self) -> None:
        self.fuzz("findings", "expect", self.key, "a reason")
        self.write("tools/fixed-alpha")
        code, said = self.ctest("--judge")
        self.assertEqual(code, 1)
        self.assertIn("runs clean, and its record says open: ./scripts/fuzz findings refresh", said)

    def test_a_fixed_one_that_is_refused_elsewhere_or_fails_again_fails_the_tests(self) -> None:
        self.write("tools/fixed-alpha")
        self.refresh()
        self.assertEqual(self.ctest("--judge")[0], 0)
        self.write("tools/says", "accepted")
        code, said = self.ctest()
        self.assertEqual(code, 1)
        self.assertIn("- refused\t0\n+ accepted\t0\n", said)
        self.refresh()
        self.assertEqual(self.ctest()[0], 0)
        (self.folder / "tools/fixed-alpha").unlink()
        self.assertEqual(self.ctest()[0], 1)

    def test_flaky_and_build_dependent_ones_fail_no_test(self) -> None:
        self.fuzz("findings", "expect", self.key, "a reason")
        self.triage(str(self.crash("crash-2", "FLAKY:delta")))
        self.triage(str(self.crash("crash-3", "SURVIVE:epsilon")))
        code, said = self.ctest("--judge")
        self.assertEqual(code, 0, said)
        self.assertIn("is flaky: passed over", said)
        self.assertIn("is build-dependent: passed over", said)

    def test_a_damaged_record_fails_the_tests(self) -> None:
        path = next((self.stored / "one").glob("*.json"))
        path.write_text(path.read_text()[:-20])
        code, said = self.ctest()
        self.assertEqual((code, "is no JSON" in said), (1, True))


class Verbs(Case):
    def setUp(self) -> None:
        super().setUp()
        self.triage(str(self.crash("crash-1", "BUG:alpha and more")))
        self.key = key_of("alpha")

    def test_findings_are_listed_and_shown(self) -> None:
        self.assertRegex(
            self.fuzz("findings").stdout,
            rf"\n{self.key}  open   read-out-of-bounds  parse_alpha  one +9  \d{{4}}",
        )
        shown = self.fuzz("findings", "show", self.key[:5]).stdout
        self.assertIn("access:    read of 4 bytes, 0 bytes after the 12-byte input", shown)
        self.assertIn("size:      18 → 9 bytes, 7 executions", shown)
        as_json = self.fuzz("findings", "--json").stdout
        self.assertEqual(json.loads(as_json), self.records())
        one = self.fuzz("findings", "show", self.key, "--json").stdout
        self.assertEqual(json.loads(one), self.records()[0])

    def test_repro_is_one_while_it_fails_and_zero_when_it_does_not(self) -> None:
        done = self.fuzz("repro", self.key)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("00000000  42 55 47 3a", done.stdout)
        self.assertTrue(done.stderr.endswith("fuzz: repro: it still fails\n"))
        self.write("tools/fixed-alpha")
        done = self.fuzz("repro", self.key)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(done.stderr.endswith("it does not fail any more\n"))

    def test_repro_takes_files_and_other_builds(self) -> None:
        path = self.write("elsewhere/x", "BUG:alpha")
        self.assertEqual(self.fuzz("repro", str(path)).returncode, 2)
        self.assertEqual(self.fuzz("repro", str(path), "--target", "two").returncode, 1)
        self.script("tools/valgrind", 'echo "valgrind $*" >> "$FAKES/commands"; exit 1')
        self.assertEqual(self.fuzz("repro", self.key, "--under", "valgrind").returncode, 1)
        said = "valgrind -q --error-exitcode=1 .*/release/bin/one replay"
        self.assertRegex(self.commands()[-1], said)

    def test_debug_stops_at_the_site(self) -> None:
        self.script("tools/gdb", 'echo "gdb $*" >> "$FAKES/commands"')
        self.assertEqual(self.fuzz("repro", self.key, "--debug").returncode, 0)
        said = " ".join(self.commands()[-5:])
        self.assertIn("-ex break __asan::ReportGenericError", said)
        self.assertIn('frame.name() != "parse_alpha"', said)
        self.assertIn("build/asan/bin/one replay --times 1", said)

    def test_minimize_writes_beside_a_file_and_stores_a_finding(self) -> None:
        path = self.crash("crash-2", "BUG:beta and more")
        done = self.fuzz("minimize", str(path))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout, "17 → 8 bytes, 7 executions, 0 ms\n")
        self.assertEqual(path.with_name("crash-2.min").read_text(), "BUG:beta")
        stored = self.stored / "one" / f"read-out-of-bounds-parse_alpha-{self.key}"
        stored.write_text("BUG:alpha, a larger one")
        done = self.fuzz("minimize", self.key)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(stored.read_text(), "BUG:alpha")
        self.assertEqual(len(self.records()), 1)

    def test_minimize_refuses_what_runs_clean(self) -> None:
        done = self.fuzz("minimize", str(self.crash("crash-3", "harmless")))
        self.assertEqual(done.returncode, 1)
        self.assertIn("runs clean: there is nothing to keep", done.stderr)


class Robust(Case):
    """Killed, crowded, full."""

    def work(self) -> tuple[Triage, list[Event]]:
        """A triage in this process, and what it tells."""
        self.fuzz("build", "asan")
        os.environ["FAKES"] = str(self.folder / "tools")
        self.addCleanup(os.environ.pop, "FAKES")
        project = Project(self.root)
        told: list[Event] = []
        return Triage(project, Store(project), Judge(project, 1), told.append), told

    def test_a_second_triage_leaves_at_once(self) -> None:
        path = str(self.crash("crash-1", "BUG:alpha"))
        with process.locked(self.root / "build" / "triage" / ".lock"):
            done = self.triage(path)
        self.assertIn("fuzz: another triage is at work; try again", done.stderr)
        self.assertEqual(self.records(), [])

    def test_a_full_disk_is_said_and_the_crash_stays(self) -> None:
        work, told = self.work()
        path = self.crash("crash-1", "BUG:alpha")
        full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "seeds")
        with work.holding("busy"), mock.patch("os.fsync", side_effect=full):
            with self.assertRaisesRegex(OSError, "No space left"):
                work.take([Suspect(path, "one")])
        self.assertEqual(path.read_text(), "BUG:alpha")
        self.assertEqual([each for each in self.stored.rglob("*") if each.is_file()], [])
        with work.holding("busy"):
            work.take([Suspect(path, "one")])
        self.assertEqual([each.news for each in told], [News.NEW])

    def test_a_disk_that_is_really_full(self) -> None:
        self.stored.mkdir(parents=True)
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=4k,nr_inodes=4", "none", str(self.stored)],
            stderr=subprocess.DEVNULL,
            check=False,
        )
        if mounted.returncode != 0:
            self.skipTest("this user cannot mount a small disk")
        self.addCleanup(lambda: subprocess.run(["umount", str(self.stored)], check=True))
        path = self.crash("crash-1", "BUG:alpha")
        self.write("check out/seeds/regressions/fill", "x" * 4096)
        done = self.triage(str(path))
        self.assertIn("No space left on device", done.stderr)
        self.assertTrue(path.is_file())
        (self.stored / "fill").unlink()
        self.assertEqual([each.name for each in self.stored.rglob(".writing-*")], [])

    def test_a_killed_triage_is_completed_by_the_next(self) -> None:
        self.triage(str(self.crash("crash-1", "BUG:alpha")))
        path = next((self.stored / "one").glob("*.json"))
        whole = json.loads(path.read_text())
        path.unlink()  # killed between reproducer and record
        (self.stored / "one" / ".writing-abc").write_text("half a rec")
        done = self.triage(str(self.crash("crash-2", "BUG:beta")))
        self.assertIn(f"NEW       one: {'read-out-of-bounds'} in parse_alpha", done.stderr)
        records = {each["key"]: each for each in self.records()}
        self.assertEqual(records[whole["key"]]["function"], whole["function"])
        self.assertEqual(list(self.stored.rglob(".writing-*")), [])

    def test_a_record_of_a_reproducer_that_was_replaced_is_mended(self) -> None:
        self.triage(str(self.crash("crash-1", "BUG:alpha")))
        path = next((self.stored / "one").glob("*.json"))
        path.with_suffix("").write_text("BUG:alpha.")
        self.triage(str(self.crash("crash-2", "BUG:beta")))
        self.assertEqual({each["input"]["size"] for each in self.records()}, {8, 10})

    def test_somebodys_own_regression_stays_his(self) -> None:
        own = self.write("check out/seeds/regressions/one/check-magic-open-0123456789abcdef", "fine")
        named = self.write("check out/seeds/regressions/one/my-own", "fine")
        self.triage(str(self.crash("crash-1", "BUG:alpha")))
        self.assertEqual((own.read_text(), named.read_text()), ("fine", "fine"))
        self.assertEqual(len(self.records()), 1)

    def test_what_killed_engines_left_is_taken(self) -> None:
        place = "check out/build/work/one"
        dead = subprocess.Popen(["true"])
        dead.wait()
        self.write(f"{place}/spool/libfuzzer/.writing-{dead.pid}-hit-1-1-1", "BUG:writing")
        self.write(f"{place}/spool/.incoming/libfuzzer-0/crash-x", "BUG:incoming")
        self.write(f"{place}/spool/afl/hit-1-2-3", "BUG:hit")
        self.write(f"{place}/afl/job0/crashes/id:000000,sig:06", "BUG:crash")
        self.write(f"{place}/spool/.writing-x", "BUG:half")
        self.triage()
        found = {each["function"]: each["engine"] for each in self.records()}
        names = ("crash", "half", "hit", "incoming", "writing")
        self.assertEqual(sorted(found), [f"parse_{name}" for name in names])
        self.assertEqual(found["parse_hit"], "afl")

    def test_a_file_that_a_living_engine_writes_is_let_be(self) -> None:
        name = f"check out/build/work/one/spool/libfuzzer/.writing-{os.getpid()}-hit-1-1-1"
        path = self.write(name, "BUG:half")
        self.write("check out/build/work/one/spool/crash-1", "BUG:alpha")
        self.triage()
        self.assertTrue(path.is_file())
        self.assertEqual(len(self.records()), 1)

    def test_an_interrupted_triage_goes_on_where_it_was(self) -> None:
        for number in range(40):
            self.crash(f"crash-{number:02}", f"BUG:alpha {number:02}")
        self.write("tools/slow", "0.1")
        child = self.start("triage", str(self.folder / "crashes"))
        journal = self.root / "build" / "triage" / "journal"
        while not (journal.is_file() and journal.read_text().count("\n") >= 3):
            self.assertIsNone(child.poll())
        child.send_signal(signal.SIGINT)
        _, said = child.communicate(timeout=60)
        self.assertEqual((child.returncode, "Traceback" in said), (130, False), said)
        (self.folder / "tools" / "slow").unlink()
        done = self.triage(str(self.folder / "crashes"), code=0)
        self.assertRegex(done.stdout, r"^40 inputs: \d+ KNOWN, [1-9]\d* seen before\n$")

    def test_files_are_for_everybody_to_read(self) -> None:
        self.triage(str(self.crash("crash-1", "BUG:alpha")))
        for path in (self.stored / "one").iterdir():
            self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o644)


class Regressions(unittest.TestCase):
    def test_the_replay_of_regressions_is_a_program(self) -> None:
        self.assertTrue((ROOT / "harnesses" / "CMakeLists.txt").read_text().count("regressions.py"))
        self.assertTrue(Path(regressions.__file__).is_file())


# The fake workbench, whose minimizer is of no use.
UNMINIMIZED = """
case $1 in
minimize) exit 1 ;;
explain | replay) exec python3 "$FAKES/workbench.py" "$0" "$@" ;;
esac"""
# One that is killed when it comes to an input that says poison.
KILLS_ITSELF = """
case $1 in
--help) exit 0 ;;
explain) for path; do case $path in
    *poison*) exit 9 ;;
    */crash-* | */input*) python3 "$FAKES/workbench.py" "$0" explain --json -- "$path" ;; esac; done ;;
*) exec python3 "$FAKES/workbench.py" "$0" "$@" ;;
esac"""

if __name__ == "__main__":
    unittest.main()
