"""The workbench's `explain`, on a target with one bug for each input: class, place and function are
right, and the crash key is the same in the judge and the survive build, for clang 19, clang 14 and
gcc 12; it stays when lines are added above, and changes with the line itself."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

import planted

READ, WRITE = "read-out-of-bounds", "write-out-of-bounds"
FREED, MEMORY, ABORT = "use-after-free", "memory", "abort"
AFTER = "0 bytes after the 16-byte part of the input"
REST = b"x" * 16

# bug: class, function of the site ("" where there is none), where
SIZES = ("1", "2", "4", "8", "16", "n")
CASES: Dict[str, Tuple[str, str, Optional[str]]] = {
    **{f"read_{size}": (READ, f"bug_read_{size}", None) for size in SIZES},
    **{f"write_{size}": (WRITE, f"bug_write_{size}", None) for size in SIZES},
    "read_stack": (READ, "bug_read_stack", "0 bytes after the 8-byte stack object local"),
    "read_global": (READ, "bug_read_global", "0 bytes after the 5-byte global object table"),
    "read_far": (READ, "bug_read_far", None),
    # The address is so far away that the check of the shadow faults: a read.
    "write_far": (READ, "bug_write_far", None),
    "read_twice": (READ, "bug_read_twice", AFTER),
    "read_on_and_on": (READ, "bug_read_on_and_on", AFTER),
    "read_by_reader": (READ, "bug_read_by_reader", AFTER),
    **{
        name: (READ, f"bug_{name}", AFTER)
        for name in (
            *("memcpy_from", "memmove_from", "builtin_memcpy_from"),
            *("memcmp_first", "memcmp_second", "bcmp_first"),
            *("memchr_in", "memrchr_in", "memmem_in", "strlen_of", "strnlen_of", "strchr_in"),
            *("strrchr_in", "strcmp_first", "strcmp_second", "strncmp_first"),
            *("strcasecmp_first", "strncasecmp_first", "strcpy_from", "strncpy_from"),
        )
    },
    **{
        name: (WRITE, f"bug_{name}", AFTER)
        for name in ("memcpy_to", "memmove_to", "memset_to", "strcpy_to", "strncpy_to")
    },
    "builtin_memmove_from": (READ, "bug_builtin_memmove_from", None),
    "use_after_free": (FREED, "bug_use_after_free", "2 bytes into the 24-byte heap block"),
    "write_after_free": (FREED, "bug_write_after_free", "2 bytes into the 24-byte heap block"),
    **{name: (FREED, f"bug_{name}", None) for name in ("double_free", "bad_free", "bad_realloc")},
    **{
        name: (MEMORY, f"bug_{name}", None)
        for name in ("malloc_too_big", "calloc_too_big", "realloc_too_big")
    },
    "leak": ("leak", "bug_leak", None),
    **{
        name: (f"undefined-{check}", f"bug_{name}", None)
        for name, check in (
            *(("add_overflow", "integer-overflow"), ("sub_overflow", "integer-overflow")),
            *(("mul_overflow", "integer-overflow"), ("negate_overflow", "integer-overflow")),
            *(("divide_by_zero", "division"), ("shift_too_far", "shift")),
            *(("misaligned", "alignment"), ("unreachable", "unreachable")),
            *(("array_of_negative_size", "vla-bound"), ("invalid_bool", "invalid-value")),
            *(("builtin_of_zero", "builtin"), ("argument_null", "nonnull")),
        )
    },
    "returned_null": ("undefined-nonnull", "gives", None),
    "assumed_alignment": ("undefined-alignment", "bug_assumed_alignment", None),
    "wrong_function": ("undefined-function-type", "bug_wrong_function", None),
    # What comes before ASan's report of the same access counts as that.
    "index_out_of_array": (READ, "bug_index_out_of_array", None),
    "null_pointer": (READ, "bug_null_pointer", None),
    "pointer_overflow": (READ, "bug_pointer_overflow", None),
    "abort_called": (ABORT, "bug_abort_called", None),
    "assertion": (ABORT, "bug_assertion", None),
    "library_aborts": (ABORT, "bug_library_aborts", None),
    "exits": (ABORT, "", None),
    "trap": ("out-of-bounds-trap", "bug_trap", None),
    "recursion": ("stack-exhaustion", "", None),
    "endless": ("timeout", "", None),
    "contract": ("contract-nothing-is-planted", "", None),
    "writes": ("contract-a-target-leaves-its-input-alone", "", None),
    "guard": (READ, "", None),
}
SAMPLED = ("recursion", "endless")  # their function depends on the moment
# Checks that a compiler lacks.
LACKS: Dict[str, Tuple[str, ...]] = {
    "gcc-12": ("assumed_alignment", "wrong_function"),
    "survive-gcc-12": ("assumed_alignment", "wrong_function"),
    "clang-14": ("wrong_function",),
}
BUILDS: Dict[str, Dict[str, str]] = {
    "judge": {},
    "survive": {"REDZONE_SURVIVE": "ON"},
    "gcc-12": {"CMAKE_C_COMPILER": "gcc-12"},
    "clang-14": {"CMAKE_C_COMPILER": "clang-14"},
    "survive-gcc-12": {"REDZONE_SURVIVE": "ON", "CMAKE_C_COMPILER": "gcc-12"},
}

# Wrappers of which no case can be made: checks that are not of C, or not part of
# -fsanitize=undefined, which planted bugs are built with.
NOT_CALLED = {
    *("__ubsan_handle_float_cast_overflow", "__ubsan_handle_missing_return"),
    *("__ubsan_handle_implicit_conversion", "__ubsan_handle_nullability_arg"),
    "__ubsan_handle_nullability_return_v1",
}


def content(bug: str) -> bytes:
    """The input that runs into a bug."""
    return bug.encode() + b" " + REST


Hit = Dict[str, Any]


class Explain(planted.PlantedCase):
    """All builds, each asked once about all bugs."""

    programs: Dict[str, Path]
    answers: Dict[str, Dict[str, Dict[str, Any]]]

    @classmethod
    def setUpClass(cls) -> None:
        cls.programs, cls.answers = {}, {}
        for name, options in BUILDS.items():
            compiler = options.get("CMAKE_C_COMPILER")
            if compiler is not None and shutil.which(compiler) is None:
                continue
            built = planted.build("asan", "planted_bugs", options, name)
            cls.programs[name] = built / "bugs"

    def explain(self, program: Path, inputs: Dict[str, bytes]) -> Dict[str, Dict[str, Any]]:
        """What a workbench says of inputs, by their names."""
        paths = [str(self.write(f"{program.parent.parent.name}/{name}", body)) for name, body in inputs.items()]
        result = planted.run([str(program), "explain", "--json", "--timeout", "1", *paths])
        said = [json.loads(line) for line in result.stdout.splitlines()]
        self.assertEqual(len(said), len(inputs), result.stderr)
        return {Path(line["file"]).name: line for line in said}

    def of_all(self, build: str) -> Dict[str, Dict[str, Any]]:
        """What a build says of all bugs."""
        if build not in self.answers:
            bugs = {bug: content(bug) for bug in CASES}
            self.answers[build] = self.explain(self.programs[build], bugs)
        return self.answers[build]

    def first(self, build: str, bug: str) -> Hit:
        """The first hit of a bug."""
        hits: List[Hit] = self.of_all(build)[bug]["hits"]
        self.assertTrue(hits, f"{build}: {bug} runs clean")
        return hits[0]

    def key_of(self, program: Path, body: bytes) -> str:
        """The key of an input's first hit."""
        return str(self.explain(program, {"input": body})["input"]["hits"][0]["key"])

    def test_class_function_and_place_are_right(self) -> None:
        for build in self.programs:
            for bug, (name, function, where) in CASES.items():
                if bug in LACKS.get(build, ()):
                    continue
                with self.subTest(build=build, bug=bug):
                    hit = self.first(build, bug)
                    self.assertEqual(hit["class"], name)
                    if bug not in SAMPLED:
                        self.assertEqual(hit["function"], function)
                    if where is not None and "gcc" not in build:
                        self.assertEqual(hit["where"], where)

    def test_every_build_has_the_same_key(self) -> None:
        for build in self.programs:
            for bug in CASES:
                if bug in LACKS.get(build, ()):
                    continue
                with self.subTest(build=build, bug=bug):
                    self.assertEqual(self.first(build, bug)["key"], self.first("judge", bug)["key"])

    def test_keys_of_different_bugs_differ(self) -> None:
        keys: Dict[str, str] = {}
        for bug, (name, _, _) in CASES.items():
            if name != MEMORY:  # one for the target
                keys.setdefault(self.first("judge", bug)["key"], bug)
                self.assertEqual(keys[self.first("judge", bug)["key"]], bug)

    def test_a_clean_input_is_clean(self) -> None:
        for build, program in self.programs.items():
            with self.subTest(build=build):
                said = self.explain(program, {"clean": b"nothing"})["clean"]
                self.assertEqual((said["outcome"], said["hits"]), ("clean", []))

    def test_an_index_far_away_is_the_bug_of_a_near_one(self) -> None:
        for build, program in self.programs.items():
            with self.subTest(build=build):
                near = self.key_of(program, b"read_at 2")
                self.assertEqual(near, self.key_of(program, b"read_at 99999999999999"))

    def test_a_misaligned_read_beyond_is_the_bug_of_an_aligned_one(self) -> None:
        for build, program in self.programs.items():
            with self.subTest(build=build):
                aligned = self.key_of(program, b"read_4 rest")
                self.assertEqual(aligned, self.key_of(program, b"read_4 res"))

    def test_all_bugs_of_an_input_are_named_the_first_one_first(self) -> None:
        hits = self.explain(self.programs["survive"], {"two": content("read_4") + b"\n" + content("read_8")})["two"]["hits"]
        self.assertEqual([hit["function"] for hit in hits], ["bug_read_4", "bug_read_8"])

    def test_frames_are_own_ones_below_the_root(self) -> None:
        hit = self.first("judge", "read_by_reader")
        self.assertEqual((hit["file"], hit["caller"]), ("own/access.c", "bug_run"))
        for frame in hit["frames"]:
            self.assertTrue(frame["file"].startswith("own/"), frame)

    def test_msan_sees_what_is_not_initialized_and_the_others_do_not(self) -> None:
        body = {"input": content("uninitialized")}
        self.assertEqual(self.explain(self.programs["judge"], body)["input"]["outcome"], "clean")
        program = planted.build("msan", "planted_bugs") / "bugs"
        hit = self.explain(program, body)["input"]["hits"][0]
        self.assertEqual((hit["class"], hit["function"]), ("uninitialized", "bug_uninitialized"))

    def test_every_wrapper_is_exercised(self) -> None:
        tree = self.programs["survive"].parent.parent
        wraps = {line.partition("=")[2] for line in (tree / "support" / "wraps.rsp").read_text().split()}
        called = set()
        for build in ("survive", "survive-gcc-12"):
            if build in self.programs:
                called |= undefined_symbols(self.programs[build].parent.parent)
        self.assertEqual(wraps - called, NOT_CALLED)


