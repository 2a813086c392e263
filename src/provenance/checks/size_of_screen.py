"""Whether a picture has exactly the size of a phone's screen (P06)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.interface import About, informs
from provenance.model.case import Case
from provenance.model.finding import Bearing, Evidence, Finding

_SCREENS = frozenset(
    {
        *((640, 1136), (750, 1334), (828, 1792), (1080, 2340), (1125, 2436), (1170, 2532)),
        *((1179, 2556), (1206, 2622), (1242, 2208), (1242, 2688), (1284, 2778), (1290, 2796)),
        *((1320, 2868), (720, 1520), (720, 1600), (1080, 2160), (1080, 2220), (1080, 2280)),
        *((1080, 2400), (1080, 2408), (1080, 2412), (1440, 2560), (1440, 2960), (1440, 3040)),
        *((1440, 3088), (1440, 3120), (1440, 3200)),
    }
)
"""Shorter and longer side. 720x1280 and 1080x1920 are left out: videos have them."""


class SizeOfScreen:
    """Tells that a picture without a camera's name may be a screenshot of another."""

    name = "size-of-screen"
    about = About(
        code="P06",
        says="The picture has exactly the size of a phone's screen and no camera's block.",
        bearings=(Bearing.INFORMS,),
        otherwise="wallpapers and stories are made in these sizes, too",
        cannot_tell="whether it is a screenshot",
        source="data sheets of the makers",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform of a still with such a size, upright or lying."""
        metadata, media = case.examination.metadata, case.examination.media
        size = (min(media.width, media.height), max(media.width, media.height))
        if size not in _SCREENS or metadata.device or media.frame_count != 1:
            return
        summary = (
            f"The picture has exactly the {media.width}x{media.height} pixels of a phone's screen "
            "and names no camera: it may be a screenshot, and the picture itself elsewhere."
        )
        fact = Evidence("size", f"{media.width}x{media.height} pixels", "the picture")
        yield informs(self, summary, fact)
