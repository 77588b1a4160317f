"""Installs libchannel, moves what was installed, and builds a project that uses it: by find_package
and by pkg-config. Relies on cmake, ninja, pkg-config and the compiler that $CC names."""

from __future__ import annotations

import os
import subprocess
import tempfile
import unittest
from pathlib import Path
from typing import Dict, List, Optional

ROOT = Path(__file__).resolve().parents[2]
CONSUMER = Path(__file__).resolve().parent / "consumer"
HEADERS = ROOT / "parser" / "include" / "channel"
SECONDS = 120  # no step may take longer


def run(
    command: List[str], environment: Optional[Dict[str, str]] = None
) -> "subprocess.CompletedProcess[str]":
    """Runs a command to its end and returns what it said."""
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **(environment or {})},
        timeout=SECONDS,
        text=True,
        check=False,
    )


class Package(unittest.TestCase):
    work: Path
    prefix: Path
    compiler: str

    @classmethod
    def setUpClass(cls) -> None:
        temporary = tempfile.TemporaryDirectory(prefix="redzone-package-")
        cls.addClassCleanup(temporary.cleanup)
        cls.work = Path(temporary.name).resolve()
        cls.compiler = os.environ.get("CC", "cc")
        build = str(cls.work / "build")
        options = ["REDZONE_COMPILER=OFF", "REDZONE_TESTS=OFF", "CMAKE_BUILD_TYPE=Release"]
        installed = cls.work / "installed"
        cls.must(
            [
                *["cmake", "-S", str(ROOT), "-B", build, "-G", "Ninja"],
                *[f"-D{option}" for option in options],
                f"-DCMAKE_C_COMPILER={cls.compiler}",
            ]
        )
        cls.must(["cmake", "--build", build, "--parallel", "2", "--target", "channel"])
        cls.must(["cmake", "--install", build, "--prefix", str(installed)])
        cls.prefix = installed.rename(cls.work / "moved")

    @classmethod
    def must(
        cls, command: List[str], environment: Optional[Dict[str, str]] = None
    ) -> "subprocess.CompletedProcess[str]":
        """Runs a command that has to succeed."""
        done = run(command, environment)
        if done.returncode != 0:
            raise AssertionError(f"{' '.join(command)}:\n{done.stdout}{done.stderr}")
        return done

    def check_consumer(self, program: Path) -> None:
        """The program takes a sound file and refuses a damaged one."""
        seeds = ROOT / "seeds" / "channel_file"
        sound = run([str(program), str(seeds / "exact")])
        self.assertEqual((sound.stdout, sound.returncode), ("1 rules\n", 0))
        damaged = run([str(program), str(seeds / "all-zero")])
        self.assertEqual((damaged.stdout, damaged.returncode), ("MAGIC at 0\n", 1))

    def test_all_public_headers_are_installed_and_nothing_else(self) -> None:
        files = {path for path in self.prefix.rglob("*") if path.is_file()}
        headers = {self.prefix / "include" / "channel" / path.name for path in HEADERS.iterdir()}
        self.assertGreater(len(headers), 5)
        others = {path.name for path in files - headers}
        self.assertLessEqual(headers, files)
        self.assertEqual(
            others,
            {
                "libchannel.a",
                "channel.pc",
                "channelConfig.cmake",
                "channelConfig-release.cmake",
                "channelConfigVersion.cmake",
            },
        )

    def test_nothing_that_is_installed_names_the_folder_it_was_built_in(self) -> None:
        texts = [*self.prefix.rglob("*.cmake"), *self.prefix.rglob("*.pc")]
        self.assertEqual(len(texts), 4)
        for path in texts:
            text = path.read_text(encoding="utf-8")
            self.assertNotIn(str(self.work), text)
            self.assertNotIn(str(ROOT), text)

    def test_find_package(self) -> None:
        build = self.work / "found"
        self.must(
            [
                *["cmake", "-S", str(CONSUMER), "-B", str(build), "-G", "Ninja"],
                f"-DCMAKE_C_COMPILER={self.compiler}",
                f"-DCMAKE_PREFIX_PATH={self.prefix}",
            ]
        )
        self.must(["cmake", "--build", str(build)])
        self.check_consumer(build / "consumer")

    def test_find_package_refuses_another_minor_version(self) -> None:
        source = self.work / "other"
        source.mkdir()
        text = (CONSUMER / "CMakeLists.txt").read_text(encoding="utf-8")
        self.assertIn("channel 0.1 REQUIRED", text)
        later = text.replace("channel 0.1 REQUIRED", "channel 0.2 REQUIRED")
        (source / "CMakeLists.txt").write_text(later, encoding="utf-8")
        done = run(
            [
                *["cmake", "-S", str(source), "-B", str(source / "build"), "-G", "Ninja"],
                f"-DCMAKE_C_COMPILER={self.compiler}",
                f"-DCMAKE_PREFIX_PATH={self.prefix}",
            ]
        )
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("channel", done.stderr)
        self.assertIn("0.2", done.stderr)

    def test_pkg_config(self) -> None:
        (folder,) = {path.parent for path in self.prefix.rglob("channel.pc")}
        flags = self.must(
            ["pkg-config", "--cflags", "--libs", "channel >= 0.1"],
            {"PKG_CONFIG_PATH": str(folder)},
        ).stdout.split()
        program = self.work / "configured"
        source = str(CONSUMER / "consumer.c")
        self.must([self.compiler, "-std=c11", source, "-o", str(program), *flags])
        self.check_consumer(program)


if __name__ == "__main__":
    unittest.main()
