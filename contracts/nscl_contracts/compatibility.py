"""What breaks a subscriber: the difference of two versions of one schema, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Node = dict[str, Any]


def breaking_changes(old: Node, new: Node, path: str = "data") -> list[str]:
    """Return every change from ``old`` to ``new`` that a subscriber of ``old`` can feel.

    A published version may gain optional members and looser producers' rules
    never: a removed member, a type that changed or widened, a new code in a
    list, a laxer bound, a member that became optional, or one whose
    classification became stricter for partners are all breaks.
    """
    return list(_differences(old, new, path))


def _differences(old: Node, new: Node, path: str) -> Iterator[str]:
    yield from _types(old, new, path)
    yield from _values(old, new, path)
    for name in sorted(set(old.get("required", [])) - set(new.get("required", []))):
        yield f"{path}.{name}: was always present, became optional"
    for name in sorted(set(new.get("required", [])) - set(old.get("required", []))):
        yield f"{path}.{name}: became required, older events lack it"
    yield from _members(old, new, path)
    if "items" in old and "items" in new:
        yield from _differences(old["items"], new["items"], f"{path}[]")


def _members(old: Node, new: Node, path: str) -> Iterator[str]:
    present = new.get("properties", {})
    for name, member in old.get("properties", {}).items():
        if name not in present:
            yield f"{path}.{name}: removed"
        else:
            yield from _differences(member, present[name], f"{path}.{name}")


def _types(old: Node, new: Node, path: str) -> Iterator[str]:
    before, after = _type_set(old), _type_set(new)
    if before and before != after:
        yield f"{path}: type changed from {sorted(before)} to {sorted(after)}"
    if old.get("format") != new.get("format"):
        yield f"{path}: format changed from {old.get('format')} to {new.get('format')}"
    if old.get("x-classification") != new.get("x-classification"):
        yield (
            f"{path}: classification changed from {old.get('x-classification')} "
            f"to {new.get('x-classification')}"
        )


def _type_set(node: Node) -> set[str]:
    declared = node.get("type", [])
    return {declared} if isinstance(declared, str) else set(declared)


def _values(old: Node, new: Node, path: str) -> Iterator[str]:
    surplus = set(new.get("enum", [])) - set(old.get("enum", []))
    if "enum" in old and ("enum" not in new or surplus):
        yield f"{path}: new values {sorted(map(str, surplus)) or 'of any kind'}"
    for bound, laxer in (("maximum", 1), ("maxLength", 1), ("minimum", -1), ("minLength", -1)):
        if bound not in old:
            continue
        if bound not in new or (new[bound] - old[bound]) * laxer > 0:
            yield f"{path}: {bound} loosened from {old[bound]} to {new.get(bound, 'none')}"
