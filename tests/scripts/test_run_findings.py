"""Findings while engines run: announced within seconds, stored once, and lost by nothing, whatever is
killed at whatever moment. Engines and workbenches are fakes; see fakes.py."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import time
import unittest
from pathlib import Path

from fakes import ENGINE
from support import ROOT
from test_findings import Case, key_of

from redzone import process

PRESETS = ("asan", "survive", "libfuzzer", "afl", "survive-libfuzzer", "survive-afl")
# Writes into its spool what is laid down in $FAKES/to-find, each file once, as engines of the survive
# build do: under another name first.
SURVIVING = r"""
if [ -n "${REDZONE_SPOOL:-}" ]; then
    for file in "$FAKES"/to-find/*; do
        name=${file##*/}
        [ -e "$file" ] || continue
        cp "$file" "$REDZONE_SPOOL/.writing-$$-hit-$name"
        mv "$REDZONE_SPOOL/.writing-$$-hit-$name" "$REDZONE_SPOOL/hit-$name"
    done
fi
trap 'echo "stat::number_of_executed_units: 64"; exit 0' USR1 INT
"""
KILLS = 12  # rounds in which everything is killed; more with REDZONE_KILLS


class RunCase(Case):
    def setUp(self) -> None:
        super().setUp()
        presets = {"buildPresets": [{"name": name} for name in PRESETS]}
        self.write("check out/CMakePresets.json", json.dumps(presets))
        workbench, _, engine = ENGINE.partition("trap")
        self.script("check out/engine.sh", workbench + SURVIVING + engine.partition("\n")[2])
        (self.folder / "tools" / "to-find").mkdir()

    def to_find(self, *names: str) -> None:
        """Lays down what the engine is to find."""
        for name in names:
            self.write(f"tools/to-find/{name}", f"BUG:{name} {'x' * 20}")

    def one(self, *words: str, time: str = "3s") -> "subprocess.CompletedProcess[str]":
        """Runs target one under libFuzzer."""
        done = self.fuzz("run", "--time", time, "--engine", "libfuzzer", "one", *words)
        self.assertNotIn("Traceback", done.stderr)
        return done

    def functions(self) -> list[str]:
        """What is stored."""
        return sorted(record["function"] for record in self.records())


class Announcing(RunCase):
    def test_what_is_new_is_announced_stored_and_one(self) -> None:
        self.to_find("alpha", "beta")
        done = self.one()
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertEqual(self.functions(), ["parse_alpha", "parse_beta"])
        self.assertEqual({record["engine"] for record in self.records()}, {"libfuzzer"})
        self.assertRegex(done.stderr, r"NEW       one: read-out-of-bounds in parse_alpha at parser/")
        self.assertRegex(done.stderr, r"30 → 9 bytes, 7 executions: seeds/regressions/one/read-")
        self.assertIn("one: 2 findings, 2 of them new; to repeat:", done.stdout)
        self.assertIn(f"  ./scripts/fuzz repro {key_of('alpha')}  # NEW", done.stdout)
        self.assertTrue(done.stderr.endswith("fuzz: run: 2 new findings\n"), done.stderr)

    def test_what_is_known_is_zero(self) -> None:
        self.to_find("alpha")
        self.one()
        for path in (self.root / "build/work/one/spool/libfuzzer").iterdir():
            path.unlink()
        self.write("tools/to-find/alpha", "BUG:alpha, by another input")
        done = self.one()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("KNOWN     one: read-out-of-bounds in parse_alpha", done.stderr)
        self.assertIn("one: 1 finding, 0 of them new", done.stdout)

    def test_a_fixed_one_that_comes_back_is_reopened_and_is_one(self) -> None:
        self.to_find("alpha")
        self.one()
        self.write("tools/fixed-alpha")
        self.fuzz("findings", "refresh")
        (self.folder / "tools/fixed-alpha").unlink()
        self.write("tools/to-find/alpha", "BUG:alpha, by another input")
        done = self.one()
        self.assertEqual(done.returncode, 1)
        self.assertIn("REOPENED  one:", done.stderr)

    def test_it_is_announced_while_the_engine_goes_on(self) -> None:
        self.to_find("alpha")
        child = self.start("run", "--time", "600s", "--engine", "libfuzzer", "one")
        stored = self.root / "seeds" / "regressions" / "one"
        while not list(stored.glob("*.json")):
            self.assertIsNone(child.poll())
            time.sleep(0.02)
        assert child.stderr is not None
        while not child.stderr.readline().startswith("NEW "):
            self.assertIsNone(child.poll())
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=60)
        self.assertEqual(child.returncode, 130, err)
        self.assertIn("one: 1 finding, 1 of them new", out)

    def test_open_findings_are_no_start_inputs(self) -> None:
        self.to_find("alpha")
        self.one()
        self.one()
        started = self.root / "build" / "work" / "one" / "start"
        contents = {path.read_text() for path in started.rglob("*") if path.is_file()}
        self.assertEqual(contents, {"a seed"})

    def test_private_findings_leave_the_checkout_as_it_is(self) -> None:
        self.to_find("alpha")
        self.one("--private", str(self.folder / "private"))
        self.assertFalse((self.root / "seeds" / "regressions").exists())
        self.assertEqual(len(self.records("private")), 1)

    def test_another_triage_is_said_and_the_spool_waits(self) -> None:
        self.to_find("alpha")
        with process.locked(self.root / "build" / "triage" / ".lock"):
            done = self.one(time="1s")
        self.assertEqual(done.returncode, 1)
        self.assertIn("another triage is at work", done.stderr)
        self.assertIn("fuzz: run: 1 input waits in the spool to be triaged", done.stderr)
        self.assertEqual(self.functions(), [])
        self.assertEqual(self.fuzz("triage").returncode, 1)
        self.assertEqual(self.functions(), ["parse_alpha"])


class Builds(RunCase):
    def test_engines_go_on_by_default(self) -> None:
        done = self.one(time="1s")
        self.assertIn("+ cmake --preset survive-libfuzzer\n", done.stderr)
        said = "REDZONE_SPOOL=build/work/one/spool/libfuzzer build/survive-libfuzzer/bin/one_fuzzer"
        self.assertIn(said, done.stderr.replace("'", ""))

    def test_plain_ones_halt(self) -> None:
        done = self.one("--plain", time="1s")
        self.assertNotIn("survive-libfuzzer", done.stderr)
        self.assertNotIn("REDZONE_SPOOL", done.stderr)

    def test_where_the_surviving_one_does_not_build_the_plain_one_is_used(self) -> None:
        cmake = self.folder / "tools" / "cmake"
        refusing = 'case "$*" in *--build*survive*) exit 1 ;; esac\n'
        cmake.write_text(cmake.read_text().replace("#!/bin/sh\n", f"#!/bin/sh\n{refusing}"))
        done = self.one(time="1s")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("survive-libfuzzer does not build; going on with the plain build", done.stderr)
        self.assertIn(" build/libfuzzer/bin/one_fuzzer ", done.stderr)

    def test_what_halts_a_plain_engine_is_a_finding_too(self) -> None:
        crash = (
            "echo '#8 INITED cov: 3 ft: 4 corp: 1/1b exec/s: 8 rss: 1Mb'\n"
            'for word; do case $word in -artifact_prefix=*) place=${word#*=} ;; esac; done\n'
            'printf BUG:alpha > "${place}crash-x"; exit 77'
        )
        self.script("check out/engine.sh", ENGINE.partition("trap")[0] + crash)
        done = self.one("--plain", time="1s")
        self.assertEqual(done.returncode, 1)
        self.assertEqual(self.functions(), ["parse_alpha"])


class Killed(RunCase):
    """Everything is killed at moments that a seed chooses; nothing that reached a spool is lost."""

    def processes(self) -> list[int]:
        """All processes of this checkout: what it starts knows the fakes' folder."""
        mark = f"FAKES={self.folder / 'tools'}".encode()
        found = []
        for entry in Path("/proc").iterdir():
            try:
                if entry.name.isdigit() and mark in (entry / "environ").read_bytes().split(b"\0"):
                    found.append(int(entry.name))
            except OSError:
                continue
        return found

    def kill_everything(self, child: "subprocess.Popen[str]") -> None:
        """No process may clean up after itself."""
        while True:
            alive = self.processes()
            if not alive:
                break
            for number in alive:
                try:
                    os.kill(number, signal.SIGKILL)
                except ProcessLookupError:
                    pass
            child.poll()
        child.communicate()

    def test_nothing_is_lost_torn_or_twice(self) -> None:
        moments = random.Random(20240719)
        rounds = int(os.environ.get("REDZONE_KILLS", KILLS))
        names = [f"bug{number}" for number in range(rounds)]
        killed_at = set()
        for name in names:
            self.to_find(name)
            child = self.start("run", "--time", "600s", "--engine", "libfuzzer", "one")
            spooled = self.root / "build/work/one/spool/libfuzzer" / f"hit-{name}"
            while not spooled.exists():
                self.assertIsNone(child.poll())
                time.sleep(0.01)
            time.sleep(moments.random() * 0.8)  # the moment, not a condition to wait for
            self.kill_everything(child)
            stored = len(list((self.root / "seeds/regressions/one").glob("*.json")))
            killed_at.add(stored)
        self.assertGreater(len(killed_at), 1, "all were killed before the first was stored")
        done = self.fuzz("triage")
        self.assertIn(done.returncode, (0, 1), done.stderr)
        self.assertEqual(self.functions(), sorted(f"parse_{name}" for name in names))
        files = [path for path in (self.root / "seeds/regressions").rglob("*") if path.is_file()]
        self.assertEqual(len(files), 2 * rounds)
        self.assertEqual(list((self.root / "build" / "triage").glob("scratch/*")), [])


class Documents(unittest.TestCase):
    def test_the_readme_names_each_verb(self) -> None:
        text = (ROOT / "README.md").read_text(encoding="utf-8")
        for verb in ("triage", "findings", "repro"):
            self.assertIn(f"./scripts/fuzz {verb}", text)


if __name__ == "__main__":
    unittest.main()
