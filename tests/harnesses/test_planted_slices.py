"""A read outside the slice that a layer was handed, yet inside the file, is reported with slice
guards and missed without: one planted in each layer of a copy of the parser."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Dict

import planted

NONE = 0
DECLARED = """
#include <stdint.h>
extern uint8_t planted;
extern volatile uint8_t plant_sink;
"""
ASAN = b"ERROR: AddressSanitizer: "
CHECK = b"guard failed: expected that a read stays inside its slice"


@dataclass(frozen=True)
class Plant:
    """A statement that is planted behind the line at which a function of the parser begins to
    read."""

    layer: str
    file: str
    behind: str
    statement: str
    report: bytes
    seed: str = "exact"


BEHIND = "plant_sink = {0}.base[{0}.size];"
PLANTS = (
    Plant(
        *("header", "container.c", "    place->offset = 0;\n    REQUIRE(has_magic"),
        *(BEHIND.format("header"), ASAN),
    ),
    Plant(
        *("directory entry", "container.c", "    const uint32_t stated_section = load_u32(entry, 0);"),
        *(BEHIND.format("entry"), ASAN),
    ),
    Plant(
        *("record", "records.c", "    out->rule = load_u32(record, 0);"),
        *(BEHIND.format("record"), ASAN),
    ),
    Plant(
        *("memcmp of a record", "records.c", "    out->instance = load_u32(record, 0);"),
        *("plant_sink = (uint8_t)memcmp(record.base, record.base, record.size + 1);", ASAN),
    ),
    Plant(
        *("kinds of fields", "records.c", "static enum channel_error check_kinds("),
        *(BEHIND.format("kinds"), ASAN),
    ),
    Plant(
        *("string pool", "text_rules.c", "    *position = 0;\n    while (*position < pool.size)"),
        *("plant_sink = *(pool.base - 1);", ASAN),
    ),
    Plant(
        *("pattern", "text_rules.c", "enum channel_error pattern_check_case("),
        *(BEHIND.format("pattern"), ASAN),
    ),
    Plant(
        *("glob", "text_rules.c", "enum channel_error glob_check("),
        *(BEHIND.format("glob"), ASAN, "glob"),
    ),
    Plant(
        *("text match", "text_match.c", "enum channel_error text_exact("),
        *(BEHIND.format("test.pattern"), ASAN),
    ),
    Plant(
        *("network", "criterion_test.c", "static enum channel_error match_network("),
        *("plant_sink = value->address.base[24];", ASAN, "cidr4"),
    ),
    Plant(
        *("program that is checked", "expression_check.c", "enum channel_error expression_check("),
        *(BEHIND.format("program"), ASAN, "expression"),
    ),
    Plant(
        *("program that runs", "expression_run.c", "enum channel_error expression_run("),
        *(BEHIND.format("program"), ASAN, "expression"),
    ),
    Plant(
        *("number of a record", "records.c", "    out->op = load_u8(record, 0);\n    out->operand"),
        *("plant_sink = (uint8_t)load_u32(record, record.size - 3);", CHECK),
    ),
    Plant(
        *("instruction", "records.c", "    out->op = load_u8(record, 0);\n    out->a = load_u24"),
        *("plant_sink = (uint8_t)load_u16(record, record.size - 1);", CHECK, "expression"),
    ),
    Plant(
        *("comparison of two slices", "reader.h", "static inline int slice_compare("),
        *("plant_sink = load_u8(a, a.size);", CHECK),
    ),
    Plant(
        *("zeros of a record", "reader.h", "static inline bool all_zero("),
        *("if (record.size > 8) plant_sink = record.base[record.size];", ASAN),
    ),
)


def place_of(text: str, plant: Plant) -> int:
    """Where a plant's statement goes: before the line that it names or, when that begins a
    function, at the beginning of its statements."""
    if text.count(plant.behind) != 1:
        raise AssertionError(f"{plant.file} has not one place for the plant {plant.layer!r}")
    at = text.index(plant.behind)
    if plant.behind.startswith(" "):
        return at
    return text.index("\n{\n", at) + len("\n{\n")


def plant_all(folder: Path) -> None:
    """Makes a copy of the parser in which plant N is at work when `planted` is N."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(planted.ROOT / "parser", folder)
    texts: Dict[str, str] = {}
    for number, plant in enumerate(PLANTS, NONE + 1):
        text = texts.get(plant.file) or (folder / plant.file).read_text(encoding="utf-8")
        at = place_of(text, plant)
        line = f"if (planted == {number}) {{ {plant.statement} }}\n"
        texts[plant.file] = text[:at] + line + text[at:]
    for name, text in texts.items():
        string = "#include <string.h>\n" if "memcmp(" in text else ""
        (folder / name).write_text(DECLARED + string + text, encoding="utf-8")


class Slices(planted.PlantedCase):
    """The planted parser, in both builds."""

    guarded: Path
    plain: Path

    @classmethod
    def setUpClass(cls) -> None:
        parser = Path(os.environ["REDZONE_BINARY"]) / "planted-slices" / "parser"
        plant_all(parser)
        options = {"PARSER": str(parser)}
        cls.guarded = planted.build("asan", "planted_slices", {**options, "REDZONE_GUARDS": "ON"})
        cls.plain = planted.build(
            "asan", "planted_slices", {**options, "REDZONE_GUARDS": "OFF"}, "plain"
        )

    def replay(self, program: Path, seed: str, number: int, place: str) -> "tuple[int, bytes]":
        """The exit code and the messages of a replay in which one plant is at work."""
        content = (planted.ROOT / "seeds" / "channel_file" / seed).read_bytes()
        path = self.write(f"{seed}-{number}", content + bytes([number]))
        result = planted.run([str(program / "slices"), "--place", place, str(path)])
        return result.returncode, result.stderr

    def test_nothing_is_reported_where_nothing_is_planted(self) -> None:
        for seed in sorted({plant.seed for plant in PLANTS}):
            for place in ("heap", "arena"):
                for program in (self.guarded, self.plain):
                    with self.subTest(seed=seed, place=place, program=program):
                        code, said = self.replay(program, seed, NONE, place)
                        self.assertEqual(code, 0, said)

    def test_guards_report_each_plant(self) -> None:
        for number, plant in enumerate(PLANTS, NONE + 1):
            for place in ("heap", "arena"):
                with self.subTest(layer=plant.layer, place=place):
                    code, said = self.replay(self.guarded, plant.seed, number, place)
                    self.assertEqual(code, 1, said)
                    self.assertIn(plant.report, said)

    def test_without_guards_none_is_seen(self) -> None:
        for number, plant in enumerate(PLANTS, NONE + 1):
            for place in ("heap", "arena"):
                with self.subTest(layer=plant.layer, place=place):
                    code, said = self.replay(self.plain, plant.seed, number, place)
                    self.assertEqual(code, 0, said)


if __name__ == "__main__":
    planted.main()
