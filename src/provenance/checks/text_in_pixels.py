"""A text that a generator of pictures hid in the lowest bits of the transparency (A03)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.interface import About, informs
from provenance.checks.tags import every, shown
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding


class TextInPixels:
    """Tells of settings in the pixels themselves, which stay where a site removes metadata."""

    name = "text-in-pixels"
    about = About(
        code="A03",
        says="The pixels hide a text in the form in which image generators write their settings.",
        bearings=(Bearing.INFORMS,),
        otherwise="such programs enlarge photographs, too; anybody can hide such a text",
        cannot_tell=(
            "whether the picture was generated or only worked on; one that was saved again with "
            "loss holds no such text any more, and only a PNG or WebP with transparency is "
            "looked into"
        ),
        source="sd-webui-stealth-pnginfo; sd-parsers, its samples",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform of a hidden text: its mark of 15 letters does not come about by chance."""
        for tag in every(case.examination.metadata):
            if tag.name == "Pixels:Parameters":
                summary = (
                    "The lowest bits of the picture's pixels hold a text in the form in which "
                    "image generators hide their settings (stealth pnginfo), so the picture is "
                    "labelled as generated or worked on with such a program. Anybody can hide "
                    "such a text."
                )
                yield informs(self, summary, shown(tag))
                return
