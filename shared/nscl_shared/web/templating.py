"""Jinja as the shell uses it: escaping on, undefined names refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from jinja2.loaders import BaseLoader
from markupsafe import Markup

from nscl_shared import i18n
from nscl_shared.kernel.ids import new_id
from nscl_shared.web import navigation
from nscl_shared.web.assets import Assets
from nscl_shared.web.charts import bar_chart
from nscl_shared.web.request import Request
from nscl_shared.web.session import take_notice
from nscl_shared.web.urls import page_url, with_query

KIT = "nscl_shared.web"


def build_environment(package: str, assets: Assets) -> Environment:
    """Return the environment of a service: its ``templates/`` before the kit's."""
    environment = Environment(
        loader=ChoiceLoader(_loaders(package)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.do"],
    )
    environment.globals.update(
        _=_translate,
        ngettext=i18n.ngettext,
        static=assets.url,
        bar_chart=bar_chart,
        page_url=page_url,
        with_query=with_query,
        language=i18n.current_language,
    )
    environment.filters.update(
        money=i18n.money,
        number=i18n.number,
        percent=i18n.percent,
        date=i18n.date_,
        datetime=i18n.moment,
    )
    return environment


def _loaders(package: str) -> list[BaseLoader]:
    loaders: list[BaseLoader] = []
    for name in (package, KIT):
        try:
            loaders.append(PackageLoader(name))
        except ValueError:  # the package brings no templates
            continue
    return loaders


def _translate(msgid: str, /, **params: Any) -> str:
    """Translate; figures that are markup already are the template's own doing."""
    return i18n.gettext(msgid, **params)


def page_context(request: Request) -> dict[str, Any]:
    """Return what every template sees besides its own context."""
    state = request.form_state
    return {
        "request": request,
        "principal": request.principal,
        "lang": request.language,
        "province": navigation.province_name(),
        "agency": navigation.agency(),
        "navigation": navigation.sections(request.principal, request.path, request.web.name),
        "services": navigation.selected_services(),
        "csrf_token": request.csrf_token,
        "form": replace(state, csrf_token=request.csrf_token, key=new_id()),
        "notice": take_notice(request.http),
        "language_url": lambda code: with_query(request, lang=code),
        "nothing": Markup(""),
    }
