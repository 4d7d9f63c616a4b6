"""The sentences for every error code of this service, each with its remedy."""

from __future__ import annotations

from nscl_registration.entrypoints.appraisal_problems import APPRAISALS
from nscl_registration.entrypoints.case_problems import ASSIGNMENTS, BUDGETS, CASES
from nscl_registration.entrypoints.firm_problems import REGISTER
from nscl_registration.entrypoints.import_problems import IMPORT_PROBLEMS
from nscl_registration.entrypoints.problems_form import FORMS
from nscl_registration.entrypoints.problems_programme import PROGRAMME_PROBLEMS
from nscl_shared.i18n import N_
from nscl_shared.web import Problem, ProblemTable

MONEY = {
    "grant-above-cap": Problem(
        N_(
            "{support:money} is more than the {limit:money} allowed: by {legal_basis} the State "
            "pays at most {percent:percent} of the cost of {cost:money} and at most {cap:money}, "
            "of which {committed:money} is already granted to this unit this year."
        ),
        N_("Enter at most {limit:money}. Source of the rule: {source}."),
    ),
    "grant-above-share": Problem(
        N_(
            "{support:money} is more than the {limit:money} allowed: by {legal_basis} the State "
            "pays at most {percent:percent} of the cost of {cost:money}."
        ),
        N_("Enter at most {limit:money}. Source of the rule: {source}."),
    ),
    "no-support-rule": Problem(
        N_(
            "No rule of this province says what the State pays for item {item_code} "
            "({org_type}) on {day:date}."
        ),
        N_("Check the date, or have the rule entered in the profile of the province."),
    ),
    "agreement-above-approval": Problem(
        N_("{support:money} is more than the {approved:money} that were approved."),
        N_("Enter at most {approved:money}, or approve a new application."),
    ),
}

STEPS = {
    "application-is-draft": Problem(
        N_("Application {case_number} is still a draft."), N_("Submit it first.")
    ),
    "application-is-submitted": Problem(
        N_("Application {case_number} was submitted and not yet received."),
        N_("Receive it first."),
    ),
    "application-is-received": Problem(
        N_("Application {case_number} was received and not yet appraised."),
        N_("Appraise it first."),
    ),
    "application-is-appraised": Problem(
        N_("Application {case_number} was appraised and awaits the decision."),
        N_("Approve, refuse or withdraw it."),
    ),
    "application-is-approved": Problem(
        N_("Application {case_number} is already approved."),
        N_("Sign the agreement or withdraw it."),
    ),
    "application-is-refused": Problem(
        N_("Application {case_number} was refused; that is final."),
        N_("File a new application."),
    ),
    "application-is-agreement-signed": Problem(
        N_("The agreement of application {case_number} is signed."),
        N_("Begin the work or terminate the agreement."),
    ),
    "application-is-withdrawn": Problem(
        N_("Application {case_number} was withdrawn; that is final."),
        N_("File a new application."),
    ),
    "date-before-step": Problem(
        N_("{day:date} is before {earlier:date}, the day of the step before."),
        N_("Enter {earlier:date} or a later day."),
    ),
}

APPLICATIONS = {
    "application-not-found": Problem(
        N_("There is no application {id}."), N_("Look for it in the list of applications.")
    ),
    "already-applied": Problem(
        N_("This unit already applied to project {project_id}: case {case_number}."),
        N_("Continue with that case, or withdraw it first."),
    ),
    "firm-unknown": Problem(
        N_("There is no unit {id} that you may apply for."),
        N_("Choose a unit of the register, or register it first."),
    ),
    "project-unknown": Problem(
        N_("There is no project {id}."), N_("Choose one of the list of projects.")
    ),
    "no-support-chosen": Problem(N_("No support item is chosen."), N_("Choose at least one item.")),
    "item-unknown": Problem(
        N_("{item_code} is not a support item."), N_("Choose one of the list of items.")
    ),
    "item-not-supported": Problem(
        N_("Item {item_code} is not supported for {org_type} in {year}."),
        N_("Choose another item or another project."),
    ),
    "product-not-of-firm": Problem(
        N_("The product {product_id} is not one of this unit."),
        N_("Choose one of the unit's own products."),
    ),
    "support-doubled": Problem(
        N_("Line {line} asks for item {item_code} a second time for the same product."),
        N_("Remove one of the two lines."),
    ),
}

