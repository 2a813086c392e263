"""Reads the hash strings that other tools write, so that a picture can be asked for unseen.

`pdq:` with 64 hexadecimal digits is what ThreatExchange, Alegre and HMA exchange; `phash:` with 16
is what `str(imagehash.phash(...))` and the tools built on imagehash write.
"""

from __future__ import annotations

from provenance.errors import UsageError
from provenance.model.fingerprint import Fingerprint

_KINDS = {"pdq": ("pdq-256", 64), "phash": ("phash-64", 16)}
_UNSTATED_QUALITY = 100


def read(words: str) -> Fingerprint | None:
    """Give the fingerprint that words state, `None` where they name no kind of hash.

    Its quality is taken to be good, because no such string states it. Raises `UsageError` for the
    wrong number of digits: a hash that lost its leading zeros matches nothing, silently.
    """
    kind, separator, digits = words.partition(":")
    if not separator or kind.lower() not in _KINDS:
        return None
    signal, length = _KINDS[kind.lower()]
    if len(digits) != length:
        raise UsageError(
            f"{words}: a {kind.lower()} has {length} hexadecimal digits, this one {len(digits)}; "
            "a tool may have dropped zeros at its front, so put them back"
        )
    return Fingerprint(signal, _value(words, digits), _UNSTATED_QUALITY)


def _value(words: str, digits: str) -> bytes:
    import imagehash
    import numpy as np

    try:
        bits = imagehash.hex_to_hash(digits).hash
    except ValueError as error:
        raise UsageError(f"{words}: has something that is no hexadecimal digit") from error
    return bytes(np.packbits(bits))
