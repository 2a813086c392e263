"""Reads the numbers in a tag: rationals, lists and decimals, as exifread and XMP write them."""

from __future__ import annotations

import math
import re

_SEPARATORS = re.compile(r"[\[\](),;\s]+")


def numbers(text: str) -> tuple[float, ...]:
    """Read `[12, 30, 7/2]` or `1/250`; empty where any part is no number."""
    parts = [part for part in _SEPARATORS.split(text) if part]
    found = tuple(_number(part) for part in parts)
    return () if any(math.isnan(each) or math.isinf(each) for each in found) else found


def number(text: str) -> float | None:
    """Read one number, the first of a list; `None` where there is none."""
    return next(iter(numbers(text)), None)


def _number(text: str) -> float:
    numerator, _, denominator = text.partition("/")
    try:
        return float(numerator) / float(denominator or 1)
    except (ValueError, ZeroDivisionError, OverflowError):
        return math.nan
