"""Values as tags show them: text of a bounded length, and of a bounded number."""

from __future__ import annotations

from collections.abc import Iterable

from provenance.model.metadata import Tag

LONGEST = 1_000
MOST = 1_000


def text_of(value: str) -> str:
    """Give text without NULs, of at most 1,000 characters."""
    value = value.replace("\0", "").strip()
    return value if len(value) <= LONGEST else value[:LONGEST] + "…"


def decoded(raw: bytes) -> str:
    """Decode text that states no encoding: UTF-8, else Latin-1, which loses no byte."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def joined(pairs: Iterable[tuple[str, str]], group: str) -> tuple[Tag, ...]:
    """Make one tag of all values of a name, as ExifTool shows lists: `a, b`.

    More than 1,000 values are not shown; a tag `GROUP:Warning` says so, as ExifTool's does.
    """
    gathered: dict[str, list[str]] = {}
    for count, (name, value) in enumerate(pairs):
        if count == MOST:
            gathered[f"{group}:Warning"] = [f"only the first {MOST:,} values are shown"]
            break
        gathered.setdefault(name, []).append(value)
    return tuple(Tag(name, text_of(", ".join(values))) for name, values in gathered.items())
