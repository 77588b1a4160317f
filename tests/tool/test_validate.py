"""`channel validate`: the smallest sensor decides, and every violation is named."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import unittest
from typing import Any

import tool
from tool import rule, rule_id, selection

PARENT_USER = rule(selection("ParentUser", "a"), "needs ParentUser")
IMAGE = rule(selection("Image", "a"), "needs Image")


def field_index(text: str, name: str) -> int:
    found = re.search(rf"field (\d+): {name} ", text)
    assert found is not None
    return int(found.group(1))


class Validate(tool.ToolCase):
    def sensor(self, **description: Any) -> str:
        self.write("sensor.json", json.dumps(description))
        return "sensor.json"

    def test_a_valid_file_names_its_sensors_and_its_worst_case(self) -> None:
        path = self.compile(IMAGE)
        result = self.check(0, "validate", path)
        verdict = rb"valid for sysmon-15; at most [1-9]\d* steps an event"
        self.assertRegex(result.stdout, rb"^[^\n]*out\.rz: " + verdict + rb"\n$")
        self.assertEqual(result.stderr, b"")

    def test_every_known_sensor_from_the_headers_oldest_on(self) -> None:
        path = self.compile(IMAGE, options=("--oldest-sensor", "sysmon-13"))
        result = self.check(0, "validate", path)
        self.assertIn(b"valid for sysmon-13, sysmon-14, sysmon-15;", result.stdout)

    def test_the_worst_case_grows_with_the_content(self) -> None:
        steps = []
        for rules in ([IMAGE], [IMAGE, PARENT_USER]):
            out = self.check(0, "validate", self.compile(*rules)).stdout
            found = re.search(rb"at most (\d+) steps", out)
            assert found is not None
            steps.append(int(found.group(1)))
        self.assertLess(steps[0], steps[1])

    def test_ctrl_c_leaves_no_verdict_on_what_was_not_looked_at(self) -> None:
        """The violations fill pipe and buffer, so the tool waits inside of the validation until
        they are read: the signal comes before the end."""
        needs = selection("ParentUser", "a")
        rules = [rule(needs, f"{number:03} {'long title ' * 50}") for number in range(400)]
        path = self.compile(*rules)
        short = self.sensor(version=1500, types={"process_creation": 1})
        with subprocess.Popen(
            [tool.CHANNEL, "validate", path, "--sensor", short],
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            assert process.stdout is not None and process.stderr is not None
            first = process.stdout.read(1)
            process.send_signal(signal.SIGINT)
            said = first + process.stdout.read()
            self.assertEqual(process.stderr.read(), b"channel: interrupted\n")
        self.assertEqual(process.returncode, 130)
        self.assertRegex(said, rb"(?s)SENSOR_INPUTS\]\n\Z")
        self.assertLess(said.count(b"\n"), len(rules))

    def test_july_19_twenty_inputs_and_a_criterion_on_the_next(self) -> None:
        path = self.compile(IMAGE, PARENT_USER)
        index = field_index(self.check(0, "inspect", path).stdout.decode(), "ParentUser")
        enough = self.sensor(version=1500, types={"process_creation": index + 1})
        self.check(0, "validate", path, "--sensor", enough)
        short = self.sensor(version=1500, types={"process_creation": index})
        result = self.check(1, "validate", path, "--sensor", short)
        self.assertRegex(
            result.stdout.decode(),
            rf"^[^\n]*out\.rz: offset \d+: sensor sensor\.json: rule {rule_id('needs ParentUser')} "
            rf'"needs ParentUser": type 1 \(process_creation\), instance \d, criterion 0, '
            rf"field {index} \(ParentUser\): the sensor supplies fewer inputs than this criterion "
            rf"reads \[SENSOR_INPUTS\]\n$",
        )
        self.assertRegex(result.stderr, rb"^[^\n]*out\.rz: refused, 1 violation\n$")

    def test_a_sensor_that_lacks_the_type(self) -> None:
        path = self.compile(IMAGE)
        result = self.check(1, "validate", path, "--sensor", self.sensor(version=1500, types={}))
        self.assertIn(b"[SENSOR_TYPE]", result.stdout)

    def test_a_kind_counts_only_where_it_is_read(self) -> None:
        kinds = ["number"] + ["text"] * 37
        sensor = self.sensor(version=1500, types={"process_creation": kinds})
        self.check(0, "validate", self.compile(IMAGE), "--sensor", sensor)
        detection = "selection:\n    ProcessId|gt: 4\ncondition: selection"
        result = self.check(1, "validate", self.compile(rule(detection)), "--sensor", sensor)
        self.assertIn(b"[SENSOR_KIND]", result.stdout)

    def test_several_sensors_each_with_its_name(self) -> None:
        path = self.compile(PARENT_USER)
        names = ("sysmon-15", "sysmon-14", "sysmon-13")
        options = [word for name in names for word in ("--sensor", name)]
        result = self.check(1, "validate", path, *options)
        self.assertIn(b"sensor sysmon-13: ", result.stdout)
        self.assertNotIn(b"sensor sysmon-15: ", result.stdout)
        self.assertIn(b"[SENSOR_INPUTS]", result.stdout)
        self.assertIn(b"[SENSOR_TOO_OLD]", result.stdout)

    def test_content_for_a_sensor_that_nobody_knows_yet(self) -> None:
        path = self.compile(IMAGE)
        sensor = self.sensor(version=1499, types={"process_creation": 38})
        result = self.check(1, "validate", path, "--sensor", sensor)
        self.assertIn(b"[SENSOR_TOO_OLD]", result.stdout)

    def test_an_unknown_sensor(self) -> None:
        result = self.check(1, "validate", self.compile(IMAGE), "--sensor", "sysmon-99")
        self.assertIn(b"sysmon-99", result.stderr)
        self.assertIn(b"sysmon-13 to sysmon-15", result.stderr)

    def test_wrong_descriptions_are_refused_with_the_reason(self) -> None:
        path = self.compile(IMAGE)
        cases = [
            ("", "no JSON"),
            ("[", "no JSON"),
            ("[]", "version"),
            ("{}", "version"),
            ('{"version": 0, "types": {}}', "version"),
            ('{"version": "1500", "types": {}}', "version"),
            ('{"version": 4294967296, "types": {}}', "version"),
            ('{"version": 1500}', "types"),
            ('{"version": 1500, "types": []}', "types"),
            ('{"version": 1500, "types": {}, "more": 1}', "more than"),
            ('{"version": 1500, "version": 1500, "types": {}}', "no JSON"),
            ('{"version": 1500, "types": {"no_such_type": 3}}', "no_such_type"),
            ('{"version": 1500, "types": {"process_creation": -1}}', "as many fields"),
            ('{"version": 1500, "types": {"process_creation": 39}}', "as many fields"),
            ('{"version": 1500, "types": {"process_creation": "3"}}', "process_creation"),
            ('{"version": 1500, "types": {"process_creation": ["texts"]}}', "kind is"),
            ('{"version": 1500, "types": {"process_creation": ["absent"]}}', "kind is"),
            ('{"version": 1500, "types": {"process_creation": [1]}}', "kind is"),
            (json.dumps({"version": 1, "types": {"dns_query": ["text"] * 129}}), "at most 128"),
            ('{"version": 1500, "types": {"\\u001b[2J": 3}}', "\\x1b[2J"),
        ]
        for text, reason in cases:
            with self.subTest(text=text):
                self.write("sensor.json", text)
                result = self.check(1, "validate", path, "--sensor", "sensor.json")
                self.assertIn(b"sensor.json", result.stderr)
                self.assertIn(reason, result.stderr.decode())

    def test_the_name_must_agree_with_the_header(self) -> None:
        content = self.compile(IMAGE, output="C-291-7.rz").read_bytes()
        for name, errors in (
            ("C-291-7.rz", ()),
            ("C-00000291-00000007.rz", ()),
            ("any.rz", ()),
            ("C-292-7.rz", ("NAME_CHANNEL",)),
            ("C-291-8.rz", ("NAME_REVISION",)),
            ("C-0-0.rz", ("NAME_CHANNEL", "NAME_REVISION")),
        ):
            with self.subTest(name=name):
                self.write(name, content)
                result = self.check(1 if errors else 0, "validate", name)
                self.assertEqual(
                    re.findall(r"\[(NAME_\w+)\]", result.stdout.decode()), list(errors)
                )

    def test_a_stale_revision_is_refused(self) -> None:
        path = self.compile(IMAGE, options=("--revision", "7"))
        self.check(0, "validate", path, "--newer-than", "6")
        for revision in ("7", "8"):
            result = self.check(1, "validate", path, "--newer-than", revision)
            self.assertIn(b"offset 28: ", result.stdout)
            self.assertIn(b"[STALE_REVISION]", result.stdout)

    def test_what_is_wrong_for_every_sensor_is_said_once(self) -> None:
        path = self.compile(IMAGE, options=("--oldest-sensor", "sysmon-13"))
        content = bytearray(path.read_bytes())
        content[tool.section(content, 4) + 16] = 99  # nodes of the instance
        path.write_bytes(tool.repaired(content))
        result = self.check(1, "validate", path)
        violations = result.stdout.splitlines()
        self.assertEqual(len(violations), len(set(violations)))
        self.assertIn(b"[INSTANCE_NODES_END]", result.stdout)
        self.assertNotIn(b"sensor sysmon", result.stdout)

    def test_every_violation_is_reported_not_the_first(self) -> None:
        names = ["first", "second", "third"]
        path = self.compile(*(rule(selection("ParentUser", name), name) for name in names))
        result = self.check(1, "validate", path, "--sensor", "sysmon-13", "--sensor", "sysmon-15")
        for name in names:
            self.assertIn(f'"{name}"'.encode(), result.stdout)
        self.assertIn(b"refused, 4 violations", result.stderr)  # with SENSOR_TOO_OLD


if __name__ == "__main__":
    unittest.main()
