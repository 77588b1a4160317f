"""`channel match`: events in, matches out; what is no event is said, with its place."""

from __future__ import annotations

import json
import resource
import signal
import subprocess
import unittest
from pathlib import Path
from typing import Any, List, Tuple

import tool
from tool import SYSMON, event, rule, rule_id, selection


def plain(**fields: Any) -> str:
    """An event as JSON text."""
    return json.dumps(event(**fields))


def of_service(text: str, service: str) -> str:
    """A rule about a service instead of a category."""
    return text.replace("category: process_creation", f"service: {service}")


class Matches(tool.ToolCase):
    def rules_of(self, found: List[Any]) -> List[Tuple[int, str]]:
        return [(match["event"], match["title"]) for match in found]

    def test_a_match_is_an_object_of_exactly_these_keys(self) -> None:
        path = self.compile(rule(selection("Image", "a"), 'ti"t\\le ö').replace("ti", "ti"))
        result = self.check(0, "match", path, "--events", "-", stdin=plain(Image="A").encode())
        (line,) = result.stdout.splitlines()
        self.assertEqual(
            json.loads(line),
            {
                "event": 0,
                "rule": rule_id('ti"t\\le ö'),
                "title": 'ti"t\\le ö',
                "author": "Redzone",
                "level": "high",
            },
        )
        self.assertEqual(list(json.loads(line)), ["event", "rule", "title", "author", "level"])

    def test_matches_come_by_event_then_type_then_rule(self) -> None:
        path = self.compile(
            rule(selection("Image", "a"), "creation"),
            of_service(rule(selection("Image", "a"), "service"), "sysmon"),
        )
        found = self.match(path, [event(Image="b"), event(Image="a"), event(Image="a")])
        self.assertEqual(
            self.rules_of(found), [(1, "creation"), (1, "service"), (2, "creation"), (2, "service")]
        )

    def test_no_match_is_clean(self) -> None:
        path = self.compile(rule(selection("Image", "a")))
        self.assertEqual(self.match(path, [event(Image="b")]), [])
        self.assertEqual(self.match(path, []), [])

    def test_events_from_a_file_and_from_stdin_are_the_same(self) -> None:
        path = self.compile(rule(selection("Image", "a")))
        lines = "\n".join([plain(Image="a"), plain(Image="b"), plain(Image="a")])
        events = self.write("events.jsonl", lines)
        one = self.check(0, "match", path, "--events", events)
        two = self.check(0, "match", "--events", "-", path, stdin=lines.encode())
        self.assertEqual(one.stdout, two.stdout)
        self.assertEqual(len(one.stdout.splitlines()), 2)

    def test_the_summary_counts(self) -> None:
        path = self.compile(rule(selection("Image", "a")))
        self.match(path, [event(Image="a"), {"EventID": 1}, {}, "no event"], code=1)
        self.assertRegex(
            self.errors.splitlines()[-1],
            r"^3 events, 2 of no type, 1 line refused, 1 match, 0 content errors; .* events/s$",
        )


class Types(tool.ToolCase):
    def setUp(self) -> None:
        super().setUp()
        categories = ["process_creation", "registry_event", "registry_set", "pipe_created"]
        rules = [rule(selection("Image", "a"), name, name) for name in categories]
        services = [
            of_service(rule("keywords:\n    - needle\ncondition: keywords", name), name)
            for name in ("security", "sysmon")
        ]
        self.path = self.compile(*rules, *services)

    def titles(self, **fields: Any) -> List[str]:
        return [match["title"] for match in self.match(self.path, [fields])]

    def test_an_event_is_matched_under_each_of_its_types(self) -> None:
        self.assertEqual(self.titles(EventID=1, Channel=SYSMON, Image="a"), ["process_creation"])
        self.assertEqual(
            self.titles(EventID=13, Channel=SYSMON, Image="a"), ["registry_set", "registry_event"]
        )
        self.assertEqual(self.titles(EventID=14, Channel=SYSMON, Image="a"), ["registry_event"])
        for number in (17, 18):
            found = self.titles(EventID=number, Channel=SYSMON, Image="a")
            self.assertEqual(found, ["pipe_created"])
        self.assertEqual(self.titles(EventID=3, Channel=SYSMON, Image="a"), [])
        self.assertEqual(self.titles(EventID=7, Channel=SYSMON, Image="needle"), ["sysmon"])

    def test_the_channel_counts_as_well_as_the_number(self) -> None:
        for channel in ("Security", SYSMON.lower(), SYSMON + " ", "", None, 1):
            self.assertEqual(self.titles(EventID=1, Channel=channel, Image="a"), [])
        found = self.titles(EventID=4624, Channel="Security", Computer="needle")
        self.assertEqual(found, ["security"])

    def test_the_number_may_be_text(self) -> None:
        self.assertEqual(self.titles(EventID="1", Channel=SYSMON, Image="a"), ["process_creation"])
        for number in ("", " 1", "1 ", "01x", -1, 1.0, 1e0, "18446744073709551617", None, True):
            self.assertEqual(self.titles(EventID=number, Channel=SYSMON, Image="a"), [])

    def test_an_event_of_no_type_may_hold_anything(self) -> None:
        found = self.titles(EventID=1, Channel="x", Image=["a"], CommandLine={"b": []})
        self.assertEqual(found, [])


