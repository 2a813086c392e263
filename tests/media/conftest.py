"""What a decoding process may set in Pillow stays inside each test."""

from __future__ import annotations

import pytest
from PIL import Image, PngImagePlugin


@pytest.fixture(autouse=True)
def pillows_own_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put Pillow's own limits back after each test."""
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", Image.MAX_IMAGE_PIXELS)
    monkeypatch.setattr(PngImagePlugin, "MAX_TEXT_CHUNK", PngImagePlugin.MAX_TEXT_CHUNK)
