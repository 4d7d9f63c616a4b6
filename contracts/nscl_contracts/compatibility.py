"""What changed between two schemas of one event, and what a subscriber feels of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Node = dict[str, Any]
BOUNDS = (("maximum", 1), ("maxLength", 1), ("minimum", -1), ("minLength", -1))
# What only people read, and what says which version it is.
WORDS = {"title", "description", "examples", "x-version", "x-owner", "$schema", "$id"}
COMPARED = {
    *(name for name, _ in BOUNDS),
    "enum", "format", "items", "properties", "required", "type", "x-classification",
}  # fmt: skip


def breaking_changes(old: Node, new: Node, path: str = "data") -> list[str]:
    """Return every change from ``old`` to ``new`` that a subscriber of ``old`` can feel.

    A published version may gain optional members, nothing else: it neither says
    more than was promised (new codes, laxer bounds, members that may be absent)
    nor refuses what was said before and lies in the history (codes removed,
    tighter bounds, new required members).
    """
    return list(_differences(old, new, path))


def new_members(old: Node, new: Node, path: str = "data") -> list[str]:
    """Return the paths of members that ``new`` has and ``old`` has not, at any depth."""
    found = []
    before = old.get("properties", {})
    for name, member in new.get("properties", {}).items():
        here = f"{path}.{name}"
        found += new_members(before[name], member, here) if name in before else [here]
    if "items" in old and "items" in new:
        found += new_members(old["items"], new["items"], f"{path}[]")
    return found


def same_words(old: Node, new: Node) -> bool:
    """Tell whether titles, descriptions and examples of common members are the same."""
    for key in ("title", "description", "examples"):
        if old.get(key) != new.get(key):
            return False
    after = new.get("properties", {})
    members = old.get("properties", {}).items()
    if not all(same_words(member, after[name]) for name, member in members if name in after):
        return False
    return same_words(old["items"], new["items"]) if "items" in old and "items" in new else True


def _differences(old: Node, new: Node, path: str) -> Iterator[str]:
    yield from _types(old, new, path)
    yield from _values(old, new, path)
    yield from _bounds(old, new, path)
    yield from _others(old, new, path)
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
    if before != after:
        yield f"{path}: type changed from {sorted(before)} to {sorted(after)}"
    for key in ("format", "x-classification"):
        if old.get(key) != new.get(key):
            name = key.removeprefix("x-")
            yield f"{path}: {name} changed from {old.get(key)} to {new.get(key)}"


def _type_set(node: Node) -> set[str]:
    declared = node.get("type", [])
    return {declared} if isinstance(declared, str) else set(declared)


def _values(old: Node, new: Node, path: str) -> Iterator[str]:
    before, after = _codes(old), _codes(new)
    if surplus := after - before:
        yield f"{path}: new values {sorted(surplus)}, unknown to who reads it"
    if missing := before - after:
        yield f"{path}: values {sorted(missing)} removed, older events carry them"
    if ("enum" in old) != ("enum" in new):
        yield f"{path}: {'any value' if 'enum' in old else 'only listed values'} allowed now"


def _codes(node: Node) -> set[str]:
    return set(map(str, node.get("enum", [])))


def _bounds(old: Node, new: Node, path: str) -> Iterator[str]:
    for bound, laxer in BOUNDS:
        before, after = old.get(bound), new.get(bound)
        if before == after:
            continue
        loosened = after is None or (before is not None and (after - before) * laxer > 0)
        how = "loosened" if loosened else "tightened"
        shown = ["none" if value is None else value for value in (before, after)]
        yield f"{path}: {bound} {how} from {shown[0]} to {shown[1]}"


def _others(old: Node, new: Node, path: str) -> Iterator[str]:
    for key in sorted((set(old) | set(new)) - COMPARED - WORDS):
        if old.get(key) != new.get(key):
            yield f"{path}: {key} changed from {old.get(key)} to {new.get(key)}"
