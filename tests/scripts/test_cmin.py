"""Minimizing a corpus: what stays, under which name, and that nothing that fails is lost.

The workbench and libFuzzer are scripts: an input that begins with `crash` fails, and an input adds
something when no other one has its first letter."""

from __future__ import annotations

import contextlib
import io
import os
import unittest
from pathlib import Path
from unittest import mock

from support import FolderCase

from redzone import corpora, packages, spool, trees
from redzone.cli import make_parser
from redzone.outcome import Exit, Failure
from redzone.project import Project
from redzone.spool import content_hash
from redzone.verbs import cmin

NEWLINE = b"\n"
WORKBENCH = r"""
code=0
for path in "$2"/*; do
    case $(head -c 5 "$path") in
    crash) echo "FAIL $path: ended by signal 6 (Aborted)"; code=1 ;;
    slow*) echo "FAIL $path: ran longer than 10 s"; code=1 ;;
    esac
done
exit $code
"""
FUZZER = r"""
for word; do
    case $word in -artifact_prefix=*) place=${word#*=} ;; -*) ;; *) into=$from; from=$word ;; esac
done
for path in "$from"/*; do
    letter=$(head -c 1 "$path")
    if [ "$letter" = z ]; then cp "$path" "${place}crash-z"; continue; fi
    if ! cat "$into"/* | grep -q "^$letter"; then
        cp "$path" "$into/"; echo >> "$into/${path##*/}.eol"; rm "$into/${path##*/}.eol"
    fi
done
"""


