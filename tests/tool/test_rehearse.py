"""`channel rehearse`: every criterion of every instance is read by the real interpreter."""

from __future__ import annotations

import json
import os
import re
import unittest
from pathlib import Path
from typing import Any, List, Set

import tool
from tool import rule, rule_id, selection

HERE = Path(__file__).resolve().parent
OWN_RULES = HERE.parent / "conformance" / "rules"
SHARED = Path(os.environ.get("REDZONE_SHARED") or HERE.parent.parent.parent / "shared")
SHARED_FOLDERS = ("rules", "rules-emerging-threats", "rules-threat-hunting", "rules-placeholder")

# Shared rules that cannot match, and why.
NEVER_MATCHED = {
    # CommandLine is 'RunWizard' and contains a class identifier in braces.
    "53d4bb30-3f36-4e8a-b078-69d36c4a79ff",
}
# Shared rules with a criterion that is never read, and why.
NEVER_READ = {
    # A filter for svchost.exe, which is not among the images that the rule selects.
    "0e277796-5f23-4e49-a490-483131d4f6e1",
    # A filter for explorer.exe, which is not among the images that the rule selects.
    "02d1d718-dd13-41af-989d-ea85c7fab93f",
    # A filter for Program Files behind another one for all of it.
    "3f3f3506-1895-401b-9cc3-e86b16e630d0",
    # A filter for winlogon.exe in a rule that selects lsass.exe.
    "fa34b441-961a-42fa-a100-ecc28c886725",
    # A filter for a folder of System32 behind another one for all of it.
    "d5866ddf-ce8f-4aea-b28e-d96485a20d3d",
    # Filters for Program Files behind another one for all of it.
    "96f697b0-b499-4e5d-9908-a67bec11cdb6",
}


class RehearseCase(tool.ToolCase):
    lines: List[str]
    summary: str

    def rehearse(self, path: Path, *options: str, code: int = 0) -> None:
        result = self.check(code, "rehearse", path, *options)
        self.lines = result.stdout.decode().splitlines()
        self.summary = result.stderr.decode()

    def found(self, name: str) -> Set[str]:
        """The rules of all findings of this name."""
        found = set()
        for line in self.lines:
            if line.endswith(f"[{name}]"):
                match = re.search(r": rule (\S+) \"", line)
                assert match is not None, line
                found.add(match.group(1))
        return found

    def assert_complete(self, instances: int, criteria: int) -> None:
        """All instances matched, all criteria were read, and in each of the five cases."""
        self.assertEqual(self.lines, [])
        self.assertIn(f"{instances} of {instances} instances matched", self.summary)
        self.assertIn(f"{criteria} of {criteria} criteria read", self.summary)
        self.assertIn(
            "(" + ", ".join(
                f"{case} {criteria}" for case in ("hit", "miss", "absent", "empty", "longest")
            ) + ")",
            self.summary,
        )


class Reading(RehearseCase):
    def test_each_case_of_each_kind_of_pattern(self) -> None:
        for modifier, value in (
            ("", "abc"),
            ("|cased", "Abc"),
            ("|startswith", "abc"),
            ("|endswith", "abc"),
            ("|contains", "abc"),
            ("", "a?b*c*d"),
            ("", r"*\\\\*\\*$*"),
            ("|re", r"^\w+\s-[a-f0-9]{4}\b.x$"),
        ):
            with self.subTest(modifier=modifier, value=value):
                path = self.compile(rule(selection("Image" + modifier, value)))
                self.rehearse(path)
                self.assert_complete(1, 1)

    def test_numbers_addresses_references_and_keywords_are_hit(self) -> None:
        self.rehearse(
            self.compile(
                rule("a:\n    ProcessId|gte: 5\nb:\n    ProcessId|lt: 6\ncondition: a and b", "n"),
                rule("a:\n    Image|fieldref: ParentImage\ncondition: a", "r"),
                rule("a:\n    - one\n    - two\ncondition: a", "k"),
                rule("a:\n    User: null\n    Image: ''\ncondition: a", "absent and empty"),
                rule(
                    "a:\n    DestinationIp|cidr:\n        - 10.0.0.0/8\n        - fe80::/10\n"
                    "condition: a",
                    "c",
                    "network_connection",
                ),
            )
        )
        self.assertEqual(self.lines, [])
        self.assertIn("5 of 5 instances matched", self.summary)

    def test_what_stands_behind_a_decision_is_reached(self) -> None:
        detection = """one:
    Image|contains: ab
two:
    Image|contains: ab
    User: x
three:
    Image|startswith: ab
    CommandLine: y
    User|endswith: z
condition: (one and not two) or three"""
        self.rehearse(self.compile(rule(detection)))
        self.assertEqual(self.lines, [])

    def test_several_criteria_on_one_field_are_met_together(self) -> None:
        detection = r"""one:
    CommandLine|startswith: 'c:\'
    CommandLine|endswith: '.exe'
    CommandLine|contains|all:
        - ' -a'
        - ' -b'
two:
    CommandLine|contains:
        - ' -a'
        - ' -c '
filter:
    CommandLine|startswith: 'c:\ -a'
condition: one and two and not filter"""
        self.rehearse(self.compile(rule(detection)))
        self.assertEqual(self.lines, [])

    def test_a_value_that_stands_in_the_way_is_replaced_by_another(self) -> None:
        detection = """one:
    Image:
        - abc
        - abd
two:
    Image|endswith: d
condition: one and two"""
        self.rehearse(self.compile(rule(detection)))
        self.assertEqual(self.lines, [])


