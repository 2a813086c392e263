"""Values as tags show them: text of a bounded length, and of a bounded number."""

from __future__ import annotations

from collections.abc import Iterable

from provenance.model.metadata import Tag

LONGEST = 1_000
MOST, MOST_VALUES = 1_000, 20_000
_BETWEEN = ", "


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

    More than 1,000 names, or more than 20,000 values, are not read; a tag `GROUP:Warning` says so,
    as ExifTool's does. A long list must not cost the names behind it.
    """
    gathered: dict[str, list[str]] = {}
    lengths: dict[str, int] = {}
    warning = ""
    for count, (name, value) in enumerate(pairs):
        if count == MOST_VALUES or (name not in gathered and len(gathered) == MOST):
            what = "values" if count == MOST_VALUES else "names"
            warning = f"only the first {count if what == 'values' else MOST:,} {what} are shown"
            break
        if lengths.get(name, 0) <= LONGEST:  # what is longer is cut anyway
            gathered.setdefault(name, []).append(value)
            lengths[name] = lengths.get(name, 0) + len(value) + len(_BETWEEN)
    tags = tuple(Tag(name, text_of(_BETWEEN.join(values))) for name, values in gathered.items())
    return (*tags, Tag(f"{group}:Warning", warning)) if warning else tags
