"""Reads which language a posting states, and which other posting it passes on."""

from __future__ import annotations

import re

from provenance.model.origin import PassedOn, Relay

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}([_-][A-Za-z0-9]{2,8}){0,3}")
"""A tag of RFC 5646 in its usual shape: a language, perhaps with a script and a region."""

_NONE = re.compile(r"und|un|mul|mis|zxx|q[a-t][a-z]", re.IGNORECASE)
"""Codes of ISO 639 for no one language; X marks posts without words with private ones (qme), and
TikTok writes "un" where it does not know."""


def languages(*stated: str) -> tuple[str, ...]:
    """Keep what is a language, as it is stated; nothing is ever guessed from the words."""
    kept = (code for code in stated if _LANGUAGE.fullmatch(code) and not _NONE.fullmatch(code))
    return tuple(dict.fromkeys(kept))


def origin(
    relay: Relay, platform: str, native_id: str = "", url: str = "", account: str = ""
) -> tuple[PassedOn, ...]:
    """Make an origin of what is stated; none where nothing is."""
    stated = native_id or url or account
    return (PassedOn(relay, platform, native_id, url, account),) if stated else ()
