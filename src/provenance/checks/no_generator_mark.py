"""Says that no mark of a generator was found, and how little that means (A11)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.digital_source_type import GENERATED, DigitalSourceType
from provenance.checks.generator_name import GeneratorName
from provenance.checks.generator_text import GeneratorText
from provenance.checks.interface import About, informs
from provenance.checks.tags import value
from provenance.model.case import Case
from provenance.model.finding import Bearing, Evidence, Finding
from provenance.model.metadata import Metadata, State

_MARKS = (DigitalSourceType(), GeneratorText(), GeneratorName())


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
        """Inform where no label, no settings, no name and no signed statement was found."""
        metadata = case.examination.metadata
        if _signed(metadata) or any(True for check in _MARKS for _ in check.run(case)):
            return
        held = [each.kind for each in metadata.blocks if each.state is State.PRESENT]
        summary = (
            "No mark of a program that generates pictures was found in the file's metadata. That "
            "says nothing for the picture: most generated pictures online carry no such mark."
        )
        yield informs(self, summary, Evidence("looked at", ", ".join(held) or "no block", "file"))


def _signed(metadata: Metadata) -> bool:
    sources = value(metadata, "Credentials:Sources").split(", ")
    return any(source in GENERATED for source in sources)
