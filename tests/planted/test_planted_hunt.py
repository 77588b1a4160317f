"""Both engines' survive builds find the planted bugs from seeds that run clean, within a bounded
number of executions and with a fixed seed of their random numbers; the judge makes one finding of
each."""

from __future__ import annotations

import shutil
import unittest
from pathlib import Path
from typing import Dict, List, Set

import trees
from bugs import BUGS, Bug
from trees import planted

# Not the endless loop: the mutator decodes inputs by the same parser and would hang in it.
HUNTED = tuple(
    bug for bug in BUGS if bug.build == "asan" and bug.survives and bug.crash_class != "timeout"
)
TARGETS = sorted({bug.target for bug in HUNTED})
EXECUTIONS = {"libfuzzer": 300_000, "afl": 1_500_000}
MUTATOR = "mutator_channel.so"
SECONDS = 600
CLEAN_SECONDS = 2


class Hunt(planted.PlantedCase):
    judge: Path

    @classmethod
    def setUpClass(cls) -> None:
        with trees.alone("hunt") as source:
            source.plant(HUNTED)
            cls.judge = source.build("asan", TARGETS)

    def build(self, preset: str, suffix: str) -> Path:
        with trees.alone("hunt") as source:
            source.plant(HUNTED)
            return source.build(preset, [target + suffix for target in TARGETS])

    def clean_seeds(self, target: str) -> Path:
        """The target's seeds but those at limits, a step from the bugs, and those that run into
        one: open findings are never start inputs."""
        seeds = sorted(path for path in (trees.ROOT / "seeds" / target).iterdir() if path.is_file())
        folder = self.folder / f"seeds-{target}"
        folder.mkdir()
        said = trees.explain(self.judge / target, seeds, CLEAN_SECONDS)
        for number, (seed, one) in enumerate(zip(seeds, said)):
            if one.outcome == "clean":
                shutil.copy(seed, folder / f"{number:04}")
        self.assertTrue(any(folder.iterdir()))
        return folder

    def keys_of_bugs(self, target: str) -> Dict[str, str]:
        """The names of the bugs by the keys of their reproducers."""
        bugs: List[Bug] = [bug for bug in HUNTED if bug.target == target]
        keys = {}
        for bug in bugs:
            reproducer = trees.FOLDER / bug.name / "smallest"
            keys[trees.explain(self.judge / target, [reproducer], bug.seconds)[0].key] = bug.name
        return keys

    def assert_found(self, target: str, spool: Path) -> None:
        """What is in the spool are the target's bugs, each of them, and nothing else."""
        files = sorted(path for path in spool.iterdir() if not path.name.startswith("."))
        self.assertTrue(files, "nothing was found")
        found: Set[str] = set()
        names = self.keys_of_bugs(target)
        for one in trees.explain(self.judge / target, files, CLEAN_SECONDS):
            if one.outcome == "hit":
                site = f"{one.hits[0]['class']} in {one.hits[0]['function']}"
                found.add(names.get(one.key, site))
        self.assertEqual(found, set(names.values()))

    def test_libfuzzer_finds_each(self) -> None:
        bin = self.build("survive-libfuzzer", "_fuzzer")
        for target in TARGETS:
            with self.subTest(target=target):
                spool = self.folder / f"spool-{target}"
                spool.mkdir()
                result = planted.run(
                    [
                        *(str(bin / f"{target}_fuzzer"), f"-runs={EXECUTIONS['libfuzzer']}"),
                        *("-seed=1", f"-max_total_time={SECONDS}", "-max_len=4096", "-timeout=30"),
                        *(f"-artifact_prefix={self.folder}/", str(self.clean_seeds(target))),
                    ],
                    environment={"REDZONE_SPOOL": str(spool), "REDZONE_TIMEOUT": "0.2"},
                    seconds=2 * SECONDS,
                )
                self.assertEqual(result.returncode, 0, result.stderr[-3000:])  # it never stopped
                self.assert_found(target, spool)

    def test_afl_finds_each(self) -> None:
        planted.need("afl-fuzz")
        bin = self.build("survive-afl", "_afl")
        for target in TARGETS:
            with self.subTest(target=target):
                spool = self.folder / f"spool-{target}"
                spool.mkdir()
                out = self.folder / f"out-{target}"
                result = planted.run(
                    [
                        *("afl-fuzz", "-s", "1", "-E", str(EXECUTIONS["afl"])),
                        *("-V", str(SECONDS)),
                        *("-i", str(self.clean_seeds(target)), "-o", str(out), "-t", "30000"),
                        *("--", str(bin / f"{target}_afl")),
                    ],
                    environment={
                        **planted.AFL_ENVIRONMENT,
                        **{"REDZONE_SPOOL": str(spool), "REDZONE_TIMEOUT": "0.2"},
                        "AFL_CUSTOM_MUTATOR_LIBRARY": str(bin.parent / "lib" / MUTATOR),
                    },
                    seconds=2 * SECONDS,
                )
                self.assertEqual(result.returncode, 0, result.stdout[-3000:])
                self.assertEqual(list(out.glob("default/crashes/id:*")), [])  # nor did this
                self.assert_found(target, spool)



if __name__ == "__main__":
    planted.main()
