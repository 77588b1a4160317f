"""The workbench's `minimize`, on a target with one bug for each input: the key is kept, whatever else is
met; results are the same each time and in both builds; an interrupt and a budget leave the best so far."""

from __future__ import annotations

import json
import random
import signal
import subprocess
from pathlib import Path
from typing import Any, Dict, List, Set, Tuple

import planted

BUGS = ("read_1", "memcpy_to", "add_overflow", "double_free", "abort_called", "contract", "exits", "leak")
RUNS = 100


def filled(*bugs: str) -> bytes:
    """An input that runs into bugs, one after the other, with more than they need."""
    return b"\n".join(b"%s %s" % (bug.encode(), b"rest" * 8) for bug in bugs) + b"\nnothing"


class Minimize(planted.PlantedCase):
    """Judge and survive build."""

    judge: Path
    survive: Path

    @classmethod
    def setUpClass(cls) -> None:
        cls.judge = planted.build("asan", "planted_bugs", {}, "judge") / "bugs"
        cls.survive = planted.build("asan", "planted_bugs", {"REDZONE_SURVIVE": "ON"}, "survive") / "bugs"

    def key_of(self, body: bytes, program: "Path | None" = None) -> str:
        """The key of an input's first hit, as the judge has it."""
        path = self.write("explained", body)
        result = planted.run([str(program or self.judge), "explain", "--json", str(path)])
        return str(json.loads(result.stdout)["hits"][0]["key"])

    def minimize(self, program: Path, body: bytes, *options: str) -> Tuple[bytes, Dict[str, Any]]:
        """The result, and the closing line."""
        path, output = self.write("input", body), self.folder / "output"
        result = planted.run(
            [str(program), "minimize", "--json", "--output", str(output), *options, str(path)]
        )
        self.assertEqual(result.returncode, 0, result.stderr)
        said: Dict[str, Any] = json.loads(result.stdout)
        small = output.read_bytes()
        self.assertEqual((said["from"], said["to"]), (len(body), len(small)))
        return small, said

    def test_the_smallest_input_of_each_bug_in_both_builds(self) -> None:
        for bug in BUGS:
            for program in (self.judge, self.survive):
                with self.subTest(bug=bug, program=program):
                    small, said = self.minimize(program, filled(bug))
                    self.assertEqual(small, bug.encode())
                    self.assertEqual(said["key"], self.key_of(small))
                    self.assertTrue(said["complete"])

    def test_the_same_steps_each_time_and_in_both_builds(self) -> None:
        body = filled("read_4", "read_8", "strlen_of")
        once = self.minimize(self.survive, body)
        for program in (self.survive, self.judge):
            small, said = self.minimize(program, body)
            self.assertEqual((small, said["executions"]), (once[0], once[1]["executions"]))

    def test_a_key_beside_the_first_is_refused(self) -> None:
        path = self.write("input", filled("read_4"))
        result = planted.run([str(self.judge), "minimize", "--key", "0123456789abcdef", str(path)])
        self.assertEqual(result.returncode, 1)
        self.assertIn(b"not 0123456789abcdef", result.stderr)

    def test_a_clean_input_and_a_missing_one_are_refused(self) -> None:
        for path, words in ((self.write("clean", b"nothing"), b"runs clean"), (self.folder / "none", b"No such file")):
            result = planted.run([str(self.judge), "minimize", str(path)])
            self.assertEqual(result.returncode, 1)
            self.assertIn(words, result.stderr)

    def test_what_is_met_on_the_way_is_kept_as_an_example(self) -> None:
        harvest = self.folder / "harvest"
        harvest.mkdir()
        small, said = self.minimize(self.survive, filled("read_4"), "--harvest", str(harvest))
        self.assertEqual(small, b"read_4")
        met = {entry["key"]: Path(entry["file"]) for entry in said["harvested"]}
        other = self.key_of(b"read_1")  # a smaller byte
        self.assertIn(other, met)
        for key, file in met.items():
            self.assertEqual(self.key_of(file.read_bytes()), key)
        self.assertEqual(sorted(met), sorted(path.name for path in harvest.iterdir()))

    def test_an_execution_budget_is_kept(self) -> None:
        small, said = self.minimize(self.survive, filled("read_4"), "--executions", "5")
        self.assertEqual((said["executions"], said["complete"]), (5, False))
        self.assertEqual(self.key_of(small), self.key_of(filled("read_4")))
        self.assertLess(len(small), len(filled("read_4")))

    def test_a_time_budget_is_kept(self) -> None:
        small, said = self.minimize(self.judge, filled("endless"), "--seconds", "1", "--timeout", "0.2")
        self.assertFalse(said["complete"])
        self.assertEqual(self.key_of(small), self.key_of(filled("endless")))

    def test_an_interrupt_leaves_the_best_so_far(self) -> None:
        path, output = self.write("input", filled("leak") * 4), self.folder / "output"
        process = subprocess.Popen(
            [str(self.judge), "minimize", "--output", str(output), str(path)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        seen: Set[str] = set()
        while len(seen) < 4 and process.poll() is None:  # each one is another candidate
            seen.update(children.read_text(encoding="ascii").split())
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=planted.SECONDS)
        self.assertEqual(process.returncode, 130, said)
        self.assertIn(b"interrupted", said)
        self.assertLess(output.stat().st_size, path.stat().st_size)
        self.assertEqual(self.key_of(output.read_bytes()), self.key_of(path.read_bytes()))
        self.assertEqual([], [name for name in self.folder.iterdir() if name.name.startswith(".")])

    def test_no_run_ends_on_another_bug(self) -> None:
        chosen = random.Random(6)
        names = ("read_1", "read_2", "memcmp_first", "write_4", "add_overflow", "use_after_free", "contract")
        keys = {name: self.key_of(filled(name)) for name in names}
        for number in range(RUNS):
            pair: List[str] = chosen.sample(names, 2)
            with self.subTest(number=number, pair=pair):
                small, said = self.minimize(self.survive, filled(*pair))
                self.assertEqual((said["key"], small), (keys[pair[0]], pair[0].encode()))


if __name__ == "__main__":
    planted.main()