class Values(tool.ToolCase):
    def matches(self, detection: str, line: str, code: int = 0) -> bool:
        path = self.compile(rule(detection))
        return len(self.match(path, [line], code)) == 1

    def line(self, image: str) -> str:
        """An event whose Image is the given piece of JSON."""
        return '{"EventID": 1, "Channel": "%s", "Image": %s}' % (SYSMON, image)

    def test_numbers_compare_as_they_stand_in_the_line(self) -> None:
        for number in (
            "0",
            "-0",
            "7",
            "-12",
            "1.50",
            "1e3",
            "1E+3",
            "0.1e-7",
            "123456789012345678901234567890",
            "9007199254740993",
            "1e400",
        ):
            with self.subTest(number=number):
                detection = selection("Image", number)
                self.assertTrue(self.matches(detection, self.line(number)))
                self.assertTrue(self.matches(detection, self.line(f'"{number}"')))
                self.assertFalse(self.matches(detection, self.line("77")))

    def test_booleans_are_words_and_null_is_absent(self) -> None:
        self.assertTrue(self.matches(selection("Image", "true"), self.line("true")))
        self.assertTrue(self.matches(selection("Image", "false"), self.line("false")))
        absent = "selection:\n    Image: null\ncondition: selection"
        self.assertTrue(self.matches(absent, self.line("null")))
        self.assertTrue(self.matches(absent, plain()))
        self.assertFalse(self.matches(absent, self.line('""')))
        self.assertTrue(self.matches(selection("Image", ""), self.line('""')))
        self.assertFalse(self.matches(selection("Image", ""), self.line("null")))

    def test_escapes_are_decoded(self) -> None:
        for text, value in (
            (r'"a\u0062c"', "abc"),
            (r'"\"\/\t"', '"/\t'),
            (r'"\ud83d\ude00"', "😀"),
            (r'"\u00e4\u20ac"', "ä€"),
            ('"ä€😀"', "ä€😀"),
            (r'"\\cmd"', r"\cmd"),
        ):
            with self.subTest(text=text):
                quoted = json.dumps(value, ensure_ascii=False).replace("\\\\", "\\\\\\\\")
                detection = f"selection:\n    Image: {quoted}\ncondition: selection"
                self.assertTrue(self.matches(detection, self.line(text)))

    def test_keys_are_decoded_too(self) -> None:
        line = '{"Event\\u0049D": 1, "Channel": "%s", "\\u0049mage": "a"}' % SYSMON
        self.assertTrue(self.matches(selection("Image", "a"), line))

    def test_underscored_and_unknown_keys_are_ignored(self) -> None:
        keywords = "keywords:\n    - needle\ncondition: keywords"
        for key in ("_Image", "_", "NoSuchField", "image", ""):
            self.assertFalse(self.matches(keywords, plain(**{key: "needle"})))
        ignored = {"_source": {"a": [1, {"b": None}]}, "NoSuchField": [[], {}, "needle"]}
        nested = plain(Image="needle", **ignored)
        self.assertTrue(self.matches(keywords, nested))

    def test_ranges_and_networks_read_what_the_event_has(self) -> None:
        at_least = "selection:\n    ProcessId|gte: 100\ncondition: selection"
        for value, expected in ((100, True), ("100", True), (99, False), ("-", False), ("", False)):
            self.assertEqual(self.matches(at_least, plain(ProcessId=value)), expected)

    def test_the_longest_input_and_one_byte_more(self) -> None:
        detection = selection("Image|startswith", "a")
        self.assertTrue(self.matches(detection, plain(Image="a" * 65535)))
        self.assertFalse(self.matches(detection, plain(Image="a" * 65536), code=1))
        self.assertIn("longer than 65,535 bytes", self.errors)
        self.assertTrue(self.matches(detection, plain(Image="a", NoSuchField="a" * 70000)))