FIRMS = {
    "work-list-not-found": Problem(
        N_("Your role has no work list {name}."), N_("Choose one of the lists shown.")
    ),
    "firm-not-found": Problem(
        N_("There is no unit {id}."), N_("Look for it in the list of units.")
    ),
    "tax-code-length": Problem(
        N_("The tax code {tax_code} does not have 10 digits (13 for a branch)."),
        N_("Enter it as on the registration certificate."),
    ),
    "tax-code-length-household": Problem(
        N_("The tax code {tax_code} has neither 10 digits nor, as a personal number, 12."),
        N_("Enter the tax code or the 12-digit personal number of the owner."),
    ),
    "tax-code-checksum": Problem(
        N_("The tax code {tax_code} contains a typing error: its check digit is wrong."),
        N_("Compare it digit by digit with the registration certificate."),
    ),
    "tax-code-malformed": Problem(
        N_("{tax_code} is not a tax code."),
        N_("Enter digits only, as on the registration certificate."),
    ),
    "tax-code-taken": Problem(
        N_("The tax code {tax_code} already belongs to {firm_name}."),
        N_("Use that entry of the register, or correct the tax code."),
    ),
    "product-doubled": Problem(
        N_("The product “{name}” occurs twice."), N_("Name each product once.")
    ),
}

PROGRAMME = {
    "plan-not-found": Problem(N_("There is no plan {id}."), N_("Look for it in the plan tree.")),
    "plan-unknown": Problem(
        N_("There is no plan {id}."), N_("Enter the yearly plan first, then its projects.")
    ),
    "plan-exists": Problem(
        N_("Document {number} of {year} is already entered."), N_("Use the existing plan.")
    ),
    "plan-number-empty": Problem(
        N_("The document number contains no letter or digit."),
        N_("Enter it as printed, such as 73/KH-UBND."),
    ),
    "plan-not-yearly": Problem(
        N_("{plan} is not a yearly plan; projects belong to a yearly plan."),
        N_("Choose the yearly plan."),
    ),
    "parent-unknown": Problem(
        N_("There is no plan {id} above this one."), N_("Enter the upper plan first.")
    ),
    "parent-not-above": Problem(
        N_("{parent} is not of a higher level than this plan."),
        N_("A yearly plan hangs below a provincial plan, that below the national programme."),
    ),
    "period-reversed": Problem(N_("The period ends before it begins."), N_("Swap the two years.")),
    "period-outside-parent": Problem(
        N_("{parent} covers only {period_from} to {period_to}."),
        N_("Choose years within that period, or another upper plan."),
    ),
    "project-not-found": Problem(
        N_("There is no project {id}."), N_("Choose one of the list of projects.")
    ),
    "project-exists": Problem(
        N_("Project {project_code} of {year} is already open."),
        N_("Use it, or choose another code."),
    ),
    "project-code-malformed": Problem(
        N_("The project code {project_code} cannot be part of a case number."),
        N_("Use letters without accents, digits and hyphens, at most 20, such as P1."),
    ),
    "year-outside-plan": Problem(
        N_("Plan {plan} does not cover {year}."), N_("Choose the plan of that year.")
    ),
    "activity-not-found": Problem(
        N_("There is no activity {id}."), N_("Look for it in the list of activities.")
    ),
}

GENERAL = {
    "already-exists": Problem(
        N_("Somebody entered the same a moment ago."), N_("Reload and look at it.")
    ),
    "changed-meanwhile": Problem(
        N_("Somebody else changed this a moment ago."), N_("Reload it and try again.")
    ),
}

PROBLEMS = ProblemTable(
    {
        **GENERAL,
        **MONEY,
        **STEPS,
        **APPRAISALS,
        **APPLICATIONS,
        **FIRMS,
        **REGISTER,
        **PROGRAMME,
        **PROGRAMME_PROBLEMS,
        **CASES,
        **ASSIGNMENTS,
        **FORMS,
        **BUDGETS,
        **IMPORT_PROBLEMS,
    }
)
