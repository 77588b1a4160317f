"""Time budgets and turns."""

from __future__ import annotations

import unittest
from collections import Counter

from support import FolderCase

from redzone.plan import Pair, Plan, Rotation, make_plan, parse_time

ENGINES = ("libfuzzer", "afl")


def job_seconds(plan: Plan) -> Counter[Pair]:
    """How much engine time each pair gets."""
    spent: Counter[Pair] = Counter()
    for each in plan.rounds:
        for pair, jobs in each.jobs:
            spent[pair] += round(jobs * plan.seconds * 1000)
    return spent


class ParseTime(unittest.TestCase):
    def test_reads_all_forms(self) -> None:
        cases = {"90": 90, "60s": 60, "0.5s": 0.5, "5m": 300, "1.5m": 90, "1h30m": 5400}
        cases["1d"] = 86400
        for text, seconds in cases.items():
            with self.subTest(text):
                self.assertEqual(parse_time(text), seconds)

    def test_refuses_what_is_no_time(self) -> None:
        for text in ("", "s", "-1", "0", "0s", "1x", "1m30", "5 m", "1e3", "inf", "nan", "9" * 400):
            with self.subTest(text), self.assertRaises(ValueError):
                parse_time(text)


class MakePlan(unittest.TestCase):
    def test_all_run_at_once_where_jobs_suffice(self) -> None:
        plan = make_plan(["a", "b"], ENGINES, 4, 60)
        self.assertEqual(len(plan.rounds), 1)
        self.assertEqual(plan.seconds, 60)
        self.assertEqual(set(job_seconds(plan).values()), {60_000})

    def test_fewer_jobs_than_pairs_take_turns_of_equal_length(self) -> None:
        plan = make_plan(["a", "b"], ENGINES, 2, 60)
        self.assertEqual([len(each.jobs) for each in plan.rounds], [2, 2])
        self.assertEqual(plan.seconds, 30)

    def test_the_budget_is_used_whole(self) -> None:
        for targets in range(1, 6):
            for jobs in range(1, 8):
                with self.subTest(targets=targets, jobs=jobs):
                    names = [f"t{number}" for number in range(targets)]
                    plan = make_plan(names, ENGINES, jobs, 600)
                    spent = job_seconds(plan)
                    self.assertAlmostEqual(sum(spent.values()), 600_000 * jobs, delta=100)
                    self.assertEqual(len(spent), 2 * targets)
                    for each in plan.rounds:
                        self.assertEqual(sum(count for _, count in each.jobs), jobs)

    def test_spare_jobs_differ_by_one_at_most(self) -> None:
        counts = [count for _, count in make_plan(["a"], ENGINES, 5, 60).rounds[0].jobs]
        self.assertEqual(counts, [3, 2])

    def test_targets_are_left_out_when_a_share_is_under_two_seconds(self) -> None:
        at_limit = make_plan(["a", "b"], ENGINES, 1, 8)
        self.assertEqual((at_limit.left_out, at_limit.seconds), ((), 2))
        below = make_plan(["a", "b"], ENGINES, 1, 7.9)
        self.assertEqual((below.left_out, below.seconds), (("b",), 3.95))

    def test_one_target_runs_however_short_the_time(self) -> None:
        plan = make_plan(["a", "b", "c"], ENGINES, 1, 0.5)
        self.assertEqual(plan.left_out, ("b", "c"))
        self.assertEqual(len(job_seconds(plan)), 2)

    def test_named_targets_are_never_left_out(self) -> None:
        plan = make_plan(["a", "b", "c"], ENGINES, 1, 0.5, named=True)
        self.assertEqual(plan.left_out, ())
        self.assertEqual(len(job_seconds(plan)), 6)


class Turns(FolderCase):
    def run_once(self, targets: list[str], seconds: float) -> set[str]:
        """Plans a run as `run` does and returns who is in it."""
        rotation = Rotation(self.folder / "work" / "rotation.json")
        plan = make_plan(targets, ENGINES, 1, seconds, first=rotation.first())
        rotation.advance(targets, plan)
        return {pair.target for pair in job_seconds(plan)}

    def test_everybody_has_the_same_number_of_turns(self) -> None:
        targets = ["a", "b", "c", "d", "e"]
        turns: Counter[str] = Counter()
        for _ in range(5):
            turns.update(self.run_once(targets, 8))  # two of five fit
        self.assertEqual(turns, Counter({target: 2 for target in targets}))

    def test_a_target_that_left_the_list_does_not_stop_the_turns(self) -> None:
        self.assertEqual(self.run_once(["a", "b", "c"], 4), {"a"})
        self.assertEqual(self.run_once(["a", "c"], 4), {"a"})  # b's turn, and it is gone
        self.assertEqual(self.run_once(["a", "c"], 4), {"c"})

    def test_a_damaged_file_is_no_turn(self) -> None:
        for text in ("", "[]", "{", '{"next": 5}', '{"next": "nobody"}'):
            with self.subTest(text):
                self.write("work/rotation.json", text)
                self.assertEqual(self.run_once(["a", "b"], 4), {"a"})

    def test_nothing_is_written_when_all_ran(self) -> None:
        self.run_once(["a", "b"], 60)
        self.assertFalse((self.folder / "work").exists())


if __name__ == "__main__":
    unittest.main()
