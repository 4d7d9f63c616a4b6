"""A page as a machine that speaks takes it in."""

from __future__ import annotations

from html.parser import HTMLParser


class Outline(HTMLParser):
    """Landmarks, headings, labels, ids and what is loaded."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.named: list[str] = []
        self.labels: set[str] = set()
        self.inputs: list[dict[str, str | None]] = []
        self.loaded: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append(tag)
        self.ids += [given["id"]] if "id" in given else []
        self.named += given.get("aria-labelledby", "").split()
        if tag == "label" and "for" in given:
            self.labels.add(given["for"])
        if tag in ("input", "textarea", "select") and given.get("type") not in ("hidden", "radio"):
            self.inputs.append(given)
        self.loaded += [v for k, v in given.items() if k == "src" and v]
