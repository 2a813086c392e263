"""Real ids beside their true times, within the tolerances of data/README.md section 5.5."""

from __future__ import annotations

import csv
from datetime import timedelta

import pytest

from provenance.identifiers import read
from provenance.identifiers.bluesky_tid import decode
from provenance.model.reading import Reading, Unread
from tests.identifiers.asking import IDS, NOW, at, needs_shared_data

pytestmark = needs_shared_data

TABLE = (IDS / "ids.csv").read_text("utf-8").splitlines() if IDS.is_dir() else []
PAIRS = list(csv.DictReader(TABLE))
FOLLOWS = {
    # How far the true time lies after that of the id: at least, and at most where it is exact.
    "x": (timedelta(seconds=-1), timedelta(0)),
    "discord": (timedelta(0), timedelta(0)),
    "mastodon": (timedelta(0), timedelta(milliseconds=18)),
    "truthsocial": (timedelta(seconds=-1), timedelta(0)),
    "bluesky": (timedelta(seconds=-4), timedelta(0)),
    "tiktok": (timedelta(0), None),
    "instagram": (timedelta(seconds=-22), None),
}


def is_another(pair: dict[str, str]) -> bool:
    """Tell whether the row is flagged: its time is that of another post."""
    return pair["note"].startswith("id is NEWER")


def is_old(pair: dict[str, str]) -> bool:
    """Tell whether the row is flagged: its id is older than the snowflakes."""
    return pair["note"].startswith("PRE-SNOWFLAKE")


def held(pair: dict[str, str], reading: Reading) -> None:
    least, most = FOLLOWS[pair["platform"]]
    true, moment = at(pair["true_time_utc"]), reading.moment
    assert moment.earliest is not None
    assert abs(moment.earliest - at(pair["id_decoded_utc"])) < timedelta(milliseconds=1)
    if most is None:
        assert moment.latest is None
        assert moment.earliest + least <= true
    else:
        assert moment.latest == moment.earliest
        assert least <= true - moment.earliest <= most


def test_the_pairs_are_those_that_the_readme_counts() -> None:
    assert len(PAIRS) > 200
    assert {pair["platform"] for pair in PAIRS} == FOLLOWS.keys()


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair['platform']}-{pair['post_id']}")
def test_an_id_says_the_true_time_of_its_post(pair: dict[str, str]) -> None:
    answer = read(pair["post_id"], pair["platform"], NOW)
    if is_old(pair):
        assert isinstance(answer, Unread)
        assert answer.carries_no_time
    elif is_another(pair):
        assert isinstance(answer, tuple)
        assert answer[0].moment.earliest is not None
        assert answer[0].moment.earliest > at(pair["true_time_utc"])
    else:
        assert isinstance(answer, tuple)
        (reading,) = answer
        held(pair, reading)


@pytest.mark.parametrize(
    "pair",
    [
        pair
        for pair in PAIRS
        if pair["url"] and not pair["note"] and not pair["url"].endswith("/header_photo")
    ],
    ids=lambda pair: f"{pair['platform']}-{pair['post_id']}",
)
def test_a_link_says_its_platform_and_the_same_time(pair: dict[str, str]) -> None:
    answer = read(pair["url"], "", NOW)
    assert isinstance(answer, tuple)
    (reading,) = answer
    assert reading.platform == pair["platform"]
    assert reading.certain
    if pair["post_id"] in pair["url"]:
        held(pair, reading)


@pytest.mark.parametrize(
    "pair",
    [pair for pair in PAIRS if not is_old(pair)],
    ids=lambda pair: f"{pair['platform']}-{pair['post_id']}",
)
def test_a_bare_id_has_the_right_platform_among_its_readings(pair: dict[str, str]) -> None:
    answer = read(pair["post_id"], "", NOW)
    assert isinstance(answer, tuple)
    assert pair["platform"] in [reading.platform for reading in answer]


def lines(name: str) -> list[str]:
    path = IDS / "bluesky-tid" / name
    text = path.read_text("utf-8") if path.is_file() else ""
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("tid", lines("tid_syntax_valid.txt"))
def test_a_valid_timestamp_identifier_is_read(tid: str) -> None:
    assert decode(tid) >= 0


@pytest.mark.parametrize("uri", dict.fromkeys(lines("aturi_syntax_valid.txt")))
def test_a_link_of_the_protocol_without_such_an_identifier_holds_no_time(uri: str) -> None:
    answer = read(uri, "", NOW)
    assert isinstance(answer, Unread)
    assert answer.carries_no_time
    assert answer.platform == "bluesky"