class WrongLines(tool.ToolCase):
    def test_a_wrong_line_is_reported_with_number_and_place_and_the_others_go_on(self) -> None:
        path = self.compile(rule(selection("Image", "a")))
        good = plain(Image="a").encode()
        head = b'{"EventID":1,"Channel":"%s",' % SYSMON.encode()
        cases = [
            (b"no json", 0, "no JSON object"),
            (b"[]", 0, "no JSON object"),
            (b'"text"', 0, "no JSON object"),
            (b"1", 0, "no JSON object"),
            (b"null", 0, "no JSON object"),
            (b"\xef\xbb\xbf{}", 0, "no JSON object"),
            (b"\0", 0, "no JSON object"),
            (b"{", 1, "a key is missing"),
            (b"{,}", 1, "a key is missing"),
            (b"{a:1}", 1, "a key is missing"),
            (b'{"a"}', 4, "a colon is missing"),
            (b'{"a":}', 5, "no JSON value"),
            (b'{"a":1', 6, "closing bracket is missing"),
            (b'{"a":1,}', 7, "a key is missing"),
            (b'{"a":1 "b":2}', 7, "closing bracket is missing"),
            (b'{"a":1}x', 7, "something follows"),
            (b'{"a":1}{}', 7, "something follows"),
            (b'{"a":nul}', 5, "no JSON value"),
            (b'{"a":tru', 5, "no JSON value"),
            (b'{"a":NaN}', 5, "no JSON value"),
            (b'{"a":01}', 6, "closing bracket is missing"),
            (b'{"a":+1}', 5, "no JSON value"),
            (b'{"a":-}', 6, "lacks a digit"),
            (b'{"a":1.}', 7, "lacks a digit"),
            (b'{"a":1e}', 7, "lacks a digit"),
            (b'{"a":.5}', 5, "no JSON value"),
            (b"{'a':1}", 1, "a key is missing"),
            (b'{"a":"b', 7, "ends inside a string"),
            (b'{"a":"\t"}', 6, "control character"),
            (b'{"a":"\0"}', 6, "control character"),
            (b'{"a":"\\x"}', 7, "escapes nothing"),
            (b'{"a":"\\', 7, "escapes nothing"),
            (b'{"a":"\\u12g4"}', 10, "four hexadecimal digits"),
            (b'{"a":"\\u0000"}', 12, "\\u0000 is not allowed"),
            (b'{"a\\u0000":1}', 9, "\\u0000 is not allowed"),
            (b'{"a":"\\ud800"}', 12, "surrogate stands alone"),
            (b'{"a":"\\ud800\\u0041"}', 18, "surrogate stands alone"),
            (b'{"a":"\\udc00"}', 12, "surrogate stands alone"),
            (b'{"a":"\\ud800x"}', 12, "surrogate stands alone"),
            (b'{"a":"\xff"}', 6, "not valid UTF-8"),
            (b'{"a":"\xc0\xaf"}', 6, "not valid UTF-8"),
            (b'{"a":"\xed\xa0\x80"}', 6, "not valid UTF-8"),
            (b'{"a":"\xf4\x90\x80\x80"}', 6, "not valid UTF-8"),
            (b'{"a":"\xe2\x82"}', 6, "not valid UTF-8"),
            (b'{"\xff":1}', 2, "not valid UTF-8"),
            (b'{"a":1,"b":2,"a":3}', 13, "twice"),
            (b'{"a":1,"\\u0061":3}', 7, "twice"),
            (b'{"a":' + b"[" * 65 + b"]" * 65 + b"}", 69, "nested deeper"),
            (b'{"a":[1,]}', 8, "no JSON value"),
            (b'{"a":[1}}', 7, "closing bracket is missing"),
            (b'{"a":{"b":1]}', 11, "closing bracket is missing"),
            (b'{"a":{"b"}}', 9, "a colon is missing"),
            (b'{"a":{1:2}}', 6, "a key is missing"),
            (b'{"a":["\xff"]}', 7, "not valid UTF-8"),
            (head + b'"Image":["a"]}', len(head) + 8, "array or an object"),
            (head + b'"Image":{}}', len(head) + 8, "array or an object"),
            (b"{" + b",".join(b'"%d":0' % i for i in range(4097)) + b"}", None, "4096 keys"),
        ]
        lines = [line for case in cases for line in (case[0], good)]
        found = self.match(path, lines, code=1)
        self.assertEqual([match["event"] for match in found], list(range(1, len(lines), 2)))
        errors = self.errors.splitlines()[:-1]
        self.assertEqual(len(errors), len(cases))
        for number, ((line, position, reason), error) in enumerate(zip(cases, errors)):
            with self.subTest(line=line[:40]):
                place = r"\d+" if position is None else str(position)
                self.assertRegex(error, rf"^-:{2 * number + 1}: event {2 * number}, byte {place}: ")
                self.assertIn(reason, error)

    def test_lines_at_the_limits_are_accepted(self) -> None:
        path = self.compile(rule(selection("Image", "a")))
        deep = '{"a":' + "[" * 64 + "]" * 64 + "}"
        wide = json.dumps({str(number): 0 for number in range(4096)})
        self.match(path, [deep, wide, "{}", " { } ", '{"a":1}\r', "\t{}\t"])
        self.assertIn("6 events, 6 of no type, 0 lines refused", self.errors)

    def test_what_is_right_json_is_right_here_too(self) -> None:
        """The reader is the tool's own: Python's, made as strict, says what it must accept."""
        pieces = ["{", "}", "[", "]", ":", ",", " ", "true", "null", "1", "-0.5e+3", "01", "-"]
        pieces += ['"a"', '"b\\n"']
        texts = ["{" + '"k":' + a + b + c + "}" for a in pieces for b in pieces for c in pieces]
        path = self.compile(rule(selection("Image", "a")))
        expected = [number for number, text in enumerate(texts) if not self.is_object(text)]
        self.match(path, texts, code=1)
        refused = [
            int(line.split(": event ")[1].split(",")[0]) for line in self.errors.splitlines()[:-1]
        ]
        self.assertEqual(refused, expected)
        self.assertGreater(len(texts) - len(expected), 20)

    def is_object(self, text: str) -> bool:
        def unique(pairs: List[Tuple[str, Any]]) -> object:
            return dict(pairs)

        try:
            return isinstance(json.loads(text, object_pairs_hook=unique), dict)
        except ValueError:
            return False

    def test_blank_lines_are_skipped_and_counted(self) -> None:
        path = self.compile(rule(selection("Image", "a")))
        found = self.match(path, ["", plain(Image="a"), "  \t\r", "", plain(Image="a")])
        self.assertEqual([match["event"] for match in found], [1, 4])

    def test_a_line_that_is_too_long_is_skipped(self) -> None:
        path = self.compile(rule(selection("Image", "a")))
        limit = 16 * 1024 * 1024
        at_limit = '{"NoSuchField": "%s"}' % ("x" * (limit - 19))
        self.assertEqual(len(at_limit), limit)
        too_long = at_limit.replace("x", "xx", 1)
        found = self.match(path, [at_limit, too_long, plain(Image="a"), too_long], code=1)
        self.assertEqual([match["event"] for match in found], [2])
        self.assertEqual(self.errors.count("the line is longer than 16 MiB"), 2)
        self.assertIn("2 events, 1 of no type, 2 lines refused", self.errors)

    def test_a_last_line_without_newline_is_read(self) -> None:
        path = self.compile(rule(selection("Image", "a")))
        result = self.check(0, "match", path, "--events", "-", stdin=plain(Image="a").encode())
        self.assertEqual(len(result.stdout.splitlines()), 1)

    def test_events_that_cannot_be_read(self) -> None:
        path = self.compile(rule(selection("Image", "a")))
        self.assertIn(b"No such file", self.check(1, "match", path, "--events", "gone").stderr)
        self.assertIn(b"Is a directory", self.check(1, "match", path, "--events", ".").stderr)


