"""The facts that all tags of a file state together."""

from __future__ import annotations

from provenance.metadata.capture import Capture, capture_of
from provenance.metadata.contradictions import positions_apart, times_apart
from provenance.metadata.elsewhere import elsewhere_of
from provenance.metadata.place import place_of
from provenance.metadata.video_facts import video_facts
from provenance.model.metadata import Block, Metadata, StatedTime, ZoneState

_ORIGINAL, _DIGITIZED = "EXIF:DateTimeOriginal", "EXIF:DateTimeDigitized"
_POINTERS = {"IFD0:ExifOffset": "EXIF:", "IFD0:GPSInfo": "GPS:"}


def facts_of(blocks: tuple[Block, ...]) -> Metadata:
    """Gather when, where and with what; what is stated but not usable becomes a remark.

    EXIF comes first, then XMP and IPTC; of times, those of the picture before those of its
    digital form.
    """
    tags = {tag.name: tag.value.strip() for block in blocks for tag in block.tags}
    if not tags:
        return Metadata(blocks)
    elsewhere = elsewhere_of(tags)
    video = video_facts(tags)
    capture = capture_of(tags, elsewhere=bool(elsewhere.original or elsewhere.digitized))
    place = place_of(tags)
    originals = (*_stated(capture, _ORIGINAL), *elsewhere.original)
    captures = (*originals, *_stated(capture, _DIGITIZED), *elsewhere.digitized, *video.captures)
    positions = (*place.stated, *elsewhere.positions, *video.positions)
    first = captures[0] if captures else None
    return Metadata(
        blocks,
        captured=first.moment if first else None,
        captured_from=first.tag if first else "",
        zone=first.zone if first else ZoneState.UNKNOWN,
        position=next((each.position for each in positions if not each.unlikely), None),
        device=_device(tags.get("IFD0:Make", ""), tags.get("IFD0:Model", ""))
        or _device(*video.device),
        software=tags.get("IFD0:Software")
        or tags.get("IFD0:ProcessingSoftware", "")
        or video.software,
        remarks=(
            *capture.remarks,
            *place.remarks,
            *elsewhere.remarks,
            *video.remarks,
            *_lost(tags),
        ),
        captures=captures,
        positions=positions,
        disagreements=(*times_apart(originals), *positions_apart(positions)),
    )


def _stated(capture: Capture, tag: str) -> tuple[StatedTime, ...]:
    if capture.moment is None or capture.tag != tag:
        return ()
    return (StatedTime(capture.moment, capture.tag, capture.zone),)


def _device(make: str, model: str) -> str:
    if model.lower().startswith(make.lower()):
        return model
    return f"{make} {model}".strip()


def _lost(tags: dict[str, str]) -> tuple[str, ...]:
    """Say which directories the file points to and nothing could be read from."""
    return tuple(
        f"The file points to more tags ({pointer}), from which nothing could be read."
        for pointer, group in _POINTERS.items()
        if pointer in tags and not any(name.startswith(group) for name in tags)
    )
