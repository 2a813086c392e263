"""Whether a video has the size to which an app is said to shrink (V07)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.interface import About, informs
from provenance.model.case import Case
from provenance.model.finding import Bearing, Evidence, Finding

_SHRUNK = 848


class VideoSize:
    """Tells that the long side of a video is one that hardly any camera has."""

    name = "video-size"
    about = About(
        code="V07",
        says="The long side of the video is 848 pixels, to which messaging apps shrink.",
        bearings=(Bearing.INFORMS,),
        otherwise="some compact cameras and screen recorders record 848 by 480",
        cannot_tell="which app it was, and whether it was one at all",
        source="practice of messaging apps; not measured on files of our own",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform of that long side in a video."""
        media = case.examination.media
        if media.media_type.startswith("video/") and max(media.width, media.height) == _SHRUNK:
            summary = (
                "The long side of the video is 848 pixels, as messaging apps shrink them: ask "
                "for the larger file."
            )
            size = Evidence("size", f"{media.width} x {media.height}", "the file")
            yield informs(self, summary, size)
