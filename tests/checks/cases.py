"""Cases as a search would give them, and strategies for every kind of case."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st

from provenance.checks.earliest import earliest_appearance
from provenance.model.case import Case, Claim, Coverage, Nearby, Place, Surroundings
from provenance.model.match import Match, Relation, Strength
from provenance.model.metadata import Block, Metadata, Position, State, Tag, ZoneState
from provenance.model.moment import Basis, Clock, Moment, Trust
from provenance.model.posting import Posting, Sighting, Skipped
from provenance.model.reading import Reading
from tests.builders import (
    KIDAL,
    NOW,
    SHA_B,
    a_case,
    a_match,
    a_posting,
    a_sighting,
    an_examination,
)


def a_searched_case(
    *matches: Match,
    metadata: Metadata | None = None,
    claim: Claim | None = None,
    coverage: Coverage | None = None,
    not_searched: tuple[Skipped, ...] = (),
) -> Case:
    """A case whose earliest appearance was reasoned from its matches."""
    earliest, rejected = earliest_appearance(matches)
    return a_case(
        *matches,
        examination=an_examination(metadata),
        claim=claim,
        earliest=earliest,
        undated=() if earliest else rejected,
        coverage=coverage,
        not_searched=not_searched,
    )


def a_post(number: str, *moments: Moment, posted: str | None = None) -> Sighting:
    """A sighting of a posting of its own, told apart by its number."""
    url = f"https://social.example/{number}"
    posting = a_posting(posted, native_id=number, url=url, moments=moments or None)
    return a_sighting(posting)


def a_dated_match(posted: str, number: str = "1") -> Match:
    return a_match(a_post(number, posted=posted))


hours = st.integers(min_value=-5 * 365 * 24, max_value=5 * 365 * 24)
instants = hours.map(lambda number: NOW + timedelta(hours=number))
ends = st.none() | instants


clocks = st.sampled_from(Clock)


@st.composite
def moments(draw: st.DrawFn, clock: st.SearchStrategy[Clock] = clocks) -> Moment:
    start, end = draw(ends), draw(ends)
    if start and end and start > end:
        start, end = end, start
    stated = draw(st.sampled_from(["2023", "2023-11-17", "yesterday"]))
    basis, trust = draw(st.sampled_from(Basis)), draw(st.sampled_from(Trust))
    return Moment(draw(clock), start, end, stated, basis, trust)


postings = st.builds(
    Posting,
    platform=st.sampled_from(["", "facebook"]),
    native_id=st.sampled_from(["", "1", "2", "3", "4"]),
    url=st.sampled_from(["", "https://social.example/1"]),
    account=st.sampled_from(["", "account-1"]),
    moments=st.lists(moments(), max_size=3).map(tuple),
)
sightings = st.lists(
    st.builds(a_sighting, postings, st.sampled_from([SHA_B, "c" * 64])),
    max_size=6,
    unique_by=lambda sighting: sighting.posting_key,
)
"""As an index gives them: one sighting for each posting."""


@st.composite
def matches(draw: st.DrawFn) -> list[Match]:
    """Several matches, some of which may show the same posting."""
    known = draw(sightings)
    return [_match(draw, known) for _ in range(draw(st.integers(0, 4)))]


def _match(draw: st.DrawFn, known: list[Sighting]) -> Match:
    match = a_match(
        sha256=draw(st.sampled_from([SHA_B, "c" * 64])),
        strength=draw(st.sampled_from(Strength)),
        relation=draw(st.sampled_from(Relation)),
        distance=draw(st.integers(0, 48)),
    )
    shown = st.lists(st.sampled_from(known), max_size=4) if known else st.just([])
    return replace(match, sightings=tuple(draw(shown)))


NAMES = [
    *("IFD0:Software", "XMP-xmp:CreatorTool", "IFD0:Make", "IFD0:Model", "IFD0:DateTime"),
    *("EXIF:DateTimeOriginal", "EXIF:ExifImageWidth", "EXIF:ExifImageLength", "EXIF:FNumber"),
    *("EXIF:ExposureTime", "EXIF:ISOSpeedRatings", "EXIF:BodySerialNumber", "GPS:GPSTimeStamp"),
    *("GPS:GPSLatitude", "GPS:GPSDateStamp", "GPS:GPSAltitude", "GPS:GPSImgDirection"),
    *("GPS:GPSHPositioningError", "XMP-photoshop:DateCreated", "IPTC:DateCreated", "IPTC:Credit"),
    *("XMP-xmpMM:OriginalDocumentID", "XMP-photoshop:DocumentAncestors", "XMP-crs:HasCrop"),
    *("XMP-crs:CropLeft", "XMP-crs:CropRight", "XMP-camera:MotionPhoto", "XMP:Warning"),
    *("XMP-dcterms:Provenance", "File:EncodingProcess", "File:Comment", "File:Warning"),
    *("Trailer:Bytes", "ICC-header:ProfileClass", "ICC_Profile:ProfileDescription"),
    *("IPTC:Caption-Abstract", "XMP-iptcExt:DigitalSourceType", "JUMBF:JUMDLabel"),
]
VALUES = [
    *("Adobe Photoshop 22.0", "GIMP 2.10", "Ver.1.00", "13.4.1", "Apple", "iPhone X", "true", "c2"),
    *("2019:08:11 14:02:00", "1970:01:01 00:00:00", "2038-01-19T03:14:07Z", "20190811", "scnr"),
    *("0", "1", "-1", "1/0", "7/2", "1e400", "[12, 30, 7/2]", "[1, 2]", "100000", "nan", "c2pa"),
    *("Progressive DCT, Huffman coding", "the JPEG has no end: it is cut short", "xmp.did:1"),
    *("2 XMP packets; only the first was read", "Screenshot", "Made with Google AI", "", "١٢"),
]
tags = st.builds(Tag, st.sampled_from(NAMES), st.sampled_from(VALUES))
blocks = st.sampled_from(State).flatmap(
    lambda state: st.builds(
        Block,
        st.sampled_from(["exif", "xmp"]),
        st.just(state),
        st.lists(tags, max_size=8).map(tuple),
        st.just("the block is cut short" if state is State.UNREADABLE else ""),
    )
)
metadatas = st.builds(
    Metadata,
    st.lists(blocks, max_size=2).map(tuple),
    captured=st.none() | moments(st.just(Clock.CAPTURED)),
    captured_from=st.just("EXIF:DateTimeOriginal"),
    zone=st.sampled_from(ZoneState),
    position=st.none() | st.builds(Position, st.floats(-90, 90), st.floats(-180, 180)),
    device=st.sampled_from(["", "Canon EOS 40D"]),
    software=st.sampled_from(["", "Adobe Photoshop Lightroom 6", "13.4.1"]),
    remarks=st.lists(st.just("its clock was never set"), max_size=1).map(tuple),
)
claims = st.builds(Claim, st.none() | moments(st.just(Clock.CLAIMED)), st.none() | st.just(KIDAL))
coverages = st.builds(Coverage, st.integers(0, 3), st.integers(0, 3), ends, ends, st.just(("csv",)))
not_searched = st.lists(
    st.builds(Skipped, st.just("perceptual hashes"), st.just("the picture is too flat")), max_size=7
).map(tuple)
offsets = st.none() | st.integers(-14, 14).map(lambda number: timedelta(hours=number))
surroundings = st.builds(
    Surroundings,
    nearest=st.none() | st.builds(Nearby, st.just("Kidal, Mali"), st.floats(0, 600)),
    zone=st.sampled_from(["", "Africa/Bamako"]),
    offset=offsets,
    claimed_offset=offsets,
    named=st.none() | st.just(Place("Berlin, Germany", Position(52.5, 13.4), 25.0)),
    named_from=st.just("IPTC:City"),
)
readings = st.lists(
    st.builds(
        Reading,
        st.just("IMG-20190811-WA0001.jpg"),
        st.just("whatsapp"),
        st.just("whatsapp-name"),
        moments(),
        st.just("received or sent"),
        st.booleans(),
    ),
    max_size=2,
).map(tuple)
cases = st.builds(
    lambda found, metadata, claim, coverage, skipped, around, names: replace(
        a_searched_case(
            *found, metadata=metadata, claim=claim, coverage=coverage, not_searched=skipped
        ),
        surroundings=around,
        readings=names,
    ),
    matches(),
    metadatas,
    claims,
    coverages,
    not_searched,
    surroundings,
    readings,
)
"""Any case at all, its earliest appearance reasoned from its matches."""
