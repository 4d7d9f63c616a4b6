"""Pages: log in, sign up, and the administrator's accounts."""

from __future__ import annotations

from nscl_contracts.identity import ROLES
from nscl_identity.domain.account import check_password_policy
from nscl_identity.entrypoints import schemas as s
from nscl_identity.entrypoints.labels import role_label
from nscl_identity.entrypoints.signing_in import (
    LIFETIME_SECONDS,
    LoginRefused,
    log_in,
    new_account,
    signup_key,
)
from nscl_identity.handlers.commands import LockAccount, ResetPassword, UnlockAccount
from nscl_identity.queries.accounts import list_accounts, show_account
from nscl_shared.auth import hash_password
from nscl_shared.i18n import _
from nscl_shared.kernel import RuleViolation
from nscl_shared.messaging import CommandBus
from nscl_shared.web import Page, Redirect, Request, route, safe_next

ACCOUNTS = "/identity/accounts"


class Pages:
    """Accounts for people."""

    commands: CommandBus

    @route("GET", "/identity/login")
    def login_page(self, request: Request) -> Page:
        """Show the login form."""
        return Page("login.html", next=request.args.get("next", ""))

    @route("POST", "/identity/login", body=s.LoginFormSchema, form="login_page")
    def login(self, request: Request) -> Redirect:
        """Log in and go where the visitor wanted to."""
        form = request.form()
        try:
            token = log_in(self.commands, form["username"], form["password"])
        except LoginRefused as refused:  # a 401 would only lead to this page, without a word
            raise RuleViolation(refused.code) from refused
        return Redirect(safe_next(form["next"] or "/"), session=token, lifetime=LIFETIME_SECONDS)

    @route("POST", "/identity/logout")
    def logout(self, request: Request) -> Redirect:
        """Log out."""
        return Redirect("/", session="")

    @route("GET", "/identity/signup")
    def signup_page(self, request: Request) -> Page:
        """Show the form for a firm's account."""
        return Page("signup.html")

    @route("POST", "/identity/signup", body=s.SignupSchema, form="signup_page")
    def sign_up(self, request: Request) -> Redirect:
        """Create a firm's account and log in."""
        form = request.form()
        key = signup_key(request, form["username"])
        self.commands.execute(new_account(**form, role="firm"), key=key)
        token = log_in(self.commands, form["username"], form["password"])
        return Redirect("/", session=token, lifetime=LIFETIME_SECONDS)

    @route("GET", ACCOUNTS, query=s.ListSchema)
    def accounts_page(self, request: Request) -> Page:
        """List the accounts."""
        items, following = list_accounts(request.query()["cursor"])
        rows = [{**item, "role_label": role_label(item["role"])} for item in items]
        return Page("accounts.html", accounts=rows, next=following)

    @route("GET", f"{ACCOUNTS}/new")
    def new_account_page(self, request: Request) -> Page:
        """Show the form for a new account."""
        return Page("new_account.html", roles=[(role, role_label(role)) for role in ROLES])

    @route("POST", ACCOUNTS, body=s.AccountSchema, form="new_account_page")
    def create_account(self, request: Request) -> Redirect:
        """Create an account."""
        command = new_account(**request.form())
        self.commands.execute(command, key=request.idempotency_key)
        return Redirect(ACCOUNTS, notice=_("The account was created."))

    @route("POST", f"{ACCOUNTS}/<account_id>/lock")
    def lock(self, request: Request, account_id: str) -> Redirect:
        """Lock an account."""
        self.commands.execute(LockAccount(account_id=account_id), key=request.idempotency_key)
        return Redirect(ACCOUNTS, notice=_("The account was locked."))

    @route("POST", f"{ACCOUNTS}/<account_id>/unlock")
    def unlock(self, request: Request, account_id: str) -> Redirect:
        """Unlock an account."""
        self.commands.execute(UnlockAccount(account_id=account_id), key=request.idempotency_key)
        return Redirect(ACCOUNTS, notice=_("The account was unlocked."))

    @route("GET", f"{ACCOUNTS}/<account_id>/password")
    def password_page(self, request: Request, account_id: str) -> Page:
        """Show the form for a new password."""
        return Page("password.html", account=show_account(account_id))

    @route("POST", f"{ACCOUNTS}/<account_id>/password", body=s.PasswordSchema, form="password_page")
    def reset_password(self, request: Request, account_id: str) -> Redirect:
        """Give an account a new password."""
        password = request.form()["password"]
        check_password_policy(password, show_account(account_id)["username"])
        command = ResetPassword(account_id=account_id, password_hash=hash_password(password))
        self.commands.execute(command, key=request.idempotency_key)
        return Redirect(ACCOUNTS, notice=_("The password was changed."))
