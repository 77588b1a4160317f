"""What the engines say and leave, and how they are told what to do."""

from __future__ import annotations

import os
import unittest
from dataclasses import replace
from pathlib import Path
from unittest import mock

from support import FolderCase

from redzone import engine, machine
from redzone.afl import AflJob, newest_find, read_stats
from redzone.engine import Assignment, Job, Workplace, remove_content, stage_inputs
from redzone.libfuzzer import FRUITLESS_MAX, LibFuzzerJob
from redzone.project import Project
from redzone.spool import content_hash


class Staging(FolderCase):
    def staged(self, *folders: str) -> dict[str, bytes]:
        """Stages folders; what is then there."""
        place = self.folder / "staged"
        stage_inputs([self.folder / name for name in folders], place)
        return {path.name: path.read_bytes() for path in place.iterdir()}

    def test_inputs_of_all_folders_come_once_and_notes_stay(self) -> None:
        for name in ("one/a", "one/deep/b", "two/c", "one/a.json", "one/NOTES.md", "one/.dot"):
            self.write(name, name)
        self.write("two/same-as-a", "one/a")
        contents = {b"one/a", b"one/deep/b", b"two/c"}
        self.assertEqual(set(self.staged("one", "two").values()), contents)
        self.assertEqual(len(self.staged("one", "two")), 3)

    def test_nothing_becomes_one_zero_byte(self) -> None:
        self.write("empty/note.md", "no input")
        self.assertEqual(self.staged("empty", "missing"), {"zero": b"\0"})

    def test_an_input_over_the_cap_is_left_out(self) -> None:
        self.write("in/at", "x" * engine.INPUT_MAX)
        self.write("in/over", "x" * (engine.INPUT_MAX + 1))
        sizes = [len(content) for content in self.staged("in").values()]
        self.assertEqual(sizes, [engine.INPUT_MAX])

    def test_old_inputs_do_not_linger(self) -> None:
        self.write("in/a", "a")
        self.staged("in")
        (self.folder / "in" / "a").write_bytes(b"b")
        self.assertEqual(set(self.staged("in").values()), {b"b"})

    def test_content_is_removed_wherever_it_is(self) -> None:
        for name, text in (("one/a", "bad"), ("two/b", "bad"), ("two/c", "good")):
            self.write(name, text)
        folders = [self.folder / "one", self.folder / "two"]
        self.assertTrue(remove_content(folders, b"bad"))
        self.assertFalse(remove_content(folders, b"bad"))
        self.assertEqual((self.names("one"), self.names("two")), ([], ["c"]))


class JobCase(FolderCase):
    def assignment(self, *flags: str) -> Assignment:
        """Work on target `t`, in a project that is this test's folder."""
        place = Workplace(self.folder / "work" / "t")
        project = Project(self.folder)
        return Assignment(project, "t", 0, place, (project.seeds("t"),), flags)

    def say(self, job: Job, *lines: str) -> None:
        """Adds lines to a job's log."""
        with open(job.log, "a", encoding="utf-8") as log:
            log.write("".join(line + "\n" for line in lines))


