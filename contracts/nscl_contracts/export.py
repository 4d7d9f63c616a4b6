"""Write the published form of the contracts, and tell when it is stale or broken.

Files: ``schemas/<type>.json``, ``schemas/partner/<type>.json`` (as other agencies
get it), ``asyncapi.yaml``; ``released/<type>.json`` are the schemas as last
released, which no later version may break.
"""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

import yaml

from nscl_contracts.asyncapi import asyncapi_document
from nscl_contracts.catalogue import PLATFORM, Catalogue, catalogue
from nscl_contracts.errors import NotReleasable
from nscl_contracts.expectations import CONSUMERS, unmet
from nscl_contracts.gate import refusals
from nscl_contracts.json_schema import data_schema, partner_schema

HEADER = "# Generated from nscl_contracts; renew it by: nscl contracts export\n"


def rendered() -> dict[str, str]:
    """Return the text of every generated file by its path below ``contracts/``."""
    files = {
        f"schemas/{event_type}.json": _json(data_schema(contract))
        for event_type, contract in catalogue().items()
    }
    files |= {
        f"schemas/partner/{event_type}.json": _json(partner_schema(contract))
        for event_type, contract in catalogue().items()
    }
    document = asyncapi_document(version("nscl-contracts"))
    files["asyncapi.yaml"] = HEADER + yaml.safe_dump(
        document, allow_unicode=True, sort_keys=False, width=100
    )
    return files


def export(folder: Path) -> list[Path]:
    """Write all generated files below ``folder`` and return their paths."""
    written = []
    for name, content in rendered().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        written.append(path)
    return written


def check(folder: Path, consumers: Path = CONSUMERS) -> list[str]:
    """Return what is wrong below ``folder``: stale or surplus files, refused changes.

    And what ``consumers`` rely on and no longer get.
    """
    return [
        *_stale(folder),
        *_surplus(folder),
        *refusals(folder, PLATFORM),
        *unmet(consumers, PLATFORM),
    ]


def release(folder: Path) -> list[Path]:
    """Freeze the current schemas as the released ones.

    Raises:
        NotReleasable: ``check`` finds something wrong; nothing was written.
    """
    if problems := check(folder):
        raise NotReleasable(problems)
    return freeze(folder, PLATFORM)


def freeze(folder: Path, contracts: Catalogue) -> list[Path]:
    """Write the schemas of ``contracts`` to ``folder/released``."""
    written = []
    for event_type, contract in contracts.all().items():
        path = folder / "released" / f"{event_type}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_json(data_schema(contract)), encoding="utf-8")
        written.append(path)
    return written


def _stale(folder: Path) -> list[str]:
    return [
        f"{name} is stale: run `nscl contracts export`"
        for name, content in rendered().items()
        if not (folder / name).exists() or (folder / name).read_text(encoding="utf-8") != content
    ]


def _surplus(folder: Path) -> list[str]:
    known = set(catalogue())
    return [
        f"{path.relative_to(folder)} has no contract any more; a published version is never removed"
        for path in sorted((folder / "schemas").glob("**/*.json"))
        if path.stem not in known
    ]


def _json(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
