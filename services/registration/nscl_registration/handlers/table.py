"""Which handler is whose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from nscl_registration.domain.duplicate import DuplicatePair
from nscl_registration.domain.firm import Firm
from nscl_registration.handlers import bulk_import, commands, firm_commands, import_commands
from nscl_registration.handlers.adopt_plan import adopt_plan
from nscl_registration.handlers.appraise_application import appraise_application
from nscl_registration.handlers.approve_application import approve_application
from nscl_registration.handlers.case_table import CASE_HANDLERS
from nscl_registration.handlers.erase_contact import erase_contact
from nscl_registration.handlers.file_application import file_application
from nscl_registration.handlers.judge_pair import judge_pair
from nscl_registration.handlers.lookup import own_entry
from nscl_registration.handlers.merge_firms import merge_firms
from nscl_registration.handlers.open_project import open_project
from nscl_registration.handlers.ports import RegistrationWork
from nscl_registration.handlers.programme_table import PROGRAMME_HANDLERS
from nscl_registration.handlers.receive_application import receive_application
from nscl_registration.handlers.record_activity import record_activity
from nscl_registration.handlers.refuse_application import refuse_application
from nscl_registration.handlers.register_firm import register_firm
from nscl_registration.handlers.separate_firms import separate_firms
from nscl_registration.handlers.sign_agreement import sign_agreement
from nscl_registration.handlers.submit_application import submit_application
from nscl_registration.handlers.update_firm import update_firm
from nscl_registration.handlers.versions import guarded
from nscl_registration.handlers.withdraw_application import withdraw_application


def _firm(cmd: Any, uow: RegistrationWork) -> Firm:
    return uow.firms.get(cmd.firm_id)


def _entry(cmd: Any, uow: RegistrationWork) -> Firm:
    return own_entry(uow, cmd.firm_id, cmd.by)


def _pair(cmd: Any, uow: RegistrationWork) -> DuplicatePair:
    return uow.duplicates.get(cmd.pair_id)


HANDLERS: Mapping[type, Callable[[Any, Any], Any]] = {
    commands.AdoptPlan: adopt_plan,
    commands.OpenProject: open_project,
    commands.RecordActivity: record_activity,
    commands.RegisterFirm: register_firm,
    firm_commands.UpdateFirm: update_firm,
    firm_commands.MergeFirms: guarded(_firm, merge_firms),
    firm_commands.SeparateFirms: guarded(_firm, separate_firms),
    firm_commands.EraseContact: guarded(_entry, erase_contact),
    firm_commands.JudgePair: guarded(_pair, judge_pair),
    commands.FileApplication: file_application,
    commands.SubmitApplication: submit_application,
    commands.ReceiveApplication: receive_application,
    commands.AppraiseApplication: appraise_application,
    commands.ApproveApplication: approve_application,
    commands.RefuseApplication: refuse_application,
    commands.WithdrawApplication: withdraw_application,
    commands.SignAgreement: sign_agreement,
    import_commands.BeginImport: bulk_import.begin_bulk_import,
    import_commands.ReceiveRows: bulk_import.receive_rows,
    import_commands.NoteChecked: bulk_import.note_checked,
    import_commands.StartImport: bulk_import.start_import,
    import_commands.ImportRows: bulk_import.import_rows,
    import_commands.CancelImport: bulk_import.cancel_import,
    **PROGRAMME_HANDLERS,
    **CASE_HANDLERS,
}
