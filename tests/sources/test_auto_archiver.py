from __future__ import annotations

import csv
import json
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from provenance.errors import SourceError
from provenance.model.moment import ANY_ZONE, Clock, iso
from provenance.model.posting import Attachment, Failed, JoinKey, Skipped
from provenance.sources import recognise
from tests.sources.exports import EXPORTS, a_picture, only, read

URL = "https://example.com/post/5"
DIGEST = "ab" * 32


def media(name: str = "wall.jpg", **fields: object) -> dict[str, object]:
    return {
        "filename": f"./tmp1/{name}",
        "_key": f"example-com/{name}",
        "urls": [],
        "properties": {},
        "_mimetype": "image/jpeg",
    } | fields


def described(folder: Path, *pictures: object, **data: object) -> Path:
    """Write a `metadata.json` as its JSON enricher does."""
    path = folder / "metadata.json"
    head = {"_processed_at": "2023-12-01 09:00:00+00:00", "url": URL} | data
    path.write_text(json.dumps({"status": "success", "metadata": head, "media": pictures}))
    return path


def a_table(folder: Path, columns: list[str], *rows: list[str]) -> Path:
    path = folder / "db.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([columns, *rows])
    return path


def posted(entry: object) -> list[str]:
    assert isinstance(entry, Attachment)
    return [
        f"{iso(m.earliest)}/{iso(m.latest)}"
        for m in entry.posting.moments
        if m.clock is Clock.POSTED
    ]


def test_what_was_archived_is_found_beside_the_description(tmp_path: Path) -> None:
    a_picture(tmp_path / "wall.jpg")
    entry = only(described(tmp_path, media(properties={"hash": f"SHA-256:{DIGEST}"})))
    assert isinstance(entry, Attachment)
    assert entry.location is not None
    assert entry.location.path == str(tmp_path / "wall.jpg")
    assert entry.keys == (JoinKey("sha256", DIGEST),)
    assert entry.posting.url == URL


def test_the_fixture_accounts_for_each_of_its_media() -> None:
    entries = read(EXPORTS / "auto-archiver" / "metadata.json")
    assert [type(entry).__name__[0] for entry in entries] == ["A", "A", "A", "S"]
    assert "page.wacz" in entries[-1].where


@pytest.mark.parametrize("digits", ["d92649b4a3c6", "f" * 62, "0" * 64])
def test_a_pdq_that_lost_its_leading_zeros_and_its_quality_names_nothing(
    tmp_path: Path, digits: str
) -> None:
    entry = only(described(tmp_path, media(properties={"pdq_hash": digits, "hash": "SHA3-512:ab"})))
    assert isinstance(entry, Attachment)
    assert entry.keys == ()


def test_a_time_with_its_zone_is_exact(tmp_path: Path) -> None:
    path = described(tmp_path, media(), timestamp="2023-11-17 13:00:00+03:00")
    assert posted(only(path)) == ["2023-11-17T10:00:00Z/2023-11-17T10:00:00Z"]


def test_a_time_without_a_zone_is_open_by_any(tmp_path: Path) -> None:
    path = described(tmp_path, media(), timestamp="2023-11-17 13:00:00")
    assert posted(only(path)) == ["2023-11-16T23:00:00Z/2023-11-18T03:00:00Z"]


def test_a_time_that_became_a_number_went_through_an_unknown_clock(tmp_path: Path) -> None:
    path = described(tmp_path, media(), timestamp=1700226000.0)
    assert posted(only(path)) == ["2023-11-16T23:00:00Z/2023-11-18T03:00:00Z"]


def test_a_day_that_is_written_as_its_midnight_is_a_day(tmp_path: Path) -> None:
    path = described(tmp_path, media(), upload_date="2023-11-17 00:00:00+00:00")
    assert posted(only(path)) == ["2023-11-16T10:00:00Z/2023-11-18T14:00:00Z"]


def test_when_it_was_archived_is_our_own_witness_and_no_posting(tmp_path: Path) -> None:
    entry = only(described(tmp_path, media()))
    assert isinstance(entry, Attachment)
    assert [moment.clock for moment in entry.posting.moments] == [Clock.COLLECTED]


SHEET = ["Link", "Archive status", "Archive date", "Upload timestamp", "Upload title", "Thumbnail"]


def test_the_zone_of_a_sheet_was_overwritten_so_it_may_be_any(tmp_path: Path) -> None:
    image = '=IMAGE("https://cdn.example/wall.jpg")'
    when = ["2023-12-01T09:00:00+00:00", "2023-11-17T13:00:00+00:00"]
    path = a_table(tmp_path, SHEET, [URL, "success", *when, "A wall", image])
    assert recognise(path).name == "auto-archiver"
    entry = only(path)
    assert posted(entry) == ["2023-11-16T23:00:00Z/2023-11-18T03:00:00Z"]
    assert all(m.latest - m.earliest == 2 * ANY_ZONE for m in entry.posting.moments)
    assert entry.posting.moments[0].stated == "2023-11-17T13:00:00+00:00"


def test_a_row_of_a_sheet_without_a_link_is_skipped(tmp_path: Path) -> None:
    entry = only(a_table(tmp_path, SHEET, ["", "", "", "", "x", ""]))
    assert isinstance(entry, Skipped)


