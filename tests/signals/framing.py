"""Puts photographs where people put them, and tells where they lie then."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

from provenance.media.grey import luma
from provenance.model.geometry import Box

IMAGES = Path(__file__).parents[2] / "fixtures" / "images"
PHOTOGRAPHS = ("badlands.jpg", "irises.jpg", "river.jpg", "still-life.jpg", "street.jpg")
SIDE = 512


def a_photograph(name: str, size: tuple[int, int] = (800, 600)) -> Image.Image:
    """Open a photograph of the fixtures, cut to a size."""
    image = Image.open(IMAGES / name).convert("RGB")
    factor = max(size[0] / image.width, size[1] / image.height)
    large = image.resize((round(image.width * factor) + 1, round(image.height * factor) + 1))
    return large.crop((0, 0, *size))


def as_query(image: Image.Image, quality: int = 60) -> Image.Image:
    """Save as JPEG and decode to grey, as a check does."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return luma(Image.open(out), SIDE)


def placed(page: Image.Image, picture: Image.Image, left: int, top: int) -> Box:
    """Paste a picture on a page and give the part that it takes."""
    page.paste(picture, (left, top))
    right, bottom = left + picture.width, top + picture.height
    return Box(left / page.width, top / page.height, right / page.width, bottom / page.height)


def letterboxed(
    picture: Image.Image, colour: str, *, aside: bool = False
) -> tuple[Image.Image, Box]:
    """Put bars of a colour above and below, or at both sides."""
    across, down = (130, 0) if aside else (0, 110)
    page = Image.new("RGB", (picture.width + 2 * across, picture.height + 2 * down), colour)
    return page, placed(page, picture, across, down)


def between_blurred(picture: Image.Image, *, tall: bool) -> tuple[Image.Image, Box]:
    """Lay a picture over its own blurred enlargement."""
    factor = 1.5
    large = picture.resize((round(picture.width * factor), round(picture.height * factor)))
    across, down = (0, (large.height - picture.height) // 2)
    if not tall:
        across, down = (large.width - picture.width) // 2, 0
    left = (large.width - picture.width) // 2 - across
    top = (large.height - picture.height) // 2 - down
    page = large.crop((left, top, large.width - left, large.height - top))
    page = page.filter(ImageFilter.GaussianBlur(30))
    return page, placed(page, picture, across, down)


def demotivator(picture: Image.Image) -> tuple[Image.Image, Box]:
    """Put a picture in a white line on black, with words below."""
    page = Image.new("RGB", (picture.width + 120, picture.height + 260), "black")
    draw = ImageDraw.Draw(page)
    draw.rectangle((52, 52, 67 + picture.width, 67 + picture.height), outline="white", width=2)
    draw.text(
        (page.width // 2, picture.height + 90), "PATIENCE", "white", font_size=60, anchor="ma"
    )
    draw.text(
        (page.width // 2, picture.height + 180), "somebody must", "white", font_size=28, anchor="ma"
    )
    return page, placed(page, picture, 60, 60)


def screenshot(picture: Image.Image, *, dark: bool) -> tuple[Image.Image, Box]:
    """Show a picture between the lines and buttons of an app on a phone."""
    paper, ink = ("#101014", "#f0f0f0") if dark else ("#ffffff", "#111111")
    shown = picture.resize((1080, round(picture.height * 1080 / picture.width)))
    page = Image.new("RGB", (1080, 2000), paper)
    draw = ImageDraw.Draw(page)
    draw.text((40, 20), "12:47", ink, font_size=36)
    draw.rectangle((980, 26, 1040, 52), outline=ink, width=4)
    draw.ellipse((40, 110, 150, 220), fill="#4070c0")
    draw.text((180, 120), "account-1\n3 hours ago", ink, font_size=36)
    bottom = 280 + shown.height
    for number in range(4):
        left = 60 + 200 * number
        draw.ellipse((left, bottom + 30, left + 60, bottom + 90), outline=ink, width=5)
    draw.text((40, bottom + 130), "This is what the river looks like\ntoday", ink, font_size=38)
    draw.line((0, 1880, 1080, 1880), "#808080", 2)
    return page, placed(page, shown, 0, 280)


def captioned(picture: Image.Image, *, above: bool) -> tuple[Image.Image, Box]:
    """Put a white strip with words above or below."""
    page = Image.new("RGB", (picture.width, picture.height + 150), "white")
    at = (page.width // 2, 30 if above else picture.height + 30)
    ImageDraw.Draw(page).text(at, "when you see it\nyou see it", "black", font_size=36, anchor="ma")
    return page, placed(page, picture, 0, 150 if above else 0)


def collage(pictures: list[Image.Image], columns: int, gap: int) -> tuple[Image.Image, list[Box]]:
    """Lay pictures of one size side by side, `columns` in a row."""
    width, height = pictures[0].size
    rows = len(pictures) // columns
    size = ((width + gap) * columns - gap, (height + gap) * rows - gap)
    page = Image.new("RGB", size, "white")
    places = [divmod(number, columns) for number in range(len(pictures))]
    boxes = [
        placed(page, each, across * (width + gap), down * (height + gap))
        for each, (down, across) in zip(pictures, places, strict=True)
    ]
    return page, boxes
