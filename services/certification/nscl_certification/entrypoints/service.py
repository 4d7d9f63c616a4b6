"""The nameko service: wiring, nothing but names."""

from __future__ import annotations

from nscl_certification.entrypoints.access import ACCESS
from nscl_certification.entrypoints.case_pages import CasePages
from nscl_certification.entrypoints.certificate_pages import CertificatePages
from nscl_certification.entrypoints.http import Api
from nscl_certification.entrypoints.problems import PROBLEMS
from nscl_certification.entrypoints.subscriptions import Subscriptions
from nscl_certification.entrypoints.timers import Timers
from nscl_certification.handlers.table import HANDLERS
from nscl_certification.storage.unit_of_work import CertificationUnitOfWork
from nscl_shared.kit import KitEndpoints
from nscl_shared.messaging import Commands, OutboxRelay


class CertificationService(Api, CasePages, CertificatePages, Subscriptions, Timers, KitEndpoints):
    """Certification cases from consulting to certificate."""

    name = "certification"
    access = ACCESS
    problems = PROBLEMS
    commands = Commands(HANDLERS, CertificationUnitOfWork)
    relay = OutboxRelay()
