"""The record of a finding: what stands beside its reproducer. It holds nothing of the machine that
found it: no absolute path, host, process or address, so that it can be committed and read in a
diff. docs/finding.schema.json describes it; a test keeps both in step."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any, Optional

VERSION = 1
KIND = "finding"
OPEN, FIXED, FLAKY, BUILD_DEPENDENT = "open", "fixed", "flaky", "build-dependent"
STATES = (OPEN, FIXED, FLAKY, BUILD_DEPENDENT)
KEY = re.compile(r"[0-9a-f]{16}")
# What the judge says of a hit, member by member; see `explain --json`.
HIT_TEXTS = (
    "class", "what", "access", "where", "contract", "detail", "context", "function", "file", "caller",
)  # fmt: skip
ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}\b")
ABSOLUTE = re.compile(r"(?<![\w.])/(?:[\w.+-]+/)+([\w.+-]+)")


class RecordError(ValueError):
    """A record that cannot be read, and why."""


def check(condition: bool, reason: str) -> None:
    """Raises unless the condition holds."""
    if not condition:
        raise RecordError(reason)


def impersonal(text: str) -> str:
    """A text without what only one machine knows: addresses and the folders of absolute paths."""
    return ABSOLUTE.sub(r"\1", ADDRESS.sub("an address", text))


@dataclass
class Hit:
    """What an input runs into."""

    key: str
    texts: dict[str, str]
    size: int = 0  # bytes of the access
    line: int = 0
    frames: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def read(cls, value: Any) -> "Hit":
        """From a JSON object."""
        check(isinstance(value, dict), "a hit is an object")
        key = value.get("key")
        check(isinstance(key, str) and KEY.fullmatch(key) is not None, "a key is 16 hex digits")
        texts = {name: value.get(name, "") for name in HIT_TEXTS}
        check(all(isinstance(text, str) for text in texts.values()), "members of a hit are texts")
        check(texts["class"] != "", "a hit has a class")
        numbers = (value.get("bytes", 0), value.get("line", 0))
        check(all(type(number) is int and number >= 0 for number in numbers), "sizes are numbers")
        frames = value.get("frames", [])
        check(isinstance(frames, list) and all(is_frame(one) for one in frames), "bad frames")
        texts = {name: impersonal(text) for name, text in texts.items()}
        frames = [{**frame, "file": impersonal(frame["file"])} for frame in frames]
        return cls(str(key), texts, numbers[0], numbers[1], frames)

    def members(self) -> dict[str, Any]:
        """As members of a JSON object."""
        found: dict[str, Any] = {"key": self.key, **self.texts}
        found.update({"bytes": self.size, "line": self.line, "frames": self.frames})
        return found

    def headline(self) -> str:
        """One line for people: class, place, and what the target was at."""
        place = self.texts["function"] or self.texts["contract"] or "no own frame"
        at = f" at {self.texts['file']}:{self.line}" if self.texts["file"] else ""
        context = f" ({self.texts['context']})" if self.texts["context"] else ""
        return f"{self.texts['class']} in {place}{at}{context}"

    def access(self) -> str:
        """What was read or written, and where; empty where nothing was."""
        access = f"{self.texts['access']} of {self.size} bytes" if self.size else ""
        return ", ".join(text for text in (access, self.texts["where"]) if text)


def is_frame(value: Any) -> bool:
    """Whether a value is a frame: function, file and line."""
    return (
        isinstance(value, dict)
        and set(value) == {"function", "file", "line"}
        and isinstance(value["function"], str)
        and isinstance(value["file"], str)
        and type(value["line"]) is int
    )


@dataclass
class Record:
    """A finding."""

    hit: Hit
    targets: list[str]
    input: dict[str, Any]  # size and sha256 of the reproducer
    original: dict[str, Any]  # of what it was minimized from
    also: list[str] = field(default_factory=list)  # other keys that the reproducer hits
    minimization: dict[str, Any] = field(default_factory=dict)  # executions, complete
    verification: dict[str, Any] = field(default_factory=dict)  # runs, failed, judge, afl
    state: str = OPEN
    expected: Optional[dict[str, str]] = None  # reason and date: an open finding that fails no test
    engine: str = ""
    sanitizer: str = ""
    commit: str = ""
    found: str = ""  # a date
    fixed: Optional[str] = None  # a date
    refused: Optional[str] = None  # what the target says of the input since it is fixed

    @property
    def key(self) -> str:
        """The crash key."""
        return self.hit.key

    @property
    def name(self) -> str:
        """Of the reproducer's file."""
        place = re.sub(r"[^A-Za-z0-9_]+", "-", self.hit.texts["function"]).strip("-")
        kind = re.sub(r"[^a-z0-9]+", "-", self.hit.texts["class"].lower()).strip("-")
        return f"{kind[:60]}-{(place or self.targets[0])[:60]}-{self.key}"

    def write(self) -> bytes:
        """As bytes of a file, the same for the same record."""
        members: dict[str, Any] = {"kind": KIND, "version": VERSION, **self.hit.members()}
        for name in (
            "targets", "also", "input", "original", "minimization", "verification", "state",
            "expected", "engine", "sanitizer", "commit", "found", "fixed", "refused",
        ):  # fmt: skip
            members[name] = getattr(self, name)
        members["repeat"] = f"./scripts/fuzz repro {self.key}"
        return (json.dumps(members, indent=2, ensure_ascii=False) + "\n").encode()

    @classmethod
    def read(cls, content: bytes) -> "Record":
        """From the bytes of a file; a RecordError says what is wrong with it."""
        value = read_object(content)
        check(value.get("kind") == KIND, "is no record of a finding")
        check(value.get("version") == VERSION, f"is of version {value.get('version')!r}")
        check(value.get("state") in STATES, f"state {value.get('state')!r}")
        check(are_texts(value.get("targets")) and bool(value["targets"]), "names no target")
        for name in ("input", "original"):
            check(is_content(value.get(name)), f"{name}: size and sha256")
        for name in ("minimization", "verification"):
            check(isinstance(value.get(name, {}), dict), f"{name} is no object")
        check(are_texts(value.get("also", [])), "also: keys")
        expected = value.get("expected")
        check(expected is None or is_reason(expected), "expected: reason and date")
        texts = ("engine", "sanitizer", "commit", "found")
        check(all(isinstance(value.get(name, ""), str) for name in texts), "members are texts")
        for name in ("fixed", "refused"):
            check(isinstance(value.get(name), (str, type(None))), f"{name} is no text")
        return cls(
            hit=Hit.read(value),
            targets=list(value["targets"]),
            input=value["input"],
            original=value["original"],
            also=list(value.get("also", [])),
            minimization=dict(value.get("minimization", {})),
            verification=dict(value.get("verification", {})),
            state=value["state"],
            expected=expected,
            fixed=value.get("fixed"),
            refused=value.get("refused"),
            **{name: value.get(name, "") for name in texts},
        )


def read_object(content: bytes) -> dict[str, Any]:
    """The JSON object in a file; a RecordError where there is none."""
    try:
        value = json.loads(content.decode())
    except (ValueError, RecursionError) as error:
        raise RecordError(f"is no JSON: {error}") from None
    check(isinstance(value, dict), "is no object")
    return dict(value)


def are_texts(value: Any) -> bool:
    """Whether a value is a list of texts."""
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def is_content(value: Any) -> bool:
    """Whether a value tells an input's size and SHA-256."""
    return (
        isinstance(value, dict)
        and type(value.get("size")) is int
        and isinstance(value.get("sha256"), str)
        and re.fullmatch(r"[0-9a-f]{64}", value["sha256"]) is not None
    )


def is_reason(value: Any) -> bool:
    """Whether a value tells why a finding is expected, and since when."""
    return (
        isinstance(value, dict)
        and isinstance(value.get("reason"), str)
        and bool(value["reason"])
        and isinstance(value.get("date"), str)
    )
