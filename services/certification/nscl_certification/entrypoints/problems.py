"""The words for what the rules refuse."""

from __future__ import annotations

from nscl_shared.i18n import N_
from nscl_shared.web import Problem, ProblemTable

_AGAIN = N_("Reload the page and look at what changed.")
_STATE = N_("Look at the case: its page shows which steps are possible now.")
_LIVE = N_("Look at the certificate: its page shows which steps are possible now.")

PROBLEMS = ProblemTable(
    {
        "case-not-found": Problem(
            N_("There is no certification case {id}."),
            N_("Check the address, or look for the case in the list."),
        ),
        "certificate-not-found": Problem(
            N_("There is no certificate {id}."),
            N_("Check the address, or look for the certificate in the list."),
        ),
        "scheme-unknown": Problem(
            N_("There is no certification scheme “{scheme}”."), N_("Use one of: {known}.")
        ),
        "firm-missing": Problem(
            N_("The unit is not named."), N_("Choose a unit, or type its name and its type.")
        ),
        "products-required": Problem(
            N_("This scheme certifies products, but none is named."),
            N_("Name at least one product."),
        ),
        "application-of-other-firm": Problem(
            N_("This application was not filed by {firm}."),
            N_("Choose an application of the same unit, or none."),
        ),
        "application-withdrawn": Problem(
            N_("This application was withdrawn."), N_("Choose another application, or none.")
        ),
        "audited-too-early": Problem(
            N_(
                "The audit on {on} lies before {earliest}, when the case was opened or last audited."
            ),
            N_("Enter the day of this audit, {earliest} or later."),
        ),
        "issued-before-audit": Problem(
            N_("The certificate is dated {on}, before the audit of {earliest}."),
            N_("Enter the date on the certificate; it is the audit’s day or later."),
        ),
        "step-too-early": Problem(
            N_("The day {on} lies before {earliest}, the day of the step before."),
            N_("Enter a day on or after {earliest}."),
        ),
        "expires-before-issue": Problem(
            N_("The certificate would expire on {expires_on}, not after its issue on {issued_on}."),
            N_("Enter the last day of validity as printed on the certificate."),
        ),
        "certificate-number-taken": Problem(
            N_("Certificate {number} of {certifier} is already registered."),
            N_("Check the number; if it is right, look for the certificate in the list."),
        ),
        "before-issue": Problem(
            N_("The day {on} lies before the certificate’s issue on {issued_on}."),
            N_("Enter a day on or after {issued_on}."),
        ),
        "successor-unfit": Problem(
            N_("Certificate {number} cannot take this one’s place."),
            N_("Choose another certificate of the same holder."),
        ),
        "case-cannot-begin": Problem(N_("Work on this case has already begun or ended."), _STATE),
        "case-cannot-audit": Problem(N_("This case has ended; no audit can be added."), _STATE),
        "case-cannot-require-correction": Problem(
            N_("Corrective action can be asked for only after an audit."), _STATE
        ),
        "case-cannot-grant": Problem(
            N_("A certificate can be granted only after an audit, and once."), _STATE
        ),
        "case-cannot-close": Problem(N_("This case has already ended."), _STATE),
        "certificate-cannot-suspend": Problem(
            N_("Certificate {number} is not in force, so it cannot be suspended."), _LIVE
        ),
        "certificate-cannot-reinstate": Problem(
            N_("Certificate {number} is not suspended."), _LIVE
        ),
        "certificate-cannot-replace": Problem(
            N_("Certificate {number} was revoked or replaced before."), _LIVE
        ),
        "certificate-cannot-revoke": Problem(
            N_(
                "Certificate {number} was revoked or replaced before; only a live one can be revoked."
            ),
            _LIVE,
        ),
        "action-unknown": Problem(
            N_("There is no step “{action}”."), N_("Use the buttons of the page.")
        ),
        "changed-meanwhile": Problem(N_("Somebody else changed this at the same moment."), _AGAIN),
        "already-exists": Problem(N_("The same thing was registered at the same moment."), _AGAIN),
    }
)
