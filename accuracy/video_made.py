"""The long videos that clips and stills are cut out of, and the edits of clips."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import overload

from PIL import Image, ImageDraw, ImageFilter, ImageOps

from accuracy.pictures import Mark, pictures_in

SIZE = (480, 270)
RATE = 15
SCENE_S = 4
SCENES = 15
SPEEDS = (0.5, 0.6, 0.75, 1.25, 1.5, 2.0)

Edit = Callable[[Image.Image], Image.Image]


@dataclass(frozen=True, slots=True)
class Attack:
    """An edit of every frame, the quality of the encoder, and how fast the clip is played."""

    name: str
    edit: Edit = lambda frame: frame
    crf: str = "28"
    speed: float = 1.0


def _drawn(draw: Callable[[ImageDraw.ImageDraw, int, int], None]) -> Edit:
    def edit(frame: Image.Image) -> Image.Image:
        copy = frame.copy()
        draw(ImageDraw.Draw(copy), *copy.size)
        return copy

    return edit


def _subtitle(draw: ImageDraw.ImageDraw, wide: int, high: int) -> None:
    draw.rectangle((0, int(high * 0.85), wide, high), fill="black")
    draw.text((wide * 0.2, high * 0.88), "these are the words that were said", fill="white")


def _logo(draw: ImageDraw.ImageDraw, wide: int, high: int) -> None:
    draw.rectangle((wide * 0.8, high * 0.05, wide * 0.95, high * 0.2), fill="red")


def _cropped(frame: Image.Image) -> Image.Image:
    wide, high = frame.size
    part = frame.crop((wide // 10, high // 10, wide * 9 // 10, high * 9 // 10))
    return part.resize(frame.size)


def _halved(frame: Image.Image) -> Image.Image:
    return frame.resize((frame.width // 4 * 2, frame.height // 4 * 2))


def _barred(frame: Image.Image) -> Image.Image:
    return ImageOps.expand(frame, (0, 60), "black")


def _on_screen(frame: Image.Image) -> Image.Image:
    page = Image.new("RGB", (frame.width + 160, frame.height + 130), (236, 238, 240))
    page.paste(frame.filter(ImageFilter.GaussianBlur(0.7)), (80, 60))
    return page


ATTACKS = (
    *(Attack(f"re-encoded, crf {crf}", crf=crf) for crf in ("23", "33", "40")),
    Attack("scaled to a half", _halved),
    Attack("cropped by a tenth on each side", _cropped),
    Attack("mirrored", ImageOps.mirror),
    Attack("bars above and below", _barred),
    Attack("logo", _drawn(_logo)),
    Attack("subtitle band", _drawn(_subtitle)),
    Attack("screen recording with a page round it", _on_screen),
    *(Attack(f"at {speed} times the speed", speed=speed) for speed in SPEEDS),
)


def photographs(folder: Path, dice: random.Random) -> list[Path]:
    """List photographs in the order of the dice, no two of which show one scene or one template.

    Two of one scene in two videos would make a match right that is counted as wrong.
    """
    found: list[Path] = []
    copies: set[str] = set()
    for each in pictures_in([folder]):
        if each.mark is Mark.NONE and each.sha256 not in copies:
            found.append(each.path)
            copies |= each.copies
    dice.shuffle(found)
    return found


class Video(Sequence[Image.Image]):
    """The frames of one long video, each drawn when it is asked for.

    Held in memory, those of a few videos are more than a decoding process may have: it begins with
    all that the process holds from which it is forked.
    """

    def __init__(self, photos: Sequence[Path], dice: random.Random) -> None:
        """Let the window glide over each photograph in one of four directions."""
        self._scenes = []
        for photo in photos:
            with Image.open(photo) as opened:
                wide = ImageOps.fit(opened.convert("RGB"), (SIZE[0] * 5 // 4, SIZE[1] * 5 // 4))
            self._scenes.append((wide, dice.choice((0, 1)), dice.choice((0, 1))))

    def __len__(self) -> int:
        """Count the frames."""
        return len(self._scenes) * SCENE_S * RATE

    @overload
    def __getitem__(self, number: int) -> Image.Image: ...

    @overload
    def __getitem__(self, number: slice) -> list[Image.Image]: ...

    def __getitem__(self, number: int | slice) -> Image.Image | list[Image.Image]:
        """Draw a frame, or several."""
        if isinstance(number, slice):
            return [self._drawn(each) for each in range(*number.indices(len(self)))]
        return self._drawn(range(len(self))[number])

    def _drawn(self, number: int) -> Image.Image:
        scene, within = divmod(number, SCENE_S * RATE)
        wide, across, down = self._scenes[scene]
        part = within / (SCENE_S * RATE) / 4
        left = round(SIZE[0] * (part if across else 0.25 - part))
        top = round(SIZE[1] * (part if down else 0.25 - part))
        return wide.crop((left, top, left + SIZE[0], top + SIZE[1]))


def opened(photo: Path) -> Image.Image:
    """Open a photograph at about the size of a frame."""
    with Image.open(photo) as image:
        return ImageOps.fit(image.convert("RGB"), SIZE)


def written(pictures: Sequence[Image.Image], rate: int, crf: str) -> bytes:
    """Write frames as an MP4."""
    import av
    import numpy as np

    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=rate, options={"crf": crf})
        stream.width, stream.height = pictures[0].size
        stream.pix_fmt = "yuv420p"
        for number, picture in enumerate(pictures):
            frame = av.VideoFrame.from_ndarray(np.asarray(picture), format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, rate)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return out.getvalue()
