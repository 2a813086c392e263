"""Takes fields out of JSON of which nothing is certain, not even that an object is one."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

Json = dict[str, object]

_TAG = re.compile(r"<(/p|br)\b[^>]*>|<[^>]*>")


def at(value: object, *keys: str | int) -> object:
    """Follow keys and places of lists as far as they lead; `None` where they lead nowhere."""
    for key in keys:
        if isinstance(key, str) and isinstance(value, dict):
            value = value.get(key)
        elif isinstance(key, int) and isinstance(value, list) and len(value) > key:
            value = value[key]
        else:
            return None
    return value


def text(value: object, *keys: str | int) -> str:
    r"""Give a text or number as text that can be stored anywhere; empty for anything else.

    JSON can hold half of a surrogate pair, which no file can; it is written out as `\ud83d`.
    """
    # first the usual case, asked ten times a posting
    one = len(keys) == 1
    found = value.get(keys[0]) if one and isinstance(value, dict) else at(value, *keys)
    if isinstance(found, str) and found.isascii():
        return found
    if found is None:
        return ""
    if isinstance(found, bool) or not isinstance(found, str | int):
        return ""
    return str(found).encode("utf-8", "backslashreplace").decode("utf-8")


def first(value: object, *names: str) -> str:
    """Give the first of several fields that holds a text."""
    for name in names:
        if found := text(value, name):
            return found
    return ""


def each(value: object, *keys: str | int) -> Iterator[Json]:
    """Give the objects of a list; what else is in it is passed by."""
    found = at(value, *keys)
    return iter([one for one in found if isinstance(one, dict)] if isinstance(found, list) else ())


def only(value: object, *keys: str | int) -> Json:
    """Give an object, empty where there is none."""
    found = at(value, *keys)
    return found if isinstance(found, dict) else {}


def plain(markup: str) -> str:
    """Give the words of HTML, with its paragraphs as lines."""
    if "<" not in markup:
        return html.unescape(markup).strip()
    return html.unescape(_TAG.sub(lambda tag: "\n" if tag[1] else "", markup)).strip()


def base(url: str) -> str:
    """Give the last part of a link's path: the name of the file that it leads to."""
    if "?" in url or "#" in url:
        url = re.split(r"[?#]", url, maxsplit=1)[0]
    return url.rstrip("/").rpartition("/")[2]
