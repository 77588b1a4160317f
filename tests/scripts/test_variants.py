"""Digests of variants: what is compared, what is skipped, and what counts as a failure."""

from __future__ import annotations

import contextlib
import io
import json
import unittest
from dataclasses import replace
from unittest import mock

from support import ROOT, FolderCase

from redzone import packages, trees, variants
from redzone.outcome import Failure
from redzone.project import Project
from redzone.stages import Count
from redzone.variants import VARIANTS, Difference, Digests, Variant, first_difference

# A workbench: a line for each input that it is given, and what its preset adds.
WORKBENCH = r"""
shift 2
for path; do printf '%s\tseen{0}\n' "$path"; done
{1}
"""
NATIVE = Variant("native", "native")


class Differences(unittest.TestCase):
    def test_equal_digests_have_none(self) -> None:
        self.assertIsNone(first_difference(["a", "b"], ["a", "b"]))

    def test_the_first_is_named(self) -> None:
        found = first_difference(["a", "b", "c"], ["a", "x", "y"])
        self.assertEqual(found, Difference("b", "x"))

    def test_a_line_too_few_or_too_many_is_one(self) -> None:
        self.assertEqual(first_difference(["a", "b"], ["a"]), Difference("b", None))
        self.assertEqual(first_difference(["a"], ["a", "b"]), Difference(None, "b"))


class Table(unittest.TestCase):
    def test_every_preset_exists_and_has_packages(self) -> None:
        presets = json.loads((ROOT / "CMakePresets.json").read_text(encoding="utf-8"))
        built = {preset["name"] for preset in presets["buildPresets"]}
        listed = {package.name for package in packages.ALL}
        for variant in VARIANTS:
            self.assertIn(variant.preset, built)
            self.assertTrue(packages.for_presets([variant.preset]))
            self.assertLessEqual(set(variant.packages()), listed)
            libraries = set(packages.LIBRARIES.values())
            self.assertEqual(variant.libraries, libraries <= set(variant.packages()), variant.name)


class Checking(FolderCase):
    def setUp(self) -> None:
        super().setUp()
        self.write("root/harnesses/targets.txt", "one\n")
        self.write("root/seeds/one/seed")
        self.workbench("asan")
        self.workbench("native")
        self.digests = Digests(Project(self.folder / "root"))
        for module, name in ((trees, "build"), (packages, "missing")):
            patch = mock.patch.object(module, name, return_value=[])
            patch.start()
            self.addCleanup(patch.stop)

    def workbench(
        self, preset: str, seen: str = "", end: str = "exit 0", name: str = "one"
    ) -> None:
        body = WORKBENCH.replace("{0}", seen).replace("{1}", end)
        self.script(f"root/build/{preset}/bin/{name}", body)

    def test_equal_digests_pass(self) -> None:
        self.assertEqual(self.digests.judge().failed, 0)
        self.assertEqual(self.digests.check(NATIVE), Count(passed=1))

    def test_a_line_that_differs_fails(self) -> None:
        self.digests.judge()
        self.workbench("native", seen=" otherwise")
        self.assertEqual(self.digests.check(NATIVE), Count(failed=1))

    def test_a_line_too_many_fails(self) -> None:
        self.digests.judge()
        self.workbench("native", end="echo more")
        self.assertEqual(self.digests.check(NATIVE), Count(failed=1))

    def test_a_workbench_that_does_not_end_clean_fails(self) -> None:
        self.digests.judge()
        self.workbench("native", end="echo the reason >&2; exit 99")
        with self.assertRaisesRegex(Failure, "exit code 99\n(.|\n)*the reason"):
            self.digests.check(NATIVE)

    def test_a_judge_that_saw_nothing_fails(self) -> None:
        self.script("root/build/asan/bin/one", "exit 0")
        with self.assertRaisesRegex(Failure, "nothing was tested"):
            self.digests.judge()
        with self.assertRaisesRegex(Failure, "the judge has no digests"):
            self.digests.check(NATIVE)

    def test_a_missing_package_is_a_skip(self) -> None:
        self.digests.judge()
        lacking = packages.Package("qemu-user", "runs it", lambda: False)
        with mock.patch.object(packages, "missing", return_value=[lacking]):
            self.assertEqual(self.digests.check(NATIVE), Count(skipped=1))

    def test_a_target_that_needs_a_library_is_a_skip(self) -> None:
        self.digests.judge()
        self.write("root/harnesses/targets.txt", "one\ntwo needs=pcre2\n")
        said = io.StringIO()
        with contextlib.redirect_stderr(said):
            self.assertEqual(self.digests.check(NATIVE), Count(passed=1, skipped=1))
        self.assertIn("skipped: two needs pcre2, not built for native\n", said.getvalue())

    def test_a_variant_with_libraries_runs_what_needs_them(self) -> None:
        self.write("root/harnesses/targets.txt", "one\ntwo needs=pcre2\n")
        self.write("root/seeds/two/seed")
        for preset in ("asan", "native"):
            self.workbench(preset, name="two")
        self.digests.judge()
        full = replace(NATIVE, libraries=True)
        self.assertEqual(self.digests.check(full), Count(passed=2))

    def test_only_targets_of_channel_files_get_those_that_are_made(self) -> None:
        self.script("root/build/asan/bin/channel", ': > "$4"')
        self.script("root/build/asan/tests/bin/make_inputs", ': > "$3/00000"')
        self.write("root/tests/conformance/rules/a.yml")
        self.write("root/tests/conformance/events.jsonl")
        self.digests.judge()
        (plain,) = self.digests.project.targets()
        subject = replace(plain, subject="channel")
        self.assertEqual(self.digests.inputs(plain), ["seeds/one"])
        made = ["build/digest/own.rz", "build/digest/own-events"]
        self.assertEqual(self.digests.inputs(subject), ["seeds/one", *made])

    def test_a_tool_that_fails_fails_the_judge(self) -> None:
        self.script("root/build/asan/bin/channel", "exit 1")
        self.write("root/tests/conformance/rules/a.yml")
        self.write("root/tests/conformance/events.jsonl")
        with self.assertRaisesRegex(Failure, "channel failed"):
            self.digests.judge()

    def test_packages_are_tried_one_variant_at_a_time_when_all_cannot_be_had(self) -> None:
        policy = packages.Policy(terminal=False, root=True, ci=True, apt=True, sudo=False)
        with mock.patch.object(packages, "ensure", side_effect=Failure("no")) as ensure:
            variants.fetch(policy)
        self.assertEqual(ensure.call_count, 1 + len(VARIANTS))


if __name__ == "__main__":
    unittest.main()