class Cmin(FolderCase):
    def setUp(self) -> None:
        super().setUp()
        self.root = self.folder / "check out"
        self.write("check out/harnesses/targets.txt", "one\n")
        self.write("check out/seeds/one/seed", "s is a seed\n")
        self.script("check out/build/asan/bin/one", WORKBENCH)
        self.script("check out/build/libfuzzer/bin/one_fuzzer", FUZZER)
        self.project = Project(self.root)
        self.place = corpora.place_of(self.project.work, "one")
        stack = contextlib.ExitStack()
        self.addCleanup(stack.close)
        patches: list[contextlib.AbstractContextManager[object]] = [
            mock.patch.object(trees, "build"),
            mock.patch.object(packages, "ensure"),
            mock.patch.dict(os.environ, {"XDG_STATE_HOME": str(self.folder / "state")}),
        ]
        for patch in patches:
            stack.enter_context(patch)

    def corpus(self, **inputs: str) -> None:
        """Writes a working corpus."""
        for name, content in inputs.items():
            self.write(f"check out/build/work/one/corpus/{name}", content + "\n")

    def contents(self, folder: Path) -> dict[str, str]:
        """Names and contents in a folder."""
        return {path.name: path.read_text().strip() for path in sorted(folder.glob("*"))}

    def fuzz(self, *words: str) -> tuple[Exit, str]:
        """Runs the verb: exit code and stdout."""
        arguments = make_parser().parse_args(["cmin", *words])
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
            code = cmin.run(self.project, arguments, [])
        return code, out.getvalue()

    def test_what_adds_nothing_goes_and_what_stays_keeps_its_name(self) -> None:
        self.corpus(mine="abc", zero="s like the seed", other="bcd", again="bcd")
        code, said = self.fuzz("one")
        self.assertEqual(code, Exit.CLEAN)
        kept = self.contents(self.place.corpus)
        self.assertEqual(sorted(kept.values()), ["abc", "bcd"])
        self.assertIn("mine", kept)
        self.assertEqual(
            said, "one: 3 inputs, 2 needed; corpus: 0 added, 2 removed\n"
        )

    def test_inputs_that_fail_are_kept_in_the_spool_and_leave_the_corpus(self) -> None:
        self.corpus(good="abc", bad="crash", late="slow")
        code, said = self.fuzz("one")
        self.assertEqual(code, Exit.FINDING)
        self.assertEqual(list(self.contents(self.place.corpus)), ["good"])
        kept = self.contents(self.place.spool)
        self.assertEqual(
            kept,
            {
                f"crash-{content_hash(b'crash' + NEWLINE)}": "crash",
                f"timeout-{content_hash(b'slow' + NEWLINE)}": "slow",
            },
        )
        self.assertEqual(said.count("bin/one' replay "), 2)

    def test_what_fails_in_the_merge_alone_is_kept_as_well(self) -> None:
        self.corpus(good="abc", odd="zebra")
        code, _ = self.fuzz("one")
        self.assertEqual(code, Exit.FINDING)
        self.assertEqual(list(self.contents(self.place.spool).values()), ["zebra"])

    def test_afls_queue_is_read_and_left_alone(self) -> None:
        queue = "check out/build/work/one/afl/job0/queue"
        self.write(f"{queue}/id:000001,op:havoc", "queued\n")
        self.assertEqual(self.fuzz("one")[0], Exit.CLEAN)
        self.assertEqual(
            self.contents(self.place.corpus), {content_hash(b"queued\n"): "queued"}
        )
        self.assertEqual(self.names(queue), ["id:000001,op:havoc"])

    def test_a_merge_that_fails_changes_nothing(self) -> None:
        self.corpus(one="abc", two="abd", bad="crash")
        self.script("check out/build/libfuzzer/bin/one_fuzzer", "echo no; exit 1")
        with self.assertRaisesRegex(Failure, "one_fuzzer: exit code 1\nno"):
            self.fuzz("one")
        self.assertEqual(sorted(self.contents(self.place.corpus)), ["bad", "one", "two"])

    def test_a_workbench_that_dies_changes_nothing(self) -> None:
        self.corpus(one="abc")
        for end in ("exit 1", "exit 3", "kill -9 $$", "echo 'FAIL (no input): died'; exit 1"):
            self.script("check out/build/asan/bin/one", end)
            with self.subTest(end), self.assertRaises(Failure):
                self.fuzz("one")
            self.assertEqual(list(self.contents(self.place.corpus)), ["one"])

    def test_what_is_to_stay_is_written_before_anything_goes(self) -> None:
        self.corpus(old="sss")
        self.write("check out/build/work/one/afl/job0/queue/id:1", "new\n")
        with mock.patch.object(corpora, "write_whole", side_effect=OSError("disk full")):
            with self.assertRaises(OSError):
                self.fuzz("one")
        self.assertEqual(list(self.contents(self.place.corpus)), ["old"])

    def test_a_failing_input_is_safe_before_it_leaves_the_corpus(self) -> None:
        self.corpus(bad="crash")
        with mock.patch.object(spool, "write_whole", side_effect=OSError("disk full")):
            with self.assertRaises(OSError):
                self.fuzz("one")
        self.assertEqual(list(self.contents(self.place.corpus)), ["bad"])

    def test_given_folders_are_read_and_what_is_kept_of_them_stays_outside(self) -> None:
        self.corpus(mine="abc")
        self.write("theirs/x", "their input\n")
        self.write("theirs/y", "crash of theirs\n")
        code, _ = self.fuzz("one", str(self.folder / "theirs"))
        self.assertEqual(code, Exit.FINDING)
        self.assertEqual(self.names("theirs"), ["x", "y"])
        self.assertEqual(list(self.contents(self.place.corpus)), ["mine"])
        outside = corpora.place_of(self.project.outside(), "one")
        self.assertEqual(list(self.contents(outside.corpus).values()), ["their input"])
        self.assertEqual(list(self.contents(outside.spool).values()), ["crash of theirs"])

    def test_seeds_are_proposed_small_first_and_none_is_removed(self) -> None:
        self.corpus(a="a long one", b="b", c="c" * 5000, d="dd", e="s adds nothing")
        self.assertEqual(self.fuzz("one", "--into", "seeds")[0], Exit.CLEAN)
        seeds = self.contents(self.project.seeds("one"))
        self.assertEqual(seeds.pop("seed"), "s is a seed")
        self.assertEqual(sorted(seeds.values()), ["a long one", "b", "dd"])
        self.assertEqual(len(self.contents(self.place.corpus)), 5)

    def test_seeds_have_a_limit_together(self) -> None:
        self.corpus(a="a long one", b="b", d="dd")
        room = len("s is a seed\n") + len("b\n") + len("dd\n")
        with mock.patch.object(cmin, "SEEDS_MAX", room):
            self.fuzz("one", "--into", "seeds")
        self.assertEqual(
            sorted(self.contents(self.project.seeds("one")).values()), ["b", "dd", "s is a seed"]
        )

    def test_reproducers_are_never_merged(self) -> None:
        self.write("check out/seeds/regressions/one/crash", "x")
        for folder in ("seeds/regressions/one", "seeds/regressions", "seeds", "."):
            with self.subTest(folder), self.assertRaisesRegex(Failure, "never merged") as refused:
                self.fuzz("one", str(self.root / folder))
            self.assertEqual(refused.exception.code, Exit.WRONG_USE)

    def test_nothing_to_minimize_is_three(self) -> None:
        with self.assertRaises(Failure) as refused:
            self.fuzz("one")
        self.assertEqual(refused.exception.code, Exit.NOTHING_TESTED)


if __name__ == "__main__":
    unittest.main()
