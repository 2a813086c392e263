"""Whether something lies behind the end of the picture (J05)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.interface import About, informs
from provenance.checks.numbers import number
from provenance.checks.tags import named, shown, value
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding

SHORTEST = 1_024


class BytesBehindTheEnd:
    """Counts the bytes behind the picture: a video, previews, or something hidden."""

    name = "bytes-behind-the-end"
    about = About(
        code="J05",
        says="Bytes lie behind the end of the picture.",
        bearings=(Bearing.INFORMS,),
        otherwise="phones and cameras keep previews, depth maps and short videos there",
        cannot_tell="what the bytes are",
        source="ExifTool, trailers; ITU-T T.81, B.1",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform of more bytes than padding has."""
        metadata = case.examination.metadata
        behind = number(value(metadata, "Trailer:Bytes"))
        if behind is not None and behind >= SHORTEST:
            summary = (
                f"{behind:,.0f} bytes lie behind the end of the picture, as phones keep previews "
                "and short videos there: look at them with a tool for such files."
            )
            yield informs(self, summary, *map(shown, named(metadata, "Trailer:Bytes")))
