"""PDQ, Meta's 256-bit perceptual hash, with its quality.

Source: "The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm" (Facebook, 2019)
and ThreatExchange, pdq/cpp/hashing/pdqhashing.cpp. On the same pixels it is equal to the reference.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING

from provenance.model.fingerprint import Fingerprint
from provenance.signals.projection import JAROSZ_SIDE, Projection

if TYPE_CHECKING:
    from provenance.signals.projection import Floats

_SIDE = 16


class Pdq:
    """256 bits: which of 16x16 DCT coefficients lie above their median."""

    name = "pdq-256"
    bits = 256

    def compute(self, projection: Projection) -> Fingerprint:
        """Give the fingerprint; its bytes read as the hexadecimal that PDQ tools exchange."""
        import numpy as np

        basis = _basis()
        coefficients = (basis @ projection.jarosz @ basis.T).ravel()
        # The reference's median of 256 values is the lower of the two in the middle.
        median = np.partition(coefficients, 127)[127]
        # PDQ numbers its bits from the end of the text that is exchanged.
        value = np.packbits((coefficients > median)[::-1]).tobytes()
        return Fingerprint(self.name, value, projection.quality)


@cache
def _basis() -> Floats:
    """Give the 16 x 64 matrix of the DCT's coefficients 1 to 16."""
    import numpy as np

    scale = math.sqrt(2.0 / JAROSZ_SIDE)
    rows = np.arange(1, _SIDE + 1)[:, None]
    columns = np.arange(JAROSZ_SIDE)[None, :]
    angles = (math.pi / 2 / JAROSZ_SIDE) * rows * (2 * columns + 1)
    basis: Floats = (scale * np.cos(angles)).astype(np.float32)
    return basis
