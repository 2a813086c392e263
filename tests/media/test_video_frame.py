"""What is made of one frame of a video."""

from __future__ import annotations

import gc
import io
import sys

import av

from provenance.media.video_frame import Greys
from tests.videos import wandering, written


def test_a_frame_is_freed_as_soon_as_nobody_wants_it():
    with av.open(io.BytesIO(written(wandering(4)))) as container:
        frame = next(container.decode(video=0))
        gc.disable()
        try:
            before = sys.getrefcount(frame)
            Greys().luma(frame)
            assert sys.getrefcount(frame) == before
        finally:
            gc.enable()
