"""Whether two values say the same, whatever ExifTool's options were (`-n` or not)."""

from __future__ import annotations

import math
import re

_ORIENTATIONS = {
    "1": "horizontal (normal)",
    "2": "mirror horizontal",
    "3": "rotate 180",
    "4": "mirror vertical",
    "5": "mirror horizontal and rotate 270 cw",
    "6": "rotate 90 cw",
    "7": "mirror horizontal and rotate 90 cw",
    "8": "rotate 270 cw",
}
_OURS = {  # the words of exifread
    "horizontal (normal)": "1",
    "mirrored horizontal": "2",
    "rotated 180": "3",
    "mirrored vertical": "4",
    "mirrored horizontal then rotated 90 ccw": "5",
    "rotated 90 cw": "6",
    "mirrored horizontal then rotated 90 cw": "7",
    "rotated 90 ccw": "8",
}
_DATE = re.compile(r"^(\d{4})[-:](\d{2})[-:](\d{2})(?:[ T](.*))?$", re.DOTALL)
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?(?:/\d+)?")
_LISTED = re.compile(r"\[[-\d\s./,]+\]")  # numbers as exifread prints them
_PARTS = {"GPSLatitude", "GPSLongitude", "GPSTimeStamp"}
_ROUNDED = 1e-4
_SAME_PLACE = 1e-5
"""Of a degree, which is 1 m, and of an hour."""


def same(name: str, ours: str, theirs: str) -> bool:
    """Tell whether the values of a tag (`GPSLatitude`) differ in notation at most."""
    lists = [_plain(text).split(",") for text in (ours, theirs)]
    here, there = (", ".join(map(_plain, items)) for items in lists)
    if here == there:
        return True
    if name.endswith("SerialNumber") and here.casefold() == there.casefold():
        return True
    if name == "Orientation":
        return _turned(here) == _turned(there)
    if name in _PARTS:
        parts = _sum(here), _sum(there)
        # ExifTool shows a position of 0/0 as nothing, as `undef` or as `inf`.
        return math.isclose(*parts, rel_tol=0, abs_tol=_SAME_PLACE) or (
            math.isnan(parts[0]) and not 0 <= parts[1] < math.inf
        )
    if here.endswith("…"):
        return there.startswith(here[:-1])
    return math.isclose(_single(here), _single(there), rel_tol=_ROUNDED)


def _plain(text: str) -> str:
    """Write a date as ExifTool does, and blanks as one."""
    if _LISTED.fullmatch(text):
        text = text.strip("[]").replace(",", " ")
    text = " ".join(text.replace("\0", "").replace(";", ",").split())
    if found := _DATE.match(text):
        date = ":".join(found.group(1, 2, 3))
        return f"{date} {found[4].replace('Z', '+00:00')}" if found[4] else date
    return text


def _turned(text: str) -> str:
    words = text.lower()
    if words in _OURS:
        return _OURS[words]
    return next((key for key, said in _ORIENTATIONS.items() if said == words), words)


def _sum(text: str) -> float:
    """Add up degrees or hours, minutes and seconds, without their sign."""
    numbers = [_value(each) for each in _NUMBER.findall(text.replace(":", " "))][:3]
    return abs(sum(number / 60**power for power, number in enumerate(numbers))) if numbers else -1


def _single(text: str) -> float:
    """Give the one number that a text holds, with or without a unit behind it."""
    found = _NUMBER.findall(text)
    bare = text.strip("[]() ")
    if len(found) != 1 or not bare.startswith(found[0]) or len(bare) > len(found[0]) + 24:
        return math.nan
    return _value(found[0])


def _value(text: str) -> float:
    numerator, _, denominator = text.partition("/")
    try:
        return float(numerator) / float(denominator or 1)
    except ZeroDivisionError:
        return math.nan
