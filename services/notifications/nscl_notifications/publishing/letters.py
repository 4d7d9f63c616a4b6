"""From event to words: one plain-text template per language, from which the HTML follows.

The first line of a template is the subject.  The province's first language
comes first and gives the subject; the others follow below a rule.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from nscl_notifications.domain.letter import Letter
from nscl_notifications.publishing.support_items import describe
from nscl_shared import i18n

RULE = "\n\n" + "-" * 40 + "\n\n"


@dataclass(frozen=True)
class Version:
    """The letter in one language; ``blocks`` are paragraphs and lists for the HTML part."""

    language: str
    subject: str
    text: str

    @property
    def blocks(self) -> list[tuple[str, list[str]]]:
        """Return ``("p" | "ul", lines)`` per paragraph of the text."""
        return [_block(part.splitlines()) for part in self.text.split("\n\n") if part.strip()]


def write_letter(template: str, facts: Mapping[str, Any], languages: Sequence[str]) -> Letter:
    """Return the letter ``template`` (``application-approved``) about ``facts``.

    Raises:
        jinja2.UndefinedError: the facts lack what the template needs.
    """
    versions = [_version(template, facts, language) for language in languages]
    html = _environment().get_template("letter.html").render(versions=versions)
    return Letter(
        subject=versions[0].subject,
        text=RULE.join(version.text for version in versions) + "\n",
        html=html,
        headers={"Content-Language": ", ".join(languages)},
    )


def _version(template: str, facts: Mapping[str, Any], language: str) -> Version:
    with i18n.use_language(language):
        rendered = (
            _environment()
            .get_template(f"{template}.{language}.txt")
            .render(**facts, items=describe(facts.get("supports", ())))
        )
    subject, _newline, text = rendered.strip().partition("\n")
    return Version(language, " ".join(subject.split()), text.strip())


def _block(lines: list[str]) -> tuple[str, list[str]]:
    if all(line.startswith("- ") for line in lines):
        return "ul", [line.removeprefix("- ") for line in lines]
    return "p", lines


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("nscl_notifications", "templates/mail"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(money=i18n.money, date=i18n.date_)
    return environment
