"""Who writes, as letters and headers name it: from the province profile."""

from __future__ import annotations

from collections.abc import Mapping

from nscl_notifications.publishing.mail_settings import mail_settings
from nscl_notifications.publishing.message import Sender
from nscl_shared.province import Profile, current_profile
from nscl_shared.settings import settings


def reply_address() -> str:
    """Return where answers go."""
    return mail_settings().reply_to or settings().mail_from


def current_sender() -> Sender:
    """Return the sender of this province's letters."""
    profile = current_profile()
    return Sender(
        name=f"NSCL {profile.agency['place']}",
        address=settings().mail_from,
        reply_to=reply_address(),
        code=profile.code,
    )


def agency_facts(profile: Profile) -> Mapping[str, str]:
    """Return how templates name the agency: ``vi``, ``en`` and ``reply_to``."""
    name, place = profile.agency["name"], profile.agency["place"]
    english = profile.name.get("en", place)
    return {
        "vi": f"{name} ({place})",
        "en": f"programme agency of {english} ({name})",
        "reply_to": reply_address(),
    }
