"""Decodes pictures to upright grey pixels at the scale that the perceptual hashes need.

This is the one door to Pillow. It runs inside limited worker processes only.
"""

from __future__ import annotations

import io
import re
import struct
import warnings
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar

from provenance.errors import InputError, MissingPart, RefusedMedia, UnreadableMedia
from provenance.media import colour, grey, pixel_text
from provenance.media.containers import RAW_EXIF, segments_of
from provenance.media.formats import HEIF, PictureFormat
from provenance.media.heif_items import has_readable_items
from provenance.media.limits import Limits
from provenance.model.media import Location
from provenance.model.metadata import Segments

if TYPE_CHECKING:
    from PIL import Image

T = TypeVar("T")

HASH_SIDE = 512
"""Pixels that the shorter side keeps at least, where it has them: decoding smaller moves PDQ by
up to 36 bits of 256, this scale by at most 6."""

_ORIENTATION = 0x0112
_EXIF_KEYS = {"exif", RAW_EXIF}
# What Pillow says of too many pixels, and of text chunks that are too large together or alone.
_PIXEL_BOMB = "decompression bomb"
_TEXT_BOMBS = ("Decompressed data too large", "Too much memory used in text chunks")


@dataclass(frozen=True, slots=True)
class DecodedFrame:
    """One upright frame: `luma` is a Pillow picture of mode L, at decode scale.

    `colour` gives it in mode RGB at about that scale; `None` where nobody asked for colour.
    """

    number: int
    timestamp_s: float
    luma: Image.Image
    colour: Callable[[], Image.Image] | None = None


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

    def all_of_it(image: Image.Image) -> Decoded:
        return _frames_of(location, data, form, limits, image)

    return guarded(location, data, form, limits, all_of_it)


def segments(location: Location, data: bytes, form: PictureFormat, limits: Limits) -> Segments:
    """Take out the metadata alone; pixels are not decoded. Raises as `decode` does."""

    def all_segments(image: Image.Image) -> Segments:
        return segments_of(data, form, image, dict(image.info))

    return guarded(location, data, form, limits, all_segments)


def in_colour(
    location: Location, data: bytes, form: PictureFormat, limits: Limits, number: int, side: int
) -> Image.Image:
    """Decode one frame to upright mode RGB, at most `side` pixels long; raises as `decode` does."""

    def one_frame(image: Image.Image) -> Image.Image:
        require_few_pixels(location, image, limits)
        if number and image.format != "MPO":
            image.seek(number)
            require_few_pixels(location, image, limits)
        small = colour.rgb(image, side)
        return grey.upright(small, grey.turn_of(orientation(image)))

    return guarded(location, data, form, limits, one_frame)


def coloured(
    location: Location, data: bytes, form: PictureFormat, limits: Limits, decoded: Decoded
) -> Decoded:
    """Add colour to the frames of a decoded picture, by decoding it again; raises as `decode` does.

    A grey JPEG is decoded for the hashes without its colours, and they must not depend on whether
    somebody wants those, too.
    """

    def those(image: Image.Image) -> list[DecodedFrame]:
        pictures = []
        for frame in decoded.frames:
            if frame.number:
                image.seek(frame.number)
            require_few_pixels(location, image, limits)
            pictures.append(colour.scaled(image, HASH_SIDE))
        # Only now, as in `_frames_of`.
        turn = grey.turn_of(orientation(image))
        upright = [grey.upright(each, turn) for each in pictures]
        return [
            replace(frame, colour=picture.copy)
            for frame, picture in zip(decoded.frames, upright, strict=True)
        ]

    return replace(decoded, frames=tuple(guarded(location, data, form, limits, those)))


def guarded(
    location: Location,
    data: bytes,
    form: PictureFormat,
    limits: Limits,
    read: Callable[[Image.Image], T],
) -> T:
    """Open a picture and read it; whatever goes wrong is one of our errors, as of `decode`."""
    try:
        return _opened(location, data, form, limits, read)
    except InputError:
        raise
    except MemoryError as error:
        raise RefusedMedia(
            f"{location.display}: needs more memory than the limit; raise max_memory_bytes"
        ) from error
    except (NameError, ImportError):
        raise  # a fault of ours, not of the file
    # Pillow raises eleven kinds of exception on hostile files, SyntaxError and RuntimeError among
    # them (measured over 12,451 files), so nothing narrower would hold.
    except Exception as error:
        raise _unreadable(location, error, limits) from error


def prepare() -> None:
    """Load the usual decoders now, so that processes forked later share them and pay nothing."""
    from PIL import Image, JpegImagePlugin, PngImagePlugin  # noqa: F401

    # Pillow's 1 MiB is less than honest GIMP exports carry; the worker's memory is limited anyway.
    PngImagePlugin.MAX_TEXT_CHUNK = 16 * 1024 * 1024


def _load(location: Location, form: PictureFormat) -> None:
    """Load the decoder of one format; without this Pillow loads all that it has."""
    if form is not HEIF:
        import_module(f"PIL.{form.plugin}")
        return
    try:
        import pi_heif
    except ImportError as error:
        raise MissingPart(
            f"{location.display}: is HEIC, which needs one more part: "
            "pip install 'provenance[heic]'"
        ) from error
    pi_heif.register_heif_opener()


