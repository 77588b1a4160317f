"""`channel inspect`: everything is shown, in words, and nothing of it reaches the terminal raw."""

from __future__ import annotations

import unittest

import tool
from tool import rule, rule_id, selection

DETECTION = r"""one:
    CommandLine|contains|all:
        - ' /c '
        - ' /k '
    ParentImage|startswith: 'C:\Temp\'
    Image|cased: 'C:\Cased.exe'
two:
    ProcessId|gte: 5
    User: null
    CommandLine: 'a*b?c\*d'
three:
    Image|fieldref: ParentImage
four:
    - keyword
condition: one and not (two or three) or four"""


class Inspect(tool.ToolCase):
    def inspect(self, *rules: str) -> str:
        path = self.compile(*rules, options=("--licence", "DRL 1.1"))
        return self.check(0, "inspect", path).stdout.decode()

    def test_header_and_sections_are_shown(self) -> None:
        self.compile(rule(selection("Image", "a")), output="C-291-7.rz")
        text = self.check(0, "inspect", "C-291-7.rz").stdout.decode()
        size = (self.folder / "C-291-7.rz").stat().st_size
        self.assertIn(f"C-291-7.rz ({size} bytes)", text)
        self.assertRegex(text, r"(?m)^oldest sensor: 1500 \(sysmon-15\)$")
        self.assertRegex(text, r"(?m)^  RULES +\d+ +48 +1$")

    def test_types_are_shown_with_the_names_of_their_fields(self) -> None:
        text = self.inspect(rule(selection("QueryName", "a"), category="dns_query"))
        self.assertRegex(text, r"(?m)^type 20 \(dns_query\): \d+ fields, 1 instances$")
        self.assertRegex(text, r"(?m)^  field \d+: QueryName \(text\)$")
        self.assertRegex(text, r"(?m)^  field \d+: ProcessId \(number\)$")

    def test_an_instance_is_shown_with_its_rule(self) -> None:
        text = self.inspect(rule(selection("Image", "a"), "some title"))
        for line in (
            f"  rule:    {rule_id('some title')}",
            "  title:   some title",
            "  author:  Redzone",
            "  level:   high",
            "  licence: DRL 1.1",
        ):
            self.assertIn(line + "\n", text)

    def test_criteria_and_condition_are_shown_in_words(self) -> None:
        text = self.inspect(rule(DETECTION))
        for pattern in (
            r"c0: field \d+ \(CommandLine\) contains, all of 2 values\n +\" /c \"\n +\" /k \"$",
            r"c1: field \d+ \(ParentImage\) prefix\n +\"c:\\temp\\\"$",
            r"c2: field \d+ \(Image\) exact, cased\n +\"C:\\Cased.exe\"$",
            r"c3: field \d+ \(ProcessId\) range\n +5 to 9223372036854775807$",
            r"c4: field \d+ \(User\) absent$",
            r"c5: field \d+ \(CommandLine\) glob\n +\"a\*b\?c\\\*d\"$",
            r"c6: field \d+ \(Image\) reference\n +field \d+ \(ParentImage\), exact$",
            r"c7: some field contains\n +\"keyword\"$",
            r"condition: \(c0 and c1 and c2 and not \(\(c3 and c4 and c5\) or c6\)\) or c7$",
        ):
            self.assertRegex(text, "(?m)^  " + pattern)

    def test_networks_are_shown_as_people_write_them(self) -> None:
        detection = (
            "selection:\n    DestinationIp|cidr:\n        - 10.0.0.0/8\n        - fe80::/10\n"
            "condition: selection"
        )
        text = self.inspect(rule(detection, category="network_connection"))
        self.assertRegex(text, r"(?m)^      10\.0\.0\.0/8$")
        self.assertRegex(text, r"(?m)^      fe80::/10$")

    def test_texts_cannot_reach_the_terminal(self) -> None:
        title = r'"red \e[31m bell \a turn \u202E C1 \x9b end"'
        detection = 'selection:\n    Image: "a\\e]0;title\\a\\r\\u2066"\ncondition: selection'
        result = self.inspect(
            rule(detection).replace("title: rule", f"title: {title}"),
        )
        self.assertIn(
            r"title:   red \x1b[31m bell \x07 turn \xe2\x80\xae C1 \xc2\x9b end" + "\n", result
        )
        self.assertIn(r'"a\x1b]0;title\x07\x0d\xe2\x81\xa6"' + "\n", result)
        self.assertNotRegex(result, "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u2066]")


class Damaged(tool.ToolCase):
    def test_a_wrong_checksum_does_not_hide_the_content(self) -> None:
        path = self.compile(rule(selection("Image", "abcdef"), "a title"))
        content = bytearray(path.read_bytes())
        content[16] ^= 1
        path.write_bytes(content)
        result = self.check(1, "inspect", path)
        self.assertIn(b"a title", result.stdout)
        self.assertRegex(result.stderr, rb"offset 16: .* \[CHECKSUM\]")
        self.assertIn(b"error at offset 16", result.stdout)

    def test_content_before_and_behind_the_damage_is_shown(self) -> None:
        names = ["first", "second", "third"]
        path = self.compile(*(rule(selection("Image", name), name) for name in names))
        content = bytearray(path.read_bytes())
        content[tool.section(content, 4) + 24 + 16] = 99  # nodes of the second instance in the file
        path.write_bytes(tool.repaired(content))
        result = self.check(1, "inspect", path)
        shown = [name for name in names if f"title:   {name}\n".encode() in result.stdout]
        self.assertGreaterEqual(len(shown), 2)
        self.assertIn(b"[INSTANCE_NODES_END]", result.stderr)
        for line in result.stderr.splitlines():
            self.assertRegex(line, rb"^.*out\.rz: offset \d+: .+ \[[A-Z_]+\]$")

    def test_what_cannot_be_opened_is_shown_as_it_stands(self) -> None:
        path = self.compile(rule(selection("Image", "a")))
        content = bytearray(path.read_bytes())
        content[40 + 16 + 4] ^= 1  # where the second section begins
        path.write_bytes(content)
        result = self.check(1, "inspect", path)
        self.assertIn(b"[SECTION_GAP]", result.stderr)
        self.assertIn(b"header, as it stands:\n   0: 52 5a 43 48", result.stdout)
        self.assertIn(b"directory, as it stands:", result.stdout)

    def test_files_too_short_for_a_header(self) -> None:
        for size in (0, 1, 8, 39, 40, 41):
            path = self.write("short.rz", b"RZCH\r\n\x1a\n".ljust(size, b"\0")[:size])
            self.assertRegex(self.check(1, "inspect", path).stderr, rb"offset \d+: .+ \[[A-Z_]+\]")

    def test_a_file_beyond_the_cap(self) -> None:
        path = self.folder / "large.rz"
        with path.open("wb") as file:
            file.truncate(64 * 1024 * 1024 + 1)
        self.assertIn(b"[FILE_TOO_LARGE]", self.check(1, "inspect", path).stderr)
        with path.open("wb") as file:
            file.truncate(70 * 1024 * 1024)
        self.assertIn(b"larger than allowed", self.check(1, "inspect", path).stderr)


if __name__ == "__main__":
    unittest.main()