class Findings(RehearseCase):
    def test_an_instance_that_can_never_match(self) -> None:
        detection = "one:\n    Image: a\ntwo:\n    Image: b\ncondition: one and two"
        self.rehearse(self.compile(rule(detection, "contradiction"), rule(selection("Image", "a"))))
        self.assertEqual(self.found("NEVER_MATCHED"), {rule_id("contradiction")})
        self.assertEqual(len(self.lines), 1)
        self.assertIn("1 of 2 instances matched, 3 of 3 criteria read", self.summary)

    def test_a_criterion_that_is_never_read(self) -> None:
        detection = (
            "one:\n    Image|contains: a\ntwo:\n    Image: abc\n    User: x\ncondition: one or two"
        )
        self.rehearse(self.compile(rule(detection)))
        self.assertEqual(len(self.lines), 1)
        self.assertRegex(
            self.lines[0],
            rf": offset \d+: sensor sysmon-15: rule {rule_id('rule')} \"rule\": type 1 "
            r"\(process_creation\), instance 0, criterion 2, field \d+ \(User\): .*\[NEVER_READ\]$",
        )

    def description(self, **types: Any) -> str:
        self.write("sensor.json", json.dumps({"version": 1500, "types": types}))
        return "sensor.json"

    def test_july_19_the_sensor_supplies_one_input_less_than_is_read(self) -> None:
        path = self.compile(rule(selection("ParentUser", "a")), rule(selection("Image", "a"), "b"))
        text = self.check(0, "inspect", path).stdout.decode()
        match = re.search(r"field (\d+): ParentUser ", text)
        assert match is not None
        index = int(match.group(1))
        self.rehearse(path, "--sensor", self.description(process_creation=index + 1))
        self.assertEqual(self.lines, [])
        self.rehearse(path, "--sensor", self.description(process_creation=index), code=1)
        self.assertEqual(self.found("INPUT_MISSING"), {rule_id("rule")})
        self.assertRegex(self.summary, r"(?m)^\S+: sensor sensor\.json: not valid, 1 violation ")

    def test_an_input_of_another_kind_is_a_content_error(self) -> None:
        path = self.compile(rule("a:\n    ProcessId|gte: 5\ncondition: a"))
        self.rehearse(path, "--sensor", self.description(process_creation=["text"] * 30), code=1)
        self.assertEqual(self.found("INPUT_KIND"), {rule_id("rule")})

    def test_a_type_that_the_sensor_lacks(self) -> None:
        path = self.compile(rule(selection("Image", "a")))
        self.rehearse(path, "--sensor", self.description(dns_query=3), code=1)
        self.assertIn("not valid", self.summary)

    def test_a_budget_that_is_too_small_is_a_content_error(self) -> None:
        path = self.compile(rule(selection("Image|contains", "a")))
        self.rehearse(path, "--budget", "100", code=1)
        self.assertEqual(self.found("BUDGET"), {rule_id("rule")})

    def test_steps_stay_within_the_worst_case(self) -> None:
        self.rehearse(self.compile(rule(selection("Image|contains", "abc"))))
        match = re.search(r"at most (\d+) steps an event, of (\d+) published", self.summary)
        assert match is not None
        self.assertGreater(int(match.group(1)), 65535)
        self.assertLessEqual(int(match.group(1)), int(match.group(2)))

    def test_each_sensor_has_its_summary(self) -> None:
        path = self.compile(rule(selection("Image", "a")), options=("--oldest-sensor", "sysmon-13"))
        self.rehearse(path)
        for name in ("sysmon-13", "sysmon-14", "sysmon-15"):
            self.assertRegex(self.summary, rf"(?m)^sensor {name}: 1 of 1 instances matched, ")

    def test_damaged_content_is_not_rehearsed(self) -> None:
        path = self.compile(rule(selection("Image", "a")))
        content = bytearray(path.read_bytes())
        content[tool.section(content, 4) + 16] = 99  # nodes of the instance
        path.write_bytes(tool.repaired(content))
        self.rehearse(path, code=1)
        self.assertIn("[INSTANCE_NODES_END]", self.summary)
        path.write_bytes(content)
        self.rehearse(path, code=1)
        self.assertIn("[CHECKSUM]", self.summary)

    def test_wrong_use(self) -> None:
        self.check(2, "rehearse")
        self.check(2, "rehearse", "a", "b")
        self.check(2, "rehearse", "a", "--budget", "x")


class Rules(RehearseCase):
    def test_all_conformance_rules_can_match(self) -> None:
        path = self.folder / "own.rz"
        self.check(0, "compile", OWN_RULES, "-o", path)
        self.rehearse(path)
        self.assertEqual(self.lines, [])
        match = re.search(r": (\d+) of (\d+) instances matched", self.summary)
        assert match is not None
        self.assertEqual(match.group(1), match.group(2))
        self.assertGreaterEqual(int(match.group(1)), 30)

    @unittest.skipUnless((SHARED / "sigma").is_dir(), "no shared rules (REDZONE_SHARED)")
    def test_all_shared_rules_but_the_listed_ones_can_match(self) -> None:
        path = self.folder / "shared.rz"
        folders = [SHARED / "sigma" / name for name in SHARED_FOLDERS]
        self.check(0, "compile", *(f for f in folders if f.is_dir()), "-o", path)
        self.rehearse(path)
        self.assertEqual(self.found("NEVER_MATCHED"), NEVER_MATCHED)
        self.assertEqual(self.found("NEVER_READ"), NEVER_READ)
        self.assertEqual({line[line.rindex("[") :] for line in self.lines},
                         {"[NEVER_MATCHED]", "[NEVER_READ]"})
        match = re.search(r": (\d+) of (\d+) instances matched", self.summary)
        assert match is not None
        self.assertGreaterEqual(int(match.group(1)), 1900)


if __name__ == "__main__":
    unittest.main()
