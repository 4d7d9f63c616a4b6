"""``nscl mail``."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer
from rich.table import Table

from nscl_shared.cli.console import out, print_json
from nscl_shared.cli.options import AsJson
from nscl_shared.runtime.layout import Layout
from nscl_shared.runtime.mailsink import Mail, read_mail, stored
from nscl_shared.runtime.problems import RuntimeProblem

mail = typer.Typer(help="Look at the mail that the development mail sink received.")


@mail.callback(invoke_without_command=True)
def listing(context: typer.Context, as_json: AsJson = False) -> None:
    """List the mail that the platform sent; on one machine none of it leaves it.

    With NSCL_SMTP_URI set, mail goes to that server instead and nothing is listed.
    """
    if context.invoked_subcommand:
        return
    messages = [read_mail(number, path) for number, path in stored(Layout.current().mail)]
    if as_json:
        print_json([_data(message) for message in messages])
        return
    table = Table("no.", "received", "to", "subject")
    for message in messages:
        table.add_row(
            str(message.number),
            f"{message.received:%Y-%m-%d %H:%M:%S}",
            message.recipients,
            message.subject,
        )
    out.print(table if messages else "no mail yet")


@mail.command()
def show(
    number: Annotated[int, typer.Argument(help="Its number in the list.")],
    as_json: AsJson = False,
) -> None:
    """Show one message, decoded."""
    found = dict(stored(Layout.current().mail))
    if number not in found:
        raise RuntimeProblem(f"there is no message {number}", "List them with 'nscl mail'")
    message = read_mail(number, found[number])
    if as_json:
        print_json(_data(message))
        return
    out.print(
        f"From:    {message.sender}\nTo:      {message.recipients}\n"
        f"Subject: {message.subject}\nDate:    {message.received:%Y-%m-%d %H:%M:%S}",
        markup=False,
    )
    for name in message.attachments:
        out.print(f"Attached: {name}", markup=False)
    out.print(f"\n{message.text}", markup=False)


def _data(message: Mail) -> dict[str, object]:
    return {**asdict(message), "received": message.received.isoformat()}
