"""A decision is remembered with who made it and why, and later answers honour it."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from provenance.errors import StoreError, UsageError
from provenance.model.decision import Verdict
from provenance.model.match import BY_DECISION, Relation, Strength
from provenance.model.media import Location
from provenance.model.report import DecisionReport
from provenance.settings import Settings
from provenance.workflows.check import answers, check
from provenance.workflows.claim import claim
from provenance.workflows.decide import decide
from provenance.workflows.examine import examine, limits_of
from provenance.workflows.ingest import ingest
from provenance.workflows.lookup import lookup
from provenance.workflows.opening import OpenIndex, open_index
from provenance.workflows.wanted import Wanted
from tests.pictures import Pictures, a_picture

LIST = """path,platform,native_id,url,posted
copy.jpg,facebook,1,https://f.example/1,2019-03-02T11:00:00Z
late.jpg,telegram,7,https://t.example/7,2023-11-17T10:00:00Z
other.jpg,x,4,https://x.example/4,2011-01-01T00:00:00Z
"""


@pytest.fixture
def query(index: OpenIndex, pictures: Pictures) -> Path:
    """Ingest two copies of a picture and another picture; give a third copy to check."""
    pictures.save("copy.jpg", 0, quality=60)
    pictures.save("late.jpg", 0, quality=90)
    pictures.save("other.jpg", 1)
    ingest(index, pictures.write("list.csv", LIST.encode()))
    return pictures.save("query.png", 0)


def decided(
    index: OpenIndex, first: object, second: object, verdict: str, why: str = "I looked"
) -> DecisionReport:
    return decide(index, str(first), str(second), verdict, by="Awa", why=why)


def test_a_decision_says_what_was_decided_on_what_by_whom_and_why(index: OpenIndex, query: Path):
    report = decided(index, query, "facebook/1", "different", " the roof ")
    assert report.decision.verdict is Verdict.DIFFERENT
    assert (report.decision.by, report.decision.why) == ("Awa", "the roof")
    assert {each.sha256 for each in report.subjects} == set(report.decision.pair)
    assert [each.indexed for each in report.subjects] == [False, True]
    assert report.history == (report.decision,)


def test_what_is_different_is_set_aside_and_dates_nothing(index: OpenIndex, query: Path):
    assert check(index, query, claimed_time="2020").findings[0].bearing == "contradicts"
    decided(index, query, "facebook/1", "different")
    report = check(index, query, claimed_time="2020")
    assert urls(report.case.matches) == ["https://t.example/7"]
    assert urls(report.case.set_aside) == ["https://f.example/1"]
    assert report.case.earliest is not None
    assert report.case.earliest.first.sighting.posting.url == "https://t.example/7"
    assert "contradicts" not in {finding.bearing for finding in report.findings}
    (apart,) = report.case.set_aside
    assert apart.decision is not None
    assert (apart.decision.by, apart.relation) == ("Awa", Relation.SAME_PICTURE)


def test_where_all_is_set_aside_the_finding_tells_of_it(index: OpenIndex, query: Path):
    for posting in ("facebook/1", "telegram/7"):
        decided(index, query, posting, "different", "another roof")
    report = check(index, query)
    (finding,) = (each for each in report.findings if each.check == "not-found-in-coverage")
    told = [each.value for each in finding.evidence if each.what == "set aside"]
    assert len(told) == 2
    assert all("decided by Awa" in value and '"another roof"' in value for value in told)


def test_what_is_the_same_is_a_match_though_no_search_finds_it(index: OpenIndex, query: Path):
    decided(index, query, "x/4", "same")
    report = check(index, query, claimed_time="2015")
    (match,) = (each for each in report.case.matches if each.decision)
    assert (match.strength, match.method, match.relation) == (
        Strength.STRONG,
        BY_DECISION,
        Relation.UNKNOWN,
    )
    assert (match.distance, match.threshold, match.agreement) == (0, 0, None)
    assert match.thumbnail.startswith(b"\xff\xd8")
    assert report.case.earliest is not None
    assert report.case.earliest.first.sighting.posting.url == "https://x.example/4"
    evidence = [fact.value for finding in report.findings for fact in finding.evidence]
    assert any("decided by Awa" in value for value in evidence)
    assert not any("0 bits differ" in value for value in evidence)


def test_a_possible_match_that_is_the_same_becomes_strong_and_keeps_its_distance(
    index_path: Path, pictures: Pictures
):
    settings = Settings(workers=1, pdq_strong=0)
    query = pictures.save("query.png", 1)
    with open_index(index_path, create=True, settings=settings) as index:
        posted = pictures.save("posted.jpg", a_picture(1, (200, 150)))
        ingest(index, posted, keypoints=False)
        (before,) = check(index, query).case.matches
        decided(index, query, posted, "same")
        (after,) = check(index, query).case.matches
    assert (before.strength, after.strength) == (Strength.POSSIBLE, Strength.STRONG)
    assert (after.method, after.distance, after.relation) == (
        before.method,
        before.distance,
        before.relation,
    )


def test_matches_stay_in_order_with_what_was_decided(index: OpenIndex, query: Path):
    decided(index, query, "x/4", "same")
    found = check(index, query).case.matches
    assert len(found) == 3
    assert [match.distance for match in found] == sorted(match.distance for match in found)


def test_the_same_bytes_cannot_be_decided_about(index: OpenIndex, query: Path, pictures: Pictures):
    copy = pictures.write("copy-of-query.png", query.read_bytes())
    with pytest.raises(UsageError, match="are the same bytes"):
        decided(index, query, copy, "different")


def test_an_exact_match_stays_exact_whatever_was_decided_of_its_copies(
    index: OpenIndex, query: Path, pictures: Pictures
):
    decided(index, "facebook/1", "telegram/7", "different")
    report = check(index, pictures.folder / "copy.jpg")
    assert [match.strength for match in report.case.matches] == [Strength.EXACT]
    assert urls(report.case.set_aside) == ["https://t.example/7"]


def test_the_latest_decision_is_in_force_and_the_earlier_ones_stay(index: OpenIndex, query: Path):
    for verdict in ("different", "same", "different"):
        report = decided(index, query, "facebook/1", verdict)
    assert [each.verdict for each in report.history] == ["different", "same", "different"]
    assert report.in_force == report.decision
    assert urls(check(index, query).case.set_aside) == ["https://f.example/1"]
    decide(index, query, "facebook/1", "same", by="Oumou", why="I looked again")
    found = check(index, query).case
    assert found.set_aside == ()
    assert {match.decision.by for match in found.matches if match.decision} == {"Oumou"}


def test_the_order_in_which_the_two_are_named_is_no_matter(index: OpenIndex, query: Path):
    first = decided(index, "facebook/1", query, "different")
    second = decided(index, query, "facebook/1", "different")
    assert first.decision.pair == second.decision.pair
    assert len(second.history) == 2


def test_a_decision_on_what_is_nowhere_in_the_index_changes_no_answer(
    index: OpenIndex, query: Path, pictures: Pictures
):
    before = check(index, query).case
    decided(index, query, pictures.save("elsewhere.png", 5), "same")
    decided(index, query, "x/4", "different")
    after = check(index, query).case
    assert (after.matches, after.set_aside) == (before.matches, before.set_aside)


def test_what_was_decided_before_it_was_ingested_is_honoured(
    index: OpenIndex, query: Path, pictures: Pictures
):
    unseen = pictures.save("elsewhere/unseen.jpg", 5)
    decided(index, query, unseen, "same")
    ingest(index, unseen)
    assert BY_DECISION in {match.method for match in check(index, query).case.matches}


def test_a_decision_counts_for_its_own_file_among_many(
    index: OpenIndex, query: Path, pictures: Pictures
):
    decided(index, query, "facebook/1", "different")
    paths = (query, pictures.save("again.jpg", 0, quality=70))
    examinations = [
        examine(Location(str(path)), limits_of(index.settings), Wanted(as_query=True))
        for path in paths
    ]
    one, other = answers(index, examinations, claim(None, None))
    assert urls(one.case.set_aside) == ["https://f.example/1"]
    assert other.case.set_aside == ()
    assert len(other.case.matches) == 2


def test_a_lookup_honours_and_shows_decisions(index: OpenIndex, query: Path):
    decided(index, "facebook/1", "telegram/7", "same")
    decided(index, "facebook/1", "telegram/7", "different")
    decided(index, "facebook/1", "x/4", "same")
    report = lookup(index, "facebook/1")
    assert urls(report.matches) == ["https://f.example/1", "https://x.example/4"]
    assert urls(report.set_aside) == ["https://t.example/7"]
    assert [each.verdict for each in report.decisions] == ["same", "different", "same"]
    assert report.earliest is not None
    assert report.earliest.first.sighting.posting.url == "https://x.example/4"


def test_a_hash_without_its_picture_was_never_decided_about(index: OpenIndex, query: Path):
    decided(index, "facebook/1", "telegram/7", "different")
    ((_, prints),) = index.engine.frames(lookup(index, "facebook/1").media[0].sha256)
    (value,) = (each.value.hex() for each in prints if each.signal == "pdq-256")
    report = lookup(index, f"pdq:{value}")
    assert len(report.matches) == 2
    assert (report.set_aside, report.decisions) == ((), ())


@pytest.mark.parametrize("said", ["", "  ", "\t\n"])
@pytest.mark.parametrize("option", ["by", "why"])
def test_a_decision_without_who_or_why_is_refused_and_not_kept(
    index: OpenIndex, query: Path, option: str, said: str
):
    words = {"by": "Awa", "why": "one crack"} | {option: said}
    with pytest.raises(UsageError, match=f"--{option} is empty"):
        decide(index, query, "facebook/1", "same", **words)
    assert index.engine.decisions([sha256(query.read_bytes()).hexdigest()]) == ()


@pytest.mark.parametrize("verdict", ["", "maybe", "SAME"])
def test_what_is_no_decision_is_refused(index: OpenIndex, query: Path, verdict: str):
    with pytest.raises(UsageError, match="say same or different"):
        decided(index, query, "facebook/1", verdict)


def test_words_that_are_no_text_are_kept_as_text(index: OpenIndex, query: Path):
    name = b"caf\xe9".decode("utf-8", "surrogateescape")
    report = decide(index, query, "facebook/1", "same", by=name, why=name)
    assert (report.decision.by, report.decision.why) == (r"caf\xe9", r"caf\xe9")


def test_an_index_that_is_open_for_reading_remembers_nothing(
    index: OpenIndex, index_path: Path, query: Path
):
    with open_index(index_path) as reading, pytest.raises(StoreError, match="cannot be written"):
        decided(reading, query, "facebook/1", "same")


def urls(matches: object) -> list[str]:
    return [each.posting.url for match in matches for each in match.sightings]
