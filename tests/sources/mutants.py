"""Damages exports as disks, editors and attackers do; the same damage for the same seed."""

from __future__ import annotations

import json
import os
import random

HOW_MANY = int(os.environ.get("HOSTILE_MUTANTS", "0"))
"""How many mutants are asked for, where it is more than the tests make by themselves."""

_STRANGE = (
    *(None, True, False, 0, -1, 1e300, 10**400, 2**63, "", " ", "\ud800", "\x00", "../../../x"),
    *("/etc/passwd", "9" * 5000, "0001-01-01T00:00:00Z", [], {}, [[]], {"": ""}, [None], ["a", 1]),
)
"""Values that no field expects: of other types, out of range, or names that lead out."""


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Damage bytes as disks, editors and attackers do."""
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(content) + 1)
        span = chance.randint(1, 40)
        how = chance.randrange(7)
        if how == 0:
            content = content[:at]
        elif how == 1:
            content = content[:at] + content[at + span :]
        elif how == 2:
            content = content[:at] + chance.randbytes(span) + content[at:]
        elif how == 3:
            content = content[:at] + content[at : at + 2000] + content[at:]
        elif how == 4:
            put = chance.choice([b"null", b"-1", b"1e999", b"{}", b"[]", b'""', b"\x00", b"\xff"])
            content = content[:at] + put + content[at + len(put) :]
        elif how == 5:
            old, new = chance.choice([(b":", b","), (b'"', b"'"), (b"{", b"["), (b"\n", b"")])
            content = content[:at] + content[at:].replace(old, new, 3)
        else:
            digits = chance.choice([b"9" * 30, b"-5", b"0", b"0001-01-01T00:00:00", b"99999999999"])
            content = content[:at] + digits + content[at + span :]
        content = content or b" "
    return content


def swapped(content: bytes, chance: random.Random) -> bytes:
    """Put other values into JSON, or JSON lines, that stay JSON; else damage the bytes."""
    text = content.decode("utf-8", "replace")
    lines = text.splitlines(keepends=True)
    whole = _parsed(text)
    if whole is not None:
        return json.dumps(_swapped(whole, chance, chance.choice([0.01, 0.05, 0.3]))).encode()
    number = chance.randrange(len(lines)) if lines else 0
    value = _parsed(lines[number]) if lines else None
    if value is None:
        return mutated(content, chance)
    lines[number] = json.dumps(_swapped(value, chance, 0.1)) + "\n"
    return "".join(lines).encode()


def _parsed(text: str) -> object:
    try:
        parsed: object = json.loads(text)
    except ValueError:
        return None
    return parsed


def _swapped(value: object, chance: random.Random, often: float) -> object:
    if chance.random() < often:
        return chance.choice(_STRANGE)
    if isinstance(value, dict):
        return {key: _swapped(each, chance, often) for key, each in value.items()}
    if isinstance(value, list):
        return [_swapped(each, chance, often) for each in value]
    return value
