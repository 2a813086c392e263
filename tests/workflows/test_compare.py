"""Two files are laid on each other without an index: how they lie, and what differs."""

from __future__ import annotations

import io
from pathlib import Path
from random import Random

import pytest
from PIL import Image, ImageDraw

from provenance.errors import InputError, MediaNotFound, RefusedMedia, UnsupportedMedia
from provenance.model.comparison import Comparison
from provenance.model.geometry import Box
from provenance.model.match import Relation, Strength
from provenance.settings import Settings
from provenance.workflows import drawn as drawing
from provenance.workflows.compare import compare
from tests.pictures import Pictures, a_flat_picture, a_picture
from tests.signals import framing

PHOTOS = Path(__file__).parents[3] / "shared" / "data" / "photos"
STREET = framing.a_photograph("street.jpg")
IRISES = framing.a_photograph("irises.jpg")

pytestmark = pytest.mark.usefixtures("no_process_is_left")


def compared(pictures: Pictures, one: Image.Image, other: Image.Image) -> Comparison:
    """Compare two pictures as they would be saved."""
    files = (
        pictures.save("a.jpg", one, quality=75),
        pictures.save("b.jpg", other, quality=90),
    )
    return compare(*files, draw=False)


def overlap(one: Box | None, other: Box) -> float:
    """Give the intersection over the union of two boxes."""
    assert one is not None
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    both = max(0.0, wide) * max(0.0, high)
    areas = ((b.right - b.left) * (b.bottom - b.top) for b in (one, other))
    return both / (sum(areas) - both)


def cropped(picture: Image.Image, share: float, random: Random) -> tuple[Image.Image, Box]:
    """Cut a part of this share of the area out of a picture, anywhere."""
    wide, high = (round(length * share**0.5) for length in picture.size)
    left, top = random.randint(0, picture.width - wide), random.randint(0, picture.height - high)
    box = (left, top, left + wide, top + high)
    across, down = picture.size
    return picture.crop(box), Box(
        left / across, top / down, (left + wide) / across, (top + high) / down
    )


@pytest.mark.parametrize("share", [0.25, 0.5, 0.75])
@pytest.mark.parametrize("name", framing.PHOTOGRAPHS)
def test_a_crop_is_laid_where_it_was_cut_out(pictures: Pictures, name: str, share: float):
    whole = framing.a_photograph(name)
    part, truth = cropped(whole, share, Random(name))
    found = compared(pictures, part, whole)
    assert found.match is not None
    assert found.match.relation is Relation.SAME_PICTURE
    assert overlap(found.match.transform.crop_match, truth) >= 0.9
    assert found.seen_share == pytest.approx(share, abs=0.03)


@pytest.mark.shared_data
@pytest.mark.skipif(not PHOTOS.is_dir(), reason="../shared/data is not here")
@pytest.mark.parametrize("share", [0.25, 0.5, 0.75])
@pytest.mark.parametrize("name", ["kodak", "clic"])
def test_crops_of_other_photographs_are_laid_as_well(pictures: Pictures, name: str, share: float):
    path = sorted((PHOTOS / name).iterdir())[1]
    whole = Image.open(path).convert("RGB")
    part, truth = cropped(whole, share, Random(share))
    found = compared(pictures, part, whole)
    assert found.match is not None
    assert overlap(found.match.transform.crop_match, truth) >= 0.9


def test_a_mirrored_crop_is_laid_and_called_mirrored(pictures: Pictures):
    part, truth = cropped(STREET, 0.5, Random(3))
    found = compared(pictures, part.transpose(Image.Transpose.FLIP_LEFT_RIGHT), STREET)
    assert found.match is not None
    assert found.match.transform.orientation.mirrored
    assert overlap(found.match.transform.crop_match, truth) >= 0.9


def test_a_turned_copy_is_called_turned(pictures: Pictures):
    found = compared(pictures, STREET.transpose(Image.Transpose.ROTATE_270), STREET)
    assert found.match is not None
    assert found.match.transform.orientation.rotated == 90
    assert found.match.relation is Relation.SAME_PICTURE


def test_the_panel_of_a_collage_is_the_part_of_a_that_is_b(pictures: Pictures):
    collage, (_, truth) = framing.collage([IRISES, STREET], columns=2, gap=8)
    found = compared(pictures, collage, STREET)
    assert found.match is not None
    assert overlap(found.match.transform.crop_query, truth) >= 0.9
    assert found.seen_share == pytest.approx(1, abs=0.03)


def test_the_panel_of_a_collage_is_found_the_other_way_round_too(pictures: Pictures):
    collage, (_, truth) = framing.collage([IRISES, STREET], columns=2, gap=8)
    found = compared(pictures, STREET, collage)
    assert found.match is not None
    assert overlap(found.match.transform.crop_match, truth) >= 0.9


def test_what_a_collage_cut_off_is_no_part_of_the_box_and_its_neighbour_no_difference(
    pictures: Pictures,
):
    wide = STREET.crop((0, 100, 800, 400))
    collage = Image.new("RGB", (800, 600), "white")
    collage.paste(wide.resize((1066, 400)).crop((200, 0, 866, 400)), (0, 0))
    collage.paste(IRISES.resize((400, 300)).crop((0, 0, 134, 300)).resize((134, 400)), (666, 0))
    collage.paste(IRISES.resize((800, 600)).crop((0, 0, 800, 200)), (0, 400))
    found = compared(pictures, collage, wide)
    assert found.match is not None
    assert overlap(found.match.transform.crop_query, Box(0, 0, 666 / 800, 400 / 600)) >= 0.9
    assert overlap(found.match.transform.crop_match, Box(200 / 1066, 0, 866 / 1066, 1)) >= 0.9
    assert found.seen_share == pytest.approx(666 / 1066, abs=0.04)
    assert not found.match.differing


