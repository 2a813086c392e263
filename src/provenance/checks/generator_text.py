"""Settings of image generators in the text of a PNG (A02), by the keys that sd-parsers reads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from provenance.checks.interface import About
from provenance.model.case import Case
from provenance.model.finding import Bearing, Evidence, Finding
from provenance.model.metadata import Tag

_MARKS = tuple(
    (f"PNG:{keyword}", program, re.compile(mark))
    for keyword, program, mark in (
        ("parameters", "Stable Diffusion web UI", r"Steps: "),
        ("parameters", "SwarmUI", r'"sui_image_params"'),
        ("prompt", "ComfyUI", r'"class_type"|^\{"[\d:]{1,9}": ?\{"inputs"'),
        ("workflow", "ComfyUI", r'"nodes"|^\{"last_node_id"'),
        ("Dream", "InvokeAI", r" -s "),
        ("sd-metadata", "InvokeAI", r'"model'),
        ("invokeai_metadata", "InvokeAI", r"\{"),
        ("fooocus_scheme", "Fooocus", r"fooocus"),
        ("Software", "NovelAI", r"NovelAI"),
    )
)
"""Where it stands, whose it is, and what its text must hold besides."""


class GeneratorText:
    """Tells whose settings a text chunk holds; a keyword alone, such as `prompt`, is not enough."""

    name = "generator-text"
    about = About(
        code="A02",
        says="A text in a PNG has the form of an image generator's settings.",
        bearings=(Bearing.INFORMS,),
        otherwise="such programs enlarge photographs, too; anybody can write such a text",
        cannot_tell="whether the picture was generated or only worked on",
        source="sd-parsers, its keys and samples",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform of each program; only what stands in the first 1,000 characters is seen."""
        for tag in case.examination.metadata.block("png-text").tags:
            if program := _program(tag):
                summary = (
                    f"A text in the file has the form in which {program} writes its settings, so "
                    "the picture is labelled as generated or worked on with it. Such programs "
                    "also enlarge photographs, and anybody can write such a text."
                )
                evidence = Evidence("generator text", tag.value, tag.name)
                yield Finding(self.name, Bearing.INFORMS, summary, (evidence,))


def _program(tag: Tag) -> str:
    return next(
        (program for name, program, mark in _MARKS if name == tag.name and mark.search(tag.value)),
        "",
    )
