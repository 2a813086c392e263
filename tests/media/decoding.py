"""What the tests of decoding share: a file's bytes in, grey values out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PIL import Image

from provenance.errors import UnsupportedMedia
from provenance.media import decoder, formats
from provenance.media.decoder import Decoded
from provenance.media.limits import Limits
from provenance.model.media import Location

HERE = Location("photo.jpg")
SIZE = (96, 64)
WITH_EXIF = ("JPEG", "PNG", "WEBP", "TIFF", "AVIF")
ANIMATED = ("GIF", "WEBP", "PNG", "AVIF", "TIFF")

Greys = npt.NDArray[np.int16]


def decoded(data: bytes, **limits: int) -> Decoded:
    """Decode a file under limits that are the usual ones but for those named."""
    form = formats.recognise(HERE, data)
    if not isinstance(form, formats.PictureFormat):  # a few changed bytes make a video of an AVIF
        raise UnsupportedMedia(f"{HERE.display}: holds {form.media_type}, which is no picture")
    return decoder.decode(HERE, data, form, Limits(**limits))


def pixels(data: bytes) -> Greys:
    """Give the grey values of a file's first frame."""
    return np.asarray(decoded(data).frames[0].luma, np.int16)


def grey(image: Image.Image) -> Greys:
    """Give the grey values of a picture."""
    return np.asarray(image.convert("L"), np.int16)


def far(one: Greys, other: Greys) -> float:
    """Give the mean difference of grey values, of 255."""
    assert one.shape == other.shape
    return float(np.abs(one - other).mean())


def shades(count: int, size: tuple[int, int] = (40, 30)) -> list[Image.Image]:
    """Give frames, each of one shade: the number of the frame times 10."""
    return [Image.new("RGB", size, (number * 10,) * 3) for number in range(count)]


def shade(luma: Image.Image) -> int:
    """Tell which frame of `shades` this is."""
    return round(float(np.asarray(luma).mean()) / 10)
