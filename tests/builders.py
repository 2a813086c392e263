"""The only way that tests make domain values: every argument has a plain default."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from provenance.model.alignment import Alignment
from provenance.model.case import (
    Case,
    Claim,
    Coverage,
    Earliest,
    Examination,
    Place,
    Rejected,
)
from provenance.model.comparison import Comparison, Drawn, Side, Tried
from provenance.model.decision import Decision, Verdict
from provenance.model.finding import Finding
from provenance.model.fingerprint import ExaminedFrame, Fingerprint
from provenance.model.geometry import Box
from provenance.model.match import (
    BY_EMBEDDING,
    BY_KEYPOINTS,
    Match,
    Relation,
    Strength,
    Transform,
)
from provenance.model.media import Frame, Location, Media, Role
from provenance.model.metadata import Block, Metadata, Position, State
from provenance.model.moment import Basis, Clock, Moment, Trust, moment
from provenance.model.origin import PassedOn
from provenance.model.posting import Collection, Failed, Posting, Sighting, Skipped
from provenance.model.report import (
    CheckRun,
    DecisionReport,
    ExtendReport,
    IndexIdentity,
    IngestReport,
    LookupReport,
    Report,
    Subject,
    Thresholds,
    Tool,
)

SHA_A = "a" * 64
SHA_B = "b" * 64
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
TOOL = Tool("provenance", "0.0.0-test", (("pillow", "1.2"),))
INDEX = IndexIdentity("archive.db", 1)
THRESHOLDS = Thresholds(pdq_strong=48, pdq_possible=48, phash_possible=8, min_quality=50)


def a_moment(
    stated: str = "2023-11-17T10:00:00Z",
    clock: Clock = Clock.POSTED,
    basis: Basis = Basis.LIST,
    trust: Trust = Trust.SELF_ASSERTED,
) -> Moment:
    return moment(stated, clock, basis, trust)


def a_media(sha256: str = SHA_A, *, width: int = 1200, height: int = 800) -> Media:
    return Media(sha256, 123_456, "image/jpeg", width, height, 1)


def a_frame(sha256: str = SHA_A) -> Frame:
    return Frame(sha256, 0, 0.0, Role.IMAGE)


def a_fingerprint(value: bytes = bytes(range(32)), *, quality: int = 100) -> Fingerprint:
    return Fingerprint("pdq-256", value, quality)


def a_posting(
    posted: str | None = "2023-11-17T10:00:00Z",
    *,
    platform: str = "facebook",
    native_id: str = "1",
    url: str = "https://facebook.example/1",
    account: str = "account-1",
    text: str = "women facing the wall",
    moments: tuple[Moment, ...] | None = None,
    languages: tuple[str, ...] = (),
    origins: tuple[PassedOn, ...] = (),
) -> Posting:
    if moments is None:
        moments = (a_moment(posted),) if posted else ()
    return Posting(platform, native_id, url, account, text, moments, languages, origins)


def a_collection(source: str = "csv", path: str = "list.csv") -> Collection:
    return Collection(source, path, SHA_B, NOW, "provenance 0.0.0-test")


def a_sighting(posting: Posting | None = None, sha256: str = SHA_B) -> Sighting:
    posting = posting or a_posting()
    return Sighting(sha256, posting.key(sha256), posting, ("album/1.jpg",), (a_collection(),))


def a_match(
    *sightings: Sighting,
    sha256: str = SHA_B,
    strength: Strength = Strength.STRONG,
    relation: Relation = Relation.SAME_PICTURE,
    distance: int = 4,
    transform: Transform | None = None,
    decision: Decision | None = None,
    differing: tuple[Box, ...] = (),
) -> Match:
    exact = strength is Strength.EXACT
    return Match(
        media=a_media(sha256),
        strength=strength,
        relation=Relation.SAME_BYTES if exact else relation,
        method="sha256" if exact else "pdq-256",
        distance=0 if exact else distance,
        threshold=0 if exact else 48,
        transform=transform or Transform(scale=1.0),
        query_frame=a_frame(),
        match_frame=a_frame(sha256),
        sightings=sightings or (a_sighting(),),
        decision=decision,
        differing=differing,
    )


EMBEDDING_MATCH = replace(
    a_match(relation=Relation.UNKNOWN),
    strength=Strength.POSSIBLE,
    method=BY_EMBEDDING,
    distance=290,
    threshold=400,
)
"""A match that a network alone thinks alike."""

KEYPOINT_MATCH = replace(
    a_match(
        transform=Transform(crop_match=Box(0.25, 0.25, 0.75, 0.75), scale=2.0),
        differing=(Box(0.0, 0.8, 1.0, 1.0),),
    ),
    method=BY_KEYPOINTS,
    distance=39,
    threshold=10,
    alignment=Alignment((2.0, 0, 0, 0, 2.0, 0, 0, 0, 1.0), 39, ((0.1, 0.1, 0.2, 0.2),), False),
)
"""A match whose query shows the middle quarter of the indexed picture, under a caption."""


def a_decision(
    verdict: Verdict = Verdict.SAME,
    *,
    one: str = SHA_A,
    other: str = SHA_B,
    by: str = "Awa",
    why: str = "the same crack in the wall",
    decided_at: datetime = NOW,
) -> Decision:
    return Decision.on(one, other, verdict, by, why, decided_at)


def a_metadata(
    captured: Moment | None = None,
    *,
    position: Position | None = None,
    software: str = "",
    device: str = "",
    state: State = State.PRESENT,
) -> Metadata:
    reason = "the EXIF block is cut short" if state is State.UNREADABLE else ""
    return Metadata(
        (Block("exif", state, (), reason),),
        captured=captured,
        captured_from="EXIF:DateTimeOriginal" if captured else "",
        position=position,
        software=software,
        device=device,
    )


def captured(stated: str) -> Moment:
    return moment(stated, Clock.CAPTURED, Basis.EXIF, Trust.SELF_ASSERTED)


def a_claim(time: str | None = None, place: Place | None = None) -> Claim:
    when = moment(time, Clock.CLAIMED, Basis.OPERATOR, Trust.SELF_ASSERTED) if time else None
    return Claim(when, place)


KIDAL = Place("Kidal, Mali", Position(18.4411, 1.4078), 25.0)


def an_examination(
    metadata: Metadata | None = None, *, path: str = "photo.jpg", quality: int = 100
) -> Examination:
    frame = ExaminedFrame(a_frame(), (a_fingerprint(quality=quality),), (), b"")
    absent = a_metadata(state=State.ABSENT)
    return Examination(Location(path), a_media(), (frame,), metadata or absent)


def a_coverage(media: int = 3, postings: int = 2) -> Coverage:
    span = (datetime(2012, 1, 4, tzinfo=UTC), datetime(2026, 11, 20, tzinfo=UTC))
    return Coverage(media, postings, *span, ("csv", "telegram"), media, media)


def a_case(
    *matches: Match,
    examination: Examination | None = None,
    claim: Claim | None = None,
    earliest: Earliest | None = None,
    undated: tuple[Rejected, ...] = (),
    coverage: Coverage | None = None,
    not_searched: tuple[Skipped, ...] = (),
    set_aside: tuple[Match, ...] = (),
) -> Case:
    return Case(
        examination or an_examination(),
        claim or Claim(),
        matches,
        earliest,
        undated,
        coverage or a_coverage(),
        not_searched,
        NOW,
        set_aside,
    )


def a_report(case: Case | None = None, *findings: Finding) -> Report:
    return Report(case or a_case(a_match()), findings, NOW, THRESHOLDS)


def a_run(
    *reports: Report, skipped: tuple[Skipped, ...] = (), failed: tuple[Failed, ...] = ()
) -> CheckRun:
    return CheckRun(TOOL, INDEX, reports, skipped, failed)


def a_lookup(*matches: Match, query: str = SHA_B) -> LookupReport:
    media = tuple(match.media for match in matches)
    return LookupReport(TOOL, INDEX, query, media, matches, (), (), None, a_coverage(), ())


def a_decision_report(
    *history: Decision, words: tuple[str, str] = ("a.jpg", "x/2")
) -> DecisionReport:
    made = history or (a_decision(),)
    subjects = (Subject(words[0], SHA_A, indexed=False), Subject(words[1], SHA_B, indexed=True))
    return DecisionReport(TOOL, INDEX, subjects, made[-1], made)


def an_extend(
    extended: int = 2, *, skipped: tuple[Skipped, ...] = (), failed: tuple[Failed, ...] = ()
) -> ExtendReport:
    return ExtendReport(TOOL, INDEX, extended, 0, 0, skipped, failed)


def an_ingest(
    added: int = 2, known: int = 1, *, skipped: tuple[Skipped, ...] = (), **changes: object
) -> IngestReport:
    report = IngestReport(TOOL, INDEX, "folder", added, known, skipped, (), dry_run=False)
    return replace(report, **changes) if changes else report  # type: ignore[arg-type]


def an_alignment(mirrored: bool = False) -> Alignment:
    """The middle of B, a half of its width and height, is all of A."""
    pairs = tuple((x, y, 0.25 + x / 2, 0.25 + y / 2) for x in (0.1, 0.9) for y in (0.1, 0.5, 0.9))
    return Alignment((0.5, 0, 0.25, 0, 0.5, 0.25, 0, 0, 1), 6, pairs, mirrored=mirrored)


def a_comparison(
    match: Match | None = None,
    *,
    paths: tuple[str, str] = ("a.jpg", "b.jpg"),
    not_compared: tuple[Skipped, ...] = (),
    lying: Alignment | None = None,
) -> Comparison:
    tried = (Tried("pdq-256", 4, 48), Tried("phash-64", None, 8), Tried("keypoints", 0, 10))
    pictures = Drawn(
        b"\xff\xd8 A", b"\xff\xd8 B", *((b"\xff\xd8 laid", b"\xff\xd8 apart") * bool(lying))
    )
    return Comparison(
        TOOL,
        Side(Location(paths[0]), a_media()),
        Side(Location(paths[1]), a_media(SHA_B)),
        match,
        lying,
        tried,
        not_compared,
        pictures,
    )
