"""All that a file says about itself; needs no index and decodes no more than it must."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from functools import partial
from pathlib import Path

from provenance import metadata
from provenance.errors import InputError, UnsupportedMedia
from provenance.media import decoder, formats, reader
from provenance.media.hidden import HIDING, hidden_text
from provenance.media.limits import Limits
from provenance.metadata.credentials import with_credentials
from provenance.metadata.exiftool_names import exiftool_name
from provenance.metadata.sensitive import is_sensitive
from provenance.model.embedded import HiddenPicture
from provenance.model.media import Location
from provenance.model.metadata import (
    Block,
    Disagreement,
    Metadata,
    Segments,
    State,
    Tag,
    Told,
)
from provenance.settings import Settings
from provenance.workflows.examine import limits_of, of_video
from provenance.workflows.inside import (
    inside_of,
    named_only,
    not_looked_at,
    of_picture,
)
from provenance.workflows.workers import limited

_CONTAINERS = {"mov", "matroska", "avi"}
"""Videos of which there is a reader of metadata, by FFmpeg's name of the demuxer."""


def tell(path: str | Path, settings: Settings) -> Told:
    """Read the metadata of a picture in a limited process; raises `InputError` in its kinds.

    Pixels that are damaged do not matter, as long as the header can be read.
    """
    decoder.prepare()
    location = Location(os.fspath(path))
    limits = limits_of(settings)
    try:
        found = limited(partial(_told, limits), location, limits)
    except InputError as error:
        said = str(error)
        raise (
            error if location.display in said else type(error)(f"{location.display}: {said}")
        ) from error
    if found.media_type in {form.media_type for form in HIDING}:
        found = _with_hidden(found, location, limits)
    return _looked_into(found, location, limits) if found.embedded else found


def _told(limits: Limits, location: Location) -> Told:
    return told_of(location, reader.read(location, limits.file_bytes), limits)


def _with_hidden(said: Told, location: Location, limits: Limits) -> Told:
    """Add the text that lies in the pixels; in a process of its own, as below."""
    try:
        text = limited(partial(_hidden, limits), location, limits)
        found = metadata.PixelText().parse(Segments(hidden=text))
    except InputError as error:
        why = str(error).removeprefix(f"{location.display}: ")
        found = Block(
            metadata.PixelText.kind, State.UNREADABLE, reason=f"the pixels cannot be decoded: {why}"
        )
    blocks = (found if each.kind == found.kind else each for each in said.metadata.blocks)
    return replace(said, metadata=replace(said.metadata, blocks=tuple(blocks)))


def _hidden(limits: Limits, location: Location) -> str | None:
    return hidden_text(location, reader.read(location, limits.file_bytes), limits)


def _looked_into(said: Told, location: Location, limits: Limits) -> Told:
    """Say what the embedded pictures are to the visible one, which must be decoded for that.

    In a process of its own: what the decoder dies of must not cost us the metadata.
    """
    try:
        pictures = limited(partial(_inside, limits), location, limits)
    except InputError as error:
        why = str(error).removeprefix(f"{location.display}: ")
        return replace(said, embedded=not_looked_at(said.embedded, why))
    return replace(said, embedded=pictures)


def _inside(limits: Limits, location: Location) -> tuple[HiddenPicture, ...]:
    return inside_of(location, reader.read(location, limits.file_bytes), limits)


def told_of(location: Location, data: bytes, limits: Limits) -> Told:
    """Read the metadata of bytes in this very process; raises as `tell` does.

    Embedded pictures are named, and not decoded.
    """
    form = formats.recognise(location, data)
    if isinstance(form, formats.VideoFormat):
        if form.demuxer not in _CONTAINERS:
            raise UnsupportedMedia(
                f"{location.display}: is a {form.media_type}, whose metadata cannot be read; "
                "give a picture, or an MP4, MOV, 3GP, Matroska, WebM or AVI"
            )
        segments, broken = of_video(data, form), ""
    else:
        segments, broken = of_picture(location, data, form, limits)
    read = metadata.read(segments)
    if broken:
        remark = f"The picture itself cannot be opened: {broken}."
        read = replace(read, remarks=(remark, *read.remarks))
    pictures, left = metadata.embedded_in(segments)
    if left:
        more = f"{left} more embedded pictures were not looked at."
        read = replace(read, remarks=(*read.remarks, more))
    said = _renamed(with_credentials(read, data, form.media_type))
    names = (tag.name for block in said.blocks for tag in block.tags)
    sensitive = tuple(sorted({name for name in names if is_sensitive(name)}))
    sha256 = hashlib.sha256(data).hexdigest()
    named = named_only(pictures, "it was not compared with the visible picture")
    return Told(location.display, sha256, form.media_type, said, sensitive, embedded=named)


def _renamed(said: Metadata) -> Metadata:
    """Name everything as ExifTool does."""
    return replace(
        said,
        blocks=tuple(replace(block, tags=_tags(block)) for block in said.blocks),
        captured_from=exiftool_name(said.captured_from),
        captures=tuple(replace(each, tag=exiftool_name(each.tag)) for each in said.captures),
        disagreements=tuple(map(_named, said.disagreements)),
    )


def _tags(block: Block) -> tuple[Tag, ...]:
    return tuple(Tag(exiftool_name(tag.name), tag.value) for tag in block.tags)


def _named(disagreement: Disagreement) -> Disagreement:
    statements = (replace(each, by=exiftool_name(each.by)) for each in disagreement.statements)
    return Disagreement(exiftool_name(disagreement.what), tuple(statements))
