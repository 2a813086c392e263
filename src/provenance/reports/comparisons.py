"""What `compare` says, for people at a terminal and for scripts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from provenance.model.comparison import Comparison, FramePair, Side, Tried
from provenance.model.geometry import Box, pixels
from provenance.model.match import BY_CLIP, BY_EMBEDDING, BY_KEYPOINTS, Match, Relation, Strength
from provenance.model.strip import Strip
from provenance.reports import beside, clip_words, facts, strip_lines
from provenance.reports.columns import fold
from provenance.reports.document import encode, made_with
from provenance.reports.facts import Fact
from provenance.reports.match_words import changes, cosine, is_whole
from provenance.reports.safe import safe_text
from provenance.reports.wording import counted

COMPARE = "provenance.compare/1"

NOTHING = "Nothing in common was found. This does not show that they are different pictures."

_RELATIONS = {
    Relation.SAME_BYTES: "The two files are the same bytes.",
    Relation.SAME_PICTURE: "A and B show the same picture.",
    Relation.EDITED_COPY: "A and B show the same picture, and a part of it differs.",
    Relation.SAME_SCENE: "A and B probably show the same scene, in two photographs or heavily "
    "edited.",
    Relation.SAME_LETTERING: "A and B have the same words, frame or screen of an app over "
    "different pictures.",
    Relation.UNKNOWN: "A and B have much in common; what they are to each other was not to be "
    "told.",
}
_COPIES = {Relation.SAME_PICTURE, Relation.EDITED_COPY}


def as_json(found: Comparison) -> str:
    """Write `provenance.compare/1`; boxes are shares of a picture, those that differ of A."""
    document: Fact = {
        "schema": COMPARE,
        "tool": made_with(found.tool),
        "a": _side(found.first),
        "b": _side(found.second),
        "match": found.match and _match(found, found.match),
        "compared": [
            {"method": each.method, "best": each.best, "threshold": each.threshold}
            for each in found.tried
        ],
        "frames_compared": {"a" if each.of_query else "b": _kept(each) for each in found.strips},
        "not_compared": facts.reasons(found.not_compared),
    }
    return encode(document, indent=2) + "\n"


def as_text(found: Comparison) -> str:
    """Write the answer, what it rests on, and what was not compared, in 80 columns."""
    return "".join(f"{line.rstrip()}\n" for line in _lines(found))


def answer(found: Comparison) -> str:
    """Say in a sentence what the two are to each other; never that they are different."""
    if found.match is None:
        return NOTHING
    said = _RELATIONS[found.match.relation]
    if clip_words.answered(found):
        said = clip_words.answered(found) + (
            f" {said}" if found.match.relation not in _COPIES else ""
        )
    possible = found.match.strength is Strength.POSSIBLE
    return f"Possibly: {said} Look at both yourself." if possible else said


def transformed(match: Match) -> str:
    """Say what was done to B to make A: "mirrored, scaled by 0.80"."""
    if match.method == BY_EMBEDDING:
        return "not known; a network does not tell"
    return ", ".join(changes(match.transform)) or "nothing; A lies on B as it is"


def parts(found: Comparison) -> Iterator[tuple[str, str]]:
    """Say which part of each picture is in the other one, as label and text."""
    if found.match is None:
        return
    transform = found.match.transform
    if transform.crop_match and not is_whole(transform.crop_match):
        yield "A shows this part of B", _part(transform.crop_match, found.second)
    if transform.crop_query and not is_whole(transform.crop_query):
        yield "B lies in this part of A", _part(transform.crop_query, found.first)
    if found.seen_share is not None:
        yield "share of B that A shows", f"{_percent(found.seen_share)} of its area"


def differing(found: Comparison) -> list[str]:
    """Give the parts of A that show something else than B does there, in pixels of A."""
    return [_part(box, found.first) for box in boxes_of(found)]


def boxes_of(found: Comparison) -> tuple[Box, ...]:
    """Give what differs between two copies; two photographs differ everywhere."""
    return found.match.differing if found.match and found.match.relation in _COPIES else ()


def evidence(found: Comparison) -> Iterator[tuple[str, str, str]]:
    """Give each way of comparing: what it is, what came of it, and what would make a match."""
    same = found.first.media.sha256 == found.second.media.sha256
    yield "SHA-256", "the same" if same else "not the same", "the same bytes"
    for each in found.tried:
        yield _tried(each)
    if found.match and found.match.agreement is not None:
        agreeing = f"{_percent(found.match.agreement)} of the blocks agree"
        yield "blocks of the aligned pictures", agreeing, "95 % for the same picture"


def _tried(tried: Tried) -> tuple[str, str, str]:
    if tried.method == BY_KEYPOINTS:
        said = "not compared" if tried.best is None else _agreeing(tried.best)
        return "keypoints that lie alike", said, f"{tried.threshold} needed"
    if tried.method == BY_CLIP:
        said = counted(tried.best, "frame of A", "frames of A") if tried.best else "none was found"
        return "stretch in common", said, f"{tried.threshold} frames in order needed"
    if tried.method == BY_EMBEDDING:
        said = "not compared" if tried.best is None else f"cosine {cosine(tried.best)}"
        return "a network (SSCD)", said, f"at least {cosine(tried.threshold)}"
    bits = tried.method.rpartition("-")[2]
    said = "not compared" if tried.best is None else f"{tried.best} of {bits} bits differ"
    return tried.method, said, f"at most {tried.threshold}"


def _agreeing(count: int) -> str:
    return f"{counted(count, 'keypoint agrees', 'keypoints agree')}" if count else "none agrees"


def _lines(found: Comparison) -> Iterator[str]:
    for name, side in (("A", found.first), ("B", found.second)):
        yield from fold(safe_text(side.location.display), " " * 3, first=f"{name}  ")
        media = side.media
        size = f"{media.width}x{media.height} pixels, {media.size_bytes:,} bytes"
        yield from _labelled("   ", f"{media.media_type} {size}")
        yield from _labelled("   ", f"SHA-256 {media.sha256}")
        for each in side.embedded:
            yield from _labelled("   ", f"embedded: {beside.in_full(each)}")
    yield ""
    yield from fold(answer(found))
    if found.match:
        yield from _labelled("  ", _closeness(found.match))
        if found.match.strength is not Strength.EXACT:
            yield from _labelled("  ", f"how B became A: {transformed(found.match)}")
    for label, text in (*clip_words.in_time(found), *parts(found)):
        yield from _labelled("  ", f"{label}: {text}")
    for text in differing(found):
        yield from _labelled("  ", f"differs: {text}")
    yield from strip_lines.bars(found.strips, "  ", clip_words.NAMES)
    yield from _pairs(found)
    yield ""
    yield "  what was compared"
    for what, said in clip_words.looked_at(found.strips):
        yield from _labelled("    ", f"{what}: {said}")
    for what, said, limit in evidence(found):
        yield from _labelled("    ", f"{what}: {said} ({limit})")
    for gap in found.not_compared:
        yield from _labelled("  ", f"not compared, {gap.where}: {gap.reason}")


def _pairs(found: Comparison) -> Iterator[str]:
    if found.pairs:
        yield ""
        yield "  frames that agree best"
    for pair in found.pairs:
        times = zip(clip_words.when_of(pair), ("A", "B"), strict=True)
        said = ", ".join(f"{at} of {name}" if at else name for at, name in times)
        yield f"    {said}: {clip_words.agreeing(pair)}"


def _closeness(match: Match) -> str:
    relation = match.relation.value.replace("-", " ")
    return f"strength {match.strength}, relation {relation}, found by {match.method}"


def _labelled(indent: str, text: str) -> list[str]:
    return fold(safe_text(text), f"{indent}  ", first=indent)


def _part(box: Box, side: Side) -> str:
    left, top, right, bottom = pixels(box, (side.media.width, side.media.height))
    return f"{right - left}x{bottom - top} pixels from x {left}, y {top}"


def _percent(share: float) -> str:
    """Write a share as a percentage, never rounded up to all of it or down to nothing."""
    whole = round(share * 100)
    if whole == 100 and share < 1:  # noqa: PLR2004 - percent
        return "over 99 %"
    return "under 1 %" if whole == 0 and share > 0 else f"{whole} %"


def _side(side: Side) -> Fact:
    return {
        "path": side.location.display,
        **facts.media(side.media),
        "embedded": [beside.listed(each) for each in side.embedded],
    }


def _match(found: Comparison, match: Match) -> Fact:
    return {
        "strength": match.strength,
        "relation": match.relation,
        "method": match.method,
        "distance": match.distance,
        "threshold": match.threshold,
        "agreement": facts.number(match.agreement),
        "inliers": match.alignment.inliers if match.alignment else None,
        "transform": facts.transform(match.transform),
        "seen_share": facts.number(found.seen_share),
        "differing": [facts.box(box) for box in match.differing],
        "frames": {
            "a": facts.frame(match.query_frame),
            "b": facts.frame(match.match_frame),
        },
        "clip": match.clip and asdict(match.clip),
        "more_clips": [asdict(each) for each in match.more_clips],
        "shown": match.shown and asdict(match.shown),
        "pairs": [_pair(each) for each in found.pairs],
    }


def _kept(strip: Strip) -> Fact:
    return {"count": strip.kept, "start_s": strip.start_s, "end_s": strip.end_s}


def _pair(pair: FramePair) -> Fact:
    return {
        "a": facts.frame(pair.first),
        "b": facts.frame(pair.second),
        "method": pair.method,
        "distance": pair.distance,
    }
