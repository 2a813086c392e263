"""Reports: what was found is what became of it."""

from __future__ import annotations

from provenance.model.posting import Failed, Skipped
from tests.builders import an_ingest


def test_what_an_ingest_found_is_the_sum_of_its_four_outcomes() -> None:
    report = an_ingest(
        5, 3, skipped=(Skipped("a", "a video"),), failed=(Failed("b", "cut short"),) * 2
    )
    assert report.found == 5 + 3 + 1 + 2
