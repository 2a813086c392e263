"""Chains of forwards, reposts and quotes: followed as far as they are known, and always ended."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.checks import chains as module
from provenance.checks.chains import chains, named_origins
from provenance.model.moment import Clock
from provenance.model.origin import PassedOn, Relay
from provenance.model.posting import Posting, Sighting
from provenance.model.travel import Chain, Trace
from tests.builders import a_moment, a_posting, a_sighting

NAMES = "abcdef"


def repost(of: str) -> PassedOn:
    return PassedOn(Relay.REPOST, "x", of)


def a_post(name: str, *origins: PassedOn, **stated) -> Posting:
    account, platform = stated.pop("account", name), stated.pop("platform", "x")
    return a_posting(platform=platform, native_id=name, account=account, origins=origins, **stated)


def index_of(*postings: Posting) -> dict[PassedOn, tuple[str, Posting]]:
    """Give what an index that holds these answers for their origins."""
    held = {p.native_id: (p.key(""), p) for p in postings}
    return {o: held[o.native_id] for o in named_origins(postings) if o.native_id in held}


def followed(*own: Posting, others: tuple[Posting, ...] = ()) -> tuple[Chain, ...]:
    sightings: list[Sighting] = [a_sighting(each) for each in own]
    return chains(sightings, index_of(*own, *others))[0]


def ways(found: tuple[Chain, ...]) -> list[str]:
    """Write each chain as the names of what passes on, and where it ends."""
    return [
        "".join(step.passing.posting.native_id for step in chain.steps)
        + f">{chain.steps[-1].trace}"
        for chain in found
    ]


def test_a_repost_leads_to_its_original():
    ((step,),) = (chain.steps for chain in followed(a_post("a", repost("b")), a_post("b")))
    assert step.trace is Trace.KNOWN
    assert [each.posting.native_id for each in step.originals] == ["b"]


def test_an_original_that_is_not_there_is_said_to_be_absent():
    assert ways(followed(a_post("a", repost("b")))) == ["a>absent"]


def test_an_original_that_shows_another_picture_is_followed_all_the_same():
    others = (a_post("b", PassedOn(Relay.QUOTE, "x", "c")), a_post("c"))
    assert ways(followed(a_post("a", repost("b")), others=others)) == ["ab>known"]


def test_a_chain_begins_where_nothing_passes_it_on():
    own = (a_post("b", repost("c")), a_post("a", repost("b")), a_post("c"))
    assert ways(followed(*own)) == ["ab>known"]


def test_two_postings_that_pass_on_the_same_are_two_chains():
    own = (a_post("a", repost("c")), a_post("b", repost("c")), a_post("c"))
    assert sorted(ways(followed(*own))) == ["a>known", "b>known"]


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ([("a", "a")], "a>circle"),
        ([("a", "b"), ("b", "a")], "ab>circle"),
        ([("a", "b"), ("b", "c"), ("c", "b")], "abc>circle"),
    ],
)
def test_a_circle_ends(own: list[tuple[str, str]], expected: str):
    (found,) = ways(followed(*(a_post(name, repost(of)) for name, of in own)))
    assert sorted(found) == sorted(expected)


def test_a_posting_may_pass_on_several():
    own = (a_post("a", repost("b"), PassedOn(Relay.QUOTE, "x", "c")), a_post("b"), a_post("c"))
    assert ways(followed(*own)) == ["a>known", "a>known"]


def test_an_original_that_two_sources_name_is_followed_once():
    named = PassedOn(Relay.REPOST, "x", "b", account="ben")
    assert len(followed(a_post("a", repost("b"), named), a_post("b"))) == 1


def test_a_long_chain_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "MOST_STEPS", 3)
    own = [a_post(name, repost(of)) for name, of in pairwise("abcdef")]
    assert ways(followed(*own)) == ["abc>cut", "de>absent"]


def test_more_chains_than_can_be_read_are_not_all_given(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "MOST_CHAINS", 2)
    own = [a_sighting(a_post(name, repost("z"))) for name in "abc"]
    found, whole = chains(own, {})
    assert (len(found), whole) == (2, False)


FORWARD = PassedOn(Relay.FORWARD, "telegram", account="Awa")


def test_a_forward_that_names_an_account_leads_to_its_postings_of_the_picture():
    own = (
        a_post("a", FORWARD, platform="telegram", posted="2023-11-18"),
        a_post("b", platform="telegram", account="Awa", posted="2023-11-16"),
        a_post("c", platform="telegram", account="Awa", posted="2023-11-30"),
        a_post("d", platform="x", account="Awa", posted="2023-11-16"),
    )
    ((step,),) = (chain.steps for chain in followed(*own))
    assert step.trace is Trace.BY_NAME
    assert [each.posting.native_id for each in step.originals] == ["b"]


def test_the_time_that_a_forward_states_of_its_original_rules_others_out():
    stated = (
        a_moment("2023-11-18T10:00:00Z"),
        a_moment("2023-11-16T10:00:00Z", Clock.FORWARDED_ORIGINAL),
    )
    own = (
        a_post("a", FORWARD, platform="telegram", moments=stated),
        a_post("b", platform="telegram", account="Awa", posted="2023-11-16T10:00:00Z"),
        a_post("c", platform="telegram", account="Awa", posted="2023-11-15T10:00:00Z"),
    )
    ((step,),) = (chain.steps for chain in followed(*own))
    assert [each.posting.native_id for each in step.originals] == ["b"]
    assert step.stated == stated[1]


def test_of_many_postings_of_an_account_the_first_are_given(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "MOST_NAMED", 2)
    days = ("2023-11-16", "2023-11-13", "2023-11-14")
    own = [a_post(day, platform="telegram", account="Awa", posted=day) for day in days]
    forward = a_post("z", FORWARD, platform="telegram", posted="2023-11-20")
    ((step,),) = (chain.steps for chain in followed(forward, *own))
    assert [each.posting.native_id for each in step.originals] == ["2023-11-13", "2023-11-14"]
    assert step.more


def test_an_account_whose_postings_are_not_known_is_absent():
    assert ways(followed(a_post("a", FORWARD, platform="telegram"))) == ["a>absent"]


def test_the_time_of_an_original_alone_says_that_there_is_one():
    moments = (a_moment(), a_moment("2023-11-16", Clock.FORWARDED_ORIGINAL))
    ((step,),) = (chain.steps for chain in followed(a_post("a", moments=moments)))
    assert (step.trace, step.stated) == (Trace.ABSENT, moments[1])


def test_a_quote_has_no_time_of_its_original():
    moments = (a_moment(), a_moment("2023-11-16", Clock.FORWARDED_ORIGINAL))
    posting = a_post("a", PassedOn(Relay.QUOTE, "x", "b"), moments=moments)
    ((step,),) = (chain.steps for chain in followed(posting))
    assert step.stated is None


def test_a_posting_that_passes_nothing_on_is_in_no_chain():
    assert followed(a_post("a")) == ()


graphs = st.dictionaries(
    st.sampled_from(NAMES), st.lists(st.sampled_from(NAMES), max_size=2, unique=True), max_size=6
)


@given(graphs)
def test_every_chain_ends_and_every_posting_that_passes_on_is_in_one(
    graph: dict[str, list[str]],
) -> None:
    own = [a_post(name, *map(repost, of)) for name, of in graph.items()]
    found = followed(*own)
    assert {step.passing.posting.native_id for chain in found for step in chain.steps} == {
        name for name, of in graph.items() if of
    }
    for chain in found:
        keys = [step.passing.key for step in chain.steps]
        assert len(set(keys)) == len(keys)
        for step, after in pairwise(chain.steps):
            assert (step.trace, step.originals) == (Trace.KNOWN, (after.passing,))


@given(graphs)
def test_the_chains_do_not_depend_on_the_order_of_the_postings(
    graph: dict[str, list[str]],
) -> None:
    own = [a_post(name, *map(repost, of)) for name, of in graph.items()]
    assert followed(*own) == followed(*reversed(own))
