"""Whether the file says that its raw picture was cropped (E07)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.interface import About, informs
from provenance.checks.numbers import number
from provenance.checks.tags import named, shown, value
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding

_SIDES = ("Left", "Top", "Right", "Bottom")


class RawCrop:
    """Tells how much of the picture a raw converter cut away."""

    name = "raw-crop"
    about = About(
        code="E07",
        says="The settings of the raw converter say that the picture was cropped.",
        bearings=(Bearing.INFORMS,),
        otherwise="nearly every published picture is cropped for its frame",
        cannot_tell="what was in the part that was cut away",
        source="Adobe, Camera Raw namespace of XMP",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform where the crop is switched on and is not the whole picture."""
        metadata = case.examination.metadata
        sides = [number(value(metadata, f"XMP-crs:Crop{side}")) for side in _SIDES]
        if value(metadata, "XMP-crs:HasCrop").lower() != "true" or sides == [0, 0, 1, 1]:
            return
        left, top, right, bottom = sides
        kept = "a part"
        if left is not None and top is not None and right is not None and bottom is not None:
            share = abs((right - left) * (bottom - top))
            kept = f"{share * 100:.0f} %" if 0 < share < 1 else kept
        summary = (
            f"The file says that {kept} of the camera's picture was kept when it was developed: "
            "ask the source for all of it."
        )
        tags = named(metadata, *(f"XMP-crs:Crop{side}" for side in _SIDES), "XMP-crs:HasCrop")
        yield informs(self, summary, *map(shown, tags))
