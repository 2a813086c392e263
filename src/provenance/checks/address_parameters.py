"""What the parameters of a platform's address say of a copy (P05)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import PurePath

from provenance.checks.interface import About, informs
from provenance.checks.wording import instant
from provenance.model.case import Case
from provenance.model.finding import Bearing, Evidence, Finding

_PARAMETER = r"(?:[?&@]|%3F|%26)"
_EXPIRES = re.compile(rf"{_PARAMETER}ex=([0-9a-f]{{8}})(?![0-9a-z])", re.IGNORECASE)
_ISSUED = re.compile(rf"{_PARAMETER}is=([0-9a-f]{{8}})(?![0-9a-z])", re.IGNORECASE)
_META = re.compile(rf"{_PARAMETER}oe=([0-9a-f]{{8}})(?![0-9a-z])", re.IGNORECASE)
_OF_META = re.compile(r"_[no]\.(?:jpg|png|webp|mp4)|fbcdn|cdninstagram", re.IGNORECASE)
_SIZE = re.compile(
    rf"{_PARAMETER}name=(thumb|small|medium|large|[0-9]{{2,4}}x[0-9]{{2,4}})(?![a-z])"
)
_SHOWN = 300
_MOST = 200
_SINCE = datetime(2012, 1, 1, tzinfo=UTC)


class AddressParameters:
    """Reads times and sizes from the name of the file and the addresses of matching postings."""

    name = "address-parameters"
    about = About(
        code="P05",
        says="An address of the picture tells when it was handed out, or that it is a small copy.",
        bearings=(Bearing.INFORMS,),
        otherwise="anybody can write a file name or change an address",
        cannot_tell="when the picture was first uploaded; only that it was there by then",
        source="practice of the field, not documented by the platforms; X after dfir-unfurl",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform of each address once."""
        for where, text in dict.fromkeys(_addresses(case)):
            for summary in _said(text, case.now):
                yield informs(self, summary, Evidence("address", text[:_SHOWN], where))


def _addresses(case: Case) -> Iterator[tuple[str, str]]:
    location = case.examination.location
    yield "the name of the file", PurePath((location.path, *location.inside)[-1]).name
    urls = (each.posting.url for match in case.matches for each in match.sightings)
    for _, url in zip(range(_MOST), (url for url in urls if url), strict=False):
        yield "a matching posting", url


def _said(text: str, now: datetime) -> Iterator[str]:
    issued = _time(_ISSUED, text, now)
    if issued and _EXPIRES.search(text):
        yield (
            f"The address has the form of Discord's signed links, issued at {instant(issued)}: "
            "the file was on Discord by then."
        )
    expiry = _time(_META, text, None)
    if expiry and _OF_META.search(text):
        yield (
            "The address has the form of Facebook's and Instagram's links and expires at "
            f"{instant(expiry)}: it was handed out some days or weeks before."
        )
    if size := _SIZE.search(text):
        yield (
            f"The address asks X for a copy of the size {size[1]}: a larger one can be had with "
            "name=orig. Compare that."
        )


def _time(form: re.Pattern[str], text: str, latest: datetime | None) -> datetime | None:
    """Read seconds since 1970 in hexadecimal; `None` where they are no plausible time."""
    found = form.search(text)
    if found is None:
        return None
    when = datetime.fromtimestamp(int(found[1], 16), UTC)
    return when if when >= _SINCE and (latest is None or when <= latest) else None
