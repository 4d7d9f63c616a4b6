"""The pages of the front door's image."""

from __future__ import annotations

from pathlib import Path

from nscl_shared.plugins import service_manifests
from nscl_shared.province import load_profile
from nscl_shared.runtime.frontdoor_pages import write_pages

READABLE = 0o644


def write_site(province: Path, folder: Path) -> None:
    """Write what differs between front doors: the pages, and where ``/_design`` leads.

    ``province`` is the folder of a profile; ``folder`` is made.
    """
    profile = load_profile(province)
    write_pages(folder, profile, service_manifests(profile.services).values())
    design = f"return 302 /{profile.services[0]}/_design;\n"
    (folder / "design.conf").write_text(design, encoding="utf-8")
    for path in folder.rglob("*"):
        if path.is_file():
            path.chmod(READABLE)