def undefined_symbols(tree: Path) -> "set[str]":
    """What the objects of the planted bugs call."""
    objects = [str(path) for path in (tree / "CMakeFiles").rglob("own/*.o")]
    said = planted.run(["nm", "-u", *objects]).stdout.decode()
    return set(re.findall(r"^ +U (\S+)$", said, re.MULTILINE))


class Edits(planted.PlantedCase):
    """A copy of the bugs' source that is edited, and built in a tree of its own."""

    def setUp(self) -> None:
        super().setUp()
        self.root = Path(os.environ["REDZONE_BINARY"]) / "planted-bugs" / "edited-source"
        shutil.rmtree(self.root, ignore_errors=True)
        source = planted.ROOT / "tests" / "harnesses" / "planted_bugs"
        shutil.copytree(source, self.root, copy_function=shutil.copyfile)  # new to ninja

    def key(self) -> str:
        """The key of one bug, in the source as it stands."""
        options = {"REDZONE_ROOT": str(self.root)}
        program = planted.build("asan", "planted_bugs", options, "edited") / "bugs"
        path = self.write("input", content("read_4"))
        result = planted.run([str(program), "explain", "--json", str(path)])
        return str(json.loads(result.stdout)["hits"][0]["key"])

    def edit(self, old: str, new: str) -> None:
        """Replaces a text of access.c, which must be there."""
        path = self.root / "own" / "access.c"
        text = path.read_text(encoding="utf-8")
        self.assertIn(old, text)
        path.write_text(text.replace(old, new), encoding="utf-8")

    def test_lines_above_leave_the_key_and_the_line_itself_does_not(self) -> None:
        before = self.key()
        self.edit("#include", "/* a line */\n" * 50 + "#include")
        self.assertEqual(self.key(), before, "50 lines above")
        self.edit("READ(4, uint32_t)", "READ(4,    uint32_t)")
        self.assertEqual(self.key(), before, "blanks of the line")
        self.edit("READ(4,    uint32_t)", "READ(4, int32_t)")
        self.assertNotEqual(self.key(), before, "the line")


