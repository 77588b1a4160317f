"""Generated Sigma rules on generated events: the tool's matches are those of naive_sigma."""

from __future__ import annotations

import base64
import re
import unittest
from random import Random
from typing import Any, Dict, List, Sequence, Tuple, Union

import tool
from naive_sigma import Holds, NoMeaning, Value, as_inputs, joined, key, keywords

RULES = 600
EVENTS = 60
TEXTS = ["Image", "User", "DestinationHostname", "SourceHostname"]
NUMBERS = ["DestinationPort", "SourcePort"]
ADDRESSES = ["DestinationIp", "SourceIp"]
FIELDS = [*TEXTS, *NUMBERS, *ADDRESSES]
CHARACTERS = "aAbB-/1 ×é𝄞_."
PIECES = [*"aAbB-/1 é_*?\\*", "\\*", "\\?", "\\\\", "**", "*?", "?*"]
BOUNDS = [0, 1, 11, 80, 111, -5, 2**63 - 1, -(2**63), 2**70]
NETWORKS = ["10.0.0.0/8", "10.1.0.0/16", "0.0.0.0/0", "10.1.2.3/32", "10.1.2.3", "128.0.0.0/1"]
NETWORKS += ["::/0", "fe80::/10", "::1", "2001:db8::/33", "::ffff:0:0/96"]
GIVEN_ADDRESSES = ["10.1.2.3", "10.2.2.3", "0.0.0.0", "255.255.255.255", "::1", "fe80::1"]
GIVEN_ADDRESSES += ["2001:db8::1", "2001:db8:8000::", "::ffff:10.1.2.3", "x", "", "10.1.2"]
GIVEN_NUMBERS = [0, 1, 11, 80, -5, 2**63 - 1, -(2**63), 2**64, "11", "-1", "", "abc", "1a"]
TEXT_MODIFIERS: List[List[str]] = [
    [], [], [], [], ["contains"], ["contains"], ["contains"], ["startswith"], ["startswith"],
    ["endswith"], ["endswith"], ["windash"], ["windash", "contains"], ["contains", "windash"], ["startswith", "windash"],
    ["base64"], ["base64offset"], ["base64offset", "contains"], ["windash", "base64"],
    ["wide", "base64offset", "contains"], ["utf16", "base64", "startswith"],
    ["utf16be", "base64offset", "contains"],
]  # fmt: skip
KEYWORDS: List[Union[str, int]] = ["a*b", "?b", "\\*", "10.1", "ysm*nal", "aA", "b", "-", "1", 11]
NAMES = ["sa", "s_b", "f_a", "fb", "_x", "s-c.d"]
PATTERNS = ["them", "s*", "*", "*a", "*_*", "s_*", "f*", "*b*", "sa"]

Lines = List[str]
Ranked = Tuple[int, str, Holds]  # 1: or, 2: and, 3: not, 4: nothing needs brackets


