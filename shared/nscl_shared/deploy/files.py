"""Generated files on disk: write them, or tell which are stale or left over."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

# Where every file is generated, so that one more is a leftover.
GENERATED = (
    "deploy/compose/*",
    "deploy/prometheus/targets/*",
    "k8s/base/*/*",
    "k8s/infra/*",
    "k8s/overlays/*/*",
    "services/*/Dockerfile",
)


def stale(root: Path, files: Mapping[str, str]) -> list[str]:
    """Return the paths of ``files`` that are absent below ``root`` or differ."""
    return [path for path, text in files.items() if _text(root / path) != text]


def leftovers(root: Path, files: Mapping[str, str]) -> list[str]:
    """Return the paths in generated places that nothing generates (any more)."""
    found = {str(path.relative_to(root)) for glob in GENERATED for path in root.glob(glob)}
    return sorted(found - set(files))


def write(root: Path, files: Mapping[str, str]) -> list[str]:
    """Write the stale files and return their paths."""
    changed = stale(root, files)
    for path in changed:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(files[path], encoding="utf-8")
    return changed


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None
