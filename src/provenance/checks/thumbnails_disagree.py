"""Whether two pictures in the metadata of one file show different things (E06)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.embedded_picture import NAMES
from provenance.checks.interface import About, asks, informs
from provenance.model.case import Case
from provenance.model.embedded import Apart, Likeness
from provenance.model.finding import Bearing, Evidence, Finding

_RELATIONS = {
    Likeness.ALTERED: "show the same view with something else in a part of it",
    Likeness.CROPPED: "show different shares of one picture",
    Likeness.MIRRORED: "are mirror images of one another",
    Likeness.ROTATED: "lie turned against one another",
    Likeness.DIFFERENT: "show different pictures",
}


class ThumbnailsDisagree:
    """Compares the thumbnails and previews of a file with one another."""

    name = "thumbnails-disagree"
    about = About(
        code="E06",
        says="Two pictures in the metadata of the file do not show the same.",
        bearings=(Bearing.ASKS, Bearing.INFORMS),
        otherwise=(
            "the file was cropped or captioned by a program that renewed only one of them, which "
            "is everyday work; a program copied the metadata of another file"
        ),
        cannot_tell="in which order the two were made, and who changed the picture",
        source="EXIF 2.32, 4.5.8; Photoshop File Formats 2019, resource 1036; CIPA DC-007",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Ask of each pair that shows something else; of one that was only turned, inform."""
        for each in case.examination.apart:
            turned = each.likened.likeness is Likeness.ROTATED and each.likened.crop is None
            say = informs if turned else asks
            yield say(self, _summary(each), *_evidence(each))


def _summary(each: Apart) -> str:
    return (
        f"The file's {NAMES[each.first]} and its {NAMES[each.second]} "
        f"{_RELATIONS[each.likened.likeness]}: the file was saved at least twice, and between "
        "the two the picture changed. Look at both beside the visible one."
    )


def _evidence(each: Apart) -> Iterator[Evidence]:
    for place in (each.first, each.second):
        yield Evidence("embedded picture", NAMES[place], place)
    score = f"{each.likened.score:.2f} where both fit best, 1 at most"
    yield Evidence("relation", each.likened.likeness, "the two on one another")
    yield Evidence("correlation", score, "the two on one another")
