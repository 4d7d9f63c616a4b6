"""The administrator opens accounts for the officers and the units."""

from __future__ import annotations

from dataclasses import dataclass

from nscl_example_lang_son_2022.play.stage import OFFICERS, Stage

ACCOUNTS = "/api/identity/accounts"


@dataclass(frozen=True)
class Account:
    """What an account is opened with."""

    username: str
    display_name: str
    email: str
    role: str


def open_accounts(stage: Stage) -> None:
    """Open all accounts of the play."""
    administrator = stage.administrator()

    def open_account(account: Account) -> None:
        body = {**vars(account), "password": stage.password(account.username)}
        administrator.post(f"open account {account.username}", ACCOUNTS, body)

    stage.each("accounts", accounts_of(stage), open_account)


def accounts_of(stage: Stage) -> list[Account]:
    """Return the officers' accounts, then one for each unit."""
    officers = [
        Account(o.username, o.display_name, f"{o.username}@lang-son.example", "officer")
        for o in OFFICERS
    ]
    units = [Account(u.username, u.name, u.contact_email, "firm") for u in stage.data.units]
    return officers + units
