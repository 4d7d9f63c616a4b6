"""The words for what the EPCIS interface refuses."""

from __future__ import annotations

from nscl_shared.i18n import N_
from nscl_shared.web import Problem, ProblemTable

_VALUE = N_("Correct the value at the place named.")
_PARAMETER = N_("Correct the parameter, or leave it out.")
_LIST = N_("Ask for the list to see what there is.")

EPCIS_PROBLEMS = ProblemTable(
    {
        "epcis-invalid": Problem(
            N_("The document breaks rules of EPCIS 2.0 in {count:number} places."),
            N_("Correct the places named and send it again; nothing was stored."),
        ),
        "epcis-not-object": Problem(N_("An object is needed here, not {value}."), _VALUE),
        "epcis-not-list": Problem(N_("A list is needed here, not {value}."), _VALUE),
        "epcis-not-text": Problem(N_("A text is needed here, not {value}."), _VALUE),
        "epcis-not-number": Problem(N_("A number is needed here, not {value}."), _VALUE),
        "epcis-not-truth": Problem(N_("true or false is needed here, not {value}."), _VALUE),
        "epcis-not-uri": Problem(
            N_("“{value}” is not a URI."),
            N_(
                "Write a URI with its scheme, such as urn:epc:… or https://…; encode other letters."
            ),
        ),
        "epcis-not-time": Problem(
            N_("“{value}” is not a date and time with an offset."),
            N_("Write it as 2026-08-01T07:30:00+07:00."),
        ),
        "epcis-not-one-of": Problem(N_("“{value}” is not possible here."), _VALUE),
        "epcis-not-in-vocabulary": Problem(
            N_("“{value}” is not a word of the vocabulary {vocabulary}."),
            N_("Use a word of CBV 2.0 alone, or a URI of a vocabulary of your own."),
        ),
        "epcis-type": Problem(N_("“{value}” is not the type of this event."), _VALUE),
        "epcis-action": Problem(
            N_("“{value}” is not an action."), N_("Use ADD, OBSERVE or DELETE.")
        ),
        "epcis-offset": Problem(
            N_("“{value}” is not a time zone offset."),
            N_("Write it as +07:00; at most 14 hours."),
        ),
        "epcis-unit": Problem(
            N_("“{value}” is not a unit of measure."),
            N_("Use a code of UN/CEFACT Recommendation 20, such as KGM."),
        ),
        "epcis-hex": Problem(N_("“{value}” is not hexadecimal."), N_("Use 0-9 and A-F only.")),
        "epcis-version": Problem(N_("“{value}” is not a version."), N_("Write it as 2.0.")),
        "epcis-too-few": Problem(
            N_("At least {least:number} entries are needed here."),
            N_("Add what is missing, or leave the list out."),
        ),
        "epcis-twice": Problem(
            N_("An entry of this list stands in it twice."), N_("Name each only once.")
        ),
        "epcis-unknown-field": Problem(
            N_("EPCIS knows no member “{name}” here."),
            N_("Give members of your own the prefix of your namespace, such as example:name."),
        ),
        "epcis-missing": Problem(N_("The member “{name}” is missing here."), N_("Add it.")),
        "epcis-ilmd-only-add": Problem(
            N_("Master data of a lot or item (ilmd) go with the action ADD only."),
            N_("Leave ilmd out, or set the action to ADD."),
        ),
        "epcis-nothing-named": Problem(
            N_("The event does not say what it is about: {names}."), N_("Fill one of them.")
        ),
        "epcis-set-or-unset": Problem(
            N_("A persistent disposition sets or unsets something."), N_("Add set or unset.")
        ),
        "epcis-known": Problem(
            N_("{known:number} of {count:number} events are stored already; nothing was stored."),
            N_(
                "There is nothing left to do, or send only the new ones; with "
                "GS1-Capture-Error-Behaviour: proceed known events are passed over."
            ),
        ),
        "epcis-known-event": Problem(
            N_("The event {event} is stored already."), N_("There is nothing left to do.")
        ),
        "epcis-not-yours": Problem(
            N_("The event {event} is not about a product or place of yours."),
            N_("Register the product first, or let its owner or the agency capture the event."),
        ),
        "epcis-element-not-yours": Problem(
            N_("“{id}” is a product or place of another firm."),
            N_("Leave its master data to that firm or the agency; nothing was stored."),
        ),
        "epcis-element-taken": Problem(
            N_("The master data of “{id}” were captured by somebody else."),
            N_("Leave the element out, or ask the agency to change it; nothing was stored."),
        ),
        "epcis-too-many": Problem(
            N_("{count:number} entries or characters are more than the {most:number} taken here."),
            N_("Shorten it, or send several documents."),
        ),
        "epcis-capture-limit": Problem(
            N_("{count:number} events are more than the {most:number} taken at once."),
            N_("Send several documents."),
        ),
        "epcis-behaviour": Problem(
            N_("“{wanted}” is not a behaviour."), N_("Use rollback or proceed.")
        ),
        "epcis-epc-format": Problem(
            N_("EPCs are given as they were captured; {wanted} is not possible."),
            N_("Ask for GS1-EPC-Format: No_Preference, or leave the header out."),
        ),
        "epcis-version-range": Problem(
            N_("Only version 2.0 is spoken here, not {wanted}."), N_("Ask for 2.0.0.")
        ),
        "epcis-capture-not-found": Problem(N_("There is no capture job {id}."), _LIST),
        "epcis-event-not-found": Problem(N_("There is no event {id}."), _LIST),
        "epcis-resource-not-found": Problem(N_("There is no {id} here."), _LIST),
        "epcis-query-unknown": Problem(
            N_("The parameter {name} is not supported."),
            N_("Leave it out: a parameter is never ignored, as the answer would be another one."),
        ),
        "epcis-query-fixed": Problem(
            N_("{name} is given by the address already."), N_("Leave it out of the query.")
        ),
        "epcis-query-empty": Problem(N_("{name} has an empty value."), _PARAMETER),
        "epcis-query-values": Problem(
            N_("{name} has more than {most:number} values."), N_("Ask several times.")
        ),
        "epcis-query-single": Problem(N_("{name} takes one value."), _PARAMETER),
        "epcis-query-time": Problem(
            N_("{name}: “{value}” is not a date and time with an offset."),
            N_("Write it as 2026-08-01T07:30:00Z, a plus sign as %2B."),
        ),
        "epcis-query-number": Problem(
            N_("{name}: “{value}” is not a number that can be used."), _PARAMETER
        ),
        "epcis-query-value": Problem(
            N_("{name} cannot be compared with that."),
            N_("Give a number or a time to GE_ and its like, true to EXISTS_."),
        ),
        "epcis-query-attribute": Problem(
            N_("{name}: an attribute of master data is named by a URI."),
            N_("Write it as cbvmda:city or https://…, a # in the address as %23."),
        ),
        "epcis-query-choice": Problem(N_("{name} takes one of: {choices}."), _PARAMETER),
        "epcis-query-pattern": Problem(
            N_("{name}: the pattern {value} is not supported."),
            N_("Ask for whole classes by MATCH_…EPCClass, or name each EPC."),
        ),
        "epcis-query-excludes": Problem(
            N_("{name} and {other} exclude each other."), N_("Use one of them.")
        ),
        "epcis-query-needs": Problem(N_("{name} needs {other}."), N_("Give both, or none.")),
        "epcis-query-token": Problem(
            N_("This is no place in the list."),
            N_("Follow the Link of the page before, or start from the first page."),
        ),
        "epcis-query-too-large": Problem(
            N_("There are more than {most:number} events."),
            N_("Narrow the query, or read it page by page."),
        ),
        "epcis-query-elements": Problem(
            N_("{name}: more than {most:number} things have such master data."),
            N_("Ask for a rarer attribute or value, or name the identifiers."),
        ),
        "epcis-name-not-found": Problem(N_("There is no query {id}."), _LIST),
        "epcis-query-name": Problem(
            N_("“{name}” cannot be the name of a query."),
            N_("Use 1 to 100 letters without accents, digits and . _ -"),
        ),
        "epcis-query-name-taken": Problem(
            N_("There is a query {name} already."), N_("Choose another name.")
        ),
        "epcis-query-not-yours": Problem(
            N_("The query {name} was made by somebody else."), N_("Ask its maker or an officer.")
        ),
        "epcis-query-definition": Problem(
            N_("That is not the definition of a query."),
            N_("Send a name and a query whose members are parameters with their values."),
        ),
        "diary-product": Problem(
            N_("The entry does not say which product it is about."),
            N_("Choose a product of yours."),
        ),
        "diary-future": Problem(
            N_("The time lies in the future."), N_("Enter when it was done, or leave it empty.")
        ),
        "diary-sources": Problem(
            N_("The entry does not say what it was made from."),
            N_("Enter the lot numbers that went in."),
        ),
        "diary-many-sources": Problem(
            N_("That is more than {most:number} lots."), N_("Write several entries.")
        ),
        "diary-same-lot": Problem(
            N_("The lot {lot} cannot be made from itself."), N_("Give what was made a new number.")
        ),
        "diary-digits": Problem(
            N_("“{given}” does not have {digits} digits."),
            N_("Copy the number below the bar code, or leave it out."),
        ),
        "diary-check-digit": Problem(
            N_("The check digit of “{given}” is wrong."), N_("Compare each digit with the label.")
        ),
    }
)
