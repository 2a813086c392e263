"""Whether a video holds boxes that one app writes (V06)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.interface import About, informs
from provenance.checks.tags import named, shown
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding

_APPS = {"beam": "WhatsApp", "loop": "WhatsApp"}


class VideoBoxes:
    """Tells that the boxes of a video are those that an app is known to add."""

    name = "video-boxes"
    about = About(
        code="V06",
        says="The video holds a box that messaging apps are known to add.",
        bearings=(Bearing.INFORMS,),
        otherwise="another program may use a box of that name",
        cannot_tell="who sent the video, and what it was before",
        source="ExifTool forum, practice; not measured on files of our own",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform of such a box among the outermost ones."""
        for tag in named(case.examination.metadata, "QuickTime:Boxes"):
            held = sorted(_APPS.keys() & set(tag.value.split(", ")))
            if held:
                summary = (
                    f"The video holds a box ({', '.join(held)}) that {_APPS[held[0]]} is said to "
                    "add: ask who received it there first."
                )
                yield informs(self, summary, shown(tag))
