from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.errors import MediaNotFound, SourceError
from provenance.model.moment import Basis, Clock, Trust
from provenance.model.posting import Attachment, Failed
from provenance.sources.csv_list import COLUMNS, CsvList
from tests.builders import a_moment, a_posting
from tests.sources.exports import EXPORTS, NOTHING_STATED, a_picture, only, read


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    a_picture(tmp_path / "a.jpg")
    a_picture(tmp_path / "b.jpg")
    return tmp_path


def a_list(folder: Path, text: str | bytes, name: str = "list.csv") -> Path:
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder / name


def test_a_row_becomes_a_posting_with_all_its_fields(folder: Path) -> None:
    path = a_list(
        folder,
        "path,platform,native_id,url,account,posted,text\n"
        'a.jpg,facebook,1,https://facebook.example/1,account-1,2023-11-17T10:00:00Z,"one, two"\n',
    )
    entry = only(path)
    assert isinstance(entry, Attachment)
    assert entry.posting == a_posting(text="one, two")
    assert entry.location.path == str(folder / "a.jpg")
    assert entry.where == "list.csv line 2"


def test_the_fixture_gives_one_entry_for_each_row_that_is_not_blank() -> None:
    entries = read(EXPORTS / "csv" / "list.csv")
    assert [entry.where for entry in entries] == [f"list.csv line {n}" for n in (2, 3, 4, 6)]
    assert [type(entry) for entry in entries] == [Attachment, Attachment, Attachment, Failed]


@pytest.mark.parametrize("name", ["LIST.CSV", "list.tsv"])
def test_the_name_of_a_list_ends_in_csv_or_tsv(folder: Path, name: str) -> None:
    assert CsvList().accepts(a_list(folder, "path", name))


def test_a_folder_called_csv_is_no_list(tmp_path: Path) -> None:
    (tmp_path / "x.csv").mkdir()
    assert not CsvList().accepts(tmp_path / "x.csv")


def test_the_list_itself_stands_for_the_collection(folder: Path) -> None:
    path = a_list(folder, "path\n")
    assert CsvList().index_file(path) == path


def test_the_columns_may_be_few_and_in_any_order(folder: Path) -> None:
    entry = only(a_list(folder, "account,path\nsomebody,a.jpg\n"))
    assert isinstance(entry, Attachment)
    assert entry.posting.account == "somebody"


def test_the_names_of_columns_may_have_capitals_and_spaces(folder: Path) -> None:
    assert isinstance(only(a_list(folder, "Path , ACCOUNT\na.jpg,x\n")), Attachment)


@pytest.mark.parametrize(
    "text",
    [
        b"\xef\xbb\xbfpath,text\na.jpg,caf\xc3\xa9\n",
        "path,text\na.jpg,café\n".encode("utf-16"),
        b"\xfe\xff" + "path,text\na.jpg,café\n".encode("utf-16-be"),
        "path;text\r\na.jpg;café\r\n".encode(),
        "path\ttext\na.jpg\tcafé\n".encode(),
        "path,text\ra.jpg,café\r".encode(),
        'path, text\na.jpg, "café"'.encode(),
        "\n\npath,text\n\n , \na.jpg,café,,\n".encode(),
    ],
    ids=["bom", "utf-16-le", "utf-16-be", "semicolons", "tabs", "cr", "spaces", "blank-lines"],
)
def test_what_spreadsheets_write_is_read(folder: Path, text: bytes) -> None:
    entry = only(a_list(folder, text))
    assert isinstance(entry, Attachment)
    assert entry.posting.text == "café"


def test_an_absolute_path_is_taken_as_it_is(folder: Path, tmp_path_factory: object) -> None:
    (folder / "lists").mkdir()
    entry = only(a_list(folder / "lists", f"path\n{folder / 'a.jpg'}\n"))
    assert isinstance(entry, Attachment)
    assert entry.location.path == str(folder / "a.jpg")


def test_a_time_without_a_zone_may_be_14_hours_off_either_way(folder: Path) -> None:
    entry = only(a_list(folder, "path,posted\na.jpg,2023-11-17 15:00:00\n"))
    assert isinstance(entry, Attachment)
    assert entry.posting.moments == (
        a_moment("2023-11-17 15:00:00", Clock.POSTED, Basis.LIST, Trust.SELF_ASSERTED),
    )


