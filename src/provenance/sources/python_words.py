"""Reads values that a Python program wrote down as it shows them, without running any of it."""

from __future__ import annotations

import ast
from datetime import UTC, datetime, timedelta, timezone

_LONGEST = 1 << 20
"""Characters; what is longer is not taken apart."""
_DATE = range(3, 8)
"""How many numbers a `datetime.datetime(...)` has before its zone."""


def value_of(words: str) -> object:
    """Give dicts, lists, texts and numbers; a time as ISO 8601, without a zone if that is unknown.

    Raises `ValueError` for anything else.
    """
    if len(words) > _LONGEST:
        raise ValueError(f"a value of {len(words):,} characters")
    try:
        return _read(ast.parse(words.strip(), mode="eval").body)
    except (SyntaxError, MemoryError, RecursionError, TypeError, OverflowError) as error:
        raise ValueError(f"{words[:40]!r} is no value as Python shows it") from error


def _read(node: ast.expr) -> object:
    match node:
        case ast.Constant(value=value) if not isinstance(value, bytes | complex):
            return value
        case ast.List(elts=items) | ast.Tuple(elts=items) | ast.Set(elts=items):
            return [_read(item) for item in items]
        case ast.Dict(keys=keys, values=values):
            return {
                str(_read(key)): _read(each) for key, each in zip(keys, values, strict=True) if key
            }
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as number)):
            return -number
        case ast.Call(func=func) if ast.unparse(func).endswith("datetime"):
            return _time(node)
    return ast.unparse(node)[:200]


def _time(call: ast.Call) -> str:
    numbers = [each.value for each in call.args if isinstance(each, ast.Constant)]
    if len(numbers) not in _DATE or not all(isinstance(each, int) for each in numbers):
        raise ValueError("a time is written in a way that is not known")
    zone = next((_zone(each.value) for each in call.keywords if each.arg == "tzinfo"), None)
    year, month, day, *rest = (int(str(each)) for each in numbers)
    hour, minute, second, fraction = (*rest, 0, 0, 0, 0)[:4]
    return datetime(year, month, day, hour, minute, second, fraction, zone).isoformat()


def _zone(node: ast.expr) -> timezone | None:
    """Give the zone of `timezone.utc`, `timezone(timedelta())`, `tzutc()`, `tzoffset(None, 1)`."""
    words = ast.unparse(node)
    if words.endswith("timezone.utc") or words.startswith("tzutc("):
        return UTC
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and ast.unparse(call.func).endswith("timedelta"):
            named = {each.arg: _number(each.value) for each in call.keywords}
            return timezone(timedelta(days=named.get("days", 0), seconds=named.get("seconds", 0)))
        if isinstance(call, ast.Call) and ast.unparse(call.func).endswith("tzoffset"):
            return timezone(timedelta(seconds=_number(call.args[-1]))) if call.args else None
    return None


def _number(node: ast.expr) -> int:
    value = _read(node)
    if not isinstance(value, int):
        raise ValueError("an offset from UTC is no whole number")  # noqa: TRY004 - bad data
    return value
