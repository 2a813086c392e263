"""The ids that a file carries of itself and of what it was made from: keys to its relatives."""

from __future__ import annotations

import re

from provenance.model.metadata import Metadata
from provenance.model.posting import JoinKey

_KINDS = {
    "XMP-xmpMM:InstanceID": "xmp-instance",
    "XMP-xmpMM:DocumentID": "xmp-document",
    "XMP-xmpMM:OriginalDocumentID": "xmp-original",
    "XMP-xmpMM:DerivedFromDocumentID": "xmp-document",
    "XMP-xmpMM:DerivedFromInstanceID": "xmp-instance",
    "XMP-xmpMM:DerivedFromOriginalDocumentID": "xmp-original",
    "EXIF:ImageUniqueID": "image-id",
    "IPTC:SpecialInstructions": "fbmd",
}
KINDS = frozenset(_KINDS.values())

_SHORTEST = 16
_ID = re.compile(r"[\w:.{}-]+", re.ASCII)
_EMPTY = re.compile(r"[0\W]*|.*0{16}.*", re.ASCII)
"""What programs write that have no id."""


def ids_of(said: Metadata) -> tuple[JoinKey, ...]:
    """Give the ids as join keys, each once; blank and short ones say nothing.

    Two files with one id of an instance hold the same save; with one id of a document they were
    made from the same file, or from the same template (XMP specification part 2, 2.2).
    """
    found: dict[JoinKey, None] = {}
    for block in said.blocks:
        for tag in block.tags:
            kind, value = _KINDS.get(tag.name, ""), tag.value.strip().lower()
            if kind and _is_id(kind, value):
                found[JoinKey(kind, value)] = None
    return tuple(found)


def _is_id(kind: str, value: str) -> bool:
    if len(value) < _SHORTEST or _ID.fullmatch(value) is None or _EMPTY.fullmatch(value):
        return False
    return kind != "fbmd" or value.startswith("fbmd")
