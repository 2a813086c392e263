"""Pictures to test with: seeded, so each is always the same, and far from flat."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import Random

from PIL import Image, ImageDraw, ImageFilter

SIZE = (320, 240)


def a_picture(seed: int = 0, size: tuple[int, int] = SIZE) -> Image.Image:
    """Paint blobs and edges that are like nothing painted from another seed.

    Its PDQ quality is 100, no turn of it looks like itself, and it survives re-encoding.
    """
    random = Random(seed)
    picture = Image.new("RGB", SIZE, _colour(random))
    draw = ImageDraw.Draw(picture)
    for _ in range(60):
        left, top = random.randrange(-40, SIZE[0]), random.randrange(-40, SIZE[1])
        box = (left, top, left + random.randrange(10, 120), top + random.randrange(10, 120))
        (draw.ellipse if random.random() < 0.5 else draw.rectangle)(box, fill=_colour(random))
    softened = picture.filter(ImageFilter.GaussianBlur(1))
    return softened if size == SIZE else softened.resize(size)


def a_flat_picture(shade: int = 128, size: tuple[int, int] = SIZE) -> Image.Image:
    """Make a grey plane, whose hash says nothing."""
    return Image.new("RGB", size, (shade, shade, shade))


@dataclass(frozen=True, slots=True)
class Pictures:
    """A folder to which pictures are saved."""

    folder: Path

    def save(self, name: str | Path, picture: Image.Image | int = 0, **options: object) -> Path:
        """Save a picture, or the one of a seed, under a name that says the format."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        image = a_picture(picture) if isinstance(picture, int) else picture
        image.save(path, **options)
        return path

    def album(self, count: int, name: str = "album") -> Path:
        """Save pictures of the seeds 0 to `count` - 1 and give their folder."""
        for seed in range(count):
            self.save(Path(name) / f"{seed:03}.jpg", seed)
        return self.folder / name

    def write(self, name: str | Path, data: bytes) -> Path:
        """Write any bytes."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path


def _colour(random: Random) -> tuple[int, int, int]:
    shade = random.randrange(256)
    return (shade, (shade + random.randrange(80)) % 256, (shade + random.randrange(80)) % 256)
