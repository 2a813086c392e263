"""Whether a field names an image generator (A04)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from provenance.checks.interface import About, informs
from provenance.checks.tags import every, shown
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding
from provenance.model.metadata import Tag

_AI_FIELDS = {"AISystemUsed", "AISystemVersionUsed", "AIPromptInformation", "AIPromptWriterName"}
"""IPTC Photo Metadata Standard 2025.1."""

_FIELDS = {
    *("Software", "CreatorTool", "Credit", "Description", "Author", "Creator", "Source"),
    *("ImageDescription", "Caption-Abstract", "Comment", "UserComment", "Artist", "Title"),
    *("SoftwareAgent", "HistorySoftwareAgent", "By-line", "Make", "Model", "DigImageGUID"),
}
_MARKS = {
    "Google": re.compile(r"^(Made|Edited) with Google AI\b"),
    "Midjourney": re.compile(r"Job ID: [0-9a-f]{8}-[0-9a-f]{4}|^Midjourney\b", re.IGNORECASE),
    "OpenAI": re.compile(r"^(OpenAI|DALL[-·•. ]?E|ChatGPT|GPT-4o)\b", re.IGNORECASE),
    "Adobe Firefly": re.compile(r"^Adobe[_ ]Firefly\b", re.IGNORECASE),
    "Stable Diffusion": re.compile(
        r"^Stable ?Diffusion\b|Steps: \d+, Sampler: |^(ComfyUI|InvokeAI|Fooocus)\b",
        re.IGNORECASE,
    ),
    "ComfyUI": re.compile(r'^prompt:\s*\{.*"(class_type|inputs)"|^workflow:\s*\{"', re.DOTALL),
    "SwarmUI": re.compile(r'"sui_image_params"'),
    "Draw Things": re.compile(r"^Draw Things\b"),
    "Fooocus": re.compile(r'"(base_model|metadata_scheme)": ?"', re.IGNORECASE),
    "Ideogram, Leonardo or another service": re.compile(
        r"^(Ideogram|Leonardo\.ai|Recraft|Flux\.1|Runway|Bing Image Creator|Grok)\b", re.IGNORECASE
    ),
}


class GeneratorName:
    """Tells where a maker of generated pictures put its name into a field."""

    name = "generator-name"
    about = About(
        code="A04",
        says="A field of the file names a program that generates pictures.",
        bearings=(Bearing.INFORMS,),
        otherwise="somebody wrote about such a program; the program also retouches photographs",
        cannot_tell=(
            "whether the picture was generated or only retouched; most generated pictures online "
            "carry no name"
        ),
        source="IPTC, guidance on generative AI; documentation of the makers",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform of the exact phrases that the makers write, and of IPTC's fields for them."""
        for tag in every(case.examination.metadata):
            maker = _maker(tag)
            if maker:
                summary = (
                    f"A field of the file has the form in which {maker} marks its pictures. The "
                    "mark is not signed: anybody can write or remove it."
                )
                yield informs(self, summary, shown(tag))
                return


def _maker(tag: Tag) -> str:
    if tag.name.rpartition(":")[2] in _AI_FIELDS:
        return "a generator, by IPTC's own field for it,"
    if tag.name.rpartition(":")[2] not in _FIELDS:
        return ""
    return next((name for name, mark in _MARKS.items() if mark.search(tag.value)), "")
