"""Who owned the camera and which one it was (D07)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from provenance.checks.interface import About, informs
from provenance.checks.tags import every, shown
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding

MOST = 12

_LEADS = re.compile(
    r":(BodySerialNumber|CameraSerialNumber|SerialNumber|LensSerialNumber|InternalSerialNumber|"
    r"CameraOwnerName|OwnerName|Artist|XPAuthor|Creator|By-line|HostComputer)$"
)
_EMPTY = re.compile(r"[\s0.-]*|none|unknown|default", re.IGNORECASE)


class OwnerAndSerial:
    """Tells that the file names an owner or a serial number: whom to ask, and what links files."""

    name = "owner-and-serial"
    about = About(
        code="D07",
        says="The file names an owner, an author or the serial number of a camera.",
        bearings=(Bearing.INFORMS,),
        otherwise="a camera that was sold or lent; a name that an editor puts into every file",
        cannot_tell="who took the picture",
        source="Verification Handbook, chapter 9",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform of them; their values are sensitive and stand in the evidence alone."""
        tags = [tag for tag in every(case.examination.metadata) if _LEADS.search(tag.name)]
        tags = [tag for tag in tags if _EMPTY.fullmatch(tag.value) is None]
        if tags:
            summary = (
                "The file names an owner, an author or a serial number: somebody to ask, and a way "
                "to link it with other files of the same camera. Take care whom this may harm."
            )
            facts = (shown(tag, sensitive=True) for tag in tags[:MOST])
            yield informs(self, summary, *facts)
