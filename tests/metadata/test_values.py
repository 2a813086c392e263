"""Long lists and many names are bounded, and neither costs the other."""

from __future__ import annotations

from provenance.metadata.values import LONGEST, MOST, MOST_VALUES, joined


def test_a_long_list_does_not_hide_the_names_behind_it():
    keywords = [("IPTC:Keywords", f"keyword {number}") for number in range(5_000)]
    tags = {tag.name: tag.value for tag in joined([*keywords, ("IPTC:City", "Lund")], "IPTC")}
    assert tags["IPTC:City"] == "Lund"
    assert tags["IPTC:Keywords"].endswith("…")
    assert len(tags["IPTC:Keywords"]) == LONGEST + 1
    assert "IPTC:Warning" not in tags


def test_too_many_names_and_too_many_values_are_said():
    names = joined(((f"XMP-x:N{number}", "1") for number in range(MOST + 9)), "XMP")
    assert len(names) == MOST + 1
    assert names[-1].value == f"only the first {MOST:,} names are shown"
    values = joined((("XMP-x:A", "1") for _ in range(MOST_VALUES + 9)), "XMP")
    assert values[-1].value == f"only the first {MOST_VALUES:,} values are shown"
