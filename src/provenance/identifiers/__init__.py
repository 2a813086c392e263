"""Identifiers: what ids, links and file names say about time, in the order of likelihood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache

from provenance.errors import UsageError
from provenance.identifiers.android_name import AndroidName
from provenance.identifiers.answers import plausible
from provenance.identifiers.bluesky_tid import BlueskyTid
from provenance.identifiers.discord_message import DiscordMessage
from provenance.identifiers.instagram_media import InstagramMedia
from provenance.identifiers.interface import Identifier
from provenance.identifiers.ksuid import Ksuid
from provenance.identifiers.linkedin_activity import LinkedinActivity
from provenance.identifiers.mastodon_status import MastodonStatus
from provenance.identifiers.object_id import ObjectId
from provenance.identifiers.saved_name import SavedName
from provenance.identifiers.screenshot_name import ScreenshotName
from provenance.identifiers.signal_name import SignalName
from provenance.identifiers.subject import BY_CHANCE, LONGEST, Subject
from provenance.identifiers.telegram_name import TelegramName
from provenance.identifiers.tiktok_video import TiktokVideo
from provenance.identifiers.time_uuid import TimeUuid
from provenance.identifiers.truth_social_status import TruthSocialStatus
from provenance.identifiers.ulid import Ulid
from provenance.identifiers.whatsapp_name import WhatsappName
from provenance.identifiers.without_time import OF_TELEGRAM, WithoutTime
from provenance.identifiers.x_media import XMedia
from provenance.identifiers.x_post import XPost
from provenance.model.reading import Reading, Unread

IDENTIFIERS: tuple[Identifier, ...] = (
    # Before X, of whose sixteen years only two months of 2011 have such numbers.
    MastodonStatus(),
    TruthSocialStatus(),
    XPost(),
    XMedia(),
    DiscordMessage(),
    TiktokVideo(),
    InstagramMedia(),
    LinkedinActivity(),
    BlueskyTid(),
    TimeUuid(),
    Ulid(),
    ObjectId(),
    Ksuid(),
    WhatsappName(),
    TelegramName(),
    SignalName(),
    ScreenshotName(),
    AndroidName(),
    SavedName(),
    WithoutTime(),
)
"""Every kind, the likelier one first where a bare id can be of several."""

ALIASES = {
    "twitter": "x",
    "douyin": "tiktok",
    "bsky": "bluesky",
    "truth-social": "truthsocial",
    "objectid": "mongodb",
}
"""Other names under which a platform may be asked for."""

_NOTHING = "it has the form of no identifier and of no file name that holds a time"
_TOO_SHORT = (
    "a number of so few digits can be anything, and is read with --platform only (one of X from "
    "before 4 November 2010 carries no time)"
)
_UNKNOWN_LINK = (
    "it is no link to a post of a platform whose ids are read here; with --platform its end is read"
)


def platforms() -> tuple[str, ...]:
    """Give every platform whose ids are known, in the order of the alphabet."""
    return tuple(sorted({name for kind in IDENTIFIERS for name in kind.platforms}))


def platform_named(name: str) -> str:
    """Give the platform of that name; `UsageError`, with the nearest, where there is none."""
    asked = name.strip().lower()
    asked = ALIASES.get(asked, asked)
    if not asked or asked in platforms():
        return asked
    import difflib

    near = difflib.get_close_matches(asked, platforms(), 1)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    known = ", ".join(platforms())
    raise UsageError(f"--platform: no ids of {name!r} are known{hint} (known: {known})")


def read(text: str, platform: str, now: datetime) -> tuple[Reading, ...] | Unread:
    """Give every plausible reading of a text, the likeliest first, or the reason why none is.

    `platform` is one of `platforms()`, or empty where the user stated none. Where the text itself
    names its platform, nobody else's ids are meant.
    """
    if not 0 < len(text.strip()) <= LONGEST:
        why = "it is empty" if not text.strip() else f"it is longer than {LONGEST} characters"
        return Unread(text, why, platform)
    subject = Subject.of(text)
    answers = [*_answers(subject, platform, now)]
    if found := tuple(each for each in answers if isinstance(each, Reading)):
        named = tuple(each for each in found if each.certain)
        return named or found
    return _why_not(subject, platform, [each for each in answers if isinstance(each, Unread)])


def certain(text: str, platform: str, now: datetime) -> Iterator[Reading]:
    """Give those readings of a text that are certain, as `read` does; one by one, as it is asked.

    Whoever needs the first only does not pay for the rest.
    """
    if not 0 < len(text.strip()) <= LONGEST or (not platform and OF_TELEGRAM.fullmatch(text)):
        return
    subject = Subject.of(text)
    for kind in _kinds(platform):
        answer = kind.read(subject, platform)
        if isinstance(answer, Reading) and answer.certain:
            held = plausible(answer, kind.since, now)
            if isinstance(held, Reading):
                yield held


def _answers(subject: Subject, platform: str, now: datetime) -> Iterable[Reading | Unread]:
    """Give what each kind says; once one is certain, only what is as certain."""
    given: list[tuple[Identifier, Reading | Unread]] = []
    for kind in _kinds(platform):
        answer = kind.read(subject, platform)
        if answer is not None:
            given.append((kind, answer))
    certain = [pair for pair in given if _is_certain(pair[1])]
    for kind, answer in certain or given:
        yield plausible(answer, kind.since, now) if isinstance(answer, Reading) else answer


@lru_cache(maxsize=64)
def _kinds(platform: str) -> tuple[Identifier, ...]:
    """Give the kinds to ask: those of the platform, or all."""
    return tuple(kind for kind in IDENTIFIERS if not platform or platform in kind.platforms)


def _is_certain(answer: Reading | Unread) -> bool:
    return answer.certain if isinstance(answer, Reading) else answer.carries_no_time


def _why_not(subject: Subject, platform: str, answers: Sequence[Unread]) -> Unread:
    """Put the reasons of all kinds into one."""
    known = [each for each in answers if each.carries_no_time]
    if known:
        return known[0]
    if answers:
        reasons = "; ".join(dict.fromkeys(each.reason for each in answers))
        only = answers[0].platform if len(answers) == 1 else platform
        return Unread(subject.text, f"no time can be read from it: {reasons}", only)
    if platform:
        why = f"it has not the form of an id of {platform}"
    elif subject.token.isdecimal() and len(subject.token) < BY_CHANCE:
        why = _TOO_SHORT
    else:
        why = _UNKNOWN_LINK if "://" in subject.text else _NOTHING
    return Unread(subject.text, f"no time can be read from it: {why}", platform)
