"""Examining: all that a file says itself, as plain values that can cross processes."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path

import pytest
from PIL import Image

from provenance.errors import InputError, MediaNotFound, RefusedMedia, UnsupportedMedia
from provenance.media.limits import Limits
from provenance.model.case import Examination
from provenance.model.fingerprint import UPRIGHT
from provenance.model.media import Location, Role
from provenance.model.metadata import State
from provenance.settings import Settings
from provenance.signals import SIGNALS
from provenance.workflows.examine import examine, limits_of, prepare
from provenance.workflows.wanted import Wanted
from provenance.workflows.workers import Workers
from tests.media.files import an_animation, an_exif
from tests.pictures import Pictures, a_flat_picture, a_picture

PLAIN = (str, bytes, int, float, bool, type(None), datetime, Enum)


def examined(path: Path, *, as_query: bool = False, limits: Limits | None = None) -> Examination:
    return examine(
        Location(str(path)), limits or Limits(), Wanted(as_query=as_query, keypoints=True)
    )


@pytest.fixture(params=[".jpg", ".png", ".webp", ".gif", ".tif", ".bmp", ".avif"])
def photo(request: pytest.FixtureRequest, pictures: Pictures) -> Path:
    """Save a picture in every format, one after the other."""
    return pictures.save(f"photo{request.param}", 1)


def test_the_media_is_what_the_bytes_are(photo: Path) -> None:
    media = examined(photo).media
    assert media.sha256 == hashlib.sha256(photo.read_bytes()).hexdigest()
    assert media.size_bytes == photo.stat().st_size
    assert (media.width, media.height, media.frame_count) == (320, 240, 1)
    assert media.media_type.startswith("image/")


def test_a_still_has_one_frame_with_every_signal(photo: Path) -> None:
    (found,) = examined(photo).frames
    assert found.frame.role is Role.IMAGE
    assert (found.frame.index, found.frame.timestamp_s) == (0, 0.0)
    assert found.frame.media_sha256 == examined(photo).media.sha256
    assert [each.signal for each in found.fingerprints] == [each.name for each in SIGNALS]
    assert found.thumbnail


def test_only_a_query_has_variants(photo: Path) -> None:
    assert examined(photo).frames[0].variants == ()
    assert len(examined(photo, as_query=True).frames[0].variants) == 8


def test_a_query_differs_from_a_posted_picture_in_its_variants_alone(photo: Path) -> None:
    (stored,), (query,) = examined(photo).frames, examined(photo, as_query=True).frames
    assert stored.fingerprints == query.fingerprints == query.variants[0].fingerprints
    assert query.variants[0].orientation == UPRIGHT
    assert (stored.frame, stored.thumbnail) == (query.frame, query.thumbnail)


@pytest.mark.parametrize("as_query", [False, True])
def test_an_examination_is_made_of_plain_values_alone(photo: Path, as_query: bool) -> None:
    strangers = {type(each) for each in parts(examined(photo, as_query=as_query))}
    assert {kind for kind in strangers if not issubclass(kind, PLAIN)} == set()
    assert not any(kind.__module__.startswith(("numpy", "PIL")) for kind in strangers)


@pytest.mark.parametrize("as_query", [False, True])
def test_an_examination_pickles(photo: Path, as_query: bool) -> None:
    found = examined(photo, as_query=as_query)
    assert pickle.loads(pickle.dumps(found)) == found


def test_an_examination_comes_out_of_a_decoding_process_as_it_was(photo: Path) -> None:
    wanted = Wanted(as_query=True, keypoints=True)
    prepare(wanted)

    def in_a_process(location: Location) -> Examination:
        return examine(location, Limits(), wanted)

    with Workers(in_a_process, Limits(), 1) as pool:
        ((_, found),) = pool.map([Location(str(photo))])
    assert found == examined(photo, as_query=True)


def test_the_same_file_is_always_examined_the_same(photo: Path) -> None:
    assert examined(photo, as_query=True) == examined(photo, as_query=True)


def test_the_name_of_a_file_decides_nothing(pictures: Pictures) -> None:
    jpeg = pictures.save("photo.jpg", 1)
    liar = pictures.write("document.pdf", jpeg.read_bytes())
    assert examined(liar).media == examined(jpeg).media


def test_what_the_file_says_of_itself_is_read(pictures: Pictures) -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112] = "Canon", "EOS 5D", 6
    found = examined(pictures.save("photo.jpg", 1, exif=exif.tobytes()))
    assert found.metadata.state is State.PRESENT
    assert "EOS 5D" in found.metadata.device
    assert (found.media.width, found.media.height) == (240, 320)


def test_a_turned_file_has_the_fingerprints_of_the_upright_one(pictures: Pictures) -> None:
    upright = pictures.save("upright.png", 1)
    stored = a_picture(1).transpose(Image.Transpose.ROTATE_90)
    turned = pictures.save("turned.png", stored, exif=an_exif(6))
    assert examined(turned).frames[0].fingerprints == examined(upright).frames[0].fingerprints


def test_an_animation_has_a_frame_for_each_moment_and_says_what_was_left_out(
    pictures: Pictures,
) -> None:
    data = an_animation("GIF", [a_picture(seed) for seed in range(8)], duration=500)
    path = pictures.write("moving.gif", data)
    found = examined(path, limits=Limits(frames=3), as_query=True)
    assert [each.frame.role for each in found.frames] == [Role.FRAME] * 8
    assert [each.frame.timestamp_s for each in found.frames] == [n / 2 for n in range(8)]
    assert found.media.frame_count == 8
    assert found.remarks == (
        "of 8 frames that were compared as whole pictures, 3 were also compared by keypoints, "
        "turned and in parts",
    )


def test_a_flat_picture_is_examined_and_known_by_its_quality(pictures: Pictures) -> None:
    (frame,) = examined(pictures.save("flat.png", a_flat_picture())).frames
    assert all(each.quality < 50 for each in frame.fingerprints)


def rotated(pictures: Pictures, degrees: int) -> Path:
    """Save a picture that was rotated clockwise and left with black corners."""
    return pictures.save("rotated.png", a_picture(1).rotate(-degrees, expand=True))


def test_a_rotated_query_is_also_tried_turned_back(pictures: Pictures) -> None:
    (frame,) = examined(rotated(pictures, 20), as_query=True).frames
    turned = {each.orientation.rotated for each in frame.variants} - {0, 90, 180, 270}
    assert turned & {19, 20, 21}


def test_a_rotated_posting_is_also_stored_turned_back(pictures: Pictures) -> None:
    frames = examined(rotated(pictures, 20)).frames
    assert frames[0].frame.rotated == 0
    assert {each.frame.rotated for each in frames[1:]} & {19, 20, 21}


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("gone.jpg", None, MediaNotFound),
        ("empty.jpg", b"", InputError),
        ("page.jpg", b"<html>Not found</html>", UnsupportedMedia),
        ("cut.jpg", b"\xff\xd8\xff\xe0 cut", InputError),
    ],
)
def test_what_cannot_be_examined_is_an_error_that_names_the_file(
    pictures: Pictures, name: str, data: bytes | None, kind: type[InputError]
) -> None:
    path = pictures.folder / name if data is None else pictures.write(name, data)
    with pytest.raises(kind, match=name):
        examined(path)


def test_a_file_over_a_limit_is_refused(photo: Path) -> None:
    with pytest.raises(RefusedMedia):
        examined(photo, limits=Limits(file_bytes=10))


def test_long_pictures_of_many_lengths_leave_room_for_an_ordinary_one(pictures: Pictures) -> None:
    """What is kept from one picture to the next must not grow until everything is refused."""
    prepare(Wanted(as_query=False))
    longs = [
        pictures.save(f"{length}.png", Image.new("L", (length, 2), 90))
        for length in range(20_000, 50_000, 1_000)
    ]
    limits = Limits(memory_bytes=1 << 30)

    def in_a_process(path: Path) -> Examination:
        return examined(path, limits=limits)

    with Workers(in_a_process, limits, 1) as pool:
        *_, (_, last) = pool.map([*longs, pictures.save("ordinary.jpg", 1)])
    assert isinstance(last, Examination)


def test_the_limits_are_those_of_the_settings() -> None:
    settings = Settings(
        max_file_bytes=1,
        max_frame_pixels=2,
        max_file_pixels=3,
        max_frames=4,
        max_cpu_s=5,
        max_memory_bytes=6,
    )
    assert limits_of(settings) == Limits(1, 2, 3, 4, 5, 6)
    assert limits_of(Settings()) == Limits()


def parts(value: object) -> Iterator[object]:
    """Walk through a value to all that is not itself made of parts."""
    if is_dataclass(value):
        for each in fields(value):
            yield from parts(getattr(value, each.name))
    elif isinstance(value, tuple):
        for each in value:
            yield from parts(each)
    else:
        yield value
