"""The nameko service: wiring, nothing else."""

from __future__ import annotations

from nscl_reporting.entrypoints.access import ACCESS
from nscl_reporting.entrypoints.http import Api
from nscl_reporting.entrypoints.pages import Pages
from nscl_reporting.entrypoints.problems import PROBLEMS
from nscl_reporting.entrypoints.subscriptions import Subscriptions
from nscl_reporting.handlers.table import HANDLERS
from nscl_reporting.storage.unit_of_work import ReportingUnitOfWork
from nscl_shared.kit import KitEndpoints
from nscl_shared.messaging import Commands, OutboxRelay


class ReportingService(Api, Pages, Subscriptions, KitEndpoints):
    """Read models from events and the official yearly report."""

    name = "reporting"
    access = ACCESS
    problems = PROBLEMS
    commands = Commands(HANDLERS, ReportingUnitOfWork)
    relay = OutboxRelay()
