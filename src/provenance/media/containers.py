"""Takes the raw metadata out of what Pillow opened."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from provenance.media.formats import TIFF, PictureFormat
from provenance.model.metadata import Segments

if TYPE_CHECKING:
    from PIL import Image

RAW_EXIF = "Raw profile type exif"

_JPEG_START = b"\xff\xd8"
_TIFF_IPTC = 33723
_TIFF_PHOTOSHOP = 34377
_MOST_TEXTS = 1_000


def segments_of(
    data: bytes, form: PictureFormat, image: Image.Image, before: dict[str | tuple[int, int], Any]
) -> Segments:
    """Give the segments of an opened picture; `before` is its `info` before pixels were read."""
    info = {**image.info, **before}
    exif = _exif(data, form, info)
    xmp = info.get("xmp")
    tags = getattr(image, "tag_v2", {}) if form is TIFF else {}
    return replace(
        exif,
        jpeg=data if data.startswith(_JPEG_START) else None,
        xmp=xmp.encode() if isinstance(xmp, str) else _bytes(xmp),
        icc=_bytes(info.get("icc_profile")),
        photoshop=_bytes(tags.get(_TIFF_PHOTOSHOP)),
        iptc=_bytes(tags.get(_TIFF_IPTC)),
        text=_texts(image, info),
        # The HEIC reader turns the picture upright and writes so into its copy of the EXIF.
        orientation=info.get("original_orientation"),
    )


def _bytes(value: object) -> bytes | None:
    return value if isinstance(value, bytes) else None


def _texts(
    image: Image.Image, info: dict[str | tuple[int, int], Any]
) -> tuple[tuple[str, str], ...]:
    """Give the text chunks of a PNG; of two with one keyword Pillow keeps the last."""
    if image.format != "PNG":
        return ()
    found = [(str(key), str(value)) for key, value in info.items() if isinstance(value, str)]
    return tuple(found[:_MOST_TEXTS])


def _exif(data: bytes, form: PictureFormat, info: dict[str | tuple[int, int], Any]) -> Segments:
    if form is TIFF:
        return Segments(exif=data)
    if exif := info.get("exif"):
        return Segments(exif=exif)
    if raw := info.get(RAW_EXIF):
        try:
            return Segments(exif=bytes.fromhex("".join(str(raw).split("\n")[3:])))
        except ValueError:
            return Segments(problem="the EXIF text chunk of the PNG is not hexadecimal")
    return Segments()
