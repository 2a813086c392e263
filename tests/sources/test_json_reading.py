from __future__ import annotations

import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.errors import SourceError
from provenance.sources import json_reading
from provenance.sources.json_reading import JsonReading

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def reading(text: str) -> JsonReading:
    return JsonReading(io.StringIO(text), "result.json")


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    values=st.lists(JSON, max_size=6), piece=st.integers(1, 40), indent=st.sampled_from([None, 1])
)
def test_a_list_is_read_the_same_in_pieces_of_any_size(
    values: list[object], piece: int, indent: int | None
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_reading, "_PIECE", piece)
        read = reading(json.dumps(values, indent=indent))
        assert [read.value() for _ in read.items()] == values
        assert read.peek() == ""


@settings(max_examples=100, deadline=None, derandomize=True)
@given(members=st.dictionaries(st.text(), JSON, max_size=6))
def test_an_object_is_read_member_by_member(members: dict[str, object]) -> None:
    read = reading(json.dumps(members))
    assert {key: read.value() for key in read.members()} == members


@pytest.mark.parametrize("piece", [1, 2, 3, 5, 1000])
def test_the_control_characters_that_telegram_writes_wrongly_are_read(
    piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_reading, "_PIECE", piece)
    read = reading(r'["a\x01b\\x02c\"\x1F", "\x0c"]')
    assert [read.value() for _ in read.items()] == ['a\x01b\\x02c"\x1f', "\x0c"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[1,\n2,\n}", "line 3, Expecting value"),
        ('[1,\n"never closed', "line 2, Unterminated string"),
        ("[1,\n2", r"line 2, '\,' is missing"),
        ("{}", r"line 1, '\[' is missing"),
        ("", r"line 1, '\[' is missing"),
        (r'["\q"]', r"line 1, Invalid \\escape"),
        ("[" + "9" * 5000 + "]", "line 1, Exceeds the limit"),
        ("[" * 100_000, "line 1, it is nested too deeply"),
    ],
)
def test_what_is_not_json_is_refused_with_its_line(text: str, reason: str) -> None:
    read = reading(text)
    with pytest.raises(SourceError, match=f"result.json cannot be read .* {reason}.*export"):
        [read.value() for _ in read.items()]


@pytest.mark.parametrize("text", ["{1: 2}", '{"a" 1}', '{"a": 1 "b": 2}', '{"a": 1,}'])
def test_an_object_that_is_broken_is_refused(text: str) -> None:
    read = reading(text)
    with pytest.raises(SourceError):
        [read.value() for _ in read.members()]


def test_a_mistake_is_found_without_reading_on_to_the_end() -> None:
    file = io.StringIO('[{"a" 1}' + " " * (10 * json_reading._PIECE))
    with pytest.raises(SourceError):
        [JsonReading(file, "result.json").value() for _ in [0]]
    assert file.tell() <= json_reading._PIECE


def test_escapes_that_are_no_json_are_mended_one_after_the_other() -> None:
    many = 1000
    assert reading('"' + r"\x1F" * many + '"').value() == "\x1f" * many
    assert reading('"' + r"\\\x1F" * many + '"').value() == "\\\x1f" * many


def test_a_value_of_millions_of_characters_is_named_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_reading, "_PIECE", 10)
    monkeypatch.setattr(json_reading, "_LARGEST_VALUE", 100)
    with pytest.raises(SourceError, match="a value of more than 100 characters"):
        reading('"' + "x" * 10_000 + '"').value()


def test_a_value_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_reading, "_PIECE", 10)
    monkeypatch.setattr(json_reading, "_LARGEST_VALUE", 100)
    file = io.StringIO('"' + "x" * 10_000)
    with pytest.raises(SourceError, match="Unterminated string"):
        JsonReading(file, "result.json").value()
    assert file.tell() < 500
