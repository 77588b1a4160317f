"""What `doctor` says of limits and versions, on made-up machines."""

from __future__ import annotations

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
        gone = doctor.shared_memory(self.folder / "gone")
        self.assertEqual(gone.grade, Grade.WEAK)
        self.assertIn("remount", gone.mend)
        with mock.patch.object(limits, "group_memory", return_value=512), mock.patch.object(
            limits, "group_cores", return_value=0.5
        ):
            memory, time = doctor.control_groups()
            self.assertEqual((memory.grade, time.grade), (Grade.WEAK, Grade.WEAK))
            self.assertIn("--jobs 1", time.mend)

    def test_what_does_not_hurt_is_good(self) -> None:
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
