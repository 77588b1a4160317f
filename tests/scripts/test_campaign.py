"""Campaigns with engines that are shell scripts: crashes, early ends, interruptions."""

from __future__ import annotations

import subprocess
import unittest
from collections.abc import Sequence
from pathlib import Path
from typing import Callable
from unittest import mock

from support import FolderCase

from redzone import campaign, process, summary
from redzone.campaign import Campaign, Result, Setup, verdict
from redzone.engine import Job, Stats
from redzone.libfuzzer import LibFuzzerJob
from redzone.live import LiveLine
from redzone.outcome import Exit
from redzone.plan import Pair, make_plan
from redzone.project import Project
from redzone.spool import Crash

INITED = 'echo "#8 INITED cov: 3 ft: 4 corp: 1/1b exec/s: 8 rss: 1Mb"'
INCOMING = "build/work/t/spool/.incoming/libfuzzer-0"
Children = Sequence[tuple["subprocess.Popen[bytes]", Sequence[int]]]
DEAF = "trap '' INT TERM USR1; while :; do sleep 0.01; done"


class Watcher(LiveLine):
    """Is called with each look at the engines; does what a test wants then."""

    def __init__(self, look: Callable[[], None]) -> None:
        super().__init__()
        self.look = look

    def update(self, line: str) -> None:
        self.look()


class CampaignCase(FolderCase):
    def setUp(self) -> None:
        super().setUp()
        self.project = Project(self.folder)

    def run_engine(
        self, body: str, look: Callable[[Campaign], None] = lambda _: None, seconds: float = 60
    ) -> tuple[Campaign, list[Result]]:
        """A campaign of one libFuzzer job whose program is a script of this body."""
        self.script("build/libfuzzer/bin/t_fuzzer", body)
        plan = make_plan(["t"], ["libfuzzer"], 1, seconds)
        made: list[Campaign] = []
        watcher = Watcher(lambda: look(made[0]))
        made.append(Campaign(Setup(self.project, self.project.work), plan, watcher))
        made[0].patience = 0.1 if seconds == 60 else process.PATIENCE
        return made[0], made[0].run()

    def log(self) -> str:
        """What the engine said."""
        path = self.folder / "build/work/t/logs/libfuzzer-0.log"
        return path.read_text() if path.exists() else ""

    def exists(self, name: str) -> bool:
        """Whether a file below the folder is there."""
        return (self.folder / name).exists()


class Ends(CampaignCase):
    def test_an_engine_runs_until_the_time_is_over(self) -> None:
        body = f"trap 'echo stat::number_of_executed_units: 99; exit 0' USR1; {INITED}; "
        _, results = self.run_engine(body + "while :; do sleep 0.01; done", seconds=1)
        self.assertEqual(results[0].stats.executions, 99)
        self.assertEqual(verdict(results), (Exit.CLEAN, []))

    def test_an_engine_that_dies_at_once_is_an_error(self) -> None:
        _, results = self.run_engine("echo 'no such flag' >&2; exit 1")
        code, reasons = verdict(results)
        self.assertEqual(code, Exit.FINDING)
        self.assertEqual(reasons, ["t under libfuzzer ended by itself: exit code 1"])

    def test_an_engine_that_executes_nothing_has_tested_nothing(self) -> None:
        idle = "trap 'exit 0' USR1; while :; do sleep 0.01; done"
        _, results = self.run_engine(idle, seconds=0.3)
        code, reasons = verdict(results)
        self.assertEqual(code, Exit.NOTHING_TESTED)
        self.assertEqual(reasons, ["nothing was tested: t under libfuzzer"])

    def test_a_crash_does_not_end_the_campaign(self) -> None:
        # Each start crashes on another input; the third one goes on.
        body = (
            f"n=$(cat starts 2>/dev/null || echo 0); echo $((n + 1)) > starts; {INITED}; "
            f"if [ $n -lt 2 ]; then printf $n > {INCOMING}/crash-x; exit 77; fi; "
            f"trap 'exit 0' USR1; while :; do sleep 0.01; done"
        )

        def look(running: Campaign) -> None:
            if self.exists("starts") and (self.folder / "starts").read_text() == "3\n":
                running.interrupt()

        _, results = self.run_engine(body, look)
        self.assertEqual(len(results[0].crashes), 2)
        self.assertEqual(verdict(results), (Exit.FINDING, ["2 inputs failed"]))

    def test_a_crash_in_the_last_second_is_no_error_of_the_engine(self) -> None:
        body = f"{INITED}; printf x > {INCOMING}/crash-x; exit 77"
        _, results = self.run_engine(body, seconds=0.9)
        self.assertEqual(results[0].failures, [])
        self.assertEqual(len(results[0].crashes), 1)

    def test_rounds_follow_each_other(self) -> None:
        body = f"trap 'exit 0' USR1; {INITED}; while :; do sleep 0.01; done"
        for target in ("a", "b"):
            self.script(f"build/libfuzzer/bin/{target}_fuzzer", body)
        plan = make_plan(["a", "b"], ["libfuzzer"], 1, 1, named=True)
        setup = Setup(self.project, self.project.work)
        results = Campaign(setup, plan, Watcher(lambda: None)).run()
        self.assertEqual([result.pair.target for result in results], ["a", "b"])
        self.assertEqual([result.stats.executions for result in results], [8, 8])


