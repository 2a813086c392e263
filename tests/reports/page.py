"""A page taken apart, so that tests can ask what is in it."""

from __future__ import annotations

from html.parser import HTMLParser

from provenance.reports.html import Html
from tests.reports.saying import (
    a_decision_report_saying,
    a_lookup_saying,
    a_run_saying,
    an_ingest_saying,
)

VOID = {"meta", "img", "line", "rect", "br"}


class Page(HTMLParser):
    """A page taken apart: its elements, and each piece of text with the elements around it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[tuple[str, ...], str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append((tuple(self.open), data))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def text_of(self, tag: str) -> str:
        return "".join(text for around, text in self.texts if tag in around)


def pages_saying(text: str) -> list[str]:
    return [
        Html().check(a_run_saying(text)),
        Html().lookup(a_lookup_saying(text)),
        Html().ingest(an_ingest_saying(text)),
        Html().decide(a_decision_report_saying(text)),
    ]
