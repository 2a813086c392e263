from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.errors import InputError, MediaNotFound, RefusedMedia, UnreadableMedia
from provenance.media.reader import read
from provenance.model.media import RECORD, Location

EXPORTS = Path(__file__).parents[2] / "fixtures" / "exports"
PICTURE = (EXPORTS / "csv" / "pictures" / "first.jpg").read_bytes()
LIMIT = 1_000_000


def a_zip(path: Path, method: int = zipfile.ZIP_DEFLATED, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_a_member_is_read_in_place(tmp_path, method):
    path = a_zip(tmp_path / "a.zip", method, one=b"1" * 5000, two=PICTURE)
    assert read(Location(str(path), ("two",)), LIMIT) == PICTURE
    assert [each.name for each in tmp_path.iterdir()] == ["a.zip"]


def test_a_member_that_unpacks_to_more_than_the_limit_is_refused_by_name(tmp_path):
    path = a_zip(tmp_path / "a.zip", bomb=b"\0" * 5_000_000)
    assert path.stat().st_size < 10_000
    with pytest.raises(RefusedMedia, match=r"a\.zip!/bomb: unpacks to more than"):
        read(Location(str(path), ("bomb",)), LIMIT)


def test_an_archive_over_the_limit_may_hold_a_picture_within_it(tmp_path):
    path = a_zip(tmp_path / "a.zip", zipfile.ZIP_STORED, big=b"1" * 5000, two=PICTURE)
    assert read(Location(str(path), ("two",)), len(PICTURE)) == PICTURE


def test_a_member_that_lies_about_its_size_gives_no_more_than_the_limit(tmp_path):
    path = a_zip(tmp_path / "a.zip", zipfile.ZIP_STORED, one=b"1" * 100)
    content = path.read_bytes().replace((100).to_bytes(4, "little"), (10**9).to_bytes(4, "little"))
    path.write_bytes(content)
    with pytest.raises(InputError):
        read(Location(str(path), ("one",)), 50)


def test_an_encrypted_member_is_refused_by_name(tmp_path):
    path = a_zip(tmp_path / "a.zip", one=PICTURE)
    content = bytearray(path.read_bytes())
    central = content.index(b"PK\x01\x02")
    content[central + 8] |= 1
    path.write_bytes(content)
    with pytest.raises(RefusedMedia, match=r"a\.zip!/one: is encrypted"):
        read(Location(str(path), ("one",)), LIMIT)


def test_a_member_that_is_not_there_is_not_found(tmp_path):
    path = a_zip(tmp_path / "a.zip", one=PICTURE)
    with pytest.raises(MediaNotFound, match="is not in that archive"):
        read(Location(str(path), ("../one",)), LIMIT)


def test_an_empty_member_says_so(tmp_path):
    with pytest.raises(UnreadableMedia, match="is empty"):
        read(Location(str(a_zip(tmp_path / "a.zip", one=b"")), ("one",)), LIMIT)


def test_a_file_that_is_no_archive_has_no_members(tmp_path):
    (tmp_path / "a.jpg").write_bytes(PICTURE)
    with pytest.raises(UnreadableMedia, match="lies in no ZIP archive"):
        read(Location(str(tmp_path / "a.jpg"), ("one",)), LIMIT)


def test_the_payload_of_a_record_is_read_without_its_headers():
    from provenance.model.posting import Posting
    from provenance.sources.warc import Warc

    path = EXPORTS / "warc" / "capture.warc.gz"
    places = [getattr(e, "location", None) for e in Warc().attachments(path, Posting())]
    (place,) = [each for each in places if each]
    assert place.inside[0].startswith(RECORD)
    assert read(place, LIMIT) == PICTURE


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    mutations=st.lists(
        st.tuples(st.integers(0, 5000), st.binary(max_size=4)), min_size=1, max_size=8
    ),
    member=st.sampled_from([("album/first.jpg",), (f"{RECORD}0",), (f"{RECORD}400",)]),
)
def test_a_damaged_archive_raises_nothing_but_our_own_errors(mutations, member, tmp_path_factory):
    name = "zip/album.zip" if "album" in member[0] else "warc/capture.warc.gz"
    content = (EXPORTS / name).read_bytes()
    for place, put in mutations:
        at = place % len(content)
        content = content[:at] + put + content[at + len(put) :]
    path = tmp_path_factory.getbasetemp() / "damaged.archive"
    path.write_bytes(content)
    try:
        assert read(Location(str(path), member), LIMIT)
    except InputError:
        return
