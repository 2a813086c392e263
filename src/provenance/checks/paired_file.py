"""Whether the file belongs to a video or to a second picture (D08)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from provenance.checks.interface import About, informs
from provenance.checks.tags import every, shown
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding

_MOTION = re.compile(r"^XMP-\w+:(MotionPhoto|MicroVideo)$", re.ASCII)


class PairedFile:
    """Tells of a motion photo: the same scene lasts some seconds somewhere."""

    name = "paired-file"
    about = About(
        code="D08",
        says="The file is or was part of a motion photo: a short video belongs to it.",
        bearings=(Bearing.INFORMS,),
        otherwise="the video was cut off on purpose or by a messenger",
        cannot_tell="whether the video still exists",
        source="Google, Motion Photo format 1.0",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform where XMP says that a video belongs to the picture."""
        said = [tag for tag in every(case.examination.metadata) if _MOTION.search(tag.name)]
        if said:
            summary = (
                "The file says that a short video belongs to it (a motion photo): ask the source "
                "for the file as it left the phone, with the seconds around the picture."
            )
            yield informs(self, summary, *map(shown, said))
