"""Takes the raw metadata out of what Pillow opened."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from provenance.media.formats import AVIF, HEIF, PNG, TIFF, PictureFormat
from provenance.media.heif_exif import exif_of
from provenance.media.heif_thumbnails import thumbnails_of
from provenance.media.parts import parts_of
from provenance.media.png_texts import texts_of
from provenance.media.tiff_blocks import ICC, IPTC, PHOTOSHOP, XMP, blocks_of, classic_of
from provenance.model.metadata import Segments

if TYPE_CHECKING:
    from PIL import Image

RAW_EXIF = "Raw profile type exif"

_RAW_APP1 = "Raw profile type APP1"
_RAW_XMP = "Raw profile type xmp"
_XMP_TEXT = "XML:com.adobe.xmp"
_XMP_START = b"http://ns.adobe.com/xap/1.0/\0"
_JPEG_START = b"\xff\xd8"


def segments_of(
    data: bytes, form: PictureFormat, image: Image.Image, before: dict[str | tuple[int, int], Any]
) -> Segments:
    """Give the segments of an opened picture; `before` is its `info` before pixels were read."""
    info = {**image.info, **before}
    bare = bare_segments(data, form)
    tags = getattr(image, "tag_v2", {}) if form is TIFF else {}
    xmp = info.get("xmp")
    return replace(
        bare,
        exif=_exif_in(data, form, info.get("exif")) or bare.exif,
        xmp=xmp.encode() if isinstance(xmp, str) else _bytes(xmp) or bare.xmp,
        icc=_bytes(info.get("icc_profile")) or bare.icc,
        photoshop=_bytes(tags.get(PHOTOSHOP)) or bare.photoshop,
        iptc=_bytes(tags.get(IPTC)) or bare.iptc,
        # The HEIC reader turns the picture upright and writes so into its copy of the EXIF.
        orientation=info.get("original_orientation"),
    )


def bare_segments(data: bytes, form: PictureFormat) -> Segments:
    """Give what can be had without opening the picture: all of a JPEG, PNG, WebP, GIF or TIFF."""
    if form is TIFF:
        return _of_tiff(data)
    parts, behind = parts_of(data, form)
    texts = tuple(texts_of(parts)) if form is PNG else ()
    held = dict(reversed(parts))
    return replace(
        _exif(held, texts),
        jpeg=data if data.startswith(_JPEG_START) else None,
        xmp=_xmp(texts) or _first(held, "XMP ", "XMP DataXMP"),
        icc=_first(held, "ICCP", "ICCRGBG1012"),
        text=texts,
        container=form.media_type.removeprefix("image/") if parts else "",
        parts=parts,
        behind=behind,
        thumbnails=thumbnails_of(data) if form in {HEIF, AVIF} else (),
    )


def _of_tiff(data: bytes) -> Segments:
    held = blocks_of(data)
    return Segments(
        exif=classic_of(data),
        xmp=held.get(XMP),
        icc=held.get(ICC),
        photoshop=held.get(PHOTOSHOP),
        iptc=held.get(IPTC),
    )


def _exif_in(data: bytes, form: PictureFormat, opened: bytes | None) -> bytes | None:
    if form is TIFF:
        return None  # what is had without opening it is all of it
    return exif_of(data, opened) if form is AVIF else opened


def _bytes(value: object) -> bytes | None:
    return value if isinstance(value, bytes) else None


def _exif(held: dict[str, bytes], texts: tuple[tuple[str, str], ...]) -> Segments:
    """Give the EXIF of a PNG or WebP: a chunk of its own, or digits in the text of one."""
    if own := _first(held, "eXIf", "EXIF"):
        return Segments(exif=own)
    for key, value in texts:
        if key in {RAW_EXIF, _RAW_APP1}:
            profile = _from_hexadecimal(value)
            if profile is None:
                return Segments(problem="the EXIF text chunk of the PNG is not hexadecimal")
            if not profile.startswith(_XMP_START):
                return Segments(exif=profile)
    return Segments()


def _first(held: dict[str, bytes], *names: str) -> bytes | None:
    return next((held[name] for name in names if name in held), None)


def _xmp(texts: tuple[tuple[str, str], ...]) -> bytes | None:
    for key, value in texts:
        if key == _XMP_TEXT:
            return value.encode()
        profile = _from_hexadecimal(value) if key in {_RAW_APP1, _RAW_XMP} else None
        if profile and (key == _RAW_XMP or profile.startswith(_XMP_START)):
            return profile.removeprefix(_XMP_START)
    return None


def _from_hexadecimal(text: str) -> bytes | None:
    """Read what ImageMagick writes: a name, a length, then lines of digits."""
    try:
        return bytes.fromhex("".join(text.split("\n")[3:]))
    except ValueError:
        return None