class LibFuzzer(JobCase):
    def setUp(self) -> None:
        super().setUp()
        self.job = LibFuzzerJob(self.assignment("-runs=5"))
        self.job.prepare()
        self.say(self.job)

    def die(self, name: str = "", content: bytes = b"", code: int = 77) -> None:
        """The process ends by itself, leaving a file where crashes go."""
        if name:
            (self.job.incoming / name).write_bytes(content)
        self.job.observe(final=True)
        self.job.consider_end(code)

    def test_learns_from_status_lines(self) -> None:
        self.say(
            self.job,
            "INFO: seed corpus: files: 3 min: 1b max: 4b total: 8b rss: 31Mb",
            "#2\tINITED cov: 8 ft: 9 corp: 1/1b exec/s: 0 rss: 32Mb",
            "#4096\tpulse  cov: 12 ft: 20 corp: 5/99b lim: 4 exec/s: 2048 rss: 33Mb",
            "#5000\tREDUCE cov: 12 ft: 20 corp: 4/90b lim: 4 exec/s: 2100 rss: 33Mb L: 3/9 MS: 2",
        )
        self.job.observe(final=False)
        stats = self.job.stats
        seen = (stats.executions, stats.rate, stats.edges, stats.features, stats.corpus)
        self.assertEqual(seen, (5000, 2100.0, 12, 20, 4))
        self.assertTrue(self.job.fuzzing)

    def test_a_line_that_is_half_written_waits(self) -> None:
        with open(self.job.log, "a", encoding="utf-8") as log:
            log.write("#5000\tNEW  cov: 1")
        self.job.observe(final=False)
        self.assertEqual(self.job.stats.edges, 0)
        self.say(self.job, "2 ft: 3 corp: 1/1b exec/s: 1 rss: 1Mb")
        self.job.observe(final=False)
        self.assertEqual(self.job.stats.edges, 12)

    def test_executions_of_all_processes_add_up(self) -> None:
        with mock.patch.object(engine.Job, "start"):
            for _ in range(3):
                self.job.start(10)
                self.say(self.job, "#512\tpulse  cov: 1 ft: 1 corp: 1/1b exec/s: 1 rss: 1Mb")
                self.say(self.job, "stat::number_of_executed_units: 700")
                self.job.observe(final=True)
        self.assertEqual(self.job.stats.executions, 2100)

    def test_a_crash_goes_to_the_spool_and_does_not_end_the_job(self) -> None:
        self.say(self.job, "#2\tINITED cov: 8 ft: 9 corp: 1/1b exec/s: 0 rss: 32Mb")
        self.die("crash-abc", b"boom")
        self.assertEqual((self.job.failure, self.job.ended), ("", False))
        self.assertEqual(self.names("work/t/spool"), [f"crash-{content_hash(b'boom')}"])
        self.assertEqual(list(self.job.incoming.iterdir()), [])
        self.assertEqual(len(self.job.crashes), 1)

    def test_a_slow_unit_is_kept_and_is_no_crash(self) -> None:
        self.die("slow-unit-abc", b"slow")
        self.assertEqual(self.job.crashes, [])
        self.assertEqual(len(self.names("work/t/spool")), 1)
        self.assertIn("exit code 77", self.job.failure)

    def test_each_kind_of_failure_is_a_crash(self) -> None:
        for kind in ("crash", "leak", "timeout", "oom"):
            self.die(f"{kind}-abc", kind.encode())
        self.assertEqual(len(self.job.crashes), 4)

    def test_an_end_without_a_crash_is_an_error(self) -> None:
        for code, words in ((0, "exit code 0"), (1, "exit code 1"), (-9, "SIGKILL")):
            self.job.failure = ""
            self.die(code=code)
            self.assertIn(words, self.job.failure)

    def test_an_end_that_was_asked_for_is_none(self) -> None:
        self.say(self.job, "Done 5 runs in 0 second(s)")
        self.die(code=0)
        self.assertEqual((self.job.failure, self.job.ended), ("", True))

    def test_a_start_input_that_crashes_is_left_out(self) -> None:
        for number in range(FRUITLESS_MAX + 2):
            content = b"bad %d" % number
            (self.job.staged / "bad").write_bytes(content)
            (self.job.assignment.place.corpus / "bad").write_bytes(content)
            self.die("crash-abc", content)
            self.assertEqual(self.job.failure, "")
            self.assertFalse((self.job.staged / "bad").exists())
            self.assertFalse((self.job.assignment.place.corpus / "bad").exists())

    def test_a_crash_before_any_input_gives_up(self) -> None:
        for _ in range(FRUITLESS_MAX - 1):
            self.die("crash-abc", b"")
            self.assertEqual(self.job.failure, "")
        self.die("crash-abc", b"")
        self.assertIn("crashes before it fuzzes", self.job.failure)

    def test_what_an_interrupted_campaign_left_is_taken(self) -> None:
        self.write("work/t/spool/.incoming/libfuzzer-7/crash-abc", "left")
        job = LibFuzzerJob(self.assignment())
        job.prepare()
        self.assertEqual(self.names("work/t/spool"), [f"crash-{content_hash(b'left')}"])
        self.assertEqual(len(job.crashes), 1)

    def test_flags_of_the_command_line_come_after_ours(self) -> None:
        command = self.job.command(7.2)
        self.assertEqual(command[0], "build/libfuzzer/bin/t_fuzzer")
        self.assertIn("-max_total_time=8", command)
        self.assertGreater(command.index("-runs=5"), command.index("-timeout=10"))
        self.assertFalse([word for word in command if word.startswith("-dict")])
        self.write("dictionaries/t.dict", 'a="a"\n')
        self.assertIn("-dict=dictionaries/t.dict", self.job.command(7))

    def test_options_of_the_environment_go_before_ours(self) -> None:
        with mock.patch.dict(os.environ, {"ASAN_OPTIONS": "quarantine_size_mb=1"}):
            options = self.job.environment()["ASAN_OPTIONS"].split(":")
        self.assertEqual(options[-1], "quarantine_size_mb=1")


