"""Which handler carries out which command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from nscl_reporting.handlers.commands import KeepFact, PublishReport
from nscl_reporting.handlers.keep_fact import keep_fact
from nscl_reporting.handlers.publish_report import publish_report

HANDLERS: Mapping[type, Callable[..., Any]] = {
    KeepFact: keep_fact,
    PublishReport: publish_report,
}
