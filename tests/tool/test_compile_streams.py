"""`channel compile`: files of several rules, placeholders, warnings."""

from __future__ import annotations

import re
import unittest

import tool
from tool import rule, selection

GOOD = rule(selection("Image", "a.exe"), "good")
OTHER = rule(selection("Image", "b.exe"), "other")
EXPAND = rule(selection("Image|endswith|expand", "%tool%"), "expand")
DOUBTFUL = rule("s:\n    Image: [a, A]\nt:\n    Image: b\ncondition: s", "doubtful")


class CompileStreams(tool.ToolCase):
    def test_each_document_of_a_file_is_a_rule(self) -> None:
        self.write("rules.yml", f"{GOOD}---\n{OTHER}---\n")
        result = self.check(0, "compile", "rules.yml", "-o", "out.rz")
        self.assertIn(b"2 rules compiled, 0 refused ", result.stderr)
        self.write("good.yml", GOOD)
        self.write("other.yml", OTHER)
        self.check(0, "compile", "other.yml", "good.yml", "-o", "apart.rz")
        self.assertEqual(
            (self.folder / "out.rz").read_bytes(), (self.folder / "apart.rz").read_bytes()
        )

    def test_a_document_that_is_refused_does_not_stop_the_others(self) -> None:
        line = GOOD.count("\n") + 2
        self.write("rules.yml", f"{GOOD}---\ntitle: [\n---\n{OTHER}")
        result = self.check(0, "compile", "rules.yml", "-o", "out.rz")
        self.assertRegex(result.stderr, rf"(?m)^rules.yml:{line + 1}: refused: not YAML".encode())
        self.assertIn(b"2 rules compiled, 1 refused (1 not usable YAML)", result.stderr)
        self.check(1, "compile", "rules.yml", "-o", "strict.rz", "--strict")
        self.assertFalse((self.folder / "strict.rz").exists())

    def test_warnings_are_counted_and_refuse_nothing(self) -> None:
        self.write("rules.yml", f"{GOOD}---\n{DOUBTFUL}")
        result = self.check(0, "compile", "rules.yml", "-o", "out.rz", "--strict")
        found = re.findall(rb"(?m)^rules.yml:(\d+): warning: (.+)$", result.stderr)
        line = GOOD.count("\n") + 1 + DOUBTFUL[: DOUBTFUL.index("Image")].count("\n") + 1
        self.assertEqual([int(number) for number, _ in found], [line, line + 1])
        self.assertIn(b"says the same", found[0][1])
        self.assertIn(b"never uses selection 't'", found[1][1])
        self.assertIn(b"2 rules compiled, 0 refused, 2 warnings ", result.stderr)

    def test_warnings_beyond_the_limit_are_only_counted(self) -> None:
        values = "\n    - a" * 70
        self.write("rule.yml", rule(f"s:\n    Image:{values}\ncondition: s", "many"))
        result = self.check(0, "compile", "rule.yml", "-o", "out.rz")
        self.assertEqual(len(re.findall(rb"(?m)^rule.yml:\d+: warning: ", result.stderr)), 64)
        self.assertIn(b"rule.yml: 5 more warnings of the same rule left out", result.stderr)
        self.assertIn(b"1 rule compiled, 0 refused, 69 warnings ", result.stderr)


class Placeholders(tool.ToolCase):
    def test_without_them_the_refusal_says_how_to_give_them(self) -> None:
        self.write("rule.yml", EXPAND)
        result = self.check(1, "compile", "rule.yml", "-o", "out.rz")
        self.assertRegex(result.stderr, rb"rule.yml:\d+: refused: .*--placeholders FILE")
        self.assertIn(b"(1 placeholder)", result.stderr)

    def test_they_take_the_place_of_their_names(self) -> None:
        self.write("rule.yml", EXPAND)
        self.write("names.yml", "tool:\n  - '\\one.exe'\n  - '\\two.exe'\n")
        self.check(0, "compile", "rule.yml", "-o", "out.rz", "--placeholders", "names.yml")
        detection = "s:\n    Image|endswith: ['\\one.exe', '\\two.exe']\ncondition: s"
        self.write("plain.yml", rule(detection, "expand"))
        self.check(0, "compile", "plain.yml", "-o", "plain.rz")
        self.assertEqual(
            (self.folder / "out.rz").read_bytes(), (self.folder / "plain.rz").read_bytes()
        )

    def test_an_unknown_one_is_refused(self) -> None:
        self.write("rule.yml", EXPAND)
        self.write("names.yml", "other: a\n")
        result = self.check(1, "compile", "rule.yml", "-o", "out.rz", "--placeholders", "names.yml")
        self.assertRegex(result.stderr, rb"rule.yml:\d+: refused: placeholder 'tool' has no values")

    def test_a_file_that_cannot_be_used_writes_nothing(self) -> None:
        self.write("rule.yml", GOOD)
        self.write("names.yml", "tool:\n  - a\n  - ~\n")
        for name, words in (("names.yml", rb"^names.yml:3: .*is null"), ("gone.yml", rb"gone.yml")):
            result = self.check(1, "compile", "rule.yml", "-o", "out.rz", "--placeholders", name)
            self.assertRegex(result.stderr, words)
            self.assertFalse((self.folder / "out.rz").exists())

    def test_the_output_never_replaces_them(self) -> None:
        self.write("rule.yml", GOOD)
        self.write("names.yml", "tool: a\n")
        self.check(2, "compile", "rule.yml", "-o", "names.yml", "--placeholders", "names.yml")
        self.assertEqual((self.folder / "names.yml").read_text(), "tool: a\n")


if __name__ == "__main__":
    unittest.main()
