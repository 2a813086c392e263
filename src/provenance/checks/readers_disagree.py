"""Whether two readers make different things of the same bytes (H01)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.interface import About, informs
from provenance.checks.wording import count
from provenance.model.case import Case
from provenance.model.finding import Bearing, Evidence, Finding
from provenance.model.metadata import Disagreement

_LONGEST = 200


class ReadersDisagree:
    """Tells of core tags that two readers of the same EXIF read differently; shows both."""

    name = "readers-disagree"
    about = About(
        code="H01",
        says="Two readers read the same tags of the EXIF differently.",
        bearings=(Bearing.INFORMS,),
        otherwise="damage on the way, or a program that wrote EXIF against the standard",
        cannot_tell="which of the two is right; other programs may show a third thing",
        source="measured: 2 of 2,385 values, both in damaged text",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform once, of all such tags."""
        apart = [each for each in case.examination.metadata.disagreements if _of_readers(each)]
        if apart:
            summary = (
                f"Two readers of the file's EXIF differ about {count(len(apart), 'tag')}: the "
                "block is damaged or was written against the standard. Do not rest anything on "
                "these tags before a third program was asked."
            )
            facts = (
                Evidence(each.what, (said.value or "(nothing)")[:_LONGEST], said.by, _leads(each))
                for each in apart
                for said in each.statements
            )
            yield informs(self, summary, *facts)


def _of_readers(each: Disagreement) -> bool:
    """Tell it from blocks that contradict one another, whose statements are by tags."""
    return all(":" not in said.by for said in each.statements)


def _leads(each: Disagreement) -> bool:
    """Tell whether a tag leads to a person: a position or a serial number."""
    return each.what.startswith("GPS:") or "Serial" in each.what
