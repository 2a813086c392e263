"""Reads fact-checks: answers of Google's Fact Check Tools, and ClaimReview of schema.org.

A fact-check is a posting of its own kind: of the platform `fact-check`, by its publisher. The day
of a claim is not that of a picture, so only the review is dated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from provenance.model.moment import Clock
from provenance.model.posting import Failed, Posting, Skipped
from provenance.sources.fields import Json, at, each, first, only, text
from provenance.sources.json_source import JsonSource
from provenance.sources.posted import File, Posted, attempted
from provenance.sources.times import LISTED, iso
from provenance.sources.trees import Tree


class FactCheck(JsonSource):
    """Reads reviews of claims; none of them holds a picture, so each is stored without one."""

    name = "fact-check"
    recognised_by = "reviews of claims (ClaimReview, or Fact Check Tools)"
    signs = (
        re.compile(rb'"(claimReview|ClaimReview|claimReviewed|claim_reviewed|claims)"'),
        re.compile(
            rb'"(reviewDate|datePublished|reviewRating|textualRating|claimReviewed|fact_check_url)"'
        ),
    )

    def postings(self, value: object, tree: Tree) -> Iterator[Posted | Skipped | Failed]:  # noqa: ARG002
        """Give each review of each claim."""
        found = list(_reviews(only(value)))
        if not found:
            raise ValueError("it holds no review of a claim")
        yield from found


def _reviews(value: Json) -> Iterator[Posted | Failed]:
    for result in [value, *each(value, "claims"), *each(value, "results"), *each(value, "@graph")]:
        claim = only(result, "claim") or result
        for review in each(claim, "claimReview"):
            yield attempted(f"review {text(review, 'url')}", partial(_of_tools, claim, review))
        if at(claim, "fact_check_url") is not None:
            yield attempted("review", partial(_of_table, claim))
        elif at(claim, "claimReviewed") is not None or text(claim, "@type") == "ClaimReview":
            yield attempted("review", partial(_of_schema, claim))


def _of_tools(claim: Json, review: Json) -> Posted:
    publisher = first(only(review, "publisher"), "site", "name")
    words = (text(review, "title"), text(claim, "text"), text(review, "textualRating"))
    return _posted(review, publisher, words, text(review, "reviewDate"))


def _of_schema(review: Json) -> Posted:
    author = first(only(review, "author"), "name", "url") or text(review, "author")
    rating = first(only(review, "reviewRating"), "alternateName", "ratingValue")
    words = (text(review, "name"), text(review, "claimReviewed"), rating)
    return _posted(review, author, words, text(review, "datePublished"))


def _of_table(row: Json) -> Posted:
    """Read a row of the tables that helpers of the Fact Check Tools make of their answers."""
    publisher = first(row, "fact_check_domain", "fact_check_author_name")
    rating = first(row, "review_rating_alternate_name", "review_rating_value")
    words = (text(row, "fact_check_title"), text(row, "claim_reviewed"), rating)
    review: Json = {"url": text(row, "fact_check_url")}
    return _posted(review, publisher, words, text(row, "fact_check_date_published"))


def _posted(review: Json, publisher: str, words: tuple[str, ...], stated: str) -> Posted:
    url = text(review, "url")
    if not url:
        raise ValueError("a review has no link")
    posting = Posting(
        platform="fact-check",
        url=url,
        account=publisher,
        text="\n".join(part for part in dict.fromkeys(words) if part),
        moments=iso(stated, Clock.POSTED, LISTED),
    )
    return Posted(posting, (File(),), url)
