"""Prepare one service's database: ``python -m nscl_shared.runtime.migrate <name>``."""

from __future__ import annotations

import sys

from nscl_shared.persistence import connect
from nscl_shared.plugins import load_object, service_manifests
from nscl_shared.settings import from_environment


def main(arguments: list[str]) -> int:
    """Run the ``setup`` of the service named in ``arguments``; returns the exit code."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m nscl_shared.runtime.migrate <service>\n")
        return 2
    (name,) = arguments
    connect(name, from_environment().mongodb_uri)
    load_object(service_manifests([name])[name].setup)()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
