"""Builds the folders of pictures that are measured, from photographs, with a fixed seed."""

from __future__ import annotations

import random
import shutil
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image, ImageEnhance

SEED = 1
CAMERA_SIZE = (4000, 3000)
CHECKED_SIZE = (1500, 1000)

_PHOTOS = 500
_CAMERA_FILES = 24
DAYLIGHT = 2.0
"""Noise of the sensor in levels of 255. With this a full decode costs 3.2 times a reduced one, as
it was measured to do (3.3) on real files of cameras."""

DIM_LIGHT = 7.0
"""Noise that makes files of 3 MB and more, most of whose decoding nothing can leave out."""

_MAKE, _MODEL, _TAKEN, _EXIF_IFD, _ORIGINAL = 0x010F, 0x0110, 0x0132, 0x8769, 0x9003


class NoPhotos(Exception):
    """There are no photographs to build from; the text says what to do."""


def posted_folder(cache: Path, photos: Path) -> Path:
    """Give a folder of 2,000 files: photographs and three copies of each, as they get posted."""
    sources = photographs(photos)[:_PHOTOS]

    def fill(folder: Path) -> None:
        for number, source in enumerate(sources):
            _with_copies(source, folder / f"{number:04d}")

    return _kept(cache / f"posted-{4 * len(sources)}", fill)


def camera_folder(cache: Path, photos: Path, grain: float) -> Path:
    """Give a folder of 12-megapixel JPEGs with sensor noise and EXIF, quality 90.

    Two of three hold half the colour in both directions, as telephones write them, the third only
    across, as many cameras do.
    """
    sources = photographs(photos)
    chosen = random.Random(SEED).sample(sources, _CAMERA_FILES)

    def fill(folder: Path) -> None:
        noise = np.random.default_rng(SEED)
        for number, source in enumerate(chosen):
            sampling = "4:2:0" if number % 3 else "4:2:2"
            image, exif = _photographed(source, noise, grain)
            target = folder / f"IMG_{number:04d}.jpg"
            image.save(target, quality=90, subsampling=sampling, exif=exif)

    return _kept(cache / f"camera-{grain:g}", fill)


def checked_photo(cache: Path, photos: Path) -> Path:
    """Give one JPEG of 1500x1000 pixels, the size of a photo on a social network."""
    source = random.Random(SEED).choice(photographs(photos))

    def fill(folder: Path) -> None:
        with Image.open(source) as image:
            image.convert("RGB").resize(CHECKED_SIZE).save(folder / "photo.jpg", quality=85)

    return _kept(cache / "checked", fill) / "photo.jpg"


def photographs(folder: Path) -> list[Path]:
    """List the JPEGs one level below a folder, in order; `NoPhotos` where there are too few."""
    found = sorted(folder.glob("*/*.jpg"))
    if len(found) < _CAMERA_FILES:
        raise NoPhotos(f"no photographs in {folder}; give a folder of folders with --photos")
    return found


def _with_copies(source: Path, stem: Path) -> None:
    """Write the file itself, half its size at q70, q40, and a 5 % crop made brighter."""
    shutil.copyfile(source, f"{stem}_a.jpg")
    with Image.open(source) as opened:
        image = opened.convert("RGB")
    width, height = image.size
    image.resize((width // 2, height // 2)).save(f"{stem}_b.jpg", quality=70)
    image.save(f"{stem}_c.jpg", quality=40)
    cut = image.crop((width // 20, height // 20, width - width // 20, height - height // 20))
    ImageEnhance.Brightness(cut).enhance(1.15).save(f"{stem}_d.jpg", quality=85)


def _photographed(
    source: Path, noise: np.random.Generator, grain: float
) -> tuple[Image.Image, Image.Exif]:
    with Image.open(source) as opened:
        large = opened.convert("RGB").resize(CAMERA_SIZE, Image.Resampling.LANCZOS)
    pixels = np.asarray(large, np.float32)
    pixels = pixels + noise.standard_normal(pixels.shape, np.float32) * grain
    image = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    exif = Image.Exif()
    exif[_MAKE], exif[_MODEL], exif[_TAKEN] = "Nikon", "D750", "2023:11:17 14:05:00"
    exif.get_ifd(_EXIF_IFD)[_ORIGINAL] = "2023:11:17 14:05:00"
    return image, exif


def _kept(folder: Path, fill: Callable[[Path], None]) -> Path:
    """Fill a folder once for each version of this file; it gets its name when it is complete."""
    version = zlib.crc32(Path(__file__).read_bytes())
    outdated = folder.parent.glob(f"{folder.name}-{'?' * 8}")
    folder = folder.with_name(f"{folder.name}-{version:08x}")
    if not folder.exists():
        for each in outdated:
            shutil.rmtree(each)
        draft = folder.with_name(folder.name + ".part")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        fill(draft)
        draft.rename(folder)
    return folder
