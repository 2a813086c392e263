"""Whether the name of the file fits its bytes (J06)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.file_name import suffix_of
from provenance.checks.interface import About, informs
from provenance.model.case import Case
from provenance.model.finding import Bearing, Evidence, Finding

_HEIF = frozenset({"image/heic", "image/heif", "image/avif"})
_VIDEO = frozenset({"video/mp4", "video/quicktime", "video/3gpp"})
_TYPES = {
    **dict.fromkeys(("jpg", "jpeg", "jpe", "jfif"), frozenset({"image/jpeg"})),
    "png": frozenset({"image/png"}),
    "gif": frozenset({"image/gif"}),
    "webp": frozenset({"image/webp"}),
    **dict.fromkeys(("tif", "tiff"), frozenset({"image/tiff"})),
    "bmp": frozenset({"image/bmp", "image/x-ms-bmp"}),
    **dict.fromkeys(("heic", "heif", "hif", "avif"), _HEIF),
    **dict.fromkeys(("mp4", "mov", "m4v", "3gp"), _VIDEO),
}


class TypeAgainstName:
    """Tells that a file is another kind of picture than its name says."""

    name = "type-against-name"
    about = About(
        code="J06",
        says="The ending of the file's name is that of another format.",
        bearings=(Bearing.INFORMS,),
        otherwise="websites convert pictures and keep their names; somebody renamed the file",
        cannot_tell="who changed the name",
        source="the format's own first bytes",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform where the ending is known and belongs to another format."""
        location, media = case.examination.location, case.examination.media
        promised = _TYPES.get(suffix_of(location))
        if promised is not None and media.media_type not in promised:
            kind = media.media_type.partition("/")[2].upper()
            summary = (
                f"The file's name promises another format than its bytes have ({kind}): it was "
                "converted or renamed on its way, so it is not what a camera wrote."
            )
            ending = Evidence("ending of the name", suffix_of(location), "the file's name")
            yield informs(self, summary, ending, Evidence("format", media.media_type, "the bytes"))
