"""Decodes the small pictures in the metadata of a file, by the same door as any other picture."""

from __future__ import annotations

from dataclasses import replace

from provenance.errors import UnsupportedMedia
from provenance.media import decoder, formats
from provenance.media.decoder import DecodedFrame
from provenance.media.limits import Limits
from provenance.model.media import Location

ALLOWED = (formats.JPEG, formats.PNG, formats.WEBP, formats.HEIF, formats.AVIF)
"""What programs write into metadata, and HEIF and AVIF beside the picture; an animation
or a document has no place there."""

MOST_PIXELS = 8_000_000
"""Pixels of an embedded picture; one with more is a rendition of the file's, and no thumbnail."""


def small(location: Location, data: bytes, limits: Limits) -> tuple[DecodedFrame, tuple[int, int]]:
    """Give a picture as it lies, and its size in pixels; raises as `decode` does."""
    form = formats.recognise(location, data)
    if not isinstance(form, formats.PictureFormat) or form not in ALLOWED:
        raise UnsupportedMedia(f"{location.display}: is {form.media_type}, which is no thumbnail")
    pixels = min(MOST_PIXELS, limits.frame_pixels)
    few = replace(limits, frame_pixels=pixels, file_pixels=pixels, frames=1)
    decoded = decoder.decode(location, data, form, few)
    return decoded.frames[0], (decoded.width, decoded.height)
