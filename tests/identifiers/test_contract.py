"""What every kind of identifier must hold to, whatever it is asked about."""

from __future__ import annotations

import builtins
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.identifiers import ALIASES, IDENTIFIERS, platform_named, platforms, read
from provenance.identifiers.interface import Identifier
from provenance.identifiers.subject import Subject
from provenance.model.moment import Basis, Clock, Trust
from provenance.model.reading import Reading, Unread
from tests.identifiers.asking import NOW, at

NEVER_SAID = re.compile("fake|authentic|original|verdict|genuine|proof|proves", re.IGNORECASE)
HOSTILE = (
    *("", " ", "\x00", "\ud800", "\u202e", "../../etc/passwd", "-1", "0", "١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦٧٨"),
    *("9" * 14, "9" * 19, "9" * 20, "9" * 4000, "9" * 100_000, "[" * 4000, "]" * 4000, "/" * 4000),
    *("-" * 11, "_" * 15, "z" * 13, "Z" * 27, "f" * 24, "7" + "Z" * 25, "a." * 2000, "@" * 4000),
    *("https://", "https://[::1", "at://", "urn:", "x.com", "x.com/", "https://x.com/a/status/"),
    *("IMG-99999999-WA0000.jpg", "PXL_20231399_996199999.jpg", "FB_IMG_9999999999999.jpg"),
    *("photo_1@31-02-2023_25-61-61.jpg", "WhatsApp Image 0000-00-00 at 99.99.99 PM.jpg"),
    *("ffffffff-ffff-1fff-bfff-ffffffffffff", "00000000-0000-7000-8000-000000000000"),
)
EXAMPLES = [each.text for kind in IDENTIFIERS for each in kind.examples]

every_kind = pytest.mark.parametrize("kind", IDENTIFIERS, ids=lambda kind: kind.name)


def mutated(text: str) -> st.SearchStrategy[str]:
    """A text with a piece of it replaced by anything."""
    places = st.integers(0, len(text))
    return st.builds(
        lambda start, end, put: text[: min(start, end)] + put + text[max(start, end) :],
        places,
        places,
        st.text(max_size=5) | st.text("0123456789aZ_-./:@", max_size=5),
    )


any_text = (
    st.text(st.characters(exclude_categories=()))
    | st.sampled_from(EXAMPLES).flatmap(mutated)
    | st.text("0123456789", min_size=10, max_size=40)
    | st.text("0123456789abcdefABCDEFz_-", min_size=9, max_size=40)
    | st.sampled_from(HOSTILE)
)


@every_kind
def test_a_kind_says_what_it_is(kind: Identifier) -> None:
    assert kind.platforms
    assert kind.formula
    assert kind.since.tzinfo is not None
    assert kind.meaning[0].isupper()
    assert kind.meaning[-1] == "."
    assert NEVER_SAID.search(kind.meaning) is None


@every_kind
def test_a_kind_has_examples_and_reads_them_as_stated(kind: Identifier) -> None:
    assert kind.examples
    for example in kind.examples:
        answer = kind.read(Subject.of(example.text), "")
        assert answer is not None
        if isinstance(answer, Unread):
            assert answer.carries_no_time
            assert not example.earliest
            continue
        moment = answer.moment
        assert moment.earliest == at(example.earliest)
        assert moment.latest == (at(example.latest) if example.latest else None)


@every_kind
def test_a_certain_example_is_read_by_its_kind_alone(kind: Identifier) -> None:
    for example in kind.examples:
        answer = read(example.text, "", NOW)
        if isinstance(answer, tuple) and answer[0].certain:
            assert [each.kind for each in answer] == [kind.name]
        elif isinstance(answer, tuple):
            assert kind.name in [each.kind for each in answer]
        else:
            assert answer.carries_no_time


@every_kind
@given(text=any_text)
@settings(max_examples=30)
def test_a_kind_never_raises(kind: Identifier, text: str) -> None:
    for platform in ("", kind.platforms[0]):
        answer = kind.read(Subject.of(text[:4096]), platform)
        assert answer is None or answer.text == text[:4096]


@every_kind
@given(text=any_text)
@settings(max_examples=30)
def test_a_reading_says_where_its_time_comes_from(kind: Identifier, text: str) -> None:
    answer = kind.read(Subject.of(text[:4096]), "")
    if isinstance(answer, Reading):
        assert answer.kind == kind.name
        assert answer.platform in kind.platforms
        moment = answer.moment
        assert moment.stated
        assert moment.stated in text
        assert moment.earliest is not None
        assert (moment.basis is Basis.IDENTIFIER) == (moment.clock is Clock.ID_CREATED)
        assert (moment.basis is Basis.FILE_NAME) == (moment.trust is Trust.FROM_NAME)
        assert NEVER_SAID.search(answer.meaning) is None


@every_kind
@given(text=any_text)
@settings(max_examples=30)
def test_a_kind_is_pure(kind: Identifier, text: str) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise AssertionError("an identifier opens no file")

    subject = Subject.of(text[:4096])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(builtins, "open", refuse)
        assert kind.read(subject, "") == kind.read(subject, "")


@given(any_text, st.sampled_from(["", *platforms()]))
def test_every_text_has_readings_or_a_reason(text: str, platform: str) -> None:
    answer = read(text, platform, NOW)
    if isinstance(answer, Unread):
        assert answer.text == text
        assert answer.reason
    else:
        assert {each.text for each in answer} == {text}
        assert len({each.certain for each in answer}) == 1
        for each in answer:
            assert each.moment.earliest is not None
            assert each.moment.earliest.year <= NOW.year


@pytest.mark.parametrize("text", HOSTILE)
def test_what_means_nothing_is_given_a_reason(text: str) -> None:
    answer = read(text, "", NOW)
    assert isinstance(answer, Unread)
    assert not answer.carries_no_time or answer.platform


@pytest.mark.parametrize("alias", ALIASES)
def test_an_alias_leads_to_a_platform_and_is_none_itself(alias: str) -> None:
    assert platform_named(alias) in platforms()
    assert alias not in platforms()
