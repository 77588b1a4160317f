"""Two readers of channel files, one verdict: parser/, and second_reader.py, which was written from
docs/format.md alone. On the seeds, on files with a few bytes changed, and at
each cap."""

from __future__ import annotations

import re
import unittest
from collections import Counter
from typing import Set

from built import built, either, expression, nested
from damager import Damager
from readers import ReadersCase, accepted_seeds, seeds
from second_reader import read

DAMAGES = 1200
SMALL = 1200  # bytes
KINDS_OF_ERRORS = 60  # that the damages must meet


PLAIN = [(5, 97, 0, 0)]
END = (1, 0, 0, 0)


class Verdicts(ReadersCase):
    def test_seeds(self) -> None:
        for target, accepted in (("channel_file", 40), ("interpreter", 15)):
            seen = Counter(self.compare(data, name) for name, data in seeds(target).items())
            self.assertGreaterEqual(seen[""], accepted)
            self.assertGreaterEqual(len(seen), 3, seen)

    @staticmethod
    def weight(name: str, data: bytes) -> int:
        """Files with more to damage are chosen more often."""
        special = re.search("cidr|expression|glob|range|reference", name) is not None
        return len(read(data)[0].rules) ** 2 + 1 + 4 * special

    def test_damaged_files(self) -> None:
        whole = {name: data for name, data in accepted_seeds().items() if len(data) <= SMALL}
        names = sorted(whole)
        weights = [self.weight(name, whole[name]) for name in names]
        damager = Damager(1)
        seen: Set[str] = set()
        alone: Set[str] = set()
        for number in range(DAMAGES):
            name = damager.random.choices(names, weights)[0]
            data = damager.damaged(whole[name])
            seen.add(self.compare(data, f"damage {number} of {name}"))
            broken = set(read(data)[1])
            alone |= broken if len(broken) == 1 else set()
        self.assertIn("", seen)
        self.assertGreaterEqual(len(seen), KINDS_OF_ERRORS, sorted(seen))
        self.assertGreaterEqual(len(alone), KINDS_OF_ERRORS // 2, sorted(alone))

    def test_caps(self) -> None:
        """Each at its limit and one above."""
        caps = (
            ("TYPE_COUNT", built(types=1024), built(types=1025)),
            ("TEXT_TOO_LONG", built(title=16384), built(title=16385)),
            (
                "INSTANCE_CRITERIA",
                built(criteria=16384, nodes=either(16384, 16384)),
                built(criteria=16385, nodes=either(16385, 16385)),
            ),
            ("INSTANCE_NODES", built(nodes=either(65535, 1)), built(nodes=either(65536, 1))),
            (
                "EXPRESSION_LENGTH",
                expression([*PLAIN * 8191, END], [1], 0),
                expression([*PLAIN * 8192, END], [1], 0),
            ),
            ("NODE_DEPTH", built(nodes=nested(128)), built(nodes=nested(129))),
        )
        for name, most, more in caps:
            self.assertEqual(self.compare(most, name), "")
            self.assertEqual(self.compare(more, name), name)
            self.assertEqual(set(read(more)[1]), {name})


if __name__ == "__main__":
    unittest.main()
