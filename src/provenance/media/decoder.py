"""Decodes pictures to upright grey pixels at the scale that the perceptual hashes need.

This is the one door to Pillow. It runs inside limited worker processes only.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.errors import InputError, RefusedMedia, UnreadableMedia, UnsupportedMedia
from provenance.media import grey
from provenance.media.formats import HEIF, TIFF, PictureFormat
from provenance.media.limits import Limits
from provenance.model.media import Location
from provenance.model.metadata import Segments

if TYPE_CHECKING:
    from PIL import Image

HASH_SIDE = 512
"""Pixels that the shorter side keeps at least, where it has them: decoding smaller moves PDQ by
up to 36 bits of 256, this scale by at most 6."""

_ORIENTATION = 0x0112
_BOMB = "decompression"


@dataclass(frozen=True, slots=True)
class DecodedFrame:
    """One upright frame: `luma` is a Pillow picture of mode L, at decode scale."""

    number: int
    timestamp_s: float
    luma: Image.Image


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded file: size in pixels of the whole upright picture, not of the scaled frames."""

    media_type: str
    width: int
    height: int
    frame_count: int
    frames: tuple[DecodedFrame, ...]
    segments: Segments
    remarks: tuple[str, ...]


def decode(location: Location, data: bytes, form: PictureFormat, limits: Limits) -> Decoded:
    """Decode a picture of a recognised format.

    Raises `RefusedMedia` over a limit, `UnsupportedMedia` where a decoder is not installed,
    `UnreadableMedia` for everything that is broken.
    """
    try:
        return _decode(location, data, form, limits)
    except InputError:
        raise
    except MemoryError as error:
        raise RefusedMedia(
            f"{location.display}: needs more memory than the limit; raise max_memory_bytes"
        ) from error
    # Pillow raises eleven kinds of exception on hostile files, SyntaxError and RuntimeError among
    # them (measured over 12,451 files), so nothing narrower would hold.
    except Exception as error:
        raise _unreadable(location, error) from error


def prepare() -> None:
    """Load every decoder now, so that processes forked later share it and pay nothing."""
    from PIL import (  # noqa: F401
        AvifImagePlugin,
        BmpImagePlugin,
        GifImagePlugin,
        Image,
        JpegImagePlugin,
        PngImagePlugin,
        TiffImagePlugin,
        WebPImagePlugin,
    )

    # Pillow's 1 MiB is less than honest GIMP exports carry; the worker's memory is limited anyway.
    PngImagePlugin.MAX_TEXT_CHUNK = 16 * 1024 * 1024
    _register_heif()


def _register_heif() -> bool:
    try:
        import pi_heif
    except ImportError:
        return False
    pi_heif.register_heif_opener()
    return True


def _decode(location: Location, data: bytes, form: PictureFormat, limits: Limits) -> Decoded:
    from PIL import Image

    if form is HEIF and not _register_heif():
        raise UnsupportedMedia(
            f"{location.display}: is HEIC, which needs one more part: "
            "pip install 'provenance[heic]'"
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with Image.open(io.BytesIO(data), formats=(form.pillow_name,)) as image:
            return _frames_of(location, data, form, limits, image)


def _frames_of(
    location: Location, data: bytes, form: PictureFormat, limits: Limits, image: Image.Image
) -> Decoded:
    width, height = image.size
    if width * height > limits.frame_pixels:
        raise RefusedMedia(
            f"{location.display}: {width}x{height} pixels, over the limit of "
            f"{limits.frame_pixels:,}; raise max_frame_pixels in the settings if you trust it"
        )
    # The second pictures of an MPO are previews and depth maps of the first, not frames.
    count = 1 if image.format == "MPO" else int(getattr(image, "n_frames", 1))
    turn = grey.turn_of(_orientation(image))
    if count == 1:
        luma = grey.upright(grey.luma(image, HASH_SIDE), turn)
        frames: tuple[DecodedFrame, ...] = (DecodedFrame(0, 0.0, luma),)
    else:
        frames = tuple(_sampled(image, count, limits, turn))
    if grey.swaps_sides(turn):
        width, height = height, width
    # Only now: a PNG may carry its EXIF behind the pixels.
    segments = _segments(data, form, image)
    remarks = _remarks(count, len(frames))
    return Decoded(form.media_type, width, height, count, frames, segments, remarks)


def _sampled(image: Image.Image, count: int, limits: Limits, turn: int) -> Iterator[DecodedFrame]:
    """Give frames spread evenly from first to last; stops at the pixel limit of the file."""
    wanted = min(count, limits.frames)
    chosen = {round(number * (count - 1) / max(wanted - 1, 1)) for number in range(wanted)}
    elapsed_ms = 0.0
    for number in range(count):
        if number and (number + 1) * image.width * image.height > limits.file_pixels:
            return
        image.seek(number)
        if number in chosen:
            frame = grey.upright(grey.luma(image, HASH_SIDE), turn)
            yield DecodedFrame(number, elapsed_ms / 1000, frame)
        elapsed_ms += float(image.info.get("duration") or 0)


def _remarks(count: int, examined: int) -> tuple[str, ...]:
    if examined == count:
        return ()
    return (f"{examined} of {count} frames were examined, spread over the file",)


def _orientation(image: Image.Image) -> int:
    # Parsing EXIF costs as much as decoding a small picture, so only where there is some.
    if "exif" not in image.info and image.format != "TIFF":
        return 1
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - broken EXIF must not cost us the pixels
        return 1


def _segments(data: bytes, form: PictureFormat, image: Image.Image) -> Segments:
    if form is TIFF:
        return Segments(exif=data)
    if exif := image.info.get("exif"):
        return Segments(exif=exif)
    if raw := image.info.get("Raw profile type exif"):
        try:
            return Segments(exif=bytes.fromhex("".join(str(raw).split("\n")[3:])))
        except ValueError:
            return Segments(problem="the EXIF text chunk of the PNG is not hexadecimal")
    return Segments()


def _unreadable(location: Location, error: Exception) -> InputError:
    text = str(error)
    if _BOMB in text.lower():
        return RefusedMedia(f"{location.display}: over a safety limit ({text})")
    if "truncated" in text or isinstance(error, EOFError | struct.error | zlib.error):
        return UnreadableMedia(
            f"{location.display}: is cut short or damaged; fetch it again ({text or 'no data'})"
        )
    return UnreadableMedia(f"{location.display}: is damaged and cannot be decoded ({text})")
