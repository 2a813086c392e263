"""pHash with 64 bits, equal bit for bit to `imagehash.phash` on the same pixels.

Source: imagehash 4.3, `phash(hash_size=8, highfreq_factor=4)`.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from provenance.model.fingerprint import Fingerprint
from provenance.signals.projection import LANCZOS_SIDE, Projection

if TYPE_CHECKING:
    from provenance.signals.projection import Bytes, Doubles

_SIDE = 8
_NOISE = 1e-6


class Phash:
    """64 bits: which of the 8x8 lowest DCT coefficients lie above their median."""

    name = "phash-64"
    bits = 64

    def compute(self, projection: Projection) -> Fingerprint:
        """Give the fingerprint; its bytes read as the hexadecimal of `str(ImageHash)`.

        pHash has no quality of its own, so it carries PDQ's: both fail on the same flat pictures.
        """
        import numpy as np

        basis = _basis()
        lowest = basis @ projection.lanczos @ basis.T
        ordered = np.partition(lowest, [31, 32], axis=None)
        steps = lowest - (ordered[31] + ordered[32]) / 2
        if np.abs(steps).min() < _NOISE:
            lowest = _as_imagehash(projection.lanczos)
            steps = lowest - np.median(lowest)
        value = np.packbits(steps > 0).tobytes()
        return Fingerprint(self.name, value, projection.quality)


def _as_imagehash(picture: Bytes) -> Doubles:
    """Repeat imagehash's own arithmetic.

    In flat and in perfectly symmetric pictures coefficients equal the median, and which side they
    fall on is the rounding noise of SciPy's transform; only SciPy reproduces it.
    """
    from scipy.fftpack import dct

    lowest: Doubles = dct(dct(picture, axis=0), axis=1)[:_SIDE, :_SIDE]
    return lowest


@cache
def _basis() -> Doubles:
    """Give the 8 x 32 matrix of SciPy's unnormalised DCT-II."""
    import numpy as np

    rows = np.arange(_SIDE)[:, None]
    columns = np.arange(LANCZOS_SIDE)[None, :]
    basis: Doubles = 2 * np.cos(np.pi * rows * (2 * columns + 1) / (2 * LANCZOS_SIDE))
    return basis
