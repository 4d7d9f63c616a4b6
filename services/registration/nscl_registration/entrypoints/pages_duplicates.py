"""Pages: possible duplicates, mergers, and the rights of contact persons."""

from __future__ import annotations

from typing import Any

from nscl_registration.domain.duplicate import PairState
from nscl_registration.domain.firm_facts import described
from nscl_registration.entrypoints import firm_labels, labels
from nscl_registration.entrypoints.access import WEB
from nscl_registration.entrypoints.callers import actor, owner
from nscl_registration.entrypoints.firm_acts import erase, export, merge, separate
from nscl_registration.entrypoints.firm_bodies import (
    DismissBody,
    MergeBody,
    PairQuery,
    ReasonBody,
)
from nscl_registration.handlers.firm_commands import JudgePair
from nscl_registration.queries.applications import list_applications
from nscl_registration.queries.duplicates import list_pairs
from nscl_registration.queries.firms import contact_data, entry_of, show_firm
from nscl_shared.i18n import _
from nscl_shared.web import Download, Page, Redirect, Request, route
from nscl_shared.web.rendering import to_json

FIRM = f"{WEB}/firms/<firm_id>"
CONTACT = f"{FIRM}/contacts/<contact_id>"


class DuplicatePages:
    """Mixin; the including class has ``commands``."""

    commands: Any

    @route("GET", f"{WEB}/firm-duplicates", query=PairQuery)
    def duplicates_page(self, request: Request) -> Page:
        """List pairs, most alike first."""
        query = request.query()
        found = list_pairs(**query)
        return Page(
            "firm_duplicates.html",
            pairs=found["items"],
            next=found["next"],
            state=query["state"],
            states=labels.choices(firm_labels.PAIR_STATES),
            words=firm_labels,
        )

    @route(
        "POST",
        f"{WEB}/firm-duplicates/<pair_id>/dismiss",
        body=DismissBody,
        form="duplicates_again",
    )
    def dismiss_pair_form(self, request: Request, pair_id: str) -> Redirect:
        """Say that two entries are two units."""
        note = request.form().get("note")
        command = JudgePair(
            by=actor(request), pair_id=pair_id, state=PairState.DISMISSED, note=note
        )
        self.commands.execute(command, key=request.idempotency_key)
        return Redirect(f"{WEB}/firm-duplicates", notice=_("Noted: they are two units."))

    @route("GET", f"{WEB}/firm-duplicates/<pair_id>")
    def duplicates_again(self, request: Request, pair_id: str) -> Page:
        """Compare the entries of a pair."""
        one, two = pair_id.split("~", 1) if "~" in pair_id else (pair_id, pair_id)
        return self._compare(one, two, pair_id)

    @route("GET", f"{FIRM}/merge")
    def merge_page(self, request: Request, firm_id: str) -> Page:
        """Compare an entry with the one that it may be merged into."""
        into = request.args.get("into") or str(request.form_state.value("into"))
        return self._compare(firm_id, into, None)

    @route("POST", f"{FIRM}/merge", body=MergeBody, form="merge_page")
    def merge_form(self, request: Request, firm_id: str) -> Redirect:
        """Merge."""
        done = merge(self.commands, request, firm_id, request.form())
        return Redirect(f"{WEB}/firms/{done['merged_into']}", notice=_("The entries are merged."))

    @route("GET", f"{FIRM}/separate")
    def separate_page(self, request: Request, firm_id: str) -> Page:
        """Ask why a merger is taken back."""
        return Page("firm_separate.html", firm=show_firm(firm_id))

    @route("POST", f"{FIRM}/separate", body=ReasonBody, form="separate_page")
    def separate_form(self, request: Request, firm_id: str) -> Redirect:
        """Take a merger back."""
        separate(self.commands, request, firm_id, request.form())
        return Redirect(f"{WEB}/firms/{firm_id}", notice=_("The merger is taken back."))

    @route("GET", CONTACT)
    def contact_page(self, request: Request, firm_id: str, contact_id: str) -> Page:
        """Show what is kept about a contact person and what may be asked."""
        found = contact_data(firm_id, contact_id, owner=owner(request))
        return Page("firm_contact.html", data=found, words=firm_labels)

    @route("GET", f"{CONTACT}/data.json")
    def contact_file(self, request: Request, firm_id: str, contact_id: str) -> Download:
        """Hand out everything about a contact person."""
        found = export(request, firm_id, contact_id, owner=owner(request))
        return Download(to_json(found).encode(), "du-lieu-ca-nhan.json", "application/json")

    @route("POST", f"{CONTACT}/erase", body=ReasonBody, form="contact_page")
    def contact_erase_form(self, request: Request, firm_id: str, contact_id: str) -> Redirect:
        """Erase a contact person."""
        erase(self.commands, request, firm_id, contact_id, request.form())
        return Redirect(f"{WEB}/firms/{firm_id}", notice=_("The contact person is erased."))

    def _compare(self, one: str, two: str, pair_id: str | None) -> Page:
        firms = [show_firm(one), show_firm(two)]
        texts = [described(entry_of(firm["id"])[0]) for firm in firms]
        counts = [len(list_applications(firm_id=firm["id"])["items"]) for firm in firms]
        rows = [(name, first, texts[1][name]) for name, first in texts[0].items()]
        return Page(
            "firm_compare.html",
            firms=firms,
            counts=counts,
            rows=rows,
            pair_id=pair_id,
            words=firm_labels,
        )
