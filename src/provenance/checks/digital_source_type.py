"""How a file says its picture came about: IPTC's digital source type (A01)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.interface import About
from provenance.model.case import Case
from provenance.model.finding import Bearing, Evidence, Finding

GENERATED = {
    "trainedAlgorithmicMedia": "made by a generative model",
    "compositeWithTrainedAlgorithmicMedia": "put together with parts made by a generative model",
    "algorithmicMedia": "made by a program without a trained model",
    "compositeSynthetic": "put together with synthetic parts",
    "virtualRecording": "recorded in a virtual world",
}
"""Terms of the IPTC NewsCodes that tell of generation; those of cameras and scans give nothing."""


class DigitalSourceType:
    """Tells where the file itself labels its picture as generated; silent for camera pictures."""

    name = "digital-source-type"
    about = About(
        code="A01",
        says="The file labels its picture as generated, or as put together with generated parts.",
        bearings=(Bearing.INFORMS,),
        otherwise="a newsroom or a tool labelled the picture by mistake",
        cannot_tell=(
            "whether the label is true: it is not signed, and most generated pictures online carry"
            " none"
        ),
        source="IPTC NewsCodes, digital source type",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform of a label; XMP is unsigned, so whoever has the file can write or remove it."""
        for block in case.examination.metadata.blocks:
            for tag in block.tags:
                term = tag.value.rstrip("/").rpartition("/")[2]
                if tag.name.endswith("DigitalSourceType") and term in GENERATED:
                    summary = (
                        f"The file labels its picture as {GENERATED[term]} (IPTC digital source "
                        "type). The label is not signed: anybody can write or remove it."
                    )
                    evidence = Evidence("digital source type", tag.value, tag.name)
                    yield Finding(self.name, Bearing.INFORMS, summary, (evidence,))
