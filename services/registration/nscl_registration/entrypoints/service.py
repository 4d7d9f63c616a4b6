"""The nameko service: wiring, nothing but names."""

from __future__ import annotations

from nscl_registration.entrypoints.access import ACCESS
from nscl_registration.entrypoints.exports import ExportPages
from nscl_registration.entrypoints.files import Files
from nscl_registration.entrypoints.http_applications import ApplicationsApi
from nscl_registration.entrypoints.http_appraisal import AppraisalApi
from nscl_registration.entrypoints.http_calls import CallsApi
from nscl_registration.entrypoints.http_duplicates import DuplicatesApi
from nscl_registration.entrypoints.http_firms import FirmsApi
from nscl_registration.entrypoints.http_form import FormApi
from nscl_registration.entrypoints.http_import import ImportApi
from nscl_registration.entrypoints.http_inbox import InboxApi
from nscl_registration.entrypoints.http_money import MoneyApi
from nscl_registration.entrypoints.http_papers import PapersApi
from nscl_registration.entrypoints.http_programme import ProgrammeApi
from nscl_registration.entrypoints.http_units import UnitsApi
from nscl_registration.entrypoints.import_runner import ImportRunner
from nscl_registration.entrypoints.pages_activities import ActivityPages
from nscl_registration.entrypoints.pages_applications import ApplicationPages
from nscl_registration.entrypoints.pages_appraisal import AppraisalPages
from nscl_registration.entrypoints.pages_calls import CallPages
from nscl_registration.entrypoints.pages_cases import CasePages
from nscl_registration.entrypoints.pages_duplicates import DuplicatePages
from nscl_registration.entrypoints.pages_firms import FirmPages
from nscl_registration.entrypoints.pages_form import FormPages
from nscl_registration.entrypoints.pages_history import HistoryPages
from nscl_registration.entrypoints.pages_import import ImportPages
from nscl_registration.entrypoints.pages_inbox import InboxPages
from nscl_registration.entrypoints.pages_money import MoneyPages
from nscl_registration.entrypoints.pages_programme import ProgrammePages
from nscl_registration.entrypoints.pages_steps import StepPages
from nscl_registration.entrypoints.problems import PROBLEMS
from nscl_registration.entrypoints.subscriptions import Subscriptions
from nscl_registration.handlers.table import HANDLERS
from nscl_registration.storage.work import RegistrationUnitOfWork
from nscl_shared.kit import KitEndpoints
from nscl_shared.messaging import Commands, OutboxRelay


class RegistrationService(
    ProgrammeApi,
    FirmsApi,
    DuplicatesApi,
    UnitsApi,
    ApplicationsApi,
    CallsApi,
    Files,
    MoneyApi,
    AppraisalApi,
    PapersApi,
    ProgrammePages,
    ActivityPages,
    CallPages,
    FirmPages,
    DuplicatePages,
    InboxApi,
    InboxPages,
    HistoryPages,
    ExportPages,
    ApplicationPages,
    StepPages,
    CasePages,
    MoneyPages,
    AppraisalPages,
    FormApi,
    FormPages,
    ImportApi,
    ImportPages,
    Subscriptions,
    KitEndpoints,
):
    """Programmes, projects, firms, applications, agreements."""

    name = "registration"
    access = ACCESS
    problems = PROBLEMS
    commands = Commands(HANDLERS, RegistrationUnitOfWork)
    relay = OutboxRelay()
    imports_runner = ImportRunner()
