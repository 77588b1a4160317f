"""Counting: a test that did not run must never look like one that passed."""

from __future__ import annotations

import subprocess
import unittest

from support import FolderCase

from redzone.outcome import Failure
from redzone.stages import Count, Stages, count_junit, count_unittest

# Cases as ctest 3.25 writes them, with what each is worth.
CASES = {
    '<testcase name="passes" status="run"><system-out>fine</system-out></testcase>': Count(1, 0, 0),
    '<testcase name="fails" status="fail"><failure message=""/></testcase>': Count(0, 1, 0),
    '<testcase name="77" status="notrun"><skipped message="SKIP_RETURN_CODE=77"/></testcase>':
        Count(0, 0, 1),
    '<testcase name="re" status="notrun"><skipped message="SKIP_REGULAR_EXPRESSION_MATCHED"/>'
    "</testcase>": Count(0, 0, 1),
    '<testcase name="gone" status="notrun"><skipped message="Unable to find executable"/>'
    "</testcase>": Count(0, 1, 0),
    '<testcase name="off" status="disabled"><system-out>Disabled</system-out></testcase>':
        Count(0, 0, 1),
    '<testcase name="says" status="run"><system-out>a\nSKIPPED: no data\n</system-out></testcase>':
        Count(0, 0, 1),
    '<testcase name="mid" status="run"><system-out>not SKIPPED: no</system-out></testcase>':
        Count(1, 0, 0),
    '<testcase name="both" status="fail"><failure/><system-out>SKIPPED: x</system-out></testcase>':
        Count(0, 1, 0),
    '<testcase name="odd"/>': Count(0, 1, 0),
}  # fmt: skip


class Junit(FolderCase):
    def test_each_case_counts_as_what_it_is(self) -> None:
        for case, count in CASES.items():
            with self.subTest(case):
                path = self.write("report.xml", f"<testsuite>{case}</testsuite>")
                self.assertEqual(count_junit(path), count)

    def test_cases_add_up(self) -> None:
        path = self.write("report.xml", f"<testsuite>{''.join(CASES)}</testsuite>")
        self.assertEqual(count_junit(path), sum(CASES.values(), Count()))

    def test_nothing_is_no_success(self) -> None:
        for text in ("<testsuite/>", "", "<testsuite>"):
            with self.subTest(text), self.assertRaises(Failure):
                count_junit(self.write("report.xml", text))
        with self.assertRaises(Failure):
            count_junit(self.folder / "no-report.xml")


class Unittest(FolderCase):
    def counted(self, body: str) -> Count:
        """What a real run of unittest on a module of this body counts as."""
        self.write("test_it.py", "import unittest\nclass T(unittest.TestCase):\n" + body)
        done = subprocess.run(
            ["python3", "-m", "unittest", "discover", "-s", str(self.folder)],
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        return count_unittest(done.stderr)

    def test_counts_what_unittest_prints(self) -> None:
        good = "  def test_a(self): pass\n"
        bad = "  def test_b(self): self.fail()\n  def test_c(self): raise OSError\n"
        skip = "  @unittest.skip('x')\n  def test_d(self): pass\n"
        self.assertEqual(self.counted(good), Count(1, 0, 0))
        self.assertEqual(self.counted(good + skip), Count(1, 0, 1))
        self.assertEqual(self.counted(good + bad + skip), Count(1, 2, 1))

    def test_no_test_is_no_success(self) -> None:
        with self.assertRaises(Failure):
            self.counted("  pass\n")
        with self.assertRaises(Failure):
            count_unittest("Traceback (most recent call last):\n")


class RunningStages(unittest.TestCase):
    def test_a_failed_stage_does_not_stop_the_next(self) -> None:
        def refuse() -> Count:
            raise Failure("no")

        stages = Stages()
        self.assertFalse(stages.run("first", refuse))
        self.assertTrue(stages.run("second", lambda: Count(2, 0, 1)))
        self.assertFalse(stages.run("third", lambda: Count(5, 1, 0)))
        self.assertEqual(stages.failed(), ["first", "third"])
        self.assertEqual(str(stages.total()), "7 passed, 2 failed, 1 skipped")


if __name__ == "__main__":
    unittest.main()
