"""What `doctor` says of limits and versions, on made-up machines."""

from __future__ import annotations

import os
import unittest
from unittest import mock

from support import FolderCase

from redzone import limits
from redzone.verbs import doctor
from redzone.verbs.doctor import Grade


class Groups(FolderCase):
    def test_the_tightest_group_counts(self) -> None:
        self.write("memory.max", f"{4 * 2**30}\n")
        self.write("a/memory.max", f"{2**30}\n")
        self.write("a/b/memory.max", "max\n")
        self.write("a/cpu.max", "150000 100000\n")
        self.write("a/b/cpu.max", "max 100000\n")
        self.assertEqual(limits.group_memory(self.folder, "a/b"), 1024)
        self.assertEqual(limits.group_memory(self.folder, ""), 4096)
        self.assertEqual(limits.group_cores(self.folder, "a/b"), 1.5)
        self.assertIsNone(limits.group_cores(self.folder, ""))

    def test_no_limit_is_none(self) -> None:
        self.assertIsNone(limits.group_memory(self.folder, "gone"))
        self.write("memory/memory.limit_in_bytes", "9223372036854771712\n")
        self.assertIsNone(limits.group_memory(self.folder, ""))
        self.write("memory/memory.limit_in_bytes", f"{2**29}\n")
        self.assertEqual(limits.group_memory(self.folder, ""), 512)

    def test_the_groups_name_is_found(self) -> None:
        self.assertEqual(limits.cgroup_of("4:memory:/x\n0::/user/one\n"), "user/one")
        self.assertEqual(limits.cgroup_of(""), "")


class Versions(unittest.TestCase):
    def test_old_afl_with_a_new_compiler_is_bad(self) -> None:
        clang = "Ubuntu clang version {}.0.6 (x)"
        for afl, version, bad in (
            ("afl-cc++4.04c by Michal Zalewski", 14, False),
            ("afl-cc++4.04c", 15, True),
            ("\033[0;36mafl-cc++4.00c\033[0m", 19, True),
            ("afl-cc++4.21c", 19, False),
            ("does not say its version", 19, False),
        ):
            with self.subTest((afl, version)):
                self.assertEqual(limits.afl_mismatch(afl, clang.format(version)), bad)


class Diagnoses(FolderCase):
    def test_what_hurts_comes_with_its_cure(self) -> None:
        with mock.patch.object(limits, "address_space", return_value=4096):
            self.assertEqual(doctor.address_space().grade, Grade.BAD)
            self.assertEqual(doctor.address_space().mend, "ulimit -v unlimited")
        with mock.patch.object(limits, "governors", return_value={"powersave"}):
            self.assertEqual(doctor.governor().grade, Grade.WEAK)
            self.assertIn("scaling_governor", doctor.governor().mend)
        with mock.patch.object(limits, "overcommit", return_value="2"):
            self.assertEqual(doctor.overcommit().grade, Grade.BAD)
            self.assertEqual(doctor.overcommit().mend, "sudo sysctl vm.overcommit_memory=0")
        gone = doctor.shared_memory(self.folder / "gone")
        self.assertEqual(gone.grade, Grade.WEAK)
        self.assertIn("remount", gone.mend)
        with mock.patch.object(limits, "group_memory", return_value=512), mock.patch.object(
            limits, "group_cores", return_value=0.5
        ):
            memory, time = doctor.control_groups()
            self.assertEqual((memory.grade, time.grade), (Grade.WEAK, Grade.WEAK))
            self.assertIn("--jobs 1", time.mend)

    def test_tools_of_two_installations_of_afl_are_named(self) -> None:
        compiler = self.script("local/afl-clang-fast", "exit 0")
        fuzzer = self.script("system/afl-fuzz", "exit 0")
        for path, said in ((compiler.parent, 0), (f"{compiler.parent}:{fuzzer.parent}", 1)):
            with mock.patch.dict(os.environ, {"PATH": str(path)}):
                self.assertEqual(len(list(doctor.afl_place())), said)
        with mock.patch.dict(os.environ, {"PATH": f"{compiler.parent}:{fuzzer.parent}"}):
            (found,) = doctor.afl_place()
        self.assertEqual(found.grade, Grade.WEAK)
        self.assertEqual(found.mend, f'export PATH="{fuzzer.parent}:$PATH"')

    def test_a_compiler_whose_programs_may_not_trace_is_told_from_one_that_makes_none(self) -> None:
        """LeakSanitizer stops the program with ptrace, which containers forbid."""
        dies = r'#!/bin/sh\n[ "$ASAN_OPTIONS" = detect_leaks=0 ]\n'
        body = f"for last; do :; done; printf '{dies}' > \"$last\"; chmod +x \"$last\""
        compiler = self.script("cc", body)
        found = doctor.sanitizer(str(compiler), ())
        self.assertEqual(found.grade, Grade.BAD)
        self.assertIn("SYS_PTRACE", found.mend)

    def test_what_does_not_hurt_is_good(self) -> None:
        with mock.patch.object(limits, "overcommit", return_value="1"):
            self.assertEqual(doctor.overcommit().grade, Grade.GOOD)
        with mock.patch.object(limits, "address_space", return_value=None):
            self.assertEqual(doctor.address_space().grade, Grade.GOOD)
        with mock.patch.object(limits, "governors", return_value=set()):
            self.assertEqual(doctor.governor().grade, Grade.GOOD)
        with mock.patch.object(limits, "group_memory", return_value=None), mock.patch.object(
            limits, "group_cores", return_value=None
        ):
            self.assertEqual(list(doctor.control_groups()), [])


if __name__ == "__main__":
    unittest.main()
