"""Health check of a container: ``python -m nscl_shared.deploy.probe``.

Asks the service in the same container whether it is ready; exit code 0 when it
is.  Standard library only: it runs every few seconds.
"""

from __future__ import annotations

import http.client
import os
import sys

SECONDS = 4.0


def ready(port: int) -> bool:
    """Tell whether ``GET /health/ready`` on ``port`` of this machine is answered with 200."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    try:
        connection.request("GET", "/health/ready")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    bound = os.environ.get("NSCL_BIND", "0.0.0.0:8000")
    sys.exit(not ready(int(bound.rpartition(":")[2])))
