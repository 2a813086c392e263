"""The mark that Facebook writes into pictures it hands out (P01)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from provenance.checks.interface import About
from provenance.model.case import Case
from provenance.model.finding import Bearing, Evidence, Finding

_MARK = re.compile(r"FBMD[0-9a-f]{8,}", re.ASCII)
_TAG = "IPTC:SpecialInstructions"


class FacebookMark:
    """Tells of an FBMD string; without one nothing is said, for copies lose it."""

    name = "facebook-mark"
    about = About(
        code="P01",
        says="The file carries the mark that Facebook and Instagram write into pictures.",
        bearings=(Bearing.INFORMS,),
        otherwise="the file was made from another one that carried the mark",
        cannot_tell="which account, and when",
        source="Hacker Factor, Facebook Tracking; dustri.org 2019",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform where IPTC's special instructions are such a mark and nothing else."""
        for tag in case.examination.metadata.block("iptc").tags:
            if tag.name == _TAG and _MARK.fullmatch(tag.value):
                summary = (
                    "The file carries the mark FBMD, which Facebook and Instagram write into "
                    "pictures: it, or a file that it was made from, has passed through one of them."
                )
                evidence = Evidence("FBMD", tag.value, tag.name)
                yield Finding(self.name, Bearing.INFORMS, summary, (evidence,))
