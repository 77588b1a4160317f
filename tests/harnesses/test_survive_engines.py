"""Both engines go on over planted bugs: nothing ends them, and the spool has an input for each bug."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Dict, Set

import planted
from test_explain import CASES, content

# The engine's process cannot survive an exit; a time limit takes seconds each time; a stack that is used
# up page by page takes as long.
LEFT_OUT = {"exits", "endless", "recursion"}
# AFL++ looks for no leaks, and its clang lacks a check. In libFuzzer the first leak of a process is kept.
ONLY_LIBFUZZER = {"leak", "wrong_function"}
RUNS = 20000


class Engines(planted.PlantedCase):
    """Survive builds of the planted bugs."""

    def seeds(self) -> Path:
        """A corpus with an input for each bug, and a clean one."""
        for bug in set(CASES) - LEFT_OUT:
            self.write(f"seeds/{bug}", content(bug))
        self.write("seeds/clean", b"nothing")
        return self.folder / "seeds"

    def spooled(self) -> Set[str]:
        """The bugs of which the spool has an input."""
        files = list((self.folder / "spool").iterdir())
        for file in files:
            self.assertRegex(file.name, r"^hit-[0-9a-f]{16}-[0-9a-f]{8}-[0-9a-f]{16}$")
        return {re.split(rb"[ \n]", line)[0].decode() for file in files for line in [file.read_bytes()]}

    def environment(self) -> Dict[str, str]:
        """What makes the survive build keep its inputs."""
        (self.folder / "spool").mkdir()
        return {"REDZONE_SPOOL": str(self.folder / "spool")}

    def test_libfuzzer_goes_on(self) -> None:
        program = planted.build("survive-libfuzzer", "planted_bugs") / "bugs_fuzzer"
        seeds = self.seeds()
        result = planted.run(
            [str(program), f"-runs={RUNS}", "-seed=1", "-max_len=64", f"-artifact_prefix={self.folder}/", str(seeds)],
            environment=self.environment(),
        )
        self.assertEqual(result.returncode, 0, result.stderr[-3000:])
        self.assertIn(b"Done %d runs" % RUNS, result.stderr)
        self.assertEqual(set(CASES) - LEFT_OUT - self.spooled(), set())
        self.assertEqual([], list(self.folder.glob("crash-*")) + list(self.folder.glob("leak-*")))

    def test_afl_goes_on(self) -> None:
        planted.need("afl-fuzz")
        program = planted.build("survive-afl", "planted_bugs") / "bugs_afl"
        found = self.folder / "found"
        environment = {**planted.AFL_ENVIRONMENT, **self.environment(), "AFL_FAST_CAL": "1"}
        result = planted.run(
            ["afl-fuzz", "-m", "none", "-E", str(RUNS), "-s", "1", "-t", "5000", "-i", str(self.seeds()), "-o", str(found), "--", str(program)],
            environment=environment,
        )
        stats = dict(
            re.split(r"\s*: ", line, maxsplit=1)
            for line in (found / "default" / "fuzzer_stats").read_text().splitlines()
        )
        self.assertGreaterEqual(int(stats["execs_done"]), RUNS, result.stdout[-3000:])
        self.assertEqual((stats["saved_crashes"], stats["saved_hangs"]), ("0", "0"))
        self.assertEqual(set(CASES) - LEFT_OUT - ONLY_LIBFUZZER - self.spooled(), set())


if __name__ == "__main__":
    planted.main()
