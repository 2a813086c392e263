"""Where web archives are cut off or damaged: what could be read is given, and the place told."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from pathlib import Path
from typing import IO

import pytest

from provenance.errors import SourceError
from provenance.media.archive import read as bytes_at
from provenance.model.media import Location
from provenance.model.posting import Attachment, Failed
from provenance.sources import recognise
from provenance.sources.warc import Warc
from tests.sources.exports import EXPORTS, NOTHING_STATED, Entry, read

PACKED = (EXPORTS / "warc" / "capture.warc.gz").read_bytes()
PLAIN = gzip.decompress(PACKED)


def ends_of_records(packed: bytes) -> list[int]:
    """Give where each gzip member ends."""
    ends, at = [], 0
    while at < len(packed):
        member = zlib.decompressobj(31)
        member.decompress(packed[at:])
        at = len(packed) - len(member.unused_data)
        ends.append(at)
    return ends


def entries(path: Path, content: bytes) -> list[Entry]:
    path.write_bytes(content)
    return list(Warc().attachments(path, NOTHING_STATED))


def failed(found: list[Entry]) -> list[Failed]:
    return [entry for entry in found if isinstance(entry, Failed)]


def test_a_whole_archive_has_not_failed(tmp_path: Path) -> None:
    assert not failed(entries(tmp_path / "a.warc.gz", PACKED))
    assert not failed(entries(tmp_path / "a.warc", PLAIN))


def test_a_compressed_archive_that_is_cut_off_anywhere_says_so(tmp_path: Path) -> None:
    whole = ends_of_records(PACKED)  # an archive that ends with a record is none that is cut off
    cuts = (n for n in range(1, len(PACKED), 3) if n not in whole)
    silent = [n for n in cuts if not failed(entries(tmp_path / "a.warc.gz", PACKED[:n]))]
    assert silent == []


def test_a_plain_archive_that_is_cut_off_anywhere_says_so(tmp_path: Path) -> None:
    # The four bytes of line ends that follow a record belong to nobody.
    starts = [n for n in range(len(PLAIN)) if PLAIN[n:].startswith(b"WARC/1.")] + [len(PLAIN)]
    whole = {n - k for n in starts for k in range(5)}
    cuts = (n for n in range(1, len(PLAIN), 3) if n not in whole)
    silent = [n for n in cuts if not failed(entries(tmp_path / "a.warc", PLAIN[:n]))]
    assert silent == []


def test_what_comes_before_the_break_is_given_and_the_place_is_told(tmp_path: Path) -> None:
    second = ends_of_records(PACKED)[1]
    found = entries(tmp_path / "a.warc.gz", PACKED[: second + 40])
    assert isinstance(found[0], type(read(EXPORTS / "warc" / "capture.warc.gz")[0]))
    assert isinstance(found[-1], Failed)
    assert "fetch" in found[-1].reason
    assert "byte" in found[-1].where + found[-1].reason


def test_a_picture_that_is_cut_off_keeps_its_posting_but_not_its_bytes(tmp_path: Path) -> None:
    at = PLAIN.index(b"image/jpeg")
    found = entries(tmp_path / "a.warc", PLAIN[: PLAIN.index(b"\r\n\r\n", at) + 60])
    (posting,) = (entry for entry in found if isinstance(entry, Attachment))
    assert (posting.location, [key.kind for key in posting.keys]) == (None, ["sha1"])
    assert "bytes are missing" in failed(found)[0].reason


@pytest.mark.parametrize("place", [0.2, 0.5, 0.8])
def test_a_byte_that_was_changed_in_a_compressed_record_is_told(
    tmp_path: Path, place: float
) -> None:
    at = int(len(PACKED) * place)
    content = PACKED[:at] + bytes([PACKED[at] ^ 0xFF]) + PACKED[at + 1 :]
    assert failed(entries(tmp_path / "a.warc.gz", content))


def a_wacz(path: Path, archive: bytes, how: int = zipfile.ZIP_STORED) -> Path:
    with zipfile.ZipFile(path, "w", how) as wacz:
        wacz.writestr("datapackage.json", "{}")
        wacz.writestr("archive/data.warc.gz", archive)
    return path


def test_a_damaged_archive_in_a_wacz_gives_what_it_has_and_says_so(tmp_path: Path) -> None:
    path = a_wacz(tmp_path / "a.wacz", PACKED[:-30])
    found = read(path)
    assert [type(entry) for entry in found][-1] is Failed
    assert any(isinstance(entry, Attachment) for entry in found)
    assert "archive/data.warc.gz" in failed(found)[0].where


def test_a_wacz_whose_bytes_were_changed_says_so(tmp_path: Path) -> None:
    path = a_wacz(tmp_path / "a.wacz", PACKED)
    content = bytearray(path.read_bytes())
    content[content.index(PACKED[:20]) + 900] ^= 0xFF
    path.write_bytes(content)
    assert failed(read(path))


@pytest.mark.parametrize("missing", [40, 300, 1200])
def test_of_a_wacz_that_is_cut_off_the_records_that_are_there_are_given(
    tmp_path: Path, missing: int
) -> None:
    path = a_wacz(tmp_path / "a.wacz", PACKED)
    path.write_bytes(path.read_bytes()[:-missing])
    assert recognise(path).name == "warc"
    *found, last = read(path)
    assert isinstance(last, Failed)
    assert "the archive is cut off" in last.reason
    held = [entry for entry in found if getattr(entry, "location", None)]
    assert bool(held) == (missing < 1200)
    for entry in held:
        assert stored(entry.location).startswith(b"\xff\xd8")


def test_a_wacz_that_was_written_as_a_stream_is_found_again_too(tmp_path: Path) -> None:
    path = tmp_path / "a.wacz"
    with path.open("wb") as file, zipfile.ZipFile(Unseekable(file), "w") as wacz:
        wacz.writestr("pages/pages.jsonl", "{}")
        wacz.writestr("archive/data.warc.gz", PACKED)
    path.write_bytes(path.read_bytes()[:-60])
    kinds = [type(entry) for entry in read(path)]
    assert kinds == [type(entry) for entry in read(EXPORTS / "warc" / "capture.warc.gz")] + [Failed]


class Unseekable:
    """A file that can only be written on, as a network is: sizes come after the members."""

    def __init__(self, file: IO[bytes]) -> None:
        self.write = file.write
        self.flush = file.flush


def test_a_member_that_is_compressed_in_a_wacz_that_is_cut_off_has_failed(tmp_path: Path) -> None:
    path = a_wacz(tmp_path / "a.wacz", PLAIN, zipfile.ZIP_DEFLATED)
    path.write_bytes(path.read_bytes()[:-40])
    compressed, last = read(path)
    assert isinstance(compressed, Failed)
    assert isinstance(last, Failed)


def test_a_wacz_without_an_archive_is_refused_by_name(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.wacz", "w") as wacz:
        wacz.writestr("datapackage.json", "{}")
    with pytest.raises(SourceError, match="a WACZ that holds no WARC file"):
        read(tmp_path / "a.wacz")


def test_records_that_are_compressed_as_one_say_how_to_mend_them(tmp_path: Path) -> None:
    found = entries(tmp_path / "a.warc.gz", gzip.compress(PLAIN))
    assert "warcio recompress" in failed(found)[-1].reason


def test_a_screenshot_that_a_crawler_keeps_is_a_picture_of_its_page(tmp_path: Path) -> None:
    picture = (EXPORTS / "tweets-v1" / "AAAAAAAAAAAAAA1.jpg").read_bytes()
    answer = b"HTTP/1.1 200 OK\r\ncontent-type: image/jpeg\r\n\r\n" + picture
    head = (
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: file:///screenshot.png\r\n"
        "WARC-Refers-To-Target-URI: https://news.example/\r\nWARC-Date: 2023-02-19T00:50:00.5Z\r\n"
        "WARC-Record-ID: <urn:uuid:7e7446b7-04de-4b69-8d1d-6be66ccc1ce7>\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(answer)}\r\n\r\n"
    )
    (found,) = entries(tmp_path / "a.warc", head.encode() + answer + b"\r\n\r\n")
    assert isinstance(found, Attachment)
    assert found.posting.url == "https://news.example/"
    assert stored(found.location) == picture


def stored(location: Location | None) -> bytes:
    assert location is not None
    with open(location.path, "rb") as file:  # noqa: PTH123 - a descriptor is needed
        return bytes_at(location, file.fileno(), Path(location.path).stat(), 1 << 20)


def test_what_warcio_says_stays_off_the_terminal(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    entries(tmp_path / "b.warc.gz", PACKED[:900])
    entries(tmp_path / "c.warc", PLAIN.replace(b"Content-Length: ", b"Content-Length: 1", 1))
    assert capfd.readouterr() == ("", "")
