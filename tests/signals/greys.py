"""Grey pictures of every size and kind, to try signals on."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from hypothesis import strategies as st
from PIL import Image

KINDS = ("noise", "gradient", "flat", "symmetric", "checker", "steps")


def a_grey(kind: str, width: int, height: int, seed: int = 0) -> Image.Image:
    """Make a picture of mode L."""
    return Image.fromarray(np.ascontiguousarray(_pixels(kind, width, height, seed), np.uint8))


def greys(longest: int = 700) -> st.SearchStrategy[Image.Image]:
    """Draw a picture of any kind, with sides from 1 to `longest` pixels."""
    sides = st.integers(1, longest)
    return st.builds(a_grey, st.sampled_from(KINDS), sides, sides, st.integers(0, 2**16))


def _pixels(kind: str, width: int, height: int, seed: int) -> npt.NDArray[np.uint8]:
    random = np.random.default_rng(seed)
    rows, columns = np.mgrid[:height, :width]
    match kind:
        case "noise":
            return random.integers(0, 256, (height, width), np.uint8)
        case "gradient":
            right, down = random.integers(-3, 4, 2)
            return ((rows * down + columns * right) % 256).astype(np.uint8)
        case "flat":
            return np.full((height, width), random.integers(256), np.uint8)
        case "symmetric":
            half = random.integers(0, 256, (height, width), np.uint16)
            return ((half + half[::-1] + half[:, ::-1] + half[::-1, ::-1]) // 4).astype(np.uint8)
        case "checker":
            side = int(random.integers(1, 40))
            return ((rows // side + columns // side) % 2 * 255).astype(np.uint8)
        case _:
            return np.where(columns * 2 < width, 0, random.integers(1, 256)).astype(np.uint8)
