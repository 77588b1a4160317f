"""`channel diff`: what a release adds, removes and changes, by rule."""

from __future__ import annotations

import json
import unittest
from pathlib import Path
from typing import Any, Dict, List

import tool
from tool import rule, rule_id, selection

DETECTION = "one:\n    Image: a\ntwo:\n    User: b\ncondition: one and two"


class Diff(tool.ToolCase):
    def file(self, name: str, *rules: str) -> Path:
        """A channel file of these rules alone."""
        for number, text in enumerate(rules):
            self.write(f"{name}/{number}.yml", text)
        path = self.folder / f"{name}.rz"
        self.check(0, "compile", name, "-o", path, "--strict")
        return path

    def diff(self, old: List[str], new: List[str]) -> List[str]:
        result = self.check(0, "diff", self.file("old", *old), self.file("new", *new))
        self.summary = result.stderr.decode()
        return result.stdout.decode().splitlines()

    def changes(self, old: str, new: str) -> str:
        """What changed in the one rule, as the line says."""
        lines = self.diff([old], [new])
        self.assertEqual(len(lines), 1)
        return lines[0].rsplit(": ", 1)[1]

    def test_equal_files_have_no_difference(self) -> None:
        rules = [rule(selection("Image", name), name) for name in "abc"]
        self.assertEqual(self.diff(rules, rules[::-1]), [])
        self.assertEqual(self.summary, "0 added, 0 removed, 0 changed, 3 equal\n")

    def test_added_removed_changed_in_this_order_and_by_identifier(self) -> None:
        old = [rule(selection("Image", n), n) for n in ("gone 1", "gone 2", "same", "other")]
        new = [rule(selection("Image", n), n) for n in ("new 1", "new 2", "same")]
        new.append(rule(selection("Image", "x"), "other"))
        lines = self.diff(old, new)
        expected = sorted(f"+ {rule_id(n)} {n}" for n in ("new 1", "new 2"))
        expected += sorted(f"- {rule_id(n)} {n}" for n in ("gone 1", "gone 2"))
        expected.append(f"~ {rule_id('other')} other: criteria")
        self.assertEqual(lines, expected)
        self.assertEqual(self.summary, "2 added, 2 removed, 1 changed, 1 equal\n")

    def test_each_change_has_its_name(self) -> None:
        base = rule(DETECTION, "r")
        for name, new in (
            ("title", base.replace("title: r", "title: s")),
            ("author", base.replace("author: Redzone", "author: Other")),
            ("level", base.replace("level: high", "level: low")),
            ("criteria", base.replace("Image: a", "Image: b")),
            ("criteria", base.replace("Image: a", "Image|contains: a")),
            ("criteria", base.replace("Image: a", "Image|cased: a")),
            ("criteria", base.replace("Image: a", "ParentImage: a")),
            ("condition", base.replace("one and two", "one or two")),
            ("criteria, condition", base.replace("one and two", "one")),
            ("type", base.replace("category: process_creation", "category: process_termination")),
        ):
            with self.subTest(name=name):
                found = self.changes(base, new).split(", ")
                if name == "type":  # fields of another type have other numbers
                    found = found[:1]
                self.assertEqual(", ".join(found), name)

    def test_licence_and_link(self) -> None:
        old = self.file("old", rule(DETECTION))
        self.check(0, "compile", "old", "-o", "new.rz", "--licence", "DRL", "--source", "x/")
        result = self.check(0, "diff", old, "new.rz")
        self.assertTrue(result.stdout.decode().rstrip().endswith("rule: licence, link"))

    def test_values_of_every_form_are_compared(self) -> None:
        for category, old, new in (
            ("process_creation", "ProcessId|gte: 5", "ProcessId|gte: 6"),
            ("network_connection", "SourceIp|cidr: 10.0.0.0/8", "SourceIp|cidr: 10.0.0.0/9"),
            ("process_creation", "Image|fieldref: User", "Image|fieldref: ParentImage"),
            ("process_creation", "Image|re: a+", "Image|re: a*b"),
        ):
            with self.subTest(old=old):
                lines = [
                    rule(f"one:\n    {text}\ncondition: one", category=category)
                    for text in (old, new)
                ]
                self.assertEqual(self.changes(*lines), "criteria")

    def test_json(self) -> None:
        same = rule(selection("Image", "s"), "s")
        base = rule(DETECTION, "r")
        old = self.file("old", base, same, rule(selection("Image", "g"), "gone"))
        changed = base.replace("level: high", "level: low").replace("one and", "one or")
        new = self.file("new", changed, same, rule(selection("Image", "n"), "new"))
        result = self.check(0, "diff", "--json", old, new)
        document: Dict[str, Any] = json.loads(result.stdout)
        self.assertEqual([item["id"] for item in document["added"]], [rule_id("new")])
        self.assertEqual([item["title"] for item in document["removed"]], ["gone"])
        self.assertEqual(
            document["changed"][0]["changes"],
            [{"what": "level", "old": "high", "new": "low"}, {"what": "condition"}],
        )
        self.assertEqual(document["equal"], 1)
        self.assertEqual(document["new"]["instances"], 3)

    def test_titles_cannot_reach_the_terminal(self) -> None:
        lines = self.diff(
            [rule(selection("Image", "x"), "x")],
            [rule(DETECTION).replace("title: rule", 'title: "a \\e[31m"')],
        )
        self.assertIn(r"a \x1b[31m", lines[0])

    def test_damaged_and_missing_files_are_refused(self) -> None:
        path = self.file("old", rule(DETECTION))
        content = bytearray(path.read_bytes())
        content[tool.section(content, 4) + 16] = 99  # nodes of the instance
        bad = self.write("bad.rz", tool.repaired(content))
        for pair in ((bad, path), (path, bad)):
            result = self.check(1, "diff", *pair)
            self.assertIn(b"[INSTANCE_NODES_END]", result.stderr)
            self.assertEqual(result.stdout, b"")
        self.check(1, "diff", path, "no.rz")

    def test_wrong_use(self) -> None:
        self.check(2, "diff", "one.rz")
        self.check(2, "diff", "one.rz", "two.rz", "three.rz")


if __name__ == "__main__":
    unittest.main()
