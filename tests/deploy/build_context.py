"""What ``docker build`` sees of the checkout, and the steps of a Dockerfile."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import translate
from pathlib import Path


@dataclass(frozen=True)
class Step:
    """One instruction of a Dockerfile, its continuation lines joined."""

    word: str
    rest: str

    @property
    def sources(self) -> list[str]:
        """The sources of a COPY from the build context."""
        return [part for part in shlex.split(self.rest) if not part.startswith("--")][:-1]

    @property
    def from_stage(self) -> bool:
        return "--from=" in self.rest


def steps(text: str) -> list[Step]:
    """Return the instructions of a Dockerfile."""
    lines = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    joined = re.sub(r"\\\n\s*", " ", lines)
    parts = (line.partition(" ") for line in joined.splitlines() if line.strip())
    return [Step(word.upper(), rest.strip()) for word, _, rest in parts]


def last_stage(found: list[Step]) -> list[Step]:
    """Return the instructions of the image that is kept."""
    start = max(at for at, step in enumerate(found) if step.word == "FROM")
    return found[start:]


class Ignored:
    """The rules of a ``.dockerignore``: the last pattern that matches decides."""

    def __init__(self, text: str) -> None:
        lines = [line.strip() for line in text.splitlines()]
        kept = [line for line in lines if line and not line.startswith("#")]
        self.rules = [(line.startswith("!"), pattern(line.lstrip("!"))) for line in kept]

    def __call__(self, path: str) -> bool:
        """Tell whether ``path``, relative to the context, stays out."""
        out = False
        for back, matches in self.rules:
            if matches.match(path):
                out = not back
        return out


def pattern(line: str) -> re.Pattern[str]:
    """Return the expression of one pattern; it also covers what lies below."""
    words = [".*" if word == "**" else one_level(word) for word in line.strip("/").split("/")]
    return re.compile("/".join(words).replace(".*/", "(?:.*/)?") + r"(?:/.*)?\Z")


def one_level(word: str) -> str:
    """Return the expression of a name with wildcards that stops at a slash."""
    inner = translate(word).removeprefix("(?s:").removesuffix(r")\Z")
    return inner.replace(".*", "[^/]*")


def context(root: Path) -> Iterator[str]:
    """Return the files that ``docker build`` gets, relative to the root."""
    ignored = Ignored((root / ".dockerignore").read_text())
    places = ("contracts", "shared", "services", "provinces", "deploy", "k8s", "docs", "tests")
    files = [path for place in places for path in (root / place).rglob("*") if path.is_file()]
    files += [path for path in root.iterdir() if path.is_file()]
    names = (path.relative_to(root).as_posix() for path in files)
    return (name for name in names if not ignored(name))