class Interruptions(CampaignCase):
    def test_ctrl_c_loses_no_crash_even_of_an_engine_that_is_deaf(self) -> None:
        body = f"{INITED}; printf boom > {INCOMING}/crash-x; {DEAF}"

        def look(running: Campaign) -> None:
            if self.exists(f"{INCOMING}/crash-x"):
                running.interrupt()

        interrupted, results = self.run_engine(body, look)
        self.assertEqual(interrupted.interruptions, 1)
        self.assertEqual(len(results[0].crashes), 1)
        self.assertEqual(len(self.names("build/work/t/spool")), 1)

    def test_a_second_ctrl_c_hurries_and_loses_nothing_either(self) -> None:
        body = f"{INITED}; printf boom > {INCOMING}/crash-x; {DEAF}"
        stop = process.stop

        def stop_and_interrupt(
            children: Children, hurry: Callable[[], bool], patience: float
        ) -> None:
            running.interrupt()
            stop(children, hurry, patience)

        self.script("build/libfuzzer/bin/t_fuzzer", body)
        plan = make_plan(["t"], ["libfuzzer"], 1, 600)

        def look() -> None:
            if self.exists(f"{INCOMING}/crash-x"):
                running.interrupt()

        running = Campaign(Setup(self.project, self.project.work), plan, Watcher(look))
        running.patience = 600
        with mock.patch.object(process, "stop", stop_and_interrupt):
            results = running.run()
        self.assertEqual(running.interruptions, 2)
        self.assertEqual(len(results[0].crashes), 1)

    def test_later_rounds_do_not_run(self) -> None:
        body = f"{INITED}; trap 'exit 0' USR1; while :; do sleep 0.01; done"
        for target in ("a", "b"):
            self.script(f"build/libfuzzer/bin/{target}_fuzzer", body)
        plan = make_plan(["a", "b"], ["libfuzzer"], 1, 600, named=True)
        running = Campaign(
            Setup(self.project, self.project.work), plan, Watcher(lambda: running.interrupt())
        )
        self.assertEqual([result.pair.target for result in running.run()], ["a"])


class Summary(CampaignCase):
    def result(self, engine: str, *crashes: Crash) -> Result:
        """What a pair did."""
        result = Result(Pair("t", engine), Stats(1000, 0.0, 5, 0, 3), 2.0)
        result.crashes = {crash.path: crash for crash in crashes}
        return result

    def test_each_crash_comes_with_the_command_that_repeats_it(self) -> None:
        crash = Crash(self.folder / "build/work/t/spool/crash-1", 5, True)
        lines = summary.summarize(self.project, [self.result("afl", crash)])
        self.assertEqual(
            lines[-1],
            f"  '{self.folder}/build/asan/bin/t' replay '{self.folder}/build/work/t/spool/crash-1'",
        )

    def test_what_both_engines_found_is_one_crash(self) -> None:
        path = self.folder / "build/work/t/spool/crash-1"
        results = [
            self.result("libfuzzer", Crash(path, 5, True)),
            self.result("afl", Crash(path, 5, False)),
        ]
        lines = summary.summarize(self.project, results)
        self.assertIn("t: 1 input failed, 1 of them new; to repeat:", lines)
        self.assertEqual(verdict(results), (Exit.FINDING, ["an input failed"]))

    def test_many_crashes_share_a_line(self) -> None:
        folder = self.folder / "build/work/t/spool"
        crashes = [Crash(folder / f"crash-{number:02}", number, True) for number in range(30)]
        lines = summary.summarize(self.project, [self.result("afl", *crashes)])
        listed = [line for line in lines if "replay" in line]
        self.assertEqual(len(listed), summary.SHOWN + 1)
        self.assertIn("crash-00", listed[0])
        self.assertTrue(listed[-1].endswith("spool'  # all of them"))

    def test_no_result_at_all_has_tested_nothing(self) -> None:
        self.assertEqual(verdict([])[0], Exit.NOTHING_TESTED)


class Jobs(CampaignCase):
    def test_every_engine_has_its_job(self) -> None:
        self.assertEqual(set(campaign.JOBS), {"libfuzzer", "afl"})
        for name, job in campaign.JOBS.items():
            self.assertTrue(issubclass(job, Job))
            self.assertEqual(job.engine_name, name)

    def test_jobs_of_a_pair_do_not_share_folders(self) -> None:
        plan = make_plan(["t"], ["libfuzzer", "afl"], 4, 60)
        jobs = Campaign(Setup(self.project, self.project.work), plan).make_jobs(plan.rounds[0])
        own: list[Path] = [job.log for job in jobs]
        own += [job.incoming for job in jobs if isinstance(job, LibFuzzerJob)]
        self.assertEqual(len(jobs), 4)
        self.assertEqual(len(own), len(set(own)))


if __name__ == "__main__":
    unittest.main()
