"""RabbitMQ's management HTTP API, as far as agencies need it.

It works with ``management_agent.disable_metrics_collector`` as well: nothing here
asks for the plugin's statistics.  Certificates are checked against the system's
authorities, or those of ``SSL_CERT_FILE``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import httpx

from nscl_shared.runtime.problems import RuntimeProblem

SECONDS = 10.0
UNAUTHORIZED = (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN)
LIMITS = {"max-connections": 10, "max-channels": 50}
HELP = "NSCL_RABBITMQ_API=http(s)://user:password@host:port of an account tagged administrator"


class Management:
    """The API at ``uri`` (``http(s)://user:password@host:port``), for one virtual host."""

    def __init__(self, uri: str, vhost: str) -> None:
        there = urlsplit(uri)
        if there.scheme not in ("http", "https") or not there.hostname or not there.username:
            raise RuntimeProblem("the address of the management API is incomplete", f"Set {HELP}")
        host = f"{there.hostname}:{there.port}" if there.port else there.hostname
        self._vhost = quote(vhost, safe="")
        self._client = httpx.Client(
            base_url=f"{there.scheme}://{host}{there.path.rstrip('/')}/api/",
            auth=(unquote(there.username), unquote(there.password or "")),
            timeout=SECONDS,
            trust_env=False,
        )

    def close(self) -> None:
        """Close the connections to the API."""
        self._client.close()

    def users(self) -> set[str]:
        """Return the names of all users."""
        return {user["name"] for user in self._get("users")}

    def put_user(self, name: str, password: str) -> None:
        """Make the user, or give it another password; it may not use this API."""
        self._put(f"users/{_word(name)}", {"password": password, "tags": ""})
        for limit, value in LIMITS.items():
            self._put(f"user-limits/{_word(name)}/{limit}", {"value": value})

    def delete_user(self, name: str) -> None:
        """Delete the user, its permissions and limits; no error if absent."""
        self._delete(f"users/{_word(name)}")

    def permissions(self) -> dict[str, dict[str, str]]:
        """Return user → the regular expressions of what it may configure, write and read."""
        found = self._get(f"vhosts/{self._vhost}/permissions")
        return {each["user"]: each for each in found}

    def put_permission(self, user: str, read: str) -> None:
        """Let ``user`` read what ``read`` matches, and neither write nor configure."""
        rights = {"configure": "^$", "write": "^$", "read": read}
        self._put(f"permissions/{self._vhost}/{_word(user)}", rights)

    def connections(self) -> list[tuple[str, str]]:
        """Return (user, ``address:port -> address:port``) of what is connected."""
        return [(each["user"], each["name"]) for each in self._get("connections")]

    def close_connections(self, user: str) -> None:
        """Close every connection of ``user``."""
        self._delete(f"connections/username/{_word(user)}", "NSCL: credentials changed")

    def queues(self) -> dict[str, dict[str, Any]]:
        """Return queue → its arguments."""
        return {each["name"]: each["arguments"] for each in self._get(f"queues/{self._vhost}")}

    def put_queue(self, name: str, arguments: Mapping[str, Any]) -> None:
        """Declare a durable queue; it may exist with the same arguments."""
        body = {"durable": True, "auto_delete": False, "arguments": dict(arguments)}
        self._put(f"queues/{self._vhost}/{_word(name)}", body)

    def delete_queue(self, name: str) -> None:
        """Delete the queue with what is in it; no error if absent."""
        self._delete(f"queues/{self._vhost}/{_word(name)}")

    def put_topic_exchange(self, name: str) -> None:
        """Declare a durable topic exchange, as its service does when it starts."""
        body = {"type": "topic", "durable": True, "auto_delete": False}
        self._put(f"exchanges/{self._vhost}/{_word(name)}", body)

    def bindings(self) -> list[tuple[str, str, str]]:
        """Return (queue, exchange, pattern), without the default exchange's own."""
        found = self._get(f"bindings/{self._vhost}")
        return [
            (each["destination"], each["source"], each["routing_key"])
            for each in found
            if each["source"] and each["destination_type"] == "queue"
        ]

    def bind(self, queue: str, exchange: str, pattern: str) -> None:
        """Bind ``queue``; it may be bound already."""
        path = f"bindings/{self._vhost}/e/{_word(exchange)}/q/{_word(queue)}"
        self._ask("POST", path, {"routing_key": pattern})

    def unbind(self, queue: str, exchange: str, pattern: str) -> None:
        """Take one binding away."""
        path = f"bindings/{self._vhost}/e/{_word(exchange)}/q/{_word(queue)}"
        for each in self._get(path, absent=[]):
            if each["routing_key"] == pattern:
                self._delete(f"{path}/{_word(each['properties_key'])}")

    def _get(self, path: str, absent: Any = None) -> Any:
        answer = self._ask("GET", path, missing_is_fine=absent is not None)
        return absent if answer.status_code == httpx.codes.NOT_FOUND else answer.json()

    def _put(self, path: str, body: Mapping[str, Any]) -> None:
        self._ask("PUT", path, body)

    def _delete(self, path: str, reason: str = "") -> None:
        headers = {"X-Reason": reason} if reason else {}
        self._ask("DELETE", path, headers=headers, missing_is_fine=True)

    def _ask(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        missing_is_fine: bool = False,
    ) -> httpx.Response:
        try:
            answer = self._client.request(method, path, json=body, headers=headers)
        except httpx.HTTPError as error:
            host = self._client.base_url.netloc.decode()
            raise RuntimeProblem(
                f"the broker's management API at {host} does not answer: {error}",
                "Is the plugin rabbitmq_management on, and the address right? "
                "The command can be repeated.",
            ) from error
        if answer.is_success or (missing_is_fine and answer.status_code == httpx.codes.NOT_FOUND):
            return answer
        if answer.status_code in UNAUTHORIZED:
            raise RuntimeProblem("the broker's management API refuses this account", f"Set {HELP}")
        raise RuntimeProblem(
            f"the broker's management API refused {method} {path}: {_reason(answer)}",
            "The command can be repeated.",
        )


def _word(text: str) -> str:
    return quote(text, safe="")


def _reason(answer: httpx.Response) -> str:
    try:
        return str(answer.json()["reason"])
    except (ValueError, KeyError, TypeError):
        return f"HTTP {answer.status_code}"
