"""Fills the templates of the HTML page, and cleans whatever they print."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from typing import TYPE_CHECKING

from provenance.model.case import Examination
from provenance.model.match import BY_ASKING, BY_DECISION, BY_EMBEDDING, BY_KEYPOINTS
from provenance.model.moment import Moment, iso
from provenance.model.ties import why_tied
from provenance.reports import beside, match_words, travel_words, wording
from provenance.reports.chart import LEFT, Chart, draw
from provenance.reports.moments import brief
from provenance.reports.safe import safe_text
from provenance.reports.strip_lines import ends, untold
from provenance.reports.timeline import (
    EARLIEST,
    POSSIBLE,
    Entry,
    of_case,
    of_lookup,
    of_set_aside,
    of_sightings,
    possibly,
    surely,
)

if TYPE_CHECKING:
    from jinja2 import Environment

_MOST_BARS = 60
_SIGNS = {"contradicts": "!", "asks": "*", "supports": "+", "informs": "i", "not-checked": "?"}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}([_-][A-Za-z0-9]{2,8}){0,3}", re.ASCII)
_WEB_LINK = re.compile(r"https?://[^\s/?#@\\]+([/?#]\S*)?", re.IGNORECASE)


def is_web_link(url: str) -> bool:
    """Tell whether a string may become a link: http or https, and showing all that it holds.

    A name before the host ("https://bbc.example@elsewhere") only ever serves to mislead.
    """
    return _WEB_LINK.fullmatch(url) is not None and safe_text(url) == url


def lines(text: str) -> list[str]:
    """Give the lines of a text, each of which has a direction of its own."""
    return safe_text(text, multiline=True).split("\n")


def is_language(code: str) -> bool:
    """Tell whether a code may stand as the language of a text (RFC 5646)."""
    return _LANGUAGE.fullmatch(code) is not None


def drawn(entries: list[Entry], claimed: Moment | None, captured: Moment | None) -> Chart | None:
    """Lay out the timeline: the claim and the camera's clock, then the sightings by number.

    Sightings that were set aside are left out: one wrong year would press the others together.
    """
    moments: list[tuple[str, str, Moment | None]] = [
        ("claim", "claim", claimed),
        ("camera", "camera", captured),
    ]
    for number, entry in enumerate(entries[:_MOST_BARS], start=1):
        kind = "earliest" if entry.mark == EARLIEST else "sighting"
        moments.append((str(number), kind, None if entry.reason else entry.moment))
    return draw([(label, kind, moment) for label, kind, moment in moments if moment])


def thumbnail(examination: Examination) -> bytes:
    """Give the picture of the first frame, empty where none was made."""
    return examination.frames[0].thumbnail if examination.frames else b""


def data_uri(jpeg: bytes) -> str:
    """Write a JPEG as an address that needs no network."""
    return f"data:image/jpeg;base64,{base64.b64encode(jpeg).decode()}"


def render(template: str, **values: object) -> str:
    """Fill a template that lies beside this file."""
    return _environment().get_template(template).render(**values) + "\n"


@cache
def _environment() -> Environment:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("provenance.reports", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_cleaned,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= _VOCABULARY
    environment.globals["policy"] = _policy(environment.get_template("style.css").render())
    return environment


def _policy(style: str) -> str:
    """Allow the style of this page by its hash and pictures within it, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    allowed = f"img-src data:; style-src 'sha256-{digest}'"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _cleaned(value: object) -> object:
    """Make every string that a template prints harmless, whatever the template forgot."""
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return safe_text(value, multiline=True)
    return value


_WORDING = (
    *(wording.by_key, match_words.closeness, wording.counted, wording.headline),
    wording.extent,
    *(wording.holdings, wording.is_instant),
    *(match_words.likeness, wording.minute, wording.not_found, wording.state, wording.vouched),
    *(wording.when, wording.verdict, wording.outweighed, wording.set_aside),
    match_words.differences,
    wording.disagreement,
)
_TRAVELLED = (
    *(travel_words.is_told, travel_words.together, travel_words.many, travel_words.passes),
    *(travel_words.name_of, travel_words.passed_on, travel_words.outcome, travel_words.shared_by),
    travel_words.spread,
)
_FUNCTIONS = (
    beside.described,
    beside.shared,
    beside.told_of,
    beside.unlinked,
    of_sightings,
    of_case,
    of_lookup,
    of_set_aside,
    surely,
    possibly,
    drawn,
    thumbnail,
    data_uri,
    is_web_link,
    is_language,
    lines,
    why_tied,
    iso,
    brief,
    ends,
    untold,
    *_WORDING,
    *_TRAVELLED,
)
_VOCABULARY: dict[str, object] = {
    **{function.__name__: function for function in _FUNCTIONS},
    "bearings": wording.BEARINGS,
    "signs": _SIGNS,
    "earliest_mark": EARLIEST,
    "possible": POSSIBLE,
    "travel_headings": travel_words,
    "by_asking": BY_ASKING,
    "by_decision": BY_DECISION,
    "by_keypoints": BY_KEYPOINTS,
    "by_embedding": BY_EMBEDDING,
    "cosine": match_words.cosine,
    "axis_left": LEFT,
}
