"""The fingerprints of real files, decoded as a check decodes them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from provenance.media import decoder, formats
from provenance.media.limits import Limits
from provenance.model.fingerprint import Fingerprint
from provenance.model.media import Location
from provenance.signals import fingerprints

if TYPE_CHECKING:
    from PIL import Image

DATA = Path(__file__).parents[3] / "shared" / "data"
HASHES = DATA / "hashes"

needs_shared_data = [
    pytest.mark.shared_data,
    pytest.mark.skipif(not HASHES.is_dir(), reason="../shared/data is not here"),
]


def luma_of(path: Path) -> Image.Image:
    """Decode a file as a check does."""
    location, data = Location(str(path)), path.read_bytes()
    form = formats.recognise(location, data)
    return decoder.decode(location, data, form, Limits()).frames[0].luma


@cache
def pdq_of(path: Path) -> Fingerprint:
    """Give the PDQ of a file."""
    return next(each for each in fingerprints(luma_of(path)) if each.signal == "pdq-256")