class Content(tool.ToolCase):
    def broken(self) -> Path:
        """Two rules, the first in the file with a criterion on a field that there is not."""
        path = self.compile(*(rule(selection("Image", "a"), name) for name in ("one", "two")))
        content = bytearray(path.read_bytes())
        criterion = tool.section(content, 5)
        content[criterion : criterion + 2] = b"\x80\x00"
        path.write_bytes(tool.repaired(content))
        return path

    def test_a_file_that_does_not_validate_is_refused(self) -> None:
        path = self.broken()
        result = self.check(1, "match", path, "--events", "-")
        self.assertIn(b"[CRITERION_FIELD]", result.stderr)
        self.assertIn(b"refused, ", result.stderr)

    def test_unvalidated_content_is_reported_once_and_the_rest_goes_on(self) -> None:
        path = self.broken()
        events = "\n".join([plain(Image="a")] * 3).encode()
        result = self.check(1, "match", path, "--events", "-", "--unvalidated", stdin=events)
        self.assertEqual(len(result.stdout.splitlines()), 3)
        self.assertIn(b"3 matches, 3 content errors", result.stderr)
        during = [line for line in result.stderr.splitlines() if b"instance 0, criterion 0" in line]
        self.assertLessEqual(len(during), 2)  # by the validator, and by the interpreter

    def test_a_budget_that_is_used_up_is_an_error(self) -> None:
        path = self.compile(rule(selection("Image|contains", "a")))
        events = plain(Image="b" * 1000).encode()
        result = self.check(1, "match", path, "--events", "-", "--budget", "2", stdin=events)
        self.assertIn(b"[BUDGET]", result.stderr)
        self.check(0, "match", path, "--events", "-", "--budget", "100000", stdin=events)


