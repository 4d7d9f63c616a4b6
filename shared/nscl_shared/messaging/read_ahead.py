"""Fewer system calls for a consumer: py-amqp asks the socket for three parts of each frame."""

from __future__ import annotations

from amqp.transport import TCPTransport
from kombu import Connection

READ_BYTES = 32_768


def read_ahead(connection: Connection) -> None:
    """Let an open connection read all that is there at once.

    py-amqp keeps what it was given beyond what it asked for, but never asks for
    more.  A connection over TLS reads records and stays as it is.
    """
    transport = connection.connection.transport
    if type(transport) is TCPTransport:
        receive = transport.sock.recv
        transport._quick_recv = lambda _wanted: receive(READ_BYTES)  # noqa: SLF001
