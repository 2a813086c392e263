"""The JSON documents, held against the schemas that are shipped with them."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.model.decision import Verdict
from provenance.model.embedding import Embedded
from provenance.model.fingerprint import Orientation
from provenance.model.geometry import Box
from provenance.model.match import Relation, Strength, Transform
from provenance.model.metadata import Metadata, Position
from provenance.model.moment import Basis, Clock, Moment, Trust
from provenance.model.posting import Skipped
from provenance.reports.json import Json
from provenance.reports.ndjson import Ndjson
from tests.builders import (
    EMBEDDING_MATCH,
    KEYPOINT_MATCH,
    SHA_B,
    a_case,
    a_claim,
    a_coverage,
    a_decision,
    a_decision_report,
    a_lookup,
    a_match,
    a_metadata,
    a_report,
    a_run,
    an_examination,
    an_extend,
    an_ingest,
)
from tests.reports.saying import (
    HOSTILE,
    a_decision_report_saying,
    a_lookup_saying,
    a_run_saying,
    an_ingest_saying,
    any_text,
    repeatable,
)
from tests.reports.schemas import schema

boxes = st.none() | st.just(Box(0, 0.1, 0.9, 1))
transforms = st.builds(
    Transform,
    st.builds(Orientation, st.booleans(), st.sampled_from([0, 90, 180, 270])),
    boxes,
    boxes,
    st.none() | st.floats(0.01, 10),
)


@repeatable
@given(any_text)
def test_a_check_fits_its_schema_whatever_it_holds(text):
    schema("check").validate(json.loads(Json().check(a_run_saying(text))))


@repeatable
@given(any_text)
def test_every_line_of_a_check_fits_the_schema_too(text):
    for line in Ndjson().check(a_run_saying(text)).splitlines():
        schema("check").validate(json.loads(line))


@repeatable
@given(any_text)
def test_a_lookup_fits_its_schema_whatever_it_holds(text):
    schema("lookup").validate(json.loads(Json().lookup(a_lookup_saying(text))))


@repeatable
@given(any_text)
def test_an_ingest_fits_its_schema_whatever_it_holds(text):
    schema("ingest").validate(json.loads(Json().ingest(an_ingest_saying(text))))


@repeatable
@given(any_text)
def test_a_decision_fits_its_schema_whatever_it_holds(text):
    schema("decide").validate(json.loads(Json().decide(a_decision_report_saying(text))))


@repeatable
@given(st.sampled_from(Strength), st.sampled_from(Relation), transforms)
def test_every_kind_of_match_fits_the_schema(strength, relation, transform):
    match = a_match(strength=strength, relation=relation, transform=transform)
    schema("check").validate(json.loads(Json().check(a_run(a_report(a_case(match))))))


@pytest.mark.parametrize("missing", ["matches", "findings", "coverage", "input"])
def test_a_report_without_a_promised_field_breaks_the_schema(missing):
    document = json.loads(Json().check(a_run(a_report())))
    del document["reports"][0][missing]
    assert not schema("check").is_valid(document)


def test_a_match_carries_what_was_decided_about_it():
    match = a_match(decision=a_decision(Verdict.SAME, by="Awa", why="one crack"))
    (written,) = first_report(a_run(a_report(a_case(match))))["matches"]
    assert written["decision"] == {
        "verdict": "same",
        "by": "Awa",
        "why": "one crack",
        "decided_at": "2026-11-22T12:00:00Z",
    }


def test_a_match_that_nobody_decided_about_says_so():
    (written,) = first_report(a_run(a_report()))["matches"]
    assert written["decision"] is None


def test_what_was_set_aside_is_no_match_and_is_there():
    apart = a_match(decision=a_decision(Verdict.DIFFERENT))
    report = first_report(a_run(a_report(a_case(set_aside=(apart,)))))
    assert report["matches"] == []
    assert [each["decision"]["verdict"] for each in report["set_aside"]] == ["different"]


def test_a_decision_that_a_later_one_outweighs_is_not_in_force():
    earlier, later = a_decision(), a_decision(Verdict.DIFFERENT)
    report = replace(a_decision_report(earlier, later), decision=earlier)
    written = json.loads(Json().decide(report))
    assert written["in_force"] is False
    assert [each["verdict"] for each in written["history"]] == ["same", "different"]


def test_a_line_that_was_not_examined_may_not_hold_matches():
    line = {
        "schema": "provenance.check/1",
        "tool": {"name": "provenance", "version": "1", "parts": {}},
        "index": {"path": "x", "schema_version": 1},
        "input": {"path": "a.jpg"},
        "failed": {"where": "a.jpg", "reason": "cut short"},
    }
    assert schema("check").is_valid(line)
    assert not schema("check").is_valid(line | {"matches": []})


def first_report(run) -> dict:
    return json.loads(Json().check(run))["reports"][0]


def test_a_report_names_its_fields_as_promised():
    assert list(first_report(a_run(a_report()))) == [
        "input",
        "matches",
        "earliest",
        "findings",
        "metadata",
        "coverage",
        "claim",
        "undated",
        "not_searched",
        "thresholds",
        "made_at",
        "remarks",
        "set_aside",
        "travel",
        "embedded",
        "embedded_matches",
        "links",
    ]


def test_matches_keep_the_order_they_came_in():
    case = a_case(a_match(distance=9), a_match(distance=2), a_match(distance=5))
    assert [m["distance"] for m in first_report(a_run(a_report(case)))["matches"]] == [9, 2, 5]


def test_a_moment_is_written_in_utc_and_an_open_end_is_null():
    claim = replace(
        a_claim(),
        time=Moment(
            Clock.CLAIMED, None, a_report().made_at, "before noon", Basis.LIST, Trust.ARCHIVE
        ),
    )
    written = first_report(a_run(a_report(a_case(claim=claim))))["claim"]["time"]
    assert (written["earliest"], written["latest"]) == (None, "2026-11-22T12:00:00Z")


def test_nothing_known_is_null():
    report = first_report(a_run(a_report(a_case())))
    assert report["earliest"] is None
    assert report["metadata"]["captured"] is None
    assert report["claim"] == {"time": None, "place": None}


def test_a_crop_is_four_shares():
    match = a_match(transform=Transform(crop_match=Box(0.1, 0, 0.9, 1)))
    transform = first_report(a_run(a_report(a_case(match))))["matches"][0]["transform"]
    assert transform["crop_match"] == [0.1, 0, 0.9, 1]
    assert transform["crop_query"] is None


def test_a_tag_that_a_file_states_twice_is_not_lost():
    run = a_run_saying("x")
    assert first_report(run)["metadata"]["blocks"][0]["tags"] == {"x": "x", "x #2": "x"}


def test_a_position_that_is_not_a_number_is_null():
    metadata = a_metadata(position=Position(float("nan"), 1.0))
    case = a_case(examination=an_examination(metadata))
    position = first_report(a_run(a_report(case)))["metadata"]["position"]
    assert position == {"latitude": None, "longitude": 1.0}


@pytest.mark.parametrize("text", [text for text in HOSTILE if text.isprintable()])
def test_a_caption_comes_back_as_it_went_in(text):
    match = first_report(a_run_saying(text))["matches"][0]
    assert match["sightings"][0]["posting"]["text"] == text


def test_half_a_character_becomes_a_visible_escape():
    posting = first_report(a_run_saying("\udcff"))["matches"][0]["sightings"][0]["posting"]
    assert posting["text"] == "\\udcff"


@repeatable
@given(st.text())
def test_whole_characters_survive_the_escaping(text):
    assert json.loads(Json().ingest(an_ingest(source=text)))["source"] == text


def test_the_fields_that_scripts_read_of_an_ingest_come_first():
    written = json.loads(Json().ingest(an_ingest(added=2, known=1)))
    assert list(written)[:6] == ["schema", "found", "added", "known", "skipped", "failed"]
    assert written["found"] == 3


def test_an_appearance_in_a_lookup_carries_its_match():
    written = json.loads(Json().lookup(a_lookup_saying("x")))["appearances"][0]
    assert (written["strength"], written["relation"]) == ("strong", "same-picture")
    assert written["distance"] == 4


def test_an_appearance_whose_match_is_not_there_has_no_distance():
    lookup = replace(a_lookup_saying("x"), matches=())
    assert json.loads(Json().lookup(lookup))["appearances"][0]["distance"] is None


def test_a_lookup_says_what_was_asked():
    assert json.loads(Json().lookup(a_lookup(query=SHA_B)))["query"] == SHA_B


def test_metadata_without_a_block_is_absent():
    case = a_case(examination=an_examination(Metadata(())))
    assert first_report(a_run(a_report(case)))["metadata"]["state"] == "absent"


def test_a_match_by_keypoints_carries_what_they_show():
    (written,) = json.loads(Json().check(a_run(a_report(a_case(KEYPOINT_MATCH)))))["reports"]
    (match,) = written["matches"]
    assert match["inliers"] == 39
    assert match["seen_share"] == 0.25
    assert match["differing"] == [[0.0, 0.8, 1.0, 1.0]]


def test_a_match_by_a_network_carries_its_distance_and_the_coverage_whose_it_is():
    case = replace(
        a_case(EMBEDDING_MATCH),
        coverage=replace(a_coverage(), embeddings=(Embedded(SHA_B, 7),)),
    )
    written = json.loads(Json().check(a_run(a_report(case))))
    (report,) = written["reports"]
    (match,) = report["matches"]
    assert (match["method"], match["distance"], match["threshold"]) == ("sscd", 290, 400)
    assert report["coverage"]["embeddings"] == [{"weights": SHA_B, "frames": 7}]
    schema("check").validate(written)


def test_a_match_by_hashes_has_no_inliers():
    (written,) = json.loads(Json().check(a_run(a_report())))["reports"]
    (match,) = written["matches"]
    assert (match["inliers"], match["seen_share"], match["differing"]) == (None, None, [])


def test_an_extend_fits_its_schema_and_adds_up():
    document = json.loads(Json().extend(an_extend(3, skipped=(Skipped("a.jpg", "is gone"),))))
    schema("extend").validate(document)
    assert document["found"] == document["extended"] + len(document["skipped"]) == 4
