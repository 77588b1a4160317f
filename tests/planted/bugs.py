"""The planted bugs: which lines of the parser or the compiler they replace, and what has to be
found.

An edit names a whole line, or a few, as they stand in the source; planting fails when the source
has them no longer, or twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Dict, Iterable, Tuple


@dataclass(frozen=True)
class Edit:
    """`old`, lines of `file` below the project's root, becomes `new`."""

    file: str
    old: str
    new: str


@dataclass(frozen=True)
class Bug:
    """A bug, the target whose inputs run into it, and how it has to be explained."""

    name: str
    what: str
    target: str
    crash_class: str
    function: str  # of the crash site; "" where the key has none
    edits: Tuple[Edit, ...]
    build: str = "asan"  # the preset whose build of the target sees it
    survives: bool = True  # the survive build sees it as well
    seconds: float = 10  # processor time that an input may take
    most: float = 1.3  # times the size of the smallest by hand, after minimizing


BUGS: Tuple[Bug, ...] = (
    Bug(
        "index-off-by-one",
        "the table of comparisons is read one behind its last row",
        *("interpreter", "read-out-of-bounds", "match_reference"),
        (
            Edit(
                "parser/records.c",
                "    REQUIRE_BELOW(out->mode, CHANNEL_REFERENCE_MODES, ",
                "    REQUIRE_AT_MOST(out->mode, CHANNEL_REFERENCE_MODES, ",
            ),
        ),
    ),
    Bug(
        "unchecked-count",
        "an expression may have more instructions than there are bytes in the file",
        *("interpreter", "read-out-of-bounds", "match_expression"),
        (
            Edit(
                "parser/records.c",
                "    REQUIRE_AT_MOST(count, instructions - first, CHANNEL_ERROR_EXPRESSION_END);",
                "",
            ),
        ),
    ),
    Bug(
        "behind-checksum",
        "a glob that ends with a backslash is read on behind its end",
        *("interpreter", "read-out-of-bounds", "glob_element"),
        (
            Edit(
                "parser/text_match.c",
                "        REQUIRE_BELOW(literal, test.pattern.size, "
                "CHANNEL_ERROR_GLOB_ESCAPE_END);",
                "",
            ),
        ),
    ),
    Bug(
        "july-19",
        "a criterion reads an input beyond those that the sensor supplied",
        *("interpreter", "read-out-of-bounds", "criterion_test"),
        (
            Edit(
                "parser/criterion_test.c",
                "    TRY(input_at(context, criterion.field, CHANNEL_ERROR_INPUT_MISSING, "
                "&input));\n"
                "    return test_input(context, &criterion, criterion.field, input, result);",
                "    context->field = criterion.field;\n"
                "    input = context->event->inputs[criterion.field];\n"
                "    return test_input(context, &criterion, criterion.field, input, result);",
            ),
        ),
    ),
    Bug(
        "inside-file",
        "a network is compared up to the byte behind its address, which is one of the file",
        *("interpreter", "read-out-of-bounds", "prefix_equal"),
        (
            Edit(
                "parser/value_match.c",
                "    return bits == 0 || ((address[whole] ^ network[whole])",
                "    return ((address[whole] ^ network[whole])",
            ),
        ),
    ),
    Bug(
        "recursion",
        "a field that is compared with itself is looked up for ever",
        *("interpreter", "stack-exhaustion", "match_reference"),
        (
            Edit(
                "parser/criterion_test.c",
                "    TRY(input_at(context, value->field, CHANNEL_ERROR_INPUT_REFERENCE, &other));",
                "    if (value->field == context->field)\n"
                "        return match_reference(context, criterion, value, text, matches);\n"
                "    TRY(input_at(context, value->field, CHANNEL_ERROR_INPUT_REFERENCE, &other));",
            ),
        ),
    ),
    Bug(
        "endless-loop",
        "a code point of four bytes does not move the check of the string pool on",
        *("channel_file", "timeout", ""),
        (Edit("parser/text_rules.c", "    *position += size;", "    *position += size % 4;"),),
        seconds=0.25,
    ),
    Bug(
        "uninitialized",
        "a value that the gram filter rules out leaves the result as it was on the stack",
        *("interpreter", "uninitialized", "test_patterns"),
        (
            Edit(
                "parser/criterion_test.c",
                "    *matches = false;\n    if (filter != NULL && !gram_filter_may_contain",
                "    if (filter != NULL && !gram_filter_may_contain",
            ),
        ),
        build="msan",
        survives=False,
    ),
    Bug(
        "integer-overflow",
        "a number of more digits than an int64 has is computed all the same",
        *("interpreter", "undefined-integer-overflow", "parse_integer"),
        (
            Edit(
                "parser/value_match.c",
                "        if (value < (INT64_MIN + digit) / 10)\n            return false;",
                "",
            ),
        ),
    ),
    Bug(
        "leak",
        "the compiler keeps the sorted keys of a mapping in which one stands twice",
        *("sigma", "leak", "check_keys"),
        (
            Edit(
                "compiler/sigma/document.c",
                "    free(places);\n    if (repeated == NULL)",
                "    if (repeated == NULL)\n        free(places);\n    if (repeated == NULL)",
            ),
        ),
        survives=False,
        most=7,  # two words that have to stay equal: each cut changes one of them
    ),
)


def bug_named(name: str) -> Bug:
    """The bug of this name."""
    return next(bug for bug in BUGS if bug.name == name)


def planted_texts(root: Path, bugs: Iterable[Bug]) -> Dict[str, str]:
    """The files below `root` that `bugs` touch, by name, with their lines replaced. An error names
    the line that is not there, or more than once."""
    texts: Dict[str, str] = {}
    for bug in bugs:
        for edit in bug.edits:
            text = texts.get(edit.file) or (root / edit.file).read_text(encoding="utf-8")
            times = text.count(edit.old)
            if times != 1:
                raise AssertionError(
                    f"{bug.name}: stands {times} times in {edit.file}, not once: {edit.old!r}"
                )
            texts[edit.file] = text.replace(edit.old, edit.new)
    return texts
