"""A small checkout with fake tools, so that the whole command line runs in a second or two.

Only `python3` and the basic tools of a system are real."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

from support import ROOT, FolderCase

# Configures and builds: a tree, and in it programs that are copies of engine.sh.
CMAKE = r"""
echo "cmake $*" >> "$FAKES/commands"
case $1 in
--version) echo 'cmake version 3.25.1' ;;
--preset)
    mkdir -p "build/$2/bin"
    printf 'CMAKE_HOME_DIRECTORY:INTERNAL=%s\nCMAKE_CACHEFILE_DIR:INTERNAL=%s\n' \
        "$PWD" "$PWD/build/$2" > "build/$2/CMakeCache.txt"
    : > "build/$2/build.ninja" ;;
--build)
    [ ! -e "$FAKES/no-build" ] || exit 1
    for program in one one_fuzzer one_afl two two_fuzzer two_afl; do
        cp engine.sh "$2/bin/$program"
    done ;;
esac
"""
# Runs as libFuzzer does until it is told to stop; as a workbench, says what it saw.
ENGINE = r"""
echo "$0 $*" >> "$FAKES/commands"
case $1 in
explain | minimize) exec python3 "$FAKES/workbench.py" "$0" "$@" ;;
replay) [ -e "$FAKES/judged" ] || { echo "$3 seen"; exit 0; }
    exec python3 "$FAKES/workbench.py" "$0" "$@" ;;
esac
trap 'echo "stat::number_of_executed_units: 64"; exit 0' USR1 INT
echo '#8 INITED cov: 3 ft: 4 corp: 1/1b exec/s: 8 rss: 1Mb'
: > "$FAKES/fuzzing"
while :; do sleep 0.01; done
"""
# Explains, minimizes and, where there is a file `judged`, replays as a workbench does. An input runs into
# the bugs that it names: `BUG:name`, one after the other; those with a file `fixed-name` are mended.
# `SURVIVE:name` is seen in the survive build alone; `FLAKY:name` every third time.
WORKBENCH = r"""
import hashlib, json, os, re, sys, time
program, verb, *words = sys.argv[1:]
fakes = os.environ["FAKES"]
paths = words[words.index("--") + 1:] if "--" in words else [words[-1]]
def option(name): return words[words.index(name) + 1]
def key_of(name): return hashlib.sha256(name.encode()).hexdigest()[:16]
def is_hit(kind, name):
    if kind == "SURVIVE": return "/survive/" in program
    if kind == "FLAKY":
        with open(f"{fakes}/flaky-{name}", "ab") as file:
            file.write(b"x")
            return file.tell() % 3 == 1
    return not os.path.exists(f"{fakes}/fixed-{name}")
def names_in(content):
    found = re.findall(r"(BUG|SURVIVE|FLAKY):([a-z0-9]+)", content.decode(errors="replace"))
    names = [name for kind, name in found if is_hit(kind, name)]
    return names if "/survive/" in program else names[:1]
def hit(name):
    return {"key": key_of(name), "class": "read-out-of-bounds", "what": "heap-buffer-overflow",
            "access": "read", "bytes": 4, "where": "0 bytes after the 12-byte input",
            "contract": "", "detail": "", "context": "", "function": f"parse_{name}",
            "file": "parser/parse.c", "line": 9, "caller": "main",
            "frames": [{"function": f"parse_{name}", "file": "parser/parse.c", "line": 9}]}
open(f"{fakes}/commands", "a").write(f"{program} {verb} {' '.join(words)}\n")
failed = 0
if verb == "explain":
    for path in paths:
        if os.path.exists(f"{fakes}/slow"): time.sleep(float(open(f"{fakes}/slow").read()))
        names = names_in(open(path, "rb").read())
        failed += bool(names)
        answer = {"file": path, "outcome": "hit" if names else "clean", "hits": list(map(hit, names))}
        print(json.dumps(answer) if "--json" in words else answer, flush=True)
elif verb == "minimize":
    content = open(words[-1], "rb").read()
    names = names_in(content)
    if not names or key_of(names[0]) != option("--key"): sys.exit(1)
    kind = next(kind for kind in ("BUG", "SURVIVE", "FLAKY") if f"{kind}:{names[0]}".encode() in content)
    small = f"{kind}:{names[0]}".encode()
    open(option("--output"), "wb").write(small)
    for other in re.findall(rb"HARVEST:([a-z0-9]+)", content):
        name = other.decode()
        open(option("--harvest") + "/" + key_of(name), "wb").write(b"BUG:" + other)
    print(json.dumps({"executions": 7, "milliseconds": 0.5, "complete": True}))
