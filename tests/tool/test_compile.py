"""`channel compile`: which rules go in, what is said of the others, what is written."""

from __future__ import annotations

import os
import unittest

import tool
from tool import rule, rule_id, selection

GOOD = rule(selection("Image|endswith", r"\whoami.exe"), "good")
EXPRESSION = rule(selection("Image|re", "a(?=b)"), "expression")


class Compile(tool.ToolCase):
    def test_files_and_folders_are_taken_in_the_order_of_their_names(self) -> None:
        self.write("rules/b/one.yaml", GOOD.replace("title: good", "title: from b"))
        self.write("rules/a.yml", GOOD)
        self.write("rules/c.txt", "no rule")
        result = self.check(0, "compile", "rules", "-o", "out.rz")
        self.assertRegex(result.stderr, rb"rules/b/one.yaml:\d+: refused: .*a\.yml")
        self.assertIn(b"1 rule compiled, 1 refused (1 identifier used before)", result.stderr)
        self.assertEqual(result.stdout, b"")

    def test_a_file_that_is_named_is_a_rule_whatever_its_name(self) -> None:
        self.write("rule.txt", GOOD)
        self.check(0, "compile", "rule.txt", "-o", "out.rz")

    def test_the_same_rules_in_another_order_give_the_same_bytes(self) -> None:
        for name in ("one", "two", "three"):
            self.write(f"{name}.yml", rule(selection("Image", name), name))
        self.check(0, "compile", "one.yml", "two.yml", "three.yml", "-o", "a.rz")
        self.check(0, "compile", "three.yml", "one.yml", "two.yml", "-o", "b.rz")
        self.assertEqual((self.folder / "a.rz").read_bytes(), (self.folder / "b.rz").read_bytes())

    def test_what_cannot_be_compiled_is_reported_with_file_and_line(self) -> None:
        self.write("rules/good.yml", GOOD)
        self.write("rules/expression.yml", EXPRESSION)
        self.write("rules/field.yml", rule(selection("NoSuchField", "a"), "field"))
        self.write("rules/yaml.yml", "title: [\n")
        result = self.check(0, "compile", "rules", "-o", "out.rz")
        self.assertRegex(result.stderr, rb"(?m)^rules/expression.yml:10: refused: .+$")
        self.assertRegex(result.stderr, rb"(?m)^rules/field.yml:10: refused: .*NoSuchField.*$")
        self.assertRegex(result.stderr, rb"(?m)^rules/yaml.yml:\d+: refused: .+$")
        self.assertIn(b"1 rule compiled, 3 refused (", result.stderr)
        self.assertIn(b"1 regular expression", result.stderr)

    def test_strict_writes_nothing_when_a_rule_is_refused(self) -> None:
        self.write("rules/good.yml", GOOD)
        self.write("rules/expression.yml", EXPRESSION)
        result = self.check(1, "compile", "rules", "-o", "out.rz", "--strict")
        self.assertIn(b"nothing was written", result.stderr)
        self.assertFalse((self.folder / "out.rz").exists())

    def test_no_rule_at_all_is_a_failure(self) -> None:
        self.write("rules/expression.yml", EXPRESSION)
        (self.folder / "empty").mkdir()
        for folder in ("rules", "empty"):
            self.check(1, "compile", folder, "-o", "out.rz")
            self.assertFalse((self.folder / "out.rz").exists())

    def test_an_input_that_cannot_be_read_means_that_nothing_is_written(self) -> None:
        self.write("rules/good.yml", GOOD)
        result = self.check(1, "compile", "missing", "rules", "-o", "out.rz")
        self.assertIn(b"missing: No such file", result.stderr)
        self.assertFalse((self.folder / "out.rz").exists())

    def test_a_dangling_link_in_a_folder_is_no_rule(self) -> None:
        self.write("rules/good.yml", GOOD)
        (self.folder / "rules/gone.yml").symlink_to("nowhere.yml")
        self.check(0, "compile", "rules", "-o", "out.rz", "--strict")

    def test_links_make_no_loop(self) -> None:
        self.write("rules/good.yml", GOOD)
        (self.folder / "rules/loop").symlink_to(".", target_is_directory=True)
        self.write("elsewhere/linked.yml", rule(selection("Image", "x"), "linked"))
        (self.folder / "rules/linked.yml").symlink_to("../elsewhere/linked.yml")
        result = self.check(0, "compile", "rules", "-o", "out.rz", "--strict")
        self.assertIn(b"2 rules compiled, 0 refused", result.stderr)

    def test_hidden_folders_are_left_out(self) -> None:
        self.write("rules/good.yml", GOOD)
        self.write("rules/.github/workflow.yml", "on: push\n")
        self.check(0, "compile", "rules", "-o", "out.rz", "--strict")

    def test_a_rule_from_a_pipe(self) -> None:
        read, write = os.pipe()
        os.write(write, GOOD.encode())
        os.close(write)
        self.check(0, "compile", f"/dev/fd/{read}", "-o", "out.rz", pass_fds=(read,))
        os.close(read)

    def test_an_enormous_rule_is_refused(self) -> None:
        with self.write("rules/huge.yml", "").open("wb") as file:
            file.truncate(9 * 1024 * 1024)
        result = self.check(1, "compile", "rules", "-o", "out.rz")
        self.assertIn(b"huge.yml: the file is larger than allowed", result.stderr)

    def test_unknown_fields_can_be_allowed(self) -> None:
        self.write("rule.yml", rule(selection("NoSuchField", "a") + " or not selection", "field"))
        self.check(1, "compile", "rule.yml", "-o", "out.rz")
        self.check(0, "compile", "rule.yml", "-o", "out.rz", "--allow-unknown-fields")
        matches = self.match(self.folder / "out.rz", [tool.event(NoSuchField="a")])
        self.assertEqual(len(matches), 1)

    def test_licence_and_source_reach_the_file(self) -> None:
        self.write("rules/sub/good.yml", GOOD)
        options = ("--licence", "DRL 1.1", "--source", "https://example.org/rules/")
        self.check(0, "compile", "rules", "-o", "out.rz", *options)
        text = self.check(0, "inspect", "out.rz").stdout.decode()
        self.assertIn("licence: DRL 1.1\n", text)
        self.assertIn("link:    https://example.org/rules/sub/good.yml\n", text)

    def test_channel_and_revision_come_from_options_or_the_name(self) -> None:
        self.write("good.yml", GOOD)
        numbers = ("--channel", "291", "--revision", "7")
        for output, options in (("out.rz", numbers), ("C-00000291-00000007.rz", ())):
            self.check(0, "compile", "good.yml", "-o", output, *options)
            text = self.check(0, "inspect", output).stdout.decode()
            self.assertRegex(text, r"(?m)^channel: +291\nrevision: +7$")
            self.check(0, "validate", output)

    def test_content_for_older_sensors_is_checked_when_it_is_compiled(self) -> None:
        """July 19: what the newest sensor supplies, the oldest may not."""
        self.write("old.yml", GOOD)
        blocked = rule(selection("Image", "a"), "blocked", "file_executable_detected")
        self.write("blocked.yml", blocked)
        self.check(0, "compile", "old.yml", "blocked.yml", "-o", "new.rz", "--strict")
        options = ("--oldest-sensor", "sysmon-13")
        result = self.check(0, "compile", "old.yml", "blocked.yml", "-o", "old.rz", *options)
        self.assertRegex(
            result.stderr, rb"(?m)^blocked.yml:1: refused: sensor sysmon-13: .*\[SENSOR_TYPE\]$"
        )
        self.assertIn(b"1 rule compiled, 1 refused (1 not for every sensor)", result.stderr)
        self.check(0, "validate", "old.rz")
        text = self.check(0, "inspect", "old.rz").stdout.decode()
        self.assertIn(rule_id("good"), text)
        self.assertNotIn(rule_id("blocked"), text)
        self.check(1, "compile", "old.yml", "blocked.yml", "-o", "no.rz", "--strict", *options)
        self.assertFalse((self.folder / "no.rz").exists())
        self.check(1, "compile", "blocked.yml", "-o", "no.rz", *options)
        self.assertFalse((self.folder / "no.rz").exists())

    def test_the_sensors_refusal_names_the_line_of_its_rule_in_a_stream(self) -> None:
        blocked = rule(selection("ParentUser", "a"), "blocked")
        last = rule(selection("Image", "c"), "c")
        self.write("rules.yml", f"{GOOD}---\n# a comment\n{blocked}---\n{last}")
        options = ("--oldest-sensor", "sysmon-13")
        result = self.check(0, "compile", "rules.yml", "-o", "out.rz", *options)
        line = GOOD.count("\n") + 3
        self.assertRegex(result.stderr, rf"(?m)^rules.yml:{line}: refused: sensor ".encode())
        self.assertIn(b"2 rules compiled, 1 refused ", result.stderr)

    def test_messages_name_the_empty_path(self) -> None:
        for arguments in (("inspect", ""), ("compile", "", "-o", "out.rz")):
            result = self.check(1, *arguments)
            self.assertIn(b'channel: cannot read "": No such file', result.stderr)

    def test_a_field_beyond_an_older_sensors_inputs_is_refused_by_its_rule(self) -> None:
        self.write("user.yml", rule(selection("ParentUser", "a"), "user"))
        self.write("good.yml", GOOD)
        options = ("--oldest-sensor", "sysmon-13")
        result = self.check(0, "compile", "user.yml", "good.yml", "-o", "out.rz", *options)
        self.assertRegex(
            result.stderr,
            rb"(?m)^user.yml:1: refused: sensor sysmon-13: .*\(ParentUser\).*\[SENSOR_INPUTS\]$",
        )

    def test_bytes_that_are_no_rule_are_refused_and_never_crash(self) -> None:
        whole = GOOD.encode()
        self.write("good.yml", GOOD)
        for size in range(0, len(whole), 3):
            self.write(f"cut/{size:04}.yml", whole[:size])
        odd = (b"\0", b"\xff\xfe", b"\t", b"%YAML 9", b"&a [*a]", b"- " * 5000, b"[" * 5000, b"{" * 5000)
        for number, content in enumerate(odd):
            self.write(f"odd/{number}.yml", content)
        result = self.check(0, "compile", "good.yml", "odd", "cut", "-o", "out.rz")
        refused = [line for line in result.stderr.splitlines() if b": refused: " in line]
        for line in refused:
            self.assertRegex(line, rb"^[^:]+\.yml:\d+: refused: .+$")
        self.assertGreater(len(refused), 50)


if __name__ == "__main__":
    unittest.main()
