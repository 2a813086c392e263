"""The blocks that ImageMagick hides in the text chunks of a PNG, as digits."""

from __future__ import annotations

from provenance.metadata.guarded import Unreadable
from provenance.model.metadata import Segments

_START = "Raw profile type "


def profiles(segments: Segments, *kinds: str) -> list[bytes]:
    """Give the profiles of these kinds (`iptc`, `8bim`): a name, a length, then lines of digits.

    Raises `Unreadable` where they are no digits.
    """
    wanted = {_START + kind for kind in kinds}
    try:
        return [
            bytes.fromhex("".join(text.split("\n")[3:]))
            for key, text in segments.text
            if key in wanted
        ]
    except ValueError as error:
        raise Unreadable(f"the {kinds[0]} text chunk of the PNG is not hexadecimal") from error