def _opened(
    location: Location,
    data: bytes,
    form: PictureFormat,
    limits: Limits,
    read: Callable[[Image.Image], T],
) -> T:
    from PIL import Image

    _load(location, form)
    if form is HEIF and not has_readable_items(data):
        raise UnreadableMedia(
            f"{location.display}: is damaged: its list of items holds names that are no text"
        )
    # Pillow's own limit is lower than ours and knows nothing of the settings.
    Image.MAX_IMAGE_PIXELS = limits.frame_pixels
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with Image.open(io.BytesIO(data), formats=(form.pillow_name,)) as image:
            return read(image)


def _frames_of(
    location: Location, data: bytes, form: PictureFormat, limits: Limits, image: Image.Image
) -> Decoded:
    require_few_pixels(location, image, limits)
    width, height = image.size
    before = dict(image.info)
    # The second pictures of an MPO are previews and depth maps of the first, not frames.
    count = 1 if image.format == "MPO" else int(getattr(image, "n_frames", 1))
    if count == 1:
        frames = [DecodedFrame(0, 0.0, grey.luma(image, HASH_SIDE))]
    else:
        frames = list(_sampled(location, image, count, limits))
    # Only now: a PNG may carry its EXIF behind the pixels.
    turn = grey.turn_of(orientation(image))
    if grey.swaps_sides(turn):
        width, height = height, width
    upright = (replace(frame, luma=grey.upright(frame.luma, turn)) for frame in frames)
    # A second picture in a HEIC states its own; the file's is that of its first.
    segments = segments_of(data, form, image, before)
    if pixel_text.may_hold(image):
        segments = replace(segments, hidden=pixel_text.text_in(image))
    remarks = _remarks(count, frames)
    return Decoded(form.media_type, width, height, count, tuple(upright), segments, remarks)


def require_few_pixels(location: Location, image: Image.Image, limits: Limits) -> None:
    """Raise `RefusedMedia` for a frame over the limit."""
    if image.width * image.height > limits.frame_pixels:
        raise RefusedMedia(
            f"{location.display}: {image.width}x{image.height} pixels, over the limit of "
            f"{limits.frame_pixels:,}; raise max_frame_pixels in the settings if you trust it"
        )


def _sampled(
    location: Location, image: Image.Image, count: int, limits: Limits
) -> Iterator[DecodedFrame]:
    """Give frames spread evenly over as much of the file as its pixel limit allows."""
    reach = max(1, min(count, limits.file_pixels // (image.width * image.height)))
    wanted = max(1, min(reach, limits.frames))
    chosen = {round(number * (reach - 1) / max(wanted - 1, 1)) for number in range(wanted)}
    elapsed_ms, pixels = 0.0, 0
    for number in range(max(chosen) + 1):
        image.seek(number)
        # The pages of a TIFF differ in size.
        require_few_pixels(location, image, limits)
        pixels += image.width * image.height
        if number and pixels > limits.file_pixels:
            return
        if number in chosen:
            luma = grey.luma(image, HASH_SIDE)
            # WebP and AVIF know the time of a frame once it is decoded, the others its duration.
            elapsed_ms = float(image.info.get("timestamp", elapsed_ms))
            yield DecodedFrame(number, elapsed_ms / 1000, luma)
        elapsed_ms += float(image.info.get("duration") or 0)


def _remarks(count: int, frames: list[DecodedFrame]) -> tuple[str, ...]:
    if len(frames) == count:
        return ()
    reach = frames[-1].number + 1
    where = "the file" if reach == count else f"the first {reach}; the limits allow no more"
    return (f"{len(frames)} of {count} frames were examined, spread over {where}",)


def orientation(image: Image.Image) -> int:
    """Give the EXIF orientation of a picture, 1 where it has none that can be read."""
    # Parsing EXIF costs as much as decoding a small picture, so only where there is some; and
    # Pillow turns TIFF upright by itself.
    if not _EXIF_KEYS & image.info.keys() or image.format == "TIFF":
        return 1
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - broken EXIF must not cost us the pixels
        return 1


def _unreadable(location: Location, error: Exception, limits: Limits) -> InputError:
    from PIL import UnidentifiedImageError

    text = str(error)
    if _PIXEL_BOMB in text:  # the limit in Pillow's words may be double that of the settings
        found = re.search(r"\((\d+) pixels\)", text)
        count = f"{int(found[1]):,}" if found else "too many"
        return RefusedMedia(
            f"{location.display}: {count} pixels, over the limit of {limits.frame_pixels:,}; "
            "raise max_frame_pixels in the settings if you trust it"
        )
    if text.startswith(_TEXT_BOMBS):
        return RefusedMedia(f"{location.display}: over a safety limit ({text})")
    if isinstance(error, UnidentifiedImageError):  # its text names an address in memory
        text = "its header makes no sense"
    if "truncated" in text or isinstance(error, EOFError | struct.error | zlib.error):
        return UnreadableMedia(
            f"{location.display}: is cut short or damaged; fetch it again ({text or 'no data'})"
        )
    return UnreadableMedia(f"{location.display}: is damaged and cannot be decoded ({text})")
