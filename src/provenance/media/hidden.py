"""Decodes a picture for the text alone that may lie in its pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.media import decoder, formats, pixel_text
from provenance.media.limits import Limits
from provenance.model.media import Location

if TYPE_CHECKING:
    from PIL import Image

HIDING = (formats.PNG, formats.WEBP)
"""The formats whose pixels stay as they were written, so that a text can lie in them."""


def hidden_text(location: Location, data: bytes, limits: Limits) -> str | None:
    """Give the text that lies in the pixels of a picture with transparency; raises as `decode`."""
    form = formats.recognise(location, data)
    if isinstance(form, formats.VideoFormat) or form not in HIDING:
        return None

    def read(image: Image.Image) -> str | None:
        if not pixel_text.may_hold(image):
            return None
        decoder.require_few_pixels(location, image, limits)
        image.load()
        return pixel_text.text_in(image)

    return decoder.guarded(location, data, form, limits, read)