def test_what_was_painted_over_is_in_a_box_that_is_not_much_larger(pictures: Pictures):
    edited = STREET.copy()
    ImageDraw.Draw(edited).rectangle((200, 300, 440, 420), fill="white")
    found = compared(pictures, edited, STREET)
    assert found.match is not None
    assert found.match.relation is Relation.EDITED_COPY
    painted = Box(200 / 800, 300 / 600, 440 / 800, 420 / 600)
    assert overlap(found.match.differing[0], painted) > 0.5


def test_the_same_file_twice_is_the_same_bytes(pictures: Pictures):
    path = pictures.save("a.jpg", STREET)
    found = compare(path, path)
    assert found.match is not None
    assert (found.match.strength, found.match.relation) == (Strength.EXACT, Relation.SAME_BYTES)
    assert found.seen_share == 1


def test_flat_pictures_of_the_same_bytes_are_known_by_them(pictures: Pictures):
    one, other = (pictures.save(name, a_flat_picture()) for name in ("a.png", "b.png"))
    found = compare(one, other)
    assert found.match is not None
    assert [gap.where for gap in found.not_compared] == ["metadata"]


def test_other_pictures_have_no_match_and_all_ways_of_comparing_are_told(pictures: Pictures):
    found = compared(pictures, IRISES, STREET)
    assert found.match is None
    assert found.lying is None
    assert found.seen_share is None
    assert [each.method for each in found.tried] == ["pdq-256", "phash-64", "keypoints"]
    assert all(each.best is not None for each in found.tried)


def test_what_is_too_flat_to_be_compared_is_not_called_unlike(pictures: Pictures):
    found = compared(pictures, STREET, a_flat_picture())
    assert found.match is None
    assert [each.best for each in found.tried] == [None, None, None]
    where = [gap.where for gap in found.not_compared]
    assert where == ["perceptual hashes of B", "keypoints of B", "metadata"]


def test_another_photograph_of_a_scene_is_not_the_same_picture(pictures: Pictures):
    found = compared(pictures, framing.a_photograph("street-further-on.jpg"), STREET)
    assert found.match is None or found.match.relation is not Relation.SAME_PICTURE


def test_the_frame_of_an_animation_that_is_nearest_is_the_one_that_is_shown(pictures: Pictures):
    frames = [a_picture(seed) for seed in range(4)]
    one = pictures.save("a.gif", frames[0], save_all=True, append_images=frames[1:])
    found = compare(one, pictures.save("b.png", frames[2]))
    assert found.match is not None
    assert found.match.query_frame.index == 2
    assert found.drawn is not None
    shown = Image.open(io.BytesIO(found.drawn.first)).convert("L").resize((40, 30))
    truth = frames[2].convert("L").resize((40, 30))
    apart = [abs(a - b) for a, b in zip(shown.tobytes(), truth.tobytes(), strict=True)]
    assert sum(apart) / len(apart) < 12


def test_pictures_are_small_and_only_there_when_they_are_wanted(pictures: Pictures):
    large = pictures.save("a.jpg", STREET.resize((1600, 1200)))
    small = pictures.save("b.jpg", STREET.resize((640, 480)))
    assert compare(large, small, draw=False).drawn is None
    drawn = compare(large, small).drawn
    assert drawn is not None
    sizes = [
        Image.open(io.BytesIO(each)).size
        for each in (drawn.first, drawn.second, drawn.laid, drawn.difference)
    ]
    assert sizes == [(900, 675), (640, 480), (640, 480), (640, 480)]


def test_without_a_match_nothing_is_laid_on_anything(pictures: Pictures):
    one, other = pictures.save("a.png", 1), pictures.save("b.png", 2)
    drawn = compare(one, other).drawn
    assert drawn is not None
    assert (drawn.laid, drawn.difference) == (b"", b"")


@pytest.mark.parametrize("bad_is_first", [True, False])
def test_a_bad_file_is_an_error_that_names_it(pictures: Pictures, bad_is_first: bool):
    good = pictures.save("good.png", 1)
    for bad, kind in (
        (pictures.folder / "missing.jpg", MediaNotFound),
        (pictures.write("page.jpg", b"<!doctype html>"), UnsupportedMedia),
    ):
        files = (bad, good) if bad_is_first else (good, bad)
        with pytest.raises(kind, match=bad.name):
            compare(*files)


def test_a_file_over_a_limit_is_refused(pictures: Pictures):
    one, other = pictures.save("a.png", 1), pictures.save("b.png", 2)
    with pytest.raises(RefusedMedia, match=r"a\.png"):
        compare(one, other, settings=Settings(max_frame_pixels=100))


def test_a_file_that_is_another_one_when_it_is_drawn_is_an_error(
    pictures: Pictures, monkeypatch: pytest.MonkeyPatch
):
    one, other = pictures.save("a.png", 1), pictures.save("b.png", 2)
    real = drawing.limited

    def after_a_change(*arguments):
        pictures.save("b.png", 3)
        return real(*arguments)

    monkeypatch.setattr(drawing, "limited", after_a_change)
    with pytest.raises(InputError, match=r"b\.png: changed while it was compared"):
        compare(one, other)


def test_the_number_of_processes_changes_nothing(pictures: Pictures):
    one, other = pictures.save("a.jpg", STREET.resize((500, 375))), pictures.save("b.jpg", STREET)
    answers = [compare(one, other, settings=Settings(workers=count)) for count in (1, 3)]
    assert answers[0] == answers[1]
