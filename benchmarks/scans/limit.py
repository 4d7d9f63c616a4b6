"""The limit: the server of the scan server with nothing to do but answer 307."""

from __future__ import annotations

from typing import Any

from nscl_traceability.scanner import serve

HEADERS = [(b"location", b"https://nscl.example/verify/"), (b"content-length", b"0")]


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Answer every request alike."""
    if scope["type"] == "lifespan":
        for state in ("startup", "shutdown"):
            await receive()
            await send({"type": f"lifespan.{state}.complete"})
        return
    await send({"type": "http.response.start", "status": 307, "headers": HEADERS})
    await send({"type": "http.response.body", "body": b""})


def make() -> Any:
    """Return the application, as the server wants it made."""
    return application


if __name__ == "__main__":
    serve.main("benchmarks.scans.limit:make")
