"""Whether the camera or its software came out after the capture (D01, T13)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from provenance.checks.facts import of_capture
from provenance.checks.interface import About, asks
from provenance.checks.releases import firmware, released
from provenance.checks.tags import named, shown, value
from provenance.checks.wording import when
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding

MARGIN = timedelta(days=30)
"""For devices in the hands of the press and of testers."""


class CaptureBeforeCamera:
    """Holds the capture time against the day on which the model or its iOS was announced."""

    name = "capture-before-camera"
    about = About(
        code="D01, T13",
        says="The file says it was captured before its camera or its software existed.",
        bearings=(Bearing.ASKS,),
        otherwise=(
            "the clock was set wrong; the phone was updated and the picture saved again with it; a"
            " test device"
        ),
        cannot_tell="whether the date or the name of the camera is wrong",
        source="announcements of the makers, a table of our own",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Ask where the capture lies certainly more than 30 days before."""
        metadata = case.examination.metadata
        captured = metadata.captured
        if captured is None or captured.latest is None:
            return
        make, model = value(metadata, "IFD0:Make"), value(metadata, "IFD0:Model")
        for what, tag, day in (
            ("camera", "IFD0:Model", released(make, model)),
            ("software", "IFD0:Software", firmware(make, value(metadata, "IFD0:Software"))),
        ):
            if day is not None and captured.latest + MARGIN < day:
                summary = (
                    f"The file says it was captured on {when(captured)}, before the {what} that it "
                    f"names came out ({day:%Y-%m-%d}): its date or that name is wrong. Ask the "
                    "source."
                )
                facts = map(shown, named(metadata, tag))
                yield asks(self, summary, *of_capture(metadata, captured), *facts)
