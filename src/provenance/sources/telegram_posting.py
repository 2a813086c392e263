"""Reads a message of a Telegram Desktop export as a posting."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from provenance.model.moment import YEARS, Basis, Clock, Moment, Trust, exact, moment
from provenance.model.origin import PassedOn, Relay, announced
from provenance.model.posting import Posting

PLATFORM = "telegram"

_OPENED = datetime(2013, 1, 1, tzinfo=UTC)
"""Telegram opened in 2013: an earlier time is a missing value (older exports write 1970 for
"never edited"), and would make any picture the earliest known."""

_LINKED = re.compile(r"(public|private)_channel|\w*supergroup")
"""Types of chat whose messages have a link that works for members."""

_LARGEST_ID = 2**63


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat of the export; `ident` is `None` where the export gives none."""

    ident: int | None = None
    kind: str = ""


def posting(message: dict[str, object], chat: Chat) -> Posting:
    """Read who posted what and when; the time of a later edit only if it can be read.

    Raises `ValueError` where a field has a shape that it never has in an export, or where a stated
    posting time cannot be understood. A forward says whose message it repeats, by a display name
    alone and without a time, so it goes before the words, as Telegram shows it.
    """
    ident = identifier(message.get("id"))
    both = chat.ident is not None and ident is not None
    linked = both and min(chat.ident or 0, ident or 0) > 0 and _LINKED.fullmatch(chat.kind)
    return Posting(
        platform=PLATFORM,
        native_id=f"{chat.ident}/{ident}" if both else "",
        url=f"https://t.me/c/{chat.ident}/{ident}" if linked else "",
        account=_account(message),
        text="\n".join(part for part in (_forwarded(message), _text(message)) if part),
        moments=_moments(message),
        origins=_origins(message),
    )


def identifier(value: object) -> int | None:
    """Read an id; `None` for none. Raises `ValueError` for what is not a whole number."""
    if value is None:
        return None
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,19}", value, re.ASCII):
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) >= _LARGEST_ID:
        raise ValueError("its id is not a whole number")
    return value


def plain(value: object, what: str) -> str:
    r"""Read a text or a number as text that can be stored anywhere, empty for none.

    JSON can hold half of a surrogate pair, which no file can; it is written out as `\ud83d`.
    """
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError(f"its {what} is not text")  # noqa: TRY004 - bad data, no bad call
    return str(value).encode("utf-8", "backslashreplace").decode("utf-8")


def _account(message: dict[str, object]) -> str:
    """Give the name, or the id where the account was deleted; a service message has an actor."""
    keys = ("from", "from_id", "actor", "actor_id")
    return next((name for key in keys if (name := plain(message.get(key), key))), "")


def _forwarded(message: dict[str, object]) -> str:
    """Name who is forwarded; a deleted account, or one that hides, has no name but is stated."""
    if "forwarded_from" not in message:
        return ""
    return announced(plain(message["forwarded_from"], "forwarded_from"))


def _origins(message: dict[str, object]) -> tuple[PassedOn, ...]:
    if "forwarded_from" not in message:
        return ()
    return forwarded(plain(message["forwarded_from"], "forwarded_from"))


def forwarded(name: str) -> tuple[PassedOn, ...]:
    """Say whose message a message repeats, also where the name is hidden."""
    return (PassedOn(Relay.FORWARD, PLATFORM, account=name),)


def _text(message: dict[str, object]) -> str:
    """Join the pieces of a text, which is a string, or a list of strings and formatted pieces."""
    text = message.get("text")
    if text is None:
        text = message.get("text_entities")
    if text is None or isinstance(text, str):
        return plain(text, "text")
    if not isinstance(text, list):
        raise ValueError("its text is neither text nor a list")  # noqa: TRY004
    return "".join(
        plain(piece.get("text") if isinstance(piece, dict) else piece, "text") for piece in text
    )


def _moments(message: dict[str, object]) -> tuple[Moment, ...]:
    found = []
    if posted := _moment(message, "date", Clock.POSTED):
        found.append(posted)
    try:
        edited = _moment(message, "edited", Clock.EDITED)
    except ValueError:
        edited = None
    return (*found, edited) if edited else tuple(found)


def _moment(message: dict[str, object], key: str, clock: Clock) -> Moment | None:
    """Read Unix seconds, which exports have since June 2022, else the exporter's local time.

    The local time carries no zone, so it may be 14 h off either way.
    """
    seconds = plain(message.get(f"{key}_unixtime"), key)
    local = plain(message.get(key), key)
    if seconds:
        read = _from_seconds(seconds, clock)
    elif local:
        read = moment(local, clock, Basis.PLATFORM, Trust.PLATFORM_RECORD)
    else:
        return None
    if read.latest is None or read.latest < _OPENED:
        raise ValueError(f"its {key} {seconds or local!r} is before Telegram existed")
    return read


def _from_seconds(text: str, clock: Clock) -> Moment:
    if not re.fullmatch(r"-?\d{1,11}", text, re.ASCII):
        raise ValueError(f"its time {text[:40]!r} is not a number of seconds")
    when = datetime.fromtimestamp(int(text), UTC)
    if when.year not in YEARS:
        raise ValueError(f"its time {text!r} lies in the year {when.year}")
    return exact(when, clock, Basis.PLATFORM, Trust.PLATFORM_RECORD, text)
