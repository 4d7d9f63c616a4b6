"""The words for what the rules of stamps refuse."""

from __future__ import annotations

from collections.abc import Mapping

from nscl_shared.i18n import N_
from nscl_shared.web import Problem

_LOOK = N_("Look at the batch again; somebody else may have acted meanwhile.")
_LIST = N_("Send .csv, .xlsx or plain text (UTF-8) with one serial, index or range a line.")

STAMP_PROBLEMS: Mapping[str, Problem] = {
    "stamp-quantity": Problem(
        N_("That is not a number of stamps."), N_("Enter a whole number from 1.")
    ),
    "stamps-above-batch": Problem(
        N_("One batch holds at most {most:number} stamps."), N_("Issue several batches.")
    ),
    "stamps-above-quota": Problem(
        N_("{asked:number} stamps are more than lot {lot} has left: {left:number}."),
        N_("Ask for at most {left:number}, one for each unit produced."),
    ),
    "lot-expired": Problem(
        N_("Lot {lot} expired on {expires_on:date}: it gets no new stamps."),
        N_("Ask for stamps for a lot that is still good, or ask the agency."),
    ),
    "certificates-lapsed": Problem(
        N_("No certificate of this product is in force any more, so it gets no new stamps."),
        N_("Have the certificate renewed, or ask the agency."),
    ),
    "stamps-above-request": Problem(
        N_("More stamps than the {most:number} that were asked for cannot be granted."),
        N_("Grant at most {most:number}; the firm may ask for more in another request."),
    ),
    "refusal-reason": Problem(N_("A refusal needs a reason."), N_("Tell the firm what is amiss.")),
    "batch-not-requested": Problem(
        N_("The request {number} is decided already, so it cannot be decided again."), _LOOK
    ),
    "batch-not-approved": Problem(
        N_("The batch {number} does not wait for issue: only what was approved can be issued."),
        _LOOK,
    ),
    "batch-not-issued": Problem(
        N_("The stamps of batch {number} are not issued yet."),
        N_("Wait until the agency has issued them."),
    ),
    "stamp-range": Problem(
        N_("{first:number} to {last:number} is no range of this batch."),
        N_("Enter indexes from 1 to {quantity:number}, the first not above the last."),
    ),
    "stamps-not-printed": Problem(
        N_("{count:number} of these stamps were not printed yet, from {first:number} on."),
        N_("Download the print file for them first."),
    ),
    "stamps-activated": Problem(
        N_("{count:number} of these stamps are in use already, from {first:number} on."),
        N_("Leave {first:number} to {last:number} out, or make them void."),
    ),
    "stamps-ended": Problem(
        N_("{count:number} of these stamps are void, lost or scrapped, from {first:number} on."),
        N_("Leave {first:number} to {last:number} out: such stamps cannot be used again."),
    ),
    "stamps-in-too-many-pieces": Problem(
        N_("The stamps of this batch would fall into more than {most:number} ranges."),
        N_("Use ranges in a row, or have a new batch issued."),
    ),
    "serial-not-of-batch": Problem(
        N_("“{serial}” is no serial of this batch."),
        N_("Compare all 20 characters with the label, or enter the index."),
    ),
    "serial-or-range": Problem(
        N_("It is not clear which stamps are meant."),
        N_("Name either a serial or a range of indexes."),
    ),
    "scrap-list-missing": Problem(N_("No list was sent."), _LIST),
    "scrap-list-empty": Problem(N_("The list names no stamp."), _LIST),
    "scrap-list-unreadable": Problem(N_("The list cannot be read."), _LIST),
    "scrap-list-too-large": Problem(
        N_("The list is larger than {most} MB."), N_("Send it in several parts.")
    ),
    "scrap-list-too-long": Problem(
        N_("The list has more than {most:number} lines."), N_("Send it in several parts.")
    ),
    "scrap-list-line": Problem(
        N_("Line {line}: “{text}” is no stamp of this batch. Nothing was taken over."),
        N_("Mend the line and send the list again."),
    ),
    "labels-too-many": Problem(
        N_("One file of labels holds at most {most:number}, not {asked:number}."),
        N_("Ask for ranges of at most {most:number} stamps each, or take the CSV."),
    ),
    "label-font-missing": Problem(
        N_("The font of the labels is not installed on the server."),
        N_("Ask the administrator to install the package {package}."),
    ),
    "label-logo-unusable": Problem(
        N_("The province's mark {file} cannot be put on labels."),
        N_(
            "Ask the administrator for a PNG (8 bits, grey or RGB, not transparent, not interlaced) "
            "or a JPEG of at most {most} KB."
        ),
    ),
    "batch-not-found": Problem(
        N_("There is no stamp batch {id}."), N_("Look for it in the list of products.")
    ),
}
