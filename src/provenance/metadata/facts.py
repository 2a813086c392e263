"""The facts that all tags of a file state together."""

from __future__ import annotations

from provenance.metadata.capture import capture_of
from provenance.metadata.place import place_of
from provenance.model.metadata import Block, Metadata

_POINTERS = {"IFD0:ExifOffset": "EXIF:", "IFD0:GPSInfo": "GPS:"}


def facts_of(blocks: tuple[Block, ...]) -> Metadata:
    """Gather when, where and with what; what is stated but not usable becomes a remark."""
    tags = {tag.name: tag.value.strip() for block in blocks for tag in block.tags}
    if not tags:
        return Metadata(blocks)
    capture = capture_of(tags)
    place = place_of(tags)
    return Metadata(
        blocks,
        captured=capture.moment,
        captured_from=capture.tag,
        zone=capture.zone,
        position=place.position,
        device=_device(tags.get("IFD0:Make", ""), tags.get("IFD0:Model", "")),
        software=tags.get("IFD0:Software") or tags.get("IFD0:ProcessingSoftware", ""),
        remarks=(*capture.remarks, *place.remarks, *_lost(tags)),
    )


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
