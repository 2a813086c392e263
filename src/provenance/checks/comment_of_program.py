"""What comment a program left in the JPEG (J09)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.interface import About, informs
from provenance.checks.tags import named, shown
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding

_WRITERS = (
    ("gd-jpeg", "the GD library of many websites"),
    ("file source: ", "a thumbnail of Wikimedia Commons"),
    ("lavc", "FFmpeg"),
    ("created with gimp", "GIMP"),
    ("handmade software", "a tool of Handmade Software"),
    ("xv version", "the viewer XV"),
    ("ulead", "Ulead"),
    ("intel(r) jpeg library", "the Intel JPEG library"),
    ("leadtools", "LEADTOOLS"),
    ("optimized by jpegmini", "JPEGmini"),
    ("smush", "a web optimiser"),
)


class CommentOfProgram:
    """Tells of comments in which programs and archives name themselves or a source."""

    name = "comment-of-program"
    about = About(
        code="J09",
        says="A comment in the file names the program or the archive that wrote it.",
        bearings=(Bearing.INFORMS,),
        otherwise="the comment came along from an earlier file",
        cannot_tell="anything that happened before that program",
        source="ITU-T T.81, B.2.4.5; ExifTool",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform of the comment, and of what is known to write such ones."""
        comments = named(case.examination.metadata, "File:Comment", "PNG:Comment")
        if comments:
            known = [name for mark, name in _WRITERS if mark in comments[0].value.lower()]
            whose = f", as {known[0]} leaves it" if known else ""
            summary = (
                f"The file carries a comment{whose}: a trace of a program or an archive that it "
                "has passed through."
            )
            yield informs(self, summary, *map(shown, comments))