def test_what_the_user_stated_fills_blank_cells_only(folder: Path) -> None:
    path = a_list(folder, "path,platform,account,posted\na.jpg,,listed,\nb.jpg,x,,2020-01-01\n")
    stated = a_posting("2021-01-01", platform="stated", account="stated")
    first, second = read(path, stated)
    assert isinstance(first, Attachment)
    assert isinstance(second, Attachment)
    assert (first.posting.platform, first.posting.account) == ("stated", "listed")
    assert first.posting.moments == (a_moment("2021-01-01"),)
    assert (second.posting.platform, second.posting.account) == ("x", "stated")
    assert second.posting.moments == (a_moment("2020-01-01"),)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",x", "the row names no path"),
        ("missing.jpg,x", "missing.jpg is not there"),
        ("sub,x", "sub is a folder, not a picture file"),
        ("a.jpg,x,surplus", "3 cells for 2 columns"),
        ("a\0.jpg,x", "cannot be reached"),
    ],
)
def test_a_row_that_cannot_be_used_has_failed_and_the_rest_goes_on(
    folder: Path, row: str, reason: str
) -> None:
    (folder / "sub").mkdir()
    failed, following = read(a_list(folder, f"path,account\n{row}\nb.jpg,y\n"))
    assert isinstance(failed, Failed)
    assert failed.where == "list.csv line 2"
    assert reason in failed.reason
    assert isinstance(following, Attachment)


@pytest.mark.parametrize("posted", ["03/04/2024", "0001-01-01", "2024-02-30", "yesterday"])
def test_a_time_that_is_not_understood_fails_its_row(folder: Path, posted: str) -> None:
    entry = only(a_list(folder, f"path,posted\na.jpg,{posted}\n"))
    assert isinstance(entry, Failed)
    assert entry.reason.startswith("in the column 'posted', ")


def test_a_row_over_several_lines_is_named_by_its_first(folder: Path) -> None:
    path = a_list(folder, 'path,text\na.jpg,"one\ntwo\n"\n\nb.jpg,three\n')
    assert [entry.where for entry in read(path)] == ["list.csv line 2", "list.csv line 6"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is empty"),
        ("\n \n", "is empty"),
        ("path,acount\n", r"unknown column 'acount' \(did you mean 'account'\?\)"),
        ("path,zzzz\n", r"unknown column 'zzzz'; the columns are path, platform"),
        ("path,,text\n", "column 2 of .* has no name"),
        ("account,text\n", "no column 'path'"),
        ("path,text,Text\n", "the column 'text' twice"),
        ("a.jpg\n", "unknown column"),
        (b"path\na.jpg\ncaf\xe9.jpg\n", "not UTF-8; save it as UTF-8"),
        ("path\na.jpg\n".encode("utf-16")[:-1], "not UTF-8; save it as UTF-8"),
        ('path,text\na.jpg,x\nb.jpg,"never closed\n', "from line 3 on"),
        ('path,text\na.jpg,"x" y\n', "from line 2 on"),
        ('path,text\na.jpg,"' + "x\n" * 600_000 + '"', "from line 2 on"),
        (f"path\n{'x' * 1_000_001}", "1,000,000 characters"),
    ],
)
def test_a_list_that_is_misunderstood_is_not_read_at_all(
    folder: Path, text: str | bytes, reason: str
) -> None:
    stream = CsvList().attachments(a_list(folder, text), NOTHING_STATED)
    with pytest.raises(SourceError, match=reason) as caught:
        next(stream)
    assert "list.csv" in str(caught.value)


def test_a_list_that_is_gone_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(MediaNotFound, match="check the path"):
        next(CsvList().attachments(tmp_path / "list.csv", NOTHING_STATED))


def test_a_folder_in_place_of_a_list_is_a_source_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        next(CsvList().attachments(tmp_path, NOTHING_STATED))


def test_a_header_alone_is_an_empty_list(folder: Path) -> None:
    assert read(a_list(folder, "path,text\n")) == []


@settings(max_examples=100, deadline=None, derandomize=True)
@given(
    rows=st.lists(
        st.lists(st.text(st.characters(codec="utf-8"), max_size=12), min_size=6, max_size=6),
        max_size=4,
    )
)
def test_every_row_written_gives_exactly_one_entry(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    folder = tmp_path_factory.mktemp("lists")
    a_picture(folder / "a.jpg")
    path = folder / "list.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(["a.jpg", *row] for row in rows)
    assert len(read(path)) == len(rows)