class Generator:
    """Makes rules, each with what it means, and events."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def text(self, longest: int) -> str:
        length = self.random.randrange(longest + 1)
        return "".join(self.random.choice(CHARACTERS) for _ in range(length))

    def value(self) -> Value:
        kind = self.random.random()
        if kind < 0.12:
            return self.random.choice([0, 1, 11, -1, True, False])
        if kind < 0.18:
            return None
        if kind < 0.5:
            return self.text(4)
        return "".join(self.random.choice(PIECES) for _ in range(self.random.randrange(6)))

    def written(self, value: Value) -> str:
        """A value as YAML."""
        if value is None:
            return self.random.choice(["null", "~", "Null", "NULL", ""])
        if isinstance(value, bool):
            return self.random.choice(["true", "yes", "On"] if value else ["false", "No", "OFF"])
        return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"

    def few(self, values: Sequence[Value]) -> List[Value]:
        return [self.random.choice(values) for _ in range(self.random.choice((1, 1, 2)))]

    def question(self) -> Tuple[str, List[str], List[Value]]:
        """A field, modifiers and values that go together."""
        pick, kind = self.random.choice, self.random.random()
        if kind < 0.08:
            return pick(FIELDS), ["exists"], [self.random.random() < 0.5]
        if kind < 0.16:
            return pick(NUMBERS), [pick(["lt", "lte", "gt", "gte"])], self.few(BOUNDS)
        if kind < 0.24:
            return pick(ADDRESSES), ["cidr"], self.few(NETWORKS)
        if kind < 0.32:
            before, behind = pick(["", "cased"]), pick(["", "contains", "startswith", "endswith"])
            modifiers = [name for name in (before, "fieldref", behind) if name]
            return pick(FIELDS), modifiers, self.few(FIELDS)
        modifiers = pick(TEXT_MODIFIERS) + (["cased"] if self.random.random() < 0.2 else [])
        values = [self.value() for _ in range(pick((1, 1, 2, 3)))]
        if modifiers:
            values = [self.text(4) if value is None else value for value in values]
        return pick([*TEXTS, *TEXTS, *NUMBERS]), modifiers, values

    def item(self) -> Tuple[str, Lines, Holds]:
        field, modifiers, values = self.question()
        if modifiers != ["exists"] and modifiers and self.random.random() < 0.2:
            at = 0 if "fieldref" in modifiers else self.random.randrange(len(modifiers) + 1)
            modifiers.insert(at, "all")
        if self.random.random() < 0.07:
            modifiers.append("neq")
        name = "|".join([field, *modifiers])
        if len(values) == 1 and ("exists" in modifiers or self.random.random() < 0.7):
            lines = [f"{name}: {self.written(values[0])}"]
        else:
            lines = [f"{name}:", *(f"  - {self.written(value)}" for value in values)]
        return name, lines, key(field, modifiers, values)

    def map(self) -> Tuple[Lines, Holds]:
        items: Dict[str, Tuple[Lines, Holds]] = {}
        for _ in range(self.random.choice((1, 1, 2, 3))):
            name, lines, holds = self.item()
            items.setdefault(name, (lines, holds))
        lines = [line for item in items.values() for line in item[0]]
        return lines, joined([item[1] for item in items.values()], True)

    def selection(self) -> Tuple[Lines, Holds]:
        kind = self.random.random()
        if kind < 0.6:
            return self.map()
        if kind < 0.8:
            maps = [self.map() for _ in range(self.random.choice((1, 2, 3)))]
            lines = [("- " if i == 0 else "  ") + line for m in maps for i, line in enumerate(m[0])]
            return lines, joined([holds for _, holds in maps], False)
        words = [self.random.choice(KEYWORDS) for _ in range(self.random.choice((1, 2, 3)))]
        lines = [f"- {self.written(word)}" for word in words]
        if kind < 0.9:
            return lines, keywords([], words)
        modifiers = self.random.choice([["all"], ["cased"], ["all", "cased"], ["contains", "all"]])
        name = "".join("|" + modifier for modifier in modifiers)
        return [f"'{name}':", *("  " + line for line in lines)], keywords(modifiers, words)

    def choice_of(self, selections: Dict[str, Holds]) -> Ranked:
        """`1 of pattern`."""
        wanted = self.random.choice(PATTERNS)
        as_regex = re.compile(re.escape(wanted).replace(r"\*", ".*"))
        meant = [
            holds
            for name, holds in selections.items()
            if not name.startswith("_") and (wanted == "them" or as_regex.fullmatch(name))
        ]
        if not meant:
            raise NoMeaning
        words = self.random.choice(["1 of", "any of", "all of"])
        return 4, f"{words} {wanted}", joined(meant, words == "all of")

    def condition(self, selections: Dict[str, Holds], depth: int = 0) -> Ranked:
        kind = self.random.random()
        if depth > 4 or kind < 0.35:
            name = self.random.choice(list(selections))
            return 4, name, selections[name]
        if kind < 0.5:
            return self.choice_of(selections)
        rank, text, holds = self.condition(selections, depth + 1)
        if kind < 0.65:
            return 3, "not " + (text if rank >= 3 else f"({text})"), lambda event: not holds(event)
        if kind < 0.72:
            return 4, f"({text})", holds
        own, word = self.random.choice([(1, "or"), (2, "and")])
        right_rank, right_text, right = self.condition(selections, depth + 1)
        text = text if rank >= own else f"({text})"
        right_text = right_text if right_rank >= own else f"({right_text})"
        return own, f"{text} {word} {right_text}", joined([holds, right], word == "and")

    def rule(self) -> Tuple[str, Holds]:
        """A detection, and what it means."""
        selections: Dict[str, Holds] = {}
        lines: Lines = []
        for name in self.random.sample(NAMES, self.random.randrange(1, 5)):
            own, selections[name] = self.selection()
            lines += [f"{name}:", *("    " + line for line in own)]
        conditions = [self.condition(selections) for _ in range(self.random.choice((1, 1, 2)))]
        lines += ["condition:", *(f"    - {text}" for _, text, _ in conditions)]
        return "\n".join(lines), joined([holds for _, _, holds in conditions], False)

    def given_text(self) -> Any:
        pick = self.random.choice
        kind = self.random.random()
        if kind < 0.1:
            return None
        if kind < 0.2:
            return pick([True, False, 11, 1, "", "true", "*", "a\\b?"])
        if kind < 0.4:
            content = "a" * self.random.randrange(3) + pick(["aA", "b", "1"])
            return base64.b64encode(content.encode(pick(["utf-16-le", "utf-8"]))).decode()
        return self.text(pick((2, 5)))

    def event(self) -> Dict[str, Any]:
        event: Dict[str, Any] = {"EventID": 3, "Channel": tool.SYSMON}
        for fields, choose in (
            (TEXTS, self.given_text),
            (NUMBERS, lambda: self.random.choice(GIVEN_NUMBERS)),
            (ADDRESSES, lambda: self.random.choice(GIVEN_ADDRESSES)),
        ):
            event.update({name: choose() for name in fields if self.random.random() < 0.8})
        return event

    def rules(self, count: int) -> List[Tuple[str, Holds]]:
        made: List[Tuple[str, Holds]] = []
        while len(made) < count:
            try:
                made.append(self.rule())
            except NoMeaning:
                continue
        return made


class GeneratedRules(tool.ToolCase):
    def test_match_as_the_naive_evaluation_does(self) -> None:
        generator = Generator(19)
        rules = generator.rules(RULES)
        events = [generator.event() for _ in range(EVENTS)]
        texts = [
            tool.rule(detection, f"r{number}", category="network_connection")
            for number, (detection, _) in enumerate(rules)
        ]
        path = self.compile(*texts)
        found = {(match["event"], match["rule"]) for match in self.match(path, events)}
        total = 0
        for number, (detection, holds) in enumerate(rules):
            for index, event in enumerate(events):
                wanted = holds(as_inputs(event))
                total += wanted
                got = (index, tool.rule_id(f"r{number}")) in found
                self.assertEqual(got, wanted, f"\n{detection}\non {event}")
        self.assertGreater(total, RULES * EVENTS // 10, "hardly a rule matches anything")
        self.assertLess(total, RULES * EVENTS * 9 // 10)


if __name__ == "__main__":
    unittest.main()
