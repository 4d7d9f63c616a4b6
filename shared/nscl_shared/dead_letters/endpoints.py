"""Dead letters of every service: pages for people, REST for programs."""

from __future__ import annotations

from nscl_shared.dead_letters.api import DeadLetterApi
from nscl_shared.dead_letters.pages import DeadLetterPages


class DeadLetterEndpoints(DeadLetterPages, DeadLetterApi):
    """``/<service>/_dead-letters`` and ``/api/<service>/dead-letters``."""
