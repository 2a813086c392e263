"""Whether the Content Credentials and the EXIF of a file contradict one another (A10)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from provenance.checks.facts import of_capture
from provenance.checks.interface import About, asks
from provenance.checks.stated_time import read
from provenance.checks.tags import named, shown, value
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding
from provenance.model.metadata import Metadata

MARGIN = timedelta(hours=48)
"""What a camera's clock may be wrong by, as in T02."""

_SIGNED = "Credentials:SignedAt"
_CAMERAS = ("canon", "nikon", "sony", "leica", "fujifilm", "panasonic")
"""Makers whose cameras sign; what phones and editors sign may come from any camera."""

_CREATED = "c2pa.created"


class CredentialsAgainstMetadata:
    """Holds the time of signing and the camera that signed against the capture time and Make."""

    name = "credentials-against-metadata"
    about = About(
        code="A10",
        says="The Content Credentials were signed before the capture, or by another camera.",
        bearings=(Bearing.ASKS,),
        otherwise=(
            "the camera's clock was set wrong; the signer's clock was; EXIF was written or taken "
            "over after the signing"
        ),
        cannot_tell="which of the two is right; a signature that came later is usual",
        source="C2PA specification 2.2, 10.3.2.5 (time-stamps) and 18.14 (actions)",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Ask where the signing is certainly too early, and where the makers differ."""
        metadata = case.examination.metadata
        if not value(metadata, "Credentials:State"):
            return
        yield from self._signed_before(metadata)
        signer = _maker(value(metadata, "Credentials:Tool"))
        make = _maker(value(metadata, "IFD0:Make"))
        created = _CREATED in value(metadata, "Credentials:Actions")
        if created and signer and make and signer != make:
            summary = (
                f"The file's Content Credentials say that a camera of {signer.title()} made the "
                f"picture, and its EXIF names one of {make.title()}. Ask the source which it was."
            )
            tags = named(metadata, "Credentials:Tool", "Credentials:Actions", "IFD0:Make")
            yield asks(self, summary, *map(shown, tags))

    def _signed_before(self, metadata: Metadata) -> Iterator[Finding]:
        signed = next(map(read, named(metadata, _SIGNED)), None)
        captured = metadata.captured
        if signed and captured and signed.moment.certainly_before(captured, MARGIN):
            summary = (
                "The file's Content Credentials were signed more than two days before the capture "
                "that its EXIF states: one of the two times is wrong. Ask the source."
            )
            yield asks(self, summary, *of_capture(metadata, captured), signed.line("signed"))


def _maker(text: str) -> str:
    stated = text.lower().removeprefix("make_").strip()
    return next((maker for maker in _CAMERAS if stated.startswith(maker)), "")
