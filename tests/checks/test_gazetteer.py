"""The gazetteer finds claimed places, offline."""

from __future__ import annotations

import gzip
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.checks.distance import kilometres
from provenance.checks.gazetteer import find_place
from provenance.checks.place_names import fold
from provenance.errors import UsageError
from provenance.model.case import Place
from provenance.model.metadata import Position

DATA = Path(__file__).parents[2] / "src" / "provenance" / "checks" / "data"
KIDAL = Position(18.4411, 1.4078)


def refusal(text: str) -> str:
    with pytest.raises(UsageError) as refused:
        find_place(text)
    return str(refused.value)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kidal", "Kidal, Mali"),
        ("kidal", "Kidal, Mali"),
        ("Kidal, Mali", "Kidal, Mali"),
        ("Kidal, ML", "Kidal, Mali"),
        ("kidal,mli", "Kidal, Mali"),
        ("Kidal, Kidal Region, Mali", "Kidal, Mali"),
        ("كيدال", "Kidal, Mali"),
        ("كيدال، مالي", "Kidal, Mali"),
        ("Bamako", "Bamako, Mali"),
        ("Tombouctou", "Timbuktu, Mali"),
        ("Tessalit", "Tessalit, Mali"),
        ("Ndjamena, Tchad", "N'Djamena, Chad"),
        ("Abidjan, Côte d'Ivoire", "Abidjan, Ivory Coast"),
        ("Kyiv", "Kyiv, Ukraine"),
        ("Kiev", "Kyiv, Ukraine"),
        ("Київ", "Kyiv, Ukraine"),
        ("Aleppo", "Aleppo, Syria"),
        ("Alep, Syrie", "Aleppo, Syria"),
        ("حلب", "Aleppo, Syria"),
        ("Washington, D.C.", "Washington, United States"),
    ],
)
def test_a_town_is_found_by_any_of_its_names(text: str, name: str) -> None:
    assert find_place(text).name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Gao", "Gao, Mali"),
        ("Gao, Burkina Faso", "Gao, Burkina Faso"),
        ("Paris", "Paris, France"),
        ("Paris, US", "Paris, United States"),
        ("Odessa", "Odesa, Ukraine"),
        ("Odessa, USA", "Odessa, United States"),
        ("Islamabad", "Islamabad, Pakistan"),
    ],
)
def test_of_several_towns_the_largest_counts_unless_a_country_is_stated(
    text: str, name: str
) -> None:
    assert find_place(text).name == name


def test_kidal_is_where_it_is() -> None:
    found = find_place("Kidal")
    assert kilometres(found.position, KIDAL) < 2
    assert found.radius_km == 25


@pytest.mark.parametrize("text", ["18.4411,1.4078", " 18.4411, 1.4078 ", "18.4411 1.4078"])
def test_a_point_is_taken_as_it_is(text: str) -> None:
    assert find_place(text) == Place(text.strip(), KIDAL, 1.0)


def test_south_and_west_are_negative() -> None:
    assert find_place("-33.45,-70.66").position == Position(-33.45, -70.66)


@pytest.mark.parametrize("text", ["91,0", "0,181", "-90.1 0", "9" * 400 + ",1"])
def test_a_point_off_the_globe_is_refused(text: str) -> None:
    assert "latitude" in refusal(text)


@pytest.mark.parametrize("text", ["Mali", "mali", "مالي"])
def test_a_country_alone_is_a_wide_place_that_holds_its_towns(text: str) -> None:
    found = find_place(text)
    assert found.name == "Mali"
    assert kilometres(found.position, KIDAL) < found.radius_km < 1200


def test_a_country_across_the_date_line_has_its_middle_in_itself() -> None:
    assert abs(find_place("Fiji").position.longitude) > 170


def test_an_unknown_name_offers_the_nearest_and_advises_a_point() -> None:
    text = refusal("Kidall")
    assert "nearest: Kidal, Mali" in text
    assert "LAT,LON" in text


@pytest.mark.parametrize("text", ["", "???", "xqzzy", "\udcff\udcfe", "|", "\t"])
def test_what_is_like_nothing_is_refused_without_an_offer(text: str) -> None:
    assert "nearest:" not in refusal(text)


def test_a_town_that_is_not_in_that_country_is_refused() -> None:
    assert "'Kidal, France' is not in the list" in refusal("Kidal, France")


def test_an_unknown_country_is_refused() -> None:
    assert "'Atlantis' is not a country" in refusal("Kidal, Atlantis")


def test_a_country_without_towns_is_refused() -> None:
    assert "no town in Antarctica" in refusal("Antarctica")


@given(st.text(max_size=40))
def test_any_text_is_a_place_or_refused(text: str) -> None:
    with suppress(UsageError):
        assert -90 <= find_place(text).position.latitude <= 90


def test_nothing_is_read_before_the_first_look_up() -> None:
    script = (
        "import provenance.checks, provenance.checks.gazetteer as gazetteer\n"
        "assert gazetteer._list.cache_info().currsize == 0\n"
        "assert gazetteer._countries.cache_info().currsize == 0\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_the_list_is_small() -> None:
    assert (DATA / "places.tsv.gz").stat().st_size <= 1_200_000


def test_the_list_is_folded_as_look_ups_are() -> None:
    keys = set()
    for line in gzip.decompress((DATA / "places.tsv.gz").read_bytes()).decode().splitlines():
        keys.update(line.split("\t")[5].strip("|").split("|"))
    assert {key for key in keys if fold(key) != key} == set()


def test_every_place_is_on_the_globe_and_in_a_known_country() -> None:
    countries = {line[:2] for line in (DATA / "countries.tsv").read_text("utf-8").splitlines()}
    for line in gzip.decompress((DATA / "places.tsv.gz").read_bytes()).decode().splitlines():
        _, country, latitude, longitude, population, _ = line.split("\t")
        assert country in countries
        assert abs(float(latitude)) <= 90
        assert abs(float(longitude)) <= 180
        assert int(population) >= 0


def test_the_data_names_its_source_and_licence() -> None:
    text = (DATA / "README.md").read_text("utf-8")
    assert "GeoNames" in text
    assert "CC BY 4.0" in text
