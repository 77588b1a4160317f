"""Coverage, measured with the real clang on a project of two files: what it says, and the verb."""

from __future__ import annotations

import argparse
import contextlib
import io
import subprocess
import unittest
from unittest import mock

from support import FolderCase

from redzone import coverage, floors, machine, packages, trees, uncovered
from redzone.cli import make_parser
from redzone.outcome import Exit, Failure
from redzone.project import Project
from redzone.verbs import coverage as verb

HEADER = """
#define REQUIRE(condition)    \\
    do {                      \\
        if (!(condition))     \\
            return 0;         \\
    } while (0)
static inline int is_small(int value)
{
    if (value < 100)
        return 1;
    return 0;
}
int other(int value);
int parse(const char *text, long size);
"""
PARSER = """#include "parse.h"
static int check_accepted(int value)
{
    return is_small(value);
}
int parse(const char *text, long size)
{
    REQUIRE(size > 1 && text[0] == 'a');
    if (text[1] == '!') {
        return 7;
    }
    return check_accepted(text[1]);
}
"""
OTHER = """#include "parse.h"
int other(int value) { return is_small(value + 1000); }
"""
# A workbench: one input a file; `bad` fails.
WORKBENCH = r"""#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <dirent.h>
#include "parse.h"
int main(int count, char **words)
{
    char path[4096], text[64];
    int times = 4;
    for (int i = 1; i + 1 < count; i++)
        if (strcmp(words[i], "--times") == 0) times = atoi(words[i + 1]);
    DIR *folder = opendir(words[count - 1]);
    for (struct dirent *each; (each = readdir(folder)) != NULL;) {
        if (each->d_name[0] == '.') continue;
        snprintf(path, sizeof path, "%s/%s", words[count - 1], each->d_name);
        FILE *file = fopen(path, "rb");
        long size = (long)fread(text, 1, sizeof text, file);
        fclose(file);
        if (strcmp(each->d_name, "bad") == 0) { printf("FAIL %s: bad\n", path); return 1; }
        for (int run = 0; run < times; run++) {
            parse(text, size);
            other((int)size);
        }
    }
    return 0;
}
"""


