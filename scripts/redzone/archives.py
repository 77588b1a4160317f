"""Zip archives of inputs, as OSS-Fuzz exchanges them: flat, each input named after its content.

An archive comes from elsewhere and is not trusted. Its names are never used to write a file; what
no honest archive has (paths that lead out, links, devices, a name twice, too much of anything) makes
it refused as a whole."""

from __future__ import annotations

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from redzone.engine import INPUT_MAX
from redzone.outcome import Failure
from redzone.spool import writing_whole

MIB = 2**20
ENTRIES_MAX = 200_000
UNPACKED_MAX = 1024 * MIB
ARCHIVE_MAX = 1024 * MIB
DIRECTORY_MAX = 64 * MIB  # of the archive's table of contents, which is read as a whole
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ENCRYPTED = 1  # flag
WINDOWS_PATH = re.compile(r"[A-Za-z]:|.*\\")
# What zipfile raises for one that is damaged; it seeks where the archive says, hence OSError.
DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, OverflowError),
    *(NotImplementedError, RuntimeError, ValueError),
)
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first date that the form knows
END, END_SIZE = b"PK\5\6", 22  # the record at the end of an archive
LOCATOR, LOCATOR_SIZE = b"PK\6\7", 20  # before it, where the archive is a large one
COMMENT_MAX = 65535


def directory_size(file: BinaryIO, size: int) -> int:
    """Bytes of the table of contents, as the end of an archive states them."""
    file.seek(max(0, size - END_SIZE - COMMENT_MAX - LOCATOR_SIZE))
    tail = file.read()
    at = tail.rfind(END)
    if at < 0 or len(tail) - at < END_SIZE:
        raise zipfile.BadZipFile("it has no end")
    stated = int(struct.unpack_from("<L", tail, at + 12)[0])
    locator = tail[max(0, at - LOCATOR_SIZE) : at]
    if locator.startswith(LOCATOR):
        file.seek(struct.unpack_from("<Q", locator, 8)[0])
        large = file.read(48)
        if len(large) < 48:
            raise zipfile.BadZipFile("its end is cut short")
        stated = max(stated if stated != 0xFFFFFFFF else 0, struct.unpack_from("<Q", large, 40)[0])
    return stated


def fault_of(entry: zipfile.ZipInfo) -> str:
    """Why an entry makes its archive unfit; empty for a good one."""
    path = PurePosixPath(entry.filename)
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if path.is_absolute() or ".." in path.parts or WINDOWS_PATH.match(entry.filename):
        return "its path leads out of the archive"
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "it is neither file nor folder"
    if entry.flag_bits & ENCRYPTED:
        return "it is encrypted"
    if entry.compress_type not in METHODS:
        return "it is packed in an unusual way"
    return ""


def check(entries: list[zipfile.ZipInfo]) -> None:
    """Refuses an archive for what its table of contents says."""
    if len(entries) > ENTRIES_MAX:
        raise Failure(f"it has more than {ENTRIES_MAX:,} entries")
    names: set[str] = set()
    for entry in entries:
        fault = fault_of(entry)
        if entry.filename in names:
            fault = "it stands there twice"
        if fault:
            raise Failure(f"{entry.filename!r}: {fault}")
        names.add(entry.filename)
    if sum(entry.file_size for entry in entries if entry.file_size <= INPUT_MAX) > UNPACKED_MAX:
        raise Failure(f"unpacked it has more than {UNPACKED_MAX // MIB:,} MiB")


def is_input(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry is an input that engines take, not a folder, a note or too large."""
    path = PurePosixPath(entry.filename)
    hidden = any(part.startswith(".") for part in path.parts)
    noted = hidden or path.suffix in (".json", ".md")
    return not (entry.is_dir() or noted or entry.file_size > INPUT_MAX)


def read(path: Path) -> Iterator[bytes]:
    """The inputs of an archive, one after the other. One that is damaged or not to be trusted is a
    Failure; nothing of it has been returned where its table of contents says so."""
    try:
        size = path.stat().st_size
        if size > ARCHIVE_MAX:
            raise Failure(f"it has more than {ARCHIVE_MAX // MIB:,} MiB")
        with open(path, "rb") as file:
            if directory_size(file, size) > DIRECTORY_MAX:
                raise Failure("its table of contents is too large")
            with zipfile.ZipFile(file) as archive:
                entries = archive.infolist()
                check(entries)
                for entry in entries:
                    if is_input(entry):
                        yield archive.read(entry)  # never more than it states
    except DAMAGED as error:
        raise Failure(f"cannot read the archive {path}: {error}") from None
    except Failure as failure:
        raise Failure(f"{path} is refused: {failure}") from None


def write(path: Path, inputs: Mapping[str, Path]) -> None:
    """Writes an archive of inputs by their names, whole or not at all. The same inputs give the
    same bytes."""
    with writing_whole(path) as file, zipfile.ZipFile(file, "w") as archive:
        for name in sorted(inputs):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system = 3  # Unix, wherever this runs
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, inputs[name].read_bytes(), compresslevel=9)
