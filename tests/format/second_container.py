"""The container of channel files for the second reader, from docs/format.md alone: header,
directory, sections (§1), checksum (§6), trailer of fuzz inputs (§8)."""

from __future__ import annotations

import struct
from typing import Dict, List, NamedTuple, Tuple

MAGIC = bytes.fromhex("525a43480d0a1a0a")
VERSION = 1
HEADER, ENTRY = 40, 16
CHECKSUM_AT, CHECKED_FROM = 16, 24
FOLD_ASCII = 1
RECORD_SIZES = {
    "types": 16,
    "fields": 1,
    "rules": 48,
    "instances": 24,
    "criteria": 16,
    "nodes": 8,
    "patterns": 8,
    "ranges": 16,
    "networks": 24,
    "references": 8,
    "expressions": 24,
    "instructions": 8,
    "strings": 1,
    "index": 8,
}
RESERVED_SECTIONS = ("index",)
FIRST_SECTION = HEADER + ENTRY * len(RECORD_SIZES)

FILE_MOST = 64 << 20  # §7


class Section(NamedTuple):
    records: int
    data: bytes


def checksum(data: bytes) -> int:
    """§6, of bytes 24 to the end."""
    modulus, multiplier = 1 << 64, 0x9E3779B97F4A7C15
    lanes = [1, 2, 3, 4, 5, 6, 7, 8]
    padded = data + bytes(-len(data) % 8)
    for i, (word,) in enumerate(struct.iter_unpack("<Q", padded)):
        lanes[i % 8] = (lanes[i % 8] + word) * multiplier % modulus
    total = len(data)
    for lane in lanes:
        total = (total + lane) * multiplier % modulus
        total = (total ^ (total >> 32)) * multiplier % modulus
    return total


def repaired(data: bytes) -> bytes:
    """The same file with the checksum that fits the rest of it."""
    total = struct.pack("<Q", checksum(data[CHECKED_FROM:]))
    return data[:CHECKSUM_AT] + total + data[CHECKED_FROM:]


def split_trailer(data: bytes) -> Tuple[bytes, bytes]:
    """§8: the file, and the payload of the trailer behind it."""
    if len(data) < 8 or data[-4:] != b"RZTR":
        return data, b""
    (size,) = struct.unpack("<I", data[-8:-4])
    if size > len(data) - 8:
        return data, b""
    end = len(data) - 8
    return data[: end - size], data[end - size : end]


def read_header(data: bytes, broken: List[str]) -> None:
    """§1, all but the checksum, which is verified last."""
    if data[:8] != MAGIC:
        broken.append("MAGIC")
    version, size = struct.unpack_from("<II", data, 8)
    if version != VERSION:
        broken.append("VERSION")
    if size != len(data):
        broken.append("FILE_SIZE")
    if data[36] != FOLD_ASCII:
        broken.append("CASE_FOLDING")
    if any(data[37:HEADER]):
        broken.append("HEADER_RESERVED")


def read_section(data: bytes, number: int, at: int, broken: List[str]) -> Section:
    """One entry of the directory and its section, that has to begin at `at`."""
    name = list(RECORD_SIZES)[number - 1]
    kind, begin, size, count = struct.unpack_from("<IIII", data, HEADER + ENTRY * (number - 1))
    used = count * RECORD_SIZES[name]
    if kind != number:
        broken.append("SECTION_KIND")
    if begin != at:
        broken.append("SECTION_GAP")
    if begin + size > len(data):
        broken.append("SECTION_END")
    if used > size:
        broken.append("SECTION_COUNT")
    elif (used + 7) // 8 * 8 != size:
        broken.append("SECTION_SIZE")
    elif any(data[begin + used : begin + size]):
        broken.append("SECTION_PADDING")
    if name in RESERVED_SECTIONS and count != 0:
        broken.append("SECTION_RESERVED")
    return Section(count, data[begin : begin + used])


def read_container(data: bytes, broken: List[str]) -> Dict[str, Section]:
    """§1: the sections by name; stops at the first place that is wrong."""
    if len(data) > FILE_MOST:
        broken.append("FILE_TOO_LARGE")
    if len(data) < HEADER:
        broken.append("HEADER_TRUNCATED")
        return {}
    read_header(data, broken)
    if len(data) < FIRST_SECTION:
        broken.append("DIRECTORY_TRUNCATED")
    sections: Dict[str, Section] = {}
    at = FIRST_SECTION
    for number, name in enumerate(RECORD_SIZES, 1):
        if broken:
            return {}
        sections[name] = read_section(data, number, at, broken)
        at += len(sections[name].data) + -len(sections[name].data) % 8
    if not broken and at != len(data):
        broken.append("TRAILING_BYTES")
    (said,) = struct.unpack_from("<Q", data, CHECKSUM_AT)
    if not broken and said != checksum(data[CHECKED_FROM:]):
        broken.append("CHECKSUM")
    return sections
