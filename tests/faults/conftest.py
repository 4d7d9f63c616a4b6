"""The helpers of these tests, and the probe of the kit's own tests."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "shared" / "tests")]
