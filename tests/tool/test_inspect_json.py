"""`channel inspect --json`: one well-formed document, whatever the file holds."""

from __future__ import annotations

import json
import random
import unittest
from pathlib import Path
from typing import Any, Dict, List

import tool
from tool import rule, rule_id, selection

from test_inspect import DETECTION

Json = Dict[str, Any]


class InspectJson(tool.ToolCase):
    def document(self, path: Path, code: int = 0) -> Json:
        result = self.check(code, "inspect", "--json", path)
        self.errors = result.stderr.decode()
        document: Json = json.loads(result.stdout)  # not JSON, or not UTF-8: an error
        return document

    def instances(self, document: Json) -> List[Json]:
        return [instance for kind in document["types"] for instance in kind["instances"]]

    def test_header_sections_and_types(self) -> None:
        path = self.compile(
            rule(selection("QueryName", "a"), category="dns_query"), output="C-291-7.rz"
        )
        document = self.document(path)
        self.assertEqual(
            document["header"],
            {
                "channel": 291,
                "revision": 7,
                "oldest_sensor": 1500,
                "oldest_sensor_name": "sysmon-15",
            },
        )
        self.assertEqual(document["size"], path.stat().st_size)
        self.assertEqual(document["sections"][2]["name"], "RULES")
        self.assertEqual(document["sections"][2]["records"], 1)
        self.assertEqual([kind["name"] for kind in document["types"]], ["dns_query"])
        self.assertIn({"name": "QueryName", "kind": "text"}, document["types"][0]["fields"])
        self.assertEqual(document["errors"], [])

    def test_an_instance_with_its_rule(self) -> None:
        text = rule(selection("Image", "a"), "ti\u00e9")
        path = self.compile(text, options=("--licence", "DRL 1.1"))
        self.assertEqual(
            self.instances(self.document(path))[0]["rule"],
            {
                "id": rule_id("ti\u00e9"),
                "title": "ti\u00e9",
                "author": "Redzone",
                "level": "high",
                "licence": "DRL 1.1",
                "link": "",
            },
        )

    def test_criteria_with_values_of_each_form(self) -> None:
        instance = self.instances(self.document(self.compile(rule(DETECTION))))[0]
        seen = [
            (c["field_name"], c["kind"], c["cased"], c["all"], c["values"])
            for c in instance["criteria"]
        ]
        parent = next(c["field"] for c in instance["criteria"] if c["field_name"] == "ParentImage")
        reference = {"field": parent, "field_name": "ParentImage", "mode": "exact"}
        numbers = {"minimum": 5, "maximum": 2**63 - 1}
        self.assertEqual(
            seen,
            [
                ("CommandLine", "contains", False, True, [" /c ", " /k "]),
                ("ParentImage", "prefix", False, False, ["c:\\temp\\"]),
                ("Image", "exact", True, False, ["C:\\Cased.exe"]),
                ("ProcessId", "range", False, False, [numbers]),
                ("User", "absent", False, False, []),
                ("CommandLine", "glob", False, False, ["a*b?c\\*d"]),
                ("Image", "reference", False, False, [reference]),
                ("all", "contains", False, False, ["keyword"]),
            ],
        )
        self.assertNotIn("field", instance["criteria"][7])

    def test_networks_and_regular_expressions(self) -> None:
        networks = "a:\n    SourceIp|cidr:\n        - 10.0.0.0/8\n        - fe80::/10\ncondition: a"
        path = self.compile(
            rule(networks, "n", "network_connection"), rule(selection("Image|re|i", "a+"), "e")
        )
        values = {
            criterion["kind"]: criterion["values"][0]
            for instance in self.instances(self.document(path))
            for criterion in instance["criteria"]
        }
        self.assertEqual(values["cidr4"], {"address": "10.0.0.0", "prefix": 8})
        self.assertEqual(values["cidr6"], {"address": "fe80::", "prefix": 10})
        self.assertEqual(values["expression"]["source"], "a+")
        self.assertIs(values["expression"]["caseless"], True)

    def test_the_condition_as_text_and_as_tree(self) -> None:
        condition = self.instances(self.document(self.compile(rule(DETECTION))))[0]["condition"]
        text = "(c0 and c1 and c2 and not ((c3 and c4 and c5) or c6)) or c7"
        self.assertEqual(condition["text"], text)
        tests = [{"test": number} for number in range(8)]
        inner = {"or": [{"and": tests[3:6]}, tests[6]]}
        tree = {"or": [{"and": [*tests[:3], {"not": inner}]}, tests[7]]}
        self.assertEqual(condition["tree"], tree)

    def test_a_condition_of_one_test(self) -> None:
        condition = self.instances(self.document(self.compile(rule(selection("Image", "a")))))[0]
        self.assertEqual(condition["condition"], {"text": "c0", "tree": {"test": 0}})


class Damaged(InspectJson):
    def test_a_wrong_checksum_does_not_hide_the_content(self) -> None:
        path = self.compile(rule(selection("Image", "abc"), "a title"))
        content = bytearray(path.read_bytes())
        content[16] ^= 1
        document = self.document(self.write("bad.rz", content), 1)
        self.assertEqual(self.instances(document)[0]["rule"]["title"], "a title")
        self.assertEqual([e["error"] for e in document["errors"]], ["CHECKSUM"])
        self.assertEqual(document["errors"][0]["offset"], 16)
        self.assertIn("[CHECKSUM]", self.errors)

    def test_what_cannot_be_opened_is_shown_as_it_stands(self) -> None:
        content = bytearray(self.compile(rule(selection("Image", "a"))).read_bytes())
        content[40 + 16 + 4] ^= 1  # where the second section begins
        document = self.document(self.write("bad.rz", content), 1)
        self.assertEqual(document["header_bytes"], content[:40].hex())
        self.assertEqual(len(document["directory"]), 14)
        self.assertEqual([e["error"] for e in document["errors"]], ["SECTION_GAP"])

    def test_files_too_short_for_a_header(self) -> None:
        for size in (0, 1, 8, 39, 40, 41, 60):
            path = self.write("short.rz", b"RZCH\r\n\x1a\n".ljust(size, b"\0")[:size])
            self.assertEqual(len(self.document(path, 1)["errors"]), 1)

    def test_strings_that_are_no_utf8_are_still_json(self) -> None:
        content = self.compile(rule(selection("Image", "abcdef"), "a title")).read_bytes()
        bad = content.replace(b"a title", b"a \xff\"\\\x01e")
        document = self.document(self.write("bad.rz", tool.repaired(bad)), 1)
        self.assertEqual([e["error"] for e in document["errors"]], ["STRING_ENCODING"])

    def test_every_damaged_byte_gives_a_document(self) -> None:
        path = self.compile(rule(DETECTION), rule(selection("Image", "b"), "b"))
        good = path.read_bytes()
        chance = random.Random(4)
        begin, end = tool.section(good, 1), tool.section(good, 13)
        for _ in range(150):
            content = bytearray(good)
            for _ in range(chance.randint(1, 3)):
                content[chance.randrange(begin, end)] ^= 1 << chance.randrange(8)
            damaged = self.write("bad.rz", tool.repaired(bytes(content)))
            result = self.run_tool("inspect", "--json", damaged)
            document = json.loads(result.stdout)
            self.assertEqual(result.returncode, 1 if document["errors"] else 0)
            self.assertEqual(len(document["errors"]), result.stderr.count(b"\n"))


if __name__ == "__main__":
    unittest.main()