class Wraps(planted.PlantedCase):
    """The check of the survive build."""

    def check(self, call: str) -> "subprocess.CompletedProcess[bytes]":
        """Checks an object that makes a call against a list that has only strlen."""
        planted.need("clang-19", "nm")
        source = self.write("calls.c", b"void " + call.encode() + b"(void);void f(void){" + call.encode() + b"();}")
        wraps = self.write("wraps.rsp", b"-Wl,--wrap=strlen\n")
        planted.run(["clang-19", "-w", "-fno-builtin", "-c", str(source), "-o", str(self.folder / "calls.o")])
        script = planted.ROOT / "harnesses" / "support" / "check_wraps.sh"
        return planted.run(["sh", str(script), str(wraps), str(self.folder / "calls.o")])

    def test_a_report_that_is_not_wrapped_is_refused(self) -> None:
        for call in ("__asan_report_load4_noabort", "__asan_load4_noabort", "__ubsan_handle_new_v9", "memcmp", "abort"):
            with self.subTest(call=call):
                result = self.check(call)
                self.assertEqual(result.returncode, 1)
                self.assertIn(call.encode(), result.stderr)

    def test_what_is_wrapped_or_reports_nothing_is_accepted(self) -> None:
        for call in ("strlen", "getpid"):
            with self.subTest(call=call):
                self.assertEqual(self.check(call).returncode, 0)


if __name__ == "__main__":
    planted.main()
