"""Says that no mark of a generator was found, and how little that means (A11)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from provenance.checks.digital_source_type import GENERATED, DigitalSourceType
from provenance.checks.generator_name import GeneratorName
from provenance.checks.generator_text import GeneratorText
from provenance.checks.interface import About, informs
from provenance.checks.tags import value
from provenance.checks.text_in_pixels import TextInPixels
from provenance.model.case import Case
from provenance.model.finding import Bearing, Evidence, Finding
from provenance.model.metadata import Metadata, State

_MARKS = (DigitalSourceType(), GeneratorText(), TextInPixels(), GeneratorName())


class NoGeneratorMark:
    """Speaks where the checks of marks were silent, so that their silence is not taken for more."""

    name = "no-generator-mark"
    about = About(
        code="A11",
        says="No mark of a program that generates pictures was found, which means little.",
        bearings=(Bearing.INFORMS,),
        otherwise="platforms remove metadata, and most generated pictures online carry no mark",
        cannot_tell="whether the picture was generated: nothing in the pixels was looked at",
        source="metadata catalogue A11; IPTC, guidance on generative AI",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform, aside, where no label, settings, name or signed statement was found.

        A block that could not be read is named: nobody looked there.
        """
        metadata = case.examination.metadata
        if case.examination.media.is_hash_list:
            return
        if _signed(metadata) or any(True for check in _MARKS for _ in check.run(case)):
            return
        held = [each.kind for each in metadata.blocks if each.state is State.PRESENT]
        unread = [each.kind for each in metadata.blocks if each.state is State.UNREADABLE]
        summary = (
            "No mark of a program that generates pictures was found in the file's metadata"
            f"{_but(unread)}. That says nothing for the picture: most generated pictures online "
            "carry no such mark."
        )
        facts = (
            Evidence("looked at", ", ".join(held) or "no block", "file"),
            *(Evidence("not looked at", kind, "file") for kind in unread),
        )
        yield replace(informs(self, summary, *facts), aside=True)


def _but(unread: list[str]) -> str:
    return f" as far as it could be read (not {', '.join(unread)})" if unread else ""


def _signed(metadata: Metadata) -> bool:
    sources = value(metadata, "Credentials:Sources").split(", ")
    return any(source in GENERATED for source in sources)
