"""Takes the raw metadata out of what Pillow opened."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from provenance.media.formats import GIF, PNG, TIFF, PictureFormat
from provenance.media.parts import Part, parts_of
from provenance.media.png_texts import texts_of
from provenance.model.metadata import Segments

if TYPE_CHECKING:
    from PIL import Image

RAW_EXIF = "Raw profile type exif"

_RAW_APP1 = "Raw profile type APP1"
_XMP_TEXT = "XML:com.adobe.xmp"
_XMP_START = b"http://ns.adobe.com/xap/1.0/\0"
_JPEG_START = b"\xff\xd8"
_TIFF_IPTC = 33723
_TIFF_PHOTOSHOP = 34377


def segments_of(
    data: bytes, form: PictureFormat, image: Image.Image, before: dict[str | tuple[int, int], Any]
) -> Segments:
    """Give the segments of an opened picture; `before` is its `info` before pixels were read."""
    info = {**image.info, **before}
    parts, behind = parts_of(data, form)
    texts = tuple(texts_of(parts)) if form is PNG else ()
    exif = _exif(data, form, info, parts, texts)
    held = dict(reversed(parts)) if form is GIF else {}
    xmp = info.get("xmp") or _xmp(texts) or held.get("XMP DataXMP")
    tags = getattr(image, "tag_v2", {}) if form is TIFF else {}
    return replace(
        exif,
        jpeg=data if data.startswith(_JPEG_START) else None,
        xmp=xmp.encode() if isinstance(xmp, str) else _bytes(xmp),
        icc=_bytes(info.get("icc_profile")) or held.get("ICCRGBG1012"),
        photoshop=_bytes(tags.get(_TIFF_PHOTOSHOP)),
        iptc=_bytes(tags.get(_TIFF_IPTC)),
        text=texts,
        # The HEIC reader turns the picture upright and writes so into its copy of the EXIF.
        orientation=info.get("original_orientation"),
        container=form.media_type.removeprefix("image/") if parts else "",
        parts=parts,
        behind=behind,
    )


def _bytes(value: object) -> bytes | None:
    return value if isinstance(value, bytes) else None


def _exif(
    data: bytes,
    form: PictureFormat,
    info: dict[str | tuple[int, int], Any],
    parts: tuple[Part, ...],
    texts: tuple[tuple[str, str], ...],
) -> Segments:
    if form is TIFF:
        return Segments(exif=data)
    if exif := info.get("exif") or next((held for kind, held in parts if kind == "eXIf"), None):
        return Segments(exif=exif)
    for key, value in texts:
        if key in {RAW_EXIF, _RAW_APP1}:
            profile = _from_hexadecimal(value)
            if profile is None:
                return Segments(problem="the EXIF text chunk of the PNG is not hexadecimal")
            if not profile.startswith(_XMP_START):
                return Segments(exif=profile)
    return Segments()


def _xmp(texts: tuple[tuple[str, str], ...]) -> bytes | str | None:
    for key, value in texts:
        if key == _XMP_TEXT:
            return value
        profile = _from_hexadecimal(value) if key == _RAW_APP1 else None
        if profile and profile.startswith(_XMP_START):
            return profile.removeprefix(_XMP_START)
    return None


def _from_hexadecimal(text: str) -> bytes | None:
    """Read what ImageMagick writes: a name, a length, then lines of digits."""
    try:
        return bytes.fromhex("".join(text.split("\n")[3:]))
    except ValueError:
        return None
