"""The words for addresses that nothing can be sent to; services put them under their own."""

from __future__ import annotations

from nscl_shared.i18n import N_
from nscl_shared.web.problems import Problem, ProblemTable

ADDRESS_PROBLEMS = ProblemTable(
    {
        "webhook-url-invalid": Problem(
            N_("“{url}” is not an address to send to."),
            N_("Enter one such as https://example.gov.vn/nscl, without user name or #."),
        ),
        "webhook-url-insecure": Problem(
            N_("Events are sent by https only; “{url}” is something else."),
            N_("Ask the receiving agency for an address that begins with https://."),
        ),
        "webhook-host-unknown": Problem(
            N_("The host {host} cannot be found."),
            N_("Check the spelling of the address, or whether its DNS entry exists."),
        ),
        "webhook-host-private": Problem(
            N_("The host {host} leads to {address}, which is not a public address."),
            N_(
                "Enter a public host. If the receiver is meant to be in a private network, the "
                "operator allows that network by NSCL_WEBHOOK_ALLOW_NETWORKS."
            ),
        ),
    }
)