class Measured(FolderCase):
    """A project with one target, whose workbench is built by hand."""

    @classmethod
    def setUpClass(cls) -> None:
        if packages.missing(["clang-19", "llvm-19"]):
            raise unittest.SkipTest("clang 19 and its coverage tools are not installed")

    def setUp(self) -> None:
        super().setUp()
        self.project = Project(self.folder)
        self.write("harnesses/targets.txt", "one\n")
        self.write("harnesses/floors.tsv", "one\tcheck_accepted\t2\n")
        for name, text in (("parse.h", HEADER), ("parse.c", PARSER), ("other.c", OTHER)):
            self.write(f"parser/{name}", text)
        self.write("main.c", WORKBENCH)
        self.write("seeds/one/first", "ab")
        self.write("seeds/one/second", "ac")
        self.write("seeds/one/refused", "xy")
        stack = contextlib.ExitStack()
        self.addCleanup(stack.close)
        patches: list[contextlib.AbstractContextManager[object]] = [
            mock.patch.object(trees, "build", self.build),
            mock.patch.object(packages, "ensure"),
            contextlib.redirect_stderr(io.StringIO()),
        ]
        for patch in patches:
            stack.enter_context(patch)
        coverage.source_lines.cache_clear()

    def build(self, _project: Project, preset: str, programs: list[str]) -> None:
        """Stands in for CMake."""
        self.assertEqual((preset, programs), ("coverage", ["one"]))
        program = self.project.build / "coverage" / "bin" / "one"
        program.parent.mkdir(parents=True, exist_ok=True)
        flags = ["-O0", "-fprofile-instr-generate", "-fcoverage-mapping"]
        flags.append(f"-I{self.folder / 'parser'}")
        sources = ["main.c", "parser/parse.c", "parser/other.c"]
        paths = [str(self.folder / source) for source in sources]
        subprocess.run(["clang-19", *flags, *paths, "-o", str(program)], check=True)

    def fuzz(self, *words: str) -> tuple[Exit, list[str], str]:
        """Runs the verb: exit code, lines of stdout, stderr."""
        arguments = make_parser().parse_args(["coverage", *words])
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = verb.run(self.project, arguments, [])
        return code, out.getvalue().splitlines(), err.getvalue()

    def test_it_says_what_was_missed(self) -> None:
        code, lines, _ = self.fuzz()
        self.assertEqual(code, Exit.CLEAN)
        self.assertRegex(lines[2], r"^parser/parse.c +10 +2 +80.00 +6 +2 +66.66$")
        # One copy of the header's function saw small values only, the other large ones only.
        self.assertRegex(lines[3], r"^parser/parse.h +5 +0 +100.00 +2 +0 +100.00$")
        self.assertEqual(
            [line.partition("  [")[0] for line in lines[4:-2]],
            [
                "parser/parse.c:8:5: never false: REQUIRE(size > 1 && text[0] == 'a');",
                "parser/parse.c:9:9: never true: if (text[1] == '!') {",
                "parser/parse.c:10-11: never run: return 7;",
            ],
        )
        self.assertEqual(
            lines[-1], "lines 87.50 % (2 of 16 missed), branches 75.00 % (2 of 8 missed)"
        )
        self.assertTrue((self.project.build / "coverage/html/index.html").is_file())

    def test_floors_are_of_seeds_run_once(self) -> None:
        self.write("harnesses/floors.tsv", "one\tcheck_accepted\t3\n")
        self.write("seeds/regressions/one/more", "ad")
        code, _, said = self.fuzz()
        self.assertEqual(code, Exit.FINDING)
        self.assertIn("fuzz: coverage: one: check_accepted: wanted 3 calls, 2 came\n", said)

    def test_regressions_add_to_what_is_reached(self) -> None:
        before = self.fuzz()[1][-1]
        self.write("seeds/regressions/one/more", "a!")
        self.assertNotEqual(self.fuzz()[1][-1], before)

    def test_a_bar_that_is_missed_is_one(self) -> None:
        for option, word in (("--fail-under", "lines"), ("--fail-branches", "branches")):
            code, _, said = self.fuzz(option, "100")
            self.assertEqual(code, Exit.FINDING)
            self.assertRegex(said, rf"fuzz: coverage: {word}: \d\d\.\d\d % are below 100 %")

    def test_with_a_bar_what_is_missed_must_be_listed(self) -> None:
        code, _, said = self.fuzz("--fail-under", "0")
        self.assertEqual(code, Exit.FINDING)
        self.assertRegex(said, r"\d places that no input reaches are not in .*uncovered.tsv")
        measured = coverage.Measurement(self.project, self.project.targets()).run()
        found = uncovered.places(self.project, measured.files)
        entries = ["\t".join([*missed.entry, "a reason"]) for missed in found]
        self.write("harnesses/uncovered.tsv", "\n".join(entries))
        code, lines, said = self.fuzz("--fail-under", "0")
        self.assertEqual((code, said.count("fuzz: ")), (Exit.CLEAN, 0), said)
        self.assertIn("[a reason]", "\n".join(lines))

    def test_an_entry_for_what_is_reached_is_stale(self) -> None:
        self.write("harnesses/uncovered.tsv", "parser/parse.c\tparse\tnever run\treturn 0;\tno\n")
        _, _, said = self.fuzz("--fail-under", "0")
        self.assertIn("is stale: parser/parse.c | parse | never run | return 0;", said)

    def test_a_seed_that_fails_is_a_failure_with_its_name(self) -> None:
        self.write("seeds/one/bad", "")
        with self.assertRaisesRegex(Failure, "(?s)seeds/one: exit code 1.FAIL seeds/one/bad: bad"):
            self.fuzz()

    def test_a_target_without_seeds_is_nothing_tested(self) -> None:
        for path in (self.folder / "seeds" / "one").iterdir():
            path.unlink()
        with self.assertRaises(Failure) as refused:
            self.fuzz()
        self.assertEqual(refused.exception.code, Exit.NOTHING_TESTED)

    def test_a_missing_tool_is_four(self) -> None:
        with mock.patch.object(machine, "llvm_tool", return_value=None):
            with self.assertRaises(Failure) as refused:
                self.fuzz()
        self.assertEqual(refused.exception.code, Exit.MISSING_TOOL)

    def test_a_target_without_floors_is_a_fault(self) -> None:
        self.write("harnesses/floors.tsv", "")
        code, _, said = self.fuzz()
        self.assertEqual(code, Exit.FINDING)
        self.assertIn("fuzz: coverage: one: no floor\n", said)


class Figures(unittest.TestCase):
    def test_a_share_never_looks_better_than_it_is(self) -> None:
        self.assertEqual(verb.shown(verb.share(10000, 1)), "99.99")
        self.assertEqual(verb.shown(verb.share(100000, 1)), "99.99")
        self.assertEqual(verb.shown(verb.share(7, 0)), "100.00")

    def test_percentages(self) -> None:
        for text in ("-1", "100.1", "nan", "all", ""):
            with self.subTest(text), self.assertRaises(argparse.ArgumentTypeError):
                verb.percent_argument(text)
        self.assertEqual(verb.percent_argument("97.5"), 97.5)


class List(unittest.TestCase):
    def test_refuses_a_bad_line_with_its_place(self) -> None:
        good = "parser/a.c\tf\tnever run\treturn;\twhy"
        unknown, no_reason = good.replace("run", "seen"), "parser/a.c\tf\tnever true\tx\t "
        for line in (good, "parser/a.c\tf\tnever run\treturn;", unknown, no_reason):
            with self.subTest(line), self.assertRaisesRegex(Failure, "^list:2: "):
                uncovered.parse(f"{good}\n{line}\n", "list")


if __name__ == "__main__":
    unittest.main()
