"""Whether the file belongs to a video or to a second picture (D08)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from provenance.checks.interface import About, informs
from provenance.checks.tags import every, named, shown
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding

_LIVE = ("MakerNotes:ContentIdentifier", "Keys:ContentIdentifier")
_MOTION = re.compile(r"^XMP-\w+:(MotionPhoto|MicroVideo)$", re.ASCII)


class PairedFile:
    """Tells of a motion photo or a Live Photo: the same scene lasts some seconds somewhere."""

    name = "paired-file"
    about = About(
        code="D08",
        says="The file is or was part of a motion photo or a Live Photo: another belongs to it.",
        bearings=(Bearing.INFORMS,),
        otherwise="the video was cut off on purpose or by a messenger",
        cannot_tell="whether the other file still exists",
        source="Google, Motion Photo format 1.0; Apple, content identifier of Live Photos",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform where XMP or Apple's identifier says that another file belongs to this one."""
        said = [tag for tag in every(case.examination.metadata) if _MOTION.search(tag.name)]
        if said:
            summary = (
                "The file says that a short video belongs to it (a motion photo): ask the source "
                "for the file as it left the phone, with the seconds around the picture."
            )
            yield informs(self, summary, *map(shown, said))
        if live := named(case.examination.metadata, *_LIVE):
            summary = (
                "The file says that it is one half of a Live Photo, a picture and a video of three "
                "seconds around it: ask the source for the other half, which names it, too."
            )
            yield informs(self, summary, *(shown(tag, sensitive=True) for tag in live))
