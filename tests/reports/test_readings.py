"""What `when` says, for people and for scripts."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from importlib import resources

import pytest
from hypothesis import given

from provenance.model.moment import Basis, Clock, Moment, Trust
from provenance.model.reading import Reading, Unread, WhenReport
from provenance.reports import readings
from provenance.reports.columns import display_width
from tests.journeys.schemas import fits
from tests.reports.saying import HOSTILE, any_text, repeatable

MADE = datetime(2023, 9, 17, 0, 0, 13, 822000, tzinfo=UTC)
SECOND = MADE.replace(microsecond=0)


def a_reading(
    text: str = "170", latest: datetime | None = MADE, *, certain: bool = True, stated: str = "170"
) -> Reading:
    made = Moment(
        Clock.ID_CREATED,
        min(MADE, latest or MADE),
        latest,
        stated,
        Basis.IDENTIFIER,
        Trust.SERVER_MADE,
    )
    return Reading(text, "x", "x-post", made, "The post was published at this time.", certain)


def as_text(*found: Reading, unread: tuple[Unread, ...] = ()) -> str:
    return readings.as_text(WhenReport(found, unread))


def test_a_reading_is_said_with_its_time_its_meaning_and_its_ground() -> None:
    assert as_text(a_reading()) == (
        "170\n"
        "  x: 2023-09-17 00:00:13.822 UTC\n"
        "    The post was published at this time.\n"
        "    [x-post; clock id-created, trust server-made]\n"
    )


@pytest.mark.parametrize(
    ("latest", "said"),
    [
        (None, "x: not before 2023-09-17 00:00:13.822 UTC\n"),
        (
            MADE + timedelta(hours=28),
            "x: 20230917 in an unknown zone, so between 2023-09-17 00:00:13.822 UTC and\n"
            "      2023-09-18 04:00:13.822 UTC\n",
        ),
    ],
)
def test_a_bound_and_a_width_are_said_as_such(latest: datetime | None, said: str) -> None:
    assert said in as_text(a_reading(latest=latest, stated="20230917"))


def test_whole_seconds_are_written_without_a_fraction() -> None:
    made = Moment(Clock.POSTED, SECOND, SECOND, "1", Basis.FILE_NAME, Trust.FROM_NAME)
    said = as_text(Reading("1", "x", "x-post", made, "It is so.", certain=True))
    assert "x: 2023-09-17 00:00:13 UTC\n" in said


def test_several_uncertain_readings_are_announced() -> None:
    said = as_text(a_reading(certain=False), a_reading(certain=False))
    assert "2 readings, the likeliest first; --platform names the right one" in said
    assert "readings" not in as_text(a_reading(certain=False))


def test_what_has_no_time_comes_last_with_the_reason() -> None:
    gaps = (Unread("a", "it is a word"), Unread("b", "carries no time: a counter", "vk", True))
    assert as_text(a_reading(), unread=gaps).endswith(
        "\na\n  it is a word\n\nb\n  vk: carries no time: a counter\n"
    )


def test_the_document_holds_what_scripts_rely_on() -> None:
    gap = Unread("b", "carries no time: a counter", "vk", carries_no_time=True)
    document = fits(json.loads(readings.as_json(WhenReport((a_reading(latest=None),), (gap,)))))
    assert document == {
        "schema": "provenance.when/1",
        "readings": [
            {
                "input": "170",
                "platform": "x",
                "kind": "x-post",
                "clock": "id-created",
                "earliest": "2023-09-17T00:00:13.822000Z",
                "latest": None,
                "stated": "170",
                "basis": "identifier",
                "trust": "server-made",
                "meaning": "The post was published at this time.",
                "certain": True,
            }
        ],
        "unread": [
            {
                "input": "b",
                "platform": "vk",
                "reason": "carries no time: a counter",
                "carries_no_time": True,
            }
        ],
    }


@pytest.mark.parametrize(("field", "values"), [("clock", Clock), ("trust", Trust)])
def test_the_schema_knows_every_value_of_an_enum(field: str, values: type[StrEnum]) -> None:
    file = resources.files("provenance.reports") / "schemas" / "when-1.json"
    reading = json.loads(file.read_text("utf-8"))["$defs"]["reading"]["properties"]
    assert reading[field]["enum"] == [value.value for value in values]


@repeatable
@given(any_text)
def test_the_document_fits_its_schema_whatever_was_asked(text: str) -> None:
    report = WhenReport((a_reading(text, stated=text),), (Unread(text, text or "none"),))
    written = readings.as_json(report)
    fits(json.loads(written))
    assert written.encode("utf-8")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_is_harmless_and_fits_a_terminal(text: str) -> None:
    said = as_text(a_reading(text), unread=(Unread(text, text or "none"),))
    assert said.encode("utf-8")
    assert all(line.isprintable() for line in said.splitlines())
    longest = max(display_width(line) for line in said.splitlines())
    assert longest <= 80 or "://" in text
