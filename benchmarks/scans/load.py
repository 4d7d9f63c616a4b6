"""Load by wrk, from a list of paths, and what it measured."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nscl_shared.runtime.process import require_program

CONNECTIONS = 16
SCRIPT = """
local paths = {}
for line in io.lines("%(paths)s") do paths[#paths + 1] = line end
local turn = 0
wrk.headers = { %(headers)s }
request = function()
  turn = turn %% #paths + 1
  return wrk.format("GET", paths[turn])
end
done = function(summary, latency, requests)
  io.write(string.format('\\n{"requests":%%d,"duration_us":%%d,"p99_us":%%d,"errors":%%d}\\n',
    summary.requests, summary.duration, latency:percentile(99.0),
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout))
end
"""


@dataclass(frozen=True)
class Measured:
    """Requests a second, the 99th percentile of latency in milliseconds, and errors.

    ``errors`` are answers of 400 and above, and requests without an answer.
    """

    rate: float
    p99_ms: float
    errors: int
    requests: int


@dataclass(frozen=True)
class Load:
    """A list of paths that is asked for in turn; written below ``folder``."""

    folder: Path

    def run(
        self,
        url: str,
        paths: Sequence[str],
        headers: Mapping[str, str],
        *,
        seconds: float,
        connections: int = CONNECTIONS,
    ) -> Measured:
        """Ask for ``paths`` from one thread over some connections."""
        command = self._command(url, paths, headers, seconds, connections)
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        told = json.loads(done.stdout.strip().splitlines()[-1])
        rate = told["requests"] / (told["duration_us"] / 1e6)
        return Measured(rate, told["p99_us"] / 1000, told["errors"], told["requests"])

    def _command(
        self,
        url: str,
        paths: Sequence[str],
        headers: Mapping[str, str],
        seconds: float,
        connections: int,
    ) -> list[str]:
        listed, script = self.folder / "paths.txt", self.folder / "load.lua"
        listed.write_text("\n".join(paths))
        given = ", ".join(f'["{name}"] = "{value}"' for name, value in headers.items())
        script.write_text(SCRIPT % {"paths": listed, "headers": given})
        wrk = require_program("wrk", "wrk")
        return [wrk, "-t1", f"-c{connections}", f"-d{seconds:.0f}s", "-s", str(script), url]
