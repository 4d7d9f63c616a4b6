"""Fixtures of the kit's own tests."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from bus_fixtures import make_probe, probe, publisher

__all__ = ["make_probe", "probe", "publisher"]