class Afl(JobCase):
    def setUp(self) -> None:
        super().setUp()
        self.write("harnesses/targets.txt", "t subject=format\n")
        self.job = AflJob(self.assignment())

    def found(self, name: str, content: str) -> Path:
        """A file that AFL++ wrote."""
        return self.write(f"work/t/afl/job0/{name}", content)

    def started(self) -> None:
        """From here on what is found is found in this campaign."""
        self.job.prepare()
        self.say(self.job)
        self.job.child = mock.Mock()

    def test_learns_from_both_files_and_counts_this_campaign_alone(self) -> None:
        self.found("fuzzer_stats", "execs_done        : 1000\nedges_found       : 5\n")
        self.started()
        self.found("queue/id:000000,time:0,execs:0,orig:id:000007,execs:9999999", "a")
        self.found("queue/id:000001,src:000000,time:5,execs:1500,op:havoc,rep:2", "b")
        self.job.observe(final=False)
        stats = self.job.stats
        self.assertEqual((stats.executions, stats.edges, stats.corpus), (500, 5, 2))
        self.found("fuzzer_stats", "execs_done : 1700\nedges_found : 8\n")
        self.job.observe(final=True)
        self.assertEqual((stats.executions, stats.edges, stats.corpus), (700, 8, 2))

    def test_damaged_files_are_no_numbers(self) -> None:
        self.started()
        self.found("queue/id:odd,execs:many", "")
        for text in ("", "execs_done", "execs_done : many\n", "\0\xff", ":", "execs_done : -5"):
            self.found("fuzzer_stats", text)
            self.job.observe(final=True)
            self.assertEqual(self.job.stats.executions, 0)
        self.assertEqual(read_stats(self.folder / "none"), {})
        self.assertEqual(newest_find(self.folder / "none"), (0, 0))

    def test_crashes_and_hangs_are_copied_and_stay(self) -> None:
        self.started()
        crash = self.found("crashes/id:000000,sig:06", "boom")
        self.found("hangs/id:000000,src", "wait")
        self.found("crashes/README.txt", "no input")
        self.job.observe(final=True)
        kept = [f"crash-{content_hash(b'boom')}", f"timeout-{content_hash(b'wait')}"]
        self.assertEqual(self.names("work/t/spool"), kept)
        self.assertTrue(crash.exists())
        self.job.observe(final=True)
        self.assertEqual(len(self.job.crashes), 2)

    def test_a_file_that_may_still_be_written_waits(self) -> None:
        self.started()
        path = self.found("crashes/id:000000", "half")
        self.job.observe(final=False)
        self.assertEqual(self.job.crashes, [])
        path.write_bytes(b"half and half")
        os.utime(path, (1, 1))
        self.job.observe(final=False)
        self.assertEqual([crash.size for crash in self.job.crashes], [13])

    def test_old_crashes_are_not_found_again_when_afl_renames_them(self) -> None:
        old = self.found("crashes/id:000000", "boom")
        self.job.spool.add("crash", b"boom")
        self.started()
        old.parent.rename(old.parent.with_name("crashes.2024-07-19"))
        self.job.observe(final=True)
        self.assertEqual(self.job.crashes, [])

    def test_what_an_interrupted_campaign_left_is_taken(self) -> None:
        self.write("work/t/afl/job3/crashes/id:000000", "left")
        self.started()
        self.assertEqual(len(self.job.crashes), 1)
        self.assertEqual(len(self.names("work/t/spool")), 1)

    def test_a_start_input_that_crashes_is_a_crash(self) -> None:
        self.write("seeds/t/bad", "boom")
        self.started()
        name = content_hash(b"boom")
        self.say(
            self.job,
            "[!] \x1b[1;97mWARNING: \x1b[0mTest case 'id:000000,time:0,execs:0,orig:"
            f"{name}' results in a crash, skipping\x1b[0m",
        )
        self.job.observe(final=False)
        self.assertEqual(self.names("work/t/spool"), [f"crash-{name}"])
        self.assertEqual(len(self.job.crashes), 1)

    def test_a_job_that_only_gets_through_its_queue_has_tested_something(self) -> None:
        self.started()
        self.say(self.job, "[*] Attempting dry run with 'id:000000,orig:a'...")
        self.say(self.job, "[*] Attempting dry run with 'id:000001,orig:b'...")
        self.job.observe(final=True)
        self.assertEqual(self.job.stats.executions, 2)

    def test_new_start_inputs_are_offered_to_a_job_that_resumes(self) -> None:
        self.write("seeds/t/a", "a")
        self.started()
        self.write("seeds/t/b", "b")
        AflJob(self.assignment()).prepare()
        AflJob(self.assignment()).prepare()
        offered = [name[:9] for name in self.names("work/t/afl/starts/queue")]
        self.assertEqual(offered, ["id:000000", "id:000001"])

    def test_a_folder_that_cannot_be_resumed_is_set_aside(self) -> None:
        self.found("queue/id:000000", "a")
        self.started()
        self.job.consider_end(1)
        self.assertEqual((self.job.failure, self.job.ended), ("", False))
        self.assertFalse(self.job.own.exists())
        aside = [name for name in self.names("work/t/afl") if name.startswith("job0-unusable-")]
        self.assertEqual(len(aside), 1)
        self.job.consider_end(1)
        self.assertIn("exit code 1", self.job.failure)

    def test_its_sanitizer_options_are_those_it_insists_on(self) -> None:
        with mock.patch.dict(os.environ, {"ASAN_OPTIONS": "verbosity=1"}):
            options = self.job.environment()["ASAN_OPTIONS"].split(":")
        self.assertLessEqual({"abort_on_error=1", "symbolize=0", "verbosity=1"}, set(options))

    def test_the_first_process_learns_comparisons_where_their_program_is_built(self) -> None:
        self.assertNotIn("-c", self.job.command(5))
        self.write("build/afl-cmplog/bin/t_afl", "")
        command = self.job.command(5)
        program = command.index("build/afl-cmplog/bin/t_afl")
        self.assertEqual(command[program - 1], "-c")
        self.assertLess(program, command.index("--"))
        second = AflJob(replace(self.assignment(), number=1))
        self.assertNotIn("-c", second.command(5))

    def test_the_mutator_of_its_subject_is_loaded_where_there_is_one(self) -> None:
        name = "AFL_CUSTOM_MUTATOR_LIBRARY"
        self.assertNotIn(name, self.job.environment())
        self.write("build/afl/lib/mutator_format.so", "")
        self.assertEqual(self.job.environment()[name], "build/afl/lib/mutator_format.so")
        self.write("harnesses/targets.txt", "t subject=another\nother subject=format\n")
        self.assertNotIn(name, self.job.environment())

    def test_a_core_pattern_that_is_a_program_is_excused_and_no_other(self) -> None:
        for pattern, excused in (("|/usr/lib/apport %p", True), ("core", False), ("", False)):
            with mock.patch.object(machine, "core_pattern", lambda: pattern):
                names = self.job.environment()
            self.assertEqual("AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES" in names, excused)

    def test_randomization_is_switched_off_where_it_hurts(self) -> None:
        with mock.patch.object(machine, "without_randomization", lambda: ("setarch", "-R")):
            command = self.job.command(5)
        self.assertEqual(command[command.index("setarch") + 2], "afl-fuzz")


class Randomization(unittest.TestCase):
    def test_only_more_bits_than_old_sanitizers_stand_hurt(self) -> None:
        rows = (("28", "2", False), ("32", "2", True), ("32", "0", False), ("", "2", False))
        for bits, switch, hurts in rows:
            settings = {
                "/proc/sys/vm/mmap_rnd_bits": bits,
                "/proc/sys/kernel/randomize_va_space": switch,
            }
            with mock.patch.object(machine, "read_setting", settings.__getitem__):
                self.assertEqual(machine.randomization_hurts(), hurts)


if __name__ == "__main__":
    unittest.main()
