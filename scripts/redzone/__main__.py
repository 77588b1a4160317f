"""Starts the command line. Run by path, so that nothing of the current folder is imported."""

import sys
from pathlib import Path

if not __package__:
    sys.path[0] = str(Path(__file__).resolve().parents[1])

try:
    from redzone.cli import main  # noqa: E402  (the path comes first)
except KeyboardInterrupt:  # from its first line on, main takes care of Ctrl-C
    print("fuzz: interrupted", file=sys.stderr)
    sys.exit(130)

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