def the_database(folder: Path, stated: datetime | None) -> Path:
    """Write a row as its CSV database does: what Python shows of the values."""
    data = {"url": URL, "title": "A wall", "timestamp": stated}
    row = ["success", str(data), str([media()])]
    return a_table(folder, ["status", "metadata", "media"], row)


@pytest.mark.parametrize("hours", [0, 3, -3, 5.5])
def test_the_database_keeps_the_zone_as_python_shows_it(tmp_path: Path, hours: float) -> None:
    zone = timezone(timedelta(hours=hours))
    stated = datetime(2023, 11, 17, 13, 0, 5, tzinfo=zone)
    path = the_database(tmp_path, stated)
    assert recognise(path).name == "auto-archiver"
    assert posted(only(path)) == [f"{iso(stated)}/{iso(stated)}"]


def test_the_database_without_a_zone_is_open_by_any(tmp_path: Path) -> None:
    path = the_database(tmp_path, datetime(2023, 11, 17, 13, 0))
    assert posted(only(path)) == ["2023-11-16T23:00:00Z/2023-11-18T03:00:00Z"]


@pytest.mark.parametrize(
    "words",
    [
        "__import__('os').system('touch ran')",
        "{'url': open('/etc/passwd').read()}",
        "(" * 300,
        "9" * 5000,
        "{",
        "datetime.datetime(1)",
        "'x' * 10**12",
    ],
)
def test_what_python_shows_is_never_run(
    tmp_path: Path, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = a_table(tmp_path, ["status", "metadata", "media"], ["success", words, "[]"])
    (entry,) = read(path)
    assert isinstance(entry, Failed | Skipped)
    assert not (tmp_path / "ran").exists()


def test_media_that_hold_each_other_end(tmp_path: Path) -> None:
    inner: dict[str, object] = media("0.jpg")
    for number in range(1, 60):
        inner = media(f"{number}.jpg", properties={"thumbnails": [inner]})
    assert len(read(described(tmp_path, inner))) < 12


PAGE = f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{URL}</title></head>
<body>
 <h2>Archived media for <span class="copy">{URL}</span> - <a href="{URL}">open</a></h2>
 <p><b>title:</b> '<span class="copy">A &lt;wall&gt;</span>'</p>
 <table class="content"><tr><th>about</th><th>files and preview</th></tr><tbody>
  <tr><td><ul>
   <li><b>key:</b> <span class="copy">example-com/wall.jpg</span></li>
   <li><b>type:</b> <span class="copy">image/jpeg</span></li>
   <li><b>hash:</b>
<span class="copy">SHA-256:{DIGEST}</span></li>
   <li><b>pdq_hash:</b> <span class="copy">d926</span></li>
  </ul></td><td><span class="copy" copy-value="x">copy</span></td></tr>
  <tr><td><ul>
   <li><b>key:</b> <span class="copy">example-com/page.wacz</span></li>
   <li><b>type:</b> <span class="copy">application/zip</span></li>
  </ul></td><td></td></tr>
 </tbody></table>
 <table class="metadata"><tr><th>key</th><th>value</th></tr>
  <tr><td>_processed_at</td><td><span class="copy">2023-12-01 09:00:00+00:00</span></td></tr>
  <tr><td>title</td><td><span class="copy">A &lt;wall&gt;</span></td></tr>
  <tr><td>timestamp</td><td><span class="copy">2023-11-17 13:00:00+01:00</span></td></tr>
  <tr><td>api_data</td><td><ul><li><b>url:</b> <span class="copy">other</span></li></ul></td></tr>
 </table>
</body></html>
"""


def a_page(folder: Path, page: str = PAGE) -> Path:
    (folder / "formatted.html").write_text(page)
    return folder / "formatted.html"


def test_the_page_that_it_makes_says_the_same_as_the_description(tmp_path: Path) -> None:
    a_picture(tmp_path / "wall.jpg")
    assert recognise(a_page(tmp_path)).name == "auto-archiver"
    picture, page = read(tmp_path / "formatted.html")
    assert picture.location is not None
    assert picture.keys == (JoinKey("sha256", DIGEST),)
    assert (picture.posting.url, picture.posting.text) == (URL, "A <wall>")
    assert posted(picture) == ["2023-11-17T12:00:00Z/2023-11-17T12:00:00Z"]
    assert isinstance(page, Skipped)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.97])
def test_a_page_that_breaks_off_is_refused(tmp_path: Path, share: float) -> None:
    path = a_page(tmp_path, PAGE[: int(len(PAGE) * share)])
    with pytest.raises(SourceError, match="it breaks off"):
        read(path)


def test_a_page_that_is_made_to_exhaust_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("provenance.sources.auto_archiver_page._LARGEST", 1 << 17)
    with pytest.raises(SourceError, match="more than 131,072 bytes"):
        read(a_page(tmp_path, PAGE.replace("A &lt;wall", "A" * (1 << 20))))


def test_a_table_that_breaks_off_is_refused_with_the_line(tmp_path: Path) -> None:
    (tmp_path / "db.csv").write_text("status,metadata,media\nsuccess,\"{'url': ")
    with pytest.raises(SourceError, match=r"db\.csv cannot be read from line"):
        read(tmp_path / "db.csv")