else:
    for path in words:
        if path.startswith("--"): continue
        inputs = [path]
        if os.path.isdir(path):
            inputs = [os.path.join(path, name) for name in sorted(os.listdir(path))]
            inputs = [name for name in inputs if not name.endswith(".json")]
        for name in inputs:
            bad = names_in(open(name, "rb").read())
            failed += bool(bad)
            ending = open(f"{fakes}/says").read() if os.path.exists(f"{fakes}/says") else "refused"
            print(f"FAIL {name}: bad" if bad else f"{name}\t{ending}\t0\t0123456789abcdef", flush=True)
sys.exit(1 if failed else 0)
"""
# Runs as afl-fuzz does.
AFL = r"""
echo "afl-fuzz $*" >> "$FAKES/commands"
while [ "$1" != -o ]; do shift; done
mkdir -p "$2/job0/queue" "$2/job0/crashes"
trap 'exit 0' INT
printf 'execs_done : 32\nedges_found : 3\n' > "$2/job0/fuzzer_stats"
while :; do sleep 0.01; done
"""
# Reports as ctest does; the label's report is a file.
CTEST = r"""
echo "ctest $*" >> "$FAKES/commands"
while [ "$1" != -L ]; do shift; done
label=$(printf '%s' "$2" | tr -d '^$')
while [ "$1" != --output-junit ]; do shift; done
mkdir -p "$(dirname "$2")"
cp "$FAKES/report-$label.xml" "$2"
"""
COMPILER = r"""
case $1 in
-print-resource-dir) echo "$FAKES/resources" ;;
--version) echo "fake compiler 1.0" ;;
*)
    for last; do :; done
    printf '#!/bin/sh\n' > "$last"; chmod +x "$last" ;;
esac
"""
LLVM = ("llvm-symbolizer", "llvm-cov-19", "llvm-profdata-19")
PASSED = '<testsuite><testcase name="a" status="run"/></testsuite>'
PRESETS = ("dev", "release", "asan", "survive", "coverage", "libfuzzer", "afl")


class Checkout(FolderCase):
    """A test with a checkout of its own, fake tools first in PATH."""

    root: Path

    def setUp(self) -> None:
        super().setUp()
        self.root = self.folder / "check out"
        shutil.copytree(
            ROOT / "scripts", self.root / "scripts", ignore=shutil.ignore_patterns("__pycache__")
        )
        presets = {"buildPresets": [{"name": name} for name in PRESETS]}
        self.write("check out/CMakePresets.json", json.dumps(presets))
        self.write("check out/harnesses/targets.txt", "# targets\none\ntwo\n")
        self.write("check out/seeds/one/seed", "a seed")
        self.write(
            "check out/tests/scripts/test_x.py",
            "import unittest\nclass T(unittest.TestCase):\n  def test_a(self): pass\n",
        )
        self.script("check out/engine.sh", ENGINE)
        self.make_tools()

    def make_tools(self) -> None:
        """Writes the fake tools."""
        tools = {"cmake": CMAKE, "ctest": CTEST, "afl-fuzz": AFL}
        tools.update({name: COMPILER for name in ("gcc", "clang-19", "afl-clang-fast")})
        tools.update({name: "exit 0" for name in ("ninja", "pkg-config", *LLVM)})
        self.write("tools/workbench.py", WORKBENCH)
        for name, body in tools.items():
            self.script(f"tools/{name}", body)
        for runtime in ("asan", "fuzzer"):
            self.write(f"tools/resources/lib/linux/libclang_rt.{runtime}-x86_64.a")
        for label in ("unit", "conformance", "replay", "end-to-end"):
            self.write(f"tools/report-{label}.xml", PASSED)

    def environment(self) -> dict[str, str]:
        """What the command line runs in."""
        kept = {name: os.environ[name] for name in ("HOME", "LANG") if name in os.environ}
        tools = str(self.folder / "tools")
        path = f"{tools}:/usr/bin:/bin"
        return {**kept, "PATH": path, "FAKES": tools, "PYTHONDONTWRITEBYTECODE": "1"}

    def start(self, *words: str) -> "subprocess.Popen[str]":
        """Starts `scripts/fuzz` in the checkout."""
        return subprocess.Popen(
            [str(self.root / "scripts" / "fuzz"), *words],
            cwd=self.root,
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def fuzz(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Runs `scripts/fuzz` in the checkout to its end."""
        child = self.start(*words)
        out, err = child.communicate(timeout=120)
        return subprocess.CompletedProcess(words, child.returncode, out, err)

    def commands(self) -> list[str]:
        """What the fake tools were asked to do."""
        return (self.folder / "tools" / "commands").read_text(encoding="utf-8").splitlines()
