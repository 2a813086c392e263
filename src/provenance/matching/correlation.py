"""Correlates two aligned pictures block by block: what the tests on pixels rest on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    Mask = npt.NDArray[np.bool_]

CORRELATED = 0.8
"""Correlation over which two blocks show the same."""

PERFECT = 0.95
"""The same, over which they agree nearly perfectly, as those of a copy do."""

FLAT = 6.0
"""Spread of the greys (0-255) under which a block shows nothing that could be correlated."""


@dataclass(frozen=True, slots=True)
class Correlation:
    """Of each block (rows x columns): `values` from -1 to 1, and the larger `spreads` of the two.

    A spread is the standard deviation of the greys.
    """

    values: Floats
    spreads: Floats

    @property
    def pictured(self) -> Mask:
        """Tell which blocks show something in one of the pictures."""
        import numpy as np

        return np.asarray(self.spreads >= FLAT)

    @property
    def alike(self) -> Mask:
        """Tell which blocks show the same."""
        import numpy as np

        return np.asarray(self.values > CORRELATED)


def correlation(one: Floats, other: Floats, side: int) -> Correlation:
    """Compare two grey pictures of one shape in blocks of `side` pixels each way."""
    import numpy as np

    left, right = _blocks(one, side), _blocks(other, side)
    left = left - left.mean(axis=2, keepdims=True)
    right = right - right.mean(axis=2, keepdims=True)
    spreads = np.sqrt(np.stack([(left**2).mean(axis=2), (right**2).mean(axis=2)]))
    values = (left * right).mean(axis=2) / np.maximum(spreads.prod(axis=0), 1e-6)
    return Correlation(values, spreads.max(axis=0))


def wholly(visible: Mask, side: int) -> Mask:
    """Tell of which blocks (rows x columns) every pixel is visible."""
    import numpy as np

    return np.asarray(_blocks(visible.astype(np.float32), side).min(axis=2, initial=1) > 0)


def _blocks(picture: Floats, side: int) -> Floats:
    """Cut a picture into rows x columns of side x side pixels; a rest at the edge is left out."""
    rows, columns = picture.shape[0] // side, picture.shape[1] // side
    cut = picture[: rows * side, : columns * side].reshape(rows, side, columns, side)
    return cut.swapaxes(1, 2).reshape(rows, columns, side * side)