class Streaming(tool.ToolCase):
    def start(self) -> "subprocess.Popen[bytes]":
        path = self.compile(rule(selection("Image", "a")))
        return subprocess.Popen(
            [tool.CHANNEL, "match", path, "--events", "-"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def test_a_match_is_out_before_more_events_are_waited_for(self) -> None:
        with self.start() as process:
            assert process.stdin is not None and process.stdout is not None
            for number in range(3):
                process.stdin.write(plain(Image="a").encode() + b"\n")
                process.stdin.flush()
                self.assertEqual(json.loads(process.stdout.readline())["event"], number)
            process.stdin.close()
            self.assertEqual(process.wait(tool.TIMEOUT), 0)

    def test_ctrl_c_loses_no_match(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            with self.subTest(signal=number), self.start() as process:
                assert process.stdin is not None and process.stdout is not None
                process.stdin.write(plain(Image="a").encode() + b"\n")
                process.stdin.flush()
                self.assertEqual(json.loads(process.stdout.readline())["event"], 0)
                process.send_signal(number)
                _, errors = process.communicate(timeout=tool.TIMEOUT)
                self.assertEqual(process.returncode, 130)
                self.assertIn(b"1 event,", errors)
                self.assertIn(b"interrupted", errors)

    def test_a_reader_that_goes_away_ends_the_run(self) -> None:
        with self.start() as process:
            assert process.stdin is not None and process.stdout is not None and process.stderr
            process.stdout.close()
            process.stdin.write(plain(Image="a").encode() + b"\n")
            process.stdin.close()
            errors = process.stderr.read()
            self.assertEqual(process.wait(tool.TIMEOUT), 1)
            self.assertIn(b"Broken pipe", errors)

    def test_output_beyond_a_size_limit_is_an_error(self) -> None:
        path = self.compile(rule(selection("Image", "a")))

        def limit() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))

        events = b"\n".join([plain(Image="a").encode()] * 10)
        with (self.folder / "matches").open("wb") as stdout:
            result = self.check(
                1, "match", path, "--events", "-", stdin=events, stdout=stdout, preexec_fn=limit
            )
        self.assertIn(b"cannot write to stdout: File too large", result.stderr)


if __name__ == "__main__":
    unittest.main()
