"""The line that shows progress."""

from __future__ import annotations

import io
import unittest
from typing import cast

from support import FolderCase

from redzone.engine import Assignment, Job, Stats, Workplace
from redzone.libfuzzer import LibFuzzerJob
from redzone.live import WIDTH, LiveLine, brief, clock, compose
from redzone.project import Project


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


class Numbers(unittest.TestCase):
    def test_times(self) -> None:
        cases = {-1.0: "0:00", 9.9: "0:09", 754.0: "12:34", 3723.0: "1:02:03", 36e4: "100:00:00"}
        for seconds, text in cases.items():
            self.assertEqual(clock(seconds), text)

    def test_numbers_stay_short(self) -> None:
        cases = {0: "0", 999: "999", 1000: "1.0k", 99_949: "99.9k", 123_456: "123k"}
        cases.update({999_499: "999k", 999_500: "1.0M", 1_234_567: "1.2M", 5 * 10**9: "5.0G"})
        cases[7 * 10**12] = "7T"
        for number, text in cases.items():
            self.assertEqual(brief(number), text)
        for power in range(14):
            self.assertLessEqual(len(brief(10**power - 1)), 5)


class Line(FolderCase):
    def jobs(self, count: int) -> list[Job]:
        """Jobs with large numbers and long names."""
        project = Project(self.folder)
        made: list[Job] = []
        for number in range(count):
            place = Workplace(self.folder / "work")
            job = LibFuzzerJob(Assignment(project, f"a_rather_long_name_{number}", 0, place, ()))
            job.stats = Stats(10**12, 9.99e8, 10**7, 10**8, 10**6)
            job.child = cast("object", Running())  # type: ignore[assignment]
            made.append(job)
        return made

    def test_it_fits_eighty_columns_whatever_it_says(self) -> None:
        for count in (0, 1, 2, 40):
            line = compose(self.jobs(count), "123,456 crashes", 100 * 3600)
            self.assertLessEqual(len(line), 79)
            self.assertIn("123,456 crashes", line)

    def test_it_says_who_runs_and_for_how_long(self) -> None:
        line = compose(self.jobs(1), "1 crash", 62)
        self.assertTrue(line.startswith("1:02 left  999M exec/s  10.0M edges  1 crash  a_rather"))

    def test_on_a_terminal_each_line_covers_the_last(self) -> None:
        stream = Terminal()
        live = LiveLine(stream)
        live.update("a long line")
        live.next = 0
        live.update("short")
        live.clear()
        lines = stream.getvalue().split("\r")
        shown = ["a long line".ljust(WIDTH), "short".ljust(WIDTH), " " * WIDTH]
        self.assertEqual(lines[1:4], shown)
        self.assertNotIn("\n", stream.getvalue())

    def test_elsewhere_it_is_a_line_now_and_then(self) -> None:
        stream = io.StringIO()
        live = LiveLine(stream)
        live.update("too early")
        live.next = 0
        live.update("now")
        live.update("too early")
        live.clear()
        self.assertEqual(stream.getvalue(), "now\n")


class Running:
    """A process that has not ended."""

    def poll(self) -> None:
        """It has not."""


if __name__ == "__main__":
    unittest.main()
